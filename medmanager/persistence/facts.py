"""What a database says about itself: its id, its last backup, whether its pages are whole."""

from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Connection, Table, delete, insert, select, text

from medmanager.persistence.columns import from_microseconds, microseconds
from medmanager.persistence.engine import LOCAL
from medmanager.persistence.rows.ledger import StoreFactTable

FACT = cast("Table", StoreFactTable.__table__)
DATABASE_ID = "database id"
LAST_BACKUP = "last backup"

_QUICK_BYTES = 64 * 1024 * 1024
"""Up to this size a status looks at every page; above, the check belongs to the backup and to `verify`."""


def value(connection: Connection, name: str) -> str | None:
    return connection.execute(select(FACT.c.value).where(FACT.c.name == name)).scalar()


def put(connection: Connection, name: str, to: str) -> None:
    connection.execute(delete(FACT).where(FACT.c.name == name))
    connection.execute(insert(FACT), {"name": name, "value": to})


def database_id(connection: Connection) -> UUID | None:
    known = value(connection, DATABASE_ID)
    return UUID(known) if known else None


def last_backup(connection: Connection) -> datetime | None:
    known = value(connection, LAST_BACKUP)
    return from_microseconds(int(known)) if known else None


def put_last_backup(connection: Connection, at: datetime) -> None:
    put(connection, LAST_BACKUP, str(microseconds(at)))


def integrity(connection: Connection) -> str:
    """ "ok", or what is wrong; "not checked" for a file too large to be read through for a status."""
    if connection.dialect.name != LOCAL:
        return "ok"
    pages = int(connection.execute(text("PRAGMA page_count")).scalar_one())
    size = int(connection.execute(text("PRAGMA page_size")).scalar_one())
    return whole_file(connection) if pages * size <= _QUICK_BYTES else "not checked"


def whole_file(connection: Connection) -> str:
    """Reads every page of an encrypted file: first its seals, then its structure and its references."""
    if connection.dialect.name != LOCAL:
        return "ok"
    broken = connection.execute(text("PRAGMA cipher_integrity_check")).scalars().all()
    if broken:
        return f"{len(broken)} damaged pages"
    found = connection.execute(text("PRAGMA integrity_check(10)")).scalars().all()
    if found != ["ok"]:
        return f"{len(found)} faults in the file's structure"
    loose = connection.execute(text("PRAGMA foreign_key_check")).all()
    return f"{len(loose)} records without their patient" if loose else "ok"
