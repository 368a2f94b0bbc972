"""How long the GUI thread is held: the gaps between the beats of a timer of ten milliseconds."""

import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot

EVERY_MS = 10


class Heartbeat(QObject):
    """Runs while it is asked to; `longest` is the longest time in which the GUI thread could not answer."""

    def __init__(self) -> None:
        super().__init__()
        self._gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Forget what was, and count from now."""
        self._gaps = []
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> float:
        """Milliseconds of the longest gap since the start."""
        self._beat()
        self._timer.stop()
        return max(self._gaps)

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        self._gaps.append((now - self._last) * 1000)
        self._last = now
