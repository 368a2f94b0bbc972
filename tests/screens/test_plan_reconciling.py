"""The page of outside medicines through the real widgets: what is chosen is back when it is opened anew."""

import pytest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from medmanager.domain.history import MedicationStatement, TakingStatus
from tests.builders import keep, new_id
from tests.plan_services import Chart, chart_services
from tests.screens.plan_opened import opened
from ui.kit.theme import Theme
from ui.screens.plan import PlanScreen
from ui.screens.plan.reconcile.view import ReconcileDialog


@pytest.fixture
def chart() -> Chart:
    chart = Chart(chart_services())
    for name in ("metformin", "Zolof"):
        told = MedicationStatement(new_id(), chart.patient.id, name, status=TakingStatus.TAKING, version=1)
        keep(chart.services.session, told)
    return chart


def asking(screen: PlanScreen) -> ReconcileDialog:
    screen.view.elsewhere.reconcile_wanted.emit()
    dialog = screen.view.dialogs.front
    assert isinstance(dialog, ReconcileDialog)
    return dialog


def button(dialog: ReconcileDialog, name: str) -> QRadioButton:
    return next(one for one in dialog.findChildren(QRadioButton) if one.accessibleName() == name)


def test_that_what_is_chosen_in_the_dialog_is_put_aside_and_comes_back(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    screen = opened(qtbot, theme, chart)
    dialog = asking(screen)
    assert not dialog.primary.isEnabled()
    button(dialog, "Zolof: It is sertraline").click()
    assert dialog.primary.isEnabled()
    with qtbot.waitSignal(dialog.typed, timeout=2000):
        pass
    # As after a crash: nobody pressed Cancel, and the page is opened by a new window.
    again = asking(opened(qtbot, theme, chart))
    assert button(again, "Zolof: It is sertraline").isChecked()
    assert again.primary.isEnabled()
    again.confirm()
    book = chart.services.reconciling.open(chart.patient.id)
    assert [one.statement.name for one in book.medicines if one.decided] == ["Zolof"]


def test_that_cancel_lets_go_of_what_was_chosen(qtbot: QtBot, theme: Theme, chart: Chart) -> None:
    screen = opened(qtbot, theme, chart)
    dialog = asking(screen)
    button(dialog, "metFORMIN: Not known").click()
    with qtbot.waitSignal(dialog.typed, timeout=2000):
        pass
    dialog.cancel.click()
    again = asking(screen)
    assert not any(one.isChecked() for one in again.findChildren(QRadioButton))


def test_that_the_keyboard_begins_at_the_first_choice_and_a_refused_stop_asks_for_its_reason(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    screen = opened(qtbot, theme, chart)
    dialog = asking(screen)
    assert dialog.focusWidget() is button(dialog, "metFORMIN: Continue on our plan")
    button(dialog, "metFORMIN: Not known").click()
    button(dialog, "Zolof: Ask to stop").click()
    dialog.confirm()
    asked = dialog.focusWidget()
    assert asked is not None
    assert asked.accessibleName() == "Why, for Zolof"


def test_that_the_keyboard_begins_at_what_was_chosen_where_all_is_chosen(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    dialog = asking(opened(qtbot, theme, chart))
    for name in ("metFORMIN", "Zolof"):
        button(dialog, f"{name}: Not known").click()
    with qtbot.waitSignal(dialog.typed, timeout=2000):
        pass
    again = asking(opened(qtbot, theme, chart))
    focused = again.focusWidget()
    assert isinstance(focused, QRadioButton)
    assert focused.isChecked(), "the next key would choose something else"
