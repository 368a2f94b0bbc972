"""How long the GUI thread is held: the gaps between the beats of a timer of ten milliseconds."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Slot

EVERY_MS = 10


@dataclass(frozen=True, slots=True, order=True)
class Hold:
    """One time in which the GUI thread could not answer: milliseconds by the clock, and those at work in it.

    The rest the thread waited, for another thread of this program or for another program of a busy machine.
    """

    milliseconds: float
    at_work: float


class Heartbeat(QObject):
    """Runs while it is asked to; `stop` tells the longest time in which the GUI thread could not answer."""

    def __init__(self) -> None:
        super().__init__()
        self._holds: list[Hold] = []
        self._last = self._now()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """Forget what was, and count from now."""
        self._holds = []
        self._last = self._now()
        self._timer.start()

    def stop(self) -> Hold:
        """The longest since the start."""
        self.beat()
        self._timer.stop()
        return max(self._holds)

    @Slot()
    def beat(self) -> None:
        """The GUI thread could answer."""
        now = self._now()
        self._holds.append(Hold(now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now

    def _now(self) -> tuple[float, float]:
        return time.perf_counter() * 1000, time.thread_time() * 1000
