"""The first run: keeps the answers, checks page by page, makes the practice, hands out the key. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.practice import PracticeCard
from medmanager.domain.user import FirstPerson, User, check_password, sign_in_name
from ui.kit import words
from ui.kit.context import Context
from ui.screens.first_run.pages import ORDER, Answers, Page


class FirstRunFace(Protocol):
    """What the presenter needs of the view."""

    def show_page(self, page: Page, answers: Answers) -> None: ...
    def show_problem(self, sentence: str, field: str) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def show_key(self, key: str, about: str) -> None: ...


class Ways(Protocol):
    """How a first run ends: with a new practice, at one that is there, or with a backup."""

    def let_in(self, user: User) -> None: ...
    def say_found(self) -> None: ...
    def ask_backup(self) -> None: ...


class FirstRunPresenter:
    """Asks the pages in their order; what comes after the first run is in `ways`."""

    def __init__(self, context: Context, view: FirstRunFace, ways: Ways) -> None:
        self._context, self._view, self._ways = context, view, ways
        self.answers = Answers()
        self.page = Page.PLACE
        self._password = ""

    def begin(self) -> None:
        self._view.show_page(self.page, self.answers)

    def type_in(self, **typed: Any) -> None:
        """Keep what stands in the fields of the page; nothing is checked yet."""
        self.answers = replace(self.answers, **typed)

    def go_on(self, password: str = "", again: str = "") -> None:
        """Check this page and show the next; after the hours the practice is made."""
        try:
            self._check(password, again)
        except MedManagerError as error:
            self._refused(error)
            return
        if self.page is Page.PLACE:
            self._look_at_place(lambda: self._show(Page.PRACTICE))
        elif self.page is Page.HOURS:
            self._make()
        else:
            self._show(ORDER[ORDER.index(self.page) + 1])

    def go_back(self) -> None:
        """The page before, with everything as it was typed."""
        number = ORDER.index(self.page)
        if 0 < number < ORDER.index(Page.KEY):
            self._show(ORDER[number - 1])

    def restore(self) -> None:
        """Bring a practice back from its backup, to the place that is chosen."""
        self._look_at_place(self._ways.ask_backup)

    def finish(self, key_is_on_paper: bool) -> None:
        """After the key: the person who made the practice is let in."""
        if not key_is_on_paper:
            sentence = "That is not this group. Compare it with the key on your paper."
            self._view.show_problem(sentence, "group")
            return
        self._enter()

    def _enter(self) -> None:
        self._view.show_busy(True)
        session, login, password = self._context.services.session, self._login(), self._password
        self._context.ask(lambda: session.sign_in(login, password), self._came_in, self._refused)

    def _check(self, password: str, again: str) -> None:
        if self.page is Page.PRACTICE and not self.answers.name.strip():
            raise Refused("Write the name of the practice.", "name")
        if self.page is Page.PERSON:
            self._check_person(password, again)
        elif self.page is Page.HOURS:
            self.answers.week.openings()

    def _look_at_place(self, then: Callable[[], None]) -> None:
        """A practice may be there already: then there is nothing to set up, only to sign in."""
        self._view.show_busy(True)
        setup, said = self._context.services.setup, self.answers

        def look() -> bool:
            if said.on_server:
                setup.use_server(said.url.strip())
            else:
                setup.use_this_computer()
            return setup.needed

        def looked(needed: bool) -> None:
            self._view.show_busy(False)
            (then if needed else self._ways.say_found)()

        self._context.ask(look, looked, self._refused)

    def _check_person(self, password: str, again: str) -> None:
        if not self.answers.display_name.strip():
            raise Refused("Write your name as it stands under notes.", "display_name")
        if not self.answers.login.strip():
            raise Refused("Write a short sign-in name, for example your family name.", "login")
        sign_in_name(self.answers.login)
        check_password(password)
        if password != again:
            raise Refused("The two passwords differ. Type the second one again.", "again")
        self._password = password

    def _make(self) -> None:
        self._view.show_busy(True)
        setup, card, person = self._context.services.setup, self._card(), self._person()
        self._context.ask(lambda: setup.create(card, person), self._made, self._refused)

    def _made(self, key: str) -> None:
        self._view.show_busy(False)
        if not key:
            self._enter()
            return
        self._show(Page.KEY)
        self._view.show_key(key, self._about_key())

    def _about_key(self) -> str:
        today = words.local_day(self._context.clock.now(), ZoneInfo(self.answers.time_zone))
        return f"{self.answers.name.strip()}, made {words.dated(today)}"

    def _came_in(self, user: User) -> None:
        self._password = ""
        self._view.show_busy(False)
        self._ways.let_in(user)

    def _refused(self, error: MedManagerError) -> None:
        self._view.show_busy(False)
        field = error.field if isinstance(error, Refused) else ""
        if self.page is Page.PLACE and self.answers.on_server:
            field = "url"
        self._view.show_problem(error.sentence, field)

    def _show(self, page: Page) -> None:
        self.page = page
        self._view.show_page(page, self.answers)

    def _login(self) -> str:
        return self.answers.login.strip().casefold()

    def _card(self) -> PracticeCard:
        said = self.answers
        phones = (said.phone, said.after_hours_phone)
        return PracticeCard(said.name, *phones, said.address, said.time_zone, said.week.openings())

    def _person(self) -> FirstPerson:
        said = self.answers
        return FirstPerson(
            said.login, said.display_name, self._password, said.credentials, said.also_provider
        )
