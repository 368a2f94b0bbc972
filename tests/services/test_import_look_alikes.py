"""A file about somebody who may be here already: nobody is joined or doubled but by a person's choice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from medmanager.domain.history import Measure, MedicationStatement, Observation
from medmanager.domain.ids import PatientId
from medmanager.domain.imports.import_choice import Choice
from medmanager.domain.imports.imports import ImportPreview, PatientRecords
from medmanager.domain.patient import Allergy, AllergySeverity, Condition, Patient
from medmanager.domain.record import Record
from medmanager.services import import_taking
from tests.builders import NOW, a_patient, a_user, a_visit, an_allergy, keep, new_id
from tests.services.import_desk import A, B, Desk, a_desk, a_file, quiet, read_again, some_records

AS_NEW = Choice()


def a_resident(desk: Desk, *records: Any, **changes: Any) -> Patient:
    """Maren Lindqvist, who was registered by hand, with these records."""
    resident = a_patient(version=1, **changes)
    keep(desk.session, resident, *(replace(one, patient_id=resident.id, version=1) for one in records))
    return resident


def only_preview(desk: Desk) -> ImportPreview:
    (preview,) = desk.imports.preview([A], quiet)
    return preview


def joining(preview: ImportPreview, resident: Patient) -> ImportPreview:
    return preview.choosing(preview.patients[0].given.id, resident.id)


def as_new(preview: ImportPreview) -> ImportPreview:
    return preview.choosing(preview.patients[0].given.id, None)


def held(desk: Desk) -> list[Record]:
    return [record for rows in desk.store.shelf.rows.values() for record in rows.values()]


def test_that_a_look_alike_is_shown_with_her_last_visit_and_what_she_would_get() -> None:
    desk = a_desk(a=a_file())
    resident = a_resident(desk)
    keep(desk.session, a_visit(resident, a_user(), NOW))
    (alike,) = only_preview(desk).patients[0].alike
    assert (alike.patient, alike.last_visit) == (resident, NOW)
    assert sum(number for _, number in alike.joining.fresh) == 5


def test_that_a_look_alike_without_a_visit_has_none() -> None:
    desk = a_desk(a=a_file())
    a_resident(desk)
    (alike,) = only_preview(desk).patients[0].alike
    assert alike.last_visit is None


def test_that_without_a_choice_nothing_of_the_file_is_taken() -> None:
    desk = a_desk(a=a_file())
    resident = a_resident(desk)
    preview = only_preview(desk)
    assert preview.is_undecided
    before = held(desk)
    for chosen in (preview, A):
        (report,) = desk.imports.take([chosen], quiet)
        assert report.refused == import_taking.UNDECIDED
        assert [one.patient.id for one in report.look_alikes] == [resident.id]
    assert held(desk) == before
    assert desk.imports_audited == []


def test_that_a_file_is_added_to_the_chosen_chart_and_the_audit_says_so() -> None:
    desk = a_desk(a=a_file())
    resident = a_resident(desk)
    preview = joining(only_preview(desk), resident)
    assert not preview.is_undecided
    assert preview.fresh == (
        ("allergies", 1),
        ("conditions", 1),
        ("medicines", 1),
        ("measurements", 1),
        ("encounters", 1),
    )
    (report,) = desk.imports.take([preview], quiet)
    assert report.total_taken == 5
    assert [one.id for one in report.joined] == [resident.id]
    assert {one.patient_id for one in desk.store.shelf.of(MedicationStatement).values()} == {resident.id}
    (entry,) = desk.imports_audited
    assert entry.patient_id == resident.id
    assert "added to the chart of a look-alike by choice: 1" in entry.detail
    assert report.changes.touches("patient", resident.id)


def test_that_a_joined_file_imported_again_changes_nothing() -> None:
    file = a_file()
    desk = a_desk(a=file)
    resident = a_resident(desk)
    desk.imports.take([joining(only_preview(desk), resident)], quiet)
    before = held(desk)
    desk.reader.files[A] = read_again(file)
    preview = only_preview(desk)
    assert not preview.is_undecided
    assert (preview.fresh, preview.known) == ((), 6)
    (report,) = desk.imports.take([A], quiet)
    assert (report.taken, report.known, report.refused) == ((), 6, "")
    assert held(desk) == before


def test_that_identities_of_several_senders_are_remembered_side_by_side() -> None:
    desk = a_desk(a=a_file(), b=a_file(some_records(a_patient(origin="urn:uuid:2")), name="b.json"))
    desk.imports.take([A], quiet)
    into = Choice(desk.patient().id)
    (report,) = desk.imports.take([B], quiet, choice=into)
    assert report.refused == ""
    assert [one.origin for one in desk.patient().identities] == ["urn:uuid:1", "urn:uuid:2"]
    for path in (A, B):
        desk.reader.files[path] = read_again(desk.reader.files[path])
    assert [report.taken for report in desk.imports.take([A, B], quiet)] == [(), ()]


def test_that_demographics_that_differ_are_reported_and_never_overwritten() -> None:
    given = a_patient(origin="urn:uuid:1", phone="555-0000", email="maren@example.org", address="2 Quay")
    desk = a_desk(a=a_file(some_records(given)))
    resident = a_resident(desk, phone="(555) 0199", address="2, quay")
    preview = joining(only_preview(desk), resident)
    (report,) = desk.imports.take([preview], quiet)
    told = [(one.what, one.kept, one.said) for one in report.differences]
    assert told == [("phone", "(555) 0199", "555-0000"), ("email", "", "maren@example.org")]
    assert replace(desk.patient(), identities=(), version=1) == resident


def test_that_a_birth_date_that_was_mistyped_can_be_joined_and_is_reported() -> None:
    file = a_file()
    desk = a_desk(a=file)
    resident = a_resident(desk, birth_date=date(1984, 4, 13))
    (report,) = desk.imports.take([joining(only_preview(desk), resident)], quiet)
    assert [(one.what, one.kept, one.said) for one in report.differences] == [
        ("birth_date", date(1984, 4, 13), date(1984, 3, 14))
    ]
    desk.reader.files[A] = read_again(file)
    (again,) = desk.imports.take([A], quiet)
    assert (again.taken, again.refused) == ((), ""), "a decision about her is not asked for again"


def test_that_a_death_in_the_file_is_told() -> None:
    dead = a_patient(
        origin="urn:uuid:1", desk_note="Deceased (2020-01-01), according to the imported record."
    )
    desk = a_desk(a=a_file(some_records(dead)))
    resident = a_resident(desk)
    preview = joining(only_preview(desk), resident)
    assert [one.what for one in preview.joinings[0].differences] == ["desk_note"]


@pytest.mark.parametrize(
    ("changes", "allergies"),
    [
        ({}, 1),
        ({"substance": "Penicillin ", "reaction": ""}, 1),
        ({"reaction": "anaphylaxis"}, 2),
        ({"severity": AllergySeverity.SEVERE}, 2),
        ({"substance": "latex"}, 2),
    ],
)
def test_that_allergies_are_united_and_none_is_lost(changes: dict[str, Any], allergies: int) -> None:
    who = a_patient(origin="urn:uuid:1")
    imported = an_allergy(who, **{"origin": "a1", **changes})
    desk = a_desk(a=a_file(PatientRecords(who, (imported,))))
    resident = a_resident(desk, an_allergy(who))
    desk.imports.take([joining(only_preview(desk), resident)], quiet)
    assert len(desk.all(Allergy)) == allergies


def test_that_an_allergy_that_was_disproved_here_comes_back_from_a_file() -> None:
    who = a_patient(origin="urn:uuid:1")
    desk = a_desk(a=a_file(PatientRecords(who, (an_allergy(who, origin="a1"),))))
    resident = a_resident(desk, an_allergy(who, active=False))
    desk.imports.take([joining(only_preview(desk), resident)], quiet)
    assert sum(one.active for one in desk.store.shelf.of(Allergy).values()) == 1


def test_that_what_two_senders_say_alike_stands_once() -> None:
    who = a_patient(origin="urn:uuid:1")
    records = some_records(who)
    weight = replace(records.observations[0], id=new_id(), origin="", note="by hand")
    mood = Condition(new_id(), who.id, "bipolar disorder", note="seen in 2019")
    lithium = MedicationStatement(new_id(), who.id, "lithium", started=date(2020, 1, 1))
    desk = a_desk(a=a_file(records))
    resident = a_resident(desk, weight, mood, lithium)
    preview = joining(only_preview(desk), resident)
    assert dict(preview.fresh) == {"allergies": 1, "medicines": 1, "encounters": 1}, "the dates differ"


def test_that_another_value_of_the_same_minute_is_taken() -> None:
    who = a_patient(origin="urn:uuid:1")
    weight = Observation(new_id(), who.id, Measure.WEIGHT, Decimal(71), NOW)
    desk = a_desk(a=a_file(some_records(who)))
    resident = a_resident(desk, weight)
    assert dict(joining(only_preview(desk), resident).fresh)["measurements"] == 1


def test_that_another_person_becomes_a_new_patient_and_the_audit_says_so() -> None:
    desk = a_desk(a=a_file())
    a_resident(desk)
    (report,) = desk.imports.take([as_new(only_preview(desk))], quiet)
    assert (report.doubled, report.joined) == (1, ())
    assert len(desk.all(Patient)) == 2
    assert "new although alike by choice: 1" in desk.imports_audited[0].detail


def test_that_a_look_alike_who_appeared_after_the_choice_is_asked_about() -> None:
    desk = a_desk(a=a_file())
    a_resident(desk)
    preview = as_new(only_preview(desk))
    newcomer = a_resident(desk)
    (report,) = desk.imports.take([preview], quiet)
    assert newcomer.id in {one.patient.id for one in report.look_alikes}
    assert len(desk.all(Patient)) == 2


def test_that_one_answer_serves_every_file() -> None:
    desk = a_desk(a=a_file(), b=a_file(some_records(a_patient(origin="urn:uuid:2")), name="b.json"))
    a_resident(desk)
    first, second = desk.imports.take([A, B], quiet, choice=AS_NEW)
    assert (first.refused, second.refused) == ("", "")
    assert len(desk.all(Patient)) == 3


def test_that_two_files_about_one_stranger_are_not_doubled_in_silence() -> None:
    desk = a_desk(a=a_file(), b=a_file(some_records(a_patient(origin="urn:uuid:2")), name="b.json"))
    assert [one.patients[0].alike_in_files for one in desk.imports.preview([A, B], quiet)] == [1, 1]
    for dry_run in (True, False):
        first, second = desk.imports.take([A, B], quiet, dry_run=dry_run)
        assert (first.refused, second.refused) == ("", import_taking.UNDECIDED)
        assert (first.asks, second.asks) == (False, True)
        assert first.doubled == 0
    assert len(desk.all(Patient)) == 1


def test_that_twins_inside_one_file_are_not_doubled_in_silence() -> None:
    desk = a_desk(a=a_file(some_records(), some_records(a_patient(origin="urn:uuid:2"))))
    preview = only_preview(desk)
    assert [(one.alike_in_file, one.alike_in_files) for one in preview.patients] == [(1, 0), (1, 0)]
    for dry_run in (True, False):
        (report,) = desk.imports.take([A], quiet, dry_run=dry_run)
        assert (report.refused, report.asks, report.look_alikes) == (import_taking.TWINS, True, ())
    assert desk.all(Patient) == []
    for one in preview.patients:
        preview = preview.choosing(one.given.id, None)
    (report,) = desk.imports.take([preview], quiet)
    assert report.refused == ""
    assert len(desk.all(Patient)) == 2


def test_that_sisters_born_on_one_day_are_two_persons_without_a_question() -> None:
    sister = some_records(a_patient(given_name="Astrid", origin="urn:uuid:2"))
    desk = a_desk(a=a_file(some_records(), sister))
    assert not only_preview(desk).is_undecided


def test_that_two_files_decided_to_be_two_persons_are_two_patients() -> None:
    desk = a_desk(a=a_file(), b=a_file(some_records(a_patient(origin="urn:uuid:2")), name="b.json"))
    decided = [as_new(one) for one in desk.imports.preview([A, B], quiet)]
    assert not any(one.is_undecided for one in decided)
    assert [report.refused for report in desk.imports.take(decided, quiet)] == ["", ""]
    assert len(desk.all(Patient)) == 2


def test_that_a_file_is_not_added_to_somebody_who_is_not_alike() -> None:
    desk = a_desk(a=a_file())
    a_resident(desk)
    other = a_resident(desk, family_name="Okafor", given_name="Ada", birth_date=date(1990, 1, 1))
    for dry_run in (True, False):
        (report,) = desk.imports.take([A], quiet, choice=Choice(other.id), dry_run=dry_run)
        assert report.refused == import_taking.NOT_ALIKE
    (report,) = desk.imports.take([A], quiet, choice=Choice(PatientId(new_id())))
    assert report.refused == import_taking.NOT_ALIKE


def test_that_a_file_of_one_chart_is_not_added_to_another() -> None:
    desk = a_desk(a=a_file())
    desk.imports.take([A], quiet)
    twin = a_resident(desk)
    for dry_run in (True, False):
        (report,) = desk.imports.take([A], quiet, choice=Choice(twin.id), dry_run=dry_run)
        assert report.refused == import_taking.OTHER_CHART


def test_that_a_file_of_several_patients_is_not_added_to_one_chart() -> None:
    other = some_records(a_patient(family_name="Okafor", origin="urn:uuid:2"))
    desk = a_desk(a=a_file(some_records(), other))
    resident = a_resident(desk)
    (report,) = desk.imports.take([A], quiet, choice=Choice(resident.id))
    assert report.refused == import_taking.SEVERAL


def test_that_each_patient_of_a_file_is_decided_about_by_herself() -> None:
    ada = a_patient(family_name="Okafor", given_name="Ada", origin="urn:uuid:2")
    desk = a_desk(a=a_file(some_records(), PatientRecords(ada, (an_allergy(ada, origin="a9"),))))
    maren, resident = a_resident(desk), a_resident(desk, family_name="Okafor", given_name="Ada")
    preview = joining(only_preview(desk), maren)
    assert preview.is_undecided
    preview = preview.choosing(preview.patients[1].given.id, None)
    assert not preview.is_undecided
    (report,) = desk.imports.take([preview], quiet)
    assert ([one.id for one in report.joined], report.doubled) == ([maren.id], 1)
    assert len(desk.all(Patient)) == 3
    assert [one for one in desk.store.shelf.of(Allergy).values() if one.patient_id == resident.id] == []


def test_that_a_dry_run_asks_too() -> None:
    desk = a_desk(a=a_file())
    resident = a_resident(desk)
    (report,) = desk.imports.take([A], quiet, dry_run=True)
    assert (report.refused, report.dry_run) == (import_taking.UNDECIDED, True)
    assert [one.patient.id for one in report.look_alikes] == [resident.id]
    (report,) = desk.imports.take([A], quiet, choice=Choice(resident.id), dry_run=True)
    assert (report.refused, len(report.joined)) == ("", 1)
    assert desk.patient() == resident
