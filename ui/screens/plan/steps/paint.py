"""How the rows of dated steps and the head above them are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.kit.plan_words import with_rhythm
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type
from ui.screens.plan.model import ROW_ROLE, alignment
from ui.screens.plan.page import COUNTS, DAYS, EACH_DAY, FROM, TABLETS, TITLES, LineRow, NoteRow, Row, StepRow

Index = QModelIndex | QPersistentModelIndex
STEP_ROW, LINE_ROW, HEAD, END, SIDE = 28, 28, 28, 12, 6
SWATCH, ICON, GAP = 12, 14, 6
WRAP = Qt.TextFlag.TextWordWrap
SINGLE = Qt.TextFlag.TextSingleLine
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class StepsDelegate(QStyledItemDelegate):
    """Paints the head of a line across the table and each step in its columns."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme, self._table = theme, table
        self.is_focused = False
        self.current_row = -1

    def height(self, row: Row, width: int, tablets_width: int) -> int:
        """What a row needs so that nothing of it is cut."""
        if isinstance(row, StepRow):
            room = tablets_width - 2 * self._theme.px(SIDE)
            tablets = self._wrapped(row.cells[TABLETS], Type.BODY, room)
            dose = self._wrapped("\n".join(lines_of(row, EACH_DAY)), Type.BODY, width, SEMIBOLD)
            return max(self._theme.px(STEP_ROW), tablets + 8, dose + 8)
        if isinstance(row, NoteRow):
            room = width - 2 * self._theme.px(END)
            return max(self._theme.px(LINE_ROW), self._wrapped(row.text, Type.SMALL, room) + 12)
        return self._head_height(row, width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.px(STEP_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, row = QRectF(option.rect), index.data(ROW_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if isinstance(row, StepRow):
            self._paint_step(painter, rect, row, index.column(), selected)
        elif isinstance(row, LineRow):
            self._paint_head(painter, rect, row, selected)
        else:
            self._paint_note(painter, rect, row)
        self._paint_ring(painter, rect, index)
        painter.restore()

    def _paint_step(self, painter: QPainter, rect: QRectF, row: StepRow, column: int, selected: bool) -> None:
        if selected:
            painter.fillRect(rect, self._theme.colour("selection"))
        self._underline(painter, rect)
        text = "\n".join(lines_of(row, column))
        bold = column in COUNTS or column == EACH_DAY or (row.stop and column == TABLETS)
        tone = "muted" if row.past else "accent" if row.stop and column == TABLETS else "text"
        painter.setFont(self._theme.font(Type.BODY, SEMIBOLD if bold else REGULAR))
        painter.setPen(self._theme.colour(self._ink(tone, selected)))
        left, right = paddings(self._theme, column)
        inner = rect.adjusted(left, 0, -right, -1)
        flags = int(alignment(column) | MIDDLE | (WRAP if column in {TABLETS, EACH_DAY} else SINGLE))
        painter.drawText(inner, flags, text)

    def _paint_head(self, painter: QPainter, rect: QRectF, row: LineRow, selected: bool) -> None:
        painter.fillRect(rect, self._theme.colour("selection" if selected else "raised"))
        self._underline(painter, rect)
        line = QRectF(rect.left(), rect.top(), rect.width(), self._theme.px(LINE_ROW) - 1)
        left = rect.left() + self._theme.px(END)
        side = self._theme.px(SWATCH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(f"series.{row.number}"))
        painter.drawRoundedRect(QRectF(left, line.center().y() - side / 2, side, side), 2, 2)
        left += side + self._theme.px(8)
        tag = self._paint_tag(painter, line, row, selected)
        name = QRectF(left, rect.top(), rect.right() - left - self._theme.px(END), rect.height())
        self._paint_words(painter, name, row, tag, selected)

    def _paint_words(self, painter: QPainter, rect: QRectF, row: LineRow, tag: float, selected: bool) -> None:
        """Name and details on one line where they fit beside the tag, else the details below the name."""
        gap, room = self._theme.px(8), rect.width() - tag
        name = self._theme.text_width(row.name, Type.BODY, SEMIBOLD)
        details = self._theme.text_width(row.details, Type.SMALL)
        upper = max(self._theme.px(LINE_ROW) - 1, self._wrapped(row.name, Type.BODY, room, SEMIBOLD) + 8)
        painter.setFont(self._theme.font(Type.BODY, SEMIBOLD))
        painter.setPen(self._theme.colour(self._ink("text", selected)))
        painter.drawText(QRectF(rect.left(), rect.top(), room, upper), int(MIDDLE | WRAP), row.name)
        painter.setFont(self._theme.font(Type.SMALL))
        painter.setPen(self._theme.colour(self._ink("muted", selected)))
        below = rect.top() + upper
        if name + gap + details <= room:
            beside = QRectF(rect.left() + name + gap, rect.top(), room, upper)
            painter.drawText(beside, int(MIDDLE | SINGLE), row.details)
        else:
            lower = self._wrapped(row.details, Type.SMALL, rect.width())
            painter.drawText(QRectF(rect.left(), below - 4, rect.width(), lower), int(WRAP), row.details)
            below += lower
        if row.problem:
            left = QRectF(rect.left(), below - 2, rect.width(), rect.bottom() - below)
            self._paint_problem(painter, left, row)

    def _paint_problem(self, painter: QPainter, rect: QRectF, row: LineRow) -> None:
        side = self._theme.px(ICON)
        self._theme.paint_icon(
            painter, "circle-alert", QRectF(rect.left(), rect.top() + 1, side, side), "contra"
        )
        painter.setPen(self._theme.colour("contra"))
        place = rect.adjusted(side + self._theme.px(GAP), 0, 0, 0)
        painter.drawText(place, int(WRAP), row.problem)

    def _paint_tag(self, painter: QPainter, rect: QRectF, row: LineRow, selected: bool) -> float:
        """What the version does to the line, at the right end; gives the width it took."""
        if not row.tag:
            return 0.0
        width = self._theme.text_width(row.tag, Type.SMALL, SEMIBOLD)
        side, right = self._theme.px(ICON), rect.right() - self._theme.px(END)
        tone = self._ink(row.tone, selected)
        painter.setFont(self._theme.font(Type.SMALL, SEMIBOLD))
        painter.setPen(self._theme.colour(tone))
        painter.drawText(
            QRectF(right - width, rect.top(), width, rect.height()), int(MIDDLE | SINGLE), row.tag
        )
        square = QRectF(right - width - side - self._theme.px(GAP), rect.center().y() - side / 2, side, side)
        self._theme.paint_icon(painter, row.icon, square, tone)
        return width + side + self._theme.px(GAP + 12)

    def _paint_note(self, painter: QPainter, rect: QRectF, row: NoteRow) -> None:
        painter.setFont(self._theme.font(Type.SMALL))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(
            rect.adjusted(self._theme.px(END), 0, -self._theme.px(END), 0), int(MIDDLE | WRAP), row.text
        )

    def _paint_ring(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        if not self.is_focused or index.row() != self.current_row:
            return
        colour = self._theme.colour("selText" if self._theme.is_high_contrast() else "focus")
        wide = not isinstance(index.data(ROW_ROLE), StepRow)
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 2), colour)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 3, rect.width(), 2), colour)
        if index.column() == FROM:
            painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height() - 1), colour)
        if index.column() == EACH_DAY or wide:
            painter.fillRect(QRectF(rect.right() - 2, rect.top(), 2, rect.height() - 1), colour)

    def _underline(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), self._theme.colour("line"))

    def _ink(self, tone: str, selected: bool) -> str:
        return "selText" if selected and self._theme.is_high_contrast() else tone

    def _head_height(self, row: LineRow, width: int) -> int:
        tag = self._theme.text_width(row.tag, Type.SMALL, SEMIBOLD) + self._theme.px(ICON + GAP + 12)
        room = width - 2 * self._theme.px(END) - self._theme.px(SWATCH + 8)
        name_room = room - (tag if row.tag else 0)
        name = self._theme.text_width(row.name, Type.BODY, SEMIBOLD)
        details = self._theme.text_width(row.details, Type.SMALL)
        height = max(self._theme.px(LINE_ROW), self._wrapped(row.name, Type.BODY, name_room, SEMIBOLD) + 8)
        if name + self._theme.px(8) + details > name_room:
            height += self._wrapped(row.details, Type.SMALL, room) + 2
        if row.problem:
            height += self._wrapped(row.problem, Type.SMALL, room - self._theme.px(ICON + GAP)) + 4
        return height

    def _wrapped(self, text: str, size: Type, width: float, weight: int = REGULAR) -> int:
        metrics = QFontMetricsF(self._theme.font(size, weight))
        return int(metrics.boundingRect(QRectF(0, 0, max(40.0, width), 10_000), int(WRAP), text).height()) + 1


class StepsHeader(QHeaderView):
    """The heads stand exactly over their cells."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(20)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, self._theme.colour("raised"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.colour("line"))
        painter.setFont(self._theme.font(Type.SMALL))
        painter.setPen(self._theme.colour("muted"))
        left, right = paddings(self._theme, section)
        inner = QRectF(rect).adjusted(left, 0, -right, -1)
        painter.drawText(inner, int(alignment(section) | MIDDLE | SINGLE), TITLES[section])
        painter.restore()


def lines_of(row: StepRow, column: int) -> list[str]:
    """The text of a cell, line by line: how often a dose is given stands below it and needs no width."""
    text = row.cells[column]
    if column == EACH_DAY and row.rhythm:
        return [text, row.rhythm]
    return [with_rhythm(text, row.rhythm) if column == TABLETS else text]


def paddings(theme: Theme, column: int) -> tuple[int, int]:
    """Room left and right of the text of a column."""
    if column in COUNTS or column == DAYS:
        return 2, 2
    left = theme.px(END if column == FROM else SIDE)
    return left, theme.px(END if column == EACH_DAY else SIDE)
