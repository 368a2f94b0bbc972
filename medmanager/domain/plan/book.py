"""A patient's plans as they are opened and handed in: all versions together, and the parts of a command."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from medmanager.domain.ids import LineId, PatientId, UserId
from medmanager.domain.patient import Language
from medmanager.domain.plan.booked_steps import booked_on
from medmanager.domain.plan.changes import LineChange
from medmanager.domain.plan.plan import Plan
from medmanager.domain.plan.reconciliation import OutsideMedicine
from medmanager.domain.plan.step_visits import Booked


@dataclass(frozen=True, slots=True)
class PlanBook:
    """All of one patient's plan that a screen shows. `versions` are the signed ones, the newest first.

    `people` names whoever wrote or signed.
    """

    patient_id: PatientId
    today: date
    in_force: Plan | None
    draft: Plan | None
    versions: tuple[Plan, ...]
    people: dict[UserId, str]
    elsewhere: tuple[OutsideMedicine, ...] = ()
    """What is taken too and stands on no plan of ours."""

    booked: tuple[Booked, ...] = ()
    """The visits that are booked from today on."""

    language: Language = Language.ENGLISH
    """In which the sheet is printed."""

    @property
    def stale(self) -> bool:
        """Whether a version was signed since the draft was begun."""
        return (
            self.draft is not None and self.in_force is not None and self.draft.based_on != self.in_force.id
        )

    def was_signed(self, line_id: LineId) -> bool:
        """Whether this line stands on the plan in force: then it can be stopped but not removed."""
        return self.in_force is not None and self.in_force.item(line_id) is not None

    def booked_on(self, plan: Plan) -> tuple[Booked, ...]:
        """The booked visits with the numbers that their steps have on this plan."""
        return booked_on(plan, self.booked, self.versions)

    def name(self, user_id: UserId | None) -> str:
        """Who that is; "" for nobody."""
        return self.people.get(user_id, "somebody who left") if user_id else ""


@dataclass(frozen=True, slots=True)
class DraftSave:
    """Who saved a draft last, and when."""

    by: UserId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side; `older` None compares with nothing."""

    older: Plan | None
    newer: Plan
    changes: tuple[LineChange, ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is taken from `start` through `end` (None: until a dose is set again)."""

    start: date
    end: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Stay on the dose of today for `days` longer than planned."""

    days: int
    reason: str


class Rest(StrEnum):
    """What becomes of the steps after a step back."""

    REDATE = "redate"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class StepBack:
    """Take the dose before again from `on`, for `days` where the rest is re-dated."""

    on: date
    days: int
    reason: str
    rest: Rest = Rest.REDATE


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What stands on the sheet beside the medicines: free words and the signs on which to call."""

    message: str
    warning_signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanSignature:
    """The draft as it was seen, and why this version is made ("" when nothing changed or stopped).

    `vouched` names what the program did not check and the signer says to have checked herself.
    """

    draft: Plan
    reason: str = ""
    vouched: tuple[str, ...] = ()
