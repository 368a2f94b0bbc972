"""Decides what the proposal dialog shows: asks the base off the GUI thread, puts in what was seen. No Qt."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Protocol

from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.proposals import RequestKind, Unsafe
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.plan import Plan
from medmanager.domain.plan.proposal import PlanProposal, StopAdvice, Wish
from medmanager.domain.plan.steps import dose_on, last_taken_on
from medmanager.domain.plan.tablets import Choices
from ui.kit import words
from ui.kit.context import Context, Lane
from ui.kit.plan_words import name_of
from ui.screens.plan.desk_presenter import DraftDesk, Edit
from ui.screens.plan.line.fields import written_day
from ui.screens.plan.proposal.fields import LineChoice, ProposalBasis, ProposalFields
from ui.screens.plan.proposal.reading import FIELDS, ProposalReading, read_proposal
from ui.screens.plan.proposal.words import ProposalSheet, note_words, proposal_sheet, with_days

LONG = 100
"""Longer refusals have no room beside a field: they stand in the place of the steps."""


class ProposalFace(Protocol):
    """What the presenter asks of its view."""

    def open_proposal(self, basis: ProposalBasis, typed: ProposalFields) -> None: ...
    def show_choices(self, mine: Choices, new: Choices) -> None: ...
    def show_working(self) -> None: ...
    def show_proposal(self, sheet: ProposalSheet) -> None: ...
    def show_no_proposal(self, sentence: str) -> None: ...
    def show_unsafe(self, sentence: str, source: str) -> None: ...
    def show_proposal_problems(self, problems: dict[str, str]) -> None: ...
    def show_stop_advice(self, words: str, source: str) -> None: ...
    def close_proposal(self) -> None: ...


class ProposalPresenter:
    """One dialog at a time. A proposal is put into the draft as it was shown, on the draft it was made for.

    While one question is out, the newest wish waits; the answers between are never asked for.
    """

    def __init__(self, context: Context, face: ProposalFace, desk: DraftDesk) -> None:
        self._context, self._face, self._desk = context, face, desk
        self._proposing = context.services.proposing
        self._basis: ProposalBasis | None = None
        self._names = ("", "")
        self._wanted: Wish | None = None
        self._out: Wish | None = None
        self._shown: PlanProposal | None = None

    # ------------------------------------------------------------------------------------------ intents

    def begin(self, kind: RequestKind, line_id: LineId | None) -> None:
        """Open the dialog for a line of the draft, or for a medicine that is not on it."""
        draft = self._draft
        if draft is None:
            return
        self._basis = basis = self._basis_of(draft)
        offered = {one.line_id for one in basis.offered(kind)}
        line_id = line_id if line_id in offered else None
        if line_id is None and kind is not RequestKind.TITRATION:
            line_id = next((one.line_id for one in basis.offered(kind)), None)
        start = written_day(basis.today + ONE_DAY, basis.today)
        typed = basis.chosen(ProposalFields(), ProposalFields(kind, line_id, start=start))
        self._names, self._wanted, self._out, self._shown = ("", ""), None, None, None
        self._face.open_proposal(basis, typed)
        self.typed(typed)

    def typed(self, typed: ProposalFields) -> None:
        """Something was typed or chosen: read everything, and ask for its steps."""
        basis, draft = self._basis, self._draft
        if basis is None or draft is None:
            return
        self._ask_choices(draft, typed)
        reading = read_proposal(typed, basis)
        self._face.show_proposal_problems(reading.problems)
        if reading.wish is None:
            self._wanted = self._shown = None
            self._face.show_no_proposal(_hint(reading))
        elif reading.wish != self._wanted:
            self._wanted = reading.wish
            self._shown = None
            self._face.show_working()
            self._ask_next()

    def put(self, reason: str) -> None:
        """Put the steps that are shown into the draft, with why."""
        shown = self._shown
        if shown is not None and shown.wish == self._wanted:
            work = partial(self._context.services.plans.put, proposal=shown, reason=reason)
            self._desk.edit(Edit(work, self._put, self._not_put))

    def advise_on_stop(self, line_id: LineId) -> None:
        """Ask what the base says before a line is stopped at once."""
        draft = self._draft
        if draft is not None:
            work = partial(self._proposing.before_stopping, draft, line_id)
            self._context.ask(work, self._advised, _silent)

    # ------------------------------------------------------------------------------------------ answers

    @property
    def _draft(self) -> Plan | None:
        return self._desk.book.draft if self._desk.book else None

    @property
    def _today(self) -> date:
        assert self._basis is not None, "a dialog is open"
        return self._basis.today

    def _basis_of(self, draft: Plan) -> ProposalBasis:
        book = self._desk.book
        assert book is not None, "a draft was read with its book"
        lines = []
        for item in draft.items:
            dose = dose_on(item, book.today)
            taken = item.active_on(book.today)
            told = words.amount(dose, "mg") if dose else "not taken today" if taken else "stopped"
            lines.append(
                LineChoice(
                    item.line_id, name_of(item), told, taken, item.form, last_taken_on(item, book.today)
                )
            )
        return ProposalBasis(book.today, tuple(lines))

    def _ask_choices(self, draft: Plan, typed: ProposalFields) -> None:
        item = draft.item(typed.line_id) if typed.line_id else None
        names = (item.medicine.generic if item else "", typed.to.strip())
        if names != self._names:
            self._names = names
            self._context.ask(
                partial(self._both, *names), partial(self._chosen, names), _silent, lane=Lane.FREE
            )

    def _both(self, mine: str, new: str) -> tuple[Choices, Choices]:
        nothing = Choices("")
        return (
            self._proposing.choices(mine) if mine else nothing,
            self._proposing.choices(new) if new else nothing,
        )

    def _chosen(self, names: tuple[str, str], found: tuple[Choices, Choices]) -> None:
        if names == self._names:
            self._face.show_choices(*found)

    def _ask_next(self) -> None:
        draft, wish = self._draft, self._wanted
        if self._out is not None or draft is None or wish is None:
            return
        self._out = wish
        work = partial(self._proposing.propose, draft, wish)
        self._context.ask(work, partial(self._came, wish), partial(self._refused, wish))

    def _came(self, wish: Wish, made: PlanProposal) -> None:
        self._out = None
        draft, basis = self._draft, self._basis
        if wish != self._wanted or draft is None or basis is None:
            self._ask_next()
            return
        self._shown = made
        self._face.show_proposal(proposal_sheet(made, draft, basis.today))

    def _refused(self, wish: Wish, error: MedManagerError) -> None:
        self._out = None
        if wish != self._wanted:
            self._ask_next()
            return
        name = error.field if isinstance(error, Refused) else ""
        field = FIELDS.get(name, name)
        if field and len(error.sentence) <= LONG:
            self._face.show_proposal_problems({field: error.sentence})
            self._face.show_unsafe("", "")
        elif isinstance(error, Unsafe):
            self._face.show_unsafe(with_days(error.told, self._today), error.source)
        else:
            self._face.show_unsafe(error.sentence, "")

    def _put(self) -> None:
        self._basis = None
        self._face.close_proposal()
        self._context.notices.say("The steps are in the draft. Each of them can be edited.")

    def _not_put(self, error: MedManagerError) -> None:
        if isinstance(error, Refused) and error.field == "reason":
            self._face.show_proposal_problems({"reason": error.sentence})
        else:
            self._shown, self._wanted = None, None
            self._face.show_unsafe(error.sentence, "")

    def _advised(self, advice: StopAdvice | None) -> None:
        book = self._desk.book
        if advice is None or book is None:
            return
        steps, days = words.counted(advice.steps, "step"), words.counted(advice.days, "day")
        told = note_words(advice.notes, book.today)
        why = " ".join(told[0].texts[:2]) if told else ""
        source = told[0].source if told else ""
        self._face.show_stop_advice(
            f"The knowledge base comes down in {steps} over {days} instead. {why}", source
        )


def _hint(reading: ProposalReading) -> str:
    return reading.missing or "Mend what is marked to see the steps."


def _silent(_: MedManagerError) -> None:
    """What only helps in choosing is not missed aloud; the question itself says what is wrong."""
