"""Every kind of record: what is saved comes back, and nobody overwrites what somebody else saved."""

from dataclasses import fields, replace
from typing import Any

import pytest

from medmanager.domain.errors import NotFound, Refused, StaleRecord
from medmanager.domain.record import Record
from medmanager.persistence.store import SqlStore
from tests.builders import new_id
from tests.persistence.samples import a_full_patient, an_entry, every_kind, read_one, repository_of, saved

KINDS = [type(record).__name__ for record in every_kind(a_full_patient())]


def a_saved(store: SqlStore, kind: str) -> Any:
    """One saved record of that kind, and its patient with it."""
    patient = a_full_patient()
    records = {type(record).__name__: record for record in every_kind(patient)}
    keep = (patient,) if kind == "Patient" else (patient, records[kind])
    return saved(store, *keep)[-1]


def with_children_only(record: Any) -> Any:
    """The record with one of its inner values taken away, every field of its own row unchanged."""
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, tuple) and value and not isinstance(value[0], str | tuple):
            return replace(record, **{field.name: value[1:]})
    return None


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_record_comes_back_as_it_was_saved(store: SqlStore, kind: str) -> None:
    record = a_saved(store, kind)
    assert record.version == 1
    assert read_one(store, record) == record


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_second_save_comes_back_with_the_next_version(store: SqlStore, kind: str) -> None:
    record = a_saved(store, kind)
    changed = with_children_only(record) or record
    again = saved(store, changed)[0]
    assert again.version == 2
    assert read_one(store, record) == again == replace(changed, version=2)


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_stale_record_is_refused_and_changes_nothing(store: SqlStore, kind: str) -> None:
    record = a_saved(store, kind)
    newer = saved(store, record)[0]
    with pytest.raises(StaleRecord):
        saved(store, record)
    assert read_one(store, record) == newer


CHILDREN = [type(one).__name__ for one in every_kind(a_full_patient()) if with_children_only(one)]


@pytest.mark.parametrize("kind", CHILDREN)
def test_that_a_change_of_children_alone_protects_the_whole(store: SqlStore, kind: str) -> None:
    record = a_saved(store, kind)
    saved(store, with_children_only(record))
    with pytest.raises(StaleRecord):
        saved(store, with_children_only(record))


def test_that_all_kinds_with_inner_values_are_among_those_tested() -> None:
    assert CHILDREN == ["Patient", "Intake", "Plan", "Visit", "Practice", "DiarySheet", "DoseProtocol"]


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_new_record_cannot_take_the_place_of_a_kept_one(store: SqlStore, kind: str) -> None:
    record = a_saved(store, kind)
    with pytest.raises((StaleRecord, Refused)):
        saved(store, replace(record, version=0))
    assert read_one(store, record) == record


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_voided_record_is_gone_and_cannot_be_saved_again(store: SqlStore, kind: str) -> None:
    record = a_saved(store, kind)
    with store.write(an_entry()) as work:
        repository_of(work, record).void(record, "entered for the wrong patient")
        assert work.changes.touches(type(record).__name__.lower())
    with pytest.raises(NotFound):
        read_one(store, record)
    with pytest.raises(StaleRecord):
        saved(store, replace(record, version=2))


def test_that_a_void_needs_a_reason_and_the_version_that_was_read(store: SqlStore) -> None:
    record = a_saved(store, "Allergy")
    with store.write(an_entry()) as work, pytest.raises(Refused):
        work.allergies.void(record, " ")
    saved(store, record)
    with pytest.raises(StaleRecord), store.write(an_entry()) as work:
        work.allergies.void(record, "late")


def test_that_records_of_a_patient_come_oldest_first_and_of_her_alone(store: SqlStore) -> None:
    first, second = a_full_patient(), a_full_patient()
    mine = [record for record in every_kind(first) if type(record).__name__ == "Visit"]
    hers = [record for record in every_kind(second) if type(record).__name__ == "Visit"]
    more = [replace_id(mine[0]), replace_id(mine[0])]
    saved(store, first, second, *reversed(more), *mine, *hers)
    with store.read() as work:
        found = work.visits.of_patient(first.id)
    assert [visit.id for visit in found] == sorted([*(one.id for one in more), mine[0].id])
    assert all(visit.effects == found[0].effects for visit in found)


def replace_id(record: Record) -> Record:
    return replace(record, id=new_id())  # type: ignore[type-var]  # every record is a dataclass


def test_that_saving_inside_a_reading_unit_of_work_is_a_bug(store: SqlStore) -> None:
    with pytest.raises(RuntimeError), store.read() as work:
        work.patients.save(a_full_patient())


def test_that_a_record_needs_its_patient(store: SqlStore) -> None:
    orphan = next(one for one in every_kind(a_full_patient()) if type(one).__name__ == "Allergy")
    with pytest.raises(Refused, match="patient"):
        saved(store, orphan)


def test_that_changes_name_what_was_saved_in_order(store: SqlStore) -> None:
    patient = a_full_patient()
    with store.write(an_entry()) as work:
        for record in every_kind(patient):
            repository_of(work, record).save(record)
    assert [change.kind for change in work.changes.items] == [kind.lower() for kind in KINDS]
    assert {change.patient_id for change in work.changes.items} == {patient.id, None}
