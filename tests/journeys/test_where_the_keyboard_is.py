"""Where the keyboard is after something was opened, kept, removed, unlocked: never lost, never far away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import a_step, tablets
from tests.journeys.keyboard import Keyboard
from tests.journeys.sitting import sitting
from tests.journeys.test_lock import press
from tests.journeys.test_plan_journeys import LONG_AGO, Case, case
from tests.plan_services import a_line
from tests.stage import Stage
from ui.screens.plan.steps.view import StepsTable

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


NAMES = iter(("Fernhill", "Oakley", "Birchwood", "Elmsford"))


@pytest.fixture(scope="module")
def desk(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, demo_practice: Path
) -> Iterator[Stage]:
    with sitting(qapp, tmp_path_factory.mktemp("desk"), demo_practice) as stage:
        yield stage


@pytest.fixture
def chart(desk: Stage) -> Case:
    """Another patient on lorazepam and sertraline, with the plan open for changes."""
    first = a_line("lorazepam", a_step(LONG_AGO, None, tablets("1")), purpose="for worry")
    second = a_line("sertraline", a_step(LONG_AGO, None, tablets("1")), purpose="for low mood")
    return case(desk, next(NAMES), first, second)


def add_lamotrigine(keys: Keyboard) -> None:
    keys.find("lamict", "lamoTRIgine")
    keys.fill("What it is for, in plain words", "steady mood")
    keys.fill("Step 1: strength", "25 mg")
    keys.fill("Step 1: morning", "1")
    keys.push("Add to plan")


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "the keyboard is nowhere"
    assert widget.isVisible()
    return widget


def steps_table() -> StepsTable:
    table = focused()
    assert isinstance(table, StepsTable), f"the keyboard is on {table.accessibleName()}"
    return table


def test_that_a_chart_that_was_found_is_gone_through_from_its_tabs(desk: Stage) -> None:
    keys = Keyboard(desk)
    for name in ("Ruiz", "Webb"):
        keys.find_chart(name)
        assert isinstance(focused(), QTabBar)


def test_that_a_place_that_was_opened_by_its_keys_has_the_keyboard(desk: Stage) -> None:
    keys = Keyboard(desk)
    for key in (Qt.Key.Key_3, Qt.Key.Key_1):
        keys.press(key, ALT)
        front = desk.workspace.front
        assert front is not None
        assert front.widget.isAncestorOf(focused()), focused().accessibleName()


def test_that_a_plan_opened_from_the_summary_has_the_keyboard_at_its_tab(desk: Stage) -> None:
    keys = Keyboard(desk)
    keys.find_chart("Petrov")
    keys.press(Qt.Key.Key_O, ALT)
    # A marked letter shows its button pressed for a moment.
    keys.eyes.wait_for("Dated steps")
    tabs = focused()
    assert isinstance(tabs, QTabBar)
    assert tabs.tabText(tabs.currentIndex()) == "Plan"
    keys.push("Change plan")
    assert steps_table().selected_line() is not None


def test_that_what_was_added_is_chosen_and_ctrl_z_takes_it_back(chart: Case) -> None:
    keys = chart.keys
    add_lamotrigine(keys)
    assert steps_table().selected_line() == chart.line("lamotrigine").line_id
    keys.press(Qt.Key.Key_Z, CONTROL)
    assert [item.medicine.generic for item in chart.draft.items] == ["lorazepam", "sertraline"]


def test_that_the_steps_have_the_keyboard_when_a_new_medicine_was_removed(chart: Case) -> None:
    keys = chart.keys
    add_lamotrigine(keys)
    keys.push("Remove")
    assert steps_table().selected_line() == chart.line("lorazepam").line_id


def test_that_after_unlocking_the_keyboard_is_where_it_was(chart: Case, qtbot: QtBot) -> None:
    keys, stage = chart.keys, chart.stage
    keys.find("lamict", "lamoTRIgine")
    keys.fill("What it is for, in plain words", "steady mo")
    stage.application.lock()
    stage.settle()
    press(stage, qtbot, "demo practice")
    field = focused()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "od")
    assert field.text() == "steady mood"
