"""Hooks for our own bugs: log first, rescue drafts, one sober dialog, no patient data, nothing sent
anywhere.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QPushButton

from medmanager.bugs import describe

log = logging.getLogger(__name__)

STORM_S, MOST = 2.0, 3
"""The same bug within so many seconds of the last time is not shown, nor after it was shown so often."""
NEVER = float("-inf")

WHAT = "Something went wrong inside MedManager."
WHAT_NEXT = (
    "It is not your doing. What you typed was put aside as drafts; signed records are untouched.\n\n"
    "You can go on, or quit and start again. If it happens twice, copy the details for whoever looks after "
    "this computer: they hold places in the program, never patient data."
)


class CrashReporter(QObject):
    """Takes any unexpected error from any thread (`report`), and shows one dialog at a time on the GUI
    thread.

    `rescue` writes unsaved drafts; it is called first, in the GUI thread. `show_dialog` and `now`, a clock in
    seconds, may be replaced in tests. Signals: `reported(str)` with the description.
    """

    reported = Signal(str)
    _came = Signal(str)

    def __init__(
        self,
        rescue: Callable[[], None],
        show_dialog: Callable[[str], None] | None = None,
        now: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rescue = rescue
        self._show_dialog = show_dialog or show_crash_dialog
        self._now = now
        self._is_showing = False
        self._known: dict[str, tuple[int, float]] = {}
        self._closed_at = NEVER
        # Never at once: the error may come out of a paint event, in which no dialog can run.
        self._came.connect(self._handle, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of the interpreter."""
        sys.excepthook = self._excepthook
        threading.excepthook = self._thread_excepthook
        sys.unraisablehook = self._unraisable

    def report(self, error: BaseException) -> None:
        """Log an error, then show it as soon as the event loop runs; may be called from any thread."""
        told = describe(error)
        log.critical("unexpected error\n%s", told)
        _let_go(error)
        self._came.emit(told)

    @Slot(str)
    def _handle(self, told: str) -> None:
        self.reported.emit(told)
        if self._is_storm(told) or self._is_showing:
            return
        try:
            self._rescue()
        except Exception as second:  # noqa: BLE001 - the rescue must not hide the first error
            log.critical("drafts were not rescued\n%s", describe(second))
        self._is_showing = True
        try:
            self._show_dialog(told)
        finally:
            self._is_showing, self._closed_at = False, self._now()

    def _is_storm(self, told: str) -> bool:
        """Whether this bug comes by itself, with every picture or every tick, or on the heels of another one:
        nobody could go on with a dialog for each.
        """
        times, last = self._known.get(told, (0, NEVER))
        is_storm = self._now() - max(last, self._closed_at) < STORM_S or times >= MOST
        self._known[told] = (times if is_storm else times + 1, self._now())
        return is_storm

    def _excepthook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        self.report(error.with_traceback(trace))

    def _thread_excepthook(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            self.report(hook.exc_value.with_traceback(hook.exc_traceback))

    def _unraisable(self, hook: sys.UnraisableHookArgs) -> None:
        """An error while something was thrown away: nothing was lost by it, so it is logged only."""
        if hook.exc_value is not None:
            log.error("error that could not be raised\n%s", describe(hook.exc_value))


def _let_go(error: BaseException | None) -> None:
    """What the frames of an error hold goes now: a painter in there would keep its widget from being painted
    again.
    """
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def show_crash_dialog(details: str) -> None:
    """The dialog: go on, quit, or copy the details. It lies over the main window, and looks like it."""
    windows = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow))
    box = QMessageBox(QMessageBox.Icon.NoIcon, "MedManager", WHAT, parent=next(windows, None))
    box.setInformativeText(WHAT_NEXT)
    copy: QPushButton = box.addButton("&Copy details", QMessageBox.ButtonRole.ActionRole)
    quit_button = box.addButton("&Quit", QMessageBox.ButtonRole.DestructiveRole)
    go_on = box.addButton("&Go on", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(go_on)
    box.setEscapeButton(go_on)
    box.exec()
    while box.clickedButton() is copy:
        QApplication.clipboard().setText(details)
        box.exec()
    if box.clickedButton() is quit_button:
        QCoreApplication.quit()
