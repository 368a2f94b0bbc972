"""Observations, questionnaires and the HL7 samples: taken faithfully, or left with the reason."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from medmanager.domain.history import Measure
from medmanager.domain.patient import AllergySeverity
from tests.exchange.samples import (
    an_observation,
    concept,
    only_reason,
    read_bundle,
    read_one,
    reasons,
    sample,
)

CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
SOCIAL, SURVEY = (concept(CATEGORY, code) for code in ("social-history", "survey"))


def test_that_a_measurement_is_taken_in_our_unit_with_its_instant(tmp_path: Path) -> None:
    (weight,) = read_one(tmp_path, an_observation("29463-7", 165, "[lb_av]")).observations
    assert (weight.measure, weight.value) == (Measure.WEIGHT, Decimal("74.843"))
    assert weight.at == datetime(2020, 5, 6, 15, 30, tzinfo=UTC)
    assert weight.note == ""


def test_that_a_blood_pressure_gives_two_values_with_two_origins(tmp_path: Path) -> None:
    panel = an_observation(
        "85354-9",
        None,
        valueQuantity=None,
        component=[
            {"code": concept("http://loinc.org", "8480-6"), "valueQuantity": {"value": 128, "unit": "mmHg"}},
            {"code": concept("http://loinc.org", "8462-4"), "valueQuantity": {"value": 82, "unit": "mmHg"}},
            {"code": concept("http://loinc.org", "8478-0"), "valueQuantity": {"value": 97, "unit": "mmHg"}},
        ],
    )
    found = read_one(tmp_path, panel).observations
    assert [(one.measure, int(one.value)) for one in found] == [
        (Measure.SYSTOLIC, 128),
        (Measure.DIASTOLIC, 82),
    ]
    assert len({one.origin for one in found}) == 2


def test_that_a_blood_pressure_with_one_bad_half_is_left_whole(tmp_path: Path) -> None:
    panel = an_observation(
        "85354-9",
        None,
        valueQuantity=None,
        component=[
            {"code": concept("http://loinc.org", "8480-6"), "valueQuantity": {"value": 128, "unit": "mmHg"}},
            {"code": concept("http://loinc.org", "8462-4"), "valueQuantity": {"value": 82}},
        ],
    )
    assert only_reason(tmp_path, panel) == "its unit is missing (diastolic)"


@pytest.mark.parametrize(
    ("observation", "why"),
    [
        (an_observation("72514-3", 1, "{score}"), "not one of the measures"),
        (an_observation("72166-2", 1, "1"), "smoking is an answer of the intake"),
        (an_observation("71802-3", 1, "1", category=[SOCIAL]), "a social fact is an answer of the intake"),
        (
            an_observation("72091-2", 3, "{score}", category=[SURVEY]),
            "a questionnaire whose score is not kept",
        ),
        (
            an_observation(
                "75443-2", 1, "1", code=concept("http://loinc.org", "75443-2", "Mental health Note")
            ),
            "about mental health",
        ),
        (an_observation("72106-8", 24.67, "(score)"), "its score has a fraction (MMSE)"),
        (an_observation("33914-3", 80, "mL/min"), "its unit cannot be converted (eGFR)"),
        (an_observation("29463-7", 70, "kg", status="preliminary"), "not final"),
        (an_observation("29463-7", 70, "kg", status="entered-in-error"), "entered in error"),
        (an_observation("29463-7", 70, "kg", status="cancelled"), "cancelled"),
        (an_observation("29463-7", 70, "kg", effectiveDateTime=None), "no date"),
        (an_observation("29463-7", 70, "kg", effectiveDateTime="2020"), "only a year"),
        (an_observation("29463-7", 70, "kg", effectiveDateTime="2026-11-25"), "in the future"),
        (an_observation("29463-7", 70, "kg", effectiveDateTime="1980-01-01"), "before the patient's birth"),
        (
            an_observation("29463-7", 70, "kg", effectiveDateTime="2020-02-30"),
            "not valid FHIR R4 (effectiveDateTime)",
        ),
        (an_observation("29463-7", 70, "kg", valueQuantity=None), "no number"),
        (an_observation("29463-7", "70", "kg"), "not valid FHIR R4 (value)"),
        (
            an_observation("29463-7", 70, "kg", effectiveDateTime=20200101),
            "not valid FHIR R4 (effectiveDateTime)",
        ),
        (
            an_observation("29463-7", 70, "kg", surprise=1),
            "not valid FHIR R4 (an element that R4 does not have",
        ),
        (an_observation("29463-7", 70, "kg", text="invalid"), "not valid FHIR R4 (text)"),
        (
            an_observation(
                "29463-7", 70, "kg", modifierExtension=[{"url": "http://x.org/not", "valueBoolean": True}]
            ),
            "modifier",
        ),
        (
            an_observation(
                "14334-7", None, valueQuantity={"value": 0.2, "comparator": "<", "unit": "mmol/L"}
            ),
            "only a limit",
        ),
        (
            an_observation(
                "29463-7",
                70,
                "kg",
                code={
                    "coding": [
                        {"system": "http://loinc.org", "code": "29463-7"},
                        {"system": "http://loinc.org", "code": "8302-2"},
                    ]
                },
            ),
            "two different measures",
        ),
    ],
)
def test_that_a_doubtful_observation_is_left(tmp_path: Path, observation: Any, why: str) -> None:
    assert why in only_reason(tmp_path, observation)


def test_that_a_code_of_another_system_is_not_taken_for_loinc(tmp_path: Path) -> None:
    other = an_observation("29463-7", 70, "kg", code=concept("http://example.org", "29463-7"))
    assert "not one of the measures" in only_reason(tmp_path, other)


@pytest.mark.parametrize(("loinc", "measure"), [("72106-8", Measure.MMSE), ("44261-6", Measure.PHQ9)])
def test_that_a_whole_score_is_taken(tmp_path: Path, loinc: str, measure: Measure) -> None:
    (taken,) = read_one(tmp_path, an_observation(loinc, 24, "(score)")).observations
    assert (taken.measure, taken.value) == (measure, Decimal(24))


def test_that_an_integer_score_is_taken_without_unit(tmp_path: Path) -> None:
    score = an_observation("44261-6", None, valueQuantity=None, valueInteger=14)
    (taken,) = read_one(tmp_path, score).observations
    assert (taken.measure, int(taken.value)) == (Measure.PHQ9, 14)


def test_that_a_day_without_time_is_noon_utc_and_said_to_be(tmp_path: Path) -> None:
    (weight,) = read_one(
        tmp_path, an_observation("29463-7", 70, "kg", effectiveDateTime="2020-05-06")
    ).observations
    assert weight.at == datetime(2020, 5, 6, 12, tzinfo=UTC)
    assert weight.note == "The record gives no time of day."


def phq9(name: str, **changes: Any) -> Any:
    found = sample("phq9", f"QuestionnaireResponse-phq9-{name}.json")
    return {**found, "subject": {"reference": "Patient/p1"}, **changes}


@pytest.mark.parametrize(
    ("name", "total", "note"),
    [
        ("authored-consistent", 10, ""),
        ("authored-item9-positive", 5, "Item 9, thoughts of death or self-harm: 2 of 3."),
    ],
)
def test_that_a_whole_phq_9_gives_its_total(tmp_path: Path, name: str, total: int, note: str) -> None:
    (taken,) = read_one(tmp_path, phq9(name)).observations
    assert (taken.measure, int(taken.value), taken.note) == (Measure.PHQ9, total, note)


@pytest.mark.parametrize(
    ("response", "why"),
    [
        (phq9("hl7-sdc-total-disagrees"), "its total is not the sum of its answers"),
        (phq9("authored-two-missing-no-total"), "an item has no answer, so there is no total"),
        (phq9("authored-consistent", status="in-progress"), "not completed"),
        (phq9("authored-consistent", status="entered-in-error"), "entered in error"),
        (phq9("authored-consistent", questionnaire="http://example.org/AUDIT"), "not a questionnaire"),
        (phq9("authored-consistent", authored=None), "no date"),
        (phq9("authored-consistent", item=[]), "no answer"),
    ],
)
def test_that_a_doubtful_phq_9_is_left(tmp_path: Path, response: Any, why: str) -> None:
    assert why in only_reason(tmp_path, response)


def answers(links: list[str], scores: list[Any]) -> list[Any]:
    return [{"linkId": link, "answer": [answer]} for link, answer in zip(links, scores, strict=True)]


GAD7_LINKS = ["/69725-0", "/68509-9", "/69733-4", "/69734-2", "/69735-9", "/69689-8", "/69736-7"]


def gad7(*scores: Any) -> Any:
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "http://loinc.org/q/69737-5",
        "status": "completed",
        "subject": {"reference": "Patient/p1"},
        "authored": "2024-01-02T10:00:00Z",
        "item": answers(GAD7_LINKS, list(scores)),
    }


def test_that_a_gad_7_is_scored_from_loinc_answers_ordinals_and_integers(tmp_path: Path) -> None:
    ordinal = {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 2}
    several = {"valueCoding": {"code": "LA6569-3", "display": "Several days"}}
    more = {"valueCoding": {"code": "x", "extension": [ordinal]}}
    scores = (several, more, {"valueInteger": 3}, several, several, several, {"valueInteger": 0})
    (taken,) = read_one(tmp_path, gad7(*scores)).observations
    assert (taken.measure, int(taken.value)) == (Measure.GAD7, 9)


@pytest.mark.parametrize(
    "bad",
    [
        {"valueInteger": 4},
        {"valueInteger": -1},
        {"valueDecimal": 1.5},
        {"valueString": "often"},
        {"valueCoding": {"code": "LA6569-3", "display": "Nearly every day"}},
    ],
)
def test_that_an_answer_outside_the_four_is_left(tmp_path: Path, bad: Any) -> None:
    good = {"valueInteger": 1}
    assert "not one of the four" in only_reason(tmp_path, gad7(good, good, bad, good, good, good, good))


JOINED = (
    "Patient.json",
    "Patient-f001.json",
    "BloodGlucose.json",
    "BloodPressure.json",
    "Weight.json",
    "WeightInGrams.json",
    "allergyintolerance-example.json",
    "condition-example2.json",
    "Condition-For-Patient-f001.json",
    "Encounter-For-Patient-f001.json",
    "encounter-example.json",
)


def test_that_the_hl7_samples_join_their_patients(tmp_path: Path) -> None:
    resources = [sample("hl7", name) for name in JOINED]
    file = read_bundle(tmp_path, *resources)
    example, f001 = file.patients
    values = sorted((one.measure, int(one.value)) for one in example.observations)
    assert values == [
        (Measure.DIASTOLIC, 60),
        (Measure.SYSTOLIC, 107),
        (Measure.WEIGHT, 67),
        (Measure.WEIGHT, 75),
    ]
    assert [(one.measure, one.value) for one in f001.observations] == [(Measure.GLUCOSE, Decimal("113.498"))]
    (nuts,) = example.allergies
    assert (nuts.substance, nuts.severity, nuts.medicine) == ("Cashew nuts", AllergySeverity.SEVERE, False)
    assert "Anaphylactic reaction" in nuts.reaction
    assert [one.note for one in example.conditions] == ["Since approximately November 2012."]
    assert [one.name for one in f001.conditions] == ["Heart valve disorder"]


def test_that_the_invalid_hl7_observations_are_left(tmp_path: Path) -> None:
    patients = [sample("hl7", "Patient.json"), sample("hl7", "Patient-f001.json")]
    broken = [sample("hl7", "InvalidObservation.json"), sample("hl7", "Observation-For-Patient-f001.json")]
    file = read_bundle(tmp_path, *patients, *broken)
    assert [one.count for one in file.patients] == [0, 0]
    assert reasons(file) == ["not valid FHIR R4 (interpretation)", "not valid FHIR R4 (text)"]


def test_that_hl7_medicines_keep_their_words(tmp_path: Path) -> None:
    subject = {"reference": "Patient/p1"}
    request = {**sample("hl7", "medicationrequest0302.json"), "subject": subject}
    statement = {**sample("hl7", "medicationstatementexample1.json"), "subject": subject}
    asked, stated = read_one(tmp_path, request, statement).statements
    assert (asked.name, asked.prescriber) == ("Azithromycin 250mg capsule", "Patrick Pump")
    assert asked.directions == (
        "Two tablets at once; One tablet daily for 4 days; for Traveller's Diarrhea; "
        "note: Patient told to take with food"
    )
    assert (stated.name, stated.prescriber) == ("Tylenol PM", "")
    assert stated.directions == (
        "1-2 tablets once daily at bedtime as needed for restless legs; "
        "note: Patient indicates they miss the occasional dose"
    )
    assert stated.started == date(2015, 1, 23)
