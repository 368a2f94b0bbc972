"""The page of the calendar file: its choices, and what it asks for."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from medmanager.domain.calendar.calendar_file import CalendarWish
from medmanager.domain.user import Role, User
from tests.builders import a_user
from ui.kit.buttons import Button
from ui.kit.dialogs.file_dialog import FileDialog
from ui.kit.theme import Theme
from ui.screens.settings.calendar_page import CalendarFilePage

OSEI, FERREIRA = a_user(credentials="MD"), a_user(Role.NURSE_PRACTITIONER, "ferreira")
DESK = a_user(Role.FRONT_DESK, "castellano")


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> CalendarFilePage:
    made = CalendarFilePage(theme)
    qtbot.addWidget(made)
    return made


def whose(page: CalendarFilePage) -> QComboBox:
    found = page.form.fields["whose"].editor
    assert isinstance(found, QComboBox)
    return found


def asked(page: CalendarFilePage, qtbot: QtBot, file: Path) -> tuple[Path, CalendarWish, str]:
    """What is asked for when this file is chosen, and the name that was suggested."""
    (button,) = page.findChildren(Button)
    button.click()
    (dialog,) = page.findChildren(FileDialog)
    suggested = Path(dialog.selectedFiles()[0]).name
    with qtbot.waitSignal(page.save_requested) as sent:
        dialog.fileSelected.emit(str(file))
    dialog.reject()
    assert sent.args is not None
    target, wish = sent.args
    return target, wish, suggested


@pytest.mark.parametrize(("me", "chosen"), [(OSEI, "Amara Osei, MD"), (DESK, "Everybody")])
def test_that_ones_own_visits_are_chosen_first(page: CalendarFilePage, me: User, chosen: str) -> None:
    page.show_people((OSEI, FERREIRA), me)
    assert [whose(page).itemText(row) for row in range(3)] == ["Everybody", "Amara Osei, MD", "N. Ferreira"]
    assert whose(page).currentText() == chosen


def test_that_the_choice_stays_when_the_people_are_read_again(page: CalendarFilePage) -> None:
    page.show_people((OSEI, FERREIRA), OSEI)
    for row, people in ((2, (FERREIRA, OSEI)), (0, (OSEI, FERREIRA))):
        whose(page).setCurrentIndex(row)
        chosen = whose(page).currentText()
        page.show_people(people, OSEI)
        assert whose(page).currentText() == chosen


def test_that_somebody_who_left_is_chosen_no_longer(page: CalendarFilePage) -> None:
    page.show_people((OSEI, FERREIRA), FERREIRA)
    page.show_people((OSEI,), FERREIRA)
    assert whose(page).currentText() == "Everybody"


def test_that_the_file_is_asked_for_as_chosen(page: CalendarFilePage, qtbot: QtBot, tmp_path: Path) -> None:
    page.show_people((OSEI, FERREIRA), OSEI)
    page.show_problem("The disk is full.", "")
    file = tmp_path / "mine.ics"
    assert asked(page, qtbot, file) == (file, CalendarWish(provider_id=OSEI.id), "visits-osei.ics")
    assert page.problem.isHidden(), "an older problem goes"


def test_that_everybody_and_no_kinds_can_be_asked_for(
    page: CalendarFilePage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.show_people((OSEI, FERREIRA), DESK)
    page.kinds.click()
    file = tmp_path / "all.ics"
    assert asked(page, qtbot, file) == (file, CalendarWish(tells_kind=False), "visits.ics")
