"""The door: order, threads, errors, closed screens, progress, shutting down."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

from medmanager.domain.changes import Change, Changes
from medmanager.domain.errors import Cancelled, MedManagerError, StaleRecord, StoreUnavailable
from tests.kit.fakes import NotedNotices
from ui.kit.context import Lane, Progress
from ui.kit.feed import ChangeFeed
from ui.kit.tasks import BoundAsk, BoundAskLong, Door, LongWork


class Gate(QObject):
    """Lets a test hold a worker and be told when it is in."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.open = threading.Event()

    def wait(self) -> str:
        self.entered.emit()
        assert self.open.wait(5), "the gate was never opened"
        return "through"


class Rig:
    """A door with everything it reports to."""

    def __init__(self) -> None:
        self.feed, self.notices = ChangeFeed(), NotedNotices()
        self.crashes: list[BaseException] = []
        self.door = Door(self.feed, self.notices, self.crashes.append)
        self.ask = BoundAsk(self.door, self)
        self.ask_long = BoundAskLong(self.door, self)
        self.answers: list[object] = []
        self.errors: list[MedManagerError] = []


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    made = Rig()
    yield made
    made.door.shut_down()


def settled(qtbot: QtBot, rig: Rig) -> None:
    qtbot.waitUntil(lambda: not rig.door.is_busy(), timeout=5000)


def raising(error: BaseException) -> Callable[[], object]:
    def work() -> object:
        raise error

    return work


def test_that_work_runs_in_another_thread_and_answers_in_this_one(qtbot: QtBot, rig: Rig) -> None:
    seen: list[tuple[int, int]] = []
    rig.ask(threading.get_ident, lambda worker: seen.append((worker, threading.get_ident())))
    settled(qtbot, rig)
    ((worker, answered),) = seen
    assert worker != threading.get_ident()
    assert answered == threading.get_ident()


def test_that_the_store_lane_keeps_order(qtbot: QtBot, rig: Rig) -> None:
    done: list[int] = []
    for number in range(50):
        rig.ask(partial(done.append, number), rig.answers.append)
    settled(qtbot, rig)
    assert done == list(range(50))


def test_that_each_answer_has_a_turn_of_its_own(qtbot: QtBot, rig: Rig) -> None:
    ended = threading.Event()
    for number in range(4):
        rig.ask(partial(int, number), rig.answers.append)
    rig.ask(ended.set, rig.answers.append)
    assert ended.wait(5)
    counts = []
    while rig.door.is_busy():
        QCoreApplication.processEvents()
        counts.append(len(rig.answers))
    steps = [after - before for before, after in pairwise([0, *counts])]
    assert rig.answers == [0, 1, 2, 3, None]
    assert max(steps) == 1, "others had no turn in between"


def test_that_a_screen_that_is_closed_by_an_answer_does_not_hear_the_next_one(qtbot: QtBot, rig: Rig) -> None:
    rig.ask(partial(int, 1), lambda _: rig.door.close_owner(rig))
    rig.ask(partial(int, 2), rig.answers.append)
    settled(qtbot, rig)
    assert rig.answers == []


def test_that_the_store_lane_does_one_thing_at_a_time(qtbot: QtBot, rig: Rig) -> None:
    gate, saved = Gate(), list[str]()
    rig.ask(gate.wait, lambda result: saved.append(result))
    rig.ask(lambda: saved.append("second"), rig.answers.append)
    for _ in range(20):
        rig.ask(lambda: "free", rig.answers.append, lane=Lane.FREE)
    qtbot.waitUntil(lambda: len(rig.answers) == 20, timeout=5000)
    assert saved == []
    gate.open.set()
    settled(qtbot, rig)
    assert sorted(saved) == ["second", "through"]


def test_that_the_free_lane_does_not_wait_for_the_store_lane(qtbot: QtBot, rig: Rig) -> None:
    gate = Gate()
    rig.ask(gate.wait, rig.answers.append)
    rig.ask(lambda: "printed", rig.answers.append, lane=Lane.FREE)
    qtbot.waitUntil(lambda: rig.answers == ["printed"], timeout=5000)
    gate.open.set()
    settled(qtbot, rig)
    assert rig.answers == ["printed", "through"]


def test_that_an_expected_error_goes_to_failed(qtbot: QtBot, rig: Rig) -> None:
    rig.ask(raising(StaleRecord("plan")), rig.answers.append, rig.errors.append)
    settled(qtbot, rig)
    assert [type(error) for error in rig.errors] == [StaleRecord]
    assert not rig.notices.warned
    assert not rig.answers


def test_that_an_expected_error_without_failed_becomes_a_notice(qtbot: QtBot, rig: Rig) -> None:
    rig.ask(raising(StaleRecord("plan", "Look again.")), rig.answers.append)
    settled(qtbot, rig)
    assert rig.notices.warned == ["Look again."]


