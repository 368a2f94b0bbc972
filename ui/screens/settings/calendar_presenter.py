"""The calendar file in the settings: whose visits, and where they are written. No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from medmanager.domain.calendar.calendar_file import CalendarWish
from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.user import User
from ui.kit import words
from ui.kit.context import Context


class CalendarFileFace(Protocol):
    """What the presenter needs of the page."""

    def show_people(self, people: tuple[User, ...], me: User) -> None: ...
    def show_problem(self, sentence: str, field: str) -> None: ...


class CalendarFilePresenter:
    """One method per intent of the page."""

    def __init__(self, context: Context, face: CalendarFileFace) -> None:
        self._context, self._face = context, face

    def load(self) -> None:
        """Show whose visits can be chosen."""
        me = self._context.services.session.user
        providers = self._context.services.admin.providers
        self._context.ask(providers, lambda people: self._face.show_people(people, me), self._failed)

    def save(self, target: Path, wish: CalendarWish) -> None:
        """Write the file, in place of an older one of that name."""
        files = self._context.services.calendar_files
        self._context.ask(lambda: files.save(wish, target), self._saved, self._failed)

    def _saved(self, count: int) -> None:
        self._face.show_problem("", "")
        self._context.notices.say(f"The calendar file is saved with {words.counted(count, 'visit')}.")

    def _failed(self, error: MedManagerError) -> None:
        self._face.show_problem(error.sentence, error.field if isinstance(error, Refused) else "")
