"""One open transaction: its connection, who acts when, and what was changed so far."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import psycopg
from sqlalchemy import Connection

from medmanager.domain.changes import Change, Changes
from medmanager.domain.patient import Patient
from medmanager.domain.record import Record
from medmanager.persistence.audit_log import Noted
from medmanager.persistence.shapes import kind_of


@dataclass(slots=True)
class Transaction:
    """What repositories and queries share. `now` is the instant at which the unit of work began; `numbers`,
    those of its changes, are known at its end.
    """

    connection: Connection
    now: datetime
    writable: bool
    actor_id: UUID | None = None
    noted: list[Noted] = field(default_factory=list)
    numbers: range = range(0)

    def must_write(self) -> None:
        """Saving in a reading unit of work is a bug: nothing would say who did it."""
        if not self.writable:
            raise RuntimeError("saving inside a reading unit of work")

    def note(self, record: Record, version: int) -> None:
        """Remembers that a record was saved or voided, for the audit entry and for `changes`."""
        patient_id = record.id if isinstance(record, Patient) else getattr(record, "patient_id", None)
        self.noted.append(Noted(kind_of(type(record)), record.id, version, patient_id))

    @property
    def changes(self) -> Changes:
        return Changes(tuple(Change(one.kind, one.id, one.patient_id) for one in self.noted))

    def in_one_trip(self) -> AbstractContextManager[object]:
        """Statements inside travel to a server together; their results cannot be read before the end."""
        driver = self.connection.connection.driver_connection
        return driver.pipeline() if isinstance(driver, psycopg.Connection) else nullcontext()
