"""What changed on a plan, in words: its rows, the tag of a line, the doses that a version brings. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from medmanager.domain.ids import LineId
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.asked_tests import left_by_hand
from medmanager.domain.plan.changes import ChangeKind, LineChange, begun_with
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import PlanItem
from ui.kit import words
from ui.kit.plan_words import dose_of, from_to, name_of, otherwise, taken_of

MOST_TOLD = 8
"""So many doses are told one by one; an even way of more is told by its ends."""
MOST_GONE = 4
"""So many steps that are left out are told one by one."""

CHANGE_ICONS = {
    ChangeKind.START: ("plus", "accent"),
    ChangeKind.CHANGE: ("pencil", "accent"),
    ChangeKind.STOP: ("octagon-minus", "accent"),
    ChangeKind.KEEP: ("check", "muted"),
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of "What changed since plan 6"; without a line of the plan where it is about the whole."""

    line_id: LineId | None
    icon: str
    tone: str
    name: str
    words: str
    reason: str = ""


def change_row(change: LineChange, day: date) -> ChangeRow:
    """A change in words, as the plan, the visit and the signature show it."""
    icon, tone = change_icon(change)
    return ChangeRow(
        change.item.line_id, icon, tone, name_of(change.item), change_words(change, day), change.reason
    )


def row_with_tests(change: LineChange, day: date) -> ChangeRow:
    """The same with the tests put in by hand that it leaves behind: who signs has to know of them."""
    row, left = change_row(change, day), tests_left(change.before, change.item, day)
    return replace(row, reason=". ".join(filter(None, (row.reason, left.rstrip(".")))))


def tests_left(before: PlanItem | None, after: PlanItem, day: date) -> str:
    """Tests put in by hand that come to lie behind the end of the medicine; "" for none."""
    known = left_by_hand(before, day) if before else ()
    left = [one for one in left_by_hand(after, day) if one not in known]
    if not left:
        return ""
    told = words.listing([f"{one.measure} by {words.short_day(one.due, day)}" for one in left])
    return f"Put in by hand, and still on the plan after that: {told}. Take off what is not needed."


def in_place_of(before: PlanItem, after: PlanItem | None, today: date, of: str = "") -> str:
    """What was planned on a line and is left out of it, of all that was planned where `after` is None: "In
    place of what was planned: 50 mg from Dec 12 and the stop of Jan 3."; "" for nothing.
    """
    kept = {(step.start, step.taken) for step in after.steps} if after else set()
    planned = [one for one in before.steps if one.start > today and (one.start, one.taken) not in kept]
    told = [
        f"{taken_of(step, before)} from {words.short_day(step.start, today)}" for step in planned[:MOST_GONE]
    ]
    if len(planned) > MOST_GONE:
        told.append(words.counted(len(planned) - MOST_GONE, "more step"))
    is_stopped = after is not None and after.stopped is not None
    if before.stopped is not None and before.stopped.on > today and not is_stopped:
        told.append(f"the stop of {words.short_day(before.stopped.on, today)}")
    whose = f" for {of}" if of else ""
    return f"In place of what was planned{whose}: {words.listing(told)}." if told else ""


def standing_row(item: PlanItem, day: date) -> ChangeRow:
    """A line of the plan in force as it stands that day: "25 mg, then 50 mg from Nov 24"."""
    now, following = item.step_on(day), item.next_change_after(day)
    parts = [_standing(now, item)] if now else []
    if following is not None:
        then = "then " if now else ""
        what = _told_apart(now, following, item)
        parts.append(f"{then}{what} from {words.short_day(following.start, day)}")
    elif _ending(item, day):
        parts.append(_ending(item, day))
    return ChangeRow(item.line_id, "pill", "muted", name_of(item), ", ".join(parts))


def _standing(step: DoseStep, item: PlanItem) -> str:
    return taken_of(step, item)


def change_words(change: LineChange, today: date) -> str:
    """What a version changed on one line: "100 to 75, 50, 25 mg, stop Jan 5"."""
    item = change.item
    if change.kind is ChangeKind.STOP and item.stopped is None:
        return "no longer on the plan"
    if change.kind is ChangeKind.KEEP:
        step = item.step_on(today) or item.steps[-1]
        return ", ".join(part for part in (dose_of(step, item), "no change", _ending(item, today)) if part)
    coming = fresh_steps(change)
    if change.kind is ChangeKind.CHANGE and not coming and change.step and change.before:
        return _goes_on(change.before, item, change.step, today)
    doses = _dose_list(coming, item) if coming else ""
    if change.kind is ChangeKind.START:
        return ", ".join(part for part in (doses, _length(item, coming)) if part)
    if coming and _stays(item, coming[0]):
        doses = _stays_words(coming, item)
    elif coming:
        doses = from_to(_before(change, coming[0]), doses)
    return ", ".join(part for part in (doses, _other(change, coming, today), _ending(item, today)) if part)


def _stays(item: PlanItem, step: DoseStep) -> bool:
    """Whether the dose of the day before goes on with that step."""
    before = item.step_on(step.start - ONE_DAY)
    return before is not None and before.goes_on_as(step)


def _stays_words(coming: tuple[DoseStep, ...], item: PlanItem) -> str:
    """ "25 mg longer, then 50, 100 mg"; "25 mg goes on" where nothing is planned after it."""
    first, rest = coming[0], coming[1:]
    stays = f"{_standing(first, item)} {'longer' if first.end else 'goes on'}"
    return f"{stays}, then {_dose_list(rest, item)}" if rest else stays


