"""A card: head of 40 px with title, count, note and controls, over a body whose rows run from edge to
edge.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.kit.labels import Label, rule
from ui.kit.layout.lengths import Lengths, hold
from ui.kit.theme import SEMIBOLD, Theme, Type

HEAD, PADDING = 40, 12


class Card(QFrame):
    """Put rows into `body` (edge to edge) or words and forms in with `add_padded`. Cards do not nest."""

    def __init__(self, theme: Theme, title: str = "", count: str = "", note: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("card", True)
        outer = QVBoxLayout(self)
        # The lower corners are round: what lies over them must keep 4 px away.
        outer.setContentsMargins(1, 1, 1, 4)
        outer.setSpacing(0)
        self._title = Label(title, weight=SEMIBOLD)
        self._count: Label | None = None
        self._note: Label | None = None
        self._head = QHBoxLayout()
        self._stretch_at = 1
        if title:
            self.setAccessibleName(title)
            outer.addWidget(self._build_head())
            outer.addWidget(rule())
            self.set_count(count)
            self.set_note(note)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        outer.addLayout(self.body, 1)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def wrap_title(self) -> None:
        """Let a title that is longer than the card take two lines; a count stands at the right end then."""
        self._title.setWordWrap(True)
        self._head.setStretch(0, 1)
        self._head.setStretch(self._stretch_at, 0)

    def set_count(self, count: str) -> None:
        """The muted words right after the title, as `3` or `2 open`."""
        if self._count is None and count:
            self._count = Label(tone="muted")
            self._insert(1, self._count)
        if self._count is not None:
            self._count.setText(count)
            self._count.setVisible(bool(count))

    def set_note(self, note: str) -> None:
        """The small muted words at the right end of the head."""
        if self._note is None and note:
            self._note = Label(size=Type.SMALL, tone="muted")
            self._head.insertWidget(self._stretch_at + 1, self._note, 0, Qt.AlignmentFlag.AlignVCenter)
        if self._note is not None:
            self._note.setText(note)
            self._note.setVisible(bool(note))

    def add_to_head(self, widget: QWidget) -> None:
        """Add a button or chip at the right end of the head."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_after_title(self, widget: QWidget) -> None:
        """Add a chip right after title and count."""
        self._insert(1 if self._count is None else 2, widget)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Add to the body, edge to edge."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def add_padded(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Add to the body with the padding of a card around it."""
        frame = QVBoxLayout()
        side = self._theme.px(PADDING)
        frame.setContentsMargins(side, side, side, side)
        if isinstance(item, QWidget):
            frame.addWidget(item, 1)
        else:
            frame.addLayout(item, 1)
        self.body.addLayout(frame, stretch)

    def add_rule(self) -> None:
        """A line across the body."""
        self.body.addWidget(rule())

    def add_stretch(self) -> None:
        """Leave the rest of the card empty below what was added."""
        self.body.addStretch(1)

    def _build_head(self) -> QWidget:
        head = QWidget()
        hold(self._theme, head, Lengths(low=HEAD - 2))
        head.setLayout(self._head)
        side = self._theme.px(PADDING)
        self._head.setContentsMargins(side, 3, side, 3)
        self._head.setSpacing(self._theme.px(8))
        self._head.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addStretch(1)
        return head

    def _insert(self, at: int, widget: QWidget) -> None:
        """Left of the stretch."""
        self._head.insertWidget(at, widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._stretch_at += 1


def box(theme: Theme) -> tuple[QFrame, QVBoxLayout]:
    """A raised box inside a card, with its layout."""
    frame = QFrame()
    frame.setProperty("box", True)
    layout = QVBoxLayout(frame)
    side = theme.px(8)
    layout.setContentsMargins(side, side, side, side)
    layout.setSpacing(theme.px(4))
    return frame, layout
