"""What the patient list and its side card say, as words. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo

from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.patient import Patient, Sex
from medmanager.domain.rows import PatientRow
from ui.kit import words
from ui.kit.languages import LANGUAGES

NO_VISIT = "none booked"
SEXES = {Sex.FEMALE: "Female", Sex.MALE: "Male", Sex.OTHER: "Other", Sex.UNKNOWN: "Not known"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the words depend on: today at the practice, its clock, and the names of its providers."""

    today: date
    zone: tzinfo
    providers: Mapping[UserId, str]


@dataclass(frozen=True, slots=True)
class PatientLine:
    """One row of the list."""

    id: PatientId
    name: str
    born: str
    age: str
    phone: str
    provider: str
    next_day: str
    next_visit: str
    """Day and time."""
    similar: bool


def line_of(row: PatientRow, desk: Desk) -> PatientLine:
    """The words of one row."""
    day = booked = NO_VISIT
    if row.next_visit is not None:
        day = words.day_name(words.local_day(row.next_visit, desk.zone), desk.today)
        booked = words.moment_of(row.next_visit, desk.today, desk.zone)
    return PatientLine(
        row.id,
        words.person(row.family_name, row.given_name),
        words.dated(row.birth_date),
        words.age_short(row.birth_date, desk.today),
        row.phone,
        desk.providers.get(row.provider_id, "") if row.provider_id else "",
        day,
        booked,
        row.similar,
    )


@dataclass(frozen=True, slots=True)
class PatientDetails:
    """The side card: who is selected, how to reach them, and with whom they could be confused."""

    id: PatientId
    name: str
    born: str
    facts: tuple[tuple[str, str], ...]
    """(label, words); facts that are not known are left out."""
    warning: str
    opens: str
    """What its button opens: the chart, or the papers for who does not read charts."""
    demo: bool


def details_of(patient: Patient, line: PatientLine, desk: Desk, may_read: bool) -> PatientDetails:
    """The words of the side card."""
    born = (words.dated(patient.birth_date), words.age(patient.birth_date, desk.today), patient.pronouns)
    facts = (
        ("Phone", patient.phone),
        ("E-mail", patient.email),
        ("Address", patient.address),
        ("Next visit", line.next_visit),
        ("Provider", line.provider or "nobody named"),
        ("Pharmacy", patient.pharmacy),
        ("Paper", LANGUAGES[patient.language] + (", large print" if patient.large_print else "")),
        ("With us since", words.dated(patient.since) if patient.since else ""),
        ("Note", patient.desk_note),
    )
    warning = "Another patient has a similar name. Check the birth date." if line.similar else ""
    return PatientDetails(
        patient.id,
        line.name,
        " · ".join(part for part in born if part),
        tuple((label, text) for label, text in facts if text),
        warning,
        "&Open chart" if may_read else "Open &papers",
        patient.demo,
    )


@dataclass(frozen=True, slots=True)
class AlikeLine:
    """Somebody who may be the person that is being registered."""

    id: PatientId
    name: str
    second: str


def alike_line(row: PatientRow, desk: Desk) -> AlikeLine:
    """The words of one look-alike."""
    age = words.age(row.birth_date, desk.today)
    parts = (words.dated(row.birth_date), age, row.phone)
    return AlikeLine(
        row.id, words.person(row.family_name, row.given_name), " · ".join(part for part in parts if part)
    )
