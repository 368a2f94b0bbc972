"""The fail-safe sheets of the next clinic day: made off the window, told, and sent to a printer. No Qt."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from medmanager.domain.changes import Changes
from medmanager.domain.errors import Cancelled, MedManagerError
from medmanager.domain.ids import DocumentId
from medmanager.domain.paper.fail_safe_run import FailSafeMissing, FailSafeRun
from ui.kit import words
from ui.kit.context import Context
from ui.kit.paper.print_job import NOT_ALL, PrintJob, follow

TITLE = "Fail-safe sheets"
STOPPED = "Stopped. No sheet was filed."
PRINTING = "Printing the fail-safe sheets"


class FailSafeDisplay(Protocol):
    """What the presenter asks of its view."""

    def set_busy(self, busy: bool) -> None: ...
    def ask_printer(self, title: str) -> None: ...
    def send(self, contents: tuple[bytes, ...]) -> PrintJob | None: ...


class FailSafePresenter:
    """One job at a time. What could not be made is told by time and initials, never by name."""

    def __init__(self, context: Context, display: FailSafeDisplay) -> None:
        self._context, self._display = context, display
        self._run: FailSafeRun | None = None
        self._going: tuple[tuple[DocumentId, ...], str] | None = None
        """The sheets that are on their way to a printer, and to which."""
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
        made, contents = self._run.made, self._context.services.fail_safe.contents
        self._context.ask(partial(contents, made), partial(self._send, made, printer))

    def sent(self) -> None:
        """The printer has taken all pages."""
        if self._going is not None:
            (made, target), self._going = self._going, None
            self._note(made, target, f"{words.counted(len(made), 'sheet')} sent to {target}.")

    def not_sent(self, sentence: str, begun: bool) -> None:
        """The printer did not take all of them; they are on file under each patient. Where some may have come
        out, that is noted.
        """
        self._context.notices.warn(f"Not printed. {sentence}")
        if begun and self._going is not None:
            (made, target), self._going = self._going, None
            self._note(made, f"{target}{NOT_ALL}", "")

    def _send(self, made: tuple[DocumentId, ...], target: str, contents: tuple[bytes, ...]) -> None:
        job = self._display.send(contents)
        if job is not None:
            self._going = made, target
            follow(self._context, PRINTING, job)

    def _note(self, made: tuple[DocumentId, ...], target: str, said: str) -> None:
        printed = self._context.services.fail_safe.printed
        self._context.ask(partial(printed, made, target), partial(self._noted, said))

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

    def _noted(self, said: str, _: Changes) -> None:
        if said:
            self._context.notices.say(said)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._display.set_busy(busy)


def _listed(missing: tuple[FailSafeMissing, ...]) -> str:
    told = words.listing([f"{one.at.hour}:{one.at.minute:02d} {one.initials}".strip() for one in missing])
    return f"{told}."
