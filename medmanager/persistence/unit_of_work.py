"""One unit of work: a transaction with its repositories and its questions."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from medmanager.domain.audit import Entry
from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.changes import Changes
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
from medmanager.domain.user import User
from medmanager.domain.visit import Visit
from medmanager.persistence import audit_log
from medmanager.persistence.guarded import (
    PatientRepository,
    PlanRepository,
    SqlDocumentArchive,
    UserRepository,
)
from medmanager.persistence.queries import SqlQueries
from medmanager.persistence.repositories import SqlRepository
from medmanager.persistence.transaction import Transaction
from medmanager.services.ports import Clock


class SqlUnitOfWork:
    """What a service works with inside one transaction. The store begins and ends it.

    `transaction` is for this room only; services know the repositories and the queries.
    """

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.patients = PatientRepository(transaction, Patient)
        self.allergies = SqlRepository(transaction, Allergy)
        self.conditions = SqlRepository(transaction, Condition)
        self.statements = SqlRepository(transaction, MedicationStatement)
        self.observations = SqlRepository(transaction, Observation)
        self.encounters = SqlRepository(transaction, Encounter)
        self.intakes = SqlRepository(transaction, Intake)
        self.plans = PlanRepository(transaction, Plan)
        self.overrides = SqlRepository(transaction, Override)
        self.reconciled = SqlRepository(transaction, Reconciled)
        self.visits = SqlRepository(transaction, Visit)
        self.appointments = SqlRepository(transaction, Appointment)
        self.documents = SqlDocumentArchive(transaction, ArchivedDocument)
        self.diaries = SqlRepository(transaction, DiarySheet)
        self.users = UserRepository(transaction, User)
        self.practice = SqlRepository(transaction, Practice)
        self.drafts = SqlRepository(transaction, Draft)
        self.protocols = SqlRepository(transaction, DoseProtocol)
        self.pins = SqlRepository(transaction, PinnedMedicine)
        self.queries = SqlQueries(transaction)

    @property
    def changes(self) -> Changes:
        return self.transaction.changes


@contextmanager
def recorded(connection: Connection, entry: Entry, clock: Clock) -> Iterator[SqlUnitOfWork]:
    """A unit of work in a transaction that the caller commits; ends with its audit entry."""
    work = Transaction(connection, clock.now(), True, entry.actor_id)
    yield SqlUnitOfWork(work)
    work.numbers = audit_log.append(connection, entry, work.noted, clock.now())
