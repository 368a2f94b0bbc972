"""The settings keep what is typed while the practice is read again."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.builders import a_practice
from ui.kit.theme import Theme
from ui.screens.settings.own_pages import OTHERS, PracticePage

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
