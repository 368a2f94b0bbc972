"""Paints one block of the calendar: fill, border, the name that wraps, and its state as icon and word."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.calendar.block_text import BlockText, Room, fit
from ui.screens.calendar.blocks import Block, Look

LINE, PAD, ICON, RADIUS = 16, 5, 14, 3
TIGHT_LINE, TIGHT_PAD, TIGHT_ICON, CLOSER = 13, 3, 12, -0.45
SQUEEZE_MOST = 1.3
INITIALS = 2
NARROW = 72
"""Blocks narrower than this, or too low for two full lines, are set tighter before anything is left out."""
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)

# Look: (fill, border, ink of the name, dashed)
FACES = {
    Look.PLAIN: ("surface", "ctl", "text", False),
    Look.OVER: ("off", "line", "muted", False),
    Look.CANCELED: ("surface", "ctl", "muted", True),
    Look.OK: ("ok.soft", "ok", "text", False),
    Look.INFO: ("info.soft", "info", "text", False),
    Look.WARN: ("surface", "moderate", "text", False),
    Look.LATE: ("moderate.soft", "moderate", "text", False),
    Look.PROPOSED: ("accentSoft", "accent", "accent", True),
}


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the words of a block are set: fonts, icon, height of a line, distance from the left."""

    bold: QFont
    small: QFont
    icon: int
    line: int
    pad: int


def _draw_squeezed(painter: QPainter, line: QRectF, text: str) -> None:
    """Draw a text in one line, narrower where it would not fit.

    Only the one line of a very short visit may be too long for that: its end is left to the tip.
    """
    metrics = QFontMetricsF(painter.font())
    if len(text) > INITIALS and metrics.horizontalAdvance(text) > SQUEEZE_MOST * line.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
    wide = metrics.horizontalAdvance(text)
    if wide <= line.width():
        painter.drawText(line, LEFT, text)
        return
    painter.save()
    painter.translate(line.left(), line.top())
    painter.scale(line.width() / wide, 1)
    painter.drawText(QRectF(0, 0, wide + 1, line.height()), LEFT, text)
    painter.restore()


class BlockPainter:
    """Remembers how names were broken, for the same sheet is painted many times."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._texts: dict[tuple[str, str, int, int, bool], BlockText] = {}
        self._settings: dict[tuple[bool, bool], _Setting] = {}

    def restyle(self) -> None:
        """Palette or text size changed."""
        self._texts.clear()
        self._settings.clear()

    def paint(self, painter: QPainter, block: Block, box: QRectF, selected: bool, focused: bool) -> None:
        """Draw a block; a selected one is filled, and has a ring when the grid has the focus."""
        fill, border, ink, dashed = FACES[block.look]
        if selected:
            fill, border, ink = "selection", "accent", "selText"
        width = 2.0 if selected else 1.5 if block.look is Look.PROPOSED else 1.0
        pen = QPen(self._theme.colour(border), width)
        if dashed:
            pen.setDashPattern([3 / width, 2 / width])
        painter.setPen(pen)
        painter.setBrush(self._theme.colour(fill))
        painter.drawRoundedRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2), RADIUS, RADIUS)
        if focused:
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), RADIUS + 1, RADIUS + 1)
        tone = ink if selected and self._theme.is_high_contrast() else block.tone
        if block.thin:
            side = self._theme.px(TIGHT_ICON) - 2
            square = QRectF(box.center().x() - side / 2, box.top() + 3, side, side)
            self._theme.paint_icon(painter, block.icon, square, tone)
            return
        painter.save()
        painter.setClipRect(box)
        self._paint_words(painter, block, box, (ink, tone))
        painter.restore()

    def _paint_words(self, painter: QPainter, block: Block, box: QRectF, inks: tuple[str, str]) -> None:
        setting, text = self._setting(box), self._text(block, box)
        count = len(text.name) + bool(text.second or text.has_icon)
        above = (box.height() - count * setting.line) / 2
        # A line that is higher than its block stands in the middle: the letters fit, only the line does not.
        top = box.top() + (above if above < 0 else min(3.0 if count == 1 else 2.0, above))
        line = QRectF(box.left() + setting.pad, top, box.width() - setting.pad - 1, setting.line)
        painter.setFont(setting.bold)
        painter.setPen(self._theme.colour(inks[0]))
        for name in text.name:
            _draw_squeezed(painter, line, name)
            line.translate(0, setting.line)
        if text.has_icon or text.icon_beside:
            left = box.right() - setting.icon - 3 if text.icon_beside else line.left()
            middle = line.center().y() - (setting.line if text.icon_beside else 0)
            square = QRectF(left, middle - setting.icon / 2, setting.icon, setting.icon)
            self._theme.paint_icon(painter, block.icon, square, inks[1])
        if text.second:
            painter.setFont(setting.small)
            painter.setPen(self._theme.colour(inks[1]))
            shift = setting.icon + 2 if text.has_icon else 0
            painter.drawText(line.adjusted(shift, 0, 0, 0), LEFT, text.second)

    def _text(self, block: Block, box: QRectF) -> BlockText:
        key = (block.title, block.second, int(box.width()), int(box.height()), bool(block.icon))
        known = self._texts.get(key)
        if known is None:
            setting = self._setting(box)
            room = Room(box.width() - setting.pad - 1, int(box.height() // setting.line), setting.icon + 2)
            widths = (
                QFontMetricsF(setting.bold).horizontalAdvance,
                QFontMetricsF(setting.small).horizontalAdvance,
            )
            known = fit(block.title, block.second, bool(block.icon), room, widths)
            self._texts[key] = known
        return known

    def _setting(self, box: QRectF) -> _Setting:
        px = self._theme.px
        narrow = box.width() < px(NARROW)
        low = 2 * px(TIGHT_LINE) <= box.height() < 2 * px(LINE)
        known = self._settings.get((narrow, low))
        if known is None:
            bold, small = self._theme.font(Type.SMALL, SEMIBOLD), self._theme.font(Type.SMALL)
            for font in (bold, small) if narrow else ():
                font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, CLOSER)
            icon = px(TIGHT_ICON if narrow or low else ICON)
            line, pad = px(TIGHT_LINE if low else LINE), px(TIGHT_PAD if narrow else PAD)
            known = self._settings[(narrow, low)] = _Setting(bold, small, icon, line, pad)
        return known
