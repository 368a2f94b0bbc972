"""Identifiers: UUIDv7 made on the device that creates a record, so that offline work needs no server."""

import os
from datetime import UTC, datetime, timedelta
from typing import NewType
from uuid import UUID

PatientId = NewType("PatientId", UUID)
UserId = NewType("UserId", UUID)
PlanId = NewType("PlanId", UUID)
LineId = NewType("LineId", UUID)
"""A medicine line keeps its id through all versions of the plan."""
VisitId = NewType("VisitId", UUID)
AppointmentId = NewType("AppointmentId", UUID)
DocumentId = NewType("DocumentId", UUID)


def uuid7(milliseconds: int, random_bits: int | None = None) -> UUID:
    """A version 7 UUID (RFC 9562, section 5.7).

    `milliseconds` is Unix time; `random_bits` (74 bits) is given only where the same seed must give
    the same ids, as in the demo practice.
    """
    if not 0 <= milliseconds < 1 << 48:
        raise ValueError("milliseconds since 1970 must fit in 48 bits")
    bits = int.from_bytes(os.urandom(10)) if random_bits is None else random_bits
    bits &= (1 << 74) - 1
    return UUID(
        int=milliseconds << 80 | 0x7 << 76 | (bits >> 62) << 64 | 0b10 << 62 | (bits & ((1 << 62) - 1))
    )


def made_at(key: UUID) -> datetime:
    """When a version 7 UUID was made, UTC, to the second."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=(key.int >> 80) // 1000)
