"""What the plan screen shows, as plain values made from the patient's plans. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from medmanager.domain.ids import LineId, PlanId
from medmanager.domain.patient import Language
from medmanager.domain.trend.trend import DoseLane
from ui.kit.change_words import ChangeRow
from ui.kit.plan_words import ElsewhereRow

TITLES = ("From", "Through", "Days", "Morn", "Noon", "Eve", "Bed", "Tablets", "Each day")
"""The columns of the table of steps."""
FROM, THROUGH, DAYS, MORN, BED, TABLETS, EACH_DAY = 0, 1, 2, 3, 6, 7, 8
COUNTS = range(MORN, BED + 1)
WITH_RHYTHM = (TABLETS, EACH_DAY)
"""What is told with how often it is given."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """The head of one medicine: its square, name, details, and what this version does to it."""

    line_id: LineId
    number: int
    name: str
    details: str
    icon: str = ""
    tag: str = ""
    tone: str = "muted"
    problem: str = ""
    tip: str = ""
    """Every strength, where the details only count them."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One dated step. `cells` are From, Through, Days, four counts, Tablets, Each day; how often it is given,
    where that is not daily, belongs to the last two and is said once, in `rhythm`.
    """

    line_id: LineId
    cells: tuple[str, ...]
    past: bool = False
    changed: bool = False
    stop: bool = False
    tip: str = ""
    rhythm: str = ""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A sentence across the table, as what was stopped earlier."""

    text: str


Row = LineRow | StepRow | NoteRow


@dataclass(frozen=True, slots=True)
class LineActs:
    """What may be done to the selected line now."""

    line_id: LineId
    name: str
    change: bool = False
    pause: bool = False
    stop: bool = False
    remove: bool = False
    hold: bool = False
    back: bool = False
    dose: str = ""
    """What is taken now."""
    left_dose: str = ""
    """One step back leaves this dose for `back_dose`, from `back_on` at the earliest; `back_days` is how long
    the step lasts that is left, in whole rounds of what is not given daily.
    """
    back_dose: str = ""
    back_on: str = ""
    back_days: str = ""
    hold_rounds: int = 1
    """The days from one dose to the next of what is taken now, and of what one step back leads to."""
    back_rounds: int = 1


@dataclass(frozen=True, slots=True)
class LaneChart:
    """Lanes on a time line from `start` through `end`; `marks` are days with a word, as a visit."""

    start: date
    end: date
    today: date
    lanes: tuple[DoseLane, ...]
    marks: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NextVisit:
    """The next visit: the plan's own day, or the day that is proposed from its steps; and the day of the next
    one that is booked, whatever for.
    """

    day: str
    why: str
    proposed: bool
    on: date | None = None
    booked: str = ""


@dataclass(frozen=True, slots=True)
class StepVisitRow:
    """A visit that a step asks for; `state` says whether it is booked, and that its step moved since."""

    on: date
    day: str
    why: str
    state: str
    icon: str
    tone: str
    may_use: bool


@dataclass(frozen=True, slots=True)
class SavedWords:
    """How the draft stands in the store, with its sign: a check only where all of mine is there."""

    words: str = ""
    icon: str = "check"
    tone: str = "muted"


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything on the screen. `notice` tells that another version was signed meanwhile."""

    plan_id: PlanId
    number: int
    title: str
    subtitle: str
    saved: SavedWords
    editable: bool
    rows: tuple[Row, ...]
    acts: tuple[LineActs, ...]
    chart: LaneChart
    since: str
    since_id: PlanId | None
    changes: tuple[ChangeRow, ...]
    versions: tuple[tuple[PlanId, str], ...]
    visit: NextVisit
    message: str
    warning_signs: str
    tomorrow: str = ""
    missing: tuple[str, ...] = ()
    notice: str = ""
    may_begin: bool = False
    may_sign: bool = False
    sign_tip: str = ""
    lineages: tuple[tuple[LineId, str], ...] = ()
    """Where the dose of each line came from: "50 mg ← 25 mg on Mar 3, because …"."""
    step_visits: tuple[StepVisitRow, ...] = ()
    visit_warnings: tuple[str, ...] = ()
    """Visits that are booked for a step that is not planned any more."""
    language: Language = Language.ENGLISH
    """In which the sheet is printed."""
    may_decide: bool = False
    """Whether this role may decide on medicines from elsewhere."""
    elsewhere: tuple[ElsewhereRow, ...] = ()
    """What is taken too and stands on no plan of ours."""
