"""Rows of the intake, page by page and answer by answer."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from medmanager.persistence.rows.base import ChildRow, PatientRecordRow, Row, of_record


class IntakeSectionTable(ChildRow, Row):
    __tablename__ = "intake_section"
    __table_args__ = of_record("intake")

    key: Mapped[str]
    state: Mapped[str]


class IntakeAnswerTable(ChildRow, Row):
    __tablename__ = "intake_answer"
    __table_args__ = of_record("intake")

    key: Mapped[str]
    value: Mapped[str]
    state: Mapped[str]


class IntakeSymptomTable(ChildRow, Row):
    __tablename__ = "intake_symptom"
    __table_args__ = of_record("intake")

    name: Mapped[str]
    severity: Mapped[int | None]
    since: Mapped[str]
    note: Mapped[str]


class IntakeTable(PatientRecordRow, Row):
    __tablename__ = "intake"
    children: ClassVar = {
        "sections": IntakeSectionTable,
        "answers": IntakeAnswerTable,
        "symptoms": IntakeSymptomTable,
    }

    author_id: Mapped[UUID]
    started_at: Mapped[datetime]
    form_version: Mapped[str]
    resume_at: Mapped[str]
    completed_at: Mapped[datetime | None]
    completed_by: Mapped[UUID | None]
