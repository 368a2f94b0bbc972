"""A patient of a file beside those who may be the same person, as words, and what can be chosen. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from uuid import UUID

from medmanager.domain.ids import PatientId
from medmanager.domain.imports.import_matching import Difference
from medmanager.domain.imports.imports import LookAlike, PatientPreview
from medmanager.domain.patient import Language, Patient
from ui.kit import words

FIELDS = {
    "family_name": "Family name",
    "given_name": "Given name",
    "birth_date": "Birth date",
    "sex": "Sex",
    "phone": "Phone",
    "email": "E-mail",
    "address": "Address",
    "language": "Language of papers",
    "desk_note": "Note for the desk",
}
NOTHING = "none"
LANGUAGES = {Language.ENGLISH.value: "English", Language.SPANISH.value: "Spanish"}
ANOTHER = "New patient: another person"
_ALWAYS_SHOWN = frozenset({"family_name", "given_name", "birth_date", "sex", "phone"})


@dataclass(frozen=True, slots=True)
class Pair:
    """One fact as the file has it and as the practice has it."""

    what: str
    there: str
    here: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A patient of the file beside one of the practice, whose chart can be opened."""

    patient_id: UUID
    name: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: a new patient (`into` is None), or the chart that the file is added to."""

    into: PatientId | None
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """The look-alikes of one patient of a file, and the answers. `given` is her id in the file."""

    given: PatientId
    who: str
    comparisons: tuple[Comparison, ...]
    options: tuple[Option, ...]


def question_of(one: PatientPreview, today: date, zone: tzinfo) -> Question:
    """What to compare and to choose between."""
    chosen = one.choice.into if one.choice else None
    options = (
        Option(None, ANOTHER, one.choice is not None and chosen is None),
        *(
            Option(each.patient.id, f"Add to {_called(each.patient)}", each.patient.id == chosen)
            for each in one.alike
        ),
    )
    comparisons = tuple(_comparison(one, each, today, zone) for each in one.alike)
    name = words.person(one.given.family_name, one.given.given_name)
    return Question(one.given.id, name, comparisons, options)


def kept_facts(differences: Iterable[Difference]) -> tuple[tuple[str, str], ...]:
    """(fact, "kept …; the file says …") of what the practice keeps."""
    return tuple(
        (FIELDS[one.what], f"kept: {shown(one.kept)}; the file says: {shown(one.said)}")
        for one in differences
    )


def shown(fact: str | date) -> str:
    """A fact of a patient as words."""
    if isinstance(fact, date):
        return words.dated(fact)
    return LANGUAGES.get(fact, fact) or NOTHING


def _called(patient: Patient) -> str:
    return f"{words.person(patient.family_name, patient.given_name)} ({words.dated(patient.birth_date)})"


def _comparison(one: PatientPreview, alike: LookAlike, today: date, zone: tzinfo) -> Comparison:
    given, patient = one.given, alike.patient
    differing = {each.what: each for each in alike.joining.differences}
    pairs = (
        Pair(
            "Name",
            words.person(given.family_name, given.given_name),
            words.person(patient.family_name, patient.given_name),
            bool({"family_name", "given_name"} & differing.keys()),
        ),
        Pair("Born", _born(given, today), _born(patient, today), "birth_date" in differing),
        Pair("Sex", given.sex, patient.sex, "sex" in differing),
        Pair("Phone", given.phone or NOTHING, patient.phone or NOTHING, "phone" in differing),
        Pair("Last visit", _seen(one.last_contact, zone), _seen(alike.last_visit, zone)),
        *(
            Pair(FIELDS[what], shown(each.said), shown(each.kept), differs=True)
            for what, each in differing.items()
            if what not in _ALWAYS_SHOWN
        ),
    )
    return Comparison(patient.id, words.person(patient.family_name, patient.given_name), pairs)


def _born(patient: Patient, today: date) -> str:
    return f"{words.dated(patient.birth_date)} · {words.age_short(patient.birth_date, today)}"


def _seen(at: datetime | None, zone: tzinfo) -> str:
    return words.dated(words.local_day(at, zone)) if at else NOTHING
