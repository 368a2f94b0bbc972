"""The frame around all places: top bar, rail, pages, notices, status bar. Shows only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.kit.labels import rule, stile
from ui.kit.notice import NoticeBar
from ui.kit.theme import Theme
from ui.shell.command_palette import CommandPalette
from ui.shell.rail import Rail
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar


class Frame(QWidget):
    """Holds the parts; whoever owns it connects them."""

    def __init__(self, theme: Theme, notices: NoticeBar) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.top = TopBar(theme)
        self.rail = Rail(theme)
        self.pages = QStackedWidget()
        self.status = StatusBar(theme)
        self._lay_out(notices)
        self.palette_box = CommandPalette(theme, self)

    def open_palette(self) -> None:
        """Over the box of the top bar."""
        self.palette_box.open(self.top.box.x() - 8)

    def _lay_out(self, notices: NoticeBar) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(rule())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(stile())
        work = QVBoxLayout()
        work.setSpacing(0)
        work.addWidget(notices)
        work.addWidget(self.pages, 1)
        row.addLayout(work, 1)
        column.addLayout(row, 1)
        column.addWidget(self.status)
