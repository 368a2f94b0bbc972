"""FHIR AllergyIntolerance, Condition and Encounter to our records."""

import re

from medmanager.domain.history import Encounter
from medmanager.domain.patient import Allergy, AllergyKind, AllergySeverity, Condition, Source
from medmanager.exchange.fhir_dates import When, end_of, start_of, when
from medmanager.exchange.fhir_reading import Reading
from medmanager.exchange.fhir_values import (
    RXNORM,
    SNOMED,
    Json,
    LeftOut,
    code_of,
    codes_of,
    codings,
    notes,
    part,
    parts,
    status,
    text,
    texts,
    words_of,
)
from medmanager.exchange.psychiatric_codes import ICD9, ICD10, is_psychiatric

_NO_ALLERGY_CODES = frozenset({"716186003", "409137002", "428607008", "429625007", "1003774007"})
_NO_ALLERGY_WORDS = re.compile(r"\b(?:no known|nka|nkda|no allerg)", re.IGNORECASE)
_ALLERGY_TO = re.compile(r"(?:allergy|intolerance|sensitivity) to (?P<what>.+)", re.IGNORECASE)
_SOME_ALLERGY = re.compile(r"(?P<what>.+?) (?:allergy|intolerance)", re.IGNORECASE)
_SEVERITIES = {one.value: one for one in AllergySeverity if one is not AllergySeverity.UNKNOWN}
_RANKED = tuple(_SEVERITIES)
_KINDS = {one.value: one for one in AllergyKind}
_MEDICINES = frozenset({"medication", "biologic"})
_VAGUE = frozenset({"food", "drug", "medication", "animal", "seasonal", "environmental", "multiple", "other"})
_WRONG = frozenset({"entered-in-error", "refuted"})


def allergy(reading: Reading) -> tuple[Allergy, ...]:
    """One allergy. "No known allergies" is left: it is an answer of the intake, not a record.

    Without a category it counts as a medicine's, so that it stands in the banner. Severity is the worst of
    its reactions; a bare criticality is no severity.
    """
    resource = reading.resource
    _refuse_wrong(resource)
    reactions = parts(resource, "reaction")
    substance = _substance(resource, reactions)
    noted = reading.past(when(resource, "recordedDate") or when(resource, "onsetDateTime"))
    system, code = code_of(part(resource, "code"), (RXNORM, SNOMED))
    return (
        Allergy(
            reading.new_id(),
            reading.patient.id,
            substance,
            _reaction(reactions),
            _KINDS[status(resource, "type", _KINDS) or AllergyKind.ALLERGY.value],
            _severity(reactions),
            system == RXNORM or _is_medicine(texts(resource, "category")),
            noted.day if noted else None,
            active=not codes_of(part(resource, "clinicalStatus")) & {"inactive", "resolved"},
            source=Source.RECORD,
            code=f"{system}|{code}" if code else "",
            origin=reading.origin,
        ),
    )


def condition(reading: Reading) -> tuple[Condition, ...]:
    """One diagnosis or finding. A date known only to the year or month stands in the note, not in a field."""
    resource = reading.resource
    _refuse_wrong(resource)
    concept = part(resource, "code")
    name = words_of(concept, 500)
    if not name:
        raise LeftOut("it has no name")
    onset = reading.past(when(resource, "onsetDateTime") or start_of(resource, "onsetPeriod"))
    ended = reading.past(when(resource, "abatementDateTime") or end_of(resource, "abatementPeriod"))
    if onset and ended and ended.is_before(onset):
        raise LeftOut("it ends before it begins")
    system, code = code_of(concept, (*ICD10, SNOMED, *ICD9))
    return (
        Condition(
            reading.new_id(),
            reading.patient.id,
            name,
            f"{system}|{code}" if code else "",
            any(is_psychiatric(used, one) for used, one, _ in codings(concept)),
            onset.day if onset else None,
            ended.day if ended else None,
            Source.RECORD,
            _note(resource, onset, ended),
            reading.origin,
        ),
    )


_ENCOUNTER_STATES = frozenset(
    {"planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled", "entered-in-error"}
    | {"unknown"}
)
_NOT_HAPPENED = {
    "planned": "planned, so it has not happened yet",
    "cancelled": "cancelled",
    "entered-in-error": "marked by its sender as entered in error",
}
_CLASSES = {
    "AMB": "outpatient",
    "EMER": "emergency",
    "IMP": "inpatient",
    "ACUTE": "inpatient",
    "VR": "virtual",
    "HH": "home visit",
    "OBSENC": "observation",
    "SS": "short stay",
}

