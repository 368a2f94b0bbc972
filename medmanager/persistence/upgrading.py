"""From an older schema to the present one: never without a backup that was opened and checked."""

from pathlib import Path

from medmanager.persistence import schema
from medmanager.persistence.backup_file import write_backup
from medmanager.persistence.engine import reading, writing
from medmanager.persistence.failures import translated
from medmanager.persistence.file_failures import of_files
from medmanager.persistence.store import SqlStore
from medmanager.services.ports import Progress


def upgrade_after_backup(store: SqlStore, keep_in: Path, report: Progress) -> Path | None:
    """Gives the backup that was made in that folder, None where the schema is the present one.

    Raises StoreUnavailable for a newer schema, and whatever the backup raises: then nothing was changed.
    """
    with translated():
        with reading(store.engine) as connection:
            revision = schema.check_known(schema.revision_of(connection))
        if revision == schema.HEAD:
            return None
        backup = _named(keep_in, f"before-upgrade-{revision}-{store.now():%Y%m%d-%H%M%S}.mmbackup")
        write_backup(store, backup, report)
        with writing(store.engine) as connection, connection.begin():
            schema.upgrade(connection)
    return backup


def _named(folder: Path, name: str) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise of_files(error) from error
    return folder / name
