"""The plan tab of one patient, opened as the window opens it."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.kit.fakes import fake_context
from tests.plan_services import Chart
from ui.kit.theme import Theme
from ui.screens.plan import PlanScreen, build

SMALL = (1294, 592)
"""Room for a tab of the patient window at 1366 x 768."""


def opened(qtbot: QtBot, theme: Theme, chart: Chart, size: tuple[int, int] = SMALL) -> PlanScreen:
    """The tab is on the screen, with its answers."""
    screen = build(fake_context(chart.services), theme, chart.patient.id)
    assert isinstance(screen, PlanScreen)
    qtbot.addWidget(screen.widget)
    screen.widget.resize(*size)
    screen.widget.show()
    screen.shown()
    QApplication.processEvents()
    return screen
