"""What a patient's demographics must look like before they are stored, and who may be the same person."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from medmanager.domain.errors import Refused
from medmanager.domain.patient import Patient
from medmanager.domain.rows import PatientRow
from medmanager.domain.typed_text import typed_line, typed_paragraph

OLDEST = 120
"""Years; the longest human life on record is 122, so more is a slip of the keyboard."""


def checked(patient: Patient, today: date) -> Patient:
    """The patient with every text in its stored form. `today` is the local day of the practice.

    Raises Refused with the field's name for an impossible birth date, an e-mail address without "@", and
    texts that are empty, too long or cannot be shown.
    """
    check_birth_date(patient.birth_date, today)
    return replace(
        patient,
        family_name=typed_line(patient.family_name, "family_name", "The family name"),
        given_name=typed_line(patient.given_name, "given_name", "The given name"),
        pronouns=typed_line(patient.pronouns, "pronouns", "The pronouns"),
        phone=typed_line(patient.phone, "phone", "The phone number"),
        email=_email(typed_line(patient.email, "email", "The e-mail address")),
        pharmacy=typed_line(patient.pharmacy, "pharmacy", "The pharmacy"),
        address=typed_paragraph(patient.address, "address", "The address", 1000),
        desk_note=typed_paragraph(patient.desk_note, "desk_note", "The note", 1000),
    )


def _email(email: str) -> str:
    if email and "@" not in email.strip("@"):
        raise Refused("An e-mail address has a name, an @ and a place, as in ann@example.org.", "email")
    return email


def check_birth_date(birth_date: date, today: date) -> None:
    """Raises Refused when the day is in the future or more than 120 years ago."""
    if birth_date > today:
        raise Refused("This birth date is in the future. Check the year.", "birth_date")
    if birth_date.year < today.year - OLDEST:
        raise Refused(f"This birth date is more than {OLDEST} years ago. Check the year.", "birth_date")


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Patients who are like a name: `same` may be the very person, `similar` only sound or look alike."""

    same: tuple[PatientRow, ...] = ()
    similar: tuple[PatientRow, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.same or self.similar)


def sort_look_alikes(
    rows: Iterable[PatientRow], family_name: str, given_name: str, birth_date: date | None
) -> LookAlikes:
    """Rows that the store found alike, parted: same birth date or same full name may be the same person."""
    wanted = (plain_name(family_name), plain_name(given_name))
    found = tuple(rows)

    def may_be_same(row: PatientRow) -> bool:
        same_name = (plain_name(row.family_name), plain_name(row.given_name)) == wanted
        return same_name or row.birth_date == birth_date

    same = tuple(row for row in found if may_be_same(row))
    return LookAlikes(same, tuple(row for row in found if row not in same))


def plain_name(name: str) -> str:
    """A name without case, accents, hyphens and blanks, to see whether two are written alike."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())
