"""What the current plan says of each medicine today, as words. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import wrap

from medmanager.domain.history import MedicationStatement
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep, Form, Slot
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.summary import LineToday
from ui.kit import plan_words, words

WEEK, LONG_NAME = 7, 32


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the current plan. `number` 0 is a medicine from elsewhere, which has no dose lane."""

    key: object
    name: str
    number: int
    slots: tuple[str, str, str, str]
    """How many in the morning, at noon, in the evening and at bedtime; of a liquid how many mL."""
    tablets: str
    rhythm: str
    """How often, where it is not simply every day."""
    dose: str
    following: str
    why: str
    is_change: bool
    """Whether `following` is a dated change, which stands out."""
    name_more: str = ""
    """What of a long name goes on in a second line."""


def plan_row(line: LineToday, today: date) -> PlanRow:
    """The words of one line."""
    item, step = line.item, line.today
    is_given = step is not None and _is_given(step, today)
    slots = _slots(step, item.form) if step is not None and is_given else ("", "", "", "")
    following, why = _following(line, today)
    return PlanRow(
        item.line_id,
        plan_words.name_of(item),
        line.number,
        slots,
        _tablets_today(line, today),
        _rhythm(step, item.form) if step else "",
        _dose_today(step, item, is_given),
        following,
        _with_prescriber(why, item),
        line.following is not None or line.last_day is not None,
    )


def elsewhere_row(statement: MedicationStatement, today: date, asked_to_stop: date | None = None) -> PlanRow:
    """The words of a medicine that others prescribe or that is bought, and whether the patient was asked to
    stop it.
    """
    told = plan_words.elsewhere_row(statement, today)
    name, more = _two_lines(told.name)
    no_slots = ("", "", "", "")
    # Both would not have room in a narrow window; where it comes from stands beside the plan.
    why = f"asked to stop {words.short_day(asked_to_stop, today)}" if asked_to_stop else told.source
    return PlanRow(statement.id, name, 0, no_slots, "", "", "", told.directions, why, False, more)


def _two_lines(name: str) -> tuple[str, str]:
    """A long name of an outside record on two lines, so that the dates beside it keep their room."""
    first, *rest = wrap(name, max(LONG_NAME, (len(name) + 1) // 2 + 6), break_on_hyphens=False) or [name]
    return first, " ".join(rest)


def _is_given(step: DoseStep, day: date) -> bool:
    return (day - step.start).days % step.every_days == 0


def _slots(step: DoseStep, form: Form) -> tuple[str, str, str, str]:
    morning, noon, evening, bedtime = (plan_words.slot_count(step, slot, form) for slot in Slot)
    return morning, noon, evening, bedtime


def _tablets_today(line: LineToday, today: date) -> str:
    step, item = line.today, line.item
    if step is None:
        return "not yet" if item.steps[0].start > today else "nothing today"
    if step.as_needed is not None:
        needed = step.as_needed
        return plan_words.counted(needed.count, needed.strength, item.form)
    if step.paused:
        return "pause"
    return plan_words.sum_of(step.tablets, item.form)


def _rhythm(step: DoseStep, form: Form) -> str:
    if step.as_needed is not None:
        return f"if needed, at most {plan_words.how_many(step.as_needed.most_in_day, form)} a day"
    return "" if step.every_days == 1 else _every(step.every_days)


def _every(days: int) -> str:
    if days % WEEK == 0:
        return "every week" if days == WEEK else f"every {days // WEEK} weeks"
    return f"every {days} days"


def _dose_today(step: DoseStep | None, item: PlanItem, is_given: bool) -> str:
    if step is None or step.as_needed is not None:
        return ""
    if not is_given:
        return "not today"
    return words.amount(step.daily_dose, step.unit or plan_words.unit_of(item))


def _following(line: LineToday, today: date) -> tuple[str, str]:
    """What comes next and why: a dated step, an end, the next injection, or no change."""
    step, coming, item = line.today, line.following, line.item
    alike = item.in_a_row(step) if step else ()
    last = alike[-1].end if alike else None
    since = f"since {words.short_day(alike[0].start, today)}" if alike else ""
    if step and last and not step.paused and coming and last + ONE_DAY < coming.start:
        then = f"again {words.short_day(coming.start, today)}: {_what(coming, line)}"
        return _last_day(last, today), "" if coming.paused else then
    if coming is not None:
        return _next_step(line, coming, today)
    if line.last_day is not None and line.last_day < today:
        stopped = item.stopped
        return f"{day_words(stopped.on, today)}: stop" if stopped else "not taken again", since
    if line.last_day is not None:
        return _last_day(line.last_day, today), since
    if step is not None and step.every_days > 1:
        waited = (today - step.start).days % step.every_days
        again = today + timedelta(days=step.every_days - waited)
        return f"next {day_words(again, today)}", since
    return "no change planned", since


def day_words(day: date, today: date) -> str:
    """`Tue, Nov 24`; in another year `Jan 5, 2027`, so that the year fits."""
    return words.day_name(day, today) if day.year == today.year else words.dated(day)


def _next_step(line: LineToday, coming: DoseStep, today: date) -> tuple[str, str]:
    day, item = day_words(coming.start, today), line.item
    what = _what(coming, line)
    first = item.steps[0].start == coming.start
    begins = "" if line.today or coming.paused else "starts" if first else "starts again"
    ends = f"last day {words.short_day(line.last_day, today)}" if line.last_day else ""
    return f"{day}: {what}", ", ".join(part for part in (begins, coming.reason, ends) if part)


def _last_day(last: date, today: date) -> str:
    return "last day today" if last == today else f"{day_words(last, today)}: last day"


def _what(step: DoseStep, line: LineToday) -> str:
    """A dose to come, and how often where that is not as today."""
    if step.paused:
        return "pause"
    if step.as_needed is not None:
        return "if needed"
    amount = words.amount(step.daily_dose, step.unit or plan_words.unit_of(line.item))
    as_now = step.every_days == (line.today.every_days if line.today and line.today.tablets else 1)
    often = "every day" if step.every_days == 1 else _every(step.every_days)
    if not as_now:
        return f"{amount} {often}"
    return ", ".join(filter(None, (amount, plan_words.otherwise(line.today, step, line.item))))


def _with_prescriber(why: str, item: PlanItem) -> str:
    return ", ".join(part for part in (why, f"by {item.prescriber}" if item.prescriber else "") if part)
