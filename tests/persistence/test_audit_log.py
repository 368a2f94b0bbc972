"""The audit chain: written with every unit of work, and any tampering shows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, select, text

from medmanager.domain.audit import Entry
from medmanager.domain.errors import StoreUnavailable
from medmanager.persistence import audit_log
from medmanager.persistence.engine import LOCAL, writing
from medmanager.persistence.store import SqlStore
from tests.builders import NOW, a_patient, a_plan, an_allergy, an_item, new_id
from tests.fakes import FakeClock
from tests.persistence.samples import saved

WRITERS = 8
EACH = 12


def filled(store: SqlStore, entries: int = 6) -> None:
    for number in range(entries):
        with store.write(Entry(f"act {number}", new_id(), None, f"detail {number}")) as work:
            work.patients.save(a_patient())


def test_that_an_entry_tells_who_did_what_to_which_record(store: SqlStore, clock: FakeClock) -> None:
    actor, patient = new_id(), a_patient()
    with store.write(Entry("register", actor, patient.id, "from the front desk")) as work:
        kept = work.patients.save(patient)
        allergy = work.allergies.save(an_allergy(patient))
    (entry,) = store.audit(NOW, NOW + timedelta(seconds=1))
    assert entry.number == 1
    assert entry.at == NOW
    assert entry.entry == Entry("register", actor, patient.id, "from the front desk")
    assert entry.changed == (("patient", kept.id, 1), ("allergy", allergy.id, 1))
    assert len(entry.hash) == 64


def test_that_entries_are_asked_for_by_time(store: SqlStore, clock: FakeClock) -> None:
    for _ in range(3):
        filled(store, 1)
        clock.advance(timedelta(hours=1))
    assert [entry.number for entry in store.audit(NOW + timedelta(hours=1), NOW + timedelta(hours=2))] == [2]


def test_that_a_unit_of_work_that_fails_leaves_neither_record_nor_entry(store: SqlStore) -> None:
    patient = a_patient()

    def register() -> None:
        with store.write(Entry("register", new_id())) as work:
            work.patients.save(patient)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        register()
    with store.read() as work:
        assert work.patients.find(patient.id) is None
    assert store.verify_audit().entries == 0


def test_that_an_entry_without_changes_is_kept_too(store: SqlStore) -> None:
    with store.write(Entry("open chart", new_id(), new_id())):
        pass
    assert store.verify_audit().entries == 1


def test_that_a_whole_chain_verifies(store: SqlStore) -> None:
    filled(store)
    verdict = store.verify_audit()
    assert (verdict.entries, verdict.broken_at) == (6, None)
    assert "whole" in verdict.sentence


def test_that_an_empty_chain_is_whole(store: SqlStore) -> None:
    assert store.verify_audit().broken_at is None


# tampering, by somebody who can write to the tables past the triggers


def edit(connection: Connection) -> None:
    connection.execute(text("UPDATE audit_entry SET detail = 'nothing' WHERE number = 3"))


def edit_time(connection: Connection) -> None:
    connection.execute(text("UPDATE audit_entry SET at = at + 1 WHERE number = 3"))


def edit_changed(connection: Connection) -> None:
    connection.execute(text("UPDATE audit_entry SET changed = '[]' WHERE number = 3"))


def delete(connection: Connection) -> None:
    connection.execute(text("DELETE FROM audit_entry WHERE number = 3"))


def delete_and_renumber(connection: Connection) -> None:
    delete(connection)
    for number in (4, 5, 6):
        connection.execute(text(f"UPDATE audit_entry SET number = {number - 1} WHERE number = {number}"))
    connection.execute(text("UPDATE ledger_head SET audit_number = 5"))


def insert(connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO audit_entry"
            " (number, at, action, actor_id, patient_id, detail, changed, previous_hash, hash)"
            " SELECT 7, at, action, actor_id, patient_id, detail, changed, previous_hash, hash"
            " FROM audit_entry WHERE number = 6"
        )
    )
    connection.execute(text("UPDATE ledger_head SET audit_number = 7"))


def swap(connection: Connection) -> None:
    for before, after in ((3, 99), (4, 3), (99, 4)):
        connection.execute(text(f"UPDATE audit_entry SET number = {after} WHERE number = {before}"))


def cut_tail(connection: Connection) -> None:
    connection.execute(text("DELETE FROM audit_entry WHERE number > 4"))


def cut_tail_and_head(connection: Connection) -> None:
    cut_tail(connection)
    left = connection.execute(text("SELECT hash FROM audit_entry WHERE number = 4")).scalar()
    connection.execute(text("UPDATE ledger_head SET audit_number = 4, audit_hash = :hash"), {"hash": left})


def edit_record_past_the_program(connection: Connection) -> None:
    connection.execute(text("UPDATE patient SET version = version + 1"))


TAMPERINGS: dict[Callable[[Connection], None], int] = {
    edit: 3,
    edit_time: 3,
    edit_changed: 3,
    delete: 3,
    delete_and_renumber: 3,
    insert: 7,
    swap: 3,
    cut_tail: 5,
    cut_tail_and_head: 5,
    edit_record_past_the_program: 7,
}


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_that_tampering_shows_and_where(store: SqlStore, tamper: Callable[[Connection], None]) -> None:
    filled(store)
    with writing(store.engine) as connection, connection.begin():
        unguarded(connection)
        tamper(connection)
    verdict = store.verify_audit()
    assert verdict.broken_at == TAMPERINGS[tamper]
    assert f"entry {verdict.broken_at}" in verdict.sentence


def unguarded(connection: Connection) -> None:
    """Past the triggers, for this transaction: who owns the database can always take them away."""
    if connection.dialect.name != LOCAL:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    for table in ("audit_entry", "change"):
        for act in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_{act}"))


# many writers at once


def write_as_eight(store: SqlStore, append: Callable[[int], None]) -> int:
    """How many of all units of work were acknowledged."""

    def work_through(writer: int) -> int:
        done = 0
        for _ in range(EACH):
            try:
                append(writer)
                done += 1
            except StoreUnavailable:
                continue
        return done

    with ThreadPoolExecutor(WRITERS) as pool:
        return sum(pool.map(work_through, range(WRITERS)))


def test_that_eight_writers_leave_one_unbroken_chain(store: SqlStore) -> None:
    def append(writer: int) -> None:
        with store.write(Entry(f"writer {writer}", UUID(int=writer))) as work:
            work.patients.save(a_patient())

    done = write_as_eight(store, append)
    verdict = store.verify_audit()
    assert done == WRITERS * EACH
    assert (verdict.entries, verdict.broken_at) == (done, None)
    assert change_numbers(store) == list(range(1, done + 1))


@pytest.mark.postgres
def test_that_a_head_that_is_not_locked_is_found_by_this_test(
    server_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rig has teeth: writers that do not wait for one another break the chain or fail.

    On a server only: an encrypted file has one writer at a time, whatever the program does.
    """
    store = server_store
    monkeypatch.setattr(audit_log, "LOCKED_HEAD", select(audit_log.HEAD))
    failures: list[Exception] = []

    def append(writer: int) -> None:
        try:
            with store.write(Entry(f"writer {writer}", UUID(int=writer))):
                pass
        except Exception as error:
            failures.append(error)
            raise StoreUnavailable("collided") from error

    done = write_as_eight(store, append)
    assert failures or store.verify_audit().broken_at or store.verify_audit().entries != done


