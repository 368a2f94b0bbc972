"""The whole application on a stage: the demo practice of one fixed day, opened without a display."""

import sys
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QSettings, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from medmanager.bootstrap import Opening, resources, services_at
from medmanager.demo.practice import make_practice
from medmanager.demo.team import PASSWORD
from medmanager.places import place_of
from medmanager.services.facade import Services
from ui.app import Application
from ui.kit import crash
from ui.kit.interpreter import answer_soon, protect_constants
from ui.kit.palettes import PaletteName
from ui.shell.workspace import Workspace

MORNING = datetime(2026, 11, 30, 15, 42, tzinfo=UTC)
"""Monday, November 30, 2026, 10:42 in the demo practice."""

TODAY = MORNING.date()
PROVIDER = "osei"
HINT = f"Every person of the demo has the password: {PASSWORD}"
PATIENCE_MS = 30_000
QUIET_ROUNDS = 3


@dataclass
class StageClock:
    """Stands still until told to move."""

    instant: datetime = MORNING

    def now(self) -> datetime:
        return self.instant


class Stage:
    """One running application over the demo practice in `practice`, or else over one made in `folder`.

    `practice` may be the address of a server. Not `furnished`, it is over a place without a practice, as at
    the first run.
    """

    def __init__(
        self, qt: QApplication, folder: Path, practice: Path | str | None = None, *, furnished: bool = True
    ) -> None:
        protect_constants()
        answer_soon()
        # What tests of single widgets put on would hide a window that the application forgot to dress.
        qt.setStyleSheet("")
        self.qt = qt
        self.clock = StageClock()
        place = place_of(str(practice or folder / "practice"))
        self.services: Services = services_at(place, self.clock)
        if furnished and not self.services.session.gate.exists():
            make_practice(self.services.session.gate, self.clock.now(), lambda done, of, text: None)
        told = (HINT, PROVIDER) if furnished else ("", "")
        opening = Opening(self.services, self.clock, resources(), *told)
        self.crashes: list[str] = []
        self._hooks = (sys.excepthook, threading.excepthook)
        # A dialog would wait for somebody; here a crash fails whatever caused it.
        setattr(crash, "show_crash_dialog", self.crashes.append)  # noqa: B010 - a plain assignment would not type
        settings = QSettings(str(folder / "look.ini"), QSettings.Format.IniFormat)
        self.application = Application(qt, opening, settings)
        self.application.open()
        sys.excepthook, threading.excepthook = self._hooks
        self.settle()

    @property
    def workspace(self) -> Workspace:
        """What a signed-in person works in."""
        assert self.application.workspace is not None, "nobody is signed in"
        return self.application.workspace

    def enter(self, login: str) -> None:
        """Sign a person of the demo in."""
        self.application.cover.presenter.try_password(login, PASSWORD)
        self.settle()
        assert self.services.session.signed_in, f"{login} could not sign in"
        assert self.services.session.user.login == login, f"{login} could not sign in"

    def leave(self) -> None:
        """Sign the person out, also while locked."""
        self.application.cover.view.switch_requested.emit()
        self.settle()

    def show(self, palette: PaletteName, width: int, height: int, factor: float = 1.0) -> None:
        """Change palette, size of the window, and size of the text."""
        theme = self.application.theme
        if (theme.palette.name, theme.factor) != (palette, factor):
            theme.use(palette, factor)
        self.application.window.resize(width, height)
        self.settle()

    def settle(self) -> None:
        """Go on until no work is out and nothing is left to paint."""
        quiet = 0
        while quiet < QUIET_ROUNDS:
            if self.application.door.is_busy():
                self._wait_for_work()
            quiet = 0 if self._go_on() else quiet + 1
            assert not self.crashes, self.crashes[0]

    def _go_on(self) -> bool:
        """A turn of the event loop; whether anything was done in it, as to build rows of a long table."""
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None, "the application runs"
        return dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

    def _wait_for_work(self) -> None:
        """Let the application run until its work is done; asking all the time would hold the worker up."""
        loop, patience = QEventLoop(), QTimer()
        patience.setSingleShot(True)
        patience.timeout.connect(loop.quit)
        self.application.door.busy_changed.connect(loop.quit)
        patience.start(PATIENCE_MS)
        loop.exec()
        self.application.door.busy_changed.disconnect(loop.quit)
        assert patience.isActive(), "the application does not come to rest"

    def picture(self, path: Path) -> None:
        """Save what is seen: the window, and the dialogs over it, also where they stick out."""
        self.settle()
        dialogs = [one for one in self.qt.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        seen: list[QWidget] = [self.application.window, *dialogs]
        whole = QRegion()
        for widget in seen:
            whole |= widget.geometry()
        drawn = QPixmap(whole.boundingRect().size())
        drawn.fill(Qt.GlobalColor.darkGray)
        painter = QPainter(drawn)
        painter.translate(-whole.boundingRect().topLeft())
        for widget in seen:
            painter.drawPixmap(widget.geometry(), widget.grab())
            painter.drawRect(widget.geometry().adjusted(-1, -1, 0, 0))
        painter.end()
        path.parent.mkdir(parents=True, exist_ok=True)
        assert drawn.save(str(path)), f"{path} could not be written"

    def close(self) -> None:
        """End the application as closing its window does."""
        self.application.window.close()
        self.qt.processEvents()
