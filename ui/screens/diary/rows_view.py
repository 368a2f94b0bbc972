"""The rows of a diary, typed in by keyboard alone: Enter goes to the next day, the arrows to boxes around.

The heads of the columns stay in sight; notes stand below their rows where there is no room beside.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.labels import Label
from ui.kit.layout.layouts import empty
from ui.kit.tab_order import place_stops
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.diary.day_view import LEAST, Box, DayRow
from ui.screens.diary.heads_view import Heads
from ui.screens.diary.model import SheetPage

NOTE, SIDE, GAP = 200, 12, 6
FIRST = 2
"""The row of the grid in which the first day stands: over it are the heads and how it is done."""
HOW = "0 to 10, sleep in hours, x for a tick; an empty box stays empty. Enter: next day."


class RowsView(QWidget):
    """All rows of a sheet. Signals: `typed(date)`, `left(date)`, `entered(date)`, `replace_chosen(date)`,
    `first_chosen(date)`, `reached(QWidget)` with the box that has the keyboard now.
    """

    typed = Signal(object)
    left = Signal(object)
    entered = Signal(object)
    replace_chosen = Signal(object)
    first_chosen = Signal(object)
    reached = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.heads = Heads(theme, self)
        self.rows: dict[date, DayRow] = {}
        self._viewport: QWidget | None = None
        self._used, self._notes_below = 0, False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.px(SIDE), theme.px(4), theme.px(SIDE), theme.px(4))
        self._grid.setHorizontalSpacing(theme.px(GAP))
        self._grid.setVerticalSpacing(theme.px(2))

    def show_page(self, page: SheetPage) -> None:
        """Show another sheet."""
        empty(self._grid)
        for row in self.rows.values():
            row.deleteLater()
        self.rows = {}
        how = Label(HOW, Type.SMALL, tone="muted").wrapped()
        self._grid.addWidget(how, 1, 0, 1, len(page.heads) + 2)
        self.heads.show_heads(page.heads)
        self._measure(page)
        self._arrange_notes()
        for number, line in enumerate(page.lines):
            self._add(number, DayRow(self._theme, line, page.heads, self))
        for box in self._first_boxes():
            box.installEventFilter(self)
        place_stops(self, (stop for row in self.rows.values() for stop in row.stops))
        self._grid.setColumnStretch(len(page.heads) + 1, 1)
        self._grid.setRowStretch(FIRST + 2 * len(page.lines), 1)

    def _measure(self, page: SheetPage) -> None:
        """What the days and the boxes need beside one another."""
        px = self._theme.px
        day = max(self._theme.text_width(line.title, Type.BODY, SEMIBOLD) for line in page.lines)
        self._used = 2 * px(SIDE) + day
        for place, head in enumerate(page.heads, 1):
            least = max(px(LEAST), self.heads.least_width(head))
            self._grid.setColumnMinimumWidth(place, least)
            self._used += least + px(GAP)

    @Slot(int)
    def hold_heads(self, top: int) -> None:
        """The heads stay in sight, at this height, while the rows go under them."""
        self.heads.move(0, top)

    def follow(self, viewport: QWidget) -> None:
        """The part in which the rows are seen: its width decides where the notes stand."""
        self._viewport = viewport
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The heads follow the boxes of the first row, the notes what is seen."""
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
            if watched is self._viewport:
                self._arrange_notes()
            else:
                self._place_heads()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_heads()
        box = self.focusWidget()
        if isinstance(box, Box) and box.hasFocus():
            # A note that came meanwhile may have pushed it out of sight.
            self.reached.emit(box)

    def _place_heads(self) -> None:
        """Over their columns, with their height left free at the top of the rows."""
        columns = [box.geometry() for box in self._first_boxes()]
        self._grid.setRowMinimumHeight(0, self.heads.place(columns, self.width()))

    def _arrange_notes(self) -> None:
        """Beside their row, or below it where the boxes leave them no room."""
        below = self._viewport is not None and self._viewport.width() < self._used + self._theme.px(NOTE)
        if below == self._notes_below:
            return
        self._notes_below = below
        for number, row in enumerate(self.rows.values()):
            self._grid.removeWidget(row.beside)
            self._put_note(number, row)

    def _put_note(self, number: int, row: DayRow) -> None:
        line, boxes = FIRST + 2 * number, len(row.boxes)
        place = (line + 1, 1, 1, boxes + 1) if self._notes_below else (line, boxes + 1, 1, 1)
        self._grid.addWidget(row.beside, *place)

    def _first_boxes(self) -> tuple[Box, ...]:
        return next((tuple(row.boxes.values()) for row in self.rows.values()), ())

    def go_on(self, on: date) -> None:
        """To the first box of the next day."""
        self._step(on, 1, "")

    def _add(self, number: int, row: DayRow) -> None:
        self.rows[row.on] = row
        line = FIRST + 2 * number
        self._grid.addWidget(row.title, line, 0)
        for place, box in enumerate(row.boxes.values(), 1):
            self._grid.addWidget(box, line, place)
        self._put_note(number, row)
        row.changed.connect(self.typed)
        row.left.connect(self.left)
        row.entered.connect(self.entered)
        row.moved.connect(self._moved)
        row.replace_chosen.connect(self.replace_chosen)
        row.first_chosen.connect(self.first_chosen)
        row.reached.connect(self.reached)

    @Slot(object, int)
    def _moved(self, on: date, step: int) -> None:
        field = next((name for name, box in self.rows[on].boxes.items() if box.hasFocus()), "")
        self._step(on, step, field)

    def _step(self, on: date, step: int, field: str) -> None:
        days = list(self.rows)
        place = days.index(on) + step
        if 0 <= place < len(days):
            self.rows[days[place]].take_keyboard(field)
