"""The top bar: mark, the box for patients, commands and dates, the DEMO chip, the time, and Lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.kit.buttons import Button
from ui.kit.chip import DemoChip
from ui.kit.labels import Icon, Label
from ui.kit.layout.lengths import Lengths, hold
from ui.kit.theme import REGULAR, Theme, Type

HEIGHT, MARK, BOX, LEAST_BOX, BOX_HEIGHT = 48, 72, 440, 268, 32
INVITATION = "Patient, command or date"
KEYS = "Ctrl+K"


class CommandBox(QAbstractButton):
    """Looks like a field and opens the palette over itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setText(INVITATION)
        self.setAccessibleName(f"{INVITATION}, {KEYS}")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(BOX), self._theme.px(BOX_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(LEAST_BOX), self._theme.px(BOX_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        pen = painter.pen()
        pen.setColor(theme.colour("focus" if self.hasFocus() else "ctl"))
        pen.setWidth(2 if self.hasFocus() else 1)
        painter.setPen(pen)
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        side = theme.px(16)
        theme.paint_icon(
            painter, "search", QRectF(theme.px(12), (self.height() - side) / 2, side, side), "muted"
        )
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font())
        left = theme.px(36)
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        self._paint_keys(painter)

    def _paint_keys(self, painter: QPainter) -> None:
        theme = self._theme
        width = theme.text_width(KEYS, Type.SMALL, REGULAR) + theme.px(10)
        height = theme.px(20)
        box = QRectF(self.width() - width - theme.px(6), (self.height() - height) / 2, width, height)
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font(Type.SMALL))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, KEYS)


class TopBar(QWidget):
    """The time gives way first when there is no room. Signals: `search_requested()`, `lock_requested()`."""

    search_requested = Signal()
    lock_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        hold(theme, self, Lengths(height=HEIGHT))
        self.box = CommandBox(theme)
        self.demo = DemoChip(theme)
        self.time = Label(tone="muted")
        self.lock = Button(theme, "Lock", "lock", compact=True)
        self.lock.setToolTip("Lock the screen; what you typed is kept (Ctrl+L)")
        self._lay_out(theme)
        self.box.clicked.connect(self.search_requested)
        self.lock.clicked.connect(self.lock_requested)

    def show_time(self, words: str) -> None:
        """Local day and time."""
        self.time.setText(words)
        self._fit()

    def show_demo(self, demo: bool) -> None:
        """Whether this is the demo practice."""
        self.demo.setVisible(demo)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Every desk has another clock; nothing else here can be done without."""
        row = self.layout()
        assert row is not None, "built below"
        every = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        others = [one for one in every if one is not self.time and not one.isHidden()]
        least = sum(max(one.minimumSizeHint().width(), one.minimumWidth()) for one in others)
        taken = least + row.spacing() * (len(others) + 1)
        self.time.setVisible(self.time.sizeHint().width() + taken <= row.contentsRect().width())

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.px(16), 0)
        row.setSpacing(theme.px(12))
        mark = Icon(theme, "mark", "accent", 24)
        row.addWidget(_centred(mark, theme))
        row.addWidget(self.box)
        row.addStretch(1)
        for widget in (self.demo, self.time, self.lock):
            row.addWidget(widget)


def _centred(icon: Icon, theme: Theme) -> QWidget:
    holder = QWidget()
    hold(theme, holder, Lengths(width=MARK))
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignCenter)
    return holder
