"""Rows of who the patient is and what must be known before any medicine."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from medmanager.persistence.rows.base import ChildRow, PatientRecordRow, RecordRow, Row, of_record

_BY_LETTER = Text().with_variant(Text(collation="C"), "postgresql")
"""Ordered by code point, whatever the server's language, so that an index answers "begins with"."""


class OutsideIdentityTable(ChildRow, Row):
    __tablename__ = "patient_identity"
    __table_args__ = of_record("patient")

    origin: Mapped[str] = mapped_column(index=True)
    family_name: Mapped[str]
    given_name: Mapped[str]
    birth_date: Mapped[date]


class PatientTable(RecordRow, Row):
    __tablename__ = "patient"
    children: ClassVar = {"identities": OutsideIdentityTable}

    family_name: Mapped[str]
    given_name: Mapped[str]
    birth_date: Mapped[date] = mapped_column(index=True)
    sex: Mapped[str]
    pronouns: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    address: Mapped[str]
    language: Mapped[str]
    large_print: Mapped[bool]
    provider_id: Mapped[UUID | None]
    since: Mapped[date | None]
    pharmacy: Mapped[str]
    desk_note: Mapped[str]
    demo: Mapped[bool]


class PatientSearchTable(Row):
    """What a patient is found by, folded to plain letters and kept in order of names.

    Narrow, and clustered by name on a file, so that even a look inside every name stays quick.
    """

    __tablename__ = "patient_search"
    __table_args__ = (
        Index("uq_patient_search_patient_id", "patient_id", unique=True),
        {"sqlite_with_rowid": False},
    )

    family_key: Mapped[str] = mapped_column(_BY_LETTER, primary_key=True)
    given_key: Mapped[str] = mapped_column(_BY_LETTER, primary_key=True, index=True)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True)
    sound: Mapped[str] = mapped_column(index=True)
    haystack: Mapped[str]


class AllergyTable(PatientRecordRow, Row):
    __tablename__ = "allergy"

    substance: Mapped[str]
    reaction: Mapped[str]
    kind: Mapped[str]
    severity: Mapped[str]
    medicine: Mapped[bool]
    noted: Mapped[date | None]
    active: Mapped[bool]
    source: Mapped[str]
    code: Mapped[str]
    origin: Mapped[str]


class ConditionTable(PatientRecordRow, Row):
    __tablename__ = "condition"

    name: Mapped[str]
    code: Mapped[str]
    psychiatric: Mapped[bool]
    onset: Mapped[date | None]
    resolved: Mapped[date | None]
    source: Mapped[str]
    note: Mapped[str]
    origin: Mapped[str]
