"""Asks why somebody goes on in spite of an alert; a contraindication is confirmed a second time by name."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.override import (
    SHORTEST_WORDS,
    TEMPLATES,
    Grounds,
    OverrideReason,
    confirmation,
    reasons_for,
)
from ui.kit.card import box
from ui.kit.chip import Chip
from ui.kit.dialogs.dialog import Dialog
from ui.kit.fields.edits import DateEdit
from ui.kit.fields.form import Field
from ui.kit.fields.pull_down import PullDown
from ui.kit.fields.textarea import TextArea
from ui.kit.labels import Label
from ui.kit.palettes import Severity
from ui.kit.safety.vow import Vow
from ui.kit.safety.words import AlertWords
from ui.kit.theme import SEMIBOLD, Theme, Type

LENGTH, SHOWN = 480, 24
CHOOSE = "Choose a reason"
NO_CHOICE = "Choose why you go on."
NO_WORDS = "This is contraindicated. Write in your own words why you go on."
NOTE = "The alert stays in sight, with your name and this reason beside it."
UNTIL = "Empty: until a dose, the partner drug or the rule changes. With a day it ends then at the latest."


class ReasonDialog(Dialog):
    """Asks for a reason; the alert stays where it is. Signals: `given(object, object)`: alert, `Grounds`."""

    given = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget, alert: AlertWords, reader: str, today: date) -> None:
        edits = alert.reason is not None and bool(alert.override)
        super().__init__(
            theme, parent, "Edit the reason" if edits else "A reason to go on", "&Keep the reason"
        )
        self._alert, self._is_grave = alert, alert.severity is Severity.CONTRA
        self.set_length(LENGTH)
        self._reason, self._words = PullDown(), TextArea(theme, "In your own words", 2)
        self._until = DateEdit(theme, lambda: today)
        self._until.setAccessibleName("Until")
        self._reason_field = Field(theme, "&Reason", self._reason)
        words = "In your own &words" if self._is_grave else "In your own &words (may be empty)"
        self._words_field = Field(theme, words, self._words)
        self._until_field = Field(theme, "&Until, last day on which it holds", self._until, UNTIL)
        self._until_field.let_note_wrap()
        self._vow = Vow(theme, confirmation(reader))
        self._lay_out(theme)
        self._fill()
        self.confirmed.connect(self._tell)
        self._reason.currentIndexChanged.connect(self._reason_chosen)
        self._words.textChanged.connect(self._words_written)
        self._reason.setFocus()

    def show_refusal(self, error: MedManagerError) -> None:
        """Beside the field that lacks something, else at the foot."""
        self.set_busy(False)
        field = error.field if isinstance(error, Refused) else ""
        beside = {"words": self._words_field, "until": self._until_field}.get(field)
        if beside is not None:
            beside.show_problem(error.sentence)
            beside.editor.setFocus()
        elif field == "confirmed":
            self._vow.show_problem(True)
        else:
            self.show_problem(error.sentence)

    def _lay_out(self, theme: Theme) -> None:
        alert = self._alert
        self.body.addWidget(Chip(theme, alert.severity), 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Label(alert.title, weight=SEMIBOLD).wrapped())
        self.body.addWidget(Label(alert.advice).wrapped())
        self._reason.setAccessibleName("Reason")
        self._reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._reason.setMinimumContentsLength(SHOWN)
        self._reason.addItem(CHOOSE, "")
        for reason in reasons_for(alert.alert.kind) if alert.alert else TEMPLATES:
            self._reason.addItem(f"{reason[0].upper()}{reason[1:]}", reason)
        for field in (self._reason_field, self._words_field, self._until_field):
            self.body.addWidget(field)
        if self._is_grave:
            frame, inside = box(theme)
            inside.addWidget(Label("Second confirmation", Type.SMALL, SEMIBOLD))
            inside.addWidget(self._vow)
            self.body.addWidget(frame)
        self.body.addWidget(Label(NOTE, Type.SMALL, tone="muted").wrapped())

    def _fill(self) -> None:
        """What was given before is written once more, but never the confirmation."""
        before = self._alert.reason
        if before is None:
            return
        self._reason.setCurrentIndex(max(0, self._reason.findData(before.given.reason)))
        self._words.show_text(before.given.words)
        if self._alert.override:
            self._until.show_value(before.given.until)

    @Slot()
    def _reason_chosen(self) -> None:
        self._reason_field.show_problem("")

    @Slot()
    def _words_written(self) -> None:
        self._words_field.show_problem("")

    @Slot()
    def _tell(self) -> None:
        chosen, said = str(self._reason.currentData()), self._words.toPlainText().strip()
        is_thin = (self._is_grave or chosen == OverrideReason.OTHER) and len(said) < SHORTEST_WORDS
        problems = (
            (self._reason_field, "" if chosen else NO_CHOICE),
            (self._words_field, NO_WORDS if is_thin and self._is_grave else ""),
            (self._until_field, self._until.problem()),
        )
        for field, problem in problems:
            field.show_problem(problem)
        unconfirmed = self._is_grave and not self._vow.is_given
        self._vow.show_problem(unconfirmed)
        wrong = next((field for field, problem in problems if problem), None)
        if wrong is not None:
            wrong.editor.setFocus()
        if wrong is not None or unconfirmed:
            return
        self.set_busy(True)
        grounds = Grounds(OverrideReason(chosen), said, self._until.value(), self._vow.is_given)
        self.given.emit(self._alert.alert, grounds)
