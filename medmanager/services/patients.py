"""Patients: search, register, edit, and what must be known of each before anything is done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from medmanager.domain.changes import Changes
from medmanager.domain.chart import AllergyKnowledge, Banner, Chart, DatedFact, KidneyFunction, standing
from medmanager.domain.demographics import LookAlikes, checked, sort_look_alikes
from medmanager.domain.errors import Refused
from medmanager.domain.history import Measure
from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.intake import AnswerState, Intake
from medmanager.domain.intake_form import PREGNANT
from medmanager.domain.local_time import local_day
from medmanager.domain.patient import Patient
from medmanager.domain.rows import PatientRow
from medmanager.domain.user import Act, Role
from medmanager.services.chart_reading import known_allergies, read_chart, similar_to
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session

LISTED = 200
"""Most rows of one search."""


class Patients:
    """The people of the practice. The front desk may use all of it except `open_chart`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def search(self, text: str) -> tuple[PatientRow, ...]:
        """Up to 200 rows that match every word of `text` (name, birth date, phone), best match first.

        Raises NotAllowed.
        """
        with self._session.read(Act.SEE_DEMOGRAPHICS) as work:
            return work.queries.search_patients(text, LISTED)

    def count(self) -> int:
        """How many patients the practice has."""
        with self._session.read(Act.SEE_DEMOGRAPHICS) as work:
            return work.queries.count_patients()

    def providers(self) -> Mapping[UserId, str]:
        """Display names of the active people who treat patients, by id."""
        with self._session.read(Act.SEE_DEMOGRAPHICS) as work:
            treating = {Role.PROVIDER, Role.NURSE_PRACTITIONER}
            return {user.id: user.display_name for user in work.users.all() if user.role in treating}

    def look_alikes(self, family_name: str, given_name: str, birth_date: date | None) -> LookAlikes:
        """Patients who may be this person, or only sound or look alike; empty while a name is missing."""
        if not family_name.strip() or not given_name.strip():
            return LookAlikes()
        with self._session.read(Act.SEE_DEMOGRAPHICS) as work:
            rows = work.queries.alike(family_name, given_name, birth_date)
        return sort_look_alikes(rows, family_name, given_name, birth_date)

    def possible_duplicates(
        self, family_name: str, given_name: str, birth_date: date | None
    ) -> tuple[PatientRow, ...]:
        """Patients who may be the very same person: alike, with the same birth date or the same full name."""
        return self.look_alikes(family_name, given_name, birth_date).same

    def register(self, patient: Patient, *, is_another_person: bool = False) -> tuple[Patient, Changes]:
        """Add a patient (version 0); gives the patient as stored.

        Raises Refused with the field for input that cannot be right, and beside "duplicates" when the same
        person may be here already and `is_another_person` does not say otherwise.
        """
        tidy = checked(replace(patient, since=patient.since or self._session.today()), self._session.today())
        with self._session.write(Act.EDIT_DEMOGRAPHICS, "register patient", patient.id) as work:
            alike = work.queries.alike(tidy.family_name, tidy.given_name, tidy.birth_date)
            found = sort_look_alikes(alike, tidy.family_name, tidy.given_name, tidy.birth_date)
            if found.same and not is_another_person:
                raise Refused(
                    "This person may be registered already. Open the one in the list, "
                    "or confirm that this is another person.",
                    "duplicates",
                )
            saved = work.patients.save(tidy)
        return saved, work.changes

    def new_patient_id(self) -> PatientId:
        return PatientId(self._session.new_id())

    def edit(self, patient: Patient) -> tuple[Patient, Changes]:
        """Save changed demographics. Raises Refused with the field, and StaleRecord."""
        tidy = checked(patient, self._session.today())
        with self._session.write(Act.EDIT_DEMOGRAPHICS, "edit demographics", patient.id) as work:
            saved = work.patients.save(tidy)
        return saved, work.changes

    def demographics(self, patient_id: UUID) -> Patient:
        """The patient as stored. Raises NotFound."""
        with self._session.read(Act.SEE_DEMOGRAPHICS) as work:
            return work.patients.get(patient_id)

    def open_chart(self, patient_id: UUID) -> Chart:
        """Everything that is not on our plan and not in a visit; the audit says that the chart was opened."""
        with self._session.write(Act.SEE_CHART, "open chart", patient_id) as work:
            return read_chart(work, patient_id)

    def banner(self, patient_id: UUID) -> Banner:
        """What every window says of its patient; without clinical facts for the front desk."""
        with self._session.read(Act.SEE_DEMOGRAPHICS) as work:
            patient = work.patients.get(patient_id)
            provider = work.users.find(patient.provider_id) if patient.provider_id else None
            banner = Banner(
                patient,
                patient.age_on(self._session.today()),
                AllergyKnowledge.HIDDEN,
                similar=similar_to(work, patient),
                provider=provider.display_name if provider else "",
            )
            return self._with_facts(work, banner) if self._session.user.may(Act.SEE_CHART) else banner

    def _with_facts(self, work: UnitOfWork, banner: Banner) -> Banner:
        patient_id = banner.patient.id
        active = tuple(one for one in work.allergies.of_patient(patient_id) if one.active)
        intakes = sorted(work.intakes.of_patient(patient_id), key=lambda one: one.started_at, reverse=True)
        return replace(
            banner,
            allergy_knowledge=known_allergies(active, intakes),
            allergies=tuple(sorted(active, key=lambda one: not one.medicine)),
            pregnancy=self._pregnancy(intakes),
            kidneys=self._kidneys(work, patient_id),
        )

    def _pregnancy(self, intakes: list[Intake]) -> DatedFact | None:
        for intake in intakes:
            answer = intake.answer(PREGNANT)
            if answer is None or answer.state is not AnswerState.ANSWERED:
                continue
            said = self._local_day(intake.completed_at or intake.started_at)
            return None if answer.value == "not pregnant" else DatedFact(answer.value, said)
        return None

    def _kidneys(self, work: UnitOfWork, patient_id: UUID) -> KidneyFunction | None:
        measured = standing(work.observations.of_patient(patient_id))
        found = [one for one in measured if one.measure is Measure.EGFR]
        last = max(found, key=lambda one: one.at, default=None)
        return KidneyFunction(last.value, self._local_day(last.at)) if last else None

    def _local_day(self, instant: datetime) -> date:
        return local_day(instant, self._session.zone)
