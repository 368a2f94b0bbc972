"""A job on its way to a printer: the screen draws it, the door shows how far it is and may stop it. No Qt."""

from __future__ import annotations

import threading
from functools import partial

from medmanager.domain.errors import Cancelled, MedManagerError
from ui.kit.context import Context, Progress

LOOK_EVERY_S = 0.1
NOT_ALL = ", not all of it"
"""Noted behind the printer of a paper that went out in part."""
BROKEN_OFF = (
    "A screen was closed while its paper was on the way to the printer. Look at what came out, and print the "
    "paper again."
)


class PrintJob:
    """Pages are drawn where the window is; `follow` is the long work beside it that only looks on."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._is_broken = False
        self.done = self._of = 0
        self.is_stopped = False
        """Whether somebody stopped it: nothing more is to be drawn."""

    def moved(self, done: int, of: int) -> None:
        """So many pages are drawn."""
        self.done, self._of = done, of

    def end(self) -> None:
        """All is drawn, or nothing more will be."""
        self._ended.set()

    def break_off(self) -> None:
        """Whoever drew it is gone."""
        self._is_broken = True
        self._ended.set()

    def stop(self) -> None:
        """Nothing more is to be drawn."""
        self.is_stopped = True

    def follow(self, report: Progress) -> None:
        """Tell how far it is until it has ended. Raises Cancelled when somebody stopped it, MedManagerError
        when whoever drew it went away before its end.
        """
        try:
            while not self._ended.wait(LOOK_EVERY_S):
                report(self.done, self._of, f"{self.done} of {self._of} pages" if self._of else "")
        except Cancelled:
            self.stop()
            raise
        if self._is_broken:
            raise MedManagerError(BROKEN_OFF)


def follow(context: Context, title: str, job: PrintJob) -> None:
    """Let the shell show how far a job is, with Cancel. That all pages went out is said by the printer."""
    context.ask_long(title, job.follow, _told_by_the_printer, partial(_not_followed, context, job))


def _told_by_the_printer(_: None) -> None:
    """Nothing to say."""


def _not_followed(context: Context, job: PrintJob, error: MedManagerError) -> None:
    """Stopped, perhaps before anybody had begun to look on."""
    job.stop()
    if not isinstance(error, Cancelled):
        context.notices.warn(error.sentence)
