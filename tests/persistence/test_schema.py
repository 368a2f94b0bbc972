"""Tables: made the same on both engines, refused when newer, upgraded when older."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from medmanager.domain.errors import StoreUnavailable
from medmanager.persistence import migrate, schema
from medmanager.persistence.engine import reading, writing
from medmanager.persistence.rows.base import Row
from medmanager.persistence.store import SqlStore

BROKEN_REVISION = '''
"""A revision that fails half way."""
from alembic import op
import sqlalchemy as sa
revision = "next"
down_revision = "{head}"

def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO there_is_no_such_table VALUES (1)")
'''


@pytest.fixture
def broken_migrations(tmp_path: Path) -> Path:
    """The real revisions and one more that fails in its middle."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for path in migrate.MIGRATIONS.rglob("*.py"):
        (folder / path.relative_to(migrate.MIGRATIONS)).write_text(path.read_text())
    (folder / "versions" / "vnext_broken.py").write_text(BROKEN_REVISION.format(head=schema.HEAD))
    return folder


def test_that_the_revisions_make_exactly_the_tables_of_the_rows(store: SqlStore) -> None:
    with reading(store.engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_that_the_program_knows_all_revisions_in_their_order() -> None:
    scripts = list(ScriptDirectory(str(migrate.MIGRATIONS)).walk_revisions())
    assert tuple(script.revision for script in reversed(scripts)) == schema.REVISIONS


def test_that_the_append_only_tables_refuse_changes(store: SqlStore) -> None:
    def attempt(statement: str) -> None:
        with writing(store.engine) as connection, connection.begin():
            _one_entry(connection)
            connection.execute(text(statement))

    for statement in ("UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry", "DELETE FROM change"):
        with pytest.raises(SQLAlchemyError, match="append-only"):
            attempt(statement)


def test_that_the_revision_is_known_by_a_short_question(store: SqlStore) -> None:
    with reading(store.engine) as connection:
        assert schema.revision_of(connection) == schema.HEAD


def test_that_a_newer_database_and_an_empty_one_are_refused() -> None:
    with pytest.raises(StoreUnavailable, match="newer MedManager"):
        schema.check_known("9999")
    with pytest.raises(StoreUnavailable, match="holds no practice"):
        schema.check_known(None)


def test_that_a_revision_that_fails_leaves_nothing_behind(store: SqlStore, broken_migrations: Path) -> None:
    with pytest.raises(SQLAlchemyError), writing(store.engine) as connection, connection.begin():
        migrate.upgrade(connection, "head", broken_migrations)
    with reading(store.engine) as connection:
        assert not inspect(connection).has_table("half")
        assert schema.revision_of(connection) == schema.HEAD


def test_that_alembic_is_not_loaded_to_open_a_practice() -> None:
    code = (
        "import sys, medmanager.persistence.gates, medmanager.persistence.backup;"
        "print('alembic' in sys.modules, 'sqlalchemy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]


def _one_entry(connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO audit_entry (number, at, action, detail, changed, previous_hash, hash)"
            " VALUES (1, 0, 'a', '', '[]', '', 'h')"
        )
    )
    connection.execute(
        text(
            "INSERT INTO change (number, audit_number, version, kind, record_id) VALUES (1, 1, 1, 'a', :id)"
        ),
        {"id": "0" * 32},
    )
