"""From a line of the plan to a question for the knowledge base, and from its proposal to plan lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_UP, Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.drug import Drug, Product
from medmanager.domain.knowledge.piece_check import SAME_FORM
from medmanager.domain.knowledge.proposals import (
    Dosed,
    Method,
    Note,
    Options,
    Proposal,
    ProposedStep,
    Request,
    RequestKind,
    Unsafe,
)
from medmanager.domain.knowledge.proposing import propose
from medmanager.domain.knowledge.question import Question
from medmanager.domain.knowledge.tablets import Tablet, tablets_of
from medmanager.domain.plan import (
    DoseStep,
    Form,
    Medicine,
    Plan,
    PlanItem,
    Slot,
    Stopped,
    Strength,
    TabletCount,
    stop,
)
from medmanager.domain.plan_writing import duplicate_of

ONE_DAY = timedelta(days=1)
COUNTED = tuple(Form(word) for word in SAME_FORM)
"""Forms whose pieces can be counted out in steps."""
NO_STEPS = (
    "Steps can only be worked out for tablets and capsules in mg that are taken every day. "
    "Write the steps of {name} by hand."
)


@dataclass(frozen=True, slots=True)
class NewLine:
    """A medicine that begins: as its name was written, in which form, and what for."""

    name: str
    form: Form | None = None
    purpose: str = ""
    strengths: tuple[Decimal, ...] = ()
    """Tablets at hand, in mg; () is all that exist in this form."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for. `line_id` is the line that changes or is left; `coming` what begins.

    `target_mg` is the dose of the day at the end: of the medicine that rises, begins or is lowered; None
    leaves it to the base, in a taper it is a stop. `by_mg` takes off so many mg at each step.
    """

    kind: RequestKind
    start: date
    line_id: LineId | None = None
    coming: NewLine | None = None
    target_mg: Decimal | None = None
    by_mg: Decimal | None = None
    options: Options = Options()
    coming_on: date | None = None
    """In a switch: the wished first day of the new medicine; None is as early as possible."""
    missed_days: int | None = None


@dataclass(frozen=True, slots=True)
class LineAfter:
    """A line as it would stand, and as it stands now (None: it is new)."""

    item: PlanItem
    before: PlanItem | None = None

    @property
    def fresh(self) -> tuple[DoseStep, ...]:
        """The steps that the proposal brings; one that it only ends is none of them."""
        known = {
            (step.start, step.tablets, step.every_days) for step in (self.before.steps if self.before else ())
        }
        return tuple(
            step for step in self.item.steps if (step.start, step.tablets, step.every_days) not in known
        )

    def because(self, reason: str) -> LineAfter:
        """The same with this reason on what is new."""
        fresh, stopped = self.fresh, self.item.stopped
        steps = tuple(replace(one, reason=reason) if one in fresh else one for one in self.item.steps)
        ended = Stopped(stopped.on, reason) if stopped else None
        return replace(self, item=replace(self.item, steps=steps, stopped=ended))


@dataclass(frozen=True, slots=True)
class PlanProposal:
    """Lines as they would stand, with what to know. `alerts` are the grave ones that the steps bring."""

    wish: Wish
    lines: tuple[LineAfter, ...]
    total_days: int
    notes: tuple[Note, ...] = ()
    warnings: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()

    def because(self, reason: str) -> PlanProposal:
        """The same with why on each new step and on each stop. Raises Refused when a line that is taken
        changes without a reason.
        """
        why = reason.strip()
        if not why and any(line.before for line in self.lines):
            raise Refused("Write why the dose changes.", "reason")
        return replace(self, lines=tuple(line.because(why) for line in self.lines)) if why else self

    def into(self, plan: Plan) -> Plan:
        """The plan with these lines. Raises Refused when one of them was changed since it was read."""
        for line in self.lines:
            if plan.item(line.item.line_id) != line.before:
                raise Refused("The plan was changed meanwhile. Show the steps again, and look at them.")
            plan = plan.with_item(line.item)
        return plan


@dataclass(frozen=True, slots=True)
class StopAdvice:
    """What the base says of stopping a line tomorrow: how many steps over how many days, and why."""

    steps: int
    days: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What of a medicine can be chosen: its name in the base, forms, and the tablets of each form."""

    name: str
    tablets: dict[Form, tuple[Tablet, ...]] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    """Names that may have been meant, where the base has no such medicine."""

    @property
    def forms(self) -> tuple[Form, ...]:
        return tuple(self.tablets)


def choices_of(base: KnowledgeBase, name: str) -> Choices:
    """What the base knows of a medicine by its written name."""
    found = base.names.find(name)
    if found.drug is None:
        return Choices("", {}, found.suggestions)
    made = {form: tablets_of(_in_form(found.drug, form).products) for form in COUNTED}
    return Choices(found.name, {form: tablets for form, tablets in made.items() if tablets})


