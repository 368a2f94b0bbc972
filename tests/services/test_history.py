"""Allergies, conditions, outside medicines and measurements: added, corrected, taken out."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from medmanager.domain.errors import NotAllowed, NotFound, Refused, StaleRecord
from medmanager.domain.history import Measure, MedicationStatement, Observation
from medmanager.domain.knowledge.formulary import Formulary
from medmanager.domain.patient import Condition, Patient
from medmanager.domain.user import Role
from medmanager.services.history import History
from medmanager.services.patients import Patients
from medmanager.services.session import Session
from tests.builders import NOW, TODAY, a_drug, a_patient, a_session, an_allergy, keep, new_id
from tests.fakes import FakeStore

DRUGS = Formulary(
    [a_drug("escitalopram", "Lexapro", rxcui="321988"), a_drug("lithium carbonate", drug_class="mood")]
)


def a_desk(role: Role = Role.PROVIDER) -> tuple[Session, History, Patient]:
    session, patient = a_session(role), a_patient()
    keep(session, patient)
    return session, History(session, DRUGS), patient


def a_statement(patient: Patient, name: str = "fluoxetine", **changes: Any) -> MedicationStatement:
    return replace(MedicationStatement(new_id(), patient.id, name), **changes)


def a_weight(patient: Patient, kilograms: str = "71", days_ago: int = 1) -> Observation:
    return Observation(
        new_id(), patient.id, Measure.WEIGHT, Decimal(kilograms), NOW - timedelta(days=days_ago)
    )


# -------------------------------------------------------------------------------------------------- allergies


def test_that_an_allergy_is_kept_tidy_and_told_to_the_screens() -> None:
    session, history, patient = a_desk()
    changes = history.save_allergy(an_allergy(patient, "  penicillin  V ", " hives "))
    assert changes.touches("allergy", patient.id)
    allergy = Patients(session).open_chart(patient.id).allergies[0]
    assert (allergy.substance, allergy.reaction) == ("penicillin V", "hives")


def test_that_the_same_allergy_is_not_listed_twice() -> None:
    session, history, patient = a_desk()
    history.save_allergy(an_allergy(patient, "penicillin"))
    with pytest.raises(Refused, match="already") as refused:
        history.save_allergy(an_allergy(patient, "Penicillin "))
    assert refused.value.field == "substance"
    assert len(Patients(session).open_chart(patient.id).allergies) == 1


def test_that_taking_out_an_entry_needs_a_reason() -> None:
    session, history, patient = a_desk()
    history.save_allergy(an_allergy(patient))
    allergy = Patients(session).open_chart(patient.id).allergies[0]
    with pytest.raises(Refused):
        history.void_allergy(allergy, "  ")
    history.void_allergy(allergy, "another patient's")
    assert not Patients(session).open_chart(patient.id).allergies


def test_that_two_people_cannot_overwrite_each_others_correction() -> None:
    session, history, patient = a_desk()
    history.save_allergy(an_allergy(patient))
    seen = Patients(session).open_chart(patient.id).allergies[0]
    history.save_allergy(replace(seen, reaction="rash"))
    with pytest.raises(StaleRecord):
        history.save_allergy(replace(seen, reaction="swelling"))


def test_that_the_front_desk_may_not_write_clinical_facts() -> None:
    _, history, patient = a_desk(Role.FRONT_DESK)
    with pytest.raises(NotAllowed):
        history.save_allergy(an_allergy(patient))


def test_that_facts_of_a_patient_who_is_not_here_are_refused() -> None:
    _, history, _ = a_desk()
    with pytest.raises(NotFound):
        history.save_allergy(an_allergy(a_patient()))


def test_that_every_change_is_audited_with_its_verb() -> None:
    session, history, patient = a_desk()
    history.save_allergy(an_allergy(patient))
    history.save_allergy(replace(Patients(session).open_chart(patient.id).allergies[0], reaction="rash"))
    store = session.store
    assert isinstance(store, FakeStore)
    assert [entry.action for entry in store.audited if "allergy" in entry.action] == [
        "add allergy",
        "change allergy",
    ]


# ----------------------------------------------------------------------------------- conditions and medicines


def test_that_a_condition_that_ended_may_come_back_as_a_second_entry() -> None:
    session, history, patient = a_desk()
    history.save_condition(
        Condition(new_id(), patient.id, "Depression", onset=date(2019, 1, 1), resolved=date(2020, 1, 1))
    )
    history.save_condition(Condition(new_id(), patient.id, "Depression", onset=date(2026, 1, 1)))
    assert len(Patients(session).open_chart(patient.id).conditions) == 2


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(1984, 3, 13)])
def test_that_days_outside_the_patients_life_are_refused(day: date) -> None:
    _, history, patient = a_desk()
    with pytest.raises(Refused) as refused:
        history.save_condition(Condition(new_id(), patient.id, "Migraine", onset=day))
    assert refused.value.field == "onset"
    with pytest.raises(Refused):
        history.save_statement(a_statement(patient, started=day))


def test_that_a_listed_medicine_gets_its_ingredient_code() -> None:
    session, history, patient = a_desk()
    history.save_statement(a_statement(patient, "lexapro"))
    assert Patients(session).open_chart(patient.id).statements[0].rxcui == "321988"


def test_that_a_medicine_that_no_list_holds_is_kept_as_typed() -> None:
    session, history, patient = a_desk()
    history.save_statement(a_statement(patient, "grandmother's tea"))
    kept = Patients(session).open_chart(patient.id).statements[0]
    assert (kept.name, kept.rxcui) == ("grandmother's tea", "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"weeks_at_dose": -1}, "weeks_at_dose"),
        ({"weeks_at_dose": 100_000}, "weeks_at_dose"),
        ({"highest_dose_mg": Decimal(1_000_000)}, "highest_dose_mg"),
        ({"stop_reason": "x" * 501}, "stop_reason"),
    ],
)
def test_that_slips_of_the_keyboard_in_a_medicine_are_refused(changes: dict[str, Any], field: str) -> None:
    _, history, patient = a_desk()
    with pytest.raises(Refused) as refused:
        history.save_statement(a_statement(patient, **changes))
    assert refused.value.field == field


def test_that_medicines_are_suggested_while_typing() -> None:
    _, history, _ = a_desk()
    assert [drug.generic for drug in history.find_medicines("lex")] == ["escitalopram"]


# ----------------------------------------------------------------------------------------------- measurements


def test_that_a_correction_supersedes_and_keeps_the_old_value_on_record() -> None:
    session, history, patient = a_desk()
    history.record_observations(a_weight(patient, "171"))
    wrong = Patients(session).open_chart(patient.id).observations[0]
    history.correct_observation(wrong, Decimal("71"), "typed one digit too many")
    assert [one.value for one in Patients(session).open_chart(patient.id).observations] == [Decimal("71")]
    with session.store.read() as work:
        assert len(work.observations.of_patient(patient.id)) == 2


def test_that_a_measurement_is_not_corrected_twice() -> None:
    session, history, patient = a_desk()
    history.record_observations(a_weight(patient, "171"))
    wrong = Patients(session).open_chart(patient.id).observations[0]
    history.correct_observation(wrong, Decimal("71"), "slip")
    with pytest.raises(Refused, match="already"):
        history.correct_observation(wrong, Decimal("72"), "slip")


@pytest.mark.parametrize("note", ["", "  "])
def test_that_a_correction_says_why(note: str) -> None:
    session, history, patient = a_desk()
    history.record_observations(a_weight(patient))
    with pytest.raises(Refused) as refused:
        history.correct_observation(
            Patients(session).open_chart(patient.id).observations[0], Decimal(70), note
        )
    assert refused.value.field == "note"


@pytest.mark.parametrize(
    ("measure", "value", "days_ago"),
    [
        (Measure.WEIGHT, "1", 1),
        (Measure.PHQ9, "28", 1),
        (Measure.GAD7, "7.5", 1),
        (Measure.WEIGHT, "71", -1),
        (Measure.WEIGHT, "71", 365 * 60),
    ],
)
def test_that_implausible_measurements_are_refused(measure: Measure, value: str, days_ago: int) -> None:
    session, history, patient = a_desk()
    one = Observation(new_id(), patient.id, measure, Decimal(value), NOW - timedelta(days=days_ago))
    with pytest.raises(Refused):
        history.record_observations(one)
    assert not Patients(session).open_chart(patient.id).observations


def test_that_the_evening_before_the_birth_is_before_it_though_utc_is_a_day_ahead() -> None:
    _, history, patient = a_desk()
    half_past_nine_in_new_york = datetime.combine(patient.birth_date, time(2, 30), UTC)
    with pytest.raises(Refused, match="before the patient was born"):
        history.record_observations(replace(a_weight(patient), at=half_past_nine_in_new_york))
