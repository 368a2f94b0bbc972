"""What somebody has typed and not yet saved: kept as typed, so that nothing is lost to a lock or a crash."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.record import Record


@dataclass(frozen=True, slots=True, repr=False)
class Draft(Record):
    """The raw fields of one form; one per user, form and subject, each saving replaces the one before."""

    id: UUID
    user_id: UserId
    form: str
    subject_id: UUID
    patient_id: PatientId | None
    fields: tuple[tuple[str, str], ...]
    saved_at: datetime
    version: int = 0
