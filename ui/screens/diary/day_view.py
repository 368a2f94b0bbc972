"""The boxes of one day of a diary, and what is said beside them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import Label, restyle
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.diary.model import ColumnHead, DayLine

LEAST, MOST = 36, 68
UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
MODIFIERS = Qt.KeyboardModifier


class Box(QLineEdit):
    """One box. Signals: `entered()` on Enter, `moved(int)` on Up and Down, `turned(int)` on Left and Right
    where the text ends, `reached(QWidget)` when it has the keyboard.
    """

    entered = Signal()
    moved = Signal(int)
    turned = Signal(int)
    reached = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setMinimumWidth(theme.px(LEAST))
        self.setMaximumWidth(theme.px(MOST))

    def show_problem(self, sentence: str) -> None:
        """Mark the box; the sentence stands beside its row."""
        if sentence != self.accessibleDescription():
            self.setProperty("problem", bool(sentence))
            self.setAccessibleDescription(sentence)
            restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (MODIFIERS.NoModifier, MODIFIERS.KeypadModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in UP_DOWN:
            self.moved.emit(UP_DOWN[key])
        elif plain and key in SIDEWAYS and self._ends(SIDEWAYS[key]):
            self.turned.emit(SIDEWAYS[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit(self)

    def _ends(self, step: int) -> bool:
        """Whether the cursor has nowhere to go in this direction; a box that is all chosen was not edited."""
        if self.hasSelectedText():
            return self.selectedText() == self.text()
        return self.cursorPosition() == (0 if step < 0 else len(self.text()))


class DayRow(QObject):
    """The boxes of one day. Signals: `changed(date)`, `left(date)` when the keyboard went to another row,
    `entered(date)`, `moved(date, int)`, `replace_chosen(date)`, `first_chosen(date)`, `reached(QWidget)`.
    """

    changed = Signal(object)
    left = Signal(object)
    entered = Signal(object)
    moved = Signal(object, int)
    replace_chosen = Signal(object)
    first_chosen = Signal(object)
    reached = Signal(object)

    def __init__(self, theme: Theme, line: DayLine, heads: tuple[ColumnHead, ...], owner: QWidget) -> None:
        super().__init__(owner)
        self.on = line.on
        self.title = Label(line.title, Type.BODY, SEMIBOLD)
        self.boxes = {head.field: Box(theme, f"{line.title}, {head.spoken}") for head in heads}
        self.beside = QWidget(owner)  # without it, what is said would open a window of its own
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

    def show_problem(self, field: str, sentence: str) -> None:
        """Say beside the row what cannot be read, and in its box for screen readers."""
        self.say(sentence, "contra")
        if field in self.boxes:
            self.boxes[field].show_problem(sentence)
            self.take_keyboard(field)

    def say(self, note: str, tone: str = "muted") -> None:
        """Say something beside the row; a problem of one of its boxes goes."""
        for box in self.boxes.values():
            box.show_problem("")
        self.note.setText(note)
        self.note.set_tone(tone)
        self.beside.setVisible(bool(note))
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
            box.turned.connect(self._turned)
            box.reached.connect(self.reached)
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

    @Slot(int)
    def _turned(self, step: int) -> None:
        fields = list(self.boxes)
        place = self._at() + step
        if 0 <= place < len(fields):
            self.take_keyboard(fields[place])

    def _at(self) -> int:
        """The number of the box that has the keyboard."""
        return next((at for at, box in enumerate(self.boxes.values()) if box.hasFocus()), 0)

    @Slot()
    def _replace(self) -> None:
        self.replace_chosen.emit(self.on)

    @Slot()
    def _first(self) -> None:
        self.first_chosen.emit(self.on)
