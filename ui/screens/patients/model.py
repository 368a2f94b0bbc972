"""What stands in the columns of the patient list."""

from __future__ import annotations

from ui.kit.tables.cells import Cell, Column
from ui.screens.patients.lines import NO_VISIT, PatientLine


def _name(line: PatientLine) -> Cell:
    return Cell(line.name, bold=True)


def _similar(line: PatientLine) -> Cell:
    if not line.similar:
        return Cell()
    tip = "Another patient's name sounds or looks alike. Check the birth date."
    return Cell("Similar", icon="users", tone="info", tip=tip)


def _born(line: PatientLine) -> Cell:
    return Cell(f"{line.born} · {line.age}")


def _phone(line: PatientLine) -> Cell:
    return Cell(line.phone)


def _provider(line: PatientLine) -> Cell:
    return Cell(line.provider, tip=line.provider)


def _next_visit(line: PatientLine) -> Cell:
    tone = "muted" if line.next_day == NO_VISIT else "text"
    return Cell(line.next_day, tone=tone, tip=line.next_visit)


COLUMNS = (
    Column("Patient", 200, _name, most=300),
    Column("", 0, _similar),
    Column("Born", 96, _born),
    Column("Phone", 92, _phone),
    Column("Next visit", 120, _next_visit),
    Column("Provider", 52, _provider, takes_rest=True, cuts=True),
)
