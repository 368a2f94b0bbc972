"""Turns the typed fields of an entry into its record, and a record back into fields. No Qt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.history import (
    Adherence,
    MedicationStatement,
    MedicineKind,
    TakingStatus,
    TrialResponse,
)
from medmanager.domain.ids import PatientId
from medmanager.domain.intake import Symptom
from medmanager.domain.number_words import parse_amount, parse_whole, plain
from medmanager.domain.patient import Allergy, AllergyKind, AllergySeverity, Condition
from ui.kit import words
from ui.kit.fields import typed
from ui.screens.intake.entries import Typed

MOST_WEEKS = 4160


def read_symptom(fields: Typed) -> Symptom:
    """Raises Refused beside its field; no severity means that it was not asked."""
    grade = _whole(fields, "severity", "Severity", 10)
    return Symptom(_text(fields, "name"), grade, _text(fields, "since"), _text(fields, "note"))


def symptom_fields(symptom: Symptom) -> dict[str, str]:
    """What stands in the fields when a symptom is changed."""
    grade = "" if symptom.severity is None else str(symptom.severity)
    return {"name": symptom.name, "severity": grade, "since": symptom.since, "note": symptom.note}


def read_allergy(fields: Typed, patient_id: PatientId, known: Allergy | None, new_id: UUID) -> Allergy:
    """The allergy as typed, over the one that is known."""
    substance = _needed(fields, "substance", "Write what the patient is allergic to.")
    base = known or Allergy(new_id, patient_id, substance)
    return replace(
        base,
        substance=substance,
        reaction=_text(fields, "reaction"),
        severity=AllergySeverity(fields.get("severity") or AllergySeverity.UNKNOWN),
        kind=AllergyKind(fields.get("kind") or AllergyKind.ALLERGY),
        medicine=fields.get("medicine") != "no",
    )


def allergy_fields(allergy: Allergy) -> dict[str, str]:
    """What stands in the fields when an allergy is changed."""
    return {
        "substance": allergy.substance,
        "reaction": allergy.reaction,
        "severity": allergy.severity,
        "kind": allergy.kind,
        "medicine": "yes" if allergy.medicine else "no",
    }


def read_condition(
    fields: Typed, patient_id: PatientId, known: Condition | None, new_id: UUID, today: date
) -> Condition:
    """The condition as typed, over the one that is known."""
    name = _needed(fields, "name", "Write the name of the condition.")
    base = known or Condition(new_id, patient_id, name)
    return replace(
        base,
        name=name,
        psychiatric=fields.get("psychiatric") == "yes",
        onset=_day(fields, "onset", today),
        resolved=_day(fields, "resolved", today),
        note=_text(fields, "note"),
    )


def condition_fields(condition: Condition) -> dict[str, str]:
    """What stands in the fields when a condition is changed."""
    return {
        "name": condition.name,
        "psychiatric": "yes" if condition.psychiatric else "no",
        "onset": _shown_day(condition.onset),
        "resolved": _shown_day(condition.resolved),
        "note": condition.note,
    }


def read_earlier(
    fields: Typed, patient_id: PatientId, known: MedicationStatement | None, new_id: UUID, today: date
) -> MedicationStatement:
    """An earlier medicine as typed; an empty dose or number of weeks is not known."""
    name = _needed(fields, "name", "Write the name of the medicine.")
    base = known or MedicationStatement(new_id, patient_id, name)
    return replace(
        base,
        name=name,
        rxcui=base.rxcui if name == base.name else "",
        status=TakingStatus.STOPPED,
        highest_dose_mg=_dose(fields, "highest_dose_mg"),
        weeks_at_dose=_whole(fields, "weeks_at_dose", "The number of weeks", MOST_WEEKS),
        response=TrialResponse(fields.get("response") or TrialResponse.NOT_ASKED),
        adherence=Adherence(fields.get("adherence") or Adherence.NOT_ASKED),
        stop_reason=_text(fields, "stop_reason"),
        side_effects=_text(fields, "side_effects"),
        stopped=_day(fields, "stopped", today),
    )


def earlier_fields(statement: MedicationStatement) -> dict[str, str]:
    """What stands in the fields when an earlier medicine is changed."""
    dose, weeks = statement.highest_dose_mg, statement.weeks_at_dose
    return {
        "name": statement.name,
        "highest_dose_mg": "" if dose is None else plain(dose),
        "weeks_at_dose": "" if weeks is None else str(weeks),
        "response": statement.response,
        "adherence": statement.adherence,
        "stop_reason": statement.stop_reason,
        "side_effects": statement.side_effects,
        "stopped": _shown_day(statement.stopped),
    }


def read_current(
    fields: Typed, patient_id: PatientId, known: MedicationStatement | None, new_id: UUID, today: date
) -> MedicationStatement:
    """A medicine that is taken now, as typed."""
    name = _needed(fields, "name", "Write the name of the medicine or supplement.")
    base = known or MedicationStatement(new_id, patient_id, name)
    return replace(
        base,
        name=name,
        rxcui=base.rxcui if name == base.name else "",
        status=TakingStatus.TAKING,
        kind=MedicineKind(fields.get("kind") or MedicineKind.PRESCRIPTION),
        directions=_text(fields, "directions"),
        prescriber=_text(fields, "prescriber"),
        started=_day(fields, "started", today),
    )


def current_fields(statement: MedicationStatement) -> dict[str, str]:
    """What stands in the fields when a current medicine is changed."""
    return {
        "name": statement.name,
        "kind": statement.kind,
        "directions": statement.directions,
        "prescriber": statement.prescriber,
        "started": _shown_day(statement.started),
    }


def _text(fields: Typed, key: str) -> str:
    return fields.get(key, "").strip()


def _needed(fields: Typed, key: str, sentence: str) -> str:
    text = _text(fields, key)
    if not text:
        raise Refused(sentence, key)
    return text


def _whole(fields: Typed, key: str, what: str, high: int) -> int | None:
    text = _text(fields, key)
    return parse_whole(text, key, what, 0, high) if text else None


def _dose(fields: Typed, key: str) -> Decimal | None:
    text = _text(fields, key)
    return parse_amount(text, "mg", key) if text else None


def _day(fields: Typed, key: str, today: date) -> date | None:
    text = _text(fields, key)
    if not text:
        return None
    day = typed.read_date(text, today, past=True)
    if day is None:
        otherwise = "This is not a date. Type it as 3/14/2019, or leave it empty."
        raise Refused(typed.date_problem(text, today, otherwise, past=True), key)
    return day


def _shown_day(day: date | None) -> str:
    return words.dated(day) if day else ""
