"""Who the banner is about: the name, whose name is similar, and the birth date; never cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.kit.chip import Chip
from ui.kit.labels import Label
from ui.kit.palettes import Severity
from ui.kit.theme import SEMIBOLD, Theme, Type

GAP, SLACK = 12, 2
"""Text that may wrap does so in a width that is not a little more than its own."""


class PersonBlock(QWidget):
    """Where room is scarce the chip goes below the name and loses the other name, and lines wrap."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: Sequence[str] = ()
        self.name = Label(size=Type.TITLE, weight=SEMIBOLD).wrapped()
        self.born = Label(size=Type.SMALL, tone="muted").wrapped()
        self.similar = Chip(theme, Severity.INFO, "Similar name", "users")
        self._first = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._first.setSpacing(theme.px(GAP))
        self._first.addWidget(self.name, 1)
        self._first.addWidget(self.similar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addLayout(self._first)
        column.addWidget(self.born)
        column.addStretch(1)

    def say(self, name: str, born: str) -> None:
        """Who it is."""
        self.name.setText(name)
        self.born.setText(born)

    def show_similar(self, names: Sequence[str]) -> None:
        """Others whom one could take for this patient; all of them stand in the tip."""
        self._names = names
        self.similar.setVisible(bool(names))
        self.similar.setToolTip("\n".join(names))

    def wanted(self) -> int:
        """The width at which nothing gives way."""
        self._word_chip(whole=True)
        gap = self._theme.px(GAP) if self._names else 0
        return max(self._name_width() + gap + self._chip_width(), self._born_width())

    def fit(self, room: int) -> None:
        """Take the width that is needed, at most `room`."""
        wanted = self.wanted()
        self._stand(beside=wanted <= room)
        # More than two lines of a title would take the page's room.
        self.name.set_size(Type.TITLE if self._name_width() <= 2 * room else Type.BODY)
        if self._chip_width() > room:
            self._word_chip(whole=False)
        below = max(self._name_width(), self._chip_width(), self._born_width())
        self.setFixedWidth(wanted if wanted <= room else max(1, min(room, below)))

    def _name_width(self) -> int:
        return self._theme.text_width(self.name.text(), Type.TITLE, SEMIBOLD)

    def _born_width(self) -> int:
        return self._theme.text_width(self.born.text(), Type.SMALL) + SLACK

    def _chip_width(self) -> int:
        return self.similar.sizeHint().width() if self._names else 0

    def _stand(self, *, beside: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._first.setDirection(across if beside else down)
        self._first.setSpacing(self._theme.px(GAP) if beside else 0)
        self._first.setAlignment(
            self.similar, Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignLeft
        )

    def _word_chip(self, *, whole: bool) -> None:
        words = "Similar name"
        if whole and self._names:
            more = f" and {len(self._names) - 1} more" if len(self._names) > 1 else ""
            words = f"{words}: {self._names[0]}{more}"
        self.similar.show_severity(Severity.INFO, words, "users")
