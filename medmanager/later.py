"""Rooms that are opened on first use, so that the sign-in window does not wait for them.

This is the one place where a module is loaded late: SQLAlchemy, ReportLab, the FHIR models and the records
take longer to import than the window takes to paint. Each class fulfils a port and passes every call on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from medmanager.domain.calendar.calendar_file import CalendarSheet
    from medmanager.domain.imports.imports import RecordsFile
    from medmanager.domain.paper.sheets import Sheet
    from medmanager.domain.practice import Practice
    from medmanager.domain.user import User
    from medmanager.services.desks import Desks
    from medmanager.services.ports import (
        Backups,
        CalendarWriter,
        Clock,
        DocumentWriter,
        Doorstep,
        Gate,
        Gates,
        Progress,
        QuickUnlock,
        RecordsReader,
        Store,
    )
    from medmanager.services.session import Session

T = TypeVar("T")


class Room(Generic[T]):
    """Something made by `make` the first time it is asked for."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make

    @cached_property
    def opened(self) -> T:
        return self._make()


def _made(module: str, name: str, *arguments: object) -> object:
    return getattr(import_module(module), name)(*arguments)


class LaterGates:
    """Gates whose persistence room opens when a gate is first used."""

    def __init__(self, clock: Clock) -> None:
        self._room = Room(
            lambda: cast("Gates", _made("medmanager.persistence.gates", "PracticeGates", clock))
        )

    def local(self, folder: Path) -> Gate:
        doorstep = Room(
            lambda: cast("Doorstep", _made("medmanager.persistence.doorstep", "FolderDoorstep", folder))
        )
        return LaterGate(lambda: self._room.opened.local(folder), doorstep)

    def quick_unlock(self, gate: Gate) -> QuickUnlock | None:
        return self._room.opened.quick_unlock(gate.made if isinstance(gate, LaterGate) else gate)

    def server(self, url: str) -> Gate:
        return LaterGate(lambda: self._room.opened.server(url))

    def open_room(self) -> None:
        """Load what the gates need to let somebody in."""
        _ = self._room.opened


class LaterGate:
    """A gate that is made on first use.

    What is told on the doorstep needs no gate where there is a `doorstep` of its own: people see whom they
    can sign in as before the database library is loaded.
    """

    def __init__(self, make: Callable[[], Gate], doorstep: Room[Doorstep] | None = None) -> None:
        self._room = Room(make)
        self._doorstep = doorstep or self._room

    @property
    def made(self) -> Gate:
        """The gate behind this one: a restore has to know which kind it is."""
        return self._room.opened

    def exists(self) -> bool:
        return self._doorstep.opened.exists()

    def place(self) -> str:
        return self._doorstep.opened.place()

    def people(self) -> tuple[tuple[str, str], ...]:
        return self._doorstep.opened.people()

    def create(self, practice: Practice, admin: User, password: str, now: datetime) -> str:
        return self._room.opened.create(practice, admin, password, now)

    def open(self, login: str, password: str) -> Store:
        return self._room.opened.open(login, password)

    def open_with_recovery_key(self, key: str) -> Store:
        return self._room.opened.open_with_recovery_key(key)

    def add_person(self, store: Store, user: User, password: str) -> User:
        return self._room.opened.add_person(store, user, password)

    def remove_person(self, store: Store, login: str) -> None:
        self._room.opened.remove_person(store, login)

    def change_password(self, login: str, old: str, new: str) -> None:
        self._room.opened.change_password(login, old, new)

    def reset_password(self, store: Store, login: str, new: str) -> None:
        self._room.opened.reset_password(store, login, new)

    def new_recovery_key(self, store: Store) -> str:
        return self._room.opened.new_recovery_key(store)

    def upgrade(self, login: str, password: str, keep_in: Path, report: Progress) -> Path | None:
        return self._room.opened.upgrade(login, password, keep_in, report)


class LaterBackups:
    """Backups whose room opens with the first backup."""

    def __init__(self) -> None:
        self._room = Room(lambda: cast("Backups", _made("medmanager.persistence.backup", "EncryptedBackups")))

    def back_up(self, store: Store, target: Path, report: Progress) -> datetime:
        return self._room.opened.back_up(store, target, report)

    def restore(self, source: Path, into: Gate, login: str, password: str, report: Progress) -> Path | None:
        made = into.made if isinstance(into, LaterGate) else into
        return self._room.opened.restore(source, made, login, password, report)


class LaterWriter:
    """A document writer whose room opens with the first sheet."""

    def __init__(self, resources: Path) -> None:
        self._room = Room(
            lambda: cast("DocumentWriter", _made("medmanager.documents.writer", "PdfWriter", resources))
        )

    def draw(self, sheet: Sheet) -> bytes:
        return self._room.opened.draw(sheet)

    def pages(self, content: bytes) -> int:
        return self._room.opened.pages(content)


class LaterReader:
    """A reader of outside records whose room opens with the first file."""

    def __init__(self, new_id: Callable[[], object], now: Callable[[], datetime]) -> None:
        self._room = Room(
            lambda: cast("RecordsReader", _made("medmanager.exchange.fhir_reader", "FhirReader", new_id, now))
        )

    def read(self, path: Path, report: Progress) -> RecordsFile:
        return self._room.opened.read(path, report)


class LaterCalendarWriter:
    """A writer of calendar files whose room opens with the first file."""

    def __init__(self) -> None:
        self._room = Room(
            lambda: cast("CalendarWriter", _made("medmanager.exchange.calendar_file", "IcsWriter"))
        )

    def write(self, sheet: CalendarSheet, target: Path) -> None:
        self._room.opened.write(sheet, target)


class LaterDesks:
    """The use cases of somebody who is in, whose room opens with the first of them.

    The room of the gates opens with it: there is no desk without an open store, so who gets the desks ready
    gets signing in ready too.
    """

    def __init__(self, session: Session, files: Path, gates: LaterGates) -> None:
        self._session, self._files, self._gates = session, files, gates
        self._room = Room(self._make)

    def __call__(self) -> Desks:
        return self._room.opened

    def _make(self) -> Desks:
        self._gates.open_room()
        session, files = self._session, self._files
        outside = LaterWriter(files), LaterReader(session.new_id, session.now), LaterCalendarWriter()
        return cast("Desks", _made("medmanager.services.desks", "Desks", session, files, *outside))


class LaterDemo:
    """The demo practice, which a real one never needs."""

    @property
    def password(self) -> str:
        """What every person of the demo signs in with."""
        return str(import_module("medmanager.demo.team").PASSWORD)

    def make(self, gate: Gate, now: datetime, report: Progress, seed: int) -> None:
        """Make the demo practice behind this gate."""
        import_module("medmanager.demo.practice").make_practice(gate, now, report, seed)
