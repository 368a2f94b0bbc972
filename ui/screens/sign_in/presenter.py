"""Signing in and unlocking: asks who may come in, tries a password, says what went wrong. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.errors import MedManagerError
from medmanager.domain.user import User
from ui.kit import words
from ui.kit.context import Context, Lane
from ui.screens.sign_in.door import Door

People = tuple[tuple[str, str], ...]
LOOKING = "Looking for the practice…"


class SignInFace(Protocol):
    """What the presenter needs of the view."""

    def show_door(self, door: Door) -> None: ...
    def show_words(self, text: str) -> None: ...
    def show_problem(self, sentence: str) -> None: ...
    def refuse(self, sentence: str) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def say(self, sentence: str) -> None: ...
    def offer_quick(self, works: bool) -> None: ...


class OtherWay(Protocol):
    """A dialog of another way in."""

    def accept(self) -> None: ...
    def set_busy(self, busy: bool) -> None: ...
    def show_problem(self, problem: str) -> None: ...


class SignInPresenter:
    """`entered` is called with the person once the practice is open."""

    def __init__(
        self, context: Context, view: SignInFace, entered: Callable[[User], None], hint: str = ""
    ) -> None:
        self._context, self._view, self._entered, self._hint = context, view, entered, hint
        self._unlocking, self._at = False, ""

    def look(self) -> None:
        """The card while it is not known yet who can sign in here, and whether there is a practice at all."""
        self._view.show_door(replace(self._door(LOOKING), waiting=True))
        self._view.show_busy(True)

    def welcome(self, chosen: str = "", said: str = "") -> None:
        """Show who can sign in here, and what was just done."""
        self._unlocking = False
        session = self._context.services.session
        self._context.ask(
            lambda: (session.gate.place(), session.people()),
            self._people_came(chosen, said),
            self.not_reached,
        )

    def not_reached(self, error: MedManagerError) -> None:
        """Nobody can be offered; signing in by a typed name tries the practice again."""
        self._view.show_busy(False)
        self._view.show_door(replace(self._door(""), elsewhere=True))
        self._view.show_problem(error.sentence)

    def locked(self, at: datetime, why: str) -> None:
        """Show the lock: only the person who was working, or a switch to another."""
        self._unlocking = True
        session = self._context.services.session
        user, practice = session.user, session.practice
        self._at = f"At {words.time_of(at, ZoneInfo(practice.time_zone))}, {why}."
        said = f"{self._at} What you typed is kept."
        person = ((user.login, user.display_name),)
        # After a first run the card still looks for a practice.
        self._view.show_busy(False)
        self._view.show_door(
            Door(
                "Locked",
                "lock",
                said,
                "Unlock",
                person,
                user.login,
                may_switch=True,
                demo=practice.demo,
                hint=self._hint,
            )
        )

        self._context.ask(session.quick_unlock_works, self._view.offer_quick, lane=Lane.FREE)

    def warn(self, sentence: str) -> None:
        """What was typed before the lock is not kept after all."""
        self._view.show_words(self._at)
        self._view.show_problem(sentence)

    def unlock_quickly(self) -> None:
        """With the keychain instead of the password."""
        self._view.show_busy(True)
        self._context.ask(self._context.services.session.unlock_quickly, self._came_in, self._refused)

    def try_password(self, login: str, password: str) -> None:
        """Open the practice off the GUI thread: deriving the key takes a good part of a second."""
        if not login or not password:
            self._view.refuse("Write your password." if login else "Write your sign-in name.")
            return
        self._view.show_busy(True)
        self._view.show_problem("")
        session = self._context.services.session
        if self._unlocking:
            self._context.ask(lambda: session.unlock(password), self._came_in, self._refused)
        else:
            self._context.ask(lambda: session.sign_in(login, password), self._came_in, self._refused)

    def switch(self) -> None:
        """Sign the locked person out and let another one in; drafts stay with their owner."""
        session = self._context.services.session
        self._context.ask(session.sign_out, self._switched, self._failed)

    def recover(self, dialog: OtherWay, key: str, login: str, password: str) -> None:
        """Open with the printed key, set the new password, sign in."""
        session = self._context.services.session

        def came(user: User) -> None:
            dialog.accept()
            self._came_in(user)

        self._context.ask(lambda: session.recover(key, login, password), came, self._shown_in(dialog))

    def restore(self, dialog: OtherWay, given: tuple[Path, str, str], restored: Callable[[], None]) -> None:
        """Put a backup in place; long work, with progress and Cancel."""
        source, login, password = given
        desk = self._context.services.backups

        def done(kept: Path | None) -> None:
            dialog.accept()
            restored()
            aside = f" The replaced database is kept in {kept.name}." if kept else ""
            self.welcome(login, f"The backup is in place.{aside} Sign in with the password of that time.")

        self._context.ask_long(
            "Restoring the backup",
            lambda report: desk.restore(source, login, password, report),
            done,
            self._shown_in(dialog),
        )

    def _shown_in(self, dialog: OtherWay) -> Callable[[MedManagerError], None]:
        def show(error: MedManagerError) -> None:
            dialog.set_busy(False)
            dialog.show_problem(error.sentence)

        return show

    def people(self, show: Callable[[People], None]) -> None:
        """Hand out who can sign in here."""
        self._context.ask(self._context.services.session.people, show, self._failed)

    def _switched(self, _: None) -> None:
        self.welcome()

    def _people_came(self, chosen: str, said: str) -> Callable[[tuple[str, People]], None]:
        def show(answer: tuple[str, People]) -> None:
            place, people = answer
            self._view.show_busy(False)
            self._view.show_door(self._door(place, people, chosen))
            if said:
                self._view.say(said)

        return show

    def _door(self, words: str, people: People = (), chosen: str = "") -> Door:
        return Door(
            "Sign in", "log-in", words, "Sign in", people, chosen, demo=bool(self._hint), hint=self._hint
        )

    def _came_in(self, user: User) -> None:
        self._view.show_busy(False)
        self._entered(user)

    def _refused(self, error: MedManagerError) -> None:
        self._view.refuse(error.sentence)

    def _failed(self, error: MedManagerError) -> None:
        self._view.show_busy(False)
        self._view.show_problem(error.sentence)
