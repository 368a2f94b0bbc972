"""The door: work leaves the GUI thread here and its result comes back on it (`Door.run`, `Door.run_long`)."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot

from medmanager.domain.changes import Changes
from medmanager.domain.errors import Cancelled, MedManagerError, StoreUnavailable
from ui.kit.context import Failed, Feed, Lane, Notices, Progress

T = TypeVar("T")

FREE_WORKERS = 3
PROGRESS_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class _Arrival:
    """One message from a worker to the GUI thread: the end of a job, or a step of its progress."""

    job: int
    future: Future[Any] | None = None
    step: tuple[int, int, str] | None = None


@dataclass(slots=True)
class _Job:
    """What the GUI thread remembers of work that is out."""

    owner: object
    done: Callable[[Any], None]
    failed: Failed | None
    title: str = ""
    cancel: threading.Event = field(default_factory=threading.Event)
    future: Future[Any] | None = None
    work: Callable[[], object] | None = None
    """Held until the answer is delivered: work refers to its screen, and the last reference to a QObject must
    not be dropped in a worker, for it would be destroyed there.
    """


@dataclass(frozen=True, slots=True)
class LongWork:
    """Progress of one long job, as the shell shows it. `of` is 0 while the amount is not known."""

    job: int
    title: str
    done: int = 0
    of: int = 0
    text: str = ""


@dataclass(frozen=True)  # with slots, `Long[...](...)` raises
class Long(Generic[T]):
    """Long work with the words shown while it runs."""

    title: str
    work: Callable[[Progress], T]


class _Relay(QObject):
    """The one crossing point of threads: workers emit, the GUI thread delivers."""

    arrived = Signal(object)


class Door(QObject):
    """Runs work in lanes and delivers results, expected errors and bugs on the GUI thread.

    Work takes values and returns values; it must not touch a widget. Each answer has a turn of the event loop
    of its own, so that keys and painting come in between. Signals: `long_work_moved(LongWork)`
    when long work starts or advances, `long_work_ended(int)` with its job number, `busy_changed(bool)` for
    the store lane.
    """

    long_work_moved = Signal(object)
    long_work_ended = Signal(int)
    busy_changed = Signal(bool)

    def __init__(
        self,
        feed: Feed,
        notices: Notices,
        crash: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._feed, self._notices, self._crash = feed, notices, crash
        self._lanes = {
            Lane.STORE: ThreadPoolExecutor(1, thread_name_prefix="store"),
            Lane.FREE: ThreadPoolExecutor(FREE_WORKERS, thread_name_prefix="free"),
        }
        self._jobs: dict[int, _Job] = {}
        self._numbers = count(1)
        self._is_open = True
        self.refusals: list[str] = []
        """What the store said each time when it took nothing: full, gone, or silent."""
        self._ended: deque[_Arrival] = deque()
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._deliver)
        self._relay = _Relay()
        self._relay.arrived.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: object,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        lane: Lane = Lane.STORE,
    ) -> None:
        """Run `work` in a lane; call `done` with its result, or `failed` with an expected error."""
        if self._is_open:
            self._send(_Job(owner, done, failed), work, lane)

    def run_long(
        self,
        owner: object,
        long: Long[T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        lane: Lane = Lane.FREE,
    ) -> None:
        """As `run`, for work that reports progress and can be cancelled."""
        if self._is_open:
            job = _Job(owner, done, failed, long.title)
            number = next(self._numbers)
            report = _Reporter(number, job.cancel, self._relay)
            self.long_work_moved.emit(LongWork(number, long.title))
            self._send(job, partial(long.work, report), lane, number)

    def cancel(self, number: int) -> None:
        """Ask a long job to stop; it ends at its next progress report, or at once when it has not begun."""
        job = self._jobs.get(number)
        if job is not None:
            job.cancel.set()
            if job.future is not None:
                job.future.cancel()

    def close_owner(self, owner: object) -> None:
        """Drop the callbacks of a closed screen. Its work goes on: a save that was sent is still saved."""
        for job in self._jobs.values():
            if job.owner is owner:
                job.owner, job.done, job.failed = None, _drop, None

    def is_busy(self) -> bool:
        """Whether any work is out."""
        return bool(self._jobs)

    def finish(self) -> None:
        """Wait for ordinary work that is out, deliver its answers, and so on with what these ask for."""
        while out := [job.future for job in self._jobs.values() if job.future is not None and not job.title]:
            wait(out)
            self._deliver_all()

    def shut_down(self) -> None:
        """Take no more work, let ordinary store work finish, cancel long work, and deliver what came back."""
        self._is_open = False
        for number in [n for n, job in self._jobs.items() if job.title]:
            self.cancel(number)
        for pool in self._lanes.values():
            pool.shutdown(wait=True)
        self._deliver_all()
        self._jobs.clear()

    def _deliver_all(self) -> None:
        QCoreApplication.sendPostedEvents(self)
        while self._ended:
            self._deliver()

    def _send(self, job: _Job, work: Callable[[], object], lane: Lane, number: int = 0) -> None:
        number = number or next(self._numbers)
        self._jobs[number] = job
        if len(self._jobs) == 1:
            self.busy_changed.emit(True)
        job.work = work
        future = self._lanes[lane].submit(work)
        job.future = future
        future.add_done_callback(_Looker(number, self._relay))

    @Slot(object)
    def _arrived(self, arrival: _Arrival) -> None:
        job = self._jobs.get(arrival.job)
        if job is not None and arrival.step is not None:
            done, of, text = arrival.step
            self.long_work_moved.emit(LongWork(arrival.job, job.title, done, of, text))
        elif job is not None:
            self._ended.append(arrival)
            self._turns.start(0)

    @Slot()
    def _deliver(self) -> None:
        """The answer that came first; the others wait for their turn."""
        arrival = self._ended.popleft()
        if not self._ended:
            self._turns.stop()
        assert arrival.future is not None, "an arrival is either a step or an end"
        job = self._jobs.pop(arrival.job)
        if job.title:
            self.long_work_ended.emit(arrival.job)
        if not self._jobs:
            self.busy_changed.emit(False)
        self._end(job, arrival.future)

    def _end(self, job: _Job, future: Future[Any]) -> None:
        error = Cancelled() if future.cancelled() else future.exception()
        if error is None:
            result = future.result()
            if isinstance(result, Changes):
                self._feed.publish(result)
            job.done(result)
        elif isinstance(error, MedManagerError):
            self._tell(job, error)
        else:
            self._crash(error)

    def _tell(self, job: _Job, error: MedManagerError) -> None:
        if isinstance(error, StoreUnavailable):
            self.refusals.append(error.sentence)
        if job.failed is not None:
            job.failed(error)
        elif not isinstance(error, Cancelled):
            # Also for a closed screen: a save refused after the screen went away must not be lost silently.
            self._notices.warn(error.sentence)


class BoundAsk:
    """`Ask` for one owner."""

    def __init__(self, door: Door, owner: object) -> None:
        self._door, self._owner = door, owner

    def __call__(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        lane: Lane = Lane.STORE,
    ) -> None:
        self._door.run(self._owner, work, done, failed, lane)


class BoundAskLong:
    """`AskLong` for one owner."""

    def __init__(self, door: Door, owner: object) -> None:
        self._door, self._owner = door, owner

    def __call__(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        lane: Lane = Lane.FREE,
    ) -> None:
        self._door.run_long(self._owner, Long(title, work), done, failed, lane)


class _Reporter:
    """The `Progress` of one job, called in its worker thread."""

    def __init__(self, number: int, cancel: threading.Event, relay: _Relay) -> None:
        self._number, self._cancel, self._relay = number, cancel, relay
        self._last = 0.0

    def __call__(self, done: int, of: int, text: str) -> None:
        if self._cancel.is_set():
            raise Cancelled
        now = time.monotonic()
        if done >= of or now - self._last >= PROGRESS_EVERY_S:
            self._last = now
            self._relay.arrived.emit(_Arrival(self._number, step=(done, of, text)))


class _Looker:
    """Looks at a finished future whatever its end, and passes it on: a pool swallows what nobody asks for."""

    def __init__(self, number: int, relay: _Relay) -> None:
        self._number, self._relay = number, relay

    def __call__(self, future: Future[Any]) -> None:
        self._relay.arrived.emit(_Arrival(self._number, future))


def _drop(result: object) -> None:
    """Where the results of a closed screen go."""
