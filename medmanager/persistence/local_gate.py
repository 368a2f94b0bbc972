"""The way into a practice on this computer: an encrypted file, and the key file beside it."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from medmanager.domain.audit import Entry
from medmanager.domain.errors import Refused, StoreUnavailable
from medmanager.domain.practice import Practice
from medmanager.domain.user import User
from medmanager.persistence import places, schema
from medmanager.persistence.cipher_file import CipherFile
from medmanager.persistence.doorstep import DATABASE, FolderDoorstep
from medmanager.persistence.durable_file import sync_folder
from medmanager.persistence.engine import writing
from medmanager.persistence.failures import translated
from medmanager.persistence.file_failures import of_files
from medmanager.persistence.guarded import LOGIN_TAKEN
from medmanager.persistence.key_document import DataKey, HeldKey, WrapKind
from medmanager.persistence.key_wraps import Person, new_data_key
from medmanager.persistence.keys import KeyRing, StoreKeys
from medmanager.persistence.passwords import Cost, normal_login
from medmanager.persistence.persons import actor_of, name_of, names_of, own
from medmanager.persistence.store import SqlStore
from medmanager.persistence.upgrading import upgrade_after_backup
from medmanager.services.ports import Clock, Progress, Store

TAKEN = "There is a practice in this folder already. Sign in to it, or choose another folder."


class LocalGate(FolderDoorstep):
    """Lets people into the practice of one folder.

    It holds no key itself: the opened store does, until it is closed.
    """

    def __init__(self, folder: Path, clock: Clock, cost: Callable[[], Cost]) -> None:
        super().__init__(folder)
        self.ring = KeyRing(self.keys, cost)
        self.clock = clock

    # making and opening

    def create(self, practice: Practice, admin: User, password: str, now: datetime) -> str:
        """All or nothing: the file takes its place when everything in it is saved."""
        if self.exists():
            raise Refused(TAKEN)
        admin = replace(admin, login=normal_login(admin.login))
        data_key, database_id = new_data_key(), uuid4()
        with self._new_file() as new:
            self._fill(CipherFile(new, HeldKey(data_key), database_id), practice, admin)
            self.ring.create(data_key, database_id, Person(admin.login, admin.display_name), password)
            recovery_key = self.ring.put_recovery(data_key)
            os.replace(new, self.database)
            sync_folder(self.folder)
        return recovery_key

    def open(self, login: str, password: str) -> SqlStore:
        self._check()
        store = self._opened(self.ring.opened_by_password(login, password))
        with ExitStack() as undo:
            undo.callback(store.close)
            store.actor_id = actor_of(store, normal_login(login))
            with suppress(StoreUnavailable):
                # An old name on the sign-in card keeps nobody out.
                self.ring.rename(names_of(store))
            undo.pop_all()
        return store

    def open_with_recovery_key(self, key: str) -> SqlStore:
        self._check()
        return self._opened(self.ring.opened_by_recovery(key))

    def open_with_device(self, device: str, secret: bytes) -> SqlStore:
        """Opens with a secret from this computer's keychain. Raises NotAllowed where it opens nothing."""
        self._check()
        return self._opened(self.ring.opened_by_device(device, secret))

    def upgrade(self, login: str, password: str, keep_in: Path, report: Progress) -> Path | None:
        self._check()
        with closing(self._unlocked(self.ring.opened_by_password(login, password))) as store:
            return upgrade_after_backup(store, keep_in, report)

    # people

    def add_person(self, store: Store, user: User, password: str) -> User:
        opened = own(store)
        user = replace(user, login=normal_login(user.login))
        if self.ring.knows(user.login):
            raise Refused(LOGIN_TAKEN, "login")
        entry = Entry("add user", opened.actor_id, detail=f"user {user.id}")
        with opened.write(entry) as work:
            saved = work.users.save(user)
            opened.keys.let_in(Person(user.login, user.display_name), password)
        return saved

    def remove_person(self, store: Store, login: str) -> None:
        """Takes the way in away. What she copied before, database and key file, her password still opens."""
        own(store).keys.ring.remove(WrapKind.PASSWORD, normal_login(login))

    def change_password(self, login: str, old: str, new: str) -> None:
        with closing(self.open(login, old)) as store, store.write(Entry("change password", store.actor_id)):
            store.keys.let_in(Person(login, name_of(store, login)), new)

    def reset_password(self, store: Store, login: str, new: str) -> None:
        opened = own(store)
        opened.keys.let_in(Person(login, name_of(opened, login)), new)

    def new_recovery_key(self, store: Store) -> str:
        """Replaces the recovery key; the old paper opens nothing any more."""
        keys = own(store).keys
        return keys.ring.put_recovery(keys.held.value)

    def make_folder(self) -> None:
        """The folder, proved fit to hold a practice. Raises StoreUnavailable, OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        places.check_new_folder(self.folder)

    # inside

    def _check(self) -> None:
        """The file's own faults are told before any password is tried."""
        self.settle()
        try:
            places.check_file(self.database)
        except OSError as error:
            raise of_files(error) from error

    def _opened(self, data_key: DataKey) -> SqlStore:
        store = self._unlocked(data_key)
        try:
            upgrade_after_backup(store, self.folder, _unreported)
        except BaseException:
            store.close()
            raise
        return store

    def _unlocked(self, data_key: DataKey) -> SqlStore:
        held = HeldKey(data_key)
        engine = CipherFile(self.database, held, self.ring.read().database_id).engine()
        return SqlStore(engine, self.clock, StoreKeys(held, self.ring))

    def _fill(self, file: CipherFile, practice: Practice, admin: User) -> None:
        with translated():
            file.create()
            with closing(SqlStore(file.engine(), self.clock)) as store:
                with writing(store.engine) as connection, connection.begin():
                    schema.upgrade(connection)
                with store.write(Entry("create practice", admin.id, detail=f"user {admin.id}")) as work:
                    work.practice.save(practice)
                    work.users.save(admin)

    @contextmanager
    def _new_file(self) -> Iterator[Path]:
        """A name beside the database's; whatever fails, neither it nor a key file stays behind."""
        new = self.folder / f".{DATABASE}.new"
        try:
            self.make_folder()
            _remove(new)
            yield new
        except BaseException as error:
            _remove(new)
            if not self.database.exists():
                for path in self.keys.paths:
                    path.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise of_files(error) from error
            raise


def _unreported(done: int, of: int, text: str) -> None:
    """An upgrade at sign-in is quick and shows no steps."""


def _remove(database: Path) -> None:
    """A database file with what SQLite keeps beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + end).unlink(missing_ok=True)
