"""What stands where content is not: empty, loading, error, not allowed; `StateStack` switches between
them.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import IconText, Label
from ui.kit.tab_order import place_stops, stops_in
from ui.kit.theme import SEMIBOLD, Theme

BARS_AFTER_MS, WORDS_AFTER_MS = 300, 1000
BAR_WIDTHS = (0.42, 0.64, 0.36, 0.55)
BAR_HEIGHT, BAR_STEP, SIDE = 10, 32, 12


class LoadingBars(QWidget):
    """Grey bars after 0.3 s, words after 1 s; nothing moves."""

    def __init__(self, theme: Theme, text: str = "Loading…") -> None:
        super().__init__()
        self._theme, self._text, self._stage = theme, text, 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.go_on)
        self.setAccessibleName(text)

    def start(self) -> None:
        """Begin with the empty frame."""
        self._stage = 0
        self._timer.start(BARS_AFTER_MS)
        self.update()

    def stop(self) -> None:
        """The content has come."""
        self._timer.stop()

    @Slot()
    def go_on(self) -> None:
        """Show the next stage."""
        self._stage += 1
        if self._stage == 1:
            self._timer.start(WORDS_AFTER_MS - BARS_AFTER_MS)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(2 * BAR_STEP))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._stage:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("off"))
        side, height, step = (self._theme.px(length) for length in (SIDE, BAR_HEIGHT, BAR_STEP))
        for number, part in enumerate(BAR_WIDTHS):
            top = (number + (self._stage > 1)) * step + (step - height) / 2
            if top + height < self.height():
                painter.drawRoundedRect(QRectF(side, top, (self.width() - 2 * side) * part, height), 3, 3)
        if self._stage > 1:
            painter.setPen(self._theme.colour("muted"))
            painter.setFont(self._theme.font())
            painter.drawText(QRectF(side, 0, self.width(), step), Qt.AlignmentFlag.AlignVCenter, self._text)


class Message(QWidget):
    """A sentence and one button, left-aligned at the place of the first row. Signals: `acted()`."""

    acted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lead = IconText(theme, "", "")
        self._lead.label.set_weight(SEMIBOLD)
        self._more = Label(tone="muted").wrapped()
        self._button = Button(theme, "")
        self._button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        side = theme.px(SIDE)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme.px(8))
        self._lead.label.wrapped()
        for widget in (self._lead, self._more):
            column.addWidget(widget)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def say(self, icon: str, tone: str, sentence: str, more: str = "", button: str = "") -> None:
        """What, why and what next; empty parts are left out."""
        self._lead.show_text(icon, sentence, tone)
        self._lead.icon.setVisible(bool(icon))
        self._lead.label.set_tone("text")
        self._lead.label.set_weight(SEMIBOLD if more else 400)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(f"{sentence} {more}".strip())

    def focus(self) -> None:
        """Put the focus on the button."""
        if self._button.isVisible():
            self._button.setFocus()


class StateStack(QWidget):
    """Holds the content and shows it, or one of the four states in its place. `message` is made when there is
    one to show.

    Signals: `acted()` when the button of an empty or error state is pressed.
    """

    acted = Signal()

    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__()
        self.content = content
        self.loading = LoadingBars(theme)
        self._theme = theme
        self._message: Message | None = None
        self._stack = QStackedLayout(self)
        for widget in (content, self.loading):
            self._stack.addWidget(widget)

    def hasHeightForWidth(self) -> bool:
        """It takes the room that it is given; else the head of a low page would be squeezed for its sake."""
        return False

    @property
    def message(self) -> Message:
        """What stands there when the content does not."""
        if self._message is None:
            self._message = Message(self._theme)
            self._message.acted.connect(self.acted)
            self._stack.addWidget(self._message)
            place_stops(self, stops_in(self._message))
        return self._message

    def show_content(self) -> None:
        """The content itself."""
        self._show(self.content)

    def show_loading(self) -> None:
        """The frame now, bars after 0.3 s, words after 1 s."""
        self._show(self.loading)
        self.loading.start()

    def show_empty(self, sentence: str, button: str = "") -> None:
        """One sentence and the next act."""
        self.message.say("", "muted", sentence, button=button)
        self._show(self.message)

    def show_error(self, what: str, why: str, button: str = "Try again") -> None:
        """What went wrong, why, and what can be done."""
        self.message.say("triangle-alert", "major", what, why, button)
        self._show(self.message)

    def show_not_allowed(self, sentence: str) -> None:
        """Who may not, and whom to ask."""
        self.message.say("lock", "muted", sentence)
        self._show(self.message)

    def _show(self, widget: QWidget) -> None:
        self.loading.stop()
        self._stack.setCurrentWidget(widget)