_GRAVE = ("emergency", "inpatient")
"""Settings that are said even where the sender names the contact otherwise."""


def encounter(reading: Reading) -> tuple[Encounter, ...]:
    """One contact elsewhere, with who and where as far as the file says it."""
    resource = reading.resource
    state = status(resource, "status", _ENCOUNTER_STATES)
    if state in _NOT_HAPPENED:
        raise LeftOut(_NOT_HAPPENED[state])
    start = reading.past(start_of(resource, "period"))
    end = reading.past(end_of(resource, "period"))
    if start is None:
        raise LeftOut("it has no date")
    if end is not None and end.is_before(start):
        raise LeftOut("it ends before it begins")
    return (
        Encounter(
            reading.new_id(),
            reading.patient.id,
            start.at,
            end.at if end and end.at >= start.at else None,
            _encounter_kind(resource),
            next((words for one in parts(resource, "reasonCode") if (words := words_of(one))), ""),
            _practitioner(reading),
            reading.name("serviceProvider") or _place(reading),
            reading.origin,
        ),
    )


def _refuse_wrong(resource: Json) -> None:
    found = codes_of(part(resource, "verificationStatus")) & _WRONG
    if "refuted" in found:
        raise LeftOut("refuted by its sender")
    if found:
        raise LeftOut("marked by its sender as entered in error")


def _substance(resource: Json, reactions: tuple[Json, ...]) -> str:
    """What the allergy is to, without the words "allergy to", so that it can be compared with medicines."""
    concept = part(resource, "code")
    words = words_of(concept, 500)
    if codes_of(concept) & _NO_ALLERGY_CODES or _NO_ALLERGY_WORDS.search(words):
        raise LeftOut('"no known allergy" is an answer of the intake; ask the patient')
    if not words:
        words = next((said for one in reactions if (said := words_of(part(one, "substance"), 500))), "")
    if not words:
        raise LeftOut("it names no substance")
    match = _ALLERGY_TO.fullmatch(words) or _SOME_ALLERGY.fullmatch(words)
    return match["what"] if match and match["what"].casefold() not in _VAGUE else words


def _reaction(reactions: tuple[Json, ...]) -> str:
    """All manifestations, each once, in the sender's words. Notes are left: it is printed for the patient."""
    said = (words_of(one) for reaction in reactions for one in parts(reaction, "manifestation"))
    return ", ".join(dict.fromkeys(words for words in said if words))


def _severity(reactions: tuple[Json, ...]) -> AllergySeverity:
    found = [status(reaction, "severity", _SEVERITIES) for reaction in reactions]
    worst = max((_RANKED.index(one) for one in found if one), default=None)
    return AllergySeverity.UNKNOWN if worst is None else _SEVERITIES[_RANKED[worst]]


def _is_medicine(categories: tuple[str, ...]) -> bool:
    return not categories or bool(_MEDICINES & set(categories))


def _note(resource: Json, onset: When | None, ended: When | None) -> str:
    """What the fields cannot hold: vague dates, doubt, an end without a date, and what its sender noted."""
    said = [text(resource, "onsetString") and f"Since {text(resource, 'onsetString')}."]
    if onset and onset.day is None:
        said.append(f"Since {onset.written}.")
    if ended and ended.day is None:
        said.append(f"Until {ended.written}.")
    doubt = codes_of(part(resource, "verificationStatus")) & {"unconfirmed", "provisional", "differential"}
    said += [f"{word.capitalize()} diagnosis." for word in sorted(doubt)]
    over = codes_of(part(resource, "clinicalStatus")) & {"resolved", "inactive", "remission"}
    if ended is None:
        said += [f"Marked as {word} without a date." for word in sorted(over)]
    said.append(notes(resource))
    return " ".join(one for one in said if one)


def _encounter_kind(resource: Json) -> str:
    said = next((words for one in parts(resource, "type") if (words := words_of(one))), "")
    kind = part(resource, "class")
    setting = _CLASSES.get(text(kind, "code"), "")
    if said and setting in _GRAVE and setting not in said.casefold():
        return f"{said}, {setting}"
    return said or text(kind, "display") or setting


def _practitioner(reading: Reading) -> str:
    people = parts(reading.resource, "participant")
    names = (reading.directory.name(part(one, "individual"), reading.entry.full_url) for one in people)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _place(reading: Reading) -> str:
    places = parts(reading.resource, "location")
    names = (reading.directory.name(part(one, "location"), reading.entry.full_url) for one in places)
    return next((name for name in names if name), "")
