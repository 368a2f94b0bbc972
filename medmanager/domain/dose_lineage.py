"""Where a dose came from: which plan version brought each step, when, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from medmanager.domain.ids import LineId, UserId
from medmanager.domain.plan import AsNeeded, DoseStep, Plan, PlanItem, TabletCount

_Key = tuple[date, tuple[TabletCount, ...], AsNeeded | None, int]


@dataclass(frozen=True, slots=True)
class DoseOrigin:
    """One step of a line and the version that brought it; `step` None tells the stop of the line.

    `before` is what was taken the day before, None at the start. `signed_at` is None while it is a draft.
    """

    on: date
    step: DoseStep | None
    before: DoseStep | None
    plan_number: int
    reason: str
    signed_at: datetime | None = None
    signed_by: UserId | None = None


def lineage(versions: Iterable[Plan], line_id: LineId) -> tuple[DoseOrigin, ...]:
    """The history of one line as its newest version tells it, the latest first; () for an unknown line.

    A step that a later version took away before it began never happened and is not told.
    """
    told = sorted((plan for plan in versions if plan.item(line_id)), key=lambda plan: plan.number)
    if not told:
        return ()
    newest = told[-1].item(line_id)
    assert newest is not None, "only versions with this line were kept"
    origins = [_origin(told, newest, step) for step in newest.steps]
    if newest.stopped is not None:
        origins.append(_stop(told, newest))
    return tuple(sorted(origins, key=lambda origin: origin.on, reverse=True))


def _origin(told: list[Plan], newest: PlanItem, step: DoseStep) -> DoseOrigin:
    first = next(plan for plan in told if _key(step) in _keys(plan.item(newest.line_id)))
    earlier = [other for other in newest.steps if other.end is not None and other.end < step.start]
    before = earlier[-1] if earlier else None
    reason = step.reason or first.reason
    return DoseOrigin(step.start, step, before, first.number, reason, first.signed_at, first.signed_by)


def _stop(told: list[Plan], newest: PlanItem) -> DoseOrigin:
    stopped = newest.stopped
    assert stopped is not None, "asked of stopped lines only"
    first = next(
        plan for plan in told if (item := plan.item(newest.line_id)) is not None and item.stopped == stopped
    )
    last = newest.steps[-1]
    return DoseOrigin(stopped.on, None, last, first.number, stopped.reason, first.signed_at, first.signed_by)


def _keys(item: PlanItem | None) -> set[_Key]:
    return {_key(step) for step in item.steps} if item else set()


def _key(step: DoseStep) -> _Key:
    """What makes a step itself: its end may be moved by a later version."""
    return step.start, step.tablets, step.as_needed, step.every_days
