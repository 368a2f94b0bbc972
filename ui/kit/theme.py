"""The theme: palette, type, sizes, icons and style sheet, switched live; every kit widget is given it
first.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget
from shiboken6 import isValid

from ui.kit.icons import IconShelf, TokenIconEngine
from ui.kit.palettes import Palette, PaletteName, read_palette

FACTOR_MIN, FACTOR_MAX = 0.85, 1.9
SCALED_FROM = 8  # smaller lengths in the style sheet are lines and radii, which stay
REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600

ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "ctl",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Shadow: "ctl",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.BrightText: "accentText",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "selText",
}
TEXT_ROLES = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)

# Images a style sheet needs as files: name -> (icon, token).
SHEET_IMAGES = {
    "check": ("check", "accentText"),
    "check-off": ("check", "ctl"),
    "radio-off": ("radio-off", "ctl"),
    "radio-on": ("radio-on", "accent"),
    "radio-on-off": ("radio-on", "ctl"),
    "caret": ("chevron-down", "text"),
    "caret-off": ("chevron-down", "ctl"),
    "left": ("chevron-left", "text"),
    "right": ("chevron-right", "text"),
    "close": ("x", "muted"),
}


class Type(StrEnum):
    """The three text sizes."""

    SMALL = "small"
    BODY = "body"
    TITLE = "title"


PIXELS = {Type.SMALL: 12, Type.BODY: 14, Type.TITLE: 20}


class Theme(QObject):
    """What painters ask for: `colour`, `font`, `px`, `icon`; `use` switches all of it while the program runs.

    A window without a parent has to be dressed: nothing else brings the style sheet to it and to its parts.
    Signals: `changed()` after palette or text factor changed. Style sheets and icons have followed by then; a
    widget that computed sizes or documents from the theme connects to it.
    """

    changed = Signal()

    def __init__(self, application: QApplication, resources: Path) -> None:
        super().__init__(application)
        self._application = application
        self._palettes = {name: read_palette(resources / "theme", name) for name in PaletteName}
        self._template = (resources / "theme" / "app.qss").read_text(encoding="utf-8")
        self._contrast_rules = (resources / "theme" / "high_contrast.qss").read_text(encoding="utf-8")
        self._shelf = IconShelf(resources / "icons")
        self._images = QTemporaryDir()
        self._fonts: dict[tuple[Type, int], QFont] = {}
        self._metrics: dict[tuple[Type, int], QFontMetricsF] = {}
        self._wearers: list[QApplication | QWidget] = []
        self.palette: Palette = self._palettes[PaletteName.LIGHT]
        self.factor = 1.0
        self.family = _load_inter(resources / "fonts" / "inter")
        style = QStyleFactory.create("Fusion")
        assert style is not None, "Fusion is part of every Qt"
        application.setStyle(style)

    def use(self, name: PaletteName, factor: float = 1.0) -> None:
        """Switch palette and text size; the factor is held between 0.85 and 1.9."""
        self.palette = self._palettes[name]
        self.factor = min(max(factor, FACTOR_MIN), FACTOR_MAX)
        self._fonts.clear()
        self._metrics.clear()
        self._application.setFont(self.font(Type.BODY))
        self._application.setPalette(self._qt_palette())
        self._write_images()
        sheet = self.style_sheet()
        for wearer in self._living():
            wearer.setStyleSheet(sheet)
        self.changed.emit()

    def dress(self, wearer: QApplication | QWidget) -> None:
        """Have a window wear the style sheet, with all that it holds and opens.

        Never the running application: then a part that is put into another is styled anew with everything
        in it, as often as it lies deep. So a screen is put together plain, and styled once, in the window.
        """
        self._wearers = [*self._living(), wearer]
        wearer.setStyleSheet(self.style_sheet())

    def colour(self, token: str) -> QColor:
        """The colour of a token in this palette, as `text`, `contra.soft` or `series.3`."""
        return QColor(self.palette.hex(token))

    def is_high_contrast(self) -> bool:
        """Whether soft fills are plain black and chips need a border."""
        return self.palette.name is PaletteName.HIGH_CONTRAST

    def px(self, length: float) -> int:
        """A length of the 100 % layout at this text size."""
        return round(length * self.factor)

    def font(self, size: Type = Type.BODY, weight: int = REGULAR) -> QFont:
        """Inter with tabular figures; a copy that may be changed."""
        key = (size, weight)
        if key not in self._fonts:
            self._fonts[key] = self._make_font(*key)
        return QFont(self._fonts[key])

    def text_width(self, text: str, size: Type = Type.BODY, weight: int = REGULAR) -> int:
        """How wide a text is, rounded up."""
        return int(self._metrics_of(size, weight).horizontalAdvance(text)) + 1

    def line_height(self, size: Type = Type.BODY, weight: int = REGULAR) -> float:
        """From one line of a text to the next."""
        return self._metrics_of(size, weight).lineSpacing()

    def icon(self, name: str, token: str = "text", checked_token: str = "") -> QIcon:
        """An icon for buttons and actions; its colour follows the palette by itself."""
        self._shelf.fetch(name)
        return QIcon(TokenIconEngine(self._shelf, name, self.colour, (token, checked_token or token)))

    def paint_icon(self, painter: QPainter, name: str, rect: QRectF, token: str) -> None:
        """Draw an icon in the colour of a token."""
        self._shelf.paint(painter, name, rect, self.colour(token))

    def style_sheet(self) -> str:
        """The template with this text size, this palette's colours and the images filled in, in that
        order.
        """
        text = re.sub(r"\b(\d+)px", lambda found: f"{self._length(int(found[1]))}px", self._sheet())
        text = re.sub(r"@(\w+)", lambda found: self.palette.hex(found[1]), text)
        return re.sub(r"image\((\S+?)\)", lambda found: f"url({self._image_file(found[1])})", text)

    def _metrics_of(self, size: Type, weight: int) -> QFontMetricsF:
        key = (size, weight)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self.font(*key))
        return self._metrics[key]

    def _make_font(self, size: Type, weight: int) -> QFont:
        font = QFont(self.family)
        font.setFamilies([self.family, "Noto Sans"])
        font.setPixelSize(self.px(PIXELS[size]))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _living(self) -> list[QApplication | QWidget]:
        return [wearer for wearer in self._wearers if isValid(wearer)]

    def _sheet(self) -> str:
        return self._template + (self._contrast_rules if self.is_high_contrast() else "")

    def _length(self, length: int) -> int:
        return self.px(length) if length >= SCALED_FROM else length

    def _image_file(self, name: str) -> str:
        # A name of its own for each palette: Qt keeps images by file name.
        return f"{self._images.path()}/{self.palette.name}-{name}.svg"

    def _write_images(self) -> None:
        for name, (icon, token) in SHEET_IMAGES.items():
            source = self._shelf.source(icon, self.palette.hex(token), "2.4" if icon == "check" else "2.0")
            Path(self._image_file(name)).write_text(source, encoding="utf-8")

    def _qt_palette(self) -> QPalette:
        palette = QPalette()
        for role, token in ROLES.items():
            palette.setColor(role, self.colour(token))
        for role in TEXT_ROLES:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("ctl"))
        return palette


def _load_inter(folder: Path) -> str:
    for file in sorted(folder.glob("*.otf")):
        number = QFontDatabase.addApplicationFont(str(file))
        assert number >= 0, f"the bundled font {file.name} cannot be read"
    return "Inter"
