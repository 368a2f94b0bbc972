"""Rows of booked times."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from medmanager.persistence.rows.base import PatientRecordRow, Row


class AppointmentTable(PatientRecordRow, Row):
    __tablename__ = "appointment"
    __table_args__ = (Index("ix_appointment_provider_id_start", "provider_id", "start"),)

    provider_id: Mapped[UUID]
    start: Mapped[datetime] = mapped_column(index=True)
    minutes: Mapped[int]
    reason: Mapped[str]
    why: Mapped[str]
    desk_note: Mapped[str]
    state: Mapped[str]
    mode: Mapped[str]
    plan_id: Mapped[UUID | None]
    cancel_reason: Mapped[str]
    line_id: Mapped[UUID | None]
    step: Mapped[int | None]
    step_on: Mapped[date | None]
