"""What Ctrl+K finds: patients, commands, dates and recent patients in one list. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from medmanager.domain.errors import MedManagerError
from medmanager.domain.rows import PatientRow
from medmanager.domain.user import Act
from ui.kit import words
from ui.kit.context import Context
from ui.kit.fields.typed import read_date

PATIENTS, RECENT, COMMANDS = 8, 10, 6


class FoundKind(StrEnum):
    PATIENT = "patient"
    COMMAND = "command"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Command:
    """Something the application can do, with the keys that do it without the palette."""

    key: str
    title: str
    icon: str
    shortcut: str = ""
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One row: `title` is never cut, `note` stands muted at its right."""

    kind: FoundKind
    key: str
    title: str
    note: str = ""
    icon: str = ""
    patient_id: UUID | None = None
    day: date | None = None
    similar: bool = False


class Finder:
    """Answers each key with rows; an answer that comes late for an older text is thrown away."""

    def __init__(
        self, context: Context, commands: tuple[Command, ...], show: Callable[[tuple[Found, ...]], None]
    ):
        self._context, self._commands, self._show = context, commands, show
        self._recent: list[PatientRow] = []
        self._text = ""

    def remember(self, row: PatientRow) -> None:
        """Put a patient first among the recent ones."""
        self._recent = [row, *(known for known in self._recent if known.id != row.id)][:RECENT]

    def forget(self) -> None:
        """Nobody's recent patients are shown to the next person."""
        self._recent = []

    def find(self, text: str) -> None:
        """Show what fits; patients follow as soon as the store has answered."""
        self._text = text
        self._show(self._at_once(text))
        if text.strip() and self._context.services.session.user.may(Act.SEE_DEMOGRAPHICS):
            search = self._context.services.patients.search
            self._context.ask(lambda: (text, search(text)[:PATIENTS]), self._patients_came, self._failed)

    def _at_once(self, text: str) -> tuple[Found, ...]:
        if not text.strip():
            return (*(self._patient(row) for row in self._recent), *self._commands_for(""))
        return (*self._days_for(text), *self._commands_for(text))

    def _patients_came(self, answer: tuple[str, tuple[PatientRow, ...]]) -> None:
        text, rows = answer
        if text == self._text:
            self._show((*(self._patient(row) for row in rows), *self._at_once(text)))

    def _failed(self, error: MedManagerError) -> None:
        self._context.notices.warn(error.sentence)

    def _commands_for(self, text: str) -> tuple[Found, ...]:
        parts = text.casefold().split()
        user = self._context.services.session.user
        return tuple(
            Found(FoundKind.COMMAND, command.key, command.title, command.shortcut, command.icon)
            for command in self._commands
            if all(part in command.title.casefold() for part in parts)
            and (command.act is None or user.may(command.act))
        )[: COMMANDS if parts else None]

    def _days_for(self, text: str) -> tuple[Found, ...]:
        today = self._context.services.session.today()
        day = read_date(text, today)
        if day is None:
            return ()
        return (
            Found(
                FoundKind.DATE, day.isoformat(), words.long_day(day), "open the calendar", "calendar", day=day
            ),
        )

    def _patient(self, row: PatientRow) -> Found:
        today = self._context.services.session.today()
        note = f"{words.dated(row.birth_date)} · {words.age(row.birth_date, today)}"
        name = words.person(row.family_name, row.given_name)
        return Found(FoundKind.PATIENT, str(row.id), name, note, "user", row.id, similar=row.similar)
