"""Repositories that keep more than their own rows right: search keys, archived bytes, logins, signatures."""

import hashlib
from dataclasses import replace
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import Table, delete, insert, select, update

from medmanager.domain.errors import MedManagerError, NotFound, Refused, StoreUnavailable
from medmanager.domain.ids import DocumentId
from medmanager.domain.paper.document import ArchivedDocument, Printing
from medmanager.domain.patient import Patient
from medmanager.domain.plan.plan import Plan, PlanStatus
from medmanager.domain.user import User
from medmanager.persistence.repositories import SqlRepository
from medmanager.persistence.rows.document import DocumentContentTable, PrintingTable
from medmanager.persistence.rows.patient import PatientSearchTable
from medmanager.persistence.rows.plan import PlanTable
from medmanager.persistence.search_keys import keys_of

SEARCH = cast("Table", PatientSearchTable.__table__)
CONTENT = cast("Table", DocumentContentTable.__table__)
PRINTING = cast("Table", PrintingTable.__table__)
PLAN = cast("Table", PlanTable.__table__)

ALTERED = (
    "This archived document is not what was filed: its fingerprint differs. Do not print it. "
    "Take it from a backup, and ask whoever looks after the practice to check the database."
)
LOGIN_TAKEN = "Somebody signs in with this name already. Choose another one."


class PatientRepository(SqlRepository[Patient]):
    """Patients with the keys they are searched by."""

    def save(self, record: Patient) -> Patient:
        saved = super().save(record)
        if saved.version > 1:
            self._forget_keys(saved)
        self._work.connection.execute(insert(SEARCH), {"patient_id": saved.id, **keys_of(saved)})
        return saved

    def void(self, record: Patient, reason: str) -> None:
        super().void(record, reason)
        self._forget_keys(record)

    def _forget_keys(self, patient: Patient) -> None:
        self._work.connection.execute(delete(SEARCH).where(SEARCH.c.patient_id == patient.id))


class UserRepository(SqlRepository[User]):
    def _known_clash(self, text: str) -> MedManagerError | None:
        return Refused(LOGIN_TAKEN, "login") if "login" in text else None


class PlanRepository(SqlRepository[Plan]):
    """Plans. One that comes in signed is signed last: the store takes no line for a signed plan."""

    def _put_in(self, record: Plan) -> None:
        super()._put_in(replace(record, status=PlanStatus.DRAFT, signed_by=None, signed_at=None))
        if record.status is PlanStatus.SIGNED:
            self._work.connection.execute(update(PLAN).where(PLAN.c.id == record.id), self._cells(record))


class SqlDocumentArchive(SqlRepository[ArchivedDocument]):
    """Archived documents with their bytes, which are given out only when they are what was filed."""

    def file(self, document: ArchivedDocument, content: bytes) -> ArchivedDocument:
        if hashlib.sha256(content).hexdigest() != document.sha256:
            raise ValueError("the bytes are not those that the document describes")
        saved = self.save(document)
        self._work.connection.execute(insert(CONTENT), {"document_id": saved.id, "content": content})
        return saved

    def content(self, document_id: DocumentId) -> bytes:
        document = self.get(document_id)
        query = select(CONTENT.c.content).where(CONTENT.c.document_id == document_id)
        content = self._work.connection.execute(query).scalar()
        if content is None:
            raise NotFound("The bytes of this document are not in the archive.")
        if hashlib.sha256(content).hexdigest() != document.sha256:
            raise StoreUnavailable(ALTERED)
        return bytes(content)

    def add_printing(self, printing: Printing) -> None:
        self._work.must_write()
        self._work.connection.execute(
            insert(PRINTING),
            {
                "id": uuid4(),
                "document_id": printing.document_id,
                "at": printing.at,
                "user_id": printing.user_id,
                "target": printing.target,
            },
        )

    def printings(self, document_id: UUID) -> tuple[Printing, ...]:
        query = select(PRINTING).where(PRINTING.c.document_id == document_id)
        rows = self._work.connection.execute(query.order_by(PRINTING.c.at, PRINTING.c.id))
        return tuple(Printing(row.document_id, row.at, row.user_id, row.target) for row in rows)