def dose_on(item: PlanItem, day: date) -> Decimal | None:
    """mg of the day; 0 when nothing is taken; None where the dose cannot be told in mg a day."""
    step = item.step_on(day)
    if step is None or step.paused or (item.stopped and item.stopped.on <= day):
        return Decimal(0)
    if step.as_needed is not None or step.every_days != 1 or step.unit != "mg" or item.form not in COUNTED:
        return None
    return step.daily_dose


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
        options = _by_mg(wish, leaving.dose)
        request = self._request(wish, leaving=leaving, coming=coming, options=options)
        made = propose(self._base, request)
        line = _changed(item, made.steps, wish)
        if not wish.target_mg:
            line = _stopped(item, made.steps, wish, "taper to stop")
        return _proposal(wish, made, (LineAfter(line, item),))

    def _switch(self, wish: Wish, item: PlanItem | None) -> PlanProposal:
        if item is None or wish.coming is None:
            raise Refused("Choose the medicine to switch from, and write the one to switch to.", "to")
        leaving = self._taken(item, wish)
        coming, form = self._new(wish.coming, wish.target_mg)
        options = replace(_by_mg(wish, leaving.dose), strengths=())
        request = self._request(wish, leaving=leaving, coming=coming, options=options)
        made = self._put_off(wish, propose(self._base, request), coming)
        down = tuple(step for step in made.steps if step.name == leaving.name)
        up = tuple(step for step in made.steps if step.name == coming.name)
        begun = self._begun(wish, form, coming, up)
        begun = begun if begun.purpose else replace(begun, purpose=item.purpose)
        old = _stopped(item, down, wish, f"switch to {coming.name}")
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
        rising = self._dosed(item, wish.target_mg, wish.options.strengths)
        made = _above(self._allowed(wish, rising), now, wish)
        return _proposal(wish, made, (LineAfter(_changed(item, made.steps, wish), item),))

    def _renewing(self, wish: Wish, made: Proposal, begun: PlanItem) -> PlanProposal:
        """The new line; one of the same drug and purpose, as in another form, ends the day before it."""
        old = duplicate_of(self._plan, begun, wish.start)
        if old is None:
            return _proposal(wish, made, (LineAfter(begun),))
        now = dose_on(old, wish.start - ONE_DAY) or Decimal(0)
        made = _above(made, now, wish, or_same=True)
        steps = tuple(_dose_step(step) for step in made.steps)
        ended = stop(old, wish.start, f"renewed as {begun.form.value}")
        return _proposal(wish, made, (LineAfter(ended, old), LineAfter(replace(begun, steps=steps))))

    def _restart(self, wish: Wish, item: PlanItem) -> PlanProposal:
        dose = wish.target_mg or _last_dose(item, wish.start)
        if dose is None:
            raise Refused(NO_STEPS.format(name=item.medicine.generic), "line")
        dosed = self._dosed(item, dose, wish.options.strengths)
        request = self._request(wish, leaving=dosed, options=replace(wish.options, strengths=()))
        made = propose(self._base, request)
        return _proposal(wish, made, (LineAfter(_changed(item, made.steps, wish), item),))

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
        dosed = self._dosed(item, dose, wish.options.strengths)
        return replace(dosed, times=_times(item.step_on(wish.start - ONE_DAY)))

    def _dosed(self, item: PlanItem, dose: Decimal | None, strengths: tuple[Decimal, ...]) -> Dosed:
        found = self._base.names.find(item.medicine.generic)
        if found.drug is None:
            raise Refused("The knowledge base does not know this medicine. Write the steps by hand.", "line")
        return Dosed(_at_hand(found.drug, item.form, strengths, "strengths"), found.name, dose)

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
        return Dosed(_at_hand(found.drug, form, line.strengths, "to_strengths"), found.name, dose), form

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
            told = f"The first day that is possible is {_day(day)}. {refusal.told}"
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
            told = f"The first day that is possible for {coming.name} is {_day(first)}."
            if why is None:
                raise Refused(told, "coming_on")
            raise Unsafe(f"{told} {why.text}", why.evidence.text, "coming_on")
        by = wish.coming_on - first
        steps = tuple(_later(step, by) if step.name == coming.name else step for step in made.steps)
        return replace(made, steps=steps, total_days=made.total_days + by.days)

    def _begun(self, wish: Wish, form: Form, dosed: Dosed, steps: Iterable[ProposedStep]) -> PlanItem:
        drug = dosed.drug
        return PlanItem(
            self._new_id(),
            Medicine(dosed.name, drug.brand, drug.rxcui),
            form,
            wish.coming.purpose.strip() if wish.coming else "",
            tuple(_dose_step(step) for step in steps),
        )


