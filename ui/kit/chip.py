"""Chips: severity with icon, word and fill; plain tags; the violet DEMO chip."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.palettes import SEVERITY_ICONS, SEVERITY_WORDS, Severity
from ui.kit.theme import MEDIUM, SEMIBOLD, Theme, Type

HEIGHT, ICON, SIDE, GAP, RADIUS = 20, 14, 6, 4, 4


@dataclass(frozen=True, slots=True)
class ChipFace:
    """How a chip looks: its words and the tokens of ink, fill and border (no token, no paint)."""

    text: str
    icon: str = ""
    ink: str = "text"
    fill: str = ""
    border: str = ""
    weight: int = SEMIBOLD


def severity_face(theme: Theme, severity: Severity, word: str = "", icon: str = "") -> ChipFace:
    """Filled for contraindicated, bordered for major, soft for the rest; in high contrast all have a
    border.
    """
    text, sign = word or SEVERITY_WORDS[severity], icon or SEVERITY_ICONS[severity]
    if severity is Severity.CONTRA:
        return ChipFace(text, sign, "contraOn", "contra")
    bordered = severity is Severity.MAJOR or theme.is_high_contrast()
    return ChipFace(text, sign, severity, f"{severity}.soft", severity if bordered else "")


def tag_face(text: str, icon: str = "") -> ChipFace:
    """A state without severity, as "Overridden"."""
    return ChipFace(text, icon, "muted", "surface", "line", MEDIUM)


def demo_face(text: str = "DEMO") -> ChipFace:
    """The one use of violet."""
    return ChipFace(text, "", "demoOn", "demo")


def chip_size(theme: Theme, face: ChipFace) -> QSize:
    """What a chip needs; its words are never cut."""
    icon = theme.px(ICON + GAP) if face.icon else 0
    width = 2 * theme.px(SIDE) + icon + theme.text_width(face.text, Type.SMALL, face.weight)
    return QSize(width, theme.px(HEIGHT))


def paint_chip(painter: QPainter, theme: Theme, rect: QRectF, face: ChipFace) -> None:
    """Draw a chip into `rect`, for widgets and delegates alike."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(face.border), 1) if face.border else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(face.fill) if face.fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5) if face.border else rect, RADIUS, RADIUS)
    left = rect.left() + theme.px(SIDE)
    if face.icon:
        side = theme.px(ICON)
        place = QRectF(left, rect.center().y() - side / 2, side, side)
        theme.paint_icon(painter, face.icon, place, face.ink)
        left += theme.px(ICON + GAP)
    painter.setPen(theme.colour(face.ink))
    painter.setFont(theme.font(Type.SMALL, face.weight))
    painter.drawText(QRectF(left, rect.top(), rect.right() - left, rect.height()), TEXT_FLAGS, face.text)
    painter.restore()


TEXT_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class _PaintedChip(QWidget):
    """A chip as a widget; `_face` is asked anew at each painting, so that it follows the palette."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def face(self) -> ChipFace:
        """What it shows now."""
        return ChipFace("")

    def sizeHint(self) -> QSize:
        return chip_size(self._theme, self.face())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = (self.height() - self._theme.px(HEIGHT)) / 2
        paint_chip(painter, self._theme, QRectF(0, top, self.width(), self._theme.px(HEIGHT)), self.face())


class Chip(_PaintedChip):
    """A severity chip: `Chip(theme, Severity.MODERATE)` or with another word, `Chip(theme, Severity.INFO,
    "draft")`.
    """

    def __init__(self, theme: Theme, severity: Severity, word: str = "", icon: str = "") -> None:
        super().__init__(theme)
        self._parts = (severity, word, icon)
        self.setAccessibleName(self.face().text)

    def show_severity(self, severity: Severity, word: str = "", icon: str = "") -> None:
        """Show another grade."""
        self._parts = (severity, word, icon)
        self.setAccessibleName(self.face().text)
        self.updateGeometry()
        self.update()

    def face(self) -> ChipFace:
        return severity_face(self._theme, *self._parts)


class Tag(_PaintedChip):
    """A bordered word without severity, as "Overridden" or "draft"."""

    def __init__(self, theme: Theme, text: str, icon: str = "") -> None:
        super().__init__(theme)
        self._tag = tag_face(text, icon)
        self.setAccessibleName(text)

    def face(self) -> ChipFace:
        return self._tag


class DemoChip(_PaintedChip):
    """DEMO, in the top bar, in each patient banner and on the lock screen."""

    def __init__(self, theme: Theme, text: str = "DEMO") -> None:
        super().__init__(theme)
        self._demo = demo_face(text)
        self.setAccessibleName(text)

    def say(self, text: str) -> None:
        """Say it shorter or longer; whoever listens hears the longest."""
        self._demo = demo_face(text)
        self.updateGeometry()
        self.update()

    def face(self) -> ChipFace:
        return self._demo
