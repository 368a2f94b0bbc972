"""Backing up, restoring and comparing whole practices."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from medmanager.persistence.backup import EncryptedBackups
from medmanager.persistence.copying import tables_of
from medmanager.persistence.engine import reading
from medmanager.persistence.local_gate import LocalGate
from medmanager.persistence.server_gate import ServerGate
from medmanager.persistence.store import SqlStore
from medmanager.services.ports import Backups
from tests.persistence.conftest import PASSWORD

PracticeGate = LocalGate | ServerGate


def quiet(done: int, of: int, text: str) -> None:
    """A report that nobody reads."""


def contents(store: SqlStore) -> dict[str, list[Any]]:
    """All rows of the practice itself: not the ledger and the facts, which a restore adds to."""
    with reading(store.engine) as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in tables_of(connection)
            if table.name not in {"audit_entry", "ledger_head", "store_fact"}
        }


def back_up(store: SqlStore, target: Path) -> None:
    backups: Backups = EncryptedBackups()
    backups.back_up(store, target, quiet)


def restore(target: Path, gate: PracticeGate, login: str = "root", password: str = PASSWORD) -> Path | None:
    return EncryptedBackups().restore(target, gate, login, password, quiet)
