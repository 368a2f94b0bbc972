"""A scroll area is never narrower than what it holds, and is quiet while it is taken apart."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.kit.layout.scroll import ScrollArea


def test_that_an_area_is_as_wide_as_what_it_holds(qtbot: QtBot) -> None:
    label = QLabel("a sentence that is not wrapped and needs all of its width")
    area = ScrollArea(label)
    qtbot.addWidget(area)
    area.eventFilter(label, QEvent(QEvent.Type.LayoutRequest))
    assert area.minimumWidth() > label.minimumSizeHint().width() > 100


def test_that_an_area_that_is_taken_apart_still_answers_qt(qtbot: QtBot) -> None:
    label = QLabel("a word")
    area = ScrollArea(label)
    qtbot.addWidget(area)
    # What a collection of garbage does before Qt hears of it.
    vars(area).clear()
    assert area.eventFilter(label, QEvent(QEvent.Type.LayoutRequest)) is False
