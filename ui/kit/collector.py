"""Collects garbage on the GUI thread only.

Python collects cycles in whichever thread happens to allocate. A widget or other QObject in a cycle is then
destroyed in a worker of the door, and the process ends. So the automatic collection is off while the
application runs, and the event loop does it in small, timed steps.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_EVERY_MS = 500
YOUNG, MIDDLE = 5_000, 20
"""Allocations that make the youngest generation due, and how many collections make the next one due."""


class Collector(QObject):
    """`start` takes the collection over, `stop` gives it back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on only the event loop collects."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Python collects by itself again; call it on the GUI thread, when no worker runs any more.

        What was settled stays settled: modules and the like live as long as the process.
        """
        self._timer.stop()
        gc.collect()
        gc.enable()

    def settle(self) -> None:
        """What lives by now, modules above all, stays: full collections need not look at it. Once only."""
        if not gc.get_freeze_count():
            gc.collect()
            gc.freeze()

    @Slot()
    def look(self) -> None:
        """Collect the generations that are due."""
        young, middle, old = gc.get_count()
        if young < YOUNG:
            return
        if old >= MIDDLE:
            gc.collect(2)
        elif middle >= MIDDLE:
            gc.collect(1)
        else:
            gc.collect(0)
