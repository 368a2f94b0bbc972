"""The first run in a small window: nothing of it is out of reach."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.conventions.screen_watch import clipped, outside
from ui.kit.labels import Label
from ui.kit.layout.sections import SectionList
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme
from ui.screens.first_run.pages import Answers, Page
from ui.screens.first_run.view import FirstRunView

SMALL = (1024, 560)


def shown(theme: Theme, qtbot: QtBot, page: Page) -> FirstRunView:
    view = FirstRunView(theme)
    qtbot.addWidget(view)
    view.resize(*SMALL)
    with qtbot.waitExposed(view):
        view.show()
    view.show_page(page, Answers())
    return view


def place_in(view: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(view, QPoint()), widget.size())


def button(view: QWidget, words: str) -> QPushButton:
    return next(one for one in view.findChildren(QPushButton) if one.text().replace("&", "") == words)


def test_that_every_page_keeps_its_buttons_inside_the_window(theme: Theme, qtbot: QtBot) -> None:
    view = shown(theme, qtbot, Page.PLACE)
    for page, act in (
        (Page.PERSON, "Next"),
        (Page.HOURS, "Make the practice"),
        (Page.KEY, "Open MedManager"),
    ):
        view.show_page(page, Answers())
        assert QRect(QPoint(), QSize(*SMALL)).contains(place_in(view, button(view, act))), page


def test_that_a_refused_field_is_scrolled_into_sight_with_its_problem(theme: Theme, qtbot: QtBot) -> None:
    view = shown(theme, qtbot, Page.PERSON)
    view.show_problem("The two passwords differ. Type the second one again.", "again")
    qtbot.waitUntil(lambda: not view.person.again.visibleRegion().isEmpty())
    assert view.person.again.visibleRegion().boundingRect() == view.person.again.rect()


def test_that_enter_goes_on_from_a_field_and_presses_the_button_that_has_the_keyboard(
    theme: Theme, qtbot: QtBot
) -> None:
    view = shown(theme, qtbot, Page.PRACTICE)
    asked: list[str] = []
    view.next_requested.connect(lambda: asked.append("next"))
    view.back_requested.connect(lambda: asked.append("back"))
    QTest.keyClick(view.practice.name, Qt.Key.Key_Return)
    button(view, "Back").setFocus()
    QTest.keyClick(button(view, "Back"), Qt.Key.Key_Return)
    assert asked == ["next", "back"]


def test_that_a_page_begins_with_its_first_field(theme: Theme, qtbot: QtBot) -> None:
    view = shown(theme, qtbot, Page.PLACE)
    for page, first in ((Page.PRACTICE, view.practice.name), (Page.PERSON, view.person.name)):
        view.show_page(page, Answers())
        assert view.focusWidget() is first


def test_that_only_one_place_can_be_chosen(theme: Theme, qtbot: QtBot) -> None:
    view = shown(theme, qtbot, Page.PLACE)
    view.place.server.setChecked(True)
    assert not view.place.here.isChecked()
    assert view.place.url.isEnabled()


@pytest.mark.parametrize(("factor", "counted"), [(1.0, ""), (1.9, "2 of 5")])
def test_that_a_narrow_card_counts_the_steps_instead_of_listing_them(
    theme: Theme, qtbot: QtBot, factor: float, counted: str
) -> None:
    theme.use(PaletteName.LIGHT, factor)
    view = shown(theme, qtbot, Page.PRACTICE)
    view.resize(1024, 640)
    QApplication.processEvents()
    words = [one.text() for one in view.findChildren(Label) if one.isVisible() and " of " in one.text()]
    assert [one for one in words if one[0].isdigit()] == ([counted] if counted else [])
    (steps,) = view.findChildren(SectionList)
    assert steps.isVisible() is not bool(counted)
    assert [*clipped(view), *outside(view)] == []
