"""The first run: keeps the answers, checks page by page, makes the practice, hands out the key. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.practice import PracticeCard
from medmanager.domain.user import FirstPerson, User, check_password
from ui.kit.context import Context
from ui.screens.first_run.pages import ORDER, Answers, Page

ASKED_GROUP = 3
"""Which group of the recovery key is typed again, counted from 1."""


class FirstRunFace(Protocol):
    """What the presenter needs of the view."""

    def show_page(self, page: Page, answers: Answers) -> None: ...
    def show_problem(self, sentence: str, field: str) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def show_key(self, key: str, group: int) -> None: ...


class FirstRunPresenter:
    """`finished` is called with the person who is signed in at the end; `found` when the practice that was
    pointed to is there already.
    """

    def __init__(
        self,
        context: Context,
        view: FirstRunFace,
        finished: Callable[[User], None],
        found: Callable[[], None],
    ) -> None:
        self._context, self._view = context, view
        self._finished, self._found = finished, found
        self.answers = Answers()
        self.page = Page.PLACE
        self._password = ""
        self._key = ""

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
        if self.page is Page.HOURS:
            self._make()
        elif self.page is Page.PLACE and self.answers.on_server:
            self._look_at_server()
        else:
            self._show(ORDER[ORDER.index(self.page) + 1])

    def go_back(self) -> None:
        """The page before, with everything as it was typed."""
        number = ORDER.index(self.page)
        if 0 < number < ORDER.index(Page.KEY):
            self._show(ORDER[number - 1])

    def finish(self, typed_group: str) -> None:
        """Only somebody who has the key on paper can type a group of it."""
        if typed_group.strip().upper() != self._key.split("-")[ASKED_GROUP - 1]:
            sentence = f"That is not group {ASKED_GROUP}. Compare it with your print of the key."
            self._view.show_problem(sentence, "group")
            return
        self._enter()

    def _enter(self) -> None:
        self._view.show_busy(True)
        session, login, password = self._context.services.session, self._login(), self._password
        self._password = ""
        self._context.ask(lambda: session.sign_in(login, password), self._came_in, self._refused)

    def _check(self, password: str, again: str) -> None:
        if self.page is Page.PRACTICE and not self.answers.name.strip():
            raise Refused("Write the name of the practice.", "name")
        if self.page is Page.PERSON:
            self._check_person(password, again)
        elif self.page is Page.HOURS:
            self._check_hours()

    def _look_at_server(self) -> None:
        """A server may hold the practice already: then there is nothing to set up, only to sign in."""
        self._view.show_busy(True)
        setup, url = self._context.services.setup, self.answers.url.strip()

        def look() -> bool:
            setup.use_server(url)
            return setup.needed

        self._context.ask(look, self._server_looked_at, self._refused)

    def _server_looked_at(self, needed: bool) -> None:
        self._view.show_busy(False)
        if needed:
            self._show(Page.PRACTICE)
        else:
            self._found()

    def _check_person(self, password: str, again: str) -> None:
        if not self.answers.display_name.strip():
            raise Refused("Write your name as it stands under notes.", "display_name")
        if not self.answers.login.strip():
            raise Refused("Write a short sign-in name, for example your family name.", "login")
        check_password(password)
        if password != again:
            raise Refused("The two passwords differ. Type the second one again.", "again")
        self._password = password

    def _check_hours(self) -> None:
        wrong = [day for day in self.answers.days if day.is_open and day.end <= day.start]
        if wrong:
            raise Refused("A day must close after it opens. Check the times.", f"day{wrong[0].weekday}")

    def _make(self) -> None:
        self._view.show_busy(True)
        setup, card, person = self._context.services.setup, self._card(), self._person()
        self._context.ask(lambda: setup.create(card, person), self._made, self._refused)

    def _made(self, key: str) -> None:
        self._view.show_busy(False)
        self._key = key
        if not key:
            self._enter()
            return
        self._show(Page.KEY)
        self._view.show_key(key, ASKED_GROUP)

    def _came_in(self, user: User) -> None:
        self._view.show_busy(False)
        self._finished(user)

    def _refused(self, error: MedManagerError) -> None:
        self._view.show_busy(False)
        self._view.show_problem(error.sentence, error.field if isinstance(error, Refused) else "")

    def _show(self, page: Page) -> None:
        self.page = page
        self._view.show_page(page, self.answers)

    def _login(self) -> str:
        return self.answers.login.strip().casefold()

    def _card(self) -> PracticeCard:
        said = self.answers
        phones = (said.phone, said.after_hours_phone)
        return PracticeCard(said.name, *phones, said.address, said.time_zone, said.hours())

    def _person(self) -> FirstPerson:
        said = self.answers
        return FirstPerson(
            said.login, said.display_name, self._password, said.credentials, said.also_provider
        )
