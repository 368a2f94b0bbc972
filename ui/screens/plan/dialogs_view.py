"""The dialogs of the acts on a line: pause, hold, go back, stop; and the one that throws a draft away."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from medmanager.domain.ids import LineId
from medmanager.domain.plan.book import Rest
from ui.kit.buttons import Button, Segments
from ui.kit.dialogs.dialog import Dialog
from ui.kit.fields.form import Field
from ui.kit.labels import IconText, Label
from ui.kit.theme import Theme, Type
from ui.screens.plan.page import LineActs

NARROW = 460


class FieldsDialog(Dialog):
    """A dialog with typed fields by name; a refusal is shown beside its field."""

    def __init__(self, theme: Theme, parent: QWidget, title: str, act: str) -> None:
        super().__init__(theme, parent, title, act)
        self._fields: dict[str, Field] = {}
        self.set_length(NARROW)

    def add_line(self, name: str, label: str, text: str = "", note: str = "") -> QLineEdit:
        """One line of text."""
        edit = QLineEdit(text)
        self._fields[name] = Field(self.theme, label, edit, note)
        self._fields[name].let_note_wrap()
        self.body.addWidget(self._fields[name])
        return edit

    def show_refusal(self, field: str, sentence: str) -> None:
        """Beside the field where it has one, else at the foot."""
        known = self._fields.get(field)
        self.show_problem("" if known else sentence)
        for name, one in self._fields.items():
            one.show_problem(sentence if name == field else "")
        if known is not None:
            known.editor.setFocus()


class ActDialog(FieldsDialog):
    """The base of dialogs that change the doses of a line: what will come of it stands below what is typed.

    Signals: `wanted` at the button and `typed` at each key, both with the line and all that was typed.
    """

    wanted: ClassVar[Signal]
    typed: ClassVar[Signal]

    def __init__(self, theme: Theme, parent: QWidget, title: str, act: str, line: LineId) -> None:
        super().__init__(theme, parent, title, act)
        self._line = line
        self._outcome = Label(size=Type.SMALL).wrapped()
        self.confirmed.connect(self._tell)

    def texts(self) -> tuple[str, ...]:
        """What was typed, line by line."""
        return tuple(edit.text() for edit in self._lines())

    def add_outcome(self) -> None:
        """The place for what comes of it, below the fields, empty until `show_outcome`."""
        self.body.addWidget(self._outcome)
        self._outcome.hide()
        for edit in self._lines():
            edit.textChanged.connect(self.tell_typed)

    def show_outcome(self, sentence: str) -> None:
        """The doses that the act would leave; "" while that cannot be told."""
        self._outcome.setText(sentence)
        self._outcome.setVisible(bool(sentence))

    def _lines(self) -> list[QLineEdit]:
        return [field.editor for field in self._fields.values() if isinstance(field.editor, QLineEdit)]

    @Slot()
    def tell_typed(self) -> None:
        """Ask what would come of it."""
        self.typed.emit(self._line, *self.texts())

    @Slot()
    def _tell(self) -> None:
        self.wanted.emit(self._line, *self.texts())


class WithoutItDialog(ActDialog):
    """The base of dialogs after which a medicine is not taken: a pause takes it away as suddenly as a stop.

    Signal: `taper_wanted(LineId)`: steps from the knowledge base instead.
    """

    taper_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, title: str, act: str, line: LineId) -> None:
        super().__init__(theme, parent, title, act, line)
        self._advice = IconText(theme, "triangle-alert", "", "major")
        self._advice.label.wrapped()
        self._source = Label(size=Type.SMALL, tone="muted").wrapped()
        self._taper = Button(theme, "Plan a &taper…")
        self._taper.clicked.connect(self._taper_instead)

    def add_advice(self) -> None:
        """The place for it below the fields, empty until `show_advice`."""
        for widget in (self._advice, self._source):
            self.body.addWidget(widget)
            widget.hide()
        self.add_button(self._taper)
        self._taper.hide()

    def show_advice(self, words: str, source: str) -> None:
        """What the knowledge base says of going without at once; the choice is the clinician's."""
        self._advice.label.setText(words)
        self._source.setText(source)
        for widget in (self._advice, self._source, self._taper):
            widget.show()

    @Slot()
    def _taper_instead(self) -> None:
        self.taper_wanted.emit(self._line)


