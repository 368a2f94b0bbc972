"""The slip for a blood test: which tests are due together, how to come to them, and what the lab must know.

Sources: lithium US label, 2.4 (level 12 hours after the last dose); the tube, and the 11 to 13 hours, as
laboratories ask for lithium. Fasting is for blood fats and fasting sugar only. All of it is unverified until
a clinician of the practice has looked at it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from medmanager.domain.paper.sheets import SheetHead
from medmanager.domain.plan.dose import DoseStep, Form, Slot
from medmanager.domain.plan.plan import MonitoringItem, PlanItem
from medmanager.domain.practice import SlotClock

AHEAD = timedelta(days=60)
"""So far ahead a test gets its slip: later ones get theirs with a later plan."""
LATE = timedelta(days=120)
"""So long ago a test may have fallen due and still be asked for on paper."""
TOGETHER = timedelta(days=7)
"""Tests due within so many days of the first one are drawn together. Ours, to save a way; not a rule."""
AFTER_LITHIUM = timedelta(hours=12)
_LITHIUM = "lithium level"
_LAB = frozenset(
    {
        *("alt/ast", "anc", "cbc", "ammonia", "bicarbonate", "creatinine", "ecg", "egfr", "electrolytes"),
        *("glucose", "hba1c", "a1c", "lipids", "potassium", "prolactin", "sodium", "tsh", "calcium"),
        *("hemoglobin a1c", "pregnancy test", "liver tests", "liver test", "kidney test", "thyroid test"),
        *("blood test", "tsh and kidney tests", "glucose and lipids", "blood sugar", "blood fats"),
        "fasting glucose",
    }
)
_FASTING = frozenset({"lipids", "glucose and lipids", "blood fats", "fasting glucose", "glucose"})


@dataclass(frozen=True, slots=True)
class SlipTest:
    """One test, and the medicine it watches over."""

    measure: str
    medicine: str
    due: date

    @property
    def fasting(self) -> bool:
        return self.measure.casefold() in _FASTING

    @property
    def is_level(self) -> bool:
        """Whether it measures the medicine itself: then the dose of that morning waits."""
        return self.measure.casefold().endswith(" level")


@dataclass(frozen=True, slots=True)
class LithiumTiming:
    """The last dose before the test, when the test is, and what is taken after it. Local time."""

    last_dose: datetime
    last_count: Decimal
    next_count: Decimal | None
    """None where the next dose is not in the morning."""
    form: Form = Form.TABLET

    @property
    def test(self) -> datetime:
        return self.last_dose + AFTER_LITHIUM


@dataclass(frozen=True, slots=True, repr=False)
class MonitoringSlip:
    """The tests that are drawn together. `on` is the day, or today where that is over."""

    head: SheetHead
    on: date
    tests: tuple[SlipTest, ...]
    lithium: LithiumTiming | None = None

    @property
    def fasting(self) -> bool:
        return any(test.fasting for test in self.tests)

    @property
    def has_lithium(self) -> bool:
        return any(test.measure.casefold() == _LITHIUM for test in self.tests)

    @property
    def levels(self) -> tuple[str, ...]:
        """Medicines whose dose waits until the blood is drawn, each once."""
        return tuple(dict.fromkeys(test.medicine for test in self.tests if test.is_level))


def slip_groups(items: Iterable[PlanItem], day: date) -> tuple[tuple[SlipTest, ...], ...]:
    """The open tests of the lab in groups that are drawn together, the first one first; each test once."""
    found = [
        SlipTest(entry.measure, item.medicine.generic, entry.due)
        for item in items
        for entry in item.open_tests(day)
        if _is_due(entry, day)
    ]
    groups: list[list[SlipTest]] = []
    for test in sorted(found, key=lambda one: (one.due, one.measure)):
        if not groups or max(test.due, day) - max(groups[-1][0].due, day) > TOGETHER:
            groups.append([])
        if test.measure.casefold() not in {one.measure.casefold() for one in groups[-1]}:
            groups[-1].append(test)
    return tuple(tuple(group) for group in groups if group)


def lithium_timing(items: Iterable[PlanItem], on: date, clock: SlotClock) -> LithiumTiming | None:
    """When the level is drawn, from the evening dose of the day before.

    None where no lithium falls into that evening or night, or where it stands on two lines, of which one
    count tells half: then a person says when.
    """
    day = on - timedelta(days=1)
    lithium = [one for one in items if one.medicine.generic.casefold().startswith("lithium")]
    taken = [one for one in lithium if _given(one, day) is not None or _given(one, on) is not None]
    item = taken[0] if len(taken) == 1 else None
    before = _given(item, day) if item else None
    if item is None or before is None:
        return None
    last = next((slot for slot in (Slot.BEDTIME, Slot.EVENING) if before.dose_at(slot)), None)
    if last is None:
        return None
    at = clock.bedtime if last is Slot.BEDTIME else clock.evening
    today = _given(item, on)
    tablets = today.tablets if today else ()
    morning = sum((one.count for one in tablets if one.slot is Slot.MORNING), Decimal(0))
    return LithiumTiming(
        datetime.combine(day, at),
        sum((one.count for one in before.tablets if one.slot is last), Decimal(0)),
        morning or None,
        item.form,
    )


def _given(item: PlanItem, day: date) -> DoseStep | None:
    """The step of which a dose falls on that day."""
    return next((step for step in item.steps if step.tablets and step.given_on(day)), None)


def _is_due(entry: MonitoringItem, day: date) -> bool:
    name = entry.measure.casefold()
    is_lab = name in _LAB or (name.endswith(" level") and "sedation" not in name)
    return entry.done_on is None and is_lab and day - LATE <= entry.due <= day + AHEAD


def is_early(at: time) -> bool:
    """Whether no lab is open yet at that time, so that a person must say when the blood is drawn."""
    return at < time(7)
