"""Archived documents: the exact bytes that were shown and printed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from medmanager.domain.diary.diary import DiarySheet
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
    TOPICS = "leaflet on habits"


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
    diary: DiarySheet | None = None
    """The diary that goes home with this paper: kept when the paper is filed."""

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
    """An archived document as a list shows it: who made it, each time it left the machine, and who printed it
    then.
    """

    document: ArchivedDocument
    made_by: str
    printings: tuple[Printing, ...] = ()
    printed_by: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"ShelfRow({self.document.id})"


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """How somebody wants a paper made. None is the patient's own language or size.

    `subject` is the key of one of the offer's subjects; "" is the usual one: for a plan the one in force.
    """

    language: Language | None = None
    large_print: bool | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Subject:
    """One of several things that a kind of paper can be about: a version of the plan, a medicine, a visit."""

    key: str
    words: str

    def __repr__(self) -> str:
        return f"Subject({self.key})"


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """A kind of paper as the list of what can be made now shows it.

    `why_not` is a sentence that says what is missing, "" where the paper can be made. The first of the
    `subjects` is made unless another one is chosen. `sizes` is whether there is large print.
    """

    kind: DocumentKind
    title: str
    note: str = ""
    why_not: str = ""
    subjects: tuple[Subject, ...] = ()
    sizes: bool = True

    @property
    def can_be_made(self) -> bool:
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Shelf:
    """All documents of one patient, the newest first, and what could be made of the chart now."""

    rows: tuple[ShelfRow, ...]
    offers: tuple[PaperOffer, ...]
    """Every kind of paper that this role may make, also those that cannot be made now."""
    language: Language
    large_print: bool
    """How this patient's paper is made unless somebody chooses otherwise."""

    def offer(self, kind: str) -> PaperOffer | None:
        """The offer of that kind; None where this role makes none."""
        return next((offer for offer in self.offers if offer.kind == kind), None)
