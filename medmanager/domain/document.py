"""Archived documents: the exact bytes that were shown and printed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from medmanager.domain.ids import DocumentId, PatientId, PlanId, UserId
from medmanager.domain.patient import Language
from medmanager.domain.record import Record


class DocumentKind(StrEnum):
    PLAN = "take-home plan"
    TREND = "trend chart"
    VISIT_SUMMARY = "visit summary"
    APPOINTMENT_CARD = "appointment card"
    DOSE_STEPS = "dose steps"
    DIARY = "diary"
    MONITORING = "monitoring slip"
    FAIL_SAFE = "fail-safe sheet"
    LEAFLET = "leaflet"


@dataclass(frozen=True, slots=True, repr=False)
class PreparedDocument:
    """A built document before it is filed. `sha256` is the hex digest of `content`."""

    kind: DocumentKind
    patient_id: PatientId
    title: str
    content: bytes
    sha256: str
    pages: int
    language: Language
    plan_id: PlanId | None = None
    draft: bool = False

    def __repr__(self) -> str:
        return f"PreparedDocument({self.kind}, {self.sha256[:12]})"


@dataclass(frozen=True, slots=True, repr=False)
class ArchivedDocument(Record):
    """What the archive says about a document; the bytes are read separately."""

    id: DocumentId
    patient_id: PatientId
    kind: DocumentKind
    title: str
    sha256: str
    size: int
    """Bytes."""
    pages: int
    language: Language
    created_at: datetime
    created_by: UserId
    plan_id: PlanId | None = None
    draft: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Printing:
    """One time a document left the machine: who, when, and to which printer or file kind (no path)."""

    document_id: UUID
    at: datetime
    user_id: UserId
    target: str


@dataclass(frozen=True, slots=True, repr=False)
class ShelfRow:
    """An archived document as a list shows it: who made it, and each time it left the machine."""

    document: ArchivedDocument
    made_by: str
    printings: tuple[Printing, ...] = ()

    def __repr__(self) -> str:
        return f"ShelfRow({self.document.id})"


@dataclass(frozen=True, slots=True)
class PlanName:
    """A version of the plan by its id and the number on its paper."""

    id: PlanId
    number: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """All documents of one patient, the newest first, and what could be made of the chart now."""

    rows: tuple[ShelfRow, ...]
    plan: PlanName | None
    """The plan in force; None before the first signature."""
    draft: PlanName | None
    """The version being written, None when nobody has begun one."""
    language: Language
    large_print: bool
    """How this patient's paper is made unless somebody chooses otherwise."""
