"""The trend chart as values: severity curves, scale curves, dose lanes and events on one time axis."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from medmanager.domain.number_words import plain
from medmanager.domain.plan.dose import Form


@dataclass(frozen=True, slots=True)
class Point:
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Series:
    """One curve. `number` (1-8) picks colour, dash and marker; points in order of time.

    `gaps` are days on which it could have been asked and was not: no line is drawn across them.
    """

    key: str
    label: str
    number: int
    points: tuple[Point, ...]
    gaps: tuple[date, ...] = ()

    @property
    def runs(self) -> tuple[tuple[Point, ...], ...]:
        """The points in stretches without a gap between them: each stretch is one unbroken line."""
        runs: list[list[Point]] = []
        for point in self.points:
            if not runs or any(runs[-1][-1].on < gap < point.on for gap in self.gaps):
                runs.append([])
            runs[-1].append(point)
        return tuple(tuple(run) for run in runs)

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None

    def at(self, day: date) -> Point | None:
        """The last point on or before that day."""
        return next((point for point in reversed(self.points) if point.on <= day), None)


@dataclass(frozen=True, slots=True)
class Panel:
    """Curves that share one value axis from `low` to `high`; `unit` is "" for 0-10 ratings and sum scores."""

    key: str
    title: str
    subtitle: str
    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    series: tuple[Series, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class LaneStep:
    """A dose from `start` through `end` (None: goes on). `planned` steps lie after the chart's today."""

    start: date
    end: date | None
    dose: Decimal
    unit: str
    planned: bool
    reason: str = ""
    as_needed: bool = False
    every_days: int = 1
    """Above 1: how often it is given, where its lane does not say so."""

    @property
    def measure(self) -> str:
        """What stands after the number: "mg", "mg every 14 days"."""
        return " ".join(part for part in (self.unit, _often(self.every_days)) if part)


@dataclass(frozen=True, slots=True)
class DoseLane:
    """One medicine's dated steps as in the plan; `ends_on` is the first day after the last step."""

    line_id: UUID
    name: str
    number: int
    steps: tuple[LaneStep, ...]
    ends_on: date | None = None
    form: Form | None = None
    """Given where another lane has the same name."""
    every_days: int = 1
    """Above 1: how often it is given, where that is the same for all doses."""

    @property
    def label(self) -> str:
        """What the screen calls it: "fluoxetine, liquid", "paliperidone, every 28 days"."""
        form = "liquid" if self.form is Form.LIQUID else self.form.value if self.form else ""
        return ", ".join(part for part in (self.name, form, _often(self.every_days)) if part)

    @property
    def highest(self) -> Decimal:
        return max((step.dose for step in self.steps), default=Decimal(0))

    def on(self, day: date) -> LaneStep | None:
        return next(
            (step for step in self.steps if step.start <= day and (step.end is None or day <= step.end)),
            None,
        )


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """A visit or something else that happened; `kind` is "visit" or "event"."""

    on: date
    kind: str
    label: str


class Shift(StrEnum):
    """What a change does to a medicine; the word is that of the screen."""

    STARTED = "started"
    AGAIN = "again"
    PAUSED = "paused"
    STOPPED = "stopped"
    DOSE = "dose"
    TIMES = "other times of day"
    LIMITS = "other limits"
    STRENGTH = "other strength"


@dataclass(frozen=True, slots=True)
class Given:
    """A dose as a change names it: of one day, as needed one dose, of an injection one injection."""

    amount: Decimal
    unit: str
    every_days: int = 1
    as_needed: bool = False

    @property
    def words(self) -> str:
        """As the screen says it: "25 mg", "10 mg as needed", "234 mg every 28 days"."""
        needed = "as needed" if self.as_needed else ""
        dose = f"{plain(self.amount)} {self.unit}"
        return " ".join(part for part in (dose, _often(self.every_days), needed) if part)


@dataclass(frozen=True, slots=True)
class DoseChange:
    """A vertical mark through all panels, in the lane's colour. `given` is None in a pause and at a stop,
    `before` is the dose before it where another begins.
    """

    on: date
    lane_number: int
    medicine: str
    shift: Shift
    given: Given | None = None
    before: Given | None = None
    reason: str = ""

    @property
    def told(self) -> str:
        """What changed, as the screen says it: "quetiapine 25 to 50 mg"."""
        if self.given is None:
            return f"{self.medicine} {self.shift}"
        dose = f"{self.medicine} {self._dose(self.given)}"
        if self.shift is Shift.DOSE:
            return dose
        comma = "" if self.shift in (Shift.STARTED, Shift.AGAIN) else ","
        return f"{dose}{comma} {self.shift}"

    @property
    def words(self) -> str:
        """With the reason after a colon, unless it says no more than that."""
        reason = self.reason.strip()
        known = not reason or reason.casefold() in self.told.casefold()
        return self.told if known else f"{self.told}: {self.reason}"

    def _dose(self, given: Given) -> str:
        before = self.before
        if before is None:
            return given.words
        daily = before.every_days == given.every_days == 1 and not (before.as_needed or given.as_needed)
        if daily and before.unit == given.unit:
            return f"{plain(before.amount)} to {given.words}"
        return f"{before.words} to {given.words}"


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Everything drawn, from `start` through `end`, local days. Screen and paper draw this same value."""

    start: date
    end: date
    today: date
    panels: tuple[Panel, ...]
    lanes: tuple[DoseLane, ...]
    events: tuple[ChartEvent, ...]
    changes: tuple[DoseChange, ...]
    sentences: tuple[str, ...]
    """The chart in words, claiming no cause."""

    @property
    def empty(self) -> bool:
        return not any(series.points for panel in self.panels for series in panel.series) and not self.lanes


def _often(every_days: int) -> str:
    """How often, as the screen says it; "" of what is taken daily."""
    return f"every {every_days} days" if every_days > 1 else ""
