"""One unit of work: all of it or nothing, one moment for a reader, and rigs that notice when it is not so."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Event
from typing import Any

import pytest
from sqlalchemy import update

from medmanager.domain.errors import Refused, StaleRecord, StoreUnavailable
from medmanager.domain.history import Measure, Observation
from medmanager.domain.patient import Patient
from medmanager.domain.plan.dose import TabletCount
from medmanager.domain.plan.plan import Plan, PlanStatus
from medmanager.domain.record import Record
from medmanager.persistence.repositories import SqlRepository
from medmanager.persistence.store import SqlStore
from medmanager.services.ports import Store, UnitOfWork
from tests.builders import NOW, a_patient, a_plan, a_practice, a_user, new_id
from tests.persistence.samples import a_full_plan, an_entry, read_one, saved

WRITERS = 6


def test_that_the_store_keeps_the_contract_of_the_ports(store: SqlStore) -> None:
    kept: Store = store
    with store.read() as work:
        contract: UnitOfWork = work
        assert contract.changes.items == ()
    assert kept.status().integrity == "ok"


def test_that_an_error_in_the_middle_takes_back_everything(store: SqlStore) -> None:
    patient, other = saved(store, a_patient(), a_patient())

    def fail() -> None:
        with store.write(an_entry()) as work:
            work.plans.save(a_full_plan(patient.id))
            work.patients.save(replace(patient, family_name="Changed"))
            work.patients.void(other, "gone")
            raise StaleRecord("plan")

    with pytest.raises(StaleRecord):
        fail()
    with store.read() as work:
        assert work.plans.of_patient(patient.id) == ()
        assert work.patients.get(patient.id) == patient
        assert work.patients.get(other.id) == other
        assert work.queries.search_patients("changed") == ()
    assert store.verify_audit().broken_at is None


def test_that_a_reader_sees_one_moment(store: SqlStore) -> None:
    (patient,) = saved(store, a_patient())
    with store.read() as work:
        before = work.patients.get(patient.id)
        saved(store, replace(patient, family_name="Changed"), a_patient())
        assert work.patients.get(patient.id) == before
        assert work.queries.count_patients() == 1
    assert read_one(store, patient).family_name == "Changed"


def test_that_many_who_save_the_same_record_lose_nothing(store: SqlStore) -> None:
    """Each adds one to a counter inside the record, and tries again when it was stale."""
    (counter,) = saved(store, a_practice(lock_minutes=1, hours=()))
    assert count_up(store, counter) == 1 + 4 * WRITERS


def count_up(store: SqlStore, counter: Any) -> int:
    def add(_: int) -> None:
        for _ in range(4):
            while not added(store, counter):
                continue

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(add, range(WRITERS)))
    return int(read_one(store, counter).lock_minutes)


def added(store: SqlStore, counter: Any) -> bool:
    try:
        seen = read_one(store, counter)
        saved(store, replace(seen, lock_minutes=seen.lock_minutes + 1))
    except (StaleRecord, StoreUnavailable):
        return False
    return True


class LastWriterWins(SqlRepository[Plan]):
    """A planted bug: saves without looking at the version that was read."""

    def _update(self, record: Record, cells: dict[str, object]) -> None:
        self._work.connection.execute(update(self._table).where(self._table.c.id == record.id), cells)


def overwrite(store: SqlStore, kind: type[SqlRepository[Plan]]) -> Plan:
    """What is stored when two people save the same plan one after the other, having read the same one."""
    patient = saved(store, a_patient())[0]
    (plan,) = saved(store, a_full_plan(patient.id))
    for reason in ("mine", "theirs"):
        with store.write(an_entry()) as work:
            kind(work.transaction, Plan).save(replace(plan, reason=reason, items=plan.items[:1]))
    kept: Plan = read_one(store, plan)
    return kept


def test_that_the_version_check_is_what_stops_an_overwrite(store: SqlStore) -> None:
    assert overwrite(store, LastWriterWins).reason == "theirs"
    with pytest.raises(StaleRecord):
        overwrite(store, SqlRepository)


class ChildrenApart(SqlRepository[Plan]):
    """A planted bug: the plan's own row is left alone when only something inside it changed."""

    def _update(self, record: Record, cells: dict[str, object]) -> None:
        return None


