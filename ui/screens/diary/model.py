"""What the diary screen shows as values: the diaries that are out, the head of a sheet, and its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.diary.book import DiaryBook, DiaryRow
from medmanager.domain.diary.diary import DiaryDay, DiarySheet
from medmanager.domain.diary.typing import field_names, typed_fields
from ui.kit import words
from ui.kit.tables.cells import Cell, Column

_SHORT = {"morning": "Morn.", "noon": "Noon", "evening": "Eve.", "bedtime": "Bed"}


@dataclass(frozen=True, slots=True)
class OutLine:
    """A diary in the list of those that are out."""

    id: UUID
    code: str
    name: str
    days: str
    state: str


def name_of(line: OutLine) -> Cell:
    """The patient's name."""
    return Cell(line.name, bold=True)


def days_of(line: OutLine) -> Cell:
    """The days of the sheet."""
    return Cell(line.days)


def code_of(line: OutLine) -> Cell:
    """The code on the paper."""
    return Cell(line.code)


def state_of(line: OutLine) -> Cell:
    """How much is typed in."""
    return Cell(line.state)


COLUMNS = (
    Column("Patient", 200, name_of, takes_rest=True),
    Column("Days", 160, days_of),
    Column("Code", 140, code_of),
    Column("Typed in", 130, state_of),
)


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of one column: a short word, and what a screen reader says."""

    field: str
    title: str
    spoken: str


@dataclass(frozen=True, slots=True)
class DayLine:
    """One row: its day, what stands in its boxes, and what is said beside it."""

    on: date
    title: str
    fields: dict[str, str]
    note: str = ""
    is_waiting: bool = False
    """Something was typed in it that is not saved: mostly because it could not be read."""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A whole sheet as it is shown."""

    id: UUID
    heading: str
    under: str
    heads: tuple[ColumnHead, ...]
    lines: tuple[DayLine, ...]

    @property
    def begins_on(self) -> date:
        """Where the keyboard goes: the first row that waits, else the first that says nothing yet."""
        waiting = [line for line in self.lines if line.is_waiting]
        free = [line for line in self.lines if not any(line.fields.values())]
        return next(iter(waiting or free or self.lines)).on


def out_line(row: DiaryRow, today: date) -> OutLine:
    """A diary of the list: whose it is is what the typist looks for."""
    sheet = row.sheet
    done = len(sheet.standing)
    return OutLine(
        sheet.id,
        code_words(sheet.code),
        words.person(row.patient.family_name, row.patient.given_name),
        f"{words.short_day(sheet.first_day, today)} to {words.short_day(sheet.last_day, today)}",
        f"{done} of {len(sheet.days)} days" if done else "nothing yet",
    )


def code_words(compact: str) -> str:
    """7K4MP4W1C as it stands on paper: 7K4M P4 W1 C."""
    plan, _, week = compact[4:-1].partition("W")
    return f"{compact[:4]} {plan} W{week} {compact[-1]}"


def page_of(book: DiaryBook, draft: dict[str, str], zone: ZoneInfo) -> SheetPage:
    """The sheet with what is saved, and over it what was typed and not saved yet."""
    sheet, patient = book.sheet, book.patient
    born = f", born {words.dated(patient.birth_date)}"
    first, last = (words.short_day(day, book.today) for day in (sheet.first_day, sheet.last_day))
    return SheetPage(
        sheet.id,
        words.person(patient.family_name, patient.given_name) + born,
        f"Plan {sheet.plan_number} · {first} to {last} · {code_words(sheet.code)}",
        heads_of(book),
        tuple(_line(book, on, draft, zone) for on in sheet.days),
    )


def heads_of(book: DiaryBook) -> tuple[ColumnHead, ...]:
    """The columns from left to right, as on the paper."""
    found = []
    for field in field_names(book.sheet):
        kind, _, which = field.partition(".")
        if kind == "mood":
            found.append(ColumnHead(field, "Mood", "Mood, 0 to 10"))
        elif kind == "sleep":
            found.append(ColumnHead(field, "Sleep", "Sleep, hours"))
        elif kind == "effect":
            name = book.effects[int(which)]
            found.append(ColumnHead(field, name, f"{name}, 0 to 10"))
        else:
            found.append(ColumnHead(field, _SHORT[which], f"Taken, {which}; x for a tick"))
    return tuple(found)


def _line(book: DiaryBook, on: date, draft: dict[str, str], zone: ZoneInfo) -> DayLine:
    sheet, saved = book.sheet, book.sheet.day(on)
    fields = typed_fields(sheet, saved) if saved else dict.fromkeys(field_names(sheet), "")
    drafted = {name: draft[key] for name in fields if (key := draft_key(on, name)) in draft}
    note = saved_note(book, saved, zone) if saved else "still to come" if on > book.today else ""
    is_waiting = {**fields, **drafted} != fields
    if is_waiting:
        note = "not saved yet"
    title = f"{words.DAYS[on.weekday()]} {words.month_day(on)}"
    return DayLine(on, title, {**fields, **drafted}, note, is_waiting)


def draft_key(on: date, field: str) -> str:
    """The name of a box in the draft of the whole sheet."""
    return f"{on.isoformat()} {field}"


def saved_note(book: DiaryBook, day: DiaryDay, zone: ZoneInfo) -> str:
    """Who typed it in, and when; an empty row says that it was empty."""
    when = words.moment_of(day.typed_at, book.today, zone)
    told = "left empty, " if day.empty else ""
    return f"{told}{book.typist(day.typed_by)}, {when}"


def values_words(sheet: DiarySheet, day: DiaryDay) -> str:
    """What stands in a row, to be compared: "3 · 7 · – · 4 · x"."""
    fields = typed_fields(sheet, day)
    return " · ".join(fields[name] or "–" for name in field_names(sheet))
