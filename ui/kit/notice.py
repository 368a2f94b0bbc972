"""The notice bar: one line about what was done, with Undo for ten seconds, or a warning that stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from ui.kit.buttons import IconButton, LinkButton
from ui.kit.debounce import Timer
from ui.kit.labels import IconText
from ui.kit.theme import Theme

STAYS_MS = 10_000


class NoticeBar(QFrame):
    """`Notices` of the context. A new notice takes the place of the old one, whose undo is then gone.

    `undo_shown` lets the window offer the same undo under Ctrl+Z.
    """

    def __init__(self, theme: Theme, timer: Timer | None = None) -> None:
        super().__init__()
        self._undo: Callable[[], None] | None = None
        self._timer = timer or self._make_timer()
        self._timer.timeout.connect(self.dismiss)
        self.words = IconText(theme, "circle-check", "", "ok")
        self.words.label.wrapped()
        self.undo_button = LinkButton(theme, "&Undo", "undo-2", big=True)
        self.undo_button.clicked.connect(self.undo)
        self.close_button = IconButton(theme, "x", "Dismiss")
        self.close_button.clicked.connect(self.dismiss)
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), 3, theme.px(4), 3)
        row.setSpacing(theme.px(12))
        row.addWidget(self.words, 1)
        row.addWidget(self.undo_button)
        row.addWidget(self.close_button)
        self.hide()

    def say(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        """Something was done."""
        self._tell("circle-check", text, "ok", undo)
        self._timer.start()

    def warn(self, text: str) -> None:
        """Something could not be done; it stays until dismissed."""
        self._timer.stop()
        self._tell("triangle-alert", text, "major", None)

    def withdraw(self, text: str) -> None:
        """What was warned of is over; another notice stays."""
        if self.accessibleName() == text:
            self.dismiss()

    def can_undo(self) -> bool:
        """Whether an undo is offered now."""
        return self._undo is not None

    @Slot()
    def undo(self) -> None:
        """Take back what was said last, once."""
        act = self._undo
        self.dismiss()
        if act is not None:
            act()

    @Slot()
    def dismiss(self) -> None:
        """Put the notice away."""
        self._timer.stop()
        self._undo = None
        self.hide()

    def _tell(self, icon: str, text: str, tone: str, undo: Callable[[], None] | None) -> None:
        self._undo = undo
        self.words.show_text(icon, text, tone)
        self.words.label.set_tone("text")
        self.undo_button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.show()

    def _make_timer(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(STAYS_MS)
        return timer
