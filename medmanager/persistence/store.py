"""An opened practice database: units of work, drafts, the audit chain, and facts about itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, insert, update
from sqlalchemy.exc import IntegrityError

from medmanager.domain.audit import AuditEntry, AuditVerdict, Entry
from medmanager.domain.changes import Changes
from medmanager.domain.draft import Draft
from medmanager.domain.errors import Refused, StoreUnavailable
from medmanager.domain.ids import UserId
from medmanager.persistence import audit_log, engine, facts, schema
from medmanager.persistence.failures import translated, unknown_at_commit
from medmanager.persistence.key_document import LOCKED
from medmanager.persistence.keys import StoreKeys
from medmanager.persistence.rows.practice import DraftTable
from medmanager.persistence.shapes import SHAPES
from medmanager.persistence.transaction import Transaction
from medmanager.persistence.unit_of_work import SqlUnitOfWork, recorded
from medmanager.services.ports import Clock

DRAFT = cast("Table", DraftTable.__table__)

WITHOUT_KEYS = "For this you have to sign in again with your own password."


@dataclass(frozen=True, slots=True)
class SqlStatus:
    """Facts for the status bar. `integrity` reads the whole file when it is asked for, and not before."""

    kind: str
    schema: str
    last_backup: datetime | None
    check: Callable[[], str] = field(repr=False)

    @property
    def integrity(self) -> str:
        """ "ok", or what is wrong."""
        return self.check()


class SqlStore:
    """A practice database that somebody has opened, with its keys until it is closed.

    A store may come without keys: then all but backups and letting people in works.
    """

    def __init__(self, opened: Engine, clock: Clock, keys: StoreKeys | None = None) -> None:
        self.engine = opened
        self.actor_id: UUID | None = None
        """Who opened it, for entries that the gate itself writes."""
        self._clock = clock
        self._keys = keys
        self._closed = False
        self._own: set[int] = set()

    @property
    def keys(self) -> StoreKeys:
        """Raises Refused for a store that was opened without its keys."""
        if self._keys is None:
            raise Refused(WITHOUT_KEYS)
        return self._keys

    @contextmanager
    def write(self, entry: Entry) -> Iterator[SqlUnitOfWork]:
        """Commits at the clean end of the block together with the audit entry; anything else rolls back.

        Ways in that are changed inside come with it.
        """
        ways_in = self._keys.ring.together() if self._keys else nullcontext()
        with ways_in, translated(), self._writing() as held, recorded(held, entry, self._clock) as work:
            yield work
        self._own.update(work.transaction.numbers)

    @contextmanager
    def read(self) -> Iterator[SqlUnitOfWork]:
        with translated(), engine.reading(self._open_engine()) as connection:
            yield SqlUnitOfWork(Transaction(connection, self._clock.now(), False))

    def others_changes(self, after: int | None) -> tuple[int, Changes]:
        with translated(), engine.reading(self._open_engine()) as connection, connection.begin():
            newest = audit_log.last_change(connection)
            found = {} if after is None else audit_log.changes_after(connection, after)
        own, self._own = self._own, {number for number in self._own if number > newest}
        return newest, Changes(tuple(change for number, change in found.items() if number not in own))

    def keep_draft(self, draft: Draft) -> None:
        with translated():
            try:
                self._put_draft(draft)
            except IntegrityError:
                # Her other window made the first draft of this form at the same moment: now it is there.
                self._put_draft(draft)

    def drop_draft(self, user_id: UserId, form: str, subject_id: UUID) -> None:
        with translated(), self._writing() as connection:
            connection.execute(delete(DRAFT).where(*_place(user_id, form, subject_id)))

    def audit(self, since: datetime, until: datetime) -> tuple[AuditEntry, ...]:
        with translated(), engine.reading(self._open_engine()) as connection:
            return audit_log.entries_between(connection, since, until)

    def verify_audit(self) -> AuditVerdict:
        with translated(), engine.reading(self._open_engine()) as connection:
            return audit_log.verify(connection)

    def status(self) -> SqlStatus:
        with translated(), engine.reading(self._open_engine()) as connection:
            local = connection.dialect.name == engine.LOCAL
            return SqlStatus(
                kind="this computer" if local else "practice server",
                schema=schema.revision_of(connection) or "",
                last_backup=facts.last_backup(connection),
                check=self._whole_file,
            )

    def _whole_file(self) -> str:
        with translated(), engine.reading(self._open_engine()) as connection:
            return facts.whole_file(connection)

    def close(self) -> None:
        """Closes all connections and drops the key. A closed store opens nothing again."""
        self._closed = True
        self.engine.dispose()
        if self._keys is not None:
            self._keys.held.forget()

    def now(self) -> datetime:
        return self._clock.now()

    def _open_engine(self) -> Engine:
        if self._closed:
            raise StoreUnavailable(LOCKED)
        return self.engine

    def _put_draft(self, draft: Draft) -> None:
        cells = SHAPES[Draft].cells(draft) | {"version": draft.version + 1}
        place = _place(draft.user_id, draft.form, draft.subject_id)
        with self._writing() as connection:
            if connection.execute(update(DRAFT).where(*place), cells).rowcount == 0:
                connection.execute(insert(DRAFT), cells)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with engine.writing(self._open_engine()) as connection, connection.begin() as transaction:
            yield connection
            with unknown_at_commit():
                transaction.commit()


def _place(user_id: UserId, form: str, subject_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return DRAFT.c.user_id == user_id, DRAFT.c.form == form, DRAFT.c.subject_id == subject_id