@pytest.mark.parametrize("bug", [ZeroDivisionError(), SystemExit(2)])
def test_that_a_bug_goes_to_the_crash_hook_and_the_lane_lives_on(
    qtbot: QtBot, rig: Rig, bug: BaseException
) -> None:
    rig.ask(raising(bug), rig.answers.append, rig.errors.append)
    rig.ask(lambda: "alive", rig.answers.append)
    settled(qtbot, rig)
    assert rig.crashes == [bug]
    assert rig.answers == ["alive"]
    assert not rig.errors


def test_that_a_closed_screen_is_not_called_but_its_work_is_done(qtbot: QtBot, rig: Rig) -> None:
    gate, saved = Gate(), list[str]()
    with qtbot.waitSignal(gate.entered):
        rig.ask(gate.wait, rig.answers.append)
    rig.ask(lambda: saved.append("draft"), rig.answers.append)
    rig.door.close_owner(rig)
    gate.open.set()
    settled(qtbot, rig)
    assert rig.answers == []
    assert saved == ["draft"]


def test_that_a_save_refused_after_its_screen_closed_is_still_told(qtbot: QtBot, rig: Rig) -> None:
    rig.ask(raising(StaleRecord("visit", "Not saved.")), rig.answers.append, rig.errors.append)
    rig.door.close_owner(rig)
    settled(qtbot, rig)
    assert rig.notices.warned == ["Not saved."]
    assert not rig.errors


def test_that_a_result_of_changes_is_published_before_done(qtbot: QtBot, rig: Rig) -> None:
    order: list[str] = []
    rig.feed.subscribe(rig, lambda changes: order.append("feed"))
    changes = Changes((Change("plan", UUID(int=1)),))
    rig.ask(lambda: changes, lambda result: order.append("done"))
    settled(qtbot, rig)
    assert order == ["feed", "done"]


def test_that_long_work_reports_and_ends(qtbot: QtBot, rig: Rig) -> None:
    steps: list[LongWork] = []
    rig.door.long_work_moved.connect(steps.append)

    def work(report: Progress) -> str:
        report(3, 3, "pages")
        return "printed"

    rig.ask_long("Printing", work, rig.answers.append)
    with qtbot.waitSignal(rig.door.long_work_ended, timeout=5000):
        pass
    assert [(step.title, step.done, step.of, step.text) for step in steps] == [
        ("Printing", 0, 0, ""),
        ("Printing", 3, 3, "pages"),
    ]
    settled(qtbot, rig)
    assert rig.answers == ["printed"]


def test_that_cancelled_work_stops_at_its_next_report(qtbot: QtBot, rig: Rig) -> None:
    gate, steps = Gate(), list[LongWork]()
    rig.door.long_work_moved.connect(steps.append)

    def work(report: Progress) -> str:
        gate.wait()
        report(1, 2, "half")
        return "never"

    with qtbot.waitSignal(gate.entered):
        rig.ask_long("Backup", work, rig.answers.append, rig.errors.append)
    rig.door.cancel(steps[0].job)
    gate.open.set()
    settled(qtbot, rig)
    assert [type(error) for error in rig.errors] == [Cancelled]
    assert not rig.answers


def test_that_cancelling_without_failed_says_nothing(qtbot: QtBot, rig: Rig) -> None:
    rig.ask_long("Backup", lambda report: raising(Cancelled())(), rig.answers.append)
    settled(qtbot, rig)
    assert not rig.notices.warned
    assert not rig.crashes


def test_that_shutting_down_finishes_what_was_sent_and_takes_no_more(qtbot: QtBot, rig: Rig) -> None:
    saved: list[int] = []
    for number in range(5):
        rig.ask(partial(saved.append, number), rig.answers.append)
    rig.door.shut_down()
    rig.ask(lambda: saved.append(99), rig.answers.append)
    QCoreApplication.processEvents()
    assert saved == [0, 1, 2, 3, 4]
    assert len(rig.answers) == 5


def test_that_finishing_delivers_what_is_out_and_what_that_asks_for(qtbot: QtBot, rig: Rig) -> None:
    def ask_on(answer: object) -> None:
        rig.answers.append(answer)
        rig.ask(lambda: "second", rig.answers.append)

    rig.ask(lambda: "first", ask_on)
    rig.door.finish()
    assert rig.answers == ["first", "second"]
    assert not rig.door.is_busy()


def test_that_the_door_counts_what_the_store_did_not_take(qtbot: QtBot, rig: Rig) -> None:
    rig.ask(raising(StaleRecord("plan")), rig.answers.append, rig.errors.append)
    rig.ask(raising(StoreUnavailable("The disk is full.")), rig.answers.append, rig.errors.append)
    rig.door.finish()
    assert rig.door.refusals == ["The disk is full."]
