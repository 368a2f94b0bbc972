"""Reads one chart in an open unit of work, and who has a similar name."""

from uuid import UUID

from medmanager.domain.chart import Chart, standing
from medmanager.domain.patient import Patient
from medmanager.domain.rows import PatientRow
from medmanager.services.ports import UnitOfWork


def read_chart(work: UnitOfWork, patient_id: UUID) -> Chart:
    """Everything that is not on our plan and not in a visit. Raises NotFound."""
    patient = work.patients.get(patient_id)
    return Chart(
        patient,
        work.allergies.of_patient(patient_id),
        work.conditions.of_patient(patient_id),
        work.statements.of_patient(patient_id),
        standing(work.observations.of_patient(patient_id)),
        work.encounters.of_patient(patient_id),
        similar_to(work, patient),
    )


def similar_to(work: UnitOfWork, patient: Patient) -> tuple[PatientRow, ...]:
    """Other patients whose names sound or look alike."""
    rows = work.queries.alike(patient.family_name, patient.given_name, patient.birth_date)
    return tuple(row for row in rows if row.id != patient.id)
