"""Sheets: the values a printed page is drawn from. The words come later, with the language."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from medmanager.domain.calendar.appointment import AppointmentMode
from medmanager.domain.errors import Refused
from medmanager.domain.patient import Language
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength
from medmanager.domain.practice import Paper
from medmanager.domain.trend.trend import TrendChart


class SheetMark(StrEnum):
    """What a page must admit about itself, in a frame that survives a fax."""

    DEMO = "demo"
    DRAFT = "draft"
    CONFLICT = "unresolved conflict"


class Tag(StrEnum):
    """What stands beside the name of a medicine that is not as it was."""

    NEW = "new"
    RAISED = "raised"
    LOWERED = "lowered"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ClinicCard:
    """How to reach the clinic. `night_phone` is "" when nobody answers out of hours."""

    name: str
    phone: str
    address: str = ""
    night_phone: str = ""

    def __post_init__(self) -> None:
        if not self.phone.strip():
            raise Refused("A sheet needs the clinic's phone number. Write it in Settings, Practice.", "phone")

    @property
    def day_and_night(self) -> bool:
        return self.night_phone == self.phone


@dataclass(frozen=True, slots=True, repr=False)
class SheetHead:
    """What stands on every page of every sheet: whose it is, from when, and which plan it belongs to.

    `plan_number` is None on a paper that belongs to no plan, as an appointment card.
    """

    patient_name: str
    birth_date: date
    made_on: date
    plan_number: int | None
    prescriber: str
    clinic: ClinicCard
    language: Language = Language.ENGLISH
    large_print: bool = False
    paper: Paper = Paper.LETTER
    marks: tuple[SheetMark, ...] = ()
    replaces: date | None = None
    """Day of the sheet that this one replaces; None for a first sheet."""

    def __post_init__(self) -> None:
        if not self.patient_name.strip():
            raise Refused("A sheet needs the patient's name.", "patient_name")
        if self.plan_number is not None and self.plan_number < 1:
            raise Refused("Plans are numbered from 1.", "plan_number")


class Sheet(Protocol):
    """What every kind of paper is drawn from: its own values, and the head that all have."""

    @property
    def head(self) -> SheetHead: ...


@dataclass(frozen=True, slots=True)
class SheetChange:
    """One line of "What changed today". `count` and `slot` stand where one number says the whole new dose."""

    kind: ChangeKind
    name: str
    strength: Strength | None = None
    form: Form = Form.TABLET
    on: date | None = None
    slot: Slot | None = None
    count: Decimal | None = None
    rises: bool | None = None
    """Whether the daily dose goes up; None when it is neither up nor down."""
    paused: bool = False
    """Whether nothing is taken from that day on, for some days or until a dose is set again."""
    every_days: int = 1
    """How often the count is taken."""
    same_dose: bool = False
    """Whether the dose stays: of other tablets, or at other times of day, where no count stands here."""
    stays: bool = False
    """Whether nothing changes on that day, on which something was planned to."""


@dataclass(frozen=True, slots=True)
class SheetMedicine:
    """A medicine of the daily grid with the steps that are still to be taken, in order of time.

    `directions` are short sentences of one instruction each. `purpose` reads on from the name
    ("for low mood"); "" when the patient chose to hide it.
    """

    name: str
    brand: str
    form: Form
    purpose: str
    steps: tuple[DoseStep, ...]
    directions: tuple[str, ...] = ()
    tag: Tag | None = None

    def __post_init__(self) -> None:
        if not self.steps:
            raise Refused("A medicine of the daily grid needs a dose.", "steps")
        if any(step.as_needed for step in self.steps):
            raise Refused("An as-needed medicine does not belong in the daily grid.", "steps")

    def dated_on(self, day: date) -> bool:
        """Whether the dates must stand beside the counts on a sheet of that day.

        Only a single dose that has begun and goes on, every day, may stand without them.
        """
        only = self.stages[0]
        often = only.step.every_days if only.step else 1
        return len(self.stages) > 1 or only.end is not None or only.start > day or often > 1

    @property
    def stages(self) -> tuple["Stage", ...]:
        """The steps with what lies between and after them; those of one dose in a row are one stage."""
        return joined(self.planned_stages)

    @property
    def planned_stages(self) -> tuple["Stage", ...]:
        """As `stages`, each step by itself: a gap is a stage of nothing, an end is one too."""
        found: list[Stage] = []
        for step in self.steps:
            last = found[-1].end if found else None
            if last is not None and step.start > last + timedelta(days=1):
                found.append(Stage(last + timedelta(days=1), step.start - timedelta(days=1), None))
            found.append(Stage(step.start, step.end, None if step.paused else step))
        end = found[-1].end
        if end is not None:
            found.append(Stage(end + timedelta(days=1), None, None))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Stage:
    """What is taken from `start` through `end` (None: goes on); `step` None means nothing is taken."""

    start: date
    end: date | None
    step: DoseStep | None

    def goes_on_as(self, later: "Stage") -> bool:
        """Whether that stage begins on the day after and changes neither the dose nor the days of it."""
        if self.end is None or later.start != self.end + timedelta(days=1):
            return False
        if self.step is None or later.step is None:
            return self.step is None and later.step is None and later.end is not None
        same_days = (later.start - self.start).days % self.step.every_days == 0
        return same_days and self.step.taken == later.step.taken

    @property
    def strengths(self) -> tuple[Strength, ...]:
        """The strengths of this stage, the highest first."""
        if self.step is None:
            return ()
        return tuple(
            sorted({tablet.strength for tablet in self.step.tablets}, key=lambda strength: -strength.amount)
        )

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    @property
    def per_day(self) -> Decimal:
        """What the dose comes to on each day, in its unit; of what is not given daily a part of a giving."""
        return self.step.daily_dose / self.step.every_days if self.step else Decimal(0)

    def count(self, strength: Strength, slot: Slot) -> Decimal:
        """How many of this strength at this time; 0 when none."""
        tablets = self.step.tablets if self.step else ()
        return sum(
            (tablet.count for tablet in tablets if tablet.slot is slot and tablet.strength == strength),
            Decimal(0),
        )


def joined(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Stages of one dose in a row as one: on paper two rows alike would be read as a change."""
    found: list[Stage] = []
    for stage in stages:
        if found and found[-1].goes_on_as(stage):
            found[-1] = replace(found[-1], end=stage.end)
        else:
            found.append(stage)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class SheetAsNeeded:
    """A medicine taken only when needed; `dose.reason` is what it is for.

    `start` None: it may be taken now; `last` None: it goes on until changed.
    """

    name: str
    brand: str
    form: Form
    dose: AsNeeded
    tag: Tag | None = None
    start: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class SheetStopped:
    """A medicine that is not taken any more; `on` is the first day without it.

    `strength` None: it was taken in several, or it came from elsewhere and nobody here knows its tablets.
    """

    name: str
    brand: str
    strength: Strength | None
    form: Form
    on: date


