"""The fail-safe sheets of the next clinic day: made off the window, told, and sent to a printer. No Qt."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from medmanager.domain.changes import Changes
from medmanager.domain.errors import Cancelled, MedManagerError
from medmanager.domain.paper.fail_safe_run import FailSafeMissing, FailSafeRun
from ui.kit import words
from ui.kit.context import Context
from ui.kit.paper.print_job import PrintJob, told_by_the_printer

TITLE = "Fail-safe sheets"
STOPPED = "Stopped. No sheet was filed."
PRINTING = "Printing the fail-safe sheets"


class FailSafeDisplay(Protocol):
    """What the presenter asks of its view."""

    def set_busy(self, busy: bool) -> None: ...
    def ask_printer(self, title: str) -> None: ...
    def send(self, contents: tuple[bytes, ...]) -> PrintJob: ...


class FailSafePresenter:
    """One job at a time. What could not be made is told by time and initials, never by name."""

    def __init__(self, context: Context, display: FailSafeDisplay) -> None:
        self._context, self._display = context, display
        self._run: FailSafeRun | None = None
        self._target = ""
        self._busy = False

    def start(self) -> None:
        """Make the sheets, with progress and Cancel in the shell."""
        if self._busy:
            return
        self._set_busy(True)
        self._context.ask_long(TITLE, self._context.services.fail_safe.make, self._made, self._failed)

    def print_to(self, printer: str) -> None:
        """A printer was chosen: it gets the filed bytes, in the order of the day."""
        if self._run is None:
            return
        self._target = printer
        contents = self._context.services.fail_safe.contents
        self._context.ask(partial(contents, self._run.made), self._send)

    def sent(self) -> None:
        """The printer has taken all pages."""
        if self._run is None:
            return
        printed, count = self._context.services.fail_safe.printed, len(self._run.made)
        note = partial(printed, self._run.made, self._target)
        self._context.ask(note, partial(self._printed, count))

    def not_sent(self, sentence: str) -> None:
        """The printer did not take them; they are on file under each patient."""
        self._context.notices.warn(f"Not printed. {sentence}")

    def _send(self, contents: tuple[bytes, ...]) -> None:
        self._context.ask_long(PRINTING, self._display.send(contents).follow, told_by_the_printer)

    def _made(self, run: FailSafeRun) -> None:
        self._set_busy(False)
        self._run = run
        self._context.feed.publish(run.changes)
        count = words.counted(len(run.made), "sheet")
        if run.missing:
            self._context.notices.warn(
                f"{count} made, {len(run.missing)} not: {_listed(run.missing)} {run.missing[0].why}"
            )
        self._display.ask_printer(f"{TITLE}, {words.dated(run.on)}")

    def _failed(self, error: MedManagerError) -> None:
        self._set_busy(False)
        if isinstance(error, Cancelled):
            self._context.notices.say(STOPPED)
        else:
            self._context.notices.warn(error.sentence)

    def _printed(self, count: int, changes: Changes) -> None:
        self._context.notices.say(f"{words.counted(count, 'sheet')} sent to {self._target}.")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._display.set_busy(busy)


def _listed(missing: tuple[FailSafeMissing, ...]) -> str:
    told = words.listing([f"{one.at.hour}:{one.at.minute:02d} {one.initials}".strip() for one in missing])
    return f"{told}."
