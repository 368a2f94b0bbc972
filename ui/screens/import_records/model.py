"""What stands in the columns of the files' table."""

from __future__ import annotations

from ui.kit.tables.cells import Align, Cell, Column
from ui.screens.import_records.lines import Fate, FileLine

FATES = {
    Fate.TAKE: ("circle-check", "ok", "Ready to take"),
    Fate.DECIDE: ("users", "info", "Look-alike: decide"),
    Fate.LEAVE_OUT: ("circle-minus", "muted", "Left out"),
    Fate.NOTHING_NEW: ("check", "muted", "Nothing new"),
    Fate.REFUSED: ("triangle-alert", "major", "Cannot be taken"),
    Fate.TAKEN: ("circle-check", "ok", "Taken"),
    Fate.NOT_TAKEN: ("triangle-alert", "major", "Not taken"),
}
"""Icon, tone and word of each fate."""


def _file(line: FileLine) -> Cell:
    return Cell(line.name, tone="muted" if line.fate in _QUIET else "text", tip=line.name)


_QUIET = frozenset({Fate.LEAVE_OUT, Fate.NOTHING_NEW})


def _patient(line: FileLine) -> Cell:
    return Cell(line.who, line.born, bold=True)


def _fresh(line: FileLine) -> Cell:
    return _number(line.fresh)


def _known(line: FileLine) -> Cell:
    return _number(line.known)


def _left(line: FileLine) -> Cell:
    return _number(line.left)


def _number(number: int) -> Cell:
    return Cell(f"{number:,}" if number else "–", tone="text" if number else "muted")


def _fate(line: FileLine) -> Cell:
    icon, tone, word = FATES[line.fate]
    return Cell(word, icon=icon, tone=tone)


COLUMNS = (
    Column("File", 120, _file, takes_rest=True, cuts=True),
    Column("Patient", 100, _patient, most=180),
    Column("What happens", 140, _fate),
    Column("New", 40, _fresh, Align.RIGHT),
    Column("Known", 40, _known, Align.RIGHT),
    Column("Left", 40, _left, Align.RIGHT),
)
