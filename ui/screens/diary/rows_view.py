"""The rows of a diary: a box for each column, by keyboard alone; Enter goes to the next day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import Label
from ui.kit.layouts import empty
from ui.kit.tab_order import place_stops
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.diary.model import ColumnHead, DayLine, SheetPage

BOX, NOTE = 52, 60


class Box(QLineEdit):
    """One box. Signals: `entered()` on Enter, `moved(int)` on Up and Down."""

    entered = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(6)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setMinimumWidth(theme.px(BOX - 16))
        self.setMaximumWidth(theme.px(BOX + 36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class DayRow(QObject):
    """The boxes of one day. Signals: `changed(date)`, `left(date)` when the keyboard went to another row,
    `entered(date)`, `moved(date, int)`, `replace_chosen(date)`, `first_chosen(date)`.
    """

    changed = Signal(object)
    left = Signal(object)
    entered = Signal(object)
    moved = Signal(object, int)
    replace_chosen = Signal(object)
    first_chosen = Signal(object)

    def __init__(self, theme: Theme, line: DayLine, heads: tuple[ColumnHead, ...], owner: QWidget) -> None:
        super().__init__(owner)
        self.on = line.on
        self.title = Label(line.title, Type.BODY, SEMIBOLD)
        self.boxes = {head.field: Box(theme, f"{line.title}, {head.spoken}") for head in heads}
        self.beside = QWidget()
        self.note = Label("", Type.SMALL, tone="muted")
        self.note.wrapped()
        self.replace = Button(theme, "Replace", compact=True)
        self.first = Button(theme, "Keep first", compact=True)
        for button, what in ((self.replace, "Replace"), (self.first, "Keep what was typed first")):
            button.setAccessibleName(f"{what}, {line.title}")
        row = QHBoxLayout(self.beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.note, 1)
        row.addWidget(self.replace)
        row.addWidget(self.first)
        self.show_fields(line.fields, line.note)
        self._connect()

    @property
    def fields(self) -> dict[str, str]:
        return {name: box.text() for name, box in self.boxes.items()}

    def show_fields(self, fields: dict[str, str], note: str) -> None:
        """Show what is saved, or what was put aside."""
        for name, text in fields.items():
            if self.boxes[name].text() != text:
                self.boxes[name].setText(text)
        self.say(note)

    def say(self, note: str, tone: str = "muted") -> None:
        """Say something beside the row."""
        self.note.setText(note)
        self.note.set_tone(tone)
        self.replace.hide()
        self.first.hide()

    def ask(self, sentence: str) -> None:
        """Two typings differ: which one counts?"""
        self.say(sentence, "contra")
        self.replace.show()
        self.first.show()

    def take_keyboard(self, field: str = "") -> None:
        box = self.boxes.get(field) or next(iter(self.boxes.values()))
        box.setFocus(Qt.FocusReason.TabFocusReason)
        box.selectAll()

    def _connect(self) -> None:
        for box in self.boxes.values():
            box.textEdited.connect(self._changed)
            box.entered.connect(self._entered)
            box.moved.connect(self._moved)
            box.editingFinished.connect(self._left)
        self.replace.clicked.connect(self._replace)
        self.first.clicked.connect(self._first)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, from left to right."""
        return (*self.boxes.values(), self.replace, self.first)

    def holds(self, widget: QWidget | None) -> bool:
        return widget in self.stops

    @Slot()
    def _changed(self) -> None:
        self.say("not saved yet")
        self.changed.emit(self.on)

    @Slot()
    def _left(self) -> None:
        """Only to another part of this window: whoever turns to another program is not done with the row."""
        now = QApplication.focusWidget()
        if now is not None and now.window() is self.title.window() and not self.holds(now):
            self.left.emit(self.on)

    @Slot()
    def _entered(self) -> None:
        self.entered.emit(self.on)

    @Slot(int)
    def _moved(self, step: int) -> None:
        self.moved.emit(self.on, step)

    @Slot()
    def _replace(self) -> None:
        self.replace_chosen.emit(self.on)

    @Slot()
    def _first(self) -> None:
        self.first_chosen.emit(self.on)


class RowsView(QWidget):
    """All rows of a sheet. Signals: `typed(date)`, `left(date)`, `entered(date)`, `replace_chosen(date)`,
    `first_chosen(date)`.
    """

    typed = Signal(object)
    left = Signal(object)
    entered = Signal(object)
    replace_chosen = Signal(object)
    first_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: dict[date, DayRow] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4))
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(2))

    def show_page(self, page: SheetPage) -> None:
        """Show another sheet."""
        empty(self._grid)
        for row in self.rows.values():
            row.deleteLater()
        self.rows = {}
        for place, head in enumerate(page.heads, 1):
            title = Label(head.title, Type.SMALL, SEMIBOLD)
            title.wrapped()
            self._grid.addWidget(
                title, 0, place, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter
            )
        for number, line in enumerate(page.lines, 1):
            self._add(number, DayRow(self._theme, line, page.heads, self))
        place_stops(self, (stop for row in self.rows.values() for stop in row.stops))
        self._grid.setColumnStretch(len(page.heads) + 1, 1)
        self._grid.setColumnMinimumWidth(len(page.heads) + 1, self._theme.px(NOTE))
        self._grid.setRowStretch(len(page.lines) + 1, 1)

    def take_keyboard(self) -> None:
        """The first row that says nothing yet."""
        free = [row for row in self.rows.values() if not any(row.fields.values())]
        row = next(iter(free or self.rows.values()), None)
        if row is not None:
            row.take_keyboard()

    def go_on(self, on: date) -> None:
        """To the first box of the next day."""
        self._step(on, 1, "")

    def _add(self, number: int, row: DayRow) -> None:
        self.rows[row.on] = row
        self._grid.addWidget(row.title, number, 0)
        for place, box in enumerate(row.boxes.values(), 1):
            self._grid.addWidget(box, number, place)
        self._grid.addWidget(row.beside, number, len(row.boxes) + 1)
        row.changed.connect(self.typed)
        row.left.connect(self.left)
        row.entered.connect(self.entered)
        row.moved.connect(self._moved)
        row.replace_chosen.connect(self.replace_chosen)
        row.first_chosen.connect(self.first_chosen)

    @Slot(object, int)
    def _moved(self, on: date, step: int) -> None:
        focused = QApplication.focusWidget()
        field = next((name for name, box in self.rows[on].boxes.items() if box is focused), "")
        self._step(on, step, field)

    def _step(self, on: date, step: int, field: str) -> None:
        days = list(self.rows)
        place = days.index(on) + step
        if 0 <= place < len(days):
            self.rows[days[place]].take_keyboard(field)
