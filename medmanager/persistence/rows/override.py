"""Rows of the reasons for going on in spite of an alert."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from medmanager.persistence.rows.base import PatientRecordRow, Row


class OverrideTable(PatientRecordRow, Row):
    __tablename__ = "alert_override"

    rule: Mapped[str]
    subjects: Mapped[tuple[str, ...]]
    severity: Mapped[str]
    reason: Mapped[str]
    words: Mapped[str]
    by: Mapped[UUID]
    at: Mapped[datetime]
    doses: Mapped[tuple[str, ...]]
    rule_state: Mapped[str]
    title: Mapped[str]
    until: Mapped[date | None]
    confirmed: Mapped[str]
