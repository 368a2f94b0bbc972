"""Where a dose came from: which plan version brought each step, when, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import dropwhile, takewhile
from typing import Final

from medmanager.domain.ids import LineId, UserId
from medmanager.domain.local_time import ONE_DAY, local_day
from medmanager.domain.plan.dose import DoseStep, Form
from medmanager.domain.plan.follow_up import same_dose
from medmanager.domain.plan.plan import Plan, PlanItem, Stopped
from medmanager.domain.plan.writing import same_medicine

PAUSE_OVER: Final = "the pause is over"
OFF_THE_PLAN: Final = "no longer on the plan"
PLANNED_END: Final = "it was planned to end then"


@dataclass(frozen=True, slots=True)
class DoseOrigin:
    """One step of a line and the version that brought it; `step` None tells the stop of the line.

    `before` is what was taken the day before, of this line or of the one that it replaces; None where
    nothing was. `signed_at` is None while it is a draft.
    """

    on: date
    step: DoseStep | None
    before: DoseStep | None
    plan_number: int
    reason: str
    form: Form
    form_before: Form
    signed_at: datetime | None = None
    signed_by: UserId | None = None
    again: bool = False
    """Whether it was taken earlier, and then for some days not."""

    @property
    def stays(self) -> bool:
        """Whether the same is taken as the day before, and on the same days."""
        same = self.step is not None and self.before is not None and self.before.goes_on_as(self.step)
        return same and self.form is self.form_before


def lineage(versions: Iterable[Plan], line_id: LineId, zone: tzinfo | None) -> tuple[DoseOrigin, ...]:
    """The history of one line as its newest version tells it, the latest first; () for an unknown line.
    That of the line of the same drug that was stopped before this one began stands behind it.

    A step that a later version took away before it began never happened and is not told; a stop after which
    it was started again did. `zone` says on which day a version was signed, None: that of this computer.
    """
    plans = sorted(versions, key=lambda plan: plan.number)
    told = [(plan, item) for plan in plans if (item := plan.item(line_id)) is not None]
    if not told:
        return ()
    origins = _Origins(plans, told, zone)
    found = (*origins.steps(), *origins.stops(), *origins.other_forms(), *origins.absences())
    mine = tuple(sorted(found, key=lambda origin: origin.on, reverse=True))
    if origins.earlier is None:
        return mine
    # It began before it was stopped, and was stopped before this one began: the way back has an end.
    behind = lineage(plans, origins.earlier.line_id, zone)
    return (*mine, *(one for one in behind if one.step is not None or one.on < origins.begun))


class _Origins:
    """What happened to one line. `told` are the versions with it, the oldest first."""

    def __init__(self, plans: list[Plan], told: list[tuple[Plan, PlanItem]], zone: tzinfo | None) -> None:
        self._plans, self._told, self._zone = plans, told, zone
        self._newest = told[-1][1]
        self.begun = self._newest.steps[0].start
        self.earlier = self._stopped_before()

    def steps(self) -> Iterator[DoseOrigin]:
        """Each dose, with what was taken before it."""
        for place, step in enumerate(self._newest.steps):
            brought, _ = self._since(step)
            earlier = self._newest.steps[place - 1] if place else None
            before = earlier if earlier is not None and earlier.end == step.start - ONE_DAY else None
            left = None if earlier else self._replaced(brought, step.start)
            form = self._form_on(step.start, brought)
            yield DoseOrigin(
                step.start,
                step,
                before or (left.steps[-1] if left else None),
                brought.number,
                PAUSE_OVER if self._resumes(place) else step.reason or self._why(brought),
                form,
                left.form if left else self._form_on(step.start - ONE_DAY) if before else form,
                brought.signed_at,
                brought.signed_by,
                again=before is None and left is None and (earlier is not None or self.earlier is not None),
            )

    def stops(self) -> Iterator[DoseOrigin]:
        """The stop that stands, those after which it was started again, and ends without a stop."""
        for last in self._newest.steps:
            if last.end is None or self._newest.step_on(last.end + ONE_DAY) is not None:
                continue
            known = [item.stopped for _, item in self._told if item.stopped]
            over = last.end + ONE_DAY
            later = self._newest.stopped if last is self._newest.steps[-1] else None
            stopped = next((one for one in reversed(known) if one.on == over), later)
            if stopped is not None:
                yield self._stop(stopped, last)
            if not last.paused and (stopped is None or stopped.on > over):
                yield self._end(last, last.end)

    def other_forms(self) -> Iterator[DoseOrigin]:
        """A line that became another form while its dose went on, on the day of the version that says so."""
        for (_, old), (plan, item) in zip(self._told, self._told[1:], strict=False):
            on = self._day(plan)
            step = item.step_on(on) if on else None
            if on is None or step is None or old.form is item.form:
                continue
            if step.start == on or not any(_same_as(step, old)):
                # Told with the dose that begins.
                continue
            yield DoseOrigin(
                on,
                step,
                old.step_on(on),
                plan.number,
                self._why(plan),
                item.form,
                old.form,
                plan.signed_at,
                plan.signed_by,
            )

    def absences(self) -> Iterator[DoseOrigin]:
        """Versions without the line between two that have it."""
        numbers = {plan.number for plan, _ in self._told}
        first, last = min(numbers), max(numbers)
        held: Plan | None = None
        for plan in self._plans:
            if not first <= plan.number <= last:
                continue
            here, was = plan.number in numbers, held is None or held.number in numbers
            if here is not was and (on := self._day(plan)) is not None:
                step = self._newest.step_on(on)
                reason = (self._why(plan) or (step.reason if step else "")) if here else OFF_THE_PLAN
                form = self._newest.form
                if step is not None:
                    now, before = (step, None) if here else (None, step)
                    yield DoseOrigin(
                        on,
                        now,
                        before,
                        plan.number,
                        reason,
                        form,
                        form,
                        plan.signed_at,
                        plan.signed_by,
                        again=here,
                    )
            held = plan

    def _since(self, step: DoseStep) -> tuple[Plan, PlanItem]:
        """The version since which every one says this step for this reason: one that was dropped and planned
        again is new.
        """
        found = self._told[-1]
        for plan, item in reversed(self._told):
            if not any(one.reason == step.reason for one in _same_as(step, item)):
                break
            found = plan, item
        return found

    def _form_on(self, day: date, brought: Plan | None = None) -> Form:
        """What it was taken as then: as the last version until that day says, or the one that brought it."""
        form = self._told[0][1].form
        for plan, item in self._told:
            on = self._day(plan)
            if plan is brought or (on is not None and on <= day):
                form = item.form
        return form

    def _resumes(self, place: int) -> bool:
        """Whether the step is what a pause cut in two: its reason is that of the dose, not of that day."""
        if place < 2 or not self._newest.steps[place - 1].paused:
            return False
        before, step = self._newest.steps[place - 2], self._newest.steps[place]
        return same_dose(before, step) and before.reason == step.reason

    def _stopped_before(self) -> PlanItem | None:
        """Of the lines of the same drug that were stopped before this one began the last, first of those for
        the same purpose.
        """
        others = {item.line_id: item for plan in self._plans for item in plan.items if self._is_same(item)}
        stops = ((one.stopped.on, one) for one in others.values() if one.stopped)
        over = [(self._is_for_the_same(one), on, one) for on, one in stops if on <= self.begun]
        return max(over, key=lambda known: known[:2])[2] if over else None

    def _is_for_the_same(self, other: PlanItem) -> bool:
        return other.purpose.strip().casefold() == self._newest.purpose.strip().casefold()

    def _is_same(self, other: PlanItem) -> bool:
        """Whether it is another line of the same drug."""
        return other.line_id != self._newest.line_id and same_medicine(other, self._newest)

    def _replaced(self, plan: Plan, start: date) -> PlanItem | None:
        """Another line of the same drug that ends where this one begins."""
        return next(
            (
                other
                for other in plan.items
                if other.stopped is not None and other.stopped.on == start and self._is_same(other)
            ),
            None,
        )

    def _stop(self, stopped: Stopped, last: DoseStep) -> DoseOrigin:
        # As with doses: one that was taken back and planned again is new.
        newest_first = dropwhile(lambda told: told[1].stopped != stopped, reversed(self._told))
        *_, (plan, item) = takewhile(lambda told: told[1].stopped == stopped, newest_first)
        return DoseOrigin(
            stopped.on,
            None,
            last,
            plan.number,
            stopped.reason,
            item.form,
            item.form,
            plan.signed_at,
            plan.signed_by,
        )

    def _end(self, last: DoseStep, end: date) -> DoseOrigin:
        """Nothing is planned from the day after on, and nobody wrote a stop."""
        brought, item = self._told[-1]
        for plan, held in reversed(self._told):
            step = held.step_on(end)
            if step is None or not same_dose(step, last) or held.step_on(end + ONE_DAY) is not None:
                break
            brought, item = plan, held
        came_with_it = self._since(last)[0] is brought
        reason = PLANNED_END if came_with_it else self._why(brought)
        signed = brought.signed_at, brought.signed_by
        return DoseOrigin(end + ONE_DAY, None, last, brought.number, reason, item.form, item.form, *signed)

    def _why(self, plan: Plan) -> str:
        """Why that version was made, as far as it may be said of this line: where its reason only gathers
        those of other lines, as the signature proposes it, it is theirs.
        """
        before = next((one for one in reversed(self._plans) if one.number < plan.number), None)
        others = [item for item in plan.items if item.line_id != self._newest.line_id]
        theirs = {
            reason
            for item in others
            for reason in _new_reasons(before.item(item.line_id) if before else None, item)
        }
        parts = {part.strip() for reason in theirs for part in reason.split(";")}
        told = {part.strip() for part in plan.reason.split(";")}
        return "" if told <= parts else plan.reason

    def _day(self, plan: Plan) -> date | None:
        return local_day(plan.signed_at, self._zone) if plan.signed_at else None


def _same_as(step: DoseStep, item: PlanItem) -> Iterator[DoseStep]:
    """The step of that line with which that dose begins on the same day, if one does."""
    return (one for one in item.steps if one.start == step.start and same_dose(one, step))


def _new_reasons(before: PlanItem | None, item: PlanItem) -> Iterator[str]:
    """Those of the steps and the stop that the version before did not have as they stand."""
    known = before.steps if before else ()
    yield from (step.reason for step in item.steps if step not in known)
    if item.stopped and (before is None or before.stopped != item.stopped):
        yield item.stopped.reason
