"""The audit chain: appended inside the transaction that it tells of, and checked entry by entry."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Connection, Row, Table, insert, select, update

from medmanager.domain.audit import AuditEntry, AuditVerdict, Entry
from medmanager.domain.changes import Change
from medmanager.domain.draft import Draft
from medmanager.persistence.columns import microseconds
from medmanager.persistence.rows.ledger import AuditEntryTable, ChangeTable, LedgerHeadTable
from medmanager.persistence.shapes import SHAPES, kind_of

ENTRIES = cast("Table", AuditEntryTable.__table__)
CHANGES = cast("Table", ChangeTable.__table__)
HEAD = cast("Table", LedgerHeadTable.__table__)

LOCKED_HEAD = select(HEAD).with_for_update()
"""Whoever appends waits here for the one before; a file has one writer anyway."""

WHOLE = "The audit chain is whole: every entry fits to the one before it, and every record to its last entry."


@dataclass(frozen=True, slots=True)
class Noted:
    """One record that a unit of work saved or voided, as the chain and the change numbers tell it."""

    kind: str
    id: UUID
    version: int
    patient_id: UUID | None


def append(connection: Connection, entry: Entry, noted: Iterable[Noted], at: datetime) -> range:
    """Adds an entry, and a change number for each record, at the end of the transaction that made them.

    The head row is locked until the commit, so numbers follow the order of commits without a gap. Gives the
    change numbers.
    """
    head = connection.execute(LOCKED_HEAD).one()
    noted = tuple(noted)
    number = head.audit_number + 1
    changed = tuple((one.kind, one.id, one.version) for one in noted)
    digest = chained(head.audit_hash, number, at, entry, changed)
    connection.execute(
        insert(ENTRIES),
        {
            "number": number,
            "at": at,
            "action": entry.action,
            "actor_id": entry.actor_id,
            "patient_id": entry.patient_id,
            "detail": entry.detail,
            "changed": _changed_to_json(changed),
            "previous_hash": head.audit_hash,
            "hash": digest,
        },
    )
    if noted:
        connection.execute(insert(CHANGES), list(_change_rows(noted, head.change_number, number)))
    connection.execute(
        update(HEAD),
        {"audit_number": number, "audit_hash": digest, "change_number": head.change_number + len(noted)},
    )
    return range(head.change_number + 1, head.change_number + 1 + len(noted))


def last_change(connection: Connection) -> int:
    """The number of the newest change, 0 before the first."""
    return int(connection.execute(select(HEAD.c.change_number)).scalar_one())


def changes_after(connection: Connection, number: int) -> dict[int, Change]:
    """Every change with a higher number, by its number. Nothing commits later with a lower one."""
    wanted = select(CHANGES).where(CHANGES.c.number > number).order_by(CHANGES.c.number)
    return {row.number: Change(row.kind, row.record_id, row.patient_id) for row in connection.execute(wanted)}


def chained(
    previous: str, number: int, at: datetime, entry: Entry, changed: tuple[tuple[str, UUID, int], ...]
) -> str:
    """SHA-256 over the canonical JSON of an entry and the hash before it."""
    content = {
        "previous": previous,
        "number": number,
        "at": microseconds(at),
        "action": entry.action,
        "actor": _text(entry.actor_id),
        "patient": _text(entry.patient_id),
        "detail": entry.detail,
        "changed": [[kind, str(record_id), version] for kind, record_id, version in changed],
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def entries_between(connection: Connection, since: datetime, until: datetime) -> tuple[AuditEntry, ...]:
    """Entries from `since` up to, not including, `until`, in their order."""
    wanted = select(ENTRIES).where(ENTRIES.c.at >= since, ENTRIES.c.at < until).order_by(ENTRIES.c.number)
    return tuple(_entry(row) for row in connection.execute(wanted))


def verify(connection: Connection) -> AuditVerdict:
    """Checks the whole chain: edited, deleted, inserted, swapped entries and a cut tail all show."""
    check = _Check()
    if not _follow(connection, check):
        return check.broken("was edited, or one beside it was deleted, inserted or moved")
    head = connection.execute(select(HEAD)).one()
    if (head.audit_number, head.audit_hash) != (check.number, check.digest):
        return check.broken("is missing: the end of the chain was cut off")
    untold = _untold(connection, check)
    if untold:
        return check.broken(f"is missing: the chain does not tell of the last change of a {untold}")
    return AuditVerdict(check.number, None, WHOLE)


def _follow(connection: Connection, check: "_Check") -> bool:
    ordered = select(ENTRIES).order_by(ENTRIES.c.number)
    with connection.execute(ordered, execution_options={"yield_per": 1000}) as rows:
        return all(check.takes(_entry(row)) for row in rows)


def _untold(connection: Connection, check: "_Check") -> str:
    """The kind of a record whose version the chain does not know: changed past it, or its tail was cut."""
    for kind, shape in SHAPES.items():
        if kind is Draft:
            continue
        stored = connection.execute(select(shape.table.c.id, shape.table.c.version))
        if any(check.versions.get(record_id) != version for record_id, version in stored.all()):
            return kind_of(kind)
    return ""


class _Check:
    """Follows the chain. `versions` is the last version of each record that the chain knows of."""

    def __init__(self) -> None:
        self.number = 0
        self.digest = ""
        self.versions: dict[UUID, int] = {}

    def takes(self, entry: AuditEntry) -> bool:
        digest = chained(self.digest, self.number + 1, entry.at, entry.entry, entry.changed)
        if (entry.number, entry.previous_hash, entry.hash) != (self.number + 1, self.digest, digest):
            return False
        self.number, self.digest = entry.number, digest
        self.versions.update((record_id, version) for _, record_id, version in entry.changed)
        return True

    def broken(self, how: str) -> AuditVerdict:
        at = self.number + 1
        return AuditVerdict(
            self.number,
            at,
            f"The audit chain is broken: entry {at} {how}. Keep this database as it is, "
            "and compare it with your backups to find out since when.",
        )


def _change_rows(noted: tuple[Noted, ...], last: int, audit_number: int) -> Iterator[dict[str, object]]:
    for number, one in enumerate(noted, start=last + 1):
        yield {
            "number": number,
            "audit_number": audit_number,
            "kind": one.kind,
            "record_id": one.id,
            "version": one.version,
            "patient_id": one.patient_id,
        }


def _entry(row: Row[*tuple[object, ...]]) -> AuditEntry:
    return AuditEntry(
        number=row.number,
        at=row.at,
        entry=Entry(row.action, row.actor_id, row.patient_id, row.detail),
        changed=_changed_from_json(row.changed),
        previous_hash=row.previous_hash,
        hash=row.hash,
    )


def _changed_to_json(changed: tuple[tuple[str, UUID, int], ...]) -> str:
    return json.dumps([[kind, str(record_id), version] for kind, record_id, version in changed])


def _changed_from_json(text: str) -> tuple[tuple[str, UUID, int], ...]:
    return tuple((kind, UUID(record_id), version) for kind, record_id, version in json.loads(text))


def _text(record_id: UUID | None) -> str | None:
    return None if record_id is None else str(record_id)
