"""A visit: how the medicines work, what they cost the patient, and what was decided."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from medmanager.domain.errors import Refused
from medmanager.domain.history import Measure
from medmanager.domain.ids import (
    AppointmentId,
    LineId,
    PatientId,
    PlanId,
    UserId,
    VisitId,
)
from medmanager.domain.record import Record


class VisitKind(StrEnum):
    FOLLOW_UP = "follow-up"
    NEW_PATIENT = "new patient"
    INJECTION = "injection"
    URGENT = "urgent"
    PHONE = "phone call"


class VisitStatus(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"


class Response(StrEnum):
    """How it goes since the last visit, in the patient's and the clinician's judgement."""

    NOT_ASKED = "not asked"
    MUCH_BETTER = "much better"
    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    MUCH_WORSE = "much worse"


@dataclass(frozen=True, slots=True)
class SideEffectRating:
    """Severity 0-10; None is "not asked", which is not 0. `line_id` names the medicine suspected."""

    effect: str
    severity: int | None
    line_id: LineId | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.severity is not None and not 0 <= self.severity <= 10:
            raise Refused("A side effect is rated from 0 to 10.", self.effect)


VITAL_RANGES: dict[Measure, tuple[Decimal, Decimal]] = {
    Measure.WEIGHT: (Decimal(2), Decimal(400)),
    Measure.HEIGHT: (Decimal(40), Decimal(260)),
    Measure.WAIST: (Decimal(30), Decimal(250)),
    Measure.SYSTOLIC: (Decimal(50), Decimal(280)),
    Measure.DIASTOLIC: (Decimal(20), Decimal(180)),
    Measure.PULSE: (Decimal(20), Decimal(250)),
    Measure.QTC: (Decimal(250), Decimal(750)),
}
"""Plausible values in the units of `UNIT`; outside is refused as a slip of the keyboard, not a finding."""


@dataclass(frozen=True, slots=True)
class Vital:
    """One measured value of the visit, in the unit of its measure."""

    measure: Measure
    value: Decimal

    def __post_init__(self) -> None:
        low, high = VITAL_RANGES.get(self.measure, (Decimal(0), Decimal(10_000)))
        if not low <= self.value <= high:
            raise Refused(
                f"{self.measure} must be from {low} to {high}. Check the number.",
                self.measure,
            )


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """A rating scale: its items as answered (None: not answered) and its total where one may be given."""

    scale: str
    items: tuple[int | None, ...] = ()
    total: int | None = None


@dataclass(frozen=True, slots=True)
class LineReview:
    """How one medicine went. `missed_week` is doses missed in the last 7 days; None: not asked."""

    line_id: LineId
    response: Response = Response.NOT_ASKED
    missed_week: int | None = None
    missed_reason: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.missed_week is not None and not 0 <= self.missed_week <= 56:
            raise Refused("Missed doses in a week are a number from 0 to 56.", "missed_week")


@dataclass(frozen=True, slots=True)
class PatientQuestion:
    """What the patient asked. An empty answer is carried to the next visit and onto the sheet."""

    text: str
    answer: str = ""

    @property
    def open(self) -> bool:
        return not self.answer.strip()


@dataclass(frozen=True, slots=True)
class CostConcern:
    """A worry about money, with the monthly cost where the patient knows it."""

    text: str
    monthly: Decimal | None = None
    line_id: LineId | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Addendum:
    """Words added after signing."""

    at: datetime
    author_id: UserId
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Visit(Record):
    """One visit note. A signed one changes by addendum only."""

    id: VisitId
    patient_id: PatientId
    at: datetime
    author_id: UserId
    kind: VisitKind = VisitKind.FOLLOW_UP
    status: VisitStatus = VisitStatus.DRAFT
    appointment_id: AppointmentId | None = None
    plan_id: PlanId | None = None
    """The plan version signed at this visit, None when the plan went on unchanged."""
    since_last: str = ""
    response: Response = Response.NOT_ASKED
    effects: tuple[SideEffectRating, ...] = ()
    vitals: tuple[Vital, ...] = ()
    scales: tuple[ScaleResult, ...] = ()
    lines: tuple[LineReview, ...] = ()
    questions: tuple[PatientQuestion, ...] = ()
    costs: tuple[CostConcern, ...] = ()
    risk: str = ""
    assessment: str = ""
    addenda: tuple[Addendum, ...] = ()
    signed_by: UserId | None = None
    signed_at: datetime | None = None
    version: int = 0

    def signed(self, by: UserId, at: datetime) -> "Visit":
        """The signed note. Raises Refused when it is signed already."""
        if self.status is VisitStatus.SIGNED:
            raise Refused("This visit is signed already. Add an addendum instead.")
        return replace(self, status=VisitStatus.SIGNED, signed_by=by, signed_at=at)

    def with_addendum(self, addendum: Addendum) -> "Visit":
        """The note with words added. Raises Refused for a draft."""
        if self.status is not VisitStatus.SIGNED:
            raise Refused("This visit is still a draft. Change the note itself.")
        return replace(self, addenda=(*self.addenda, addendum))

    def severity(self, effect: str) -> int | None:
        return next(
            (rating.severity for rating in self.effects if rating.effect == effect),
            None,
        )

    @property
    def open_questions(self) -> tuple[PatientQuestion, ...]:
        return tuple(question for question in self.questions if question.open)


def turn(visit: Visit) -> tuple[datetime, bool, datetime, VisitId]:
    """The key by which notes are sorted, the oldest first.

    Of two that were begun at the same instant, as two devices can, the one signed later is the newer, an
    unsigned one the newest; so every screen and paper has the same last note.
    """
    unsigned = visit.signed_at is None
    return visit.at, unsigned, visit.signed_at or visit.at, visit.id


def vital(visit: Visit, measure: Measure) -> Decimal | None:
    return next((entry.value for entry in visit.vitals if entry.measure is measure), None)
