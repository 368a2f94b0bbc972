"""The hours of a week as they are typed."""

from datetime import time

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from medmanager.domain.calendar.week import DayHours, Week
from ui.kit.fields.edits import TimeEdit
from ui.kit.fields.week_edit import WeekEdit
from ui.kit.theme import Theme


@pytest.fixture
def edit(theme: Theme, qtbot: QtBot) -> WeekEdit:
    edit = WeekEdit(theme)
    qtbot.addWidget(edit)
    return edit


def at(edit: WeekEdit, name: str) -> TimeEdit:
    return next(one for one in edit.findChildren(TimeEdit) if one.accessibleName() == name)


def box(edit: WeekEdit, words: str) -> QCheckBox:
    return next(one for one in edit.findChildren(QCheckBox) if one.text().replace("&", "") == words)


@pytest.mark.parametrize(
    "week", [Week(), Week(lunch=None), Week(tuple(DayHours(day, day > 4) for day in range(7)))]
)
def test_that_a_week_comes_back_as_it_was_shown(edit: WeekEdit, week: Week) -> None:
    edit.show_week(week)
    assert edit.week() == week


def test_that_what_is_typed_is_in_the_week(edit: WeekEdit) -> None:
    at(edit, "Tuesday opens").setText("8:30")
    at(edit, "Lunch ends").setText("1:15p")
    assert edit.week().days[1].start == time(8, 30)
    assert edit.week().lunch == (time(12), time(13, 15))


def test_that_what_is_no_time_is_none(edit: WeekEdit) -> None:
    at(edit, "Friday closes").setText("late")
    assert edit.week().days[4].end is None


def test_that_the_times_of_a_closed_day_cannot_be_typed(edit: WeekEdit) -> None:
    assert not at(edit, "Sunday opens").isEnabled()
    box(edit, "Monday").setChecked(False)
    assert not at(edit, "Monday opens").isEnabled()
    box(edit, "Saturday").setChecked(True)
    assert at(edit, "Saturday closes").isEnabled()