def _other(change: LineChange, coming: tuple[DoseStep, ...], today: date) -> str:
    """What changes where the first new dose is the one before it: who gets other tablets has to know."""
    if change.before is None or not coming:
        return ""
    before, step = change.before.step_on(coming[0].start - ONE_DAY), coming[0]
    if before is not None and before.taken == step.taken and not before.goes_on_as(step):
        return f"on other days, from {words.short_day(step.start, today)}"
    return otherwise(before, step, change.item)


def _told_apart(before: DoseStep | None, step: DoseStep, item: PlanItem) -> str:
    return ", ".join(filter(None, (_standing(step, item), otherwise(before, step, item))))


def _goes_on(before: PlanItem, item: PlanItem, step: DoseStep, today: date) -> str:
    """What was planned is not there any more: "50 mg goes on from Dec 8 instead of 25 mg"."""
    planned = before.step_on(step.start)
    if before.form is not item.form:
        return f"{_standing(step, item)} as {item.form.value} instead of {before.form.value}"
    same = planned is not None and _standing(planned, before) == _standing(step, item)
    if same or item.step_on(step.start) is None:
        return _ending(item, today) or f"{_standing(step, item)}, as planned"
    instead = _standing(planned, before) if planned else "the end that was planned"
    on = words.short_day(step.start, today)
    told = f"{_standing(step, item)} goes on from {on} instead of {instead}"
    return ", ".join(part for part in (told, _ending(item, today)) if part)


def change_tag(change: LineChange, today: date) -> str:
    """The short words at the end of a line's head: "Change", "Start: 7 days", "Keep"."""
    if change.kind is ChangeKind.KEEP:
        return "Keep"
    coming = fresh_steps(change)
    if change.kind is ChangeKind.STOP and not coming:
        stopped = change.item.stopped
        return f"Stop {words.short_day(stopped.on, today)}" if stopped else "Gone"
    if change.kind is ChangeKind.START:
        length = _length(change.item, coming)
        return f"Start: {length}" if length else "Start"
    if any(step.paused for step in coming):
        return "Change: pause"
    if not coming or not _ending(change.item, today):
        return "Change"
    doses = [step.daily_dose for step in coming]
    return "Change: taper to stop" if doses == sorted(doses, reverse=True) else "Change, then stop"


def change_icon(change: LineChange) -> tuple[str, str]:
    """Icon and tone; a stop at the end of new steps is a change first."""
    tapers = change.kind is ChangeKind.STOP and bool(fresh_steps(change))
    return CHANGE_ICONS[ChangeKind.CHANGE if tapers else change.kind]


def fresh_steps(change: LineChange) -> tuple[DoseStep, ...]:
    """The steps that this version brings."""
    if change.kind is ChangeKind.START:
        first = begun_with(change.before, change.item)
        return tuple(step for step in change.item.steps if step.start >= first.start)
    known = change.before.steps if change.before else ()
    keys = {(step.start, step.taken) for step in known}
    return tuple(step for step in change.item.steps if (step.start, step.taken) not in keys)


def _before(change: LineChange, first: DoseStep) -> str:
    if change.before is None:
        return ""
    step = change.before.step_on(first.start - ONE_DAY)
    return dose_of(step, change.before) if step else ""


def _dose_list(steps: tuple[DoseStep, ...], item: PlanItem) -> str:
    """Doses one after another with what all have once: "75, 50, 25 mg"; many that only fall or only rise by
    their ends: "60, 59, 58 … 1 mg in 60 steps". Of others each is told: one of them may be a slip.
    """
    changing = [steps[0], *(step for before, step in pairwise(steps) if not _goes_on_in(before, step))]
    shown = [_standing(step, item) for step in changing]
    _, blank, unit = shown[-1].partition(words.NO_BREAK)
    bare = [text.removesuffix(f"{blank}{unit}") for text in shown[:-1]]
    if len(shown) > MOST_TOLD and _is_even(steps):
        return f"{', '.join(bare[:3])} … {shown[-1]} in {len(shown)} steps"
    return ", ".join((*bare, *shown[-1:]))


def _goes_on_in(step: DoseStep, later: DoseStep) -> bool:
    return step.goes_on_as(later) and step.end == later.start - ONE_DAY


def _is_even(steps: tuple[DoseStep, ...]) -> bool:
    """Whether every dose is lower than the one before it, or every one higher, without a pause, as often."""
    pairs = [(before.daily_dose, after.daily_dose) for before, after in pairwise(steps)]
    falls, rises = all(one > other for one, other in pairs), all(one < other for one, other in pairs)
    alike = len({step.every_days for step in steps}) == 1
    return (falls or rises) and alike and not any(step.paused or step.as_needed for step in steps)


def _length(item: PlanItem, steps: tuple[DoseStep, ...]) -> str:
    last = item.steps[-1].end
    if last is None or not steps:
        return ""
    return words.counted((last - steps[0].start).days + 1, "day")


def _ending(item: PlanItem, today: date) -> str:
    last = item.steps[-1].end
    on = item.stopped.on if item.stopped else last + ONE_DAY if last else None
    return f"stop {words.short_day(on, today)}" if on else ""
