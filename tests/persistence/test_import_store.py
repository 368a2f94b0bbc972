"""Real files into real stores: what was imported reads back the same, and a second import adds nothing."""

from pathlib import Path

import pytest

from medmanager.domain.audit import Entry
from medmanager.domain.user import Role
from medmanager.exchange.fhir_reader import FhirReader
from medmanager.persistence.store import SqlStore
from medmanager.services.imports import Imports
from medmanager.services.session import Session
from tests.builders import a_practice, a_user
from tests.fakes import FakeClock, FakeGate

SAMPLES = Path(__file__).parent.parent / "data" / "fhir" / "synthea"


class OneStoreGate(FakeGate):
    """Opens the store of the test, whoever asks."""

    def __init__(self, clock: FakeClock, store: SqlStore) -> None:
        super().__init__(clock)
        self._store = store

    def open(self, login: str, password: str) -> SqlStore:  # type: ignore[override] # a real store
        return self._store


@pytest.fixture
def imports(store: SqlStore, clock: FakeClock) -> Imports:
    """The service over a real store, with a provider signed in."""
    with store.write(Entry("set up", None)) as work:
        work.practice.save(a_practice())
        work.users.save(a_user(Role.PROVIDER))
    session = Session(OneStoreGate(clock, store), clock)
    session.sign_in("osei", "secret")
    return Imports(session, FhirReader(session.new_id, session.now))


def quiet(done: int, of: int, text: str) -> None:
    """A progress nobody looks at."""


def test_that_real_files_are_taken_once_and_read_back_the_same(imports: Imports, store: SqlStore) -> None:
    paths = sorted(SAMPLES.glob("*.json"))
    first = imports.take(paths, quiet)
    assert [report.refused for report in first] == [""] * len(paths)
    assert all(report.total_taken > 30 for report in first)
    again = imports.take(paths, quiet)
    assert [(report.taken, report.changed) for report in again] == [((), 0)] * len(paths)
    assert [report.known for report in again] == [report.total_taken for report in first]
    with store.read() as work:
        assert work.queries.count_patients() == len(paths)
    assert store.verify_audit().broken_at is None
