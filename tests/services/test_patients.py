"""Patients: search, register, edit, banner and chart."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.errors import NotAllowed, Refused, StaleRecord
from medmanager.domain.history import Measure, Observation
from medmanager.domain.intake import Answer, AnswerState, Intake
from medmanager.domain.intake_form import KNOWN_ALLERGIES, NO_ALLERGIES, PREGNANT
from medmanager.domain.patient import Patient
from medmanager.domain.user import Role
from medmanager.services.patients import LISTED, Patients
from medmanager.services.session import Session
from tests.builders import NOW, TODAY, a_patient, a_session, a_user, an_allergy, keep, new_id
from tests.fakes import FakeStore


def audited(session: Session) -> list[str]:
    store = session.store
    assert isinstance(store, FakeStore)
    return [entry.action for entry in store.audited]


def an_intake(patient: Patient, *answers: Answer) -> Intake:
    return Intake(new_id(), patient.id, a_user().id, NOW, "1", answers=answers)


# --------------------------------------------------------------------------------------------------- register


def test_that_a_registered_patient_is_found_at_once() -> None:
    session = a_session(Role.FRONT_DESK)
    saved, changes = Patients(session).register(a_patient(family_name="  Mbeki-Sørensen-Villanueva "))
    assert saved.family_name == "Mbeki-Sørensen-Villanueva"
    assert changes.touches("patient", saved.id)
    assert [row.id for row in Patients(session).search("sørensen")] == [saved.id]


def test_that_a_new_patient_is_with_us_since_today() -> None:
    saved, _ = Patients(a_session()).register(a_patient())
    assert saved.since == TODAY


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"birth_date": TODAY + timedelta(days=1)}, "birth_date", "future"),
        ({"birth_date": date(1905, 12, 31)}, "birth_date", "120 years"),
        ({"family_name": "Lind\u0007qvist"}, "family_name", "cannot be shown"),
        ({"given_name": "Ma\u202eren"}, "given_name", "cannot be shown"),
        ({"given_name": "Ma\ud800ren"}, "given_name", "cannot be shown"),
        ({"family_name": "L" * 500}, "family_name", "500 characters"),
        ({"email": "maren"}, "email", "@"),
        ({"desk_note": "x" * 1001}, "desk_note", "Shorten"),
    ],
)
def test_that_impossible_demographics_are_refused_beside_their_field(
    changes: dict[str, object], field: str, words: str
) -> None:
    session = a_session()
    with pytest.raises(Refused, match=words) as refused:
        Patients(session).register(a_patient(**changes))
    assert refused.value.field == field
    assert Patients(session).count() == 0


@pytest.mark.parametrize("field", ["family_name", "given_name"])
@pytest.mark.parametrize("name", ["", "   ", "\u00a0"])
def test_that_a_patient_without_a_name_is_refused(field: str, name: str) -> None:
    with pytest.raises(Refused) as refused:
        Patients(a_session()).register(a_patient(**{field: name}))
    assert refused.value.field == field


def test_that_names_of_many_scripts_are_kept_as_they_are_written() -> None:
    for family, given in (("Nguyễn", "Thị Hồng"), ("محمد", "علي"), ("O’Brien-Nuñez", "Zoë"), ("李", "小龍")):
        saved, _ = Patients(a_session()).register(a_patient(family_name=family, given_name=given))
        assert (saved.family_name, saved.given_name) == (family, given)


def test_that_a_decomposed_name_is_stored_in_one_form() -> None:
    saved, _ = Patients(a_session()).register(a_patient(given_name="Zoe\u0308"))
    assert saved.given_name == "Zo\u00eb"


# ------------------------------------------------------------------------------------------------- duplicates


def test_that_the_same_birth_date_and_a_like_name_needs_a_confirmation() -> None:
    session = a_session()
    first, _ = Patients(session).register(a_patient())
    twin = a_patient(given_name="Marin")
    assert [
        row.id for row in Patients(session).possible_duplicates("Lindqvist", "Marin", first.birth_date)
    ] == [first.id]
    with pytest.raises(Refused) as refused:
        Patients(session).register(twin)
    assert refused.value.field == "duplicates"
    assert Patients(session).count() == 1
    Patients(session).register(twin, is_another_person=True)
    assert Patients(session).count() == 2


def test_that_the_same_full_name_with_another_birth_date_needs_a_confirmation() -> None:
    session = a_session()
    Patients(session).register(a_patient())
    with pytest.raises(Refused, match="already"):
        Patients(session).register(a_patient(family_name="LINDQVIST", birth_date=date(1984, 4, 13)))


def test_that_a_merely_similar_name_is_shown_but_does_not_stop() -> None:
    session = a_session()
    Patients(session).register(a_patient())
    found = Patients(session).look_alikes("Lindquist", "Marin", date(1979, 7, 2))
    assert len(found.similar) == 1
    assert not found.same
    Patients(session).register(
        a_patient(family_name="Lindquist", given_name="Marin", birth_date=date(1979, 7, 2))
    )
    assert Patients(session).count() == 2


def test_that_nothing_is_compared_while_a_name_is_missing() -> None:
    session = a_session()
    Patients(session).register(a_patient())
    assert not Patients(session).look_alikes("Lindqvist", " ", None).any


# ------------------------------------------------------------------------------------------------------- edit


def test_that_an_edit_made_on_an_old_version_is_refused() -> None:
    session = a_session(Role.FRONT_DESK)
    saved, _ = Patients(session).register(a_patient())
    Patients(session).edit(replace(saved, phone="555-0109"))
    with pytest.raises(StaleRecord):
        Patients(session).edit(replace(saved, phone="555-0110"))
    assert Patients(session).demographics(saved.id).phone == "555-0109"


def test_that_an_edit_is_checked_like_a_registration() -> None:
    session = a_session()
    saved, _ = Patients(session).register(a_patient())
    with pytest.raises(Refused, match="future"):
        Patients(session).edit(replace(saved, birth_date=date(2027, 1, 1)))


# ----------------------------------------------------------------------------------------------------- search


def test_that_a_search_gives_at_most_two_hundred_rows() -> None:
    session = a_session()
    keep(session, *(a_patient(family_name=f"Lind{number:03}") for number in range(LISTED + 20)))
    assert len(Patients(session).search("")) == LISTED
    assert Patients(session).count() == LISTED + 20


def test_that_only_people_who_treat_are_offered_as_providers() -> None:
    session = a_session(Role.PROVIDER)
    keep(session, a_user(Role.FRONT_DESK, "castellano"), a_user(Role.NURSE_PRACTITIONER, "ferreira"))
    assert sorted(Patients(session).providers().values()) == ["Dr. Amara Osei", "N. Ferreira"]


# ------------------------------------------------------------------------------------------------ permissions


def test_that_the_front_desk_may_not_open_a_chart() -> None:
    session = a_session(Role.FRONT_DESK)
    patient = a_patient()
    keep(session, patient)
    with pytest.raises(NotAllowed):
        Patients(session).open_chart(patient.id)
    assert "open chart" not in audited(session)


def test_that_an_administrator_sees_no_patients() -> None:
    with pytest.raises(NotAllowed):
        Patients(a_session(Role.ADMIN)).search("")


def test_that_opening_a_chart_is_audited() -> None:
    session = a_session()
    patient = a_patient()
    keep(session, patient, an_allergy(patient))
    chart = Patients(session).open_chart(patient.id)
    assert [allergy.substance for allergy in chart.allergies] == ["penicillin"]
    assert "open chart" in audited(session)


def test_that_the_banner_tells_the_front_desk_no_clinical_fact() -> None:
    session = a_session(Role.FRONT_DESK)
    patient = a_patient()
    keep(session, patient, an_allergy(patient), an_intake(patient, Answer(PREGNANT, "pregnant")))
    banner = Patients(session).banner(patient.id)
    assert banner.allergy_knowledge is AllergyKnowledge.HIDDEN
    assert (banner.allergies, banner.pregnancy, banner.kidneys) == ((), None, None)
    assert banner.age == 42


# ----------------------------------------------------------------------------------------------------- banner


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        (None, AllergyKnowledge.NOT_ASKED),
        (Answer(KNOWN_ALLERGIES, NO_ALLERGIES), AllergyKnowledge.NONE_KNOWN),
        (Answer(KNOWN_ALLERGIES, "listed above"), AllergyKnowledge.NOT_ASKED),
        (Answer(KNOWN_ALLERGIES, "", AnswerState.UNKNOWN), AllergyKnowledge.UNKNOWN),
        (Answer(KNOWN_ALLERGIES, "", AnswerState.DECLINED), AllergyKnowledge.DECLINED),
    ],
)
def test_that_an_empty_allergy_list_says_only_what_was_answered(
    answer: Answer | None, known: AllergyKnowledge
) -> None:
    session = a_session()
    patient = a_patient()
    keep(session, patient, an_intake(patient, *([answer] if answer else [])))
    assert Patients(session).banner(patient.id).allergy_knowledge is known


def test_that_a_listed_allergy_outweighs_the_answer_that_there_is_none() -> None:
    session = a_session()
    patient = a_patient()
    food = an_allergy(patient, "peanuts", medicine=False)
    drug = an_allergy(patient, "lamotrigine")
    gone = an_allergy(patient, "sulfa", active=False)
    keep(session, patient, food, drug, gone, an_intake(patient, Answer(KNOWN_ALLERGIES, NO_ALLERGIES)))
    banner = Patients(session).banner(patient.id)
    assert banner.allergy_knowledge is AllergyKnowledge.LISTED
    assert [allergy.substance for allergy in banner.allergies] == ["lamotrigine", "peanuts"]


def test_that_the_banner_carries_pregnancy_with_its_day_and_the_newest_kidney_value() -> None:
    session = a_session()
    patient = a_patient()
    old = Observation(new_id(), patient.id, Measure.EGFR, Decimal(60), NOW - timedelta(days=300))
    new = Observation(new_id(), patient.id, Measure.EGFR, Decimal(88), NOW - timedelta(days=3))
    keep(session, patient, old, new, an_intake(patient, Answer(PREGNANT, "test negative")))
    banner = Patients(session).banner(patient.id)
    assert banner.pregnancy is not None
    assert (banner.pregnancy.words, banner.pregnancy.on) == ("test negative", TODAY)
    assert banner.kidneys is not None
    assert (banner.kidneys.egfr, banner.kidneys.on) == (Decimal(88), date(2026, 11, 20))


def test_that_similar_names_stand_in_the_banner_of_both() -> None:
    session = a_session()
    one, other = a_patient(), a_patient(family_name="Lindquist", given_name="Marin")
    keep(session, one, other)
    assert [row.id for row in Patients(session).banner(one.id).similar] == [other.id]
    assert [row.id for row in Patients(session).banner(other.id).similar] == [one.id]
