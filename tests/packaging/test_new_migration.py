"""The migration generator writes what the rows have and the tables lack."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData

from medmanager.persistence.columns import Instant
from new_migration import PERSISTENCE, all_rows, missing_steps, write
from workspace import Trouble


@pytest.fixture
def persistence(tmp_path: Path) -> Path:
    """A copy of the persistence room that may be written to."""
    copy = tmp_path / "persistence"
    shutil.copytree(PERSISTENCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def with_one_more_column() -> MetaData:
    tables = MetaData()
    for table in all_rows().tables.values():
        table.to_metadata(tables)
    tables.tables["patient"].append_column(Column("photographed_at", Instant(), nullable=True))
    return tables


def test_that_rows_and_tables_agree_today(persistence: Path) -> None:
    assert missing_steps(all_rows(), persistence / "migrations") == "pass"


def test_that_a_new_column_becomes_a_revision_that_brings_it(persistence: Path) -> None:
    tables, migrations = with_one_more_column(), persistence / "migrations"
    steps = missing_steps(tables, migrations)
    assert "sa.Column('photographed_at', sa.BigInteger(), nullable=True)" in steps
    path = write("add_photo_of_patient", steps, persistence)
    assert path.stem.endswith("_add_photo_of_patient")
    assert f'"{path.stem[1:5]}")' in (persistence / "schema.py").read_text(encoding="utf-8")
    assert missing_steps(tables, migrations) == "pass"


def test_that_a_name_that_says_nothing_is_refused(persistence: Path) -> None:
    with pytest.raises(Trouble, match="Name a migration"):
        write("changes", "pass", persistence)
