"""Reads one chart in an open unit of work, what is known of allergies, and who has a similar name."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from medmanager.domain.chart import AllergyKnowledge, Chart, standing
from medmanager.domain.history import MedicationStatement
from medmanager.domain.intake import AnswerState, Intake
from medmanager.domain.intake_form import KNOWN_ALLERGIES, NO_ALLERGIES
from medmanager.domain.patient import Allergy, Patient
from medmanager.domain.rows import PatientRow
from medmanager.services.ports import UnitOfWork


def read_chart(work: UnitOfWork, patient_id: UUID) -> Chart:
    """Everything that is not on our plan and not in a visit. Raises NotFound."""
    patient = work.patients.get(patient_id)
    return Chart(
        patient,
        work.allergies.of_patient(patient_id),
        work.conditions.of_patient(patient_id),
        outside_medicines(work, patient_id),
        standing(work.observations.of_patient(patient_id)),
        work.encounters.of_patient(patient_id),
        similar_to(work, patient),
        work.queries.measured_here(patient_id),
    )


def outside_medicines(work: UnitOfWork, patient_id: UUID) -> tuple[MedicationStatement, ...]:
    """By the day they began, the newest first; those without a day come last, as they were written down."""
    told = work.statements.of_patient(patient_id)
    return tuple(sorted(told, key=lambda one: one.started or date.min, reverse=True))


def similar_to(work: UnitOfWork, patient: Patient) -> tuple[PatientRow, ...]:
    """Other patients whose names sound or look alike."""
    rows = work.queries.alike(patient.family_name, patient.given_name, patient.birth_date)
    return tuple(row for row in rows if row.id != patient.id)


def known_allergies(active: tuple[Allergy, ...], intakes: Iterable[Intake]) -> AllergyKnowledge:
    """What is in the list counts most; an empty list says only what the newest intake answered."""
    if active:
        return AllergyKnowledge.LISTED
    newest_first = sorted(intakes, key=lambda one: one.started_at, reverse=True)
    answers = (intake.answer(KNOWN_ALLERGIES) for intake in newest_first)
    answer = next((answer for answer in answers if answer is not None), None)
    if answer is None:
        return AllergyKnowledge.NOT_ASKED
    if answer.state is AnswerState.UNKNOWN:
        return AllergyKnowledge.UNKNOWN
    if answer.state is AnswerState.DECLINED:
        return AllergyKnowledge.DECLINED
    return AllergyKnowledge.NONE_KNOWN if answer.value == NO_ALLERGIES else AllergyKnowledge.NOT_ASKED
