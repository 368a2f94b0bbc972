"""Stores of both kinds for the tests of this folder."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from medmanager.persistence import migrate
from medmanager.persistence.cipher_file import CipherFile
from medmanager.persistence.engine import writing
from medmanager.persistence.key_document import HeldKey
from medmanager.persistence.key_places import KeyFiles
from medmanager.persistence.key_wraps import new_data_key
from medmanager.persistence.keys import KeyRing, StoreKeys
from medmanager.persistence.passwords import Cost
from medmanager.persistence.server import server_engine, server_url
from medmanager.persistence.store import SqlStore
from medmanager.services.ports import Clock
from tests.fakes import FakeClock
from tests.servers import TestServer, postgres_server

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
"""Makes a password as quick to try as a test needs."""

__all__ = ["postgres_server"]


@pytest.fixture
def dice() -> random.Random:
    """Chance with a seed that a red run shows."""
    seed = random.randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")
    return random.Random(seed)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, clock: FakeClock, tmp_path: Path) -> Iterator[SqlStore]:
    """An empty practice database, once as an encrypted file and once on PostgreSQL."""
    if request.param == "file":
        made = file_store(tmp_path, clock)
        yield made
        made.close()
        return
    yield request.getfixturevalue("server_store")


@pytest.fixture
def server_store(postgres_server: TestServer, clock: FakeClock) -> Iterator[SqlStore]:
    """An empty practice on PostgreSQL. Tests that name it carry the mark `postgres`."""
    made = SqlStore(server_engine(server_url(postgres_server.emptied())), clock)
    yield made
    made.close()


@pytest.fixture
def local_store(clock: FakeClock, tmp_path: Path) -> Iterator[SqlStore]:
    made = file_store(tmp_path, clock)
    yield made
    made.close()


def file_store(folder: Path, clock: Clock) -> SqlStore:
    """A store over a new encrypted file in that folder."""
    held = HeldKey(new_data_key())
    file = CipherFile(folder / "practice.mmdb", held, uuid4())
    file.create()
    engine = file.engine()
    with writing(engine) as connection, connection.begin():
        migrate.upgrade(connection)
    ring = KeyRing(KeyFiles(file.path), lambda: CHEAP)
    return SqlStore(engine, clock, StoreKeys(held, ring))
