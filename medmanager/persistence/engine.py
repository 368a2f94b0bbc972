"""Engines for both kinds of store, and the rules that every connection of them keeps."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event

WRITES = "medmanager_writes"
LOCAL = "sqlite"
SERVER = "postgresql"


def begin_by_intent(engine: Engine) -> None:
    """Makes SQLite transactions ours: a writer takes its lock at once, a reader never blocks a writer.

    Without this the driver would begin at the first change, and a reader that turns writer would fail
    where it cannot be retried.
    """

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection for one transaction that writes; the caller commits, everything else rolls back."""
    with engine.connect() as connection:
        yield connection.execution_options(**{WRITES: True})


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the database and changes nothing."""
    with engine.connect() as connection:
        if engine.dialect.name == SERVER:
            yield connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        else:
            yield connection