def change_numbers(store: SqlStore) -> list[int]:
    with store.engine.connect() as connection:
        return list(connection.execute(select(audit_log.CHANGES.c.number).order_by("number")).scalars())


@pytest.mark.rig
def test_that_any_single_damage_of_a_long_chain_is_found(local_store: SqlStore, rig_scale: float) -> None:
    patient = a_patient()
    saved(local_store, patient)
    with writing(local_store.engine) as connection, connection.begin():
        for number in range(max(200, int(100_000 * rig_scale))):
            audit_log.append(connection, Entry(f"act {number}", new_id(), patient.id), (), NOW)
    whole = local_store.verify_audit()
    assert whole.broken_at is None
    for number in range(1, whole.entries, max(1, whole.entries // 50)):
        with writing(local_store.engine) as connection, connection.begin() as transaction:
            unguarded(connection)
            changed = text("UPDATE audit_entry SET action = action || '.' WHERE number = :number")
            connection.execute(changed, {"number": number})
            assert audit_log.verify(connection).broken_at == number
            transaction.rollback()


def test_that_the_log_of_the_day_tells_who_saved_a_draft_last(store: SqlStore, clock: FakeClock) -> None:
    patient, first, second = a_patient(), new_id(), new_id()
    with store.write(Entry("register", first, patient.id)) as work:
        work.patients.save(patient)
    with store.write(Entry("draft plan", first, patient.id)) as work:
        draft = work.plans.save(a_plan(patient, an_item()))
    clock.advance(timedelta(minutes=5))
    with store.write(Entry("change plan", second, patient.id)) as work:
        work.plans.save(replace(draft, message="Call us with questions."))
    last = [
        one
        for one in store.audit(NOW, NOW + timedelta(hours=1))
        if any(r == draft.id for _, r, _ in one.changed)
    ][-1]
    assert (last.entry.actor_id, last.at) == (second, NOW + timedelta(minutes=5))
