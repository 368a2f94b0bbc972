"""A job on its way to a printer: the screen draws it, the door shows how far it is and may stop it. No Qt."""

from __future__ import annotations

import threading

from medmanager.domain.errors import Cancelled
from ui.kit.context import Progress

LOOK_EVERY_S = 0.1


class PrintJob:
    """Pages are drawn where the window is; `follow` is the long work beside it that only looks on."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self.done = self._of = 0
        self.is_stopped = False
        """Whether somebody stopped it: nothing more is to be drawn."""

    def moved(self, done: int, of: int) -> None:
        """So many pages are drawn."""
        self.done, self._of = done, of

    def end(self) -> None:
        """All is drawn, or nothing more will be."""
        self._ended.set()

    def follow(self, report: Progress) -> None:
        """Tell how far it is until it has ended. Raises Cancelled when somebody stopped it."""
        try:
            while not self._ended.wait(LOOK_EVERY_S):
                report(self.done, self._of, f"{self.done} of {self._of} pages" if self._of else "")
        except Cancelled:
            self.is_stopped = True
            raise


def told_by_the_printer(_: None) -> None:
    """For who follows a job: that all pages went out is said once the printer has taken them."""
