"""Imports: shown before anything is stored, taken whole or not at all, the same file never twice."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from medmanager.domain.audit import Entry
from medmanager.domain.errors import Cancelled, NotAllowed, StoreUnavailable
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.imports.import_matching import Difference
from medmanager.domain.imports.imports import ImportReport, Joining, Left, LookAlike, PatientRecords
from medmanager.domain.patient import Patient
from medmanager.domain.user import Role
from tests.builders import NOW, a_patient, an_allergy, keep
from tests.fakes import FakeGate, FakeStore, FakeWork
from tests.services.import_desk import A, B, C, a_desk, a_file, quiet, read_again, some_records

TAKEN = (
    ("patients", 1),
    ("allergies", 1),
    ("conditions", 1),
    ("medicines", 1),
    ("measurements", 1),
    ("encounters", 1),
)


def test_that_a_preview_says_what_would_be_taken_and_stores_nothing() -> None:
    desk = a_desk(a=a_file(left=(Left("Claim", "not needed", 3),)))
    (preview,) = desk.imports.preview([A], quiet)
    assert preview.fresh == TAKEN
    assert (preview.known, preview.left[0].count, preview.refused) == (0, 3, "")
    assert desk.all(Patient) == []
    assert desk.imports_audited == []


def test_that_taking_stores_everything_in_one_audited_unit_of_work() -> None:
    desk = a_desk(a=a_file())
    (report,) = desk.imports.take(desk.imports.preview([A], quiet), quiet)
    assert report.taken == TAKEN
    assert report.total_taken == 6
    (entry,) = desk.imports_audited
    assert entry.patient_id == desk.reader.files[A].patients[0].patient.id
    assert entry.detail == "patients in the file: 1, records in the file: 5"
    assert report.changes.touches("patient")
    assert report.changes.touches("medicationstatement", entry.patient_id)


def test_that_paths_are_read_and_taken_in_one_go() -> None:
    desk = a_desk(a=a_file())
    (report,) = desk.imports.take([A], quiet)
    assert report.total_taken == 6


def test_that_a_second_import_takes_nothing() -> None:
    file = a_file()
    desk = a_desk(a=file)
    desk.imports.take([A], quiet)
    before = [dict(held) for held in desk.store.shelf.rows.values()]
    desk.reader.files[A] = read_again(file)
    (preview,) = desk.imports.preview([A], quiet)
    assert (preview.fresh, preview.known, preview.changed) == ((), 6, 0)
    (report,) = desk.imports.take([preview], quiet)
    assert (report.taken, report.known, report.changed) == ((), 6, 0)
    assert [dict(held) for held in desk.store.shelf.rows.values()] == before
    assert not report.changes.items


def test_that_new_records_of_a_known_patient_join_her_chart() -> None:
    desk = a_desk(a=a_file(some_records(count=1)))
    desk.imports.take([A], quiet)
    desk.reader.files[A] = read_again(a_file(some_records(count=3)))
    (report,) = desk.imports.take([A], quiet)
    assert (report.taken, report.known) == ((("medicines", 2),), 6)
    (patient,) = desk.store.shelf.of(Patient).values()
    assert {one.patient_id for one in desk.store.shelf.of(MedicationStatement).values()} == {patient.id}


def test_that_the_same_patient_from_two_files_becomes_one() -> None:
    one = some_records()
    other = read_again(
        a_file(PatientRecords(one.patient, (an_allergy(one.patient, "latex", origin="a2"),)))
    ).patients[0]
    desk = a_desk(a=a_file(one), b=a_file(other, name="b.json"))
    first, second = desk.imports.take([A, B], quiet)
    assert first.total_taken == 6
    assert (second.taken, second.known) == ((("allergies", 1),), 1)
    assert len(desk.all(Patient)) == 1


def test_that_a_known_record_that_reads_otherwise_is_counted_and_not_overwritten() -> None:
    file = a_file()
    desk = a_desk(a=file)
    desk.imports.take([A], quiet)
    (one,) = read_again(file).patients
    stopped = replace(one.statements[0], status=TakingStatus.STOPPED)
    desk.reader.files[A] = a_file(replace(one, statements=(stopped,)))
    (report,) = desk.imports.take([A], quiet)
    assert (report.taken, report.known, report.changed) == ((), 6, 1)
    (held,) = desk.store.shelf.of(MedicationStatement).values()
    assert held.status is TakingStatus.TAKING


def test_that_the_practice_keeps_its_demographics_of_a_known_patient() -> None:
    file = a_file()
    desk = a_desk(a=file)
    desk.imports.take([A], quiet)
    (held,) = desk.store.shelf.of(Patient).values()
    keep(desk.session, replace(held, phone="555-0199"))
    (one,) = read_again(file).patients
    desk.reader.files[A] = a_file(replace(one, patient=replace(one.patient, phone="555-0000")))
    desk.imports.take([A], quiet)
    (held,) = desk.store.shelf.of(Patient).values()
    assert held.phone == "555-0199"


@pytest.mark.parametrize(
    "changes",
    [{"birth_date": date(1990, 1, 1)}, {"family_name": "Okafor", "given_name": "Ada"}],
)
def test_that_a_known_identity_with_another_name_or_birth_date_is_refused(changes: dict[str, object]) -> None:
    file = a_file()
    desk = a_desk(a=file)
    desk.imports.take([A], quiet)
    (one,) = read_again(file).patients
    other = a_patient(origin=one.identity.origin, **changes)
    desk.reader.files[A] = a_file(replace(one, patient=other))
    (preview,) = desk.imports.preview([A], quiet)
    (report,) = desk.imports.take([A], quiet)
    assert "another name or birth date" in preview.refused
    assert report.refused == preview.refused
    assert len(desk.all(Patient)) == 1


def test_that_a_corrected_birth_date_does_not_part_the_patient_from_her_file() -> None:
    file = a_file()
    desk = a_desk(a=file)
    desk.imports.take([A], quiet)
    (held,) = desk.store.shelf.of(Patient).values()
    keep(desk.session, replace(held, birth_date=date(1984, 4, 13), given_name="Mara", family_name="Berg"))
    desk.reader.files[A] = read_again(file)
    (report,) = desk.imports.take([A], quiet)
    assert (report.taken, report.known, report.refused) == ((), 6, "")


def test_that_a_new_family_name_is_still_the_same_patient() -> None:
    file = a_file()
    desk = a_desk(a=file)
    desk.imports.take([A], quiet)
    (one,) = read_again(file).patients
    desk.reader.files[A] = a_file(
        replace(one, patient=a_patient(family_name="Berg", origin=one.identity.origin))
    )
    (report,) = desk.imports.take([A], quiet)
    assert (report.known, report.refused) == (6, "")


def test_that_a_refused_file_says_why_and_the_others_are_taken() -> None:
    desk = a_desk(
        a=a_file(),
        c=a_file(some_records(a_patient(family_name="Okafor", origin="urn:uuid:3")), name="c.json"),
    )
    first, second, third = desk.imports.take([A, B, C], quiet)
    assert (first.total_taken, third.total_taken) == (6, 6)
    assert (second.name, second.refused) == ("b.json", "This file is empty.")
    assert len(desk.imports_audited) == 2


def test_that_a_dry_run_counts_and_stores_nothing() -> None:
    desk = a_desk(a=a_file())
    (report,) = desk.imports.take([A], quiet, dry_run=True)
    assert (report.taken, report.dry_run) == (TAKEN, True)
    assert desk.all(Patient) == []
    assert desk.imports_audited == []


def test_that_only_those_who_may_import_can() -> None:
    for role in (Role.FRONT_DESK, Role.ADMIN):
        desk = a_desk(role, a=a_file())
        with pytest.raises(NotAllowed, match="import records"):
            desk.imports.preview([A], quiet)
        with pytest.raises(NotAllowed, match="import records"):
            desk.imports.take([A], quiet)
        assert desk.reader.read_paths == []


def test_that_cancelling_inside_a_file_stores_nothing_of_it() -> None:
    desk = a_desk(a=a_file(some_records(count=200)))
    previews = desk.imports.preview([A], quiet)

    def stop(done: int, of: int, text: str) -> None:
        if done > 100:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.imports.take(previews, stop)
    assert desk.all(Patient) == []
    assert desk.all(MedicationStatement) == []
    assert desk.imports_audited == []


def test_that_files_taken_before_a_cancel_stay_and_are_reported() -> None:
    desk = a_desk(
        a=a_file(),
        b=a_file(some_records(a_patient(family_name="Okafor", origin="urn:uuid:2")), name="b.json"),
    )
    previews = desk.imports.preview([A, B], quiet)

    def stop(done: int, of: int, text: str) -> None:
        if "2 of 2" in text:
            raise Cancelled

    first, second = desk.imports.take(previews, stop)
    assert first.total_taken == 6
    assert "stopped the import before" in second.refused
    assert len(desk.all(Patient)) == 1


class TornGate(FakeGate):
    """Opens a store that breaks when the second file is written."""

    def open(self, login: str, password: str) -> FakeStore:
        store = super().open(login, password)
        whole = store.write
        writes: list[str] = []

        def write(entry: Entry) -> AbstractContextManager[FakeWork]:
            writes.append(entry.action)
            if writes.count("import records") > 1:
                raise StoreUnavailable("The disk is full. Free some space and try again.")
            return whole(entry)

        vars(store)["write"] = write
        return store


def test_that_a_store_that_breaks_between_files_leaves_a_true_report() -> None:
    desk = a_desk(
        a=a_file(),
        b=a_file(some_records(a_patient(family_name="Okafor", origin="urn:uuid:2")), name="b.json"),
    )
    gate = desk.session.gate
    assert isinstance(gate, FakeGate)
    desk.session.use(TornGate(gate._clock, gate.shelf))  # noqa: SLF001 - the same practice, other weather
    desk.session.sign_in("osei", "secret")
    first, second = desk.imports.take([A, B], quiet)
    assert first.total_taken == 6
    assert second.refused.startswith("The disk is full")
    with pytest.raises(StoreUnavailable):
        desk.imports.take([B], quiet)


def lines(*reports: ImportReport) -> Iterable[str]:
    return a_desk().imports.report_lines(reports)


def test_that_a_report_reads_as_plain_text() -> None:
    taken = (("patients", 1), ("medicines", 3))
    left = (Left("Claim", "not needed", 40),)
    full = ImportReport("a.json", taken, 2, 1, doubled=1, left=left)
    assert lines(full, ImportReport("b.json", refused="This file is empty.")) == (
        "a.json: took 1 patient, 3 medicines; 2 known already.",
        "  1 patient taken as new, although somebody is like them.",
        "  1 of the known read otherwise here; the chart keeps what it has.",
        "  left 40 Claim: not needed",
        "b.json: not taken. This file is empty.",
    )
    assert lines(ImportReport("a.json", known=5, dry_run=True)) == (
        "a.json: would take nothing new; 5 known already.",
    )


def test_that_a_report_names_the_chart_that_was_joined_and_what_it_keeps() -> None:
    maren = a_patient()
    kept = (
        Difference("phone", "555-0199", "555-0000"),
        Difference("birth_date", date(1984, 3, 14), date(1984, 4, 13)),
        Difference("email", "", "maren@example.org"),
    )
    joined = ImportReport("a.json", (("medicines", 1),), 1, joined=(maren,), differences=kept)
    assert lines(joined) == (
        "a.json: took 1 medicine; 1 known already.",
        f"  added to LINDQVIST, Maren (born 1984-03-14), id {maren.id}",
        "  kept: phone 555-0199; the file says 555-0000",
        "  kept: birth date 1984-03-14; the file says 1984-04-13",
        "  kept: email (none); the file says maren@example.org",
    )


def test_that_a_refused_look_alike_is_named_with_the_last_visit() -> None:
    maren = a_patient()
    alike = (LookAlike(Joining(maren, ()), NOW), LookAlike(Joining(maren, ())))
    assert lines(ImportReport("a.json", refused="Choose.", look_alikes=alike)) == (
        "a.json: not taken. Choose.",
        f"  may be LINDQVIST, Maren (born 1984-03-14), id {maren.id}, last visit 2026-11-23",
        f"  may be LINDQVIST, Maren (born 1984-03-14), id {maren.id}, no visit yet",
    )


def test_that_a_visit_of_the_evening_is_told_with_the_day_of_the_practice() -> None:
    half_past_nine_in_new_york = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
    alike = (LookAlike(Joining(a_patient(), ()), half_past_nine_in_new_york),)
    _, told = lines(ImportReport("a.json", refused="Choose.", look_alikes=alike))
    assert told.endswith("last visit 2026-11-23")


def test_that_neither_preview_nor_file_nor_report_prints_a_patient() -> None:
    desk = a_desk(a=a_file())
    keep(desk.session, a_patient(phone="555-0199"))
    previews = desk.imports.preview([A], quiet)
    reports = desk.imports.take(previews, quiet)
    assert reports[0].asks
    assert "Lindqvist" not in repr(previews) + repr(reports)
    assert "555" not in repr(previews) + repr(reports)
