"""The lists of the intake: which fields an entry has, and what its row says. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from medmanager.domain.history import Adherence, MedicationStatement, MedicineKind, TrialResponse
from medmanager.domain.intake import Symptom
from medmanager.domain.intake_form import (
    ALLERGIES,
    CONDITIONS,
    CURRENT_MEDICINES,
    EARLIER_MEDICINES,
    SYMPTOMS,
)
from medmanager.domain.patient import Allergy, AllergyKind, AllergySeverity, Condition
from medmanager.domain.side_effects import severity_word
from ui.kit import words
from ui.kit.tallman import tall_man

Typed = Mapping[str, str]
"""The raw text of an entry's fields, as typed."""


class FieldKind(StrEnum):
    """How a field is typed. All of them hold raw text; `SCORE` holds 0 to 10 or nothing."""

    TEXT = "text"
    MEDICINE = "medicine"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of an entry. `span` is its width in twelfths; `options` are (stored value, words)."""

    key: str
    label: str
    kind: FieldKind
    span: int
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class EntryList:
    """One kind of list."""

    noun: str
    empty: str
    fields: tuple[FieldSpec, ...]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One row of a list. `key` finds the record again."""

    key: object
    title: str
    second: str = ""
    words: str = ""


TEXT, MEDICINE, NUMBER, DATE = FieldKind.TEXT, FieldKind.MEDICINE, FieldKind.NUMBER, FieldKind.DATE
CHOICE, SCORE = FieldKind.CHOICE, FieldKind.SCORE

_YES, _NO = "yes", "no"
_RESPONSES = (
    (TrialResponse.NOT_ASKED, "Not asked"),
    (TrialResponse.FULL, "Full response"),
    (TrialResponse.PARTIAL, "Partial response"),
    (TrialResponse.NONE, "No response"),
    (TrialResponse.WORSE, "Got worse"),
    (TrialResponse.UNKNOWN, "Unknown"),
)
_ADHERENCE = (
    (Adherence.NOT_ASKED, "Not asked"),
    (Adherence.ALL, "Took all"),
    (Adherence.MOST, "Missed a few"),
    (Adherence.SOME, "Missed many"),
    (Adherence.NONE, "Took none"),
    (Adherence.UNKNOWN, "Unknown"),
)
_MEDICINE_KINDS = (
    (MedicineKind.PRESCRIPTION, "Prescription"),
    (MedicineKind.OVER_THE_COUNTER, "Over the counter"),
    (MedicineKind.SUPPLEMENT, "Supplement"),
)
_SEVERITIES = (
    (AllergySeverity.UNKNOWN, "Not known"),
    (AllergySeverity.MILD, "Mild"),
    (AllergySeverity.MODERATE, "Moderate"),
    (AllergySeverity.SEVERE, "Severe"),
)

