"""Columns of the tables of a clinician's day."""

from __future__ import annotations

from ui.kit.tables.cells import Align, Cell, Column
from ui.screens.today.clinic_lines import VisitLine, WeekLine


def _tone(line: VisitLine) -> str:
    return "muted" if line.over else "text"


def _time(line: VisitLine) -> Cell:
    return Cell(line.time, bold=True, tone=_tone(line))


def _minutes(line: VisitLine) -> Cell:
    return Cell(line.minutes, tone="muted")


def _name(line: VisitLine) -> Cell:
    return Cell(line.name, bold=True, tone=_tone(line))


def _age(line: VisitLine) -> Cell:
    return Cell(line.age, tone="muted")


def _visit(line: VisitLine) -> Cell:
    return Cell(line.visit, tone=_tone(line))


def _medicines(line: VisitLine) -> Cell:
    return Cell(line.medicines, tone=_tone(line), tip=line.medicines_tip)


def _state(line: VisitLine) -> Cell:
    return Cell(line.state, icon=line.state_icon, tone=line.state_tone)


def _look(line: VisitLine) -> Cell:
    return Cell(line.look, icon=line.look_icon, tone=line.look_tone, tip=line.look_tip)


VISIT_COLUMNS = (
    Column("Time", 48, _time, Align.RIGHT),
    Column("Min", 36, _minutes, Align.RIGHT),
    Column("Patient", 140, _name, most=180),
    Column("Age", 44, _age, Align.RIGHT),
    Column("Visit", 72, _visit),
    Column("Medicines", 96, _medicines),
    Column("State", 96, _state),
    Column("Look at", 100, _look, takes_rest=True, cuts=True),
)


def _day(line: WeekLine) -> Cell:
    return Cell(line.day)


def _person(line: WeekLine) -> Cell:
    return Cell(line.name, bold=True)


def _words(line: WeekLine) -> Cell:
    return Cell(line.words)


def _kind(line: WeekLine) -> Cell:
    return Cell(line.kind, icon=line.icon, tone=line.tone)


WEEK_COLUMNS = (
    Column("Day", 96, _day),
    Column("Patient", 140, _person, most=180),
    Column("What", 160, _words, takes_rest=True, most=240),
    Column("", 84, _kind),
)
