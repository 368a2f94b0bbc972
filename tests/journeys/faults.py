"""What can happen to a practice while its window is open: a full disk, a folder whose files are gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from medmanager.persistence.engine import reading
from medmanager.persistence.store import SqlStore
from tests.stage import Stage


@contextmanager
def no_room() -> Iterator[None]:
    """No file of this process can be written, as on a disk that is full to the last byte."""
    resource = pytest.importorskip("resource", reason="this system has no limit on the size of files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def database_full(stage: Stage) -> Iterator[None]:
    """The database may not grow by a single page: the driver says that the disk is full."""
    _limit(stage, grow=0)
    try:
        yield
    finally:
        _limit(stage, grow=100_000)


def _limit(stage: Stage, grow: int) -> None:
    store = stage.services.session.store
    assert isinstance(store, SqlStore)
    with reading(store.engine) as connection:
        pages = int(connection.execute(text("PRAGMA page_count")).scalar_one())
        connection.execute(text(f"PRAGMA max_page_count = {pages + grow}"))


class Removed:
    """A practice whose files were moved out of their folder, until they are put back."""

    def __init__(self, practice: Path) -> None:
        self._practice = practice
        self._aside = practice.with_name("aside")

    def take(self) -> None:
        self._aside.mkdir()
        _move_files(self._practice, self._aside)

    def put_back(self) -> None:
        _move_files(self._aside, self._practice)
        self._aside.rmdir()


def _move_files(source: Path, target: Path) -> None:
    for file in source.iterdir():
        file.rename(target / file.name)