LISTS: dict[str, EntryList] = {
    SYMPTOMS: EntryList(
        "symptom",
        "No symptom or concern is listed yet.",
        (
            FieldSpec("name", "Symptom or concern", TEXT, 4),
            FieldSpec("since", "Since when", TEXT, 3),
            FieldSpec("note", "Note", TEXT, 5),
            FieldSpec("severity", "How bad, 0 none to 10 worst", SCORE, 12),
        ),
    ),
    ALLERGIES: EntryList(
        "allergy",
        "No allergy is listed. If there is none, say so below.",
        (
            FieldSpec("substance", "Medicine or substance", MEDICINE, 3),
            FieldSpec("reaction", "What happened", TEXT, 3),
            FieldSpec("severity", "How bad", CHOICE, 2, _SEVERITIES),
            FieldSpec("medicine", "Medicine", CHOICE, 2, ((_YES, "Yes"), (_NO, "No"))),
            FieldSpec(
                "kind",
                "Kind",
                CHOICE,
                2,
                ((AllergyKind.ALLERGY, "Allergy"), (AllergyKind.INTOLERANCE, "Intolerance")),
            ),
        ),
    ),
    CONDITIONS: EntryList(
        "condition",
        "No condition is listed yet.",
        (
            FieldSpec("name", "Condition", TEXT, 6),
            FieldSpec("psychiatric", "Of body or mind", CHOICE, 2, ((_NO, "Body"), (_YES, "Mind"))),
            FieldSpec("onset", "Since", DATE, 2),
            FieldSpec("resolved", "Until", DATE, 2),
            FieldSpec("note", "Note", TEXT, 12),
        ),
    ),
    EARLIER_MEDICINES: EntryList(
        "medicine",
        "No earlier medicine is listed yet.",
        (
            FieldSpec("name", "Medicine", MEDICINE, 4),
            FieldSpec("highest_dose_mg", "Highest dose a day", NUMBER, 2, unit="mg"),
            FieldSpec("weeks_at_dose", "Weeks at it", NUMBER, 2, unit="weeks"),
            FieldSpec("response", "How it worked", CHOICE, 2, _RESPONSES),
            FieldSpec("adherence", "Was it taken", CHOICE, 2, _ADHERENCE),
            FieldSpec("stop_reason", "Why it was stopped", TEXT, 4),
            FieldSpec("side_effects", "Side effects", TEXT, 4),
            FieldSpec("stopped", "Stopped on", DATE, 2),
        ),
    ),
    CURRENT_MEDICINES: EntryList(
        "medicine",
        "No medicine or supplement is listed yet.",
        (
            FieldSpec("name", "Medicine or supplement", MEDICINE, 4),
            FieldSpec("directions", "How much and when", TEXT, 4),
            FieldSpec("kind", "Kind", CHOICE, 2, _MEDICINE_KINDS),
            FieldSpec("started", "Since", DATE, 2),
            FieldSpec("prescriber", "Prescribed by", TEXT, 4),
        ),
    ),
}


def symptom_row(number: int, symptom: Symptom) -> EntryRow:
    """A symptom by its place in the list, for it has no id."""
    severity = symptom.severity
    grade = "severity not asked" if severity is None else f"{severity}, {severity_word(severity)}"
    return EntryRow(number, symptom.name, _joined(symptom.since, symptom.note), grade)


def allergy_row(allergy: Allergy) -> EntryRow:
    """A medicine in tall-man letters, what happened, how bad."""
    known = allergy.severity is not AllergySeverity.UNKNOWN
    what = "" if allergy.medicine else "not a medicine"
    kind = str(allergy.kind) if allergy.kind is AllergyKind.INTOLERANCE else ""
    second = _joined(allergy.reaction or "reaction not known", kind, what)
    return EntryRow(allergy.id, tall_man(allergy.substance), second, str(allergy.severity) if known else "")


def condition_row(condition: Condition, today: date) -> EntryRow:
    """A condition, since when and until when."""
    since = f"since {words.short_day(condition.onset, today)}" if condition.onset else ""
    until = f"until {words.short_day(condition.resolved, today)}" if condition.resolved else ""
    side = "mind" if condition.psychiatric else "body"
    return EntryRow(condition.id, condition.name, _joined(since, until, condition.note), side)


def earlier_row(statement: MedicationStatement, today: date) -> EntryRow:
    """A trial told plainly: dose reached, weeks, whether it was taken, why it ended. No judgement."""
    dose = statement.highest_dose_mg
    weeks = statement.weeks_at_dose
    told = (
        f"up to {words.amount(dose, 'mg')} a day" if dose is not None else "dose not known",
        words.counted(weeks, "week") if weeks is not None else "weeks not known",
        statement.directions,
        "" if statement.adherence is Adherence.NOT_ASKED else str(statement.adherence),
        f"from {words.short_day(statement.started, today)}" if statement.started else "",
        f"stopped {words.short_day(statement.stopped, today)}" if statement.stopped else "",
        f"stopped: {statement.stop_reason}" if statement.stop_reason else "",
        statement.side_effects,
        f"by {statement.prescriber}" if statement.prescriber else "",
    )
    asked = statement.response is not TrialResponse.NOT_ASKED
    answer = str(statement.response) if asked else "response not asked"
    return EntryRow(statement.id, tall_man(statement.name), _joined(*told), answer)


def current_row(statement: MedicationStatement, today: date) -> EntryRow:
    """A medicine that is taken: how, since when, by whom."""
    since = f"since {words.short_day(statement.started, today)}" if statement.started else ""
    by = f"by {statement.prescriber}" if statement.prescriber else ""
    second = _joined(statement.directions or "directions not known", since, by)
    return EntryRow(statement.id, tall_man(statement.name), second, str(statement.kind))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
