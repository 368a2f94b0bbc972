"""Contrast of every pair that is used, and the switching of palettes and text sizes."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.kit.labels import Label
from ui.kit.palettes import SERIES_COUNT, Palette, PaletteName, Severity, read_palette
from ui.kit.theme import SEMIBOLD, Theme, Type

RESOURCES = Path(__file__).parents[2] / "resources"
PALETTES = {name: read_palette(RESOURCES / "theme", name) for name in PaletteName}

GROUNDS = ("window", "rail", "surface", "raised", "off", "accentSoft", "selection")
TEXTS = ("text", "muted", "accent", *Severity, "demo")
SOLID = (("accentText", "accent"), ("contraOn", "contra"), ("demoOn", "demo"), ("selText", "selection"))
LINES = ("ctl", "focus", "accent")
LINE_GROUNDS = ("surface", "window", "raised", "off")
READABLE, VISIBLE = 4.5, 3.0


class StyleWatch(QObject):
    """Tells when a widget is given a style. Signals: `styled()`."""

    styled = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.StyleChange:
            self.styled.emit()
        return False


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_pairs(palette: Palette) -> list[tuple[str, str]]:
    """On a selection the high contrast palette draws everything in selText."""
    grounds = [g for g in GROUNDS if g != "selection" or palette.name is not PaletteName.HIGH_CONTRAST]
    own = [(grade, f"{grade}.soft") for grade in (*Severity, "demo")]
    return [(text, ground) for text in TEXTS for ground in grounds] + own + list(SOLID)


def line_pairs(palette: Palette) -> list[tuple[str, str]]:
    series = [f"series.{number}" for number in range(1, SERIES_COUNT + 1)]
    return [(line, ground) for line in (*LINES, *series) for ground in LINE_GROUNDS]


def failures(palette: Palette) -> list[str]:
    wanted = [(pair, READABLE) for pair in text_pairs(palette)]
    wanted += [(pair, VISIBLE) for pair in line_pairs(palette)]
    found = [(pair, least, contrast(palette.hex(pair[0]), palette.hex(pair[1]))) for pair, least in wanted]
    return [
        f"{one} on {other}: {ratio:.2f} < {least}" for (one, other), least, ratio in found if ratio < least
    ]


@pytest.mark.parametrize("name", list(PaletteName))
def test_that_every_pair_in_use_is_readable(name: PaletteName) -> None:
    assert failures(PALETTES[name]) == []


@pytest.mark.parametrize(
    ("token", "colour"),
    [("muted", "#8A94A2"), ("focus", "#C9D8EA"), ("moderate", "#C99A1E"), ("series.7", "#9CC8FF")],
)
def test_that_the_contrast_rule_notices_a_pale_colour(token: str, colour: str) -> None:
    light = PALETTES[PaletteName.LIGHT]
    assert failures(Palette(light.name, light.title, light.colours | {token: colour}))


def test_that_the_formula_gives_known_ratios() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#18212E", "#F1F3F6") == pytest.approx(14.6, abs=0.05)
    assert contrast("#FF8B9B", "#3A1B22") == pytest.approx(6.9, abs=0.05)


def test_that_the_three_palettes_have_the_same_tokens() -> None:
    light, dark, high = (set(PALETTES[name].colours) for name in PaletteName)
    assert light == dark == high


@pytest.mark.parametrize("name", list(PaletteName))
def test_that_no_token_is_left_in_the_style_sheet(theme: Theme, name: PaletteName) -> None:
    theme.use(name)
    assert "@" not in theme.style_sheet().split("*/", 1)[1]
    assert "image(" not in theme.style_sheet()
    for file in re.findall(r"url\((\S+)\)", theme.style_sheet()):
        assert Path(file).is_file()


def test_that_switching_changes_palette_and_style_sheet_together(theme: Theme, qapp: QApplication) -> None:
    theme.use(PaletteName.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == "#12161B"
    assert "#1A2027" in qapp.styleSheet()
    theme.use(PaletteName.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == "#F1F3F6"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, qapp: QApplication) -> QWidget:
    """A dressed window, as in the application, which itself wears nothing."""
    qapp.setStyleSheet("")
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    theme.dress(window)
    return window


def test_that_a_dressed_window_and_its_dialogs_follow_the_palette(window: QWidget, theme: Theme) -> None:
    dialog = QDialog(window)
    label = Label("second", tone="muted")
    QVBoxLayout(dialog).addWidget(label)
    for palette in (PaletteName.DARK, PaletteName.LIGHT):
        theme.use(palette)
        label.ensurePolished()
        assert label.palette().color(QPalette.ColorRole.WindowText) == theme.colour("muted")


def test_that_a_window_that_is_gone_needs_no_dress(theme: Theme) -> None:
    window = QWidget()
    theme.dress(window)
    delete(window)
    theme.use(PaletteName.DARK)
    assert theme.palette.name is PaletteName.DARK


def test_that_nested_parts_are_styled_once_however_deep_they_lie(window: QWidget) -> None:
    label = QLabel("deep")
    styled = QSignalSpy(StyleWatch(label).styled)
    part: QWidget = label
    for _ in range(12):
        outer = QWidget()
        QVBoxLayout(outer).addWidget(part)
        part = outer
    layout = window.layout()
    assert layout is not None
    layout.addWidget(part)
    assert styled.count() == 1


def test_that_disabled_text_is_the_colour_of_control_borders(theme: Theme, qapp: QApplication) -> None:
    disabled = qapp.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == theme.colour("ctl")


def test_that_the_text_factor_is_held_in_its_range_and_scales_all_three_sizes(theme: Theme) -> None:
    theme.use(PaletteName.LIGHT, 9.0)
    assert theme.factor == 1.9
    assert [theme.font(size).pixelSize() for size in Type] == [23, 27, 38]
    theme.use(PaletteName.LIGHT, 0.1)
    assert [theme.font(size).pixelSize() for size in Type] == [10, 12, 17]


def test_that_hairlines_do_not_grow_with_the_text(theme: Theme) -> None:
    theme.use(PaletteName.LIGHT, 1.9)
    assert "border: 1px solid" in theme.style_sheet()
    assert "min-height: 57px" in theme.style_sheet()


def test_that_figures_are_tabular_and_the_bundled_family_is_used(theme: Theme) -> None:
    assert "Inter" in QFontDatabase.families()
    assert theme.text_width("1111") == theme.text_width("8888")
    assert theme.text_width("111", weight=SEMIBOLD) == theme.text_width("000", weight=SEMIBOLD)


def test_that_an_icon_follows_the_palette_without_being_made_again(qtbot: QtBot, theme: Theme) -> None:
    icon = theme.icon("square", "accent")

    def inked() -> set[str]:
        image = icon.pixmap(QSize(48, 48)).toImage()
        points = [image.pixelColor(x, 24) for x in range(48)]
        return {point.name().upper() for point in points if point.alpha() == 255}

    assert inked() == {"#1B5CA8"}
    theme.use(PaletteName.DARK)
    assert inked() == {"#7FB5F2"}


def test_that_an_unknown_token_is_an_error(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.colour("plum")


def test_that_a_focused_button_keeps_its_size(qtbot: QtBot, theme: Theme) -> None:
    button, label = QPushButton("Sign and print…"), QLabel("beside")
    qtbot.addWidget(button)
    qtbot.addWidget(label)
    button.show()
    before = button.sizeHint()
    button.setFocus()
    assert button.sizeHint() == before
    assert before.height() == 32
