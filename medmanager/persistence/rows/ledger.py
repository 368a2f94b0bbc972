"""Rows of the audit chain, of the change numbers, and of what the database says about itself."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from medmanager.persistence.rows.base import Row


class AuditEntryTable(Row):
    """Append-only: triggers refuse to change or delete a row."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    action: Mapped[str]
    actor_id: Mapped[UUID | None]
    patient_id: Mapped[UUID | None] = mapped_column(index=True)
    detail: Mapped[str]
    changed: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class LedgerHeadTable(Row):
    """One row, locked by whoever appends: numbers are given in the order in which transactions commit."""

    __tablename__ = "ledger_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    audit_number: Mapped[int] = mapped_column(BigInteger)
    audit_hash: Mapped[str]
    change_number: Mapped[int] = mapped_column(BigInteger)


class ChangeTable(Row):
    """One saved or voided record each, numbered without gaps: what a reader has not seen yet."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_record", "record_id", "version"),)

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    audit_number: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    record_id: Mapped[UUID]
    version: Mapped[int]
    patient_id: Mapped[UUID | None]


class StoreFactTable(Row):
    """Facts about this database by name, such as its id and its last backup."""

    __tablename__ = "store_fact"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
