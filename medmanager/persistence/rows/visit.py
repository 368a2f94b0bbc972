"""Rows of the visit note and its lists."""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from medmanager.persistence.rows.base import ChildRow, PatientRecordRow, Row, of_record


class VisitEffectTable(ChildRow, Row):
    __tablename__ = "visit_effect"
    __table_args__ = of_record("visit")

    effect: Mapped[str]
    severity: Mapped[int | None]
    line_id: Mapped[UUID | None]
    note: Mapped[str]


class VisitVitalTable(ChildRow, Row):
    __tablename__ = "visit_vital"
    __table_args__ = of_record("visit")

    measure: Mapped[str]
    value: Mapped[Decimal]


class VisitScaleTable(ChildRow, Row):
    __tablename__ = "visit_scale"
    __table_args__ = of_record("visit")

    scale: Mapped[str]
    items: Mapped[tuple[int | None, ...]]
    total: Mapped[int | None]


class VisitLineTable(ChildRow, Row):
    __tablename__ = "visit_line"
    __table_args__ = of_record("visit")

    line_id: Mapped[UUID]
    response: Mapped[str]
    missed_week: Mapped[int | None]
    missed_reason: Mapped[str]
    note: Mapped[str]


class VisitQuestionTable(ChildRow, Row):
    __tablename__ = "visit_question"
    __table_args__ = of_record("visit")

    text: Mapped[str]
    answer: Mapped[str]


class VisitCostTable(ChildRow, Row):
    __tablename__ = "visit_cost"
    __table_args__ = of_record("visit")

    text: Mapped[str]
    monthly: Mapped[Decimal | None]
    line_id: Mapped[UUID | None]
    settled: Mapped[bool]


class VisitAddendumTable(ChildRow, Row):
    __tablename__ = "visit_addendum"
    __table_args__ = of_record("visit")

    at: Mapped[datetime]
    author_id: Mapped[UUID]
    text: Mapped[str]


class VisitTable(PatientRecordRow, Row):
    __tablename__ = "visit"
    children: ClassVar = {
        "effects": VisitEffectTable,
        "vitals": VisitVitalTable,
        "scales": VisitScaleTable,
        "lines": VisitLineTable,
        "questions": VisitQuestionTable,
        "costs": VisitCostTable,
        "addenda": VisitAddendumTable,
    }

    at: Mapped[datetime]
    author_id: Mapped[UUID]
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(index=True)
    appointment_id: Mapped[UUID | None]
    plan_id: Mapped[UUID | None]
    since_last: Mapped[str]
    response: Mapped[str]
    risk: Mapped[str]
    assessment: Mapped[str]
    signed_by: Mapped[UUID | None]
    signed_at: Mapped[datetime | None]
