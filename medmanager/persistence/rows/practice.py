"""Rows of the practice, its people, and what they have typed and not yet saved."""

from datetime import datetime, time
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from medmanager.persistence.rows.base import ChildRow, RecordRow, Row, of_record


class OpenHoursTable(ChildRow, Row):
    __tablename__ = "practice_hours"
    __table_args__ = of_record("practice")

    weekday: Mapped[int]
    start: Mapped[time]
    end: Mapped[time]


class PracticeTable(RecordRow, Row):
    __tablename__ = "practice"
    children: ClassVar = {"hours": OpenHoursTable}

    name: Mapped[str]
    phone: Mapped[str]
    after_hours_phone: Mapped[str]
    address: Mapped[str]
    time_zone: Mapped[str]
    paper: Mapped[str]
    slot_clock_morning: Mapped[time]
    slot_clock_noon: Mapped[time]
    slot_clock_evening: Mapped[time]
    slot_clock_bedtime: Mapped[time]
    lock_minutes: Mapped[int]
    demo: Mapped[bool]
    alert_levels_nurse: Mapped[str]
    alert_levels_provider: Mapped[str]
    metabolic_schedule: Mapped[str]


class UserTable(RecordRow, Row):
    """Named "person" because "user" is a reserved word of SQL."""

    __tablename__ = "person"

    __table_args__ = (Index("uq_person_login", "login", unique=True),)

    login: Mapped[str]
    display_name: Mapped[str]
    role: Mapped[str]
    credentials: Mapped[str]
    may_sign: Mapped[bool]
    safety_owner: Mapped[bool]
    active: Mapped[bool]
    colour: Mapped[int]
    password_hash: Mapped[str]


class DraftTable(RecordRow, Row):
    __tablename__ = "draft"
    __table_args__ = (Index("uq_draft_place", "user_id", "form", "subject_id", unique=True),)

    user_id: Mapped[UUID]
    form: Mapped[str]
    subject_id: Mapped[UUID]
    patient_id: Mapped[UUID | None] = mapped_column(index=True)
    fields: Mapped[tuple[tuple[str, str], ...]]
    saved_at: Mapped[datetime]