@dataclass(frozen=True, slots=True)
class SheetInjection:
    """An injection given at the clinic: it stands with the next visit, never in the daily grid. Where several
    strengths are given on one day, each is one.
    """

    name: str
    strength: Strength
    count: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class SheetVisit:
    """The next visit in the practice's local time; `place` "" stands for the clinic's own card."""

    on: date
    at: time
    mode: AppointmentMode = AppointmentMode.CLINIC
    place: str = ""


@dataclass(frozen=True, slots=True)
class SheetFeeling:
    """What the patient may feel, and what to do about it."""

    what: str
    action: str


@dataclass(frozen=True, slots=True)
class SheetTest:
    """A test that is due; `at` is the local hour where one was set. `advice` is short sentences."""

    name: str
    on: date
    at: time | None = None
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetAllergy:
    substance: str
    reaction: str = ""


@dataclass(frozen=True, slots=True)
class SheetRating:
    """One value of the small trend, 0-10."""

    on: date
    value: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.value <= 10:
            raise Refused("A rating on the sheet is from 0 to 10.", "value")


@dataclass(frozen=True, slots=True)
class SheetTrend:
    """The small curve at the back: one side effect or mood, its last few ratings in order of time."""

    name: str
    ratings: tuple[SheetRating, ...]


@dataclass(frozen=True, slots=True)
class SheetAdvice:
    """Short sentences of the record for the back of the plan, each a list of one-instruction sentences."""

    feelings: tuple[SheetFeeling, ...] = ()
    tests: tuple[SheetTest, ...] = ()
    missed_dose: tuple[str, ...] = ()
    """What holds for this patient's medicines beyond the general words, for example a long gap."""
    stopping: tuple[str, ...] = ()
    """When stopping at once is right after all, for example on a rash."""
    tell_us: tuple[str, ...] = ()
    message: tuple[str, ...] = ()
    """The clinician's own words to the patient."""
    ask_us: tuple[str, ...] = ()
    """What the patient asked and worries about, not answered yet: "lithium: Will the shaking stop?"."""


@dataclass(frozen=True, slots=True, repr=False)
class PlanSheet:
    """The take-home plan, front and back. `allergies` None means nobody asked, which is not "none"."""

    head: SheetHead
    changes: tuple[SheetChange, ...] = ()
    changed_today: bool = True
    """Whether all of them are of the day of the sheet."""
    daily: tuple[SheetMedicine, ...] = ()
    as_needed: tuple[SheetAsNeeded, ...] = ()
    stopped: tuple[SheetStopped, ...] = ()
    warning_signs: tuple[str, ...] = ()
    next_visit: SheetVisit | None = None
    injections: tuple[SheetInjection, ...] = ()
    allergies: tuple[SheetAllergy, ...] | None = None
    advice: SheetAdvice = SheetAdvice()
    trend: SheetTrend | None = None


@dataclass(frozen=True, slots=True, repr=False)
class TrendSheet:
    """The trend chart page: the same chart value that the screen draws."""

    head: SheetHead
    chart: TrendChart
