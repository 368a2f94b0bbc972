"""The diary: a sheet that went home for 14 days, and what came back on it, typed in day by day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.ids import DocumentId, PatientId, PlanId, UserId
from medmanager.domain.plan.dose import Form, Slot
from medmanager.domain.plan.plan import Plan
from medmanager.domain.record import Record

DAYS = 14
MOST_EFFECTS = 3
WORST, BEST = 0, 10
MOST_SLEEP = Decimal(24)
NOT_ON_PAPER = frozenset({"suicidal-thoughts"})
"""Risk is spoken about, not printed on a page that others may read."""


@dataclass(frozen=True, slots=True, repr=False)
class DiaryDay:
    """One day as somebody typed it in. None is a box that was left empty, which is not 0.

    `ratings` stand in the order of the sheet's `effects`; `taken` holds the times that were ticked: a time
    without a tick is a box left empty, for a dose that was not taken or a tick that was forgotten.
    """

    on: date
    typed_by: UserId
    typed_at: datetime
    mood: int | None = None
    """0 is the worst, 10 the best."""
    sleep: Decimal | None = None
    """Hours."""
    ratings: tuple[int | None, ...] = ()
    """0 is none, 10 the worst."""
    taken: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for value in (self.mood, *self.ratings):
            if value is not None and not WORST <= value <= BEST:
                raise Refused("The diary asks for whole numbers from 0 to 10.", "rating")
        if self.sleep is not None and not 0 <= self.sleep <= MOST_SLEEP:
            raise Refused("A day has from 0 to 24 hours of sleep.", "sleep")

    @property
    def empty(self) -> bool:
        """Whether nothing at all was filled in on that day."""
        return self.mood is None and self.sleep is None and not any_rated(self.ratings) and not self.taken

    def same_values(self, other: "DiaryDay") -> bool:
        """Whether both say the same of the day, whoever typed it."""
        return replace(self, typed_by=other.typed_by, typed_at=other.typed_at) == other

    def __repr__(self) -> str:
        return f"DiaryDay({self.on})"


@dataclass(frozen=True, slots=True, repr=False)
class DiarySheet(Record):
    """One diary that went home. `code` is the compact sheet code; `effects` are codes of the checklist.

    `typed` keeps every typing: of two for the same day the later one counts and the first stays to be seen.
    """

    id: UUID
    patient_id: PatientId
    code: str
    plan_id: PlanId
    plan_number: int
    first_day: date
    effects: tuple[str, ...]
    slots: tuple[str, ...]
    """Times of day at which the plan has something to take, in the order of the day."""
    made_by: UserId
    made_at: datetime
    document_id: DocumentId | None = None
    typed: tuple[DiaryDay, ...] = ()
    version: int = 0

    def __post_init__(self) -> None:
        if len(self.effects) > MOST_EFFECTS:
            raise Refused(f"A diary watches at most {MOST_EFFECTS} side effects.", "effects")

    @property
    def days(self) -> tuple[date, ...]:
        """The 14 days of the sheet."""
        return tuple(self.first_day + timedelta(days=number) for number in range(DAYS))

    @property
    def last_day(self) -> date:
        return self.days[-1]

    def day(self, on: date) -> DiaryDay | None:
        """What counts for that day: the typing that came last; None when it was never typed in."""
        return next((one for one in reversed(self.typed) if one.on == on), None)

    @property
    def standing(self) -> tuple[DiaryDay, ...]:
        """What counts for each day that was typed in, in order of time."""
        found = (self.day(on) for on in self.days)
        return tuple(one for one in found if one is not None)

    @property
    def filled(self) -> tuple[DiaryDay, ...]:
        """Days on which the patient wrote something."""
        return tuple(one for one in self.standing if not one.empty)

    @property
    def days_left(self) -> int:
        """How many of the 14 days nobody has typed in."""
        return DAYS - len(self.standing)

    def with_day(self, day: DiaryDay, *, replacing: bool = False) -> "DiarySheet":
        """The sheet with this day typed in; the same values twice change nothing.

        Raises Refused for a day or times that are not on the sheet, and `DayTypedBefore` where other values
        stand, unless they are to be replaced.
        """
        if day.on not in self.days:
            raise Refused("This day is not on the sheet.", "on")
        if len(day.ratings) != len(self.effects) or not set(day.taken) <= set(self.slots):
            raise Refused("This row does not fit the sheet. Open the sheet again by its code.", "on")
        before = self.day(day.on)
        if before is not None and day.same_values(before):
            return self
        if before is not None and not replacing:
            raise DayTypedBefore(before)
        return replace(self, typed=(*self.typed, day))


class DayTypedBefore(Refused):
    """Somebody typed this day in before, with other values: whoever types it again is asked."""

    def __init__(self, before: DiaryDay) -> None:
        super().__init__("This day was typed in before with other values. Nothing was changed.", "on")
        self.before = before


def any_rated(ratings: Iterable[int | None]) -> bool:
    return any(value is not None for value in ratings)


def watched_effects(plan: Plan, day: date, severities: dict[str, int]) -> tuple[str, ...]:
    """The two or three side effects to ask for: those the plan watches, the worst at the last visit first.

    `severities` are the last ratings by code. Where the plan names none, what was rated above 0 is asked.
    """
    named = [code for item in plan.active_items(day) for code in item.watch]
    known = [code for code in dict.fromkeys(named) if code not in NOT_ON_PAPER]
    if not known:
        known = [code for code, value in severities.items() if value > 0 and code not in NOT_ON_PAPER]
    return tuple(sorted(known, key=lambda code: -severities.get(code, 0))[:MOST_EFFECTS])


def times_to_tick(plan: Plan, first: date) -> tuple[str, ...]:
    """The times of day at which something is taken at home in these 14 days."""
    days = [first + timedelta(days=number) for number in range(DAYS)]
    found = {
        tablet.slot
        for item in plan.active_items(first)
        for step in item.steps
        if item.form is not Form.INJECTION and any(step.given_on(day) for day in days)
        for tablet in step.tablets
    }
    return tuple(slot.value for slot in Slot if slot in found)


def week_of(plan_day: date, first: date) -> int:
    """Which week after the plan was signed the sheet begins in, from 1."""
    return max((first - plan_day).days, 0) // 7 + 1
