"""A list that drops down: scrolling over it turns the page."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.fields.choice_box import ChoiceBox
from ui.kit.fields.pull_down import PullDown


def turned_over(box: PullDown) -> QWheelEvent:
    """The wheel is turned with the mouse over the list."""
    middle = box.rect().center()
    turned = QWheelEvent(
        QPointF(middle),
        QPointF(box.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turned)
    return turned


@pytest.mark.parametrize("make", [PullDown, partial(ChoiceBox, 8)], ids=["usual", "narrow"])
def test_that_the_wheel_is_left_to_the_page_and_never_turns_the_choice(
    make: Callable[[], PullDown], qtbot: QtBot
) -> None:
    box = make()
    qtbot.addWidget(box)
    box.addItems(["tablet", "capsule", "liquid"])
    box.show()
    assert not turned_over(box).isAccepted()
    assert box.currentIndex() == 0
