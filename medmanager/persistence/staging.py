"""A backup unpacked and proved before anything is replaced by it."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from medmanager.domain.audit import Entry
from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.user import Act
from medmanager.persistence import container, facts, schema
from medmanager.persistence.cipher_file import CipherFile
from medmanager.persistence.columns import from_microseconds
from medmanager.persistence.copying import count_rows
from medmanager.persistence.engine import reading, writing
from medmanager.persistence.failures import translated
from medmanager.persistence.key_document import HeldKey
from medmanager.persistence.keys import KeyRing
from medmanager.persistence.manifest import NOT_A_BACKUP, Manifest
from medmanager.persistence.passwords import normal_login
from medmanager.persistence.persons import actor_of
from medmanager.persistence.store import SqlStore
from medmanager.services.ports import Clock

ADMINISTRATORS_ONLY = (
    "Only an administrator may put a backup in the place of a practice. Nothing was changed. Write the "
    "sign-in name and the password of an administrator."
)
OTHERS_KEY = "The key in this backup belongs to another database. Nothing was changed. Choose another backup."


@dataclass(frozen=True, slots=True)
class Staged:
    """A proved backup at the present schema: an encrypted database, closed, and its key document."""

    folder: Path
    database: Path
    key_document: bytes
    held: HeldKey

    @property
    def database_id(self) -> UUID:
        return KeyRing.of(self.key_document).read().database_id

    def file(self) -> CipherFile:
        return CipherFile(self.database, self.held, self.database_id)


@contextmanager
def staged(source: Path, folder: Path, clock: Clock, login: str, password: str) -> Iterator[Staged]:
    """Unpacks `source` in a new folder below `folder`, which is gone at the end.

    Raises Refused for something else than a whole backup, NotAllowed for a wrong password.
    """
    with (
        container.opened(source) as archive,
        tempfile.TemporaryDirectory(dir=folder, prefix=".restore-", ignore_cleanup_errors=True) as name,
    ):
        manifest = container.manifest_of(archive)
        container.unpack(archive, manifest, Path(name))
        key_document = (Path(name) / container.KEYS).read_bytes()
        ring = KeyRing.of(key_document)
        held = HeldKey(ring.opened_by_password(login, password))
        unpacked = Staged(Path(name), Path(name) / container.DATABASE, key_document, held)
        if str(unpacked.database_id) != manifest.database_id:
            raise Refused(OTHERS_KEY)
        _prove(unpacked, manifest, clock, login)
        yield unpacked


def check_right(unpacked: Staged, clock: Clock, login: str) -> None:
    """Raises NotAllowed unless this person may restore, as the backup knows her."""
    with translated(), closing(SqlStore(unpacked.file().engine(), clock)) as store, store.read() as work:
        people = work.users.all()
    if not any(user.login == normal_login(login) and user.may(Act.BACK_UP) for user in people):
        raise NotAllowed(ADMINISTRATORS_ONLY)


def _prove(unpacked: Staged, manifest: Manifest, clock: Clock, login: str) -> None:
    """Opens the copy, counts it, brings it to the present schema and writes that it was restored."""
    with translated(), closing(SqlStore(unpacked.file().engine(), clock)) as store:
        with reading(store.engine) as connection:
            revision = schema.check_known(schema.revision_of(connection))
            if facts.whole_file(connection) != "ok" or count_rows(connection) != manifest.rows:
                raise Refused(NOT_A_BACKUP)
        with writing(store.engine) as connection, connection.begin():
            if revision != schema.HEAD:
                schema.upgrade(connection)
            facts.put_last_backup(connection, from_microseconds(manifest.made_at))
        with store.write(Entry("restore backup", actor_of(store, normal_login(login)))):
            pass
