"""Rows of the practice's protocols, and of the medicines that people have pinned."""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from medmanager.persistence.rows.base import ChildRow, RecordRow, Row, of_child, of_record, place


class ProtocolTabletTable(ChildRow, Row):
    __tablename__ = "protocol_tablet"
    __table_args__ = of_child("protocol_step", "step")

    step: Mapped[int] = place(1)
    strength_amount: Mapped[Decimal]
    strength_unit: Mapped[str]
    slot: Mapped[str]
    count: Mapped[Decimal]


class ProtocolStepTable(ChildRow, Row):
    __tablename__ = "protocol_step"
    __table_args__ = of_record("dose_protocol")
    children: ClassVar = {"tablets": ProtocolTabletTable}

    after_days: Mapped[int]
    days: Mapped[int | None]
    reason: Mapped[str]
    as_needed_reason: Mapped[str | None]
    as_needed_strength_amount: Mapped[Decimal | None]
    as_needed_strength_unit: Mapped[str | None]
    as_needed_count: Mapped[Decimal | None]
    as_needed_wait_hours: Mapped[int | None]
    as_needed_most_in_day: Mapped[Decimal | None]
    every_days: Mapped[int]


class ProtocolTestTable(ChildRow, Row):
    __tablename__ = "protocol_test"
    __table_args__ = of_record("dose_protocol")

    measure: Mapped[str]
    after_days: Mapped[int]
    why: Mapped[str]


class DoseProtocolTable(RecordRow, Row):
    __tablename__ = "dose_protocol"
    children: ClassVar = {"steps": ProtocolStepTable, "tests": ProtocolTestTable}

    name: Mapped[str]
    medicine_generic: Mapped[str]
    medicine_brand: Mapped[str]
    medicine_rxcui: Mapped[str]
    form: Mapped[str]
    purpose: Mapped[str]
    directions: Mapped[str]
    benefit: Mapped[str]
    benefit_when: Mapped[str]
    watch: Mapped[tuple[str, ...]]
    supply_days: Mapped[int | None]
    supply_refills: Mapped[int | None]
    changed_by: Mapped[UUID | None]
    changed_at: Mapped[datetime | None]
    retired: Mapped[bool]


class PinnedMedicineTable(RecordRow, Row):
    __tablename__ = "pinned_medicine"

    user_id: Mapped[UUID]
    generic: Mapped[str]
