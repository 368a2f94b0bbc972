"""Backups and restores for both kinds of practice: one file format, so that either can move to the other."""

import tempfile
from datetime import datetime
from pathlib import Path

from medmanager.persistence import schema
from medmanager.persistence.backup_file import write_backup
from medmanager.persistence.copying import copy_rows
from medmanager.persistence.engine import reading, writing
from medmanager.persistence.failures import translated
from medmanager.persistence.file_failures import of_files
from medmanager.persistence.local_gate import LocalGate
from medmanager.persistence.moves import move_together
from medmanager.persistence.persons import own
from medmanager.persistence.server_gate import ServerGate
from medmanager.persistence.server_keys import RowKeys
from medmanager.persistence.staging import Staged, check_right, staged
from medmanager.services.ports import Gate, Progress, Store

ASIDE = "replaced-{:%Y%m%d-%H%M%S}"


class EncryptedBackups:
    """Backups that only the practice's own passwords open; a restore takes place wholly or not at all."""

    def back_up(self, store: Store, target: Path, report: Progress) -> datetime:
        return write_backup(own(store), target, report)

    def restore(self, source: Path, into: Gate, login: str, password: str, report: Progress) -> Path | None:
        """`login` and `password` are those of the backup.

        On a server the replaced tables stay in a schema of the database whose name is given.
        """
        try:
            if isinstance(into, LocalGate):
                return _restore_folder(source, into, login, password, report)
            if isinstance(into, ServerGate):
                return _restore_server(source, into, login, password, report)
        except OSError as error:
            raise of_files(error) from error
        raise TypeError("no gate of this room")


def _restore_folder(
    source: Path, gate: LocalGate, login: str, password: str, report: Progress
) -> Path | None:
    replaces = gate.exists()
    gate.make_folder()
    report(0, 2, "Checking the backup")
    with staged(source, gate.folder, gate.clock, login, password) as unpacked:
        if replaces:
            check_right(unpacked, gate.clock, login)
        report(1, 2, "Putting the backup in place")
        return _put_in_place(gate, unpacked)


def _put_in_place(gate: LocalGate, unpacked: Staged) -> Path | None:
    names = [path.name for path in (gate.database, *gate.keys.paths)]
    present = [gate.folder / name for name in (*names, f"{names[0]}-wal", f"{names[0]}-shm")]
    aside = _free_name(gate.folder / ASIDE.format(gate.clock.now()))
    away = [(path, aside / path.name) for path in present if path.exists()]
    if away:
        aside.mkdir()
    new_keys = [unpacked.folder / path.name for path in gate.keys.paths]
    for path in new_keys:
        path.write_bytes(unpacked.key_document)
    staged_files = [*zip(new_keys, gate.keys.paths, strict=True), (unpacked.database, gate.database)]
    try:
        move_together(gate.folder, [*away, *staged_files])
    except OSError:
        if away:
            aside.rmdir()
        raise
    return aside if away else None


def _free_name(wanted: Path) -> Path:
    """The name, with a number where something of that name was kept in the same second."""
    names = (wanted, *(wanted.with_name(f"{wanted.name}-{number}") for number in range(2, 100)))
    return next(name for name in names if not name.exists())


def _restore_server(
    source: Path, gate: ServerGate, login: str, password: str, report: Progress
) -> Path | None:
    with (
        tempfile.TemporaryDirectory(prefix="medmanager-") as name,
        staged(source, Path(name), gate.clock, login, password) as unpacked,
    ):
        if gate.exists():
            check_right(unpacked, gate.clock, login)
        return _put_on_server(gate, unpacked, report)


def _put_on_server(gate: ServerGate, unpacked: Staged, report: Progress) -> Path | None:
    """In one transaction of the server: the present tables aside, new ones made, all rows copied."""
    copy = unpacked.file().engine()
    aside = ASIDE.format(gate.clock.now()).replace("-", "_")
    try:
        with translated(), gate.connected() as server, writing(server) as goal, goal.begin():
            replaced = gate.set_aside(goal, aside)
            schema.upgrade(goal)
            with reading(copy) as origin:
                copy_rows(origin, goal, report)
            RowKeys(goal).write(unpacked.key_document)
    finally:
        copy.dispose()
    return Path(aside) if replaced else None
