"""The fail-safe sheet: one of tomorrow's patients on one page, for staff, if the computer is down."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from medmanager.domain.calendar.appointment import AppointmentMode, ReasonCode
from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.paper.sheets import SheetHead
from medmanager.domain.plan.dose import AsNeeded, Form, Slot, Strength


@dataclass(frozen=True, slots=True)
class FailSafeVisit:
    """When she comes, local time; `number` of `of` in the order of the day."""

    on: date
    at: time
    minutes: int
    reason: ReasonCode
    mode: AppointmentMode
    provider: str
    number: int = 1
    of: int = 1


@dataclass(frozen=True, slots=True)
class FailSafeRow:
    """One strength of a medicine: how many at each time."""

    strength: Strength
    counts: tuple[tuple[Slot, Decimal], ...]


@dataclass(frozen=True, slots=True)
class FailSafeMedicine:
    """A medicine as it is taken on that day; names in tall-man letters. `rows` empty is a pause."""

    name: str
    form: Form
    rows: tuple[FailSafeRow, ...]
    daily: Decimal
    unit: str
    since: date
    before: Decimal | None = None
    """Daily dose of the step before, in `unit`; None: nothing was taken before, or another unit."""
    why: str = ""
    """Why the dose was last changed, else what it is for."""
    every_days: int = 1
    changes_on: date | None = None
    """The first day of the next step, or without it."""
    prescriber: str = ""
    starts_later: bool = False
    next_on: date | None = None
    """Of what is not given daily the next day on which it is due, that of the sheet included."""


@dataclass(frozen=True, slots=True)
class FailSafeNeeded:
    """`start` None: it may be taken now; `changes_on` None: it goes on until changed."""

    name: str
    form: Form
    dose: AsNeeded
    start: date | None = None
    changes_on: date | None = None


@dataclass(frozen=True, slots=True)
class FailSafeElsewhere:
    """A medicine that stands on no plan of ours, as the patient or a record tells it."""

    name: str
    directions: str
    prescriber: str


@dataclass(frozen=True, slots=True)
class FailSafeStopped:
    name: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class FailSafeTest:
    """An open test; `last` is the newest value with its unit, "" where none is on file."""

    name: str
    due: date
    late: bool
    last: str = ""
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class FailSafeWarning:
    """An alert that stands: its title, how grave, and what was said to it ("" nobody has answered)."""

    title: str
    severity: str
    answer: str


@dataclass(frozen=True, slots=True)
class FailSafeQuestion:
    """What is to be asked or done: a question of the patient, or a cost."""

    text: str
    medicine: str = ""


@dataclass(frozen=True, slots=True)
class FailSafePrinted:
    """When the sheet was made, when the data were read, and how old the knowledge base is."""

    at: time
    data_at: time
    knowledge: date | None
    """None: the knowledge base could not be read, so nothing was checked."""
    plan_on: date | None
    """The day the plan in force was signed."""


@dataclass(frozen=True, slots=True, repr=False)
class FailSafeSheet:
    """Everything on the page. `has_plan` False says so on paper: there is no signed plan."""

    head: SheetHead
    visit: FailSafeVisit | None
    """None: no visit is booked."""
    age: int
    phone: str
    printed: FailSafePrinted
    has_plan: bool
    allergies: tuple[str, ...] = ()
    allergy_knowledge: AllergyKnowledge = AllergyKnowledge.NOT_ASKED
    medicines: tuple[FailSafeMedicine, ...] = ()
    needed: tuple[FailSafeNeeded, ...] = ()
    elsewhere: tuple[FailSafeElsewhere, ...] = ()
    stopped: tuple[FailSafeStopped, ...] = ()
    tests: tuple[FailSafeTest, ...] = ()
    warnings: tuple[FailSafeWarning, ...] = ()
    not_checked: tuple[str, ...] = ()
    questions: tuple[FailSafeQuestion, ...] = ()
    has_draft: bool = False
    """Whether a version is being written that is not signed: it is not on this page."""
