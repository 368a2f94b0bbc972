"""Paints the cells of a table: two lines, icons, chips, swatches, sections, selection and focus ring."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.chip import chip_size, paint_chip, severity_face
from ui.kit.layout.wrapping import lines_of
from ui.kit.tables.cells import Align, Cell, Column, Section
from ui.kit.tables.rows_model import ALIGNMENTS, Role
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type

Index = QModelIndex | QPersistentModelIndex

ROW, ROW_TWO, SIDE, END = 32, 44, 8, 12
ICON, SWATCH, GAP = 16, 12, 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell is painted and in which state."""

    rect: QRectF
    column: Column[object]
    is_selected: bool


def cell_width(theme: Theme, cell: Cell) -> int:
    """What a cell needs so that nothing is cut, without the padding."""
    if cell.chip is not None:
        return chip_size(theme, severity_face(theme, cell.chip, cell.text)).width()
    first = theme.text_width(cell.text, Type.BODY, SEMIBOLD if cell.bold else REGULAR)
    second = theme.text_width(cell.second, Type.SMALL) if cell.second else 0
    return _lead_width(theme, cell) + max(first, second)


def _lead_width(theme: Theme, cell: Cell) -> int:
    lead = theme.px(ICON + GAP) if cell.icon else 0
    return lead + (theme.px(SWATCH + SIDE) if cell.swatch else 0)


class TableDelegate(QStyledItemDelegate):
    """One for a table; `ends` are the first and last columns, which keep the padding of the card."""

    def __init__(self, theme: Theme, columns: tuple[Column[object], ...], parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._columns = theme, columns
        self.is_focused = False
        self.current_row = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.px(ROW))

    def lines(self, cell: Cell, column: int, width: float) -> tuple[str, ...]:
        """The text of a cell in a column of that width."""
        room = self._padded(QRectF(0, 0, width, 1), column).width() - _lead_width(self._theme, cell)
        font = self._theme.font(Type.BODY, SEMIBOLD if cell.bold else REGULAR)
        return lines_of(cell.text, font, room)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        section = index.data(Role.SECTION)
        if isinstance(section, Section):
            self._paint_section(painter, rect, section)
        else:
            state = option.state
            self._paint_row_cell(painter, rect, index, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_row_cell(self, painter: QPainter, rect: QRectF, index: Index, is_selected: bool) -> None:
        cell: Cell = index.data(Role.CELL)
        if is_selected or cell.changed:
            painter.fillRect(rect, self._theme.colour("selection" if is_selected else "accentSoft"))
        place = Place(self._padded(rect, index.column()), self._columns[index.column()], is_selected)
        if cell.chip is not None:
            self._paint_chip(painter, place, cell)
        else:
            self._paint_cell(painter, place, cell)
        self._paint_lines(painter, rect, index, is_selected)

    def _padded(self, rect: QRectF, column: int) -> QRectF:
        left = self._theme.px(END if column == 0 else SIDE)
        right = self._theme.px(END if column == len(self._columns) - 1 else SIDE)
        return rect.adjusted(left, 0, -right, -1)

    def _ink(self, place: Place, tone: str) -> str:
        # In high contrast no other colour is readable on a selection.
        return "selText" if place.is_selected and self._theme.is_high_contrast() else tone

    def _paint_chip(self, painter: QPainter, place: Place, cell: Cell) -> None:
        face = severity_face(self._theme, cell.chip, cell.text) if cell.chip else None
        assert face is not None, "asked only for cells with a chip"
        size = chip_size(self._theme, face)
        top = place.rect.center().y() - size.height() / 2
        paint_chip(painter, self._theme, QRectF(place.rect.left(), top, size.width(), size.height()), face)

    def _paint_cell(self, painter: QPainter, place: Place, cell: Cell) -> None:
        rect = self._paint_lead(painter, place, cell)
        if not cell.second:
            self._text(painter, place, rect, cell)
            return
        upper, lower = self._theme.px(20), self._theme.px(16)
        top = rect.center().y() - (upper + lower) / 2
        self._text(painter, place, QRectF(rect.left(), top, rect.width(), upper), cell)
        second = Cell(cell.second, tone="muted")
        self._text(painter, place, QRectF(rect.left(), top + upper, rect.width(), lower), second, Type.SMALL)

    def _paint_lead(self, painter: QPainter, place: Place, cell: Cell) -> QRectF:
        rect = place.rect
        if cell.swatch:
            side = self._theme.px(SWATCH)
            top = rect.center().y() - side / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(f"series.{cell.swatch}"))
            painter.drawRoundedRect(QRectF(rect.left(), top, side, side), 2, 2)
            rect = rect.adjusted(side + self._theme.px(SIDE), 0, 0, 0)
        if cell.icon:
            side = self._theme.px(ICON)
            left = rect.left()
            if place.column.align is Align.RIGHT:
                left = rect.right() - cell_width(self._theme, cell)
            square = QRectF(left, rect.center().y() - side / 2, side, side)
            self._theme.paint_icon(painter, cell.icon, square, self._ink(place, cell.tone))
            rect = rect.adjusted(self._theme.px(ICON + GAP), 0, 0, 0)
        return rect

    def _text(
        self, painter: QPainter, place: Place, rect: QRectF, cell: Cell, size: Type = Type.BODY
    ) -> None:
        font = self._theme.font(size, SEMIBOLD if cell.bold else REGULAR)
        painter.setFont(font)
        painter.setPen(self._theme.colour(self._ink(place, cell.tone)))
        text, flags = cell.text, ALIGNMENTS[place.column.align] | Qt.AlignmentFlag.AlignVCenter
        if place.column.most and size is Type.BODY:
            painter.drawText(rect, int(flags), "\n".join(lines_of(text, font, rect.width())))
            return
        if place.column.cuts or size is Type.SMALL:
            text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 1)
        painter.drawText(rect, int(flags | Qt.TextFlag.TextSingleLine), text)

    def _paint_section(self, painter: QPainter, rect: QRectF, section: Section) -> None:
        painter.fillRect(rect, self._theme.colour("raised"))
        painter.setFont(self._theme.font(Type.SMALL, SEMIBOLD if section.bold else REGULAR))
        painter.setPen(self._theme.colour("muted"))
        inner = rect.adjusted(self._theme.px(END), 0, -self._theme.px(END), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, section.text)
        painter.setFont(self._theme.font(Type.SMALL))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, section.note)
        self._underline(painter, rect)

    def _paint_lines(self, painter: QPainter, rect: QRectF, index: Index, is_selected: bool) -> None:
        self._underline(painter, rect)
        if self.is_focused and index.row() == self.current_row:
            ring = "selText" if is_selected and self._theme.is_high_contrast() else "focus"
            colour, inner = self._theme.colour(ring), rect.adjusted(0, 0, 0, -1)
            painter.fillRect(QRectF(inner.left(), inner.top(), inner.width(), 2), colour)
            painter.fillRect(QRectF(inner.left(), inner.bottom() - 2, inner.width(), 2), colour)
            if index.column() == 0:
                painter.fillRect(QRectF(inner.left(), inner.top(), 2, inner.height()), colour)
            if index.column() == len(self._columns) - 1:
                painter.fillRect(QRectF(inner.right() - 2, inner.top(), 2, inner.height()), colour)

    def _underline(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), self._theme.colour("line"))
