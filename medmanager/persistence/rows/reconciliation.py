"""Rows of the decisions about outside medicines."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from medmanager.persistence.rows.base import PatientRecordRow, Row


class ReconciledTable(PatientRecordRow, Row):
    __tablename__ = "reconciled_medicine"

    statement_id: Mapped[UUID]
    statement_version: Mapped[int]
    name: Mapped[str]
    directions: Mapped[str]
    decision: Mapped[str]
    reason: Mapped[str]
    by: Mapped[UUID]
    at: Mapped[datetime]
    line_id: Mapped[UUID | None]
