"""What is taken too: the card beside the plan, and the dialog in which each medicine is decided on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from medmanager.domain.plan.reconciliation import Decision
from ui.kit.buttons import LinkButton
from ui.kit.card import Card
from ui.kit.debounce import SAVE_MS, Debounce
from ui.kit.dialogs.dialog import Dialog
from ui.kit.fields.edits import TextEdit
from ui.kit.fields.form import Field
from ui.kit.labels import IconText, Label, rule
from ui.kit.layout.flow import Flow
from ui.kit.layout.layouts import empty
from ui.kit.plan_words import ElsewhereRow
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.reconcile.words import Answer, Choice, ReconcileRow, ReconcileSheet

WIDE, LONGEST = 790, 500


class ElsewhereCard(Card):
    """What is prescribed by others or bought, and how it was decided on. Signals: `reconcile_wanted()`."""

    reconcile_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Taken too")
        self._reconcile = LinkButton(theme, "Reconcile…", "clipboard-check")
        self._reconcile.clicked.connect(self.reconcile_wanted)
        self.add_to_head(self._reconcile)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(8))
        self.add_padded(self._column)

    def show_rows(self, rows: Sequence[ElsewhereRow], *, may_decide: bool) -> None:
        """Replace the rows; without any there is no card."""
        empty(self._column)
        waiting = sum(row.tone == "moderate" for row in rows)
        self.set_count(f"{waiting} to decide" if waiting else str(len(rows)) if rows else "")
        self._reconcile.setVisible(may_decide)
        for row in rows:
            self._column.addWidget(self._medicine(row))
        self.setVisible(bool(rows))

    def _medicine(self, row: ElsewhereRow) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(row.name, weight=SEMIBOLD).wrapped())
        column.addWidget(Label(f"{row.directions} · {row.source}", Type.SMALL, tone="muted").wrapped())
        if row.standing:
            column.addWidget(_standing(self._theme, row.standing, row.tone))
        return cell


class ReconcileDialog(Dialog):
    """Signals: `decided(object)`: a dict of answers, by medicine that was decided on; `typed(object)`: the
    same within a second while it is chosen; `left()` without keeping anything.
    """

    decided = Signal(object)
    typed = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget, sheet: ReconcileSheet) -> None:
        super().__init__(theme, parent, "Medicines from elsewhere", "&Keep decisions")
        self.set_length(WIDE)
        intro = "Ask the patient about each. What you leave open stays as it is and stays marked."
        self.body.addWidget(Label(intro, tone="muted").wrapped())
        self._debounce = Debounce(SAVE_MS, self)
        self._debounce.fired.connect(self._tell_typed)
        self._parts = [_Medicine(theme, row, self._changed) for row in sheet.rows]
        for part in self._parts:
            self.body.addWidget(part)
        self.primary.setEnabled(any(part.choice is not None for part in self._parts))
        open_ones = (part for part in self._parts if part.choice is None)
        first = next(open_ones, self._parts[0]).group
        (first.checkedButton() or first.buttons()[0]).setFocus()
        self.confirmed.connect(self._tell)
        self.rejected.connect(self._leave)

    def show_refusal(self, sentence: str) -> None:
        """Why nothing was kept."""
        self.set_busy(False)
        self.show_problem(sentence)
        lacking = next((part for part in self._parts if part.lacks_reason), None)
        if lacking is not None:
            lacking.reason.setFocus()

    def _changed(self, *_: object) -> None:
        self.primary.setEnabled(any(part.choice is not None for part in self._parts))
        self._debounce.touch()

    @property
    def _answers(self) -> dict[UUID, Answer]:
        return {part.row.key: part.answer() for part in self._parts if part.choice is not None}

    @Slot()
    def _leave(self) -> None:
        self._debounce.forget()
        self.left.emit()

    @Slot()
    def _tell_typed(self) -> None:
        self.typed.emit(self._answers)

    @Slot()
    def _tell(self) -> None:
        self._debounce.forget()
        answers = self._answers
        self.set_busy(True)
        self.decided.emit(answers)


class _Medicine(QWidget):
    """One medicine: how it is taken, what the plan has of it, and the decision."""

    def __init__(self, theme: Theme, row: ReconcileRow, changed: Callable[..., None]) -> None:
        super().__init__()
        self.row = row
        self.choice: Choice | None = None
        self._tell_change = changed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(rule())
        column.addWidget(Label(row.name, weight=SEMIBOLD).wrapped())
        column.addWidget(Label(f"{row.taken} · {row.source}", Type.SMALL, tone="muted").wrapped())
        column.addWidget(_standing(theme, row.standing, row.tone))
        if row.on_plan:
            column.addWidget(_standing(theme, row.on_plan, "info"))
        column.addWidget(self._choices(theme))
        self._effect = Label(size=Type.SMALL, tone="muted").wrapped()
        self._effect.hide()
        column.addWidget(self._effect)
        self.reason = TextEdit(theme, LONGEST)
        self._field = Field(theme, "Why", self.reason)
        self.reason.setAccessibleName(f"Why, for {row.name}")
        self._field.hide()
        column.addWidget(self._field)
        self._bring_back()
        self.reason.textEdited.connect(self._tell_change)

    @property
    def lacks_reason(self) -> bool:
        """Whether it is a stop that nobody could explain."""
        asked = self.choice is not None and self.choice.decision is Decision.STOP
        return asked and not self.reason.text().strip()

    def answer(self) -> Answer:
        """What was decided, with its reason."""
        assert self.choice is not None, "asked of what was decided"
        return Answer(self.choice.decision, self.reason.text(), self.choice.same)

    def _bring_back(self) -> None:
        """What was chosen before and not kept."""
        answer = self.row.answer
        for choice, button in zip(self.row.choices, self.group.buttons(), strict=True):
            if answer and (choice.decision, choice.same) == (answer.decision, answer.same):
                button.setChecked(True)
                self.reason.setText(answer.reason)
                self._show_choice(choice)

    def _choices(self, theme: Theme) -> QWidget:
        part = QWidget()
        row = Flow(theme.px(14))
        part.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.group = QButtonGroup(part)
        for choice in self.row.choices:
            button = QRadioButton(choice.title)
            button.setAccessibleName(f"{self.row.name}: {choice.title}")
            button.clicked.connect(partial(self._choose, choice))
            self.group.addButton(button)
            row.addWidget(button)
        return part

    def _choose(self, choice: Choice, _checked: bool = False) -> None:
        self._show_choice(choice)
        self._tell_change()

    def _show_choice(self, choice: Choice) -> None:
        self.choice = choice
        self._effect.setText(choice.effect)
        self._effect.show()
        needs_reason = choice.decision is Decision.STOP
        self._field.label.setText("Why the patient should stop" if needs_reason else "Why (may be empty)")
        self._field.show()


def _standing(theme: Theme, text: str, tone: str) -> QWidget:
    icons = {"moderate": "diamond-alert", "info": "info"}
    line = IconText(theme, icons.get(tone, "check"), text, tone, Type.SMALL)
    line.label.wrapped()
    return line
