"""The dialogs of the acts on a line: pause, hold, go back, stop; and the one that throws a draft away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from medmanager.domain.ids import LineId
from medmanager.domain.plan_book import Rest
from ui.kit.buttons import Button, Segments
from ui.kit.dialog import Dialog
from ui.kit.form import Field
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


class WithoutItDialog(FieldsDialog):
    """The base of dialogs after which a medicine is not taken: a pause takes it away as suddenly as a stop.

    Signal: `taper_wanted(LineId)`: steps from the knowledge base instead.
    """

    taper_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, title: str, act: str, line: LineId) -> None:
        super().__init__(theme, parent, title, act)
        self._line = line
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
    """Signals: `wanted(LineId, str, str, str)`: line, from, through, reason, as typed."""

    wanted = Signal(object, str, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs, tomorrow: str) -> None:
        super().__init__(theme, parent, f"Pause {acts.name}", "&Pause", acts.line_id)
        self._start = self.add_line("start", "&From, first day without it", tomorrow)
        note = "A day, or a length such as 5 days. Empty: until a dose is set again."
        self._end = self.add_line("end", "T&hrough, last day without it", note=note)
        self._reason = self.add_line("reason", "&Why")
        self.add_advice()
        self.confirmed.connect(self._tell)
        self._end.setFocus()

    @Slot()
    def _tell(self) -> None:
        self.wanted.emit(self._line, self._start.text(), self._end.text(), self._reason.text())


class StopDialog(WithoutItDialog):
    """Signals: `wanted(LineId, str, str)`: line, first day without it, reason, as typed."""

    wanted = Signal(object, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs, tomorrow: str) -> None:
        super().__init__(theme, parent, f"Stop {acts.name}", "&Stop", acts.line_id)
        self._on = self.add_line("on", "&First day without it", tomorrow)
        self._reason = self.add_line("reason", "&Why")
        self.add_advice()
        self.confirmed.connect(self._tell)
        self._reason.setFocus()

    @Slot()
    def _tell(self) -> None:
        self.wanted.emit(self._line, self._on.text(), self._reason.text())


class HoldDialog(FieldsDialog):
    """Signals: `wanted(LineId, str, str)`: line, days, reason, as typed."""

    wanted = Signal(object, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs) -> None:
        super().__init__(theme, parent, f"Stay on {acts.dose} of {acts.name}", "&Hold the dose")
        self._line: LineId = acts.line_id
        note = "Everything that is planned after it moves later by as many days, a stop too."
        self._days = self.add_line("days", "&Days longer than planned", note=note)
        self._reason = self.add_line("reason", "&Why")
        self.confirmed.connect(self._tell)
        self._days.setFocus()

    @Slot()
    def _tell(self) -> None:
        self.wanted.emit(self._line, self._days.text(), self._reason.text())


class GoBackDialog(FieldsDialog):
    """Signals: `wanted(LineId, str, str, str, str)`: line, first day, days, reason, as typed, and what
    becomes of the rest.
    """

    wanted = Signal(object, str, str, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs, tomorrow: str) -> None:
        title = f"Back from {acts.left_dose} to {acts.back_dose} of {acts.name}"
        super().__init__(theme, parent, title, "Go &back")
        self._line: LineId = acts.line_id
        self._on = self.add_line("on", f"&First day on {acts.back_dose} again", tomorrow)
        self._rest = Segments(
            theme,
            "The steps after it",
            ((Rest.REDATE, "Take them later"), (Rest.DROP, "Drop them")),
        )
        self.body.addWidget(Label("The steps after it", Type.SMALL))
        self.body.addWidget(self._rest, 0, Qt.AlignmentFlag.AlignLeft)
        note = f"Then {acts.left_dose} again, and the rest as far apart as planned."
        self._days = self.add_line("days", f"&Days on {acts.back_dose}", acts.back_days, note)
        self._reason = self.add_line("reason", "&Why")
        self._rest.chosen.connect(self._choose)
        self.confirmed.connect(self._tell)
        self._reason.setFocus()

    @Slot(str)
    def _choose(self, rest: str) -> None:
        """What is dropped has no length to wait for."""
        self._fields["days"].setVisible(rest == Rest.REDATE)

    @Slot()
    def _tell(self) -> None:
        texts = (self._on.text(), self._days.text(), self._reason.text())
        self.wanted.emit(self._line, *texts, self._rest.value())


class ThrowAwayDialog(Dialog):
    """Asks before a draft is thrown away: it cannot be taken back."""

    def __init__(self, theme: Theme, parent: QWidget, number: int) -> None:
        super().__init__(theme, parent, f"Throw the draft of plan {number} away?", "&Throw away", "&Keep it")
        self.body.addWidget(
            Label("The plan in force stays as it is. The draft does not come back.").wrapped()
        )
        self.set_length(NARROW)
        self.cancel.setFocus()
