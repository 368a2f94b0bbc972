"""What one window hears of another's changes: each once, its own never, nothing that was taken back."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest

from medmanager.domain.changes import Change, Changes
from medmanager.domain.errors import StaleRecord
from medmanager.persistence.store import SqlStore
from tests.builders import a_patient, a_plan
from tests.fakes import FakeClock
from tests.persistence.samples import an_entry, saved

WRITERS, EACH = 4, 6


@pytest.fixture
def other(store: SqlStore, clock: FakeClock) -> SqlStore:
    """A second window on the same practice."""
    return SqlStore(store.engine, clock)


def test_that_a_window_hears_what_another_one_saved_and_only_once(store: SqlStore, other: SqlStore) -> None:
    heard, _ = store.others_changes(None)
    (patient,) = saved(other, a_patient())
    (plan,) = saved(other, a_plan(patient))
    heard, changes = store.others_changes(heard)
    assert changes.items == (Change("patient", patient.id, patient.id), Change("plan", plan.id, patient.id))
    assert store.others_changes(heard) == (heard, Changes())


def test_that_a_window_does_not_hear_itself(store: SqlStore, other: SqlStore) -> None:
    heard, _ = store.others_changes(None)
    saved(store, a_patient())
    (theirs,) = saved(other, a_patient())
    saved(store, a_patient())
    heard, changes = store.others_changes(heard)
    assert [change.id for change in changes.items] == [theirs.id]
    saved(store, a_patient())
    assert not store.others_changes(heard)[1].items


def test_that_nothing_is_heard_of_what_was_taken_back(store: SqlStore, other: SqlStore) -> None:
    heard, _ = store.others_changes(None)
    with suppress(StaleRecord), other.write(an_entry()) as work:
        work.patients.save(a_patient())
        raise StaleRecord("patient")
    assert not store.others_changes(heard)[1].items


def test_that_nothing_is_missed_while_several_write(store: SqlStore, clock: FakeClock) -> None:
    """With numbers that are given before the commit a reader would pass over those that commit late."""
    heard, _ = store.others_changes(None)
    written: set[object] = set()
    found: list[object] = []

    def write(number: int) -> None:
        window = SqlStore(store.engine, clock)
        for _ in range(EACH):
            (patient,) = saved(window, replace(a_patient(), address=str(number)))
            written.add(patient.id)

    with ThreadPoolExecutor(WRITERS) as pool:
        running = [pool.submit(write, number) for number in range(WRITERS)]
        while not all(one.done() for one in running):
            heard, changes = store.others_changes(heard)
            found += [change.id for change in changes.items]
        for one in running:
            one.result()
    found += [change.id for change in store.others_changes(heard)[1].items]
    assert sorted(map(str, found)) == sorted(map(str, written))
