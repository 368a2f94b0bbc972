"""The plan tab of one patient, opened as the window opens it."""

from pytestqt.qtbot import QtBot

from tests.kit.fakes import fake_context
from tests.plan_services import Chart
from tests.screens.on_display import TAB, on_display
from ui.kit.theme import Theme
from ui.screens.plan import PlanScreen, build


def opened(qtbot: QtBot, theme: Theme, chart: Chart, size: tuple[int, int] = TAB) -> PlanScreen:
    """The tab is on the screen, with its answers."""
    return on_display(qtbot, build(fake_context(chart.services), theme, chart.patient.id), PlanScreen, size)
