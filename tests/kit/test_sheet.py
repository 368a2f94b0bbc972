"""What holds for every widget: names, sizes, focus that can be seen, text that is not cut."""

import operator
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.kit.sheet import Sheet
from ui.kit.labels import Label
from ui.kit.layout.scroll import ScrollArea
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme

SMALLEST_TARGET = 24


class Shown:
    """A sheet in a window."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.sheet = Sheet(theme)
        self.area = ScrollArea(self.sheet)
        qtbot.addWidget(self.area)
        self.area.resize(1800, 1200)
        self.area.show()
        self.area.activateWindow()
        QApplication.processEvents()

    def focusable(self) -> Iterator[QWidget]:
        for widget in self.sheet.findChildren(QWidget):
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget

    def picture(self, widget: QWidget | None = None) -> QImage:
        QApplication.processEvents()
        if widget is None:
            return self.area.grab().toImage()
        corner = widget.mapTo(self.sheet, QPoint(0, 0))
        return self.sheet.grab(QRect(corner, widget.size())).toImage()


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    return Shown(qtbot, theme)


def changed_bytes(one: QImage, other: QImage) -> int:
    return sum(map(operator.ne, bytes(one.constBits()), bytes(other.constBits())))


def test_that_every_widget_that_takes_the_focus_has_a_spoken_name(shown: Shown) -> None:
    nameless = []
    for widget in shown.focusable():
        spoken = QAccessible.queryAccessibleInterface(widget)
        if not spoken.text(QAccessible.Text.Name).strip():
            nameless.append(type(widget).__name__)
    assert nameless == []


def test_that_the_name_check_notices_a_bare_button(shown: Shown, theme: Theme) -> None:
    bare = QWidget(shown.sheet)
    bare.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    bare.show()
    spoken = QAccessible.queryAccessibleInterface(bare)
    assert bare in list(shown.focusable())
    assert not spoken.text(QAccessible.Text.Name).strip()


def test_that_targets_are_large_enough(shown: Shown) -> None:
    small = [
        (type(widget).__name__, widget.width(), widget.height())
        for widget in shown.focusable()
        if min(widget.width(), widget.height()) < SMALLEST_TARGET
    ]
    assert small == []


@pytest.mark.parametrize("name", list(PaletteName))
def test_that_the_focus_can_be_seen_on_every_widget(qtbot: QtBot, theme: Theme, name: PaletteName) -> None:
    theme.use(name)
    shown = Shown(qtbot, theme)
    unseen = []
    for widget in shown.focusable():
        shown.sheet.setFocus()
        before = shown.picture(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        # Two edges of the smallest target, 2 px wide, 4 bytes each; a text cursor alone is far less.
        if changed_bytes(before, shown.picture(widget)) < 2 * SMALLEST_TARGET * 2 * 3:
            unseen.append((type(widget).__name__, widget.accessibleName()))
    assert unseen == []


@pytest.mark.parametrize("factor", [0.85, 1.0, 1.4, 1.9])
def test_that_no_label_or_button_is_cut_at_any_text_size(qtbot: QtBot, theme: Theme, factor: float) -> None:
    theme.use(PaletteName.LIGHT, factor)
    shown = Shown(qtbot, theme)
    shown.area.resize(int(1800 * factor), int(1200 * factor))
    QApplication.processEvents()
    cut = []
    for widget in shown.sheet.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible() or not widget.text():
            continue
        needed = widget.sizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed = QSize(widget.minimumSizeHint().width(), widget.heightForWidth(widget.width()))
        if needed.width() > widget.width() or needed.height() > widget.height():
            cut.append((widget.text(), needed.toTuple(), widget.size().toTuple()))
    assert cut == []


def test_that_the_cut_check_notices_a_squeezed_label(shown: Shown) -> None:
    label = Label("LINDQVIST, Maren")
    label.setParent(shown.sheet)
    label.setFixedWidth(20)
    assert label.sizeHint().width() > label.width()


def test_that_the_sheet_renders_in_the_three_palettes(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    pictures = {}
    for name in PaletteName:
        theme.use(name)
        shown = Shown(qtbot, theme)
        picture = shown.picture()
        assert picture.save(str(tmp_path / f"sheet-{name}.png"))
        pictures[name] = picture.pixelColor(4, 4).name().upper()
    assert pictures == {
        PaletteName.LIGHT: "#F1F3F6",
        PaletteName.DARK: "#12161B",
        PaletteName.HIGH_CONTRAST: "#000000",
    }
