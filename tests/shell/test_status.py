"""The status bar says each state in words, never by colour alone."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medmanager.domain.practice import DeskStatus
from medmanager.domain.safety import EditionCard
from tests.builders import NOW, a_user
from ui.kit.theme import Theme
from ui.shell.status import SafetyState, left_states, right_states
from ui.shell.status_bar import StatusBar

CARD = EditionCard("2026.11.1", date(2026, 11, 20), "Not reviewed by a pharmacist yet", 523, 412)
BASE = SafetyState(CARD)


def status(**changes: object) -> DeskStatus:
    usual: dict[str, object] = {"last_backup": NOW - timedelta(hours=6), "demo": False}
    return DeskStatus("this computer", "practice", practice="Harbor Lane", **{**usual, **changes})  # type: ignore[arg-type]  # one builder for all fields


def test_that_a_missing_backup_is_loud() -> None:
    backup = left_states(status(last_backup=None), NOW, BASE)[1]
    assert backup.text == "No backup yet"
    assert backup.tone == "major"


def test_that_a_fresh_backup_tells_its_age() -> None:
    assert left_states(status(), NOW, BASE)[1].text == "Backup 6 h ago, verified"


def test_that_an_old_backup_asks_for_attention() -> None:
    backup = left_states(status(last_backup=NOW - timedelta(days=3)), NOW, BASE)[1]
    assert backup.tone == "moderate"


def test_that_unchecked_interactions_are_never_silent() -> None:
    safety = left_states(status(), NOW, SafetyState(problem="pairs.json cannot be read."))[2]
    assert "not checked" in safety.text
    assert (safety.tone, safety.tip) == ("major", "pairs.json cannot be read.")


def test_that_the_day_and_the_review_of_the_safety_data_are_told() -> None:
    safety = left_states(status(), NOW, BASE)[2]
    assert safety.text == "Safety data of Nov 20, 2026, not reviewed"
    assert "does not mean safe" in safety.tip


def test_that_what_is_wrong_with_the_safety_data_is_loud() -> None:
    card = replace(CARD, warnings=("It is more than a year old.",))
    safety = left_states(status(), NOW, SafetyState(card))[2]
    assert (safety.tone, safety.tip) == ("major", "It is more than a year old.")


def test_that_data_on_their_way_are_not_called_checked() -> None:
    assert "being read" in left_states(status(), NOW, SafetyState())[2].text


def test_that_the_demo_is_named_beside_the_practice() -> None:
    practice, user = right_states(status(demo=True), a_user())
    assert practice.text == "Demo practice: Harbor Lane"
    assert user.text == "Dr. Amara Osei · Provider"


def test_that_each_cell_tells_what_it_opens(qtbot: QtBot, theme: Theme) -> None:
    bar = StatusBar(theme)
    qtbot.addWidget(bar)
    bar.show_states(left_states(status(), NOW, BASE), right_states(status(), a_user()))
    clicked: list[str] = []
    bar.clicked.connect(clicked.append)
    for cell in bar.cells:
        assert cell.accessibleName()
        cell.click()
    assert clicked == ["store", "backup", "safety", "practice", "user"]


def test_that_new_states_take_the_place_of_the_old_ones(qtbot: QtBot, theme: Theme) -> None:
    bar = StatusBar(theme)
    qtbot.addWidget(bar)
    for _ in range(2):
        bar.show_states(left_states(status(), NOW, BASE), right_states(status(), a_user()))
    assert len(bar.cells) == 5


def shown(qtbot: QtBot, theme: Theme, width: int) -> StatusBar:
    bar = StatusBar(theme)
    qtbot.addWidget(bar)
    bar.resize(width, bar.height())
    bar.show()
    bar.show_states(left_states(status(), NOW, BASE), right_states(status(), a_user()))
    return bar


def squeeze(bar: StatusBar) -> None:
    """One px less than what stands there needs."""
    needed = sum(cell.sizeHint().width() for cell in bar.cells if cell.isVisible())
    bar.resize(needed - 1, bar.height())


def words_of(bar: StatusBar) -> list[str]:
    return [cell.text() for cell in bar.cells if cell.isVisible()]


def test_that_words_are_shortened_and_told_whole_in_the_tip_where_there_is_no_room(
    qtbot: QtBot, theme: Theme
) -> None:
    bar = shown(qtbot, theme, 1366)
    assert words_of(bar)[3:] == ["Harbor Lane", "Dr. Amara Osei · Provider"]
    squeeze(bar)
    assert words_of(bar)[2:] == ["Safety data of Nov 20, 2026, not reviewed", "Dr. Amara Osei · Provider"]
    squeeze(bar)
    assert words_of(bar) == ["Encrypted", "Backup 6 h ago", "Not reviewed", "Dr. Amara Osei"]
    assert "Safety data of Nov 20" in bar.cells[2].toolTip()
    assert bar.cells[2].accessibleName() == "Safety data of Nov 20, 2026, not reviewed"


def test_that_the_focus_stays_on_a_cell_when_its_words_change(qtbot: QtBot, theme: Theme) -> None:
    bar = shown(qtbot, theme, 1366)
    bar.activateWindow()
    QApplication.processEvents()
    bar.cells[1].setFocus()
    old = status(last_backup=NOW - timedelta(days=3))
    bar.show_states(left_states(old, NOW, BASE), right_states(old, a_user()))
    assert bar.cells[1].hasFocus()
    assert bar.cells[1].text() == "Backup 3 days ago, verified"
