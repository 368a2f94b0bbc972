"""Outside medicines beside the plan: what was decided of each, by whom, and what is new since then."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.ids import LineId, PatientId, UserId
from medmanager.domain.plan.plan import Plan
from medmanager.domain.record import Record


class Decision(StrEnum):
    """What a clinician decides of a medicine that is taken and stands on no plan of ours."""

    CONTINUE = "continue"
    """It goes on, and from now on it stands on our plan, its dose written by a person."""
    CHANGE = "change"
    """It goes on at another dose, and stands on our plan."""
    OTHER_PRESCRIBER = "other prescriber's"
    """It goes on, somebody else answers for it; it stays off the plan and in every check."""
    STOP = "stop"
    """The patient is asked to stop. Until somebody hears that it was stopped, it counts as taken."""
    NOT_KNOWN = "not known"
    """Nobody could say today. It is asked again."""


ON_OUR_PLAN = frozenset({Decision.CONTINUE, Decision.CHANGE})


@dataclass(frozen=True, slots=True, repr=False)
class Reconciled(Record):
    """One decision about one outside medicine. Append-only: the newest of a medicine counts.

    `name`, `directions` and `statement_version` are the medicine as it was when it was decided on, so that
    what changed since stands out. `line_id` is the line of the plan that holds it from then on.
    """

    id: UUID
    patient_id: PatientId
    statement_id: UUID
    statement_version: int
    name: str
    directions: str
    decision: Decision
    reason: str
    by: UserId
    at: datetime
    line_id: LineId | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if self.decision is Decision.STOP and not self.reason.strip():
            raise Refused("Write why the patient is asked to stop.", "reason")


class Standing(StrEnum):
    """How a medicine stands since it was last decided on."""

    NEW = "new"
    CHANGED = "changed"
    DECIDED = "decided"
    OPEN = "not known"
    OFF = "off the plan"


@dataclass(frozen=True, slots=True)
class OutsideMedicine:
    """A medicine as it is told, with the newest decision about it, None before the first."""

    statement: MedicationStatement
    decided: Reconciled | None
    line_gone: bool = False
    """Whether it was to go on as a line of ours that runs on no plan now: thrown away, stopped, or over."""

    @property
    def standing(self) -> Standing:
        """NEW before the first decision, CHANGED when it was told otherwise since, OPEN when nobody knew, OFF
        when the line that was to hold it is gone.
        """
        if self.decided is None:
            return Standing.NEW
        if self.statement.version != self.decided.statement_version:
            return Standing.CHANGED
        if self.line_gone:
            return Standing.OFF
        return Standing.OPEN if self.decided.decision is Decision.NOT_KNOWN else Standing.DECIDED

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide."""
        return self.standing is not Standing.DECIDED


def beside(
    statements: Iterable[MedicationStatement],
    decisions: Iterable[Reconciled],
    plan: Plan | None,
    today: date,
) -> tuple[OutsideMedicine, ...]:
    """Every medicine that is taken, or of which nobody knows, with the newest decision about it."""
    newest = newest_of(decisions)
    return tuple(
        OutsideMedicine(one, newest.get(one.id), _line_gone(newest.get(one.id), plan, today))
        for one in statements
        if one.status is not TakingStatus.STOPPED
    )


def asked_to_stop(outside: OutsideMedicine) -> Reconciled | None:
    """The decision against a medicine that is taken still; None once it was told otherwise."""
    decided = outside.decided
    stands = outside.standing is Standing.DECIDED and decided is not None
    return decided if stands and decided is not None and decided.decision is Decision.STOP else None


def newest_of(decisions: Iterable[Reconciled]) -> dict[UUID, Reconciled]:
    """The decision that counts, by the medicine."""
    return {one.statement_id: one for one in sorted(decisions, key=lambda decided: (decided.at, decided.id))}


def _line_gone(decided: Reconciled | None, plan: Plan | None, today: date) -> bool:
    if decided is None or decided.decision not in ON_OUR_PLAN:
        return False
    item = plan.item(decided.line_id) if plan and decided.line_id else None
    return item is None or not item.active_on(today)


def on_the_plan(outside: OutsideMedicine) -> bool:
    """Whether the plan holds the medicine as the line that somebody decided on: then it is one and the same.

    A medicine that was told otherwise since, or whose line is off or over, counts for itself again.
    """
    decided = outside.decided
    ours = decided is not None and decided.decision in ON_OUR_PLAN
    return ours and outside.standing is Standing.DECIDED


def beyond_plan(
    statements: Iterable[MedicationStatement],
    decisions: Iterable[Reconciled],
    plan: Plan | None,
    today: date,
) -> tuple[MedicationStatement, ...]:
    """Outside medicines without those that a person decided are a line of this plan: they stand once."""
    known = tuple(statements)
    ours = {one.statement.id for one in beside(known, decisions, plan, today) if on_the_plan(one)}
    return tuple(one for one in known if one.id not in ours)


@dataclass(frozen=True, slots=True)
class ReconcileBook:
    """What is taken beside the plan, new and changed first.

    `same` names the plan's line of the same drug, `perhaps` the one that may be it: the name of one of the
    two is near to that of the other alone, and a person has to say.
    """

    today: date
    plan: Plan | None
    """The draft where there is one, else the plan in force."""
    medicines: tuple[OutsideMedicine, ...]
    same: dict[UUID, LineId]
    people: dict[UserId, str]
    perhaps: dict[UUID, LineId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """A decision that is to be kept about a medicine as it was seen, with the decision before it, if any."""

    statement: MedicationStatement
    decision: Decision
    reason: str = ""
    seen: UUID | None = None
    same_as: LineId | None = None
    """The line of the plan that somebody said it is, where the names alone do not tell."""
