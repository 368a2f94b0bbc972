"""Rows of earlier medicines, measurements and contacts elsewhere."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped

from medmanager.persistence.rows.base import PatientRecordRow, Row


class MedicationStatementTable(PatientRecordRow, Row):
    __tablename__ = "medication_statement"

    name: Mapped[str]
    rxcui: Mapped[str]
    kind: Mapped[str]
    status: Mapped[str]
    directions: Mapped[str]
    highest_dose_mg: Mapped[Decimal | None]
    weeks_at_dose: Mapped[int | None]
    started: Mapped[date | None]
    stopped: Mapped[date | None]
    response: Mapped[str]
    adherence: Mapped[str]
    stop_reason: Mapped[str]
    side_effects: Mapped[str]
    prescriber: Mapped[str]
    source: Mapped[str]
    origin: Mapped[str]


class ObservationTable(PatientRecordRow, Row):
    __tablename__ = "observation"

    measure: Mapped[str]
    value: Mapped[Decimal]
    at: Mapped[datetime]
    source: Mapped[str]
    visit_id: Mapped[UUID | None]
    supersedes: Mapped[UUID | None]
    note: Mapped[str]
    origin: Mapped[str]


class EncounterTable(PatientRecordRow, Row):
    __tablename__ = "encounter"

    start: Mapped[datetime]
    end: Mapped[datetime | None]
    kind: Mapped[str]
    reason: Mapped[str]
    practitioner: Mapped[str]
    place: Mapped[str]
    origin: Mapped[str]
