"""Every kind of record and its tables: the one list that saving, checking and backups go by."""

from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.diary.diary import DiarySheet
from medmanager.domain.draft import Draft
from medmanager.domain.history import Encounter, MedicationStatement, Observation
from medmanager.domain.intake import Intake
from medmanager.domain.override import Override
from medmanager.domain.paper.document import ArchivedDocument
from medmanager.domain.patient import Allergy, Condition, Patient
from medmanager.domain.plan.favourite import PinnedMedicine
from medmanager.domain.plan.plan import Plan
from medmanager.domain.plan.protocol import DoseProtocol
from medmanager.domain.plan.reconciliation import Reconciled
from medmanager.domain.practice import Practice
from medmanager.domain.record import Record
from medmanager.domain.user import User
from medmanager.domain.visit import Visit
from medmanager.persistence.mapping import Shape
from medmanager.persistence.rows.calendar import AppointmentTable
from medmanager.persistence.rows.diary import DiarySheetTable
from medmanager.persistence.rows.document import ArchivedDocumentTable
from medmanager.persistence.rows.history import EncounterTable, MedicationStatementTable, ObservationTable
from medmanager.persistence.rows.intake import IntakeTable
from medmanager.persistence.rows.override import OverrideTable
from medmanager.persistence.rows.patient import AllergyTable, ConditionTable, PatientTable
from medmanager.persistence.rows.plan import PlanTable
from medmanager.persistence.rows.practice import DraftTable, PracticeTable, UserTable
from medmanager.persistence.rows.protocol import DoseProtocolTable, PinnedMedicineTable
from medmanager.persistence.rows.reconciliation import ReconciledTable
from medmanager.persistence.rows.visit import VisitTable

SHAPES: dict[type[Record], Shape] = {
    Patient: Shape(Patient, PatientTable),
    Allergy: Shape(Allergy, AllergyTable),
    Condition: Shape(Condition, ConditionTable),
    MedicationStatement: Shape(MedicationStatement, MedicationStatementTable),
    Observation: Shape(Observation, ObservationTable),
    Encounter: Shape(Encounter, EncounterTable),
    Intake: Shape(Intake, IntakeTable),
    Plan: Shape(Plan, PlanTable),
    Override: Shape(Override, OverrideTable),
    Reconciled: Shape(Reconciled, ReconciledTable),
    Visit: Shape(Visit, VisitTable),
    Appointment: Shape(Appointment, AppointmentTable),
    ArchivedDocument: Shape(ArchivedDocument, ArchivedDocumentTable),
    DiarySheet: Shape(DiarySheet, DiarySheetTable),
    User: Shape(User, UserTable),
    Practice: Shape(Practice, PracticeTable),
    Draft: Shape(Draft, DraftTable),
    DoseProtocol: Shape(DoseProtocol, DoseProtocolTable),
    PinnedMedicine: Shape(PinnedMedicine, PinnedMedicineTable),
}


def kind_of(kind: type[Record]) -> str:
    """The name of a kind in changes and audit entries: its class name in lower case."""
    return kind.__name__.lower()
