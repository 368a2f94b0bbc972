"""When to see the patient next: proposals worked out from the plan's own steps, each saying why."""

from datetime import date, timedelta

from medmanager.domain.plan import FollowUp, Plan, PlanItem

BEFORE_STEP = timedelta(days=2)
AFTER_CHANGE = timedelta(days=14)
STEADY = timedelta(days=28)
"""House defaults of this practice software, not clinical rules: the clinician sets the date."""


def propose_follow_up(plan: Plan, today: date) -> FollowUp:
    """The plan's own follow-up where it names one; else two days before the next step, else after a change.

    Dates that fall on a weekend move to the Friday before.
    """
    if plan.follow_up is not None and plan.follow_up.on >= today:
        return plan.follow_up
    upcoming = [
        (step.start, item) for item in plan.active_items(today) if (step := item.next_step_after(today))
    ]
    if upcoming:
        start, item = min(upcoming, key=lambda pair: pair[0])
        return _proposal(
            max(start - BEFORE_STEP, today + timedelta(days=1)),
            _before(item, start),
            item,
        )
    changed = [item for item in plan.active_items(today) if _changed_lately(item, today)]
    if changed:
        return _proposal(
            today + AFTER_CHANGE,
            f"two weeks after {changed[0].medicine.generic} changed",
            changed[0],
        )
    return _proposal(today + STEADY, "four weeks after the last plan", None)


def _before(item: PlanItem, start: date) -> str:
    return f"before the {item.medicine.generic} step of {start:%b} {start.day}"


def _changed_lately(item: PlanItem, today: date) -> bool:
    step = item.step_on(today)
    return step is not None and (today - step.start) < AFTER_CHANGE


def _proposal(on: date, why: str, item: PlanItem | None) -> FollowUp:
    weekend = max(0, on.weekday() - 4)
    return FollowUp(on - timedelta(days=weekend), why, line_id=item.line_id if item else None)
