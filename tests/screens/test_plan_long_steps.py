"""A long taper where all stands under one another: the acts of a medicine stay near its steps."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import TODAY, a_step, an_item, tablets
from tests.plan_services import Chart, chart_services
from tests.screens.plan_opened import opened
from ui.kit.theme import Theme

WEEK = timedelta(days=7)


@pytest.mark.parametrize("size", [(950, 470), (1294, 592)], ids=["narrow", "usual"])
def test_that_the_acts_of_a_long_taper_are_near_its_first_steps(
    qtbot: QtBot, theme: Theme, size: tuple[int, int]
) -> None:
    chart = Chart(chart_services())
    chart.begin()
    starts = [TODAY + number * WEEK for number in range(60)]
    steps = (a_step(start, start + WEEK - timedelta(days=1), tablets("10")) for start in starts)
    line = an_item("paroxetine", *steps)
    chart.services.plans.keep_line(chart.draft, line)
    screen = opened(qtbot, theme, chart, size)
    card = screen.view.steps
    card.table.select_line(line.line_id)
    QApplication.processEvents()
    acts = card.acts.mapTo(card, QPoint(0, card.acts.height())).y()
    assert card.acts.isVisible()
    assert acts < theme.px(520)
    assert card.table.verticalScrollBar().maximum() > 0, "the other steps are scrolled to"
