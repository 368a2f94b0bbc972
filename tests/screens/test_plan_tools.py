"""The row of tools above a plan on a usual laptop."""

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from tests.builders import an_item
from tests.plan_services import Chart, chart_services
from tests.screens.plan_opened import opened
from ui.kit.labels import Label
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme


def room_of(box: QComboBox) -> int:
    """The width in which the words are seen."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    kind, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(kind, option, field, box).width()


@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_that_the_versions_take_the_room_of_the_one_that_is_shown(
    qtbot: QtBot, theme: Theme, factor: float
) -> None:
    theme.use(PaletteName.LIGHT, factor)
    chart = Chart(chart_services())
    chart.begin()
    chart.services.plans.keep_line(chart.draft, an_item("bupropion"))
    screen = opened(qtbot, theme, chart)
    tools, versions = screen.view.tools, screen.view.tools.versions
    shown = versions.fontMetrics().horizontalAdvance(versions.currentText())
    assert shown <= room_of(versions) < shown + theme.px(12)
    every = [versions.itemText(row) for row in range(versions.count())]
    widest = max(versions.fontMetrics().horizontalAdvance(text) for text in every)
    assert versions.view().minimumWidth() >= widest
    theme.use(PaletteName.LIGHT, 1.2)
    QApplication.processEvents()
    assert room_of(versions) >= versions.fontMetrics().horizontalAdvance(versions.currentText())
    assert tools.versions.isVisible()


def test_that_what_a_draft_replaces_stays_in_one_line(qtbot: QtBot, theme: Theme) -> None:
    chart = Chart(chart_services())
    chart.begin()
    screen = opened(qtbot, theme, chart)
    screen.lines.add("bupropion")
    screen.lines.cancel()
    screen.presenter.set_words("Take care.", "")
    QApplication.processEvents()
    told = next(
        label for label in screen.view.tools.findChildren(Label) if label.text().startswith("replaces")
    )
    saved = [label.text() for label in screen.view.tools.findChildren(Label) if label.isVisible()]
    assert any(text.startswith("Draft saved") for text in saved)
    assert told.width() >= told.fontMetrics().horizontalAdvance(told.text())
