"""The application: joins theme, door, window, sign-in and workspace, and keeps them in step."""

from __future__ import annotations

import sys
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLocale, QObject, QSettings, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from medmanager.bootstrap import Opening
from medmanager.domain.errors import MedManagerError
from medmanager.domain.user import User
from ui.kit.collector import Collector
from ui.kit.crash import CrashReporter
from ui.kit.feed import ChangeFeed
from ui.kit.idle import IdleWatcher
from ui.kit.interpreter import answer_soon, protect_constants
from ui.kit.notice import NoticeBar
from ui.kit.palettes import PaletteName
from ui.kit.progress import ProgressStrip
from ui.kit.tasks import Door
from ui.kit.theme import Theme
from ui.kit.wiring import Contexts
from ui.screens.sign_in import SignInScreen
from ui.shell.ahead import Ahead, screens
from ui.shell.leaving import leaves_anyway
from ui.shell.look import Look
from ui.shell.navigation import Navigator
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from ui.screens.first_run import FirstRunScreen
    from ui.shell.finder import Command
    from ui.shell.workspace import Workspace

IDLE, ASKED = "after {} minutes without input", "because you asked"
UNKEPT = "{} What you typed is not lost yet: it is there as long as MedManager stays open."


class Application(QObject):
    """One window, one person at a time. The workspace is loaded after the first card is painted."""

    def __init__(self, qt: QApplication, start: Opening, settings: QSettings) -> None:
        super().__init__()
        self._qt, self._start = qt, start
        self.collector = Collector(self)
        self.collector.start()
        self.theme = Theme(qt, start.resources)
        self.look = Look(self.theme, settings)
        self.look.restore()
        self.notices = NoticeBar(self.theme)
        self.crash = CrashReporter(self._rescue)
        self.feed = ChangeFeed()
        self.door = Door(self.feed, self.notices, self.crash.report)
        self.navigator = Navigator()
        self.contexts = Contexts(
            start.services, self.door, self.feed, self.notices, self.navigator, start.clock
        )
        self.window = MainWindow(settings, ProgressStrip(self.theme, self.door))
        self.theme.dress(self.window)
        self.cover = SignInScreen(self.contexts.make(), self.theme, start.hint)
        self.ahead = Ahead(screens(), self)
        self.workspace: Workspace | None = None
        self.first_run: FirstRunScreen | None = None
        self._user: User | None = None
        self._covered: list[QDialog] = []
        self._focused: QWidget | None = None
        self._unkept = ""
        self.idle = IdleWatcher(start.clock, timedelta(minutes=10), self)
        self._connect()

    def open(self) -> None:
        """Show the window: the sign-in card at once, the first run when there is no practice yet."""
        self.crash.install()
        self._qt.focusWindowChanged.connect(self.idle.watch)
        self.cover.look()
        self.window.show_page(self.cover.widget)
        self.window.open()
        self.idle.watch(self.window.windowHandle())

    def lock(self, why: str = ASKED) -> None:
        """Keep drafts, close the store, cover everything. Does nothing when nobody is signed in."""
        session = self._start.services.session
        if self.workspace is None or not session.signed_in or session.locked:
            return
        self._focused = self.window.focusWidget()
        self.workspace.put_aside()
        self.workspace.suspend()
        self.idle.stop()
        self.cover.lock(self._start.clock.now(), why)
        self.window.show_page(self.cover.widget)
        self._cover_dialogs()
        ended = partial(self._locked, len(self.door.refusals))
        self.contexts.door.run(self, session.lock, ended, ended)

    def quit(self) -> None:
        """Keep drafts, let every screen go, sign out, end the workers."""
        self._qt.focusWindowChanged.disconnect(self.idle.watch)
        self.ahead.stop()
        self._leave()
        self.door.run(self, self._start.services.session.sign_out, _nothing)
        self.door.shut_down()
        self.collector.stop()
        self.cover.close()
        self.window.deleteLater()

    def _connect(self) -> None:
        # Queued: looking begins when the first picture stands, and does not hold it up.
        self.cover.seen.connect(self._look_for_practice, Qt.ConnectionType.QueuedConnection)
        self.cover.entered.connect(self._entered)
        self.cover.leaving.connect(self._sign_out)
        self.cover.restored.connect(self._back_to_cover)
        self.cover.elsewhere.connect(self._begin_first_run)
        self.idle.idle_reached.connect(self._idle_reached)
        self.window.closing.connect(self._closing)

    @Slot()
    def _look_for_practice(self) -> None:
        self.window.setWindowIcon(self.theme.icon("mark", "accent"))
        setup = self._start.services.setup
        self.door.run(self, lambda: setup.needed, self._practice_looked_for, self._practice_not_reached)

    def _practice_looked_for(self, needed: bool) -> None:
        if needed:
            self._begin_first_run()
        else:
            self.cover.welcome(self._start.login)
        self._get_ready()

    def _practice_not_reached(self, error: MedManagerError) -> None:
        self.cover.presenter.not_reached(error)
        self._get_ready()

    def _get_ready(self) -> None:
        """While she types her password, or fills the first run's pages.

        In the lane in which the people were asked for, so that who can sign in comes first.
        """
        self.door.run(self, self._start.services.get_ready, self._got_ready)

    def _got_ready(self, _: None) -> None:
        if self.workspace is None:
            self.ahead.begin()

    @Slot()
    def _practice_found(self) -> None:
        self._back_to_cover()
        self.cover.welcome()

    @Slot()
    def _back_to_cover(self) -> None:
        """A practice is there now: the card says who can come in."""
        self.window.show_page(self.cover.widget)
        self._drop_first_run()

    @Slot()
    def _ask_backup(self) -> None:
        self.cover.restoring.begin(replaces=False)

    @Slot()
    def _begin_first_run(self) -> None:
        screens = import_module("ui.screens.first_run")
        self.first_run = cast("FirstRunScreen", screens.FirstRunScreen(self.contexts.make(), self.theme))
        self.first_run.finished.connect(self._entered)
        self.first_run.practice_found.connect(self._practice_found)
        self.first_run.backup_wanted.connect(self._ask_backup)
        self.window.show_page(self.first_run.widget)
        self.first_run.shown()

    @Slot(object)
    def _entered(self, user: User) -> None:
        if self._user is not None and self._user.id != user.id:
            self._drop_workspace()
        self._user = user
        self.idle.set_limit(timedelta(minutes=self._start.services.session.practice.lock_minutes))
        if self.workspace is None:
            self._make_workspace()
        else:
            self.workspace.resume()
            self._uncover_dialogs()
        assert self.workspace is not None, "made above"
        self.window.show_page(self.workspace.frame)
        self._give_keyboard_back()
        self._drop_first_run()
        self.door.run(self, self._start.services.setup.remember_place, _nothing)
        self.idle.restart()

    def _make_workspace(self) -> None:
        # Loaded here, unless it was loaded ahead: screens are not needed before somebody has signed in.
        self.ahead.stop()
        shell = import_module("ui.shell.workspace")
        commands = cast("tuple[Command, ...]", import_module("ui.shell.commands").COMMANDS)
        self.collector.settle()
        workspace = cast("Workspace", shell.Workspace(self.contexts, self.theme, self.notices, commands))
        self.workspace = workspace
        self.navigator.lead_to(workspace)
        workspace.lock_requested.connect(self.lock)
        workspace.sign_out_requested.connect(self._sign_out)
        workspace.command_chosen.connect(self._command)
        workspace.begin()

    def _cover_dialogs(self) -> None:
        """A dialog lies over the cover and may name a patient: it waits, hidden, until unlocking."""
        shown = [one for one in self._qt.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        self._covered = [dialog for dialog in shown if dialog.parent() is not self.cover.view]
        for dialog in self._covered:
            dialog.hide()

    def _uncover_dialogs(self) -> None:
        covered, self._covered = self._covered, []
        for dialog in covered:
            if isValid(dialog):
                dialog.open()

    def _give_keyboard_back(self) -> None:
        """After unlocking whoever typed types on; who has just come in begins at what is in front."""
        assert self.workspace is not None, "somebody has come in"
        focused, self._focused = self._focused, None
        if focused is not None and isValid(focused) and focused.isVisible():
            focused.setFocus()
        else:
            self.workspace.lead_keyboard()

    def _drop_workspace(self) -> None:
        if self.workspace is not None:
            workspace, self.workspace = self.workspace, None
            self._covered = []
            self.notices.dismiss()
            self.notices.setParent(None)
            workspace.close()
            self.window.drop_page(workspace.frame)
            self.navigator.lead_to(None)

    def _drop_first_run(self) -> None:
        if self.first_run is not None:
            first_run, self.first_run = self.first_run, None
            first_run.close()

    @Slot()
    def _idle_reached(self) -> None:
        minutes = self._start.services.session.practice.lock_minutes
        self.lock(IDLE.format(minutes))

    def _locked(self, refusals: int, _: object) -> None:
        """The card said that what was typed is kept: not so where the store took nothing."""
        self._unkept = self.door.refusals[refusals] if len(self.door.refusals) > refusals else ""
        if self._unkept:
            self.cover.warn(UNKEPT.format(self._unkept))

    @Slot(object)
    def _closing(self, event: QCloseEvent) -> None:
        if self._may_leave():
            self.quit()
        else:
            event.ignore()

    def _may_leave(self) -> bool:
        """Whether everything typed is in the store, which is tried once more, or may be given up."""
        if self.workspace is not None and not self._start.services.session.locked:
            before = len(self.door.refusals)
            self.workspace.put_aside()
            self.door.finish()
            self._unkept = self.door.refusals[before] if len(self.door.refusals) > before else ""
        return not self._unkept or leaves_anyway(self.window, self._unkept)

    @Slot()
    def _sign_out(self) -> None:
        if not self._may_leave():
            return
        self._leave()
        self.window.show_page(self.cover.widget)
        self.cover.presenter.switch()

    @Slot()
    def _leave(self) -> None:
        """Before anybody is signed out: drafts are on their way to the store, no screen asks for more."""
        self.idle.stop()
        if self.workspace is not None:
            self.workspace.put_aside()
            self._drop_workspace()
        self._user = None
        self._unkept = ""

    @Slot(str)
    def _command(self, key: str) -> None:
        looks = {
            "look:light": lambda: self.look.use(PaletteName.LIGHT),
            "look:dark": lambda: self.look.use(PaletteName.DARK),
            "look:contrast": lambda: self.look.use(PaletteName.HIGH_CONTRAST),
            "look:larger": self.look.larger,
            "look:smaller": self.look.smaller,
            "look:usual": self.look.usual,
            "undo": self.notices.undo,
            "quit": self.window.close,
        }
        looks[key]()

    def _rescue(self) -> None:
        if self.workspace is not None:
            self.workspace.put_aside()


def _nothing(_: object) -> None:
    """For work whose end nobody waits for."""


def open_window(start: Opening) -> int:
    """Run the application until its window is closed; gives the exit status."""
    protect_constants()
    answer_soon()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("MedManager")
    qt.setOrganizationName("MedManager")
    application = Application(qt, start, QSettings())
    application.open()
    return qt.exec()
