"""Small believable records for tests. Every person here is made up."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.ids import AppointmentId, LineId, PatientId, PlanId, UserId, VisitId
from medmanager.domain.knowledge.drug import Drug, Kind
from medmanager.domain.patient import Allergy, OutsideIdentity, Patient, Sex
from medmanager.domain.plan.dose import DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.plan.plan import Medicine, Plan, PlanItem, PlanStatus
from medmanager.domain.practice import Practice
from medmanager.domain.user import Role, User
from medmanager.domain.visit import Visit
from medmanager.services.session import Session
from tests.fakes import FakeClock, FakeGate, Shelf

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, 42, tzinfo=UTC)
_numbers = count(1)


def new_id() -> UUID:
    return UUID(int=(0x0192 << 112) | (0x7 << 76) | (0b10 << 62) | next(_numbers))


def a_drug(generic: str, *brands: str, drug_class: str = "SSRI", rxcui: str = "") -> Drug:
    return Drug(generic, Kind.PSYCHOTROPIC, drug_class, (), brands, rxcui=rxcui)


def a_user(role: Role = Role.PROVIDER, login: str = "osei", **changes: Any) -> User:
    names = {"osei": "Dr. Amara Osei", "ferreira": "N. Ferreira", "castellano": "Jo Castellano"}
    return User(UserId(new_id()), login, names.get(login, login.title()), role, **changes)


def a_practice(**changes: Any) -> Practice:
    return Practice(new_id(), changes.pop("name", "Harbor Lane Psychiatry"), **changes)


def a_patient(**changes: Any) -> Patient:
    given: dict[str, Any] = {
        "family_name": "Lindqvist",
        "given_name": "Maren",
        "birth_date": date(1984, 3, 14),
        "sex": Sex.FEMALE,
    }
    named = {**given, **changes}
    if origin := named.pop("origin", ""):
        person = (named["family_name"], named["given_name"], named["birth_date"])
        named["identities"] = (OutsideIdentity(origin, *person),)
    return Patient(PatientId(new_id()), **named)


def an_allergy(
    patient: Patient, substance: str = "penicillin", reaction: str = "hives", **changes: Any
) -> Allergy:
    return Allergy(new_id(), patient.id, substance, reaction, **changes)


def tablets(mg: str, slot: Slot = Slot.MORNING, number: str = "1") -> TabletCount:
    return TabletCount(Strength(Decimal(mg)), slot, Decimal(number))


def a_step(start: date = TODAY, end: date | None = None, *given: TabletCount, **changes: Any) -> DoseStep:
    return DoseStep(start, end, given or (tablets("50"),), **changes)


def an_item(generic: str = "sertraline", *steps: DoseStep, **changes: Any) -> PlanItem:
    purpose = changes.pop("purpose", "for low mood")
    form = changes.pop("form", Form.TABLET)
    return PlanItem(LineId(new_id()), Medicine(generic), form, purpose, steps or (a_step(),), **changes)


def a_plan(patient: Patient, *items: PlanItem, number: int = 1, **changes: Any) -> Plan:
    return Plan(PlanId(new_id()), patient.id, number, PlanStatus.DRAFT, items, **changes)


def a_signed_plan(patient: Patient, signer: User, *items: PlanItem, number: int = 1, **changes: Any) -> Plan:
    signature = {"signed_by": signer.id, "signed_at": changes.pop("signed_at", NOW)}
    return Plan(PlanId(new_id()), patient.id, number, PlanStatus.SIGNED, items, **signature, **changes)


def a_visit(patient: Patient, author: User, at: datetime = NOW, **changes: Any) -> Visit:
    return Visit(VisitId(new_id()), patient.id, at, author.id, **changes)


def an_appointment(patient: Patient, provider: User, start: datetime = NOW, **changes: Any) -> Appointment:
    return Appointment(AppointmentId(new_id()), patient.id, provider.id, start, **changes)


def a_session(role: Role = Role.PROVIDER, clock: FakeClock | None = None, **user: Any) -> Session:
    """Somebody of that role, signed in to an in-memory practice."""
    person = a_user(role, **user)
    practice = a_practice()
    shelf = Shelf()
    shelf.of(User)[person.id] = person
    shelf.of(Practice)[practice.id] = practice
    clock = clock or FakeClock()
    session = Session(FakeGate(clock, shelf), clock)
    session.sign_in(person.login, "secret")
    return session


def keep(session: Session, *records: Any) -> None:
    """Put records into the session's practice as they are, as if saved earlier."""
    gate = session.gate
    assert isinstance(gate, FakeGate)
    for record in records:
        gate.shelf.of(type(record))[record.id] = record