class PauseDialog(WithoutItDialog):
    """Signals: `wanted(LineId, str, str, str)`: line, from, through, reason, as typed; `typed` the same."""

    wanted = Signal(object, str, str, str)
    typed = Signal(object, str, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs, tomorrow: str) -> None:
        super().__init__(theme, parent, f"Pause {acts.name}", "&Pause", acts.line_id)
        self.add_line("start", "&From, first day without it", tomorrow)
        note = "A day, or a length such as 5 days. Empty: until a dose is set again."
        self._end = self.add_line("end", "T&hrough, last day without it", note=note)
        self.add_line("reason", "&Why")
        self.add_outcome()
        self.add_advice()
        self._end.setFocus()


class StopDialog(WithoutItDialog):
    """Signals: `wanted(LineId, str, str)`: line, first day without it, reason, as typed; `typed` the same."""

    wanted = Signal(object, str, str)
    typed = Signal(object, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs, tomorrow: str) -> None:
        super().__init__(theme, parent, f"Stop {acts.name}", "&Stop", acts.line_id)
        self.add_line("on", "&First day without it", tomorrow)
        self._reason = self.add_line("reason", "&Why")
        self.add_outcome()
        self.add_advice()
        self._reason.setFocus()


class HoldDialog(ActDialog):
    """Signals: `wanted(LineId, str, str)`: line, days, reason, as typed; `typed` the same."""

    wanted = Signal(object, str, str)
    typed = Signal(object, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs) -> None:
        super().__init__(theme, parent, f"Stay on {acts.name} {acts.dose}", "&Hold the dose", acts.line_id)
        note = "Everything that is planned after it moves later by as many days, a stop too."
        self._days = self.add_line("days", "&Days longer than planned", note=_rounds(acts.hold_rounds, note))
        self.add_line("reason", "&Why")
        self.add_outcome()
        self._days.setFocus()


class GoBackDialog(ActDialog):
    """Signals: `wanted(LineId, str, str, str, str)`: line, first day, days, reason, as typed, and what
    becomes of the rest; `typed` the same.
    """

    wanted = Signal(object, str, str, str, str)
    typed = Signal(object, str, str, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs) -> None:
        title = f"{acts.name}: back from {acts.left_dose} to {acts.back_dose}"
        super().__init__(theme, parent, title, "Go &back", acts.line_id)
        self.add_line("on", f"&First day on {acts.back_dose} again", acts.back_on)
        self._rest = Segments(
            theme,
            "The steps after it",
            ((Rest.REDATE, "Take them later"), (Rest.DROP, "Drop them")),
        )
        self.body.addWidget(Label("The steps after it", Type.SMALL))
        self.body.addWidget(self._rest, 0, Qt.AlignmentFlag.AlignLeft)
        note = f"Then {acts.left_dose} again, and the rest as far apart as planned."
        days = _rounds(acts.back_rounds, note)
        self.add_line("days", f"&Days on {acts.back_dose}", acts.back_days, days)
        self._reason = self.add_line("reason", "&Why")
        self.add_outcome()
        self._rest.chosen.connect(self._choose)
        self._reason.setFocus()

    def texts(self) -> tuple[str, ...]:
        return *super().texts(), self._rest.value()

    @Slot(str)
    def _choose(self, rest: str) -> None:
        """What is dropped has no length to wait for."""
        self._fields["days"].setVisible(rest == Rest.REDATE)
        self.tell_typed()


def _rounds(days: int, note: str) -> str:
    """What is not given daily stays for whole rounds."""
    return note if days == 1 else f"{days}, {2 * days} or another multiple of {days}. {note}"


class ThrowAwayDialog(Dialog):
    """Asks before a draft is thrown away: it cannot be taken back."""

    def __init__(self, theme: Theme, parent: QWidget, number: int) -> None:
        super().__init__(theme, parent, f"Throw the draft of plan {number} away?", "&Throw away", "&Keep it")
        self.body.addWidget(
            Label("The plan in force stays as it is. The draft does not come back.").wrapped()
        )
        self.set_length(NARROW)
        self.cancel.setFocus()
