"""The sign-in card: what it shows at first, and what its words make of it."""

from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.conventions.screen_watch import clipped, outside, overlapping
from ui.kit.card import Card
from ui.kit.chip import DemoChip
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme
from ui.screens.sign_in.door import Door
from ui.screens.sign_in.view import CARD, SignInView

WAITING = Door("Sign in", "log-in", "Looking for the practice…", "Sign in", waiting=True)
KNOWN = Door("Sign in", "log-in", "Main Street", "Sign in", (("osei", "Dr. Amara Osei"),), "osei")


def card(theme: Theme, qtbot: QtBot, door: Door) -> SignInView:
    view = SignInView(theme)
    qtbot.addWidget(view)
    view.show_door(door)
    view.resize(900, 700)
    with qtbot.waitExposed(view):
        view.show()
    return view


def words(view: QWidget) -> list[str]:
    """Every word that is seen."""
    shown = [one for one in view.findChildren(QWidget) if one.isVisible()]
    texts = [one.text() for one in shown if isinstance(one, QLabel | QPushButton)]
    return [text for text in texts if text]


def places(view: QWidget) -> list[tuple[int, int]]:
    """Where the fields stand."""
    fields = [*view.findChildren(QComboBox), *view.findChildren(QLineEdit)]
    return [one.mapTo(view, QPoint()).toTuple() for one in fields if one.isVisible()]


def test_that_the_first_picture_shows_the_sign_in_and_nothing_of_other_cards(
    theme: Theme, qtbot: QtBot
) -> None:
    view = card(theme, qtbot, WAITING)
    chip = view.findChild(DemoChip)
    assert chip is not None
    assert not chip.isVisible()
    assert words(view) == [
        "MedManager", "Sign in", "Looking for the practice…", "&User", "&Password", "Sign in",
        "Use &recovery key", "Restore a &backup",
    ]  # fmt: skip


def test_that_nothing_moves_when_the_people_come(theme: Theme, qtbot: QtBot) -> None:
    view = card(theme, qtbot, WAITING)
    before = places(view)
    view.show_door(KNOWN)
    view.grab()
    assert places(view) == before
    assert len(before) == 2


def test_that_without_people_a_name_can_be_typed(theme: Theme, qtbot: QtBot) -> None:
    seen = words(card(theme, qtbot, Door("Sign in", "log-in", "", "Sign in")))
    assert "Sign-in &name" in seen
    assert "&User" not in seen


def test_that_enter_presses_nothing_while_the_password_is_tried(theme: Theme, qtbot: QtBot) -> None:
    view = card(theme, qtbot, KNOWN)
    view.take_keyboard()
    view.show_busy(True)
    assert [one.text() for one in view.findChildren(QPushButton) if one.isVisible() and one.isEnabled()] == []
    view.refuse("That password does not open it.")
    assert all(one.isEnabled() for one in view.findChildren(QPushButton) if one.isVisible())


def test_that_its_first_picture_is_told_once(theme: Theme, qtbot: QtBot) -> None:
    view = SignInView(theme)
    qtbot.addWidget(view)
    seen: list[bool] = []
    view.seen.connect(lambda: seen.append(True))
    assert not seen
    view.grab()
    view.grab()
    assert seen == [True]


def test_that_the_card_grows_with_the_text_and_scrolls_in_a_low_window(theme: Theme, qtbot: QtBot) -> None:
    seen: list[None] = []
    view = SignInView(theme)
    view.seen.connect(lambda: seen.append(None))
    qtbot.addWidget(view)
    view.show_door(replace(KNOWN, title="Locked", may_switch=True))
    view.refuse("The name or the password is not right. Check the Caps Lock key and type it again.")
    view.resize(1024, 500)
    with qtbot.waitExposed(view):
        view.show()
    theme.use(PaletteName.LIGHT, 1.9)
    QApplication.processEvents()
    found = [*clipped(view), *overlapping(view), *outside(view)]
    assert (found, len(seen)) == ([], 1)
    assert [one.width() for one in view.findChildren(Card)] == [theme.px(CARD)]