def _times(step: DoseStep | None) -> tuple[str, ...]:
    """When it is taken now, the largest share first: a taper keeps to the times that are known."""
    slots = [slot for slot in Slot if step and step.dose_at(slot)]
    return tuple(slot.value for slot in sorted(slots, key=lambda slot: -step.dose_at(slot) if step else 0))


def _by_mg(wish: Wish, dose: Decimal) -> Options:
    """The wishes with so many mg a step as a part of the first dose, rounded up: a step that a tablet makes
    exactly is never missed by the last digit.
    """
    if wish.by_mg is None:
        return wish.options
    if not 0 < wish.by_mg < dose:
        raise Refused(f"Write how many mg come off at each step: more than 0, less than {dose:f}.", "by")
    percent = (wish.by_mg / dose * 100).quantize(Decimal("1e-12"), ROUND_UP)
    return replace(wish.options, method=Method.LINEAR, percent=percent)


def _at_hand(drug: Drug, form: Form, strengths: tuple[Decimal, ...], where: str) -> Drug:
    """The drug with those of its tablets that are of this form and at hand: forms are never mixed."""
    narrowed = _in_form(drug, form)
    known = {one.strength for one in tablets_of(narrowed.products)}
    if not known:
        forms = [each.value for each in COUNTED if tablets_of(_in_form(drug, each).products)]
        there = f" It knows {', '.join(forms)}: change the form of the line." if forms else ""
        raise Refused(f"The base knows no {form} of {drug.key}, so no steps can be made.{there}", "line")
    strange = sorted(set(strengths) - known)
    if strange:
        exist = ", ".join(f"{one:f}" for one in sorted(known))
        raise Refused(f"There is no {form} of {strange[0]:f} mg. There are {exist} mg.", where)
    if not strengths:
        return narrowed
    return replace(narrowed, products=tuple(_only(one, strengths) for one in narrowed.products))


def _in_form(drug: Drug, form: Form) -> Drug:
    """The drug with its products of this form only: half of an extended-release capsule is no dose."""
    words = SAME_FORM.get(form.value, ())
    return replace(
        drug, products=tuple(one for one in drug.products if one.form in words and one.unit == "mg")
    )


def _only(product: Product, strengths: tuple[Decimal, ...]) -> Product:
    return replace(product, strengths=tuple(one for one in product.strengths if one in strengths))


def _above(made: Proposal, now: Decimal, wish: Wish, *, or_same: bool = False) -> Proposal:
    """The steps of a titration that are above the dose that is taken already, from the first day on."""
    if not now:
        return made
    higher = [step for step in made.steps if step.daily_mg > now or (or_same and step.daily_mg == now)]
    if not higher:
        raise Refused(f"{now:f} mg are taken already. Write a higher dose, or plan a taper.", "target")
    by = higher[0].start - wish.start
    return replace(
        made,
        steps=tuple(_later(step, -by) for step in higher),
        total_days=made.total_days - by.days,
    )


def _later(step: ProposedStep, by: timedelta) -> ProposedStep:
    return replace(step, start=step.start + by, end=step.end + by if step.end else None)


def _last_dose(item: PlanItem, day: date) -> Decimal | None:
    """The dose that was taken last before that day, in mg; None where it cannot be told so."""
    taken = [step for step in item.steps if step.start < day and not step.paused]
    return dose_on(replace(item, stopped=None), taken[-1].start) if taken else None


def _changed(item: PlanItem, steps: Iterable[ProposedStep], wish: Wish) -> PlanItem:
    fresh = tuple(_dose_step(step) for step in steps)
    first = fresh[0].start if fresh else wish.start
    return replace(item, steps=(*_before(item, first), *fresh), stopped=None)


def _stopped(item: PlanItem, steps: tuple[ProposedStep, ...], wish: Wish, why: str) -> PlanItem:
    """The line with these steps, and nothing from the day after the last of them on."""
    last = steps[-1].end if steps else None
    on = last + ONE_DAY if last else wish.start
    return replace(_changed(item, steps, wish), stopped=Stopped(on, why))


def _before(item: PlanItem, first: date) -> tuple[DoseStep, ...]:
    last = first - ONE_DAY
    kept = (step for step in item.steps if step.start <= last)
    return tuple(step if step.end and step.end <= last else replace(step, end=last) for step in kept)


def _dose_step(step: ProposedStep) -> DoseStep:
    tablets = tuple(TabletCount(Strength(one.strength), Slot(one.time), one.count) for one in step.tablets)
    return DoseStep(step.start, step.end, tablets, step.reason, every_days=step.every_days)


def _proposal(wish: Wish, made: Proposal, lines: tuple[LineAfter, ...]) -> PlanProposal:
    return PlanProposal(wish, lines, made.total_days, made.notes, made.warnings)


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
