"""From a line of the plan to a question for the knowledge base, and from its proposal to plan lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.day_words import long_date
from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.proposals import (
    Dosed,
    Options,
    Proposal,
    ProposedStep,
    Request,
    RequestKind,
    Unsafe,
)
from medmanager.domain.knowledge.proposing import propose
from medmanager.domain.knowledge.question import Question
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.plan import Medicine, Plan, PlanItem, stop
from medmanager.domain.plan.proposal import LineAfter, NewLine, PlanProposal, Wish
from medmanager.domain.plan.steps import (
    above,
    by_mg,
    changed,
    dose_on,
    dose_step,
    last_dose,
    last_step,
    put_off,
    stopped,
    times_of,
)
from medmanager.domain.plan.tablets import at_hand, choices_of
from medmanager.domain.plan.writing import duplicate_of

NO_STEPS = (
    "Steps can only be worked out for tablets and capsules in mg that are taken every day. "
    "Write the steps of {name} by hand."
)


class Proposer:
    """Works one wish out, for one plan and what is known of its patient. `new_id` names a new line."""

    def __init__(
        self, base: KnowledgeBase, question: Question, plan: Plan, new_id: Callable[[], LineId]
    ) -> None:
        self._base, self._question, self._plan, self._new_id = base, question, plan, new_id
        keys = (base.conditions.keys_of(text) for text in question.conditions)
        known = question.facts.conditions | frozenset(key for found in keys for key in found)
        self._facts = replace(question.facts, conditions=known)

    def work_out(self, wish: Wish) -> PlanProposal:
        """Lines with their steps. Raises Refused, beside a field of the wish, for what would be unsafe."""
        item = self._item(wish)
        if wish.kind is RequestKind.SWITCH:
            return self._switch(wish, item)
        if wish.kind is RequestKind.TITRATION:
            return self._titration(wish, item)
        if item is None:
            raise Refused("Choose the medicine.", "line")
        return self._taper(wish, item) if wish.kind is RequestKind.TAPER else self._restart(wish, item)

    # ---------------------------------------------------------------------- the four ways

    def _taper(self, wish: Wish, item: PlanItem) -> PlanProposal:
        leaving = self._taken(item, wish)
        coming = replace(leaving, daily_mg=wish.target_mg) if wish.target_mg else None
        options = by_mg(wish, leaving.dose)
        request = self._request(wish, leaving=leaving, coming=coming, options=options)
        made = propose(self._base, request)
        line = changed(item, made.steps, wish)
        if not wish.target_mg:
            line = stopped(item, made.steps, wish, "taper to stop")
        return _proposal(wish, made, (LineAfter(line, item),))

    def _switch(self, wish: Wish, item: PlanItem | None) -> PlanProposal:
        if item is None or wish.coming is None:
            raise Refused("Choose the medicine to switch from, and write the one to switch to.", "to")
        leaving = self._taken(item, wish)
        coming, form = self._new(wish.coming, wish.target_mg)
        options = replace(by_mg(wish, leaving.dose), strengths=())
        request = self._request(wish, leaving=leaving, coming=coming, options=options)
        made = self._put_off(wish, propose(self._base, request), coming)
        down = tuple(step for step in made.steps if step.name == leaving.name)
        up = tuple(step for step in made.steps if step.name == coming.name)
        begun = self._begun(wish, form, coming, up)
        begun = begun if begun.purpose else replace(begun, purpose=item.purpose)
        old = stopped(item, down, wish, f"switch to {coming.name}")
        return _proposal(wish, made, (LineAfter(old, item), LineAfter(begun)))

    def _titration(self, wish: Wish, item: PlanItem | None) -> PlanProposal:
        if item is None:
            if wish.coming is None:
                raise Refused("Write the medicine that is titrated.", "to")
            coming, form = self._new(wish.coming, wish.target_mg)
            made = self._allowed(wish, coming)
            begun = self._begun(wish, form, coming, made.steps)
            return self._renewing(wish, made, begun)
        now = dose_on(item, wish.start - ONE_DAY)
        if now is None:
            raise Refused(NO_STEPS.format(name=item.medicine.generic), "line")
        rising = self._as_before(item, wish, wish.target_mg)
        made = above(self._allowed(wish, rising), now, wish)
        return _proposal(wish, made, (LineAfter(changed(item, made.steps, wish), item),))

    def _renewing(self, wish: Wish, made: Proposal, begun: PlanItem) -> PlanProposal:
        """The new line; one of the same drug and purpose, as in another form, ends the day before it."""
        old = duplicate_of(self._plan, begun, wish.start)
        if old is None:
            return _proposal(wish, made, (LineAfter(begun),))
        now = dose_on(old, wish.start - ONE_DAY) or Decimal(0)
        made = above(made, now, wish, or_same=True)
        steps = tuple(dose_step(step) for step in made.steps)
        ended = stop(old, wish.start, f"renewed as {begun.form.value}")
        return _proposal(wish, made, (LineAfter(ended, old), LineAfter(replace(begun, steps=steps))))

    def _restart(self, wish: Wish, item: PlanItem) -> PlanProposal:
        dose = wish.target_mg or last_dose(item, wish.start)
        if dose is None:
            raise Refused(NO_STEPS.format(name=item.medicine.generic), "line")
        dosed = self._as_before(item, wish, dose)
        request = self._request(wish, leaving=dosed, options=replace(wish.options, strengths=()))
        made = propose(self._base, request)
        return _proposal(wish, made, (LineAfter(changed(item, made.steps, wish), item),))

    # ---------------------------------------------------------------------- parts

    def _item(self, wish: Wish) -> PlanItem | None:
        if wish.line_id is None:
            return None
        item = self._plan.item(wish.line_id)
        if item is None:
            raise Refused("This medicine is not on the plan any more. Look at the plan again.", "line")
        return item

    def _taken(self, item: PlanItem, wish: Wish) -> Dosed:
        """The line with its dose of the day before the first step."""
        dose = dose_on(item, wish.start - ONE_DAY)
        if dose is None:
            raise Refused(NO_STEPS.format(name=item.medicine.generic), "line")
        if dose == 0:
            raise Refused("It is not taken on the day before the first step, so there is no dose.", "start")
        return self._as_before(item, wish, dose)

    def _as_before(self, item: PlanItem, wish: Wish, dose: Decimal | None) -> Dosed:
        """The line with this dose, at the times at which it was taken last."""
        dosed = self._dosed(item, dose, wish.options.strengths)
        return replace(dosed, times=times_of(last_step(item, wish.start)))

    def _dosed(self, item: PlanItem, dose: Decimal | None, strengths: tuple[Decimal, ...]) -> Dosed:
        found = self._base.names.find(item.medicine.generic)
        if found.drug is None:
            raise Refused("The knowledge base does not know this medicine. Write the steps by hand.", "line")
        return Dosed(at_hand(found.drug, item.form, strengths, "strengths"), found.name, dose)

    def _new(self, line: NewLine, dose: Decimal | None) -> tuple[Dosed, Form]:
        known = choices_of(self._base, line.name)
        found = self._base.names.find(line.name)
        if found.drug is None:
            meant = " or ".join(known.suggestions)
            hint = f" Did you mean {meant}?" if meant else " Write its generic or brand name."
            raise Refused(f"The knowledge base does not know this name.{hint}", "to")
        form = line.form or next(iter(known.forms), None)
        if form is None:
            raise Refused(NO_STEPS.format(name=found.name), "to")
        return Dosed(at_hand(found.drug, form, line.strengths, "to_strengths"), found.name, dose), form

    def _request(
        self, wish: Wish, *, leaving: Dosed | None = None, coming: Dosed | None = None, options: Options
    ) -> Request:
        return Request(
            wish.kind,
            wish.start,
            leaving,
            coming,
            self._facts,
            self._question.medicines,
            wish.missed_days,
            replace(options, strengths=()),
        )

    def _allowed(self, wish: Wish, coming: Dosed) -> Proposal:
        """The titration; a refusal because of what was stopped not long ago names the first possible day."""
        request = self._request(wish, coming=coming, options=replace(wish.options, strengths=()))
        try:
            return propose(self._base, request)
        except Unsafe as refusal:
            day = self._first_day(request, coming)
            if day is None:
                raise
            told = f"The first day that is possible is {long_date(day)}. {refusal.told}"
            raise Unsafe(told, refusal.source, "start") from refusal

    def _first_day(self, request: Request, coming: Dosed) -> date | None:
        """The day on which every washout is over, None when time alone does not make it possible."""
        ends = [
            one.stop + timedelta(days=days)
            for one in request.others
            if one.stop is not None and (drug := self._base.names.find(one.name).drug) is not None
            for days, _ in self._base.pairs[0].washouts(drug.key, coming.drug.key)
        ]
        for day in sorted(day for day in set(ends) if day > request.start):
            try:
                propose(self._base, replace(request, start=day))
            except Refused:
                continue
            return day
        return None

    def _put_off(self, wish: Wish, made: Proposal, coming: Dosed) -> Proposal:
        """The new medicine on the wished day. Raises Refused for a day before the proposal allows it."""
        first = min((step.start for step in made.steps if step.name == coming.name), default=None)
        if wish.coming_on is None or first is None or wish.coming_on == first:
            return made
        if wish.coming_on < first:
            why = next((note for note in made.notes if " days without " in note.text), None)
            told = f"The first day that is possible for {coming.name} is {long_date(first)}."
            if why is None:
                raise Refused(told, "coming_on")
            raise Unsafe(f"{told} {why.text}", why.evidence.text, "coming_on")
        by = wish.coming_on - first
        steps = tuple(put_off(step, by) if step.name == coming.name else step for step in made.steps)
        return replace(made, steps=steps, total_days=made.total_days + by.days)

    def _begun(self, wish: Wish, form: Form, dosed: Dosed, steps: Iterable[ProposedStep]) -> PlanItem:
        drug = dosed.drug
        return PlanItem(
            self._new_id(),
            Medicine(dosed.name, drug.brand, drug.rxcui),
            form,
            wish.coming.purpose.strip() if wish.coming else "",
            tuple(dose_step(step) for step in steps),
        )


def _proposal(wish: Wish, made: Proposal, lines: tuple[LineAfter, ...]) -> PlanProposal:
    return PlanProposal(wish, lines, made.total_days, made.notes, made.warnings)
