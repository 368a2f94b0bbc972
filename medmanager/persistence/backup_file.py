"""Writing a backup: a copy of one moment, opened and checked before it counts."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from medmanager.domain.audit import Entry
from medmanager.domain.errors import Refused, StoreUnavailable
from medmanager.persistence import audit_log, container, facts, schema
from medmanager.persistence.cipher_file import CipherFile
from medmanager.persistence.columns import microseconds
from medmanager.persistence.copying import copy_file, copy_tables, count_rows
from medmanager.persistence.durable_file import write_durably
from medmanager.persistence.engine import LOCAL, reading, writing
from medmanager.persistence.failures import translated
from medmanager.persistence.file_failures import DISK, FULL, READ_ONLY, of_files
from medmanager.persistence.key_document import to_json
from medmanager.persistence.manifest import Manifest
from medmanager.persistence.store import SqlStore
from medmanager.services.ports import Progress

NOT_WHOLE = (
    "The backup was made but did not stand the check, so it was thrown away. Check the disk it was "
    "written to, then check the practice itself with “database verify”."
)
THERE_ALREADY = "There is a file of that name already. Choose another name; backups are not overwritten."
NO_ROOM = (
    "There is no room for the backup on the disk it was to be written to. No backup was made. Make room "
    "there, or choose another disk."
)
NOT_WRITABLE = "The backup may not be written there. No backup was made. Choose another folder or disk."
BAD_DISK = (
    "The disk reported an error while the backup was written. No backup was made. Make room there, or choose "
    "another disk."
)
NOT_NOTED = (
    "The backup is complete and checked, and stays where it was written. The practice could not note that it "
    "was made: {}"
)
_TOLD = {FULL: NO_ROOM, READ_ONLY: NOT_WRITABLE, DISK: BAD_DISK}
"""The practice itself is only read meanwhile: trouble in writing is trouble where the backup goes."""


def write_backup(store: SqlStore, target: Path, report: Progress) -> datetime:
    """Makes `target`, checked; on any error and on Cancelled nothing of it stays.

    Raises StoreUnavailable, Refused, Cancelled.
    """
    if target.exists():
        raise Refused(THERE_ALREADY)
    made_at = store.now()
    with _told(), tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as name:
        _write(store, Path(name), target, report)
    _note(store, made_at)
    report(1, 1, "The backup is complete and checked")
    return made_at


def _note(store: SqlStore, made_at: datetime) -> None:
    """A practice whose own disk is full cannot note its backup, and needs it all the more: the file stays."""
    try:
        with store.write(Entry("back up", store.actor_id)) as work:
            facts.put_last_backup(work.transaction.connection, made_at)
    except StoreUnavailable as error:
        raise StoreUnavailable(NOT_NOTED.format(error.sentence)) from error


@contextmanager
def _told() -> Iterator[None]:
    """Says of every trouble in writing that it is the backup which was not made."""
    try:
        with translated():
            yield
    except OSError as error:
        raised = of_files(error)
        raise StoreUnavailable(_TOLD.get(raised.sentence, raised.sentence)) from error
    except StoreUnavailable as error:
        raise StoreUnavailable(_TOLD.get(error.sentence, error.sentence)) from error


def _write(store: SqlStore, folder: Path, target: Path, report: Progress) -> None:
    file = CipherFile(folder / container.DATABASE, store.keys.held, store.keys.database_id)
    rows = copy_anew(store.engine, file, report)
    write_durably(folder / container.KEYS, to_json(store.keys.ring.read()))
    report(0, 1, "Checking the backup")
    manifest = _checked(store, file, rows)
    report(0, 1, "Writing the backup file")
    container.pack(folder, manifest, target)


def copy_anew(source: Engine, file: CipherFile, report: Progress) -> dict[str, int]:
    """Makes the encrypted copy; gives the rows of each table at the moment that it shows."""
    file.create()
    if source.dialect.name == LOCAL:
        return copy_file(source, file.connect, report)
    target = file.engine()
    try:
        with reading(source) as connection:
            revision = schema.revision_of(connection) or schema.HEAD
        with writing(target) as connection, connection.begin():
            schema.upgrade(connection, revision)
        return copy_tables(source, target, report)
    finally:
        target.dispose()


def _checked(store: SqlStore, file: CipherFile, rows: dict[str, int]) -> Manifest:
    """Opens the copy as a restore would and looks at all of it. Raises StoreUnavailable."""
    copy = file.engine()
    try:
        with reading(copy) as connection:
            if facts.whole_file(connection) != "ok" or count_rows(connection) != rows:
                raise StoreUnavailable(NOT_WHOLE)
            head = connection.execute(select(audit_log.HEAD)).one()
            revision = schema.revision_of(connection) or ""
            if revision == schema.HEAD and _lost_the_chain(store, connection):
                raise StoreUnavailable(NOT_WHOLE)
    finally:
        copy.dispose()
    folder = file.path.parent
    return Manifest(
        made_at=microseconds(store.now()),
        schema=revision,
        database_id=str(store.keys.database_id),
        rows=rows,
        audit_number=head.audit_number,
        audit_hash=head.audit_hash,
        digests={name: container.digest_of(folder / name) for name in (container.KEYS, container.DATABASE)},
    )


def _lost_the_chain(store: SqlStore, copy: Connection) -> bool:
    """Whether the copy's audit chain is broken where the practice's own is whole.

    A chain that was broken before is copied as it is: the backup is then evidence.
    """
    return audit_log.verify(copy).broken_at is not None and store.verify_audit().broken_at is None
