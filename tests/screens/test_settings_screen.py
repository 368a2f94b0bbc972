"""The settings keep what is typed while the practice is read again, and put their pages together in turns."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from medmanager.domain.practice import DeskStatus
from medmanager.domain.safety import EditionCard
from medmanager.domain.user import Role
from medmanager.services.admin import Admin
from tests.builders import a_practice, a_session
from tests.kit.fakes import NotedNotices, fake_context
from tests.plan_services import LaterAsk
from tests.screens.on_display import PAGE, on_display
from ui.kit.feed import ChangeFeed
from ui.kit.theme import Theme
from ui.screens.settings import SettingsScreen
from ui.screens.settings.own_pages import OTHERS, PracticePage
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.presenter import PRACTICE as PRACTICE_SECTION

PRACTICE = a_practice(phone="555-0100", lock_minutes=10)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> PracticePage:
    made = PracticePage(theme)
    qtbot.addWidget(made)
    made.show_practice(PRACTICE)
    return made


def editor(page: PracticePage, name: str) -> QLineEdit:
    found = page.form.fields[name].editor
    assert isinstance(found, QLineEdit)
    return found


def texts(page: PracticePage) -> list[str]:
    return [editor(page, name).text() for name in ("name", "phone", "lock_minutes")]


def test_that_the_practice_is_shown(page: PracticePage) -> None:
    assert texts(page) == ["Harbor Lane Psychiatry", "555-0100", "10"]


def test_that_what_is_typed_stays_when_the_practice_is_read_again(page: PracticePage) -> None:
    editor(page, "name").setText("Mill Street")
    page.show_practice(replace(PRACTICE, phone="555-0199", lock_minutes=5, version=2))
    assert texts(page) == ["Mill Street", "555-0199", "5"]


def test_that_a_field_that_two_changed_says_what_the_other_one_wrote(page: PracticePage) -> None:
    editor(page, "phone").setText("555-0122")
    page.show_practice(replace(PRACTICE, phone="555-0199", version=2))
    assert texts(page)[1] == "555-0122"
    assert page.form.fields["phone"].problem() == OTHERS.format("555-0199")


def test_that_a_saved_practice_has_no_problem(page: PracticePage) -> None:
    editor(page, "phone").setText("555-0122")
    page.show_practice(replace(PRACTICE, phone="555-0122", version=2))
    assert page.form.fields["phone"].problem() == ""


# ------------------------------------------------------------------------------------------------ their pages


class Turns:
    """The settings of an administrator, whose answers wait; `made` are the pages that were put together."""

    def __init__(self, theme: Theme) -> None:
        session, card = a_session(Role.ADMIN), EditionCard("2026.11.1", date(2026, 11, 20), "", 523, 412)
        status = DeskStatus("this computer", "practice", None, "Harbor Lane", demo=False)
        services = SimpleNamespace(
            session=session,
            admin=Admin(session),
            backups=SimpleNamespace(status=lambda: status),
            knowledge=SimpleNamespace(edition=lambda: card),
        )
        self.notices = NotedNotices()
        self.ask = LaterAsk(ChangeFeed(), self.notices)
        context = replace(fake_context(services), ask=self.ask, notices=self.notices)
        self.screen = SettingsScreen(context, theme)
        self.made: list[str] = []
        for later in self.screen.view.pages:
            later.tell(self._note)

    def _note(self, page: SettingsPage) -> None:
        self.made.append(type(page).__name__)


@pytest.fixture
def turns(qtbot: QtBot, theme: Theme) -> Turns:
    made = Turns(theme)
    on_display(qtbot, made.screen, SettingsScreen, PAGE)
    return made


def test_that_of_the_pages_only_the_first_is_put_together_at_once(turns: Turns) -> None:
    assert turns.made == ["AccountPage"]
    turns.ask.answer()
    assert len(turns.made) == len(set(turns.made)) == 8


def test_that_a_page_opened_before_its_turn_has_everything_and_can_be_saved(turns: Turns) -> None:
    turns.screen.view.open_section(PRACTICE_SECTION)
    page = turns.screen.view.practice.page
    assert editor(page, "name").text() == "Harbor Lane Psychiatry"
    save = next(one for one in page.findChildren(QPushButton) if one.text() == "&Save practice")
    save.click()
    turns.ask.answer()
    assert turns.notices.said == ["The practice is saved."]
