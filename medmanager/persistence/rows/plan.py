"""Rows of the plan: its lines, their dated steps, and the tablets of each step."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from medmanager.persistence.rows.base import ChildRow, PatientRecordRow, Row, of_child, of_record, place
from medmanager.persistence.rows.dose import MedicineColumns, StepColumns, TabletColumns


class PlanTabletTable(TabletColumns, ChildRow, Row):
    __tablename__ = "plan_tablet"
    __table_args__ = of_child("plan_step", "item", "step")

    item: Mapped[int] = place(1)
    step: Mapped[int] = place(2)


class PlanStepTable(StepColumns, ChildRow, Row):
    __tablename__ = "plan_step"
    __table_args__ = of_child("plan_item", "item", also=(Index("ix_plan_step_start", "start"),))
    children: ClassVar = {"tablets": PlanTabletTable}

    item: Mapped[int] = place(1)
    start: Mapped[date]
    end: Mapped[date | None]


class PlanMonitoringTable(ChildRow, Row):
    __tablename__ = "plan_monitoring"
    __table_args__ = of_child("plan_item", "item", also=(Index("ix_plan_monitoring_due", "due"),))

    item: Mapped[int] = place(1)
    measure: Mapped[str]
    due: Mapped[date]
    why: Mapped[str]
    done_on: Mapped[date | None]
    rule: Mapped[str]
    window_days: Mapped[int | None]
    source: Mapped[str]


class PlanSetAsideTable(ChildRow, Row):
    __tablename__ = "plan_set_aside"
    __table_args__ = of_child("plan_item", "item")

    item: Mapped[int] = place(1)
    measure: Mapped[str]
    reason: Mapped[str]
    by: Mapped[UUID]
    at: Mapped[datetime]


class PlanItemTable(MedicineColumns, ChildRow, Row):
    __tablename__ = "plan_item"
    __table_args__ = of_record("plan")
    children: ClassVar = {
        "steps": PlanStepTable,
        "monitoring": PlanMonitoringTable,
        "set_aside": PlanSetAsideTable,
    }

    line_id: Mapped[UUID]
    prescriber: Mapped[str]
    cost_concern: Mapped[str]
    question: Mapped[str]
    adherence: Mapped[str]
    stopped_on: Mapped[date | None]
    stopped_reason: Mapped[str | None]


SIGNED_AND_KEPT = text("status = 'signed' AND voided_at IS NULL")


class PlanTable(PatientRecordRow, Row):
    """Two plans of one patient are never signed under the same number."""

    __tablename__ = "plan"
    __table_args__ = (
        Index(
            "uq_plan_signed_number",
            "patient_id",
            "number",
            unique=True,
            sqlite_where=SIGNED_AND_KEPT,
            postgresql_where=SIGNED_AND_KEPT,
        ),
    )
    children: ClassVar = {"items": PlanItemTable}

    number: Mapped[int]
    status: Mapped[str]
    based_on: Mapped[UUID | None]
    reason: Mapped[str]
    follow_up_on: Mapped[date | None]
    follow_up_why: Mapped[str | None]
    follow_up_minutes: Mapped[int | None]
    follow_up_line_id: Mapped[UUID | None]
    follow_up_step: Mapped[int | None]
    follow_up_step_on: Mapped[date | None]
    message: Mapped[str]
    warning_signs: Mapped[tuple[str, ...]]
    author_id: Mapped[UUID | None]
    created_at: Mapped[datetime | None]
    signed_by: Mapped[UUID | None]
    signed_at: Mapped[datetime | None]
    visit_id: Mapped[UUID | None]
