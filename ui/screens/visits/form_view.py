"""The form of a visit that is being written: its cards, filled and read as one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medmanager.domain.side_effects import SideEffect
from ui.kit.layout.scroll import ScrollArea
from ui.kit.theme import Theme
from ui.screens.visits.answers_view import AnswerCards
from ui.screens.visits.medicines_view import MedicinesCard
from ui.screens.visits.questions_view import CostsCard, QuestionsCard
from ui.screens.visits.side_view import ScoreCard
from ui.screens.visits.texts_view import SinceCard, TextCard
from ui.screens.visits.visit_fields import VisitFields
from ui.screens.visits.visit_page import LivePage, VisitPage

GAP = 12


class VisitForm(ScrollArea):
    """The cards under one another; `beside` holds the scales so far and what happened since the last visit.

    Signals: `typed()` at each answer, `effect_added(str)`, `dose_wanted(LineId)`.
    """

    typed = Signal()
    effect_added = Signal(str)
    dose_wanted = Signal(object)

    def __init__(self, theme: Theme, effects: tuple[SideEffect, ...]) -> None:
        super().__init__()
        self._theme = theme
        self.answers = AnswerCards(theme, effects)
        self.medicines, self.questions, self.costs = (
            MedicinesCard(theme),
            QuestionsCard(theme),
            CostsCard(theme),
        )
        self.since, self.risk = SinceCard(theme), TextCard(theme, "Risk", 3)
        self.assessment = TextCard(theme, "Assessment", 4)
        self._scores: dict[str, ScoreCard] = {}
        self._fill_area()
        self.beside = self._build_beside()
        self._connect()

    def show_page(self, page: VisitPage) -> None:
        """What stands still: rows, items and last values."""
        self._make_scores(page)
        self.answers.show_page(page)
        self.medicines.show_boxes(page.medicines)
        self.questions.show_asked(dict(page.asked))
        self.costs.show_names({str(box.line_id): box.name for box in page.medicines})

    def show_fields(self, typed: VisitFields) -> None:
        """The answers."""
        self.since.show_text(typed.since_last)
        self.since.show_response(typed.response)
        self.answers.show_fields(typed)
        self.medicines.show_fields(typed.lines)
        self.questions.show_fields(typed.questions)
        self.costs.show_fields(typed.costs)
        self.risk.show_text(typed.risk)
        self.assessment.show_text(typed.assessment)

    def show_live(self, live: LivePage) -> None:
        """Everything that follows each answer."""
        for line in live.scores:
            if line.scale in self._scores:
                self._scores[line.scale].show_score(line)
        self.answers.show_live(live)
        for card in (self.medicines, self.questions, self.costs):
            card.show_problems(live.problems)
        for name, text in (("since_last", self.since), ("risk", self.risk), ("assessment", self.assessment)):
            text.show_problem(live.problems.get(name, ""))

    def show_score(self, section: str) -> None:
        """The scale that is being answered, else the first."""
        shown = section if section in self._scores else next(iter(self._scores), "")
        for name, card in self._scores.items():
            card.setVisible(name == shown)

    def collect(self) -> VisitFields:
        """Every answer as it stands now."""
        return VisitFields(
            since_last=self.since.text(),
            response=self.since.response(),
            **self.answers.vitals.texts(),
            effects=self.answers.effects.effects(),
            phq9=self.answers.phq9.answers(),
            gad7=self.answers.gad7.answers(),
            lines=self.medicines.rows(),
            questions=self.questions.rows(),
            costs=self.costs.rows(),
            risk=self.risk.text(),
            assessment=self.assessment.text(),
        )

    def go_to(self, section: str) -> None:
        """Bring a section into view and put the keyboard into it."""
        card, go = self._targets()[section]
        if card is not self.since:
            self.verticalScrollBar().setValue(card.y())
        go()

    def has(self, section: str) -> bool:
        """Whether the section is written here."""
        return section in self._targets()

    def _targets(self) -> dict[str, tuple[QWidget, Callable[[], None]]]:
        answers = self.answers
        return {
            "since": (self.since, self.since.go),
            "vitals": (answers.vitals, answers.vitals.go),
            "effects": (answers.effects, answers.effects.go),
            "PHQ-9": (answers.phq9, answers.phq9.go),
            "GAD-7": (answers.gad7, answers.gad7.go),
            "medicines": (self.medicines, self.medicines.go),
            "questions": (self.questions, self.questions.go),
            "risk": (self.risk, self.risk.go),
            "assessment": (self.assessment, self.assessment.go),
        }

    def _fill_area(self) -> None:
        self.inner.setSpacing(self._theme.px(GAP))
        answers = self.answers
        cards: tuple[QWidget, ...] = (
            *(answers.vitals, answers.effects, answers.phq9, answers.gad7, self.medicines),
            *(self.questions, self.costs, self.risk, self.assessment),
        )
        for card in cards:
            self.inner.addWidget(card)
        self.inner.addStretch(1)

    def _build_beside(self) -> QWidget:
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(GAP))
        self._scores_column = QVBoxLayout()
        column.addLayout(self._scores_column)
        column.addWidget(self.since)
        return beside

    def _make_scores(self, page: VisitPage) -> None:
        """The cards of the scales are made once, when their bounds are known."""
        for box in page.scales:
            if box.name not in self._scores:
                card = ScoreCard(self._theme, box)
                self._scores[box.name] = card
                self._scores_column.addWidget(card)

    def _connect(self) -> None:
        answers = self.answers
        answering = (
            *(answers.vitals, answers.effects, answers.phq9, answers.gad7, self.since, self.medicines),
            *(self.questions, self.costs, self.risk, self.assessment),
        )
        for card in answering:
            card.typed.connect(self.typed)
        answers.effects.effect_added.connect(self.effect_added)
        answers.phq9.risk_wanted.connect(self.risk.go)
        self.medicines.change_wanted.connect(self.dose_wanted)
