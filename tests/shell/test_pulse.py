"""The frame tells when the practice cannot be reached, when it is back, and what others changed."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from medmanager.domain.changes import Change, Changes
from medmanager.domain.errors import StoreUnavailable
from medmanager.domain.practice import DeskStatus
from medmanager.domain.safety import EditionCard
from tests.builders import NOW, a_session, new_id
from tests.kit.fakes import NotedNotices, SetClock, fake_context
from ui.kit.notice import NoticeBar
from ui.kit.theme import Theme
from ui.shell.frame import Frame
from ui.shell.pulse import Pulse

GONE = "The practice server does not answer."
PLAN = Changes((Change("plan", new_id(), new_id()),))


class Rig:
    """A pulse over a store that answers or does not."""

    def __init__(self, theme: Theme) -> None:
        self.session, self.changes = a_session(), Changes()
        self.answers, self.questions = True, 0
        services = SimpleNamespace(
            session=self.session,
            news=SimpleNamespace(hear=self.hear),
            backups=SimpleNamespace(status=self.status),
            knowledge=SimpleNamespace(edition=self.edition),
        )
        self.context = fake_context(services)
        self.frame = Frame(theme, NoticeBar(theme))
        self.pulse = Pulse(self.context, self.frame)

    def hear(self) -> Changes:
        self.questions += 1
        self._check()
        return self.changes

    def status(self) -> DeskStatus:
        self._check()
        return DeskStatus("practice server", "here", NOW, "Harbor Lane", demo=False)

    def edition(self) -> EditionCard:
        return EditionCard("2026.11.1", date(2026, 11, 20), "Not reviewed by a pharmacist yet")

    @property
    def told(self) -> str:
        return self.frame.status.cells[0].text()

    def _check(self) -> None:
        if not self.answers:
            raise StoreUnavailable(GONE)


@pytest.fixture
def rig(qtbot: QtBot, theme: Theme) -> Iterator[Rig]:
    made = Rig(theme)
    qtbot.addWidget(made.frame)
    made.pulse.start()
    yield made
    made.pulse.rest()


def test_that_a_store_that_is_away_is_told_in_the_status_bar_and_nowhere_else(rig: Rig) -> None:
    assert rig.told == "Connected to the practice server"
    rig.answers = False
    rig.pulse.look()
    assert rig.told == "The practice cannot be reached"
    assert rig.frame.status.cells[0].toolTip() == GONE
    rig.pulse.beat()
    assert rig.told == "The practice cannot be reached"
    assert isinstance(rig.context.notices, NotedNotices)
    assert rig.context.notices.warned == []


def test_that_its_return_is_told_once(qtbot: QtBot, rig: Rig) -> None:
    rig.answers = False
    rig.pulse.look()
    rig.answers = True
    with qtbot.waitSignal(rig.pulse.came_back) as back:
        rig.pulse.look()
    assert back.args == [GONE]
    assert rig.told == "Connected to the practice server"
    with qtbot.assertNotEmitted(rig.pulse.came_back):
        rig.pulse.look()


def test_that_what_others_changed_reaches_the_screens(rig: Rig) -> None:
    heard: list[Changes] = []
    rig.context.feed.subscribe(rig, heard.append)
    rig.changes = PLAN
    rig.pulse.look()
    assert heard == [PLAN]


def test_that_the_time_is_told_as_the_minute_turns(rig: Rig) -> None:
    assert isinstance(rig.context.clock, SetClock)
    rig.context.clock.advance(seconds=42.5)
    rig.pulse.rest()
    rig.pulse.start()
    minute, _ = rig.pulse.findChildren(QTimer)
    assert minute.interval() == 17_500
    rig.context.clock.advance(seconds=18)
    minute.timeout.emit()
    assert minute.interval() == 59_500
