"""The services that the documents tab needs, over the in-memory practice and the real writer."""

from dataclasses import dataclass, replace
from datetime import timedelta

from medmanager.documents.writer import PdfWriter
from medmanager.domain.patient import Patient
from medmanager.domain.practice import Practice
from medmanager.domain.user import Role
from medmanager.services.paper_table import paper_table
from medmanager.services.patients import Patients
from medmanager.services.printing import Printing
from medmanager.services.session import Session
from medmanager.services.trends import Trends
from tests.builders import TODAY, a_patient, a_session, a_signed_plan, a_step, an_item, keep
from tests.fakes import FakeClock, FakeGate
from tests.screens.chart_services import EFFECTS, RESOURCES
from tests.shelf import SHELF

WRITER = PdfWriter(RESOURCES)


@dataclass(frozen=True)
class PaperServices:
    """As the facade, without what the documents tab does not need."""

    session: Session
    patients: Patients
    printing: Printing
    trends: Trends


def paper_services(session: Session) -> PaperServices:
    """The services of one signed-in person."""
    return PaperServices(
        session,
        Patients(session),
        Printing(session, WRITER, paper_table(session, EFFECTS, SHELF)),
        Trends(session, EFFECTS),
    )


def a_clinic_with(role: Role = Role.PROVIDER, clock: FakeClock | None = None) -> Session:
    """Somebody signed in to a practice that has a phone number."""
    session = a_session(role, clock)
    gate = session.gate
    assert isinstance(gate, FakeGate)
    held = gate.shelf.of(Practice)
    practice = next(iter(held.values()))
    held[practice.id] = replace(practice, phone="555-555-0142")
    session.refresh_practice()
    return session


def a_patient_on_plan(session: Session, number: int = 4) -> Patient:
    """A patient with a signed plan of one medicine."""
    patient = a_patient()
    item = an_item("sertraline", a_step(TODAY - timedelta(days=30)))
    keep(session, patient, a_signed_plan(patient, session.user, item, number=number))
    return patient
