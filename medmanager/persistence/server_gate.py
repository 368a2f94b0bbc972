"""The way into a practice on a server: people are rows there, and so is the document of wrapped keys."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, inspect, text

from medmanager.domain.audit import Entry
from medmanager.domain.errors import NotAllowed, Refused, StoreUnavailable
from medmanager.domain.practice import Practice
from medmanager.domain.user import Act, User
from medmanager.persistence import schema
from medmanager.persistence.engine import reading, writing
from medmanager.persistence.failures import translated
from medmanager.persistence.key_document import DataKey, HeldKey, WrapKind
from medmanager.persistence.key_wraps import new_data_key
from medmanager.persistence.keys import WRONG_PASSWORD, KeyRing, StoreKeys
from medmanager.persistence.passwords import Cost, Verifier, check_new_password, normal_login
from medmanager.persistence.persons import UNKNOWN_LOGIN, own, person
from medmanager.persistence.server import server_engine, server_name, server_url
from medmanager.persistence.server_keys import RowKeys, ServerKeys
from medmanager.persistence.store import SqlStore
from medmanager.persistence.transaction import Transaction
from medmanager.persistence.unit_of_work import SqlUnitOfWork, recorded
from medmanager.persistence.upgrading import upgrade_after_backup
from medmanager.services.ports import Clock, Progress, Store

TAKEN = "There is a practice in this database already. Sign in to it, or ask for an empty database."
NO_RECOVERY_KEY = (
    "A practice server has no recovery key. An administrator can set a new password for you; if no "
    "administrator can sign in, restore the newest backup."
)

OUR_FUNCTIONS = (
    "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
    " AND prorettype = 'trigger'::regtype"
)
"""What the triggers of the tables call: a practice that is set aside keeps them."""


class ServerGate:
    """Lets people into the practice of one server database.

    Who may reach the database is the server's business. Who may work in the practice is proved by a
    password: its Argon2id verifier is in the person's row, and it opens the key that encrypts backups.
    """

    def __init__(self, url: str, clock: Clock, cost: Callable[[], Cost]) -> None:
        self._url = server_url(url)
        self._cost = cost
        self.clock = clock

    def exists(self) -> bool:
        with translated(), self.connected() as engine, reading(engine) as connection:
            return schema.revision_of(connection) is not None

    def place(self) -> str:
        return server_name(self._url)

    def people(self) -> tuple[tuple[str, str], ...]:
        with translated(), self.connected() as engine, reading(engine) as connection:
            self._check(connection)
            users = SqlUnitOfWork(Transaction(connection, self.clock.now(), False)).users.all()
        return tuple((user.login, user.display_name) for user in users if user.active)

    # making and opening

    def create(self, practice: Practice, admin: User, password: str, now: datetime) -> str:
        """Makes tables, practice and first person in an empty database, all or nothing.

        Gives "": a server has no paper key.
        """
        check_new_password(password)
        admin = self._with_verifier(admin, password)
        entry = Entry("create practice", admin.id, detail=f"user {admin.id}")
        with translated(), self.connected() as engine, writing(engine) as connection, connection.begin():
            if schema.revision_of(connection) is not None:
                raise Refused(TAKEN)
            schema.upgrade(connection)
            database_id, data_key = uuid4(), new_data_key()
            self.ring_in(connection).create(data_key, database_id, person(admin), password)
            with recorded(connection, entry, self.clock) as work:
                work.practice.save(practice)
                work.users.save(admin)
        return ""

    def open(self, login: str, password: str) -> SqlStore:
        engine = server_engine(self._url)
        try:
            with translated(), reading(engine) as connection:
                self._check(connection)
            return self._signed_in(engine, normal_login(login), password)
        except BaseException:
            engine.dispose()
            raise

    def open_with_recovery_key(self, key: str) -> SqlStore:
        raise NotAllowed(NO_RECOVERY_KEY)

    def new_recovery_key(self, store: Store) -> str:
        raise NotAllowed(NO_RECOVERY_KEY)

    def upgrade(self, login: str, password: str, keep_in: Path, report: Progress) -> Path | None:
        """Raises NotAllowed for somebody who may not back up: the whole practice stands still meanwhile."""
        engine = server_engine(self._url)
        try:
            with closing(self._signed_in(engine, normal_login(login), password)) as store:
                user = self._user(engine, normal_login(login))
                if user is None or not user.may(Act.BACK_UP):
                    raise NotAllowed(schema.OLDER)
                return upgrade_after_backup(store, keep_in, report)
        finally:
            engine.dispose()

    # people

    def add_person(self, store: Store, user: User, password: str) -> User:
        check_new_password(password)
        opened = own(store)
        user = self._with_verifier(user, password)
        with opened.write(Entry("add user", opened.actor_id, detail=f"user {user.id}")) as work:
            saved = work.users.save(user)
            self._let_in(opened, work, saved, password)
        return saved

    def remove_person(self, store: Store, login: str) -> None:
        opened = own(store)
        with opened.write(Entry("remove sign-in", opened.actor_id)) as work:
            user = _known(work, login)
            work.users.save(replace(user, password_hash=""))
            self.ring_in(work.transaction.connection).remove(WrapKind.PASSWORD, user.login)

    def change_password(self, login: str, old: str, new: str) -> None:
        with closing(self.open(login, old)) as store:
            self._set_password(store, login, new, "change password")

    def reset_password(self, store: Store, login: str, new: str) -> None:
        self._set_password(own(store), login, new, "set password")

    # for restoring

    def ring_in(self, connection: Connection) -> KeyRing:
        """The ring inside a transaction that writes."""
        return KeyRing(RowKeys(connection), self._cost)

    def set_aside(self, connection: Connection, name: str) -> bool:
        """Moves all tables of a practice into a schema of that name; False where there is none."""
        if schema.revision_of(connection) is None:
            return False
        connection.execute(text(f'CREATE SCHEMA "{name}"'))
        for table in inspect(connection).get_table_names():
            connection.execute(text(f'ALTER TABLE "{table}" SET SCHEMA "{name}"'))
        for function in connection.scalars(text(OUR_FUNCTIONS)).all():
            connection.execute(text(f'ALTER FUNCTION "{function}"() SET SCHEMA "{name}"'))
        return True

    @contextmanager
    def connected(self) -> Iterator[Engine]:
        """An engine for one question; its connections are closed right after."""
        engine = server_engine(self._url)
        try:
            yield engine
        finally:
            engine.dispose()

    # inside

    def _check(self, connection: Connection) -> None:
        if schema.check_known(schema.revision_of(connection)) != schema.HEAD:
            raise StoreUnavailable(schema.OLDER)

    def _signed_in(self, engine: Engine, login: str, password: str) -> SqlStore:
        user = self._user(engine, login)
        ring = KeyRing(ServerKeys(engine), self._cost)
        data_key = _tried(ring, login, password)
        known = user is not None and user.active
        if user is not None and user.password_hash:
            known = known and Verifier().accepts(user.password_hash, password)
        else:
            known = known and data_key is not None
        keys = StoreKeys(HeldKey(data_key), ring) if data_key is not None else None
        store = SqlStore(engine, self.clock, keys)
        store.actor_id = user.id if user is not None else None
        if not known:
            with store.write(Entry("sign in refused", store.actor_id)):
                pass
            raise NotAllowed(WRONG_PASSWORD)
        return store

    def _user(self, engine: Engine, login: str) -> User | None:
        with translated(), reading(engine) as connection:
            work = SqlUnitOfWork(Transaction(connection, self.clock.now(), False))
            return next((user for user in work.users.all() if user.login == login), None)

    def _set_password(self, store: SqlStore, login: str, new: str, action: str) -> None:
        check_new_password(new)
        with store.write(Entry(action, store.actor_id)) as work:
            user = self._with_verifier(_known(work, login), new)
            self._let_in(store, work, work.users.save(user), new)

    def _let_in(self, store: SqlStore, work: SqlUnitOfWork, user: User, password: str) -> None:
        """A way into the backups as well, in the same transaction as the person's row."""
        self.ring_in(work.transaction.connection).put_password(store.keys.held.value, person(user), password)

    def _with_verifier(self, user: User, password: str) -> User:
        verifier = Verifier(self._cost()).made(password)
        return replace(user, login=normal_login(user.login), password_hash=verifier)


def _tried(ring: KeyRing, login: str, password: str) -> DataKey | None:
    try:
        return ring.opened_by_password(login, password)
    except NotAllowed:
        return None


def _known(work: SqlUnitOfWork, login: str) -> User:
    user = next((one for one in work.users.all() if one.login == normal_login(login)), None)
    if user is None:
        raise Refused(UNKNOWN_LOGIN, "login")
    return user
