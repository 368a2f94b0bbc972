"""The next visit of a draft goes with the step for which the patient is seen, when that step is moved."""

from dataclasses import replace
from datetime import date

from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.follow_up import before_step_why, changing_steps, same_dose
from medmanager.domain.plan.plan import FollowUp, Plan, PlanItem
from medmanager.domain.plan.step_visits import step_visit, step_visits


def with_moved_visit(before: Plan, after: Plan, today: date) -> Plan:
    """The draft `after`, its next visit moved as far as its step was moved since `before`.

    A day written in the same change stays, and so does one that belongs to no step. Where the step is
    gone or begins by now the day stays too: somebody has to look, see `stray_visit`.
    """
    visit = after.follow_up
    if visit is None or visit != before.follow_up or visit.line_id is None or visit.step_on is None:
        return after
    old, new = before.item(visit.line_id), after.item(visit.line_id)
    if old is None or new is None or new.stopped is not None and not new.active_on(today):
        return after
    moved = moved_step(old, new, visit.step_on)
    if moved is None or moved[1].start == visit.step_on or moved[1].start <= today + ONE_DAY:
        return after
    return replace(after, follow_up=_anew(visit, before, after, moved, today))


def stray_visit(plan: Plan) -> FollowUp | None:
    """The next visit, where it was asked for before a step that is not planned for that day any more."""
    visit = plan.follow_up
    if visit is None or visit.line_id is None or visit.step_on is None:
        return None
    item = plan.item(visit.line_id)
    starts = {step.start for step in item.steps} if item else set()
    return None if visit.step_on in starts else visit


def moved_step(old: PlanItem, new: PlanItem, on: date) -> tuple[int, DoseStep] | None:
    """Where the step that began on `on` begins now: a step with its dose, counted alike from either end."""
    was, now = changing_steps(old), changing_steps(new)
    place = next((at for at, (_, step) in enumerate(was) if step.start == on), None)
    if place is None:
        return None
    dose = was[place][1]
    alike = [at for at, (_, step) in enumerate(now) if same_dose(step, dose)]
    held = [at for at in alike if now[at][1].start == on]
    from_end = len(now) - (len(was) - place)
    wanted = [*held, *(at for at in (from_end, place) if at in alike), *(alike if len(alike) == 1 else ())]
    return now[wanted[0]] if wanted else None


def _anew(visit: FollowUp, before: Plan, after: Plan, moved: tuple[int, DoseStep], today: date) -> FollowUp:
    assert visit.line_id is not None, "asked for a step"
    item, old = after.item(visit.line_id), before.item(visit.line_id)
    assert item is not None, "found with its step"
    assert old is not None, "found with its step"
    number, step = moved
    own = step_visit(item, number, step, today)
    if visit.step_on is not None and visit.why == before_step_why(old, visit.step_on):
        return replace(own, why=before_step_why(item, step.start), minutes=visit.minutes)
    shared = (
        one for one in step_visits(after, today) if (one.line_id, one.step_on) == (item.line_id, step.start)
    )
    return replace(next(shared, own), minutes=visit.minutes)
