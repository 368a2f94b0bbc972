"""Rules of the fail-safe sheet: which day it is for, and how plan, tests and alerts become its rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from medmanager.domain.day_words import month_day
from medmanager.domain.history import UNIT, MedicationStatement, Observation, TakingStatus
from medmanager.domain.local_time import ONE_DAY, local_day
from medmanager.domain.override import Answered
from medmanager.domain.paper.fail_safe_sheet import (
    FailSafeElsewhere,
    FailSafeMedicine,
    FailSafeNeeded,
    FailSafeRow,
    FailSafeStopped,
    FailSafeTest,
    FailSafeWarning,
)
from medmanager.domain.patient import Allergy, Patient
from medmanager.domain.plan.dose import DoseStep, Slot
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.practice import OpenHours
from medmanager.domain.summary import due_items
from medmanager.domain.trend.panels import readable_unit

TallMan = Callable[[str], str]
STOPPED_BACK = timedelta(days=365)
"""A medicine stopped longer ago is left to the record."""

AHEAD = timedelta(days=14)
"""Tests due within so many days of the visit stand on the page."""

_DAYS_OF_WEEK = 7


def next_clinic_day(hours: Iterable[OpenHours], today: date) -> date:
    """The next day on which the practice is open; tomorrow where nobody wrote its hours down."""
    weekdays = {opening.weekday for opening in hours}
    if not weekdays:
        return today + timedelta(days=1)
    return next(
        day
        for ahead in range(1, _DAYS_OF_WEEK + 1)
        if (day := today + timedelta(days=ahead)).weekday() in weekdays
    )


def initials(patient: Patient) -> str:
    """The first letters of given and family name: all that a message may say of whom it is about."""
    return f"{patient.given_name[:1]}{patient.family_name[:1]}".upper()


@dataclass(frozen=True, slots=True)
class FailSafeLines:
    """The medicines of a plan as they are taken on one day."""

    plan: Plan
    day: date
    tall_man: TallMan

    def daily(self) -> Iterator[FailSafeMedicine]:
        """What is taken that day, and what begins later; a pause is told as one."""
        for item in self.plan.active_items(self.day):
            step = item.step_on(self.day) or item.next_step_after(self.day)
            if step is not None and step.as_needed is None:
                yield self._medicine(item, step)

    def needed(self) -> Iterator[FailSafeNeeded]:
        """What is taken only when needed."""
        for item in self.plan.active_items(self.day):
            step = item.step_on(self.day) or item.next_step_after(self.day)
            if step is not None and step.as_needed is not None:
                last = item.in_a_row(step)[-1].end
                yield FailSafeNeeded(
                    self.tall_man(item.medicine.generic),
                    item.form,
                    step.as_needed,
                    step.start if step.start > self.day else None,
                    last + ONE_DAY if last else None,
                )

    def stopped(self) -> Iterator[FailSafeStopped]:
        """What was stopped within a year, the newest first."""
        found = [item for item in self.plan.items if item.stopped is not None]
        for item in sorted(found, key=lambda one: one.stopped.on if one.stopped else date.min, reverse=True):
            assert item.stopped is not None, "only stopped ones were taken"
            if item.stopped.on + STOPPED_BACK >= self.day:
                yield FailSafeStopped(
                    self.tall_man(item.medicine.generic), item.stopped.on, item.stopped.reason
                )

    def _medicine(self, item: PlanItem, step: DoseStep) -> FailSafeMedicine:
        alike = item.in_a_row(step)
        before = item.step_on(alike[0].start - ONE_DAY)
        comparable = (
            before is not None
            and before.tablets
            and (before.unit, before.every_days) == (step.unit, step.every_days)
        )
        return FailSafeMedicine(
            self.tall_man(item.medicine.generic),
            item.form,
            _rows(step),
            step.daily_dose,
            step.unit,
            alike[0].start,
            before.daily_dose if before is not None and comparable else None,
            step.reason or item.purpose,
            step.every_days,
            alike[-1].end + ONE_DAY if alike[-1].end else None,
            item.prescriber,
            step.start > self.day,
            step.next_given(self.day) if step.every_days > 1 else None,
        )


def _rows(step: DoseStep) -> tuple[FailSafeRow, ...]:
    """The highest strength first."""
    strengths = sorted({tablet.strength for tablet in step.tablets}, key=lambda one: -one.amount)
    return tuple(
        FailSafeRow(
            strength,
            tuple(
                (slot, count)
                for slot in Slot
                if (
                    count := sum(
                        (one.count for one in step.tablets if one.strength == strength and one.slot is slot),
                        Decimal(0),
                    )
                )
            ),
        )
        for strength in strengths
    )


def taken_elsewhere(
    statements: Iterable[MedicationStatement], tall_man: TallMan
) -> Iterator[FailSafeElsewhere]:
    """Medicines of others that are taken, as far as anybody told."""
    for one in statements:
        if one.status is TakingStatus.TAKING:
            yield FailSafeElsewhere(tall_man(one.name), one.directions, one.prescriber)


def open_tests(
    plan: Plan | None, observations: Iterable[Observation], day: date, local: Callable[[Observation], date]
) -> Iterator[FailSafeTest]:
    """Tests that are late or due soon, with the last value on file."""
    known = sorted(observations, key=lambda one: one.at)
    for due in due_items(plan, day):
        if due.entry.due > day + AHEAD:
            continue
        last = next(
            (one for one in reversed(known) if one.measure.value.casefold() == due.entry.measure.casefold()),
            None,
        )
        yield FailSafeTest(
            due.entry.measure,
            due.entry.due,
            due.entry.due < day,
            f"{last.value.normalize():f} {readable_unit(UNIT[last.measure])}".strip() if last else "",
            local(last) if last else None,
        )


def allergy_words(allergies: Iterable[Allergy], tall_man: TallMan) -> Iterator[str]:
    """Each allergy with what it did, and the year where that is known."""
    for one in allergies:
        known = ", ".join(part for part in (one.reaction, str(one.noted.year) if one.noted else "") if part)
        yield f"{tall_man(one.substance)} ({known})" if known else tall_man(one.substance)


def warning_of(answered: Answered, tall_man: TallMan, zone: ZoneInfo) -> FailSafeWarning:
    """An alert with what stands beside it; a reason that has run out is told as such."""
    answer = ""
    if answered.override is not None:
        given = answered.override
        said = f"{given.reason}: {given.words}" if given.words else str(given.reason)
        ran_out = f" Ran out: {answered.expiry}." if answered.expiry else ""
        answer = f"Kept on {month_day(local_day(given.at, zone))}: {said}.{ran_out}"
    return FailSafeWarning(tall_man(answered.alert.title), str(answered.alert.severity), answer)
