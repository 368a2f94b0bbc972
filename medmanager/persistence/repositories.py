"""Reading and saving records of one kind, each save protected by the version that was read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, insert, update

from medmanager.domain.errors import MedManagerError, NotFound, Refused, StaleRecord
from medmanager.domain.record import Record
from medmanager.persistence.failures import stale_when_taken
from medmanager.persistence.mapping import Cells, children_of
from medmanager.persistence.shapes import SHAPES, kind_of
from medmanager.persistence.transaction import Transaction

R = TypeVar("R", bound=Record)

AT_ONCE = 500
"""Records whose children are asked for in one statement."""


class SqlRepository(Generic[R]):
    """Records of one kind in one transaction. After an error the transaction can only be rolled back."""

    def __init__(self, work: Transaction, kind: type[R]) -> None:
        self._work = work
        self._kind = kind
        self._name = kind_of(kind)
        self._shape = SHAPES[kind]
        self._table = self._shape.table

    def get(self, record_id: UUID) -> R:
        found = self.find(record_id)
        if found is None:
            raise NotFound(f"This {self._name} is not in the practice any more.")
        return found

    def find(self, record_id: UUID) -> R | None:
        return next(iter(self._all(self._shape.by_id, id=record_id)), None)

    def of_patient(self, patient_id: UUID) -> tuple[R, ...]:
        return self._all(self._shape.of_patient, patient_id=patient_id)

    def all(self) -> tuple[R, ...]:
        return self.where()

    def where(self, *conditions: ColumnElement[bool]) -> tuple[R, ...]:
        """All kept records for which the conditions hold, oldest id first."""
        return self._all(self._shape.kept.where(*conditions))

    def _all(self, query: Select[*tuple[Any, ...]], **asked: object) -> tuple[R, ...]:
        rows = self._work.connection.execute(query, asked).all()
        return tuple(
            record
            for start in range(0, len(rows), AT_ONCE)
            for record in self._read(rows[start : start + AT_ONCE])
        )

    def save(self, record: R) -> R:
        """Writes the record and everything inside it, and sets the version of the whole by hand."""
        self._work.must_write()
        saved = cast("R", replace(cast("Any", record), version=record.version + 1))
        with stale_when_taken(self._name, self._known_clash):
            if record.version == 0:
                self._put_in(saved)
            else:
                # The store keeps the lines of a signed plan and takes no more: a draft has its own before.
                self._clear_children(saved)
                self._write_children(saved)
                self._update(record, self._cells(saved))
        self._work.note(saved, saved.version)
        return saved

    def void(self, record: R, reason: str) -> None:
        self._work.must_write()
        if not reason.strip():
            raise Refused("Write why this is removed.", "reason")
        version = record.version + 1
        self._update(
            record,
            {
                "version": version,
                "voided_at": self._work.now,
                "voided_by": self._work.actor_id,
                "void_reason": reason,
            },
        )
        self._work.note(record, version)

    def _put_in(self, record: R) -> None:
        self._work.connection.execute(insert(self._table), self._cells(record))
        self._write_children(record)

    def _update(self, record: R, cells: dict[str, object]) -> None:
        """Changes the row that still has the version that was read; anything else is stale."""
        read = self._table.c.id == record.id, self._table.c.version == record.version
        done = self._work.connection.execute(
            update(self._table).where(*read, self._table.c.voided_at.is_(None)), cells
        )
        if done.rowcount != 1:
            raise StaleRecord(self._name)

    def _clear_children(self, record: R) -> None:
        if not self._shape.children:
            return
        with self._work.in_one_trip():
            for child in self._shape.children.values():
                self._work.connection.execute(delete(child.table).where(child.table.c.owner_id == record.id))

    def _write_children(self, record: R) -> None:
        if not self._shape.children:
            return
        with self._work.in_one_trip():
            for lines in self._shape.lines(record, (record.id,)):
                self._work.connection.execute(insert(lines.table), lines.rows)

    def _cells(self, record: R) -> dict[str, object]:
        return self._shape.cells(record)

    def _read(self, rows: Sequence[Cells]) -> list[R]:
        ids = [cast("UUID", row[0]) for row in rows]
        below = self._shape.read_below(self._work.connection, ids)
        return [
            cast("R", self._shape.value(row, children_of(below, (record_id,))))
            for row, record_id in zip(rows, ids, strict=True)
        ]

    def _known_clash(self, text: str) -> MedManagerError | None:
        """What a taken key means where it is not simply that somebody else was quicker."""
        return None
