"""Audit entries as values: who did what to which record, chained so that tampering shows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """What the author of a unit of work says of it. `action` is a short verb phrase such as "sign plan".

    `detail` names no patient: ids, kinds, counts and printer names only.
    """

    action: str
    actor_id: UUID | None
    patient_id: UUID | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An entry as stored: numbered without gaps, with the records it changed and the chain's hashes."""

    number: int
    at: datetime
    entry: Entry
    changed: tuple[tuple[str, UUID, int], ...]
    """(kind, id, new version) of each record that was saved or voided."""
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """Result of checking the chain. `broken_at` is the first number that does not fit, None when all fit."""

    entries: int
    broken_at: int | None
    sentence: str
