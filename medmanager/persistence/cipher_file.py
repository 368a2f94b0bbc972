"""The encrypted file: the one door through which its connections come, and what each must prove first."""

import os
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2
from sqlalchemy import Engine, QueuePool, create_engine, event

from medmanager.domain.errors import StoreUnavailable
from medmanager.persistence import places
from medmanager.persistence.engine import begin_by_intent
from medmanager.persistence.file_failures import of_files
from medmanager.persistence.key_document import HeldKey

BUSY_SECONDS = 15
"""How long a writer waits for another one; an import of a large file holds the others up for seconds."""
_NOT_A_DATABASE = 26

NOT_ENCRYPTING = (
    "The encryption library of this installation is replaced by another one that does not encrypt. "
    "Nothing was opened or written. Install MedManager again."
)
DAMAGED = (
    "The database file is damaged: its key fits, but the file cannot be read. "
    "Restore the newest backup; the damaged file is kept aside."
)
FOREIGN_KEY_FILE = (
    "The key file beside the database belongs to another database, or the beginning of the database "
    "is damaged. Put the right key file beside it, or restore a backup."
)
TAKEN_AWAY = (
    "The database of this practice was taken out of its folder while it was open here. Nothing is saved "
    "until it is back: put it back in its place and try again."
)
REPLACED = (
    "The database in the folder of this practice is not the one you opened any more, for instance after a "
    "backup was restored. Nothing was saved. Lock the screen and unlock it to work in the one that is there."
)


class CipherFile:
    """Makes connections to one encrypted file, as long as its key is held.

    `driver` is the DB-API module; another one than SQLCipher's is found out at the first connection.
    """

    def __init__(
        self,
        path: Path,
        held: HeldKey,
        database_id: UUID,
        driver: ModuleType = sqlcipher3.dbapi2,
    ) -> None:
        self.path = path
        self.driver = driver
        self._held = held
        self._database_id = database_id
        self._identity: tuple[int, int] | None = None

    def engine(self) -> Engine:
        """An engine whose URL holds neither path nor key."""
        engine = create_engine(
            "sqlite://",
            module=self.driver,
            creator=self.connect,
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=4,
            pool_timeout=30,
            hide_parameters=True,
        )
        begin_by_intent(engine)
        event.listen(engine, "checkout", self._still_there)
        return engine

    def connect(self) -> Any:  # the driver's connection class has no type information
        """A connection to the existing file, proved to be encrypted. Raises StoreUnavailable."""
        try:
            self._still_there()
            places.check_file(self.path)
            self._identity = places.identity(self.path)
            connection = self._opened("rw")
            places.check_encrypted(self.path)
        except OSError as error:
            raise of_files(error) from error
        return connection

    def create(self) -> None:
        """Makes the empty file, for this user only. Raises StoreUnavailable, FileExistsError, OSError."""
        os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        connection = self._opened("rw")
        connection.execute("PRAGMA user_version = 1")
        connection.close()
        places.check_encrypted(self.path)

    def _still_there(self, *_: object) -> None:
        """An open file that was moved or deleted takes what is written all the same, and it is never seen
        again: nothing but its name tells.
        """
        found = places.identity(self.path)
        if self._identity is not None and found != self._identity:
            raise StoreUnavailable(REPLACED if found else TAKEN_AWAY)

    def _opened(self, mode: str) -> Any:  # as `connect`
        key = f"x'{self._held.value.hex()}{self._database_id.hex}'"
        connection = self.driver.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_SECONDS,
        )
        try:
            self._prepare(connection, key)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: Any, key: str) -> None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f'PRAGMA key = "{key}"')
        check_cipher(connection)
        self._prove_key(connection)
        for setting in (
            "foreign_keys = ON",
            "synchronous = FULL",
            "temp_store = MEMORY",
            "cache_size = -32768",
            "trusted_schema = OFF",
            "cell_size_check = ON",
        ):
            connection.execute(f"PRAGMA {setting}")
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            raise StoreUnavailable(places.NETWORK)

    def _prove_key(self, connection: Any) -> None:
        """The first read of a page: fails for a foreign key and for a damaged file alike."""
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except self.driver.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", _NOT_A_DATABASE) != _NOT_A_DATABASE:
                raise
            with self.path.open("rb") as file:
                own = file.read(16) == self._database_id.bytes
            raise StoreUnavailable(DAMAGED if own else FOREIGN_KEY_FILE) from error


def check_cipher(connection: Any) -> None:
    """Raises StoreUnavailable where the driver took the key without a word and would write plain text."""
    for question in ("PRAGMA cipher_version", "PRAGMA cipher_provider"):
        answer = connection.execute(question).fetchone()
        if not answer or not answer[0]:
            raise StoreUnavailable(NOT_ENCRYPTING)
