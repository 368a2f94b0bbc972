"""Rows of the diaries that went home, and of each day that was typed in."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from medmanager.persistence.rows.base import ChildRow, PatientRecordRow, Row, of_record


class DiaryDayTable(ChildRow, Row):
    __tablename__ = "diary_day"
    __table_args__ = of_record("diary_sheet")

    on: Mapped[date]
    typed_by: Mapped[UUID]
    typed_at: Mapped[datetime]
    mood: Mapped[int | None]
    sleep: Mapped[Decimal | None]
    ratings: Mapped[tuple[int | None, ...]]
    taken: Mapped[tuple[str, ...]]


class DiarySheetTable(PatientRecordRow, Row):
    """No two sheets have the same code: it alone says which paper came back."""

    __tablename__ = "diary_sheet"
    __table_args__ = (Index("uq_diary_sheet_code", "code", unique=True),)
    children: ClassVar = {"typed": DiaryDayTable}

    code: Mapped[str]
    plan_id: Mapped[UUID]
    plan_number: Mapped[int]
    first_day: Mapped[date]
    effects: Mapped[tuple[str, ...]]
    slots: Mapped[tuple[str, ...]]
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    document_id: Mapped[UUID | None]
