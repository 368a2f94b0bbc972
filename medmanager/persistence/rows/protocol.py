"""Rows of the practice's protocols, and of the medicines that people have pinned."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from medmanager.persistence.rows.base import ChildRow, RecordRow, Row, of_child, of_record, place
from medmanager.persistence.rows.dose import MedicineColumns, StepColumns, TabletColumns


class ProtocolTabletTable(TabletColumns, ChildRow, Row):
    __tablename__ = "protocol_tablet"
    __table_args__ = of_child("protocol_step", "step")

    step: Mapped[int] = place(1)


class ProtocolStepTable(StepColumns, ChildRow, Row):
    __tablename__ = "protocol_step"
    __table_args__ = of_record("dose_protocol")
    children: ClassVar = {"tablets": ProtocolTabletTable}

    after_days: Mapped[int]
    days: Mapped[int | None]


class ProtocolTestTable(ChildRow, Row):
    __tablename__ = "protocol_test"
    __table_args__ = of_record("dose_protocol")

    measure: Mapped[str]
    after_days: Mapped[int]
    why: Mapped[str]


class DoseProtocolTable(MedicineColumns, RecordRow, Row):
    __tablename__ = "dose_protocol"
    children: ClassVar = {"steps": ProtocolStepTable, "tests": ProtocolTestTable}

    name: Mapped[str]
    changed_by: Mapped[UUID | None]
    changed_at: Mapped[datetime | None]
    retired: Mapped[bool]


class PinnedMedicineTable(RecordRow, Row):
    __tablename__ = "pinned_medicine"

    user_id: Mapped[UUID]
    generic: Mapped[str]
