"""The cards of the visit form that are answered: vital signs, side effects, and with them the two scales."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from medmanager.domain.errors import Refused
from medmanager.domain.side_effects import SideEffect
from medmanager.domain.vital_words import read_pressure
from ui.kit.card import Card
from ui.kit.fields.edits import Reading, TypedEdit
from ui.kit.fields.form import Field
from ui.kit.fields.pull_down import PullDown
from ui.kit.fields.scorekeys import ScoreItem, ScoreSheet
from ui.kit.labels import Label
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.visits.scale_view import ScaleCard
from ui.screens.visits.visit_fields import SIMPLE_VITALS, EffectFields, VisitFields
from ui.screens.visits.visit_page import EffectBox, LivePage, VisitPage, VitalBox

VITALS = ("weight", "pressure", "pulse", "waist", "qtc")
MOST = 10


class VitalsCard(Card):
    """One row of fields with the last value under each. Signals: `typed()` at each key."""

    typed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Vital signs", note="last value under each field")
        self._edits: dict[str, TypedEdit] = {}
        self._fields: dict[str, Field] = {}
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        for name in VITALS:
            edit = TypedEdit(theme, partial(_read_vital, name), str, _unit(name))
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.setFont(theme.font(Type.BODY, SEMIBOLD))
            edit.textEdited.connect(self._edited)
            self._edits[name] = edit
            self._fields[name] = Field(theme, _label(name), edit)
            row.addWidget(self._fields[name], 5 if name == "pressure" else 4, Qt.AlignmentFlag.AlignTop)
        self.add_padded(row)

    def show_boxes(self, boxes: tuple[VitalBox, ...]) -> None:
        """The last value under each field."""
        for box in boxes:
            self._fields[box.name].set_note(box.last)

    def show_fields(self, typed: VisitFields) -> None:
        """Fill in what is typed; a field that is being typed in is left alone."""
        for name, edit in self._edits.items():
            text = str(getattr(typed, name))
            if text != edit.text():
                edit.setText(text)
                edit.show_problem(edit.problem())

    def texts(self) -> dict[str, str]:
        """Everything as it is typed now."""
        return {name: edit.text() for name, edit in self._edits.items()}

    def go(self) -> None:
        """Put the keyboard into the first field."""
        self._edits["weight"].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def _edited(self, _: str) -> None:
        self.typed.emit()


class EffectsCard(Card):
    """Side effects 0-10 by digits. Signals: `typed()`, `effect_added(str)` with its code."""

    typed = Signal()
    effect_added = Signal(str)

    def __init__(self, theme: Theme, effects: tuple[SideEffect, ...]) -> None:
        super().__init__(theme, "Side effects", note="0 none, 10 worst; Delete takes an answer back")
        self._answers: dict[str, int | None] = {}
        self._boxes: tuple[EffectBox, ...] = ()
        self._sheet = ScoreSheet(theme, 0, MOST)
        self._add = PullDown()
        self._add.setProperty("compact", True)
        self._add.setAccessibleName("Add a side effect")
        self._add.addItem("Add a side effect…", "")
        for effect in effects:
            self._add.addItem(effect.name, effect.code)
        self._before = Label(size=Type.SMALL, tone="muted")
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(2))
        head.addWidget(Label("Item", Type.SMALL, tone="muted"), 1)
        head.addWidget(self._before)
        self.add(head)
        self.add(self._sheet)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(4))
        foot.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(foot)
        self._sheet.answered.connect(self._answered)
        self._add.activated.connect(self._chosen)

    def show_boxes(self, boxes: tuple[EffectBox, ...], on: str) -> None:
        """The rows to ask about; the same rows are not built anew."""
        self._before.setText(f"Rating of {on} before the keys" if on else "")
        if boxes != self._boxes:
            self._boxes = boxes
            self._build_rows()

    def show_fields(self, effects: tuple[EffectFields, ...]) -> None:
        """The answers."""
        self._answers = {one.code: one.severity for one in effects}
        for box in self._boxes:
            self._sheet.show_answer(box.code, self._answers.get(box.code))

    def show_words(self, words: dict[str, tuple[str, str]]) -> None:
        """Better or worse than the last time, behind the keys."""
        for box in self._boxes:
            text, tone = words.get(box.code, ("", "muted"))
            self._sheet.show_after(box.code, text, tone)

    def effects(self) -> tuple[EffectFields, ...]:
        """The rows with their answers."""
        return tuple(EffectFields(box.code, self._answers.get(box.code)) for box in self._boxes)

    def go(self) -> None:
        """Put the keyboard onto the first item that is not answered."""
        self._sheet.go_to_first_open()

    def _build_rows(self) -> None:
        items = [ScoreItem(box.code, box.name, before=box.before) for box in self._boxes]
        self._sheet.show_items(items, self._answers)
        for box in self._boxes:
            self._sheet.keys_of(box.code).setToolTip(box.question)

    @Slot(str, object)
    def _answered(self, code: str, severity: int | None) -> None:
        self._answers[code] = severity
        self.typed.emit()

    @Slot(int)
    def _chosen(self, _: int) -> None:
        code = str(self._add.currentData())
        self._add.setCurrentIndex(0)
        if code:
            self.effect_added.emit(code)


class AnswerCards:
    """The cards answered by keys, as one: fill them, read them."""

    def __init__(self, theme: Theme, effects: tuple[SideEffect, ...]) -> None:
        self.vitals = VitalsCard(theme)
        self.effects = EffectsCard(theme, effects)
        self.phq9, self.gad7 = ScaleCard(theme, "PHQ-9"), ScaleCard(theme, "GAD-7")

    def show_page(self, page: VisitPage) -> None:
        """Rows, last values and items of a page."""
        self.vitals.show_boxes(page.vitals)
        self.effects.show_boxes(page.effects, page.effects_on)
        for card, box in zip((self.phq9, self.gad7), page.scales, strict=True):
            card.show_box(box)

    def show_fields(self, typed: VisitFields) -> None:
        """The answers."""
        self.vitals.show_fields(typed)
        self.effects.show_fields(typed.effects)
        self.phq9.show_fields(typed.phq9)
        self.gad7.show_fields(typed.gad7)

    def show_live(self, live: LivePage) -> None:
        """Words that follow each answer."""
        self.effects.show_words(live.effect_words)
        self.phq9.show_harm(live.harm)


def _unit(name: str) -> str:
    return SIMPLE_VITALS[name].unit if name in SIMPLE_VITALS else "mmHg"


def _label(name: str) -> str:
    return SIMPLE_VITALS[name].label if name in SIMPLE_VITALS else "Blood pressure"


def _read_vital(name: str, text: str) -> Reading[str]:
    """The text itself when it can be read, so that a field keeps what was typed."""
    try:
        if name in SIMPLE_VITALS:
            SIMPLE_VITALS[name].read(text)
        else:
            read_pressure(text)
    except Refused as refusal:
        return Reading(problem=refusal.sentence)
    return Reading(text)