def test_that_leaving_out_the_version_of_the_whole_would_be_found(store: SqlStore) -> None:
    patient = saved(store, a_patient())[0]
    (plan,) = saved(store, a_full_plan(patient.id))
    with store.write(an_entry()) as work:
        ChildrenApart(work.transaction, Plan).save(replace(plan, items=plan.items[:1]))
    with pytest.raises(AssertionError):
        assert read_one(store, plan).version == plan.version + 1
    assert store.verify_audit().broken_at is not None


def test_that_two_plans_of_a_patient_are_not_signed_under_one_number(store: SqlStore) -> None:
    (patient,) = saved(store, a_patient())
    signature: Any = {"status": PlanStatus.SIGNED, "signed_by": a_user().id, "signed_at": NOW}
    first, second = (replace(a_plan(patient, number=4), **signature) for _ in range(2))
    (kept,) = saved(store, first)
    with pytest.raises(StaleRecord):
        saved(store, second)
    with store.write(an_entry()) as work:
        work.plans.void(kept, "wrong patient")
    saved(store, second)


def test_that_a_taken_sign_in_name_is_refused_beside_its_field(store: SqlStore) -> None:
    saved(store, a_user())
    with pytest.raises(Refused) as told:
        saved(store, a_user())
    assert told.value.field == "login"


@pytest.mark.parametrize("written", ["0.50", "1E+2", "0", "12345678901234567890.0123456789", "-0.10"])
def test_that_a_decimal_comes_back_digit_for_digit(store: SqlStore, written: str) -> None:
    (patient,) = saved(store, a_patient())
    value = Observation(new_id(), patient.id, Measure.LITHIUM, Decimal(written), NOW)
    saved(store, value)
    assert str(read_one(store, value).value) == written


def test_that_a_count_of_half_a_tablet_is_exact(store: SqlStore) -> None:
    (patient,) = saved(store, a_patient())
    plan = a_full_plan(patient.id)
    saved(store, plan)
    tablets: tuple[TabletCount, ...] = read_one(store, plan).items[0].steps[0].tablets
    assert [str(tablet.count) for tablet in tablets] == ["0.5", "1"]
    assert [str(tablet.strength.amount) for tablet in tablets] == ["12.50", "25"]


@pytest.mark.parametrize("text", ["null\0char", "half \ud83d surrogate"])
def test_that_text_that_cannot_be_stored_is_refused_with_a_sentence(store: SqlStore, text: str) -> None:
    with pytest.raises(Refused, match="cannot be stored"):
        saved(store, a_patient(address=text))


def test_that_a_number_out_of_range_is_refused_with_a_sentence(store: SqlStore) -> None:
    with pytest.raises(Refused, match="too large"):
        saved(store, a_practice(hours=()), replace(a_user(), colour=1 << 40))


def test_that_a_closed_store_opens_nothing_again(store: SqlStore) -> None:
    store.close()
    for attempt in (store.read, lambda: store.write(an_entry())):
        with pytest.raises(StoreUnavailable, match="locked"), attempt():
            pytest.fail("a locked store was read")


def test_that_a_reader_does_not_wait_for_a_writer(store: SqlStore) -> None:
    (patient,) = saved(store, a_patient())
    has_written, may_commit = Event(), Event()

    def write() -> None:
        with store.write(an_entry()) as work:
            work.patients.save(replace(patient, family_name="Changed"))
            has_written.set()
            may_commit.wait(10)

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        assert has_written.wait(10)
        seen: Patient = read_one(store, patient)
        may_commit.set()
        writing.result()
    assert seen == patient
