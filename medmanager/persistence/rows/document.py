"""Rows of the archive: what each document is, its bytes, and when it left the machine."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from medmanager.persistence.rows.base import PatientRecordRow, Row


class ArchivedDocumentTable(PatientRecordRow, Row):
    __tablename__ = "archived_document"

    kind: Mapped[str]
    title: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    pages: Mapped[int]
    language: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID]
    plan_id: Mapped[UUID | None]
    draft: Mapped[bool]


class DocumentContentTable(Row):
    """The bytes, apart from the description so that lists stay quick."""

    __tablename__ = "document_content"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("archived_document.id"), primary_key=True)
    content: Mapped[bytes]


class PrintingTable(Row):
    __tablename__ = "printing"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("archived_document.id"), index=True)
    at: Mapped[datetime]
    user_id: Mapped[UUID]
    target: Mapped[str]
