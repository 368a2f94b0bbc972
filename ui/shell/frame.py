"""The frame around all places: top bar, rail, pages, notices, status bar. Shows only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.labels import rule, stile
from ui.kit.layout.pages import Pages
from ui.kit.notice import NoticeBar
from ui.kit.theme import Theme
from ui.shell.command_palette import CommandPalette
from ui.shell.rail import Rail
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar

NOTICE_WIDTH, NOTICE_SPACE = 640, 12


class Frame(QWidget):
    """Holds the parts; whoever owns it connects them."""

    def __init__(self, theme: Theme, notices: NoticeBar) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.top = TopBar(theme)
        self.rail = Rail(theme)
        self.pages = Pages()
        self.status = StatusBar(theme)
        self._lay_out()
        self._notices = notices
        notices.setParent(self)
        notices.installEventFilter(self)
        self.palette_box = CommandPalette(theme, self)

    def open_palette(self) -> None:
        """Over the box of the top bar."""
        self.palette_box.open(self.top.box.x() - 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_notice()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._notices and event.type() in {QEvent.Type.Show, QEvent.Type.LayoutRequest}:
            self._place_notice()
        return False

    def _place_notice(self) -> None:
        """Over the foot of the page: nothing that is being read moves when a notice comes or goes."""
        space = self._theme.px(NOTICE_SPACE)
        width = min(self._theme.px(NOTICE_WIDTH), self.pages.width() - 2 * space)
        height = max(self._notices.heightForWidth(width), self._notices.sizeHint().height())
        left = self.pages.x() + (self.pages.width() - width) // 2
        bottom = self.pages.y() + self.pages.height() - space
        self._notices.setGeometry(left, bottom - height, width, height)
        self._notices.raise_()

    def _lay_out(self) -> None:
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
        row.addWidget(self.pages, 1)
        column.addLayout(row, 1)
        column.addWidget(self.status)
