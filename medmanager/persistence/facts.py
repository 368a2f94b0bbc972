"""What a database says about itself: its last backup, whether its pages are whole."""

from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Table, delete, insert, select, text

from medmanager.persistence.columns import from_microseconds, microseconds
from medmanager.persistence.engine import LOCAL
from medmanager.persistence.rows.ledger import StoreFactTable

FACT = cast("Table", StoreFactTable.__table__)
LAST_BACKUP = "last backup"


def value(connection: Connection, name: str) -> str | None:
    return connection.execute(select(FACT.c.value).where(FACT.c.name == name)).scalar()


def put(connection: Connection, name: str, to: str) -> None:
    connection.execute(delete(FACT).where(FACT.c.name == name))
    connection.execute(insert(FACT), {"name": name, "value": to})


def last_backup(connection: Connection) -> datetime | None:
    known = value(connection, LAST_BACKUP)
    return from_microseconds(int(known)) if known else None


def put_last_backup(connection: Connection, at: datetime) -> None:
    put(connection, LAST_BACKUP, str(microseconds(at)))


def whole_file(connection: Connection) -> str:
    """ "ok", or what is wrong: reads every page of a file, its seals, its structure and its references.

    A server looks after its own pages, and keeps references itself.
    """
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
