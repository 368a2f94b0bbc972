"""The next visit of a plan, typed in the real screen: what cannot be kept stays in its field and says why."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.builders import NOW, an_appointment, keep
from tests.plan_services import Chart, chart_services
from tests.screens.plan_opened import opened
from ui.kit.fields.edits import DateEdit, TextEdit
from ui.kit.labels import Label
from ui.kit.theme import Theme
from ui.screens.plan import PlanScreen


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme) -> PlanScreen:
    chart = Chart(chart_services())
    chart.begin()
    return opened(qtbot, theme, chart)


def write(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    """Type in place of what stands there, and leave the field."""
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    edit.clearFocus()


def test_that_a_reason_which_is_too_long_outlives_the_page(qtbot: QtBot, screen: PlanScreen) -> None:
    why = screen.view.visit.findChildren(TextEdit)[0]
    write(qtbot, why, "see it " * 30)
    screen.presenter.load()
    assert why.text() == "see it " * 30
    assert "up to 200 fit" in why.accessibleDescription()


def test_that_a_day_which_was_refused_outlives_the_page(qtbot: QtBot, screen: PlanScreen) -> None:
    day = screen.view.visit.findChildren(DateEdit)[0]
    write(qtbot, day, "1/5/2020")
    told = day.accessibleDescription()
    assert told
    screen.presenter.load()
    assert ("2020" in day.text(), day.accessibleDescription()) == (True, told)
    write(qtbot, day, "4w")
    assert day.accessibleDescription() == ""


@pytest.mark.parametrize("editable", [True, False])
def test_that_a_visit_that_is_booked_stands_beside_the_proposed_one(
    qtbot: QtBot, theme: Theme, editable: bool
) -> None:
    chart = Chart(chart_services())
    session = chart.services.session
    for days in (21, 7, 0):
        keep(session, chart.patient, an_appointment(chart.patient, session.user, NOW + timedelta(days=days)))
    if editable:
        chart.begin()
    screen = opened(qtbot, theme, chart)
    told = [label.text() for label in screen.view.visit.findChildren(Label) if label.isVisible()]
    booked, proposed = next(text for text in told if text.startswith("Booked")).split("\n")
    assert booked == "Booked: Mon, Nov 30"
    assert proposed.startswith("Proposed: ")
