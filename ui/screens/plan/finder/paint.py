"""How the rows of found medicines and protocols are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type
from ui.screens.plan.finder.rows import FinderRow

ROW, SIDE, SIGN, GAP = 28, 8, 16, 8
HEAD = NOTE = ("muted", Type.SMALL, REGULAR)
TITLE = ("text", Type.BODY, SEMIBOLD)
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


class FoundRowPainter(QStyledItemDelegate):
    """A sign, the title, and the note behind it, cut where there is no room; heads are small and muted."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, theme = index.data(ROW_ROLE), self._theme
        assert isinstance(row, FinderRow), "only such rows are listed"
        place = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.colour("selection"))
        left = place.left() + theme.px(SIDE)
        if row.pick is None:
            self._write(painter, place.adjusted(theme.px(SIDE), 0, 0, 0), row.title, HEAD)
            painter.restore()
            return
        sign = QRectF(left, place.center().y() - theme.px(SIGN) / 2, theme.px(SIGN), theme.px(SIGN))
        theme.paint_icon(painter, row.icon, sign, "muted")
        words = place.adjusted(theme.px(SIDE + SIGN + GAP), 0, -theme.px(SIDE), 0)
        self._write(painter, words, row.title, TITLE)
        used = theme.text_width(row.title, Type.BODY, SEMIBOLD) + theme.px(GAP)
        self._write(painter, words.adjusted(used, 0, 0, 0), row.note, NOTE)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.px(ROW))

    def _write(self, painter: QPainter, place: QRectF, text: str, look: tuple[str, Type, int]) -> None:
        tone, size, weight = look
        font = self._theme.font(size, weight)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(font)
        painter.setPen(self._theme.colour(tone))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
