"""The main window: the cover (first run, sign-in, lock) or the workspace, and what takes long below."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from ui.kit.layout.pages import Pages

NAME = "MedManager"
WIDTH, HEIGHT, FRAME = 1366, 768, 40


class MainWindow(QMainWindow):
    """The title never names a patient. Signals: `closing(QCloseEvent)` before it goes; whoever hears it may
    ignore the event.
    """

    closing = Signal(object)

    def __init__(self, settings: QSettings, long_work: QWidget) -> None:
        super().__init__()
        self._settings = settings
        self._stack = Pages()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(long_work)
        self.setCentralWidget(middle)
        self.setWindowTitle(NAME)
        self.resize(WIDTH, HEIGHT)
        self.setMinimumSize(1024, 640)
        geometry = settings.value("window/geometry")
        self._is_placed = geometry is not None
        if geometry is not None:
            self.restoreGeometry(geometry)

    def open(self) -> None:
        """Show it as it was left. The first time it takes the whole screen where it would not fit with its
        frame: a status bar below the edge is never seen.
        """
        room, least = self.screen().availableSize(), self.minimumSize()
        fits = room.width() >= WIDTH and room.height() >= HEIGHT + FRAME
        is_tiny = room.width() < least.width() or room.height() < least.height()
        if self._is_placed or fits or is_tiny:
            self.show()
        else:
            self.showMaximized()

    def show_page(self, page: QWidget) -> None:
        """Bring this page to the front."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def drop_page(self, page: QWidget) -> None:
        """Forget a page that is not needed any more."""
        self._stack.removeWidget(page)
        page.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue("window/geometry", self.saveGeometry())
        event.accept()
        self.closing.emit(event)
