"""When to see the patient next: proposals worked out from the plan's own steps, each saying why."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from medmanager.domain.day_words import month_day, short_day
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import FollowUp, Plan, PlanItem

BEFORE_STEP = timedelta(days=2)
AFTER_CHANGE = timedelta(days=14)
STEADY = timedelta(days=28)
"""House defaults of this practice software, not clinical rules: the clinician sets the date."""

_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Past:
    """Days of the practice: of the signature, None for a draft, and of the last visit."""

    signed: date | None = None
    seen: date | None = None


def propose_follow_up(plan: Plan, today: date, past: Past) -> FollowUp:
    """The plan's own follow-up where it names one; else two days before the next step, else after a change.

    A follow-up of the plan whose day went by without a visit is proposed again at once. A date worked out
    here is never today, never in the past, and never on a weekend: it moves to the Friday before, or to the
    Monday after where that is over.
    """
    named = plan.follow_up
    if named is not None and named.on >= today:
        return named
    if named is not None and missed(plan, today, past):
        return FollowUp(
            workday(today + ONE_DAY, today), _was_due(named, today), named.minutes, line_id=named.line_id
        )
    return _before_a_step(plan, today) or _after_a_change(plan, today) or _steady(today, past)


def missed(plan: Plan, today: date, past: Past) -> bool:
    """Whether the day of the plan's own follow-up went by without a visit since the plan was signed."""
    if plan.follow_up is None or plan.follow_up.on >= today:
        return False
    return past.seen is None or (past.signed is not None and past.seen <= past.signed)


def _was_due(named: FollowUp, today: date) -> str:
    words = f"was due {short_day(named.on, today)}"
    return f"{named.why}, {words}" if named.why else words


def _before_a_step(plan: Plan, today: date) -> FollowUp | None:
    upcoming = [
        (step.start, number, item)
        for item in plan.active_items(today)
        for number, step in changing_steps(item)
        if step.start > today
    ]
    if not upcoming:
        return None
    start, number, item = min(upcoming, key=lambda found: found[0])
    why = before_step_why(item, start)
    return replace(_proposal(start - BEFORE_STEP, today, why, item), step=number, step_on=start)


def before_step_why(item: PlanItem, start: date) -> str:
    """Why the patient is seen before the step that begins on `start`."""
    return f"before the {item.medicine.generic} step of {month_day(start)}"


def changing_steps(item: PlanItem) -> tuple[tuple[int, DoseStep], ...]:
    """The steps that change what is taken, counted from 1: staying on a dose for longer is none, so that it
    shifts the number of no other.
    """
    changing = (
        step
        for before, step in zip((None, *item.steps), item.steps, strict=False)
        if before is None
        or before.end is None
        or before.end + ONE_DAY < step.start
        or not same_dose(before, step)
    )
    return tuple(enumerate(changing, start=1))


def same_dose(one: DoseStep, other: DoseStep) -> bool:
    """Whether the same is taken in both, at the same times and as often."""
    return one.taken == other.taken


def _after_a_change(plan: Plan, today: date) -> FollowUp | None:
    changed = [
        (step.start, item)
        for item in plan.active_items(today)
        for _, step in changing_steps(item)
        if step.covers(today) and today - step.start < AFTER_CHANGE
    ]
    if not changed:
        return None
    start, item = min(changed, key=lambda pair: pair[0])
    return _proposal(start + AFTER_CHANGE, today, f"two weeks after {item.medicine.generic} changed", item)


def _steady(today: date, past: Past) -> FollowUp:
    if past.seen is not None and (past.signed is None or past.seen > past.signed):
        return _proposal(past.seen + STEADY, today, "four weeks after the last visit")
    return _proposal((past.signed or today) + STEADY, today, "four weeks after the last plan")


def _proposal(on: date, today: date, why: str, item: PlanItem | None = None) -> FollowUp:
    return FollowUp(workday(max(on, today + ONE_DAY), today), why, line_id=item.line_id if item else None)


def workday(day: date, today: date) -> date:
    """That day, or on a weekend the Friday before, or the Monday after where that is over."""
    over = day.weekday() - _FRIDAY
    if over <= 0:
        return day
    before = day - timedelta(days=over)
    return before if before > today else day + timedelta(days=3 - over)
