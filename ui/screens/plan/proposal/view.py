"""The dialog that proposes dated steps: what is asked on top, the steps with their sums and sources below."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QWidget

from medmanager.domain.knowledge.proposals import RequestKind
from medmanager.domain.knowledge.tablets import Tablet
from medmanager.domain.plan.tablets import Choices
from ui.kit.buttons import Segments
from ui.kit.dialogs.dialog import Dialog
from ui.kit.fields.choice_box import ChoiceBox
from ui.kit.fields.form import Field
from ui.kit.labels import rule
from ui.kit.theme import Theme
from ui.screens.plan.finder.rows import FinderRow
from ui.screens.plan.finder.view import MedicineField
from ui.screens.plan.proposal.fields import (
    FORM_WORDS,
    KINDS,
    LABELS,
    Pace,
    ProposalBasis,
    ProposalFields,
    shown_fields,
)
from ui.screens.plan.proposal.grid_view import FieldGrid
from ui.screens.plan.proposal.sheet_view import ProposalSheetView
from ui.screens.plan.proposal.words import ProposalSheet

LENGTH, SHOWN = 900, 10
KIND_WORDS = {
    RequestKind.TITRATION: "Titrate",
    RequestKind.TAPER: "Taper",
    RequestKind.SWITCH: "Switch",
    RequestKind.RESTART: "Restart",
}
PACE_WORDS = (
    (Pace.ADVISED, "as advised"),
    (Pace.LINEAR, "% of the first dose"),
    (Pace.PROPORTIONAL, "% of the dose before"),
    (Pace.BY_MG, "mg"),
)
TARGET_NOTES = {
    RequestKind.TITRATION: "Empty: the usual dose.",
    RequestKind.TAPER: "Empty: down to nothing.",
    RequestKind.SWITCH: "Of the new one. Empty: the usual dose.",
    RequestKind.RESTART: "Empty: the dose before.",
}
NOT_ON_PLAN = "a medicine that is not on the plan"
TEXTS = (
    "to",
    "purpose",
    "target",
    "by",
    "every",
    "strengths",
    "to_strengths",
    "missed",
    "start",
    "coming_on",
)
NOTES = {"every": "Empty: as advised.", "coming_on": "Empty: as early as possible."}


class ProposalDialog(Dialog):
    """Signals: `typed(ProposalFields)` with every change; `put_wanted(str)` with the reason;
    `medicine_searched(str)` while the new medicine is looked for.
    """

    typed = Signal(object)
    put_wanted = Signal(str)
    medicine_searched = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, basis: ProposalBasis, typed: ProposalFields) -> None:
        super().__init__(theme, parent, "Steps from the knowledge base", "&Put into the plan")
        self._basis, self._typed = basis, typed
        self._mine, self._new = Choices(""), Choices("")
        self._kinds = Segments(theme, "What is planned", tuple((kind, KIND_WORDS[kind]) for kind in KINDS))
        self._lines, self._forms, self._paces = ChoiceBox(SHOWN), ChoiceBox(SHOWN), ChoiceBox(SHOWN)
        self._split = QCheckBox("Scored tablets may be halved")
        self._split.setAccessibleName(self._split.text())
        self._split.setProperty("beside", True)
        self._new_name = MedicineField(theme, self)
        self._edits = {name: self._new_name if name == "to" else QLineEdit() for name in TEXTS}
        self._reason = QLineEdit()
        self._fields = self._build_fields()
        self._asked = FieldGrid(theme)
        self._sheet = ProposalSheetView(theme)
        self.set_length(LENGTH)
        self._build_body()
        self._show(typed)
        self._connect()
        self._first_field().setFocus()

    def show_medicines(self, text: str, rows: tuple[FinderRow, ...]) -> None:
        """What the new medicine may be."""
        self._new_name.show_found(text, rows)

    def show_choices(self, mine: Choices, new: Choices) -> None:
        """Forms and tablets that exist."""
        self._mine, self._new = mine, new
        self._fill_forms()
        self._show_tablets()

    def show_working(self) -> None:
        """New steps are on their way; the old ones cannot be put in any more."""
        self.primary.setDisabled(True)
        self._sheet.show_working()

    def show_proposal(self, sheet: ProposalSheet) -> None:
        """The steps, which can be put into the plan as they are shown."""
        self._sheet.show_sheet(sheet)
        self.primary.setDisabled(False)

    def show_no_proposal(self, sentence: str) -> None:
        """What is still to be written."""
        self.primary.setDisabled(True)
        self._sheet.show_nothing(sentence)

    def show_unsafe(self, sentence: str, source: str) -> None:
        """Why nothing is proposed, and who says so."""
        self.primary.setDisabled(True)
        self._sheet.show_refusal(sentence, source)

    def show_problems(self, problems: dict[str, str]) -> None:
        """Beside their fields; a problem of a field that is not shown stands at the foot."""
        for name, field in self._fields.items():
            field.show_problem(problems.get(name, ""))
        homeless = (text for name, text in problems.items() if name not in self._fields)
        self.show_problem(next(homeless, ""))
        if "reason" in problems:
            self.set_busy(False)
            self._reason.setFocus()

    # ---------------------------------------------------------------------- building

    def _build_fields(self) -> dict[str, Field]:
        theme = self.theme
        editors: dict[str, QWidget] = {
            **self._edits,
            "line": self._lines,
            "form": self._forms,
            "pace": self._paces,
            "split": self._split,
        }
        fields = {
            name: Field(theme, LABELS[name], editors[name], NOTES.get(name, ""))
            for name in LABELS
            if name in editors
        }
        fields["reason"] = Field(theme, LABELS["reason"], self._reason)
        for field in fields.values():
            field.let_note_wrap()
            # All columns are as wide as one another, whatever is written under the fields.
            if field.editor is not self._split:
                field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        for pace, words in PACE_WORDS:
            self._paces.addItem(words, pace)
        return fields

    def _build_body(self) -> None:
        self.body.addWidget(self._kinds)
        self.body.addWidget(self._asked)
        self.body.addWidget(rule())
        self.body.addWidget(self._sheet)
        self.body.addStretch(1)
        self.primary.setDisabled(True)

    def _connect(self) -> None:
        self._kinds.chosen.connect(self._turn)
        for box in (self._lines, self._forms, self._paces):
            box.activated.connect(self._changed)
        for edit in self._edits.values():
            edit.textEdited.connect(self._changed)
        self._split.clicked.connect(self._changed)
        self._new_name.wanted.connect(self.medicine_searched)
        self._new_name.picked.connect(self._changed)
        self.confirmed.connect(self._tell)

    def _first_field(self) -> QWidget:
        names = shown_fields(self._typed)
        return self._edits["to" if "to" in names else "missed" if "missed" in names else "target"]

    # ---------------------------------------------------------------------- showing

    def _show(self, typed: ProposalFields) -> None:
        self._typed = typed
        self._kinds.choose(typed.kind)
        self._fill_lines(typed)
        self._paces.setCurrentIndex(next(at for at, (pace, _) in enumerate(PACE_WORDS) if pace is typed.pace))
        self._split.setChecked(typed.split)
        for name, edit in self._edits.items():
            text = str(getattr(typed, name))
            if edit.text() != text:
                edit.setText(text)
        self._fields["target"].set_note(TARGET_NOTES[typed.kind])
        self._place_fields()
        self._show_tablets()

    def _place_fields(self) -> None:
        names = shown_fields(self._typed)
        self._asked.show_fields([self._fields[name] for name in (*names, "reason")], [*self._fields.values()])

    def _fill_lines(self, typed: ProposalFields) -> None:
        self._lines.clear()
        if typed.kind is RequestKind.TITRATION:
            self._lines.addItem(NOT_ON_PLAN, None)
        for one in self._basis.offered(typed.kind):
            self._lines.addItem(f"{one.name}, {one.words}", one.line_id)
        self._lines.setCurrentIndex(max(0, self._lines.findData(typed.line_id)))

    def _fill_forms(self) -> None:
        chosen = self._forms.currentData()
        self._forms.clear()
        for form in self._new.forms:
            self._forms.addItem(form.value, form.value)
        self._forms.setCurrentIndex(max(0, self._forms.findData(chosen)))

    def _show_tablets(self) -> None:
        line = next((one for one in self._basis.lines if one.line_id == self._typed.line_id), None)
        mine = self._mine.tablets.get(line.form, ()) if line else ()
        form = FORM_WORDS.get(str(self._forms.currentData() or ""))
        self._fields["missed"].set_note(self._basis.missed_note(self._typed))
        self._fields["strengths"].set_note(_exist(mine))
        self._fields["to_strengths"].set_note(_exist(self._new.tablets.get(form, ()) if form else ()))

    # ---------------------------------------------------------------------- answers

    @Slot(str)
    def _turn(self, kind: str) -> None:
        self._show(self._basis.turned(self._read(), RequestKind(kind)))
        self.typed.emit(self._typed)

    @Slot()
    def _changed(self) -> None:
        before, self._typed = self._typed, self._basis.chosen(self._typed, self._read())
        if before.line_id != self._typed.line_id:
            self._edits["missed"].setText(self._typed.missed)
        if shown_fields(before) != shown_fields(self._typed):
            self._place_fields()
        self._show_tablets()
        self.typed.emit(self._typed)

    def _read(self) -> ProposalFields:
        text = {name: edit.text() for name, edit in self._edits.items()}
        return ProposalFields(
            kind=self._typed.kind,
            line_id=self._lines.currentData(),
            to=text["to"],
            form=str(self._forms.currentData() or ""),
            purpose=text["purpose"],
            target=text["target"],
            pace=Pace(self._paces.currentData()),
            by=text["by"],
            every=text["every"],
            strengths=text["strengths"],
            to_strengths=text["to_strengths"],
            split=self._split.isChecked(),
            missed=text["missed"],
            start=text["start"],
            coming_on=text["coming_on"],
        )

    @Slot()
    def _tell(self) -> None:
        self.put_wanted.emit(self._reason.text())


def _exist(tablets: tuple[Tablet, ...]) -> str:
    """ "There are 0.5 (scored), 1 and 2 mg", "" where nothing is known yet."""
    told = [f"{one.strength:f}{' scored' if one.halves else ''}" for one in tablets]
    return f"There are {', '.join(told)} mg. Empty: all." if told else ""
