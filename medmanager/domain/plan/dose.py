"""A dose: so many tablets of a strength at times of the day, in steps with dates."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from medmanager.domain.errors import Refused


class Slot(StrEnum):
    """The four times of the Universal Medication Schedule."""

    MORNING = "morning"
    NOON = "noon"
    EVENING = "evening"
    BEDTIME = "bedtime"


class Form(StrEnum):
    """Dose form; the word is the one a patient reads, in the singular."""

    TABLET = "tablet"
    ER_TABLET = "extended-release tablet"
    ODT = "dissolving tablet"
    CAPSULE = "capsule"
    ER_CAPSULE = "extended-release capsule"
    LIQUID = "mL"
    PATCH = "patch"
    INJECTION = "injection"
    SPRAY = "spray"
    FILM = "film"


@dataclass(frozen=True, slots=True)
class Strength:
    """How much one tablet, capsule, patch, injection or mL holds, as in "25 mg"."""

    amount: Decimal
    unit: str = "mg"

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount <= 0:
            raise Refused(
                "A strength is more than 0. Write it as on the bottle, for example 25 mg.",
                "strength",
            )
        if not self.unit:
            raise Refused("A strength needs its unit, for example mg.", "strength")


@dataclass(frozen=True, slots=True)
class TabletCount:
    """So many tablets (capsules, mL ...) of one strength at one time of day."""

    strength: Strength
    slot: Slot
    count: Decimal

    def __post_init__(self) -> None:
        if not self.count.is_finite() or self.count <= 0:
            raise Refused(
                "A count is more than 0. Leave the time empty when nothing is taken.",
                "count",
            )

    @property
    def dose(self) -> Decimal:
        return self.strength.amount * self.count


@dataclass(frozen=True, slots=True)
class AsNeeded:
    """A dose taken only when needed. `wait_hours` and `most_in_day` are both required: no open end."""

    reason: str
    strength: Strength
    count: Decimal
    wait_hours: int
    most_in_day: Decimal
    """Most tablets in one day."""

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise Refused("Write what the as-needed medicine is for.", "reason")
        if self.count <= 0 or self.most_in_day < self.count:
            raise Refused("The most in one day must be at least one dose.", "most_in_day")
        if self.wait_hours < 1:
            raise Refused("Write how many hours to wait between doses, at least 1.", "wait_hours")


@dataclass(frozen=True, slots=True)
class DoseStep:
    """What is taken from `start` through `end`, both days included; `end` None goes on until changed.

    `tablets` empty and `as_needed` None is a pause: nothing is taken. `every_days` above 1 is for
    injections and patches that are not given daily; the first one is on `start`.
    """

    start: date
    end: date | None
    tablets: tuple[TabletCount, ...] = ()
    reason: str = ""
    as_needed: AsNeeded | None = None
    every_days: int = 1

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise Refused("A step cannot end before it starts. Check both dates.", "end")
        if self.every_days < 1:
            raise Refused("A dose is given every 1 day or more.", "every_days")
        if len({tablet.strength.unit for tablet in self.tablets}) > 1:
            raise Refused("All tablets of one step must have the same unit.", "tablets")

    @property
    def days(self) -> int | None:
        return None if self.end is None else (self.end - self.start).days + 1

    @property
    def paused(self) -> bool:
        return not self.tablets and self.as_needed is None

    def dose_at(self, slot: Slot) -> Decimal:
        return sum((tablet.dose for tablet in self.tablets if tablet.slot is slot), Decimal(0))

    @property
    def daily_dose(self) -> Decimal:
        """Sum over the four times of a day when it is taken, in `unit`; 0 in a pause and as needed."""
        return sum((tablet.dose for tablet in self.tablets), Decimal(0))

    @property
    def unit(self) -> str:
        """Unit of the doses, as "mg"; "" in a pause."""
        if self.tablets:
            return self.tablets[0].strength.unit
        return self.as_needed.strength.unit if self.as_needed else ""

    @property
    def taken(self) -> tuple[object, ...]:
        """What is taken at which time and how often: equal for the same dose, however it is listed."""
        counts: dict[tuple[Slot, Strength], Decimal] = {}
        for one in self.tablets:
            key = one.slot, one.strength
            counts[key] = counts.get(key, Decimal(0)) + one.count
        return frozenset(counts.items()), self.as_needed, self.every_days

    def goes_on_as(self, later: "DoseStep") -> bool:
        """Whether that later step changes neither what is taken nor the days on which it is."""
        return self.taken == later.taken and (later.start - self.start).days % self.every_days == 0

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def given_on(self, day: date) -> bool:
        """Whether that is a day of it on which a dose falls, with `every_days` above 1 not every one."""
        return self.covers(day) and (day - self.start).days % self.every_days == 0

    def next_given(self, day: date) -> date | None:
        """The first day from then on on which a dose falls; None where none is left."""
        rounds = max(0, -(-(day - self.start).days // self.every_days))
        on = self.start + timedelta(days=rounds * self.every_days)
        return on if not self.paused and (self.end is None or on <= self.end) else None


def tablets_needed(step: DoseStep, days: int) -> dict[Strength, Decimal]:
    """Tablets of each strength for so many days of this step; nothing for as-needed steps."""
    given = -(-days // step.every_days)
    needed: dict[Strength, Decimal] = {}
    for tablet in step.tablets:
        needed[tablet.strength] = needed.get(tablet.strength, Decimal(0)) + tablet.count * given
    return needed
