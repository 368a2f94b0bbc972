"""Stores of both kinds for the tests of this folder."""

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from medmanager.domain.user import Role
from medmanager.persistence import migrate
from medmanager.persistence.cipher_file import CipherFile
from medmanager.persistence.engine import writing
from medmanager.persistence.gates import PracticeGates
from medmanager.persistence.key_document import DataKey, HeldKey
from medmanager.persistence.key_places import KeyFiles
from medmanager.persistence.key_wraps import new_data_key
from medmanager.persistence.keys import KeyRing, StoreKeys
from medmanager.persistence.local_gate import LocalGate
from medmanager.persistence.passwords import Cost
from medmanager.persistence.server import server_engine, server_url
from medmanager.persistence.store import SqlStore
from medmanager.services.ports import Clock
from tests.builders import NOW, a_practice, a_user
from tests.fakes import FakeClock
from tests.servers import TestServer, postgres_server

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
"""Makes a password as quick to try as a test needs."""

PASSWORD = "correct horse battery"

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


@dataclass(frozen=True)
class Blank:
    """An encrypted file with the tables of the current schema and nothing in them."""

    content: bytes
    data_key: DataKey
    database_id: UUID


@cache
def blank() -> Blank:
    """Made once a session: tests copy it, which is quicker than making tables each time."""
    data_key, database_id = new_data_key(), uuid4()
    with tempfile.TemporaryDirectory() as folder:
        file = CipherFile(Path(folder) / "blank.mmdb", HeldKey(data_key), database_id)
        file.create()
        engine = file.engine()
        with writing(engine) as connection, connection.begin():
            migrate.upgrade(connection)
        engine.dispose()
        return Blank(file.path.read_bytes(), data_key, database_id)


def file_store(folder: Path, clock: Clock) -> SqlStore:
    """A store over a new encrypted file in that folder."""
    (folder / "practice.mmdb").write_bytes(blank().content)
    return opened_again(folder, clock)


def opened_again(folder: Path, clock: Clock) -> SqlStore:
    """A store over the file that `file_store` made there, in whatever process of this session's children."""
    path = folder / "practice.mmdb"
    held = HeldKey(blank().data_key)
    ring = KeyRing(KeyFiles(path), lambda: CHEAP)
    return SqlStore(CipherFile(path, held, blank().database_id).engine(), clock, StoreKeys(held, ring))


@pytest.fixture(scope="session")
def made_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a practice with one administrator, root; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("made") / "practice"
    gate = PracticeGates(FakeClock(), lambda: CHEAP).local(folder)
    gate.create(a_practice(), a_user(Role.ADMIN, "root"), PASSWORD, NOW)
    return folder


@pytest.fixture
def local_gate(made_practice: Path, tmp_path: Path, clock: FakeClock) -> LocalGate:
    """A practice on this computer; root signs in with `PASSWORD`."""
    shutil.copytree(made_practice, tmp_path / "practice")
    return PracticeGates(clock, lambda: CHEAP).local(tmp_path / "practice")


@pytest.fixture
def gates(clock: FakeClock) -> PracticeGates:
    return PracticeGates(clock, lambda: CHEAP)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "today.mmbackup"
