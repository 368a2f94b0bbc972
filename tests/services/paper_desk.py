"""Somebody of the practice at the printer: a session, the papers, and a writer that remembers its sheet."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from medmanager.domain.paper.document import DocumentKind, PaperOptions
from medmanager.domain.paper.sheets import PlanSheet, Sheet
from medmanager.domain.patient import Patient
from medmanager.domain.plan.dose import Strength
from medmanager.domain.practice import Practice
from medmanager.domain.side_effects import SideEffect
from medmanager.domain.user import Role
from medmanager.services.paper_table import paper_table
from medmanager.services.printing import Printing
from medmanager.services.session import Session
from tests.builders import a_session
from tests.fakes import FakeGate, FakeStore
from tests.shelf import SHELF

DAY = timedelta(days=1)
TEN = Strength(Decimal(10))
PAPER = b"%PDF- a paper"
PLAN = DocumentKind.PLAN
EFFECTS = (SideEffect("tremor", "Shaking hands", "?"),)


class NotedWriter:
    """Remembers the sheet it was given; the bytes are its own."""

    def __init__(self) -> None:
        self.sheet: Sheet | None = None
        self.content = PAPER

    def draw(self, sheet: Sheet) -> bytes:
        self.sheet = sheet
        return self.content

    def pages(self, content: bytes) -> int:
        return 2


def a_clinic(session: Session, **changes: Any) -> None:
    """The practice gets a phone number, as every sheet needs one."""
    gate = session.gate
    assert isinstance(gate, FakeGate)
    held = gate.shelf.of(Practice)
    practice = next(iter(held.values()))
    held[practice.id] = replace(practice, phone="555-555-0142", **changes)
    session.refresh_practice()


def a_desk(role: Role = Role.PROVIDER, **changes: Any) -> tuple[Session, Printing, NotedWriter]:
    session, writer = a_session(role), NotedWriter()
    a_clinic(session, **changes)
    return session, a_printing(session, writer), writer


def at_the_desk_of(clinician: Session) -> Session:
    """Somebody at the front desk of the same practice."""
    desk = a_session(Role.FRONT_DESK, login="castellano")
    here, there = desk.gate, clinician.gate
    assert isinstance(here, FakeGate)
    assert isinstance(there, FakeGate)
    here.shelf.rows.update(there.shelf.rows)
    here.shelf.contents.update(there.shelf.contents)
    return desk


def a_printing(session: Session, writer: NotedWriter) -> Printing:
    return Printing(session, writer, paper_table(session, EFFECTS, SHELF))


def made(printing: Printing, writer: NotedWriter, patient: Patient, **how: Any) -> PlanSheet:
    printing.prepare(PLAN, patient.id, PaperOptions(**how))
    assert isinstance(writer.sheet, PlanSheet)
    return writer.sheet


def a_store(session: Session) -> FakeStore:
    store = session.store
    assert isinstance(store, FakeStore)
    return store
