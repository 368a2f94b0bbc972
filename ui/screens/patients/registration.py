"""Registering or editing a patient: looks for the same person while names are typed, then saves. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.demographics import LookAlikes
from medmanager.domain.errors import MedManagerError, Refused, StaleRecord
from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.patient import Language, Patient, Sex
from ui.kit import words
from ui.kit.context import Context
from ui.kit.languages import LANGUAGES
from ui.screens.patients.lines import SEXES, AlikeLine, Desk, alike_line

Key = tuple[str, str, date | None]
CHANGED = (
    "These details were changed by somebody else while the form was open. What they changed stands in it "
    "now. Look at it, and save again."
)
OTHERS = "Somebody else wrote “{}” here."


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of the form as they stand; `birth_date` None while it is empty or cannot be read."""

    family_name: str = ""
    given_name: str = ""
    birth_date: date | None = None
    sex: Sex = Sex.UNKNOWN
    pronouns: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: Language = Language.ENGLISH
    large_print: bool = False
    provider_id: UserId | None = None
    pharmacy: str = ""
    desk_note: str = ""

    @property
    def key(self) -> Key:
        """What decides whether somebody is alike."""
        return self.family_name.strip(), self.given_name.strip(), self.birth_date


def typed_from(patient: Patient) -> Typed:
    """The form of a patient who is known."""
    return Typed(
        patient.family_name,
        patient.given_name,
        patient.birth_date,
        patient.sex,
        patient.pronouns,
        patient.phone,
        patient.email,
        patient.address,
        patient.language,
        patient.large_print,
        patient.provider_id,
        patient.pharmacy,
        patient.desk_note,
    )


class RegistrationDisplay(Protocol):
    """What the presenter asks of the form."""

    def show_form(self, typed: Typed, providers: Mapping[UserId, str], is_new: bool) -> None: ...
    def show_alikes(self, same: tuple[AlikeLine, ...], similar: tuple[AlikeLine, ...]) -> None: ...
    def refuse(self, field: str, sentence: str) -> None: ...
    def show_newer(self, typed: Typed, theirs: Mapping[str, str]) -> None: ...
    def set_busy(self, busy: bool) -> None: ...
    def close_form(self) -> None: ...


class RegistrationPresenter:
    """`saved` is called with the patient once it is stored. An edit looks for nobody: the person is known."""

    def __init__(
        self, context: Context, display: RegistrationDisplay, saved: Callable[[Patient], None]
    ) -> None:
        self._context, self._display, self._saved = context, display, saved
        self._known: Patient | None = None
        self._key: Key = ("", "", None)
        self._desk: Desk | None = None

    def begin(self, known: Patient | None = None) -> None:
        """Show an empty form, or that of a patient."""
        self._known, self._key = known, ("", "", None)
        self._context.ask(self._look_around, self._begun)

    def compare(self, typed: Typed) -> None:
        """Look for people who may be this one; the newest answer wins."""
        if self._known is not None or typed.key == self._key:
            return
        self._key = typed.key
        look = partial(self._context.services.patients.look_alikes, *typed.key)
        self._context.ask(look, partial(self._alikes_came, typed.key))

    def save(self, typed: Typed, is_another_person: bool) -> None:
        """Store what was typed, or say what is missing beside its field."""
        try:
            patient = self._patient(typed)
        except Refused as refused:
            self._display.refuse(refused.field, refused.sentence)
            return
        patients = self._context.services.patients
        self._display.set_busy(True)
        if self._known is None:
            work = partial(patients.register, patient, is_another_person=is_another_person)
        else:
            work = partial(patients.edit, patient)
        self._context.ask(work, self._stored, partial(self._refused, typed))

    def open(self, patient_id: PatientId) -> None:
        """Leave the form for somebody who is registered already."""
        self._display.close_form()
        self._context.navigate.open_patient(patient_id)

    def _look_around(self) -> Desk:
        services = self._context.services
        zone = ZoneInfo(services.session.practice.time_zone)
        return Desk(services.session.today(), zone, services.patients.providers())

    def _begun(self, desk: Desk) -> None:
        self._desk = desk
        mine = self._context.services.session.user.id
        new = Typed(provider_id=mine if mine in desk.providers else None)
        typed = typed_from(self._known) if self._known else new
        self._display.show_form(typed, desk.providers, self._known is None)

    def _alikes_came(self, key: Key, found: LookAlikes) -> None:
        if key == self._key and self._desk is not None:
            desk = self._desk
            self._display.show_alikes(
                tuple(alike_line(row, desk) for row in found.same),
                tuple(alike_line(row, desk) for row in found.similar),
            )

    def _patient(self, typed: Typed) -> Patient:
        if typed.birth_date is None:
            raise Refused("Write the birth date, for example 3/14/1984.", "birth_date")
        known = self._known or Patient(
            self._context.services.patients.new_patient_id(),
            typed.family_name,
            typed.given_name,
            typed.birth_date,
            demo=self._context.services.session.practice.demo,
        )
        return replace(
            known,
            family_name=typed.family_name,
            given_name=typed.given_name,
            birth_date=typed.birth_date,
            sex=typed.sex,
            pronouns=typed.pronouns,
            phone=typed.phone,
            email=typed.email,
            address=typed.address,
            language=typed.language,
            large_print=typed.large_print,
            provider_id=typed.provider_id,
            pharmacy=typed.pharmacy,
            desk_note=typed.desk_note,
        )

    def _stored(self, answer: tuple[Patient, Changes]) -> None:
        patient, changes = answer
        self._display.set_busy(False)
        self._display.close_form()
        self._context.feed.publish(changes)
        self._saved(patient)

    def _refused(self, typed: Typed, error: MedManagerError) -> None:
        self._display.set_busy(False)
        self._display.refuse(error.field if isinstance(error, Refused) else "", error.sentence)
        if isinstance(error, StaleRecord) and self._known is not None:
            read = partial(self._context.services.patients.demographics, self._known.id)
            self._context.ask(read, partial(self._newer_came, typed))

    def _newer_came(self, mine: Typed, patient: Patient) -> None:
        """Their changes come into the form; where both changed the same, mine stays and theirs is told."""
        assert self._known is not None, "a new patient cannot be stale"
        seen, theirs, self._known = typed_from(self._known), typed_from(patient), patient
        chosen, told = {}, {}
        for name in (field.name for field in fields(Typed)):
            old, own, new = (getattr(one, name) for one in (seen, mine, theirs))
            chosen[name] = new if own == old else own
            if own not in (old, new) and new != old:
                told[name] = OTHERS.format(self._in_words(new))
        self._display.show_newer(Typed(**chosen), told)
        self._display.refuse("", CHANGED)

    def _in_words(self, value: object) -> str:
        if isinstance(value, date):
            return words.dated(value)
        if isinstance(value, Sex | Language):
            return SEXES[value] if isinstance(value, Sex) else LANGUAGES[value]
        providers = self._desk.providers if self._desk else {}
        return next((name for key, name in providers.items() if key == value), str(value or "nothing"))
