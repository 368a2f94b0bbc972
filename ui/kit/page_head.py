"""The tool row of a page: title and muted words left, buttons right with the primary one last."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QWidget

from ui.kit.labels import Label
from ui.kit.layout.two_ended import SIDE, TwoEnded
from ui.kit.theme import SEMIBOLD, Theme, Type

HEIGHT, IN_PATIENT = 56, 48


class PageHead(TwoEnded):
    """56 px high, 48 px in a patient (`in_patient`). The words break into two lines when it is narrow; what
    does not fit beside them then goes below.
    """

    def __init__(self, theme: Theme, title: str, words: str = "", *, in_patient: bool = False) -> None:
        self.title = Label(title, Type.TITLE, SEMIBOLD)
        self.words = Label(words, tone="muted")
        super().__init__(theme, IN_PATIENT if in_patient else HEIGHT)
        self.left.addWidget(self.title, 0, Qt.AlignmentFlag.AlignVCenter)
        self.left.addWidget(self.words, 0, Qt.AlignmentFlag.AlignVCenter)
        self.let_wrap(self.words)

    def add(self, widget: QWidget) -> None:
        """Add a button or chip at the right end."""
        self.right.addWidget(widget)
        self.arrange()

    def say(self, words: str) -> None:
        """Change the words beside the title."""
        self.words.setText(words)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        """Buttons come and go, and say something else."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.arrange()
        return handled

    def minimumSizeHint(self) -> QSize:
        needed = max(self.title.sizeHint().width(), self.right.minimumSize().width())
        return QSize(needed + 2 * self._theme.px(SIDE), self.height())
