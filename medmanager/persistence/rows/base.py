"""What all rows share: the metadata, how Python types become columns, and who owns a child row."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Date, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from medmanager.persistence.columns import (
    ClockTime,
    ExactDecimal,
    Id,
    Instant,
    Listing,
    PlainText,
    WholeNumber,
)


class Row(DeclarativeBase):
    """Base of all rows. Rows stay inside persistence: they are read and written as plain columns.

    There are no relationships, so there is nothing that could load lazily.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        str: PlainText(),
        int: WholeNumber(),
        bytes: LargeBinary(),
        UUID: Id(),
        date: Date(),
        datetime: Instant(),
        time: ClockTime(),
        Decimal: ExactDecimal(),
        tuple[str, ...]: Listing(),
        tuple[int | None, ...]: Listing(),
        tuple[tuple[str, str], ...]: Listing(),
    }


class RecordRow:
    """Columns of every aggregate: its id, its version, and what is said of it once it was voided.

    `children` names the row class of each field that is a tuple of values.
    """

    children: ClassVar[dict[str, type["ChildRow"]]] = {}

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-9)
    version: Mapped[int] = mapped_column(sort_order=-8)
    voided_at: Mapped[datetime | None] = mapped_column(sort_order=90)
    voided_by: Mapped[UUID | None] = mapped_column(sort_order=91)
    void_reason: Mapped[str | None] = mapped_column(sort_order=92)


class PatientRecordRow(RecordRow):
    """A record of one patient."""

    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True, sort_order=-7)


class ChildRow:
    """A value inside a record. Its key is the record's id and the positions on the way to it."""

    children: ClassVar[dict[str, type["ChildRow"]]] = {}

    owner_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-9)
    position: Mapped[int] = mapped_column(primary_key=True, sort_order=-5)


Ties = tuple[ForeignKeyConstraint | Index | dict[str, bool], ...]

_CLUSTERED = {"sqlite_with_rowid": False}
"""Child rows lie beside each other in the order of their key, so that a record is read in one go."""


def place(depth: int) -> MappedColumn[int]:
    """The column for a position above a row's own: part of its key, between the record and itself."""
    return mapped_column(primary_key=True, sort_order=-9 + depth)


def of_record(table: str) -> Ties:
    """Ties a child row to its record; the row goes when the record's children are replaced."""
    return (ForeignKeyConstraint(["owner_id"], [f"{table}.id"], ondelete="CASCADE"), _CLUSTERED)


def of_child(table: str, *places: str, also: tuple[Index, ...] = ()) -> Ties:
    """Ties a child of a child to it: `places` are this row's columns for the positions above it."""
    own = ["owner_id", *places]
    theirs = [f"{table}.owner_id", *(f"{table}.{name}" for name in places[:-1]), f"{table}.position"]
    return (ForeignKeyConstraint(own, theirs, ondelete="CASCADE"), *also, _CLUSTERED)
