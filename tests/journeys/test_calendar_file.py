"""A provider takes her visits along: from Settings to a file that a calendar program reads."""

from pathlib import Path

import pytest
from icalendar import Calendar

from tests.hand import Hand
from tests.journeys.faults import no_room
from tests.stage import PROVIDER, Stage
from ui.screens.settings import SettingsScreen
from ui.screens.settings.presenter import CALENDAR

SAVE = "Save calendar file…"


@pytest.fixture
def hand(stage: Stage) -> Hand:
    stage.enter(PROVIDER)
    hand = Hand(stage)
    hand.click("Settings")
    settings = stage.workspace.screen("settings")
    assert isinstance(settings, SettingsScreen)
    settings.view.open_section(CALENDAR)
    stage.settle()
    return hand


def summaries(file: Path) -> set[str]:
    calendar = Calendar.from_ical(file.read_bytes())
    assert isinstance(calendar, Calendar)
    return {str(event["summary"]) for event in calendar.events}


def test_that_ones_own_visits_and_then_those_of_everybody_are_saved(hand: Hand, tmp_path: Path) -> None:
    mine, all_of_them = tmp_path / "mine.ics", tmp_path / "all.ics"
    hand.click(SAVE)
    hand.choose_file(mine)
    assert hand.sees("The calendar file is saved with")
    assert "DEMO: Visit, follow-up" in summaries(mine)
    hand.choose("Whose visits", "Everybody")
    hand.click("Say what kind of visit each one is")
    hand.click(SAVE)
    hand.choose_file(all_of_them)
    assert {name for name in summaries(all_of_them) if "Canceled" not in name} == {
        "DEMO: Visit, Brodsky",
        "DEMO: Visit, Ferreira",
        "DEMO: Visit, Osei",
    }


def test_that_a_calendar_file_on_a_full_disk_is_refused_and_saved_once_there_is_room(
    hand: Hand, tmp_path: Path
) -> None:
    file = tmp_path / "disk" / "mine.ics"
    file.parent.mkdir()
    hand.click(SAVE)
    with no_room():
        hand.choose_file(file)
    assert hand.sees("The disk is full, so no calendar file was written.")
    assert list(file.parent.iterdir()) == []
    hand.click(SAVE)
    assert not hand.sees("The disk is full")
    hand.choose_file(file)
    assert hand.sees("The calendar file is saved with")
    assert [path.name for path in file.parent.iterdir()] == ["mine.ics"]
