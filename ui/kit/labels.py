"""Text and thin lines: `Label`, `IconText` (icon and words together), `rule` and `stile`."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.kit.theme import REGULAR, Theme, Type


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property that it selects on was changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


_LONG_WORD = re.compile(r"(?=\S*\d)\S{25,}|\w{19,}")
_PIECE, _MAY_BREAK = re.compile(r"\S{8}(?=\S)"), "\u200b"


class Label(QLabel):
    """Text in one of three sizes; `tone` is `text`, `muted`, `accent` or a severity. It never elides.

    Where it wraps, a word that is longer than any line is broken too: nothing is wider than its place.
    """

    def __init__(
        self, text: str = "", size: Type = Type.BODY, weight: int = REGULAR, tone: str = "text"
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("textSize", size.value)
        self.setProperty("weight", str(weight))
        self.setProperty("tone", tone)

    def text(self) -> str:
        return super().text().replace(_MAY_BREAK, "")

    def setText(self, text: str) -> None:
        super().setText(_breakable(text) if self.wordWrap() else text)

    def setWordWrap(self, on: bool) -> None:
        super().setWordWrap(on)
        self.setText(self.text())

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)

    def set_weight(self, weight: int) -> None:
        """Change the weight."""
        if self.property("weight") != str(weight):
            self.setProperty("weight", str(weight))
            restyle(self)

    def set_size(self, size: Type) -> None:
        """Change the size of the type."""
        if self.property("textSize") != size.value:
            self.setProperty("textSize", size.value)
            restyle(self)

    def wrapped(self) -> Label:
        """The same label, breaking its lines where it must."""
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        return self


def _breakable(text: str) -> str:
    """With invisible places to break in words of more than 18 letters, and in long numbers and addresses."""
    return _LONG_WORD.sub(lambda word: _PIECE.sub(rf"\g<0>{_MAY_BREAK}", word[0]), text)


class Icon(QWidget):
    """One icon, 16 px unless told; hidden from screen readers, for its word stands beside it."""

    def __init__(self, theme: Theme, name: str, tone: str = "text", size: int = 16) -> None:
        super().__init__()
        self._theme, self._name, self._tone, self._size = theme, name, tone, size
        self._one_ink = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def set_one_ink(self, token: str) -> None:
        """Draw in this token whatever the tone, as on a selection; an empty one ends that."""
        self._one_ink = token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            painter = QPainter(self)
            side = self._theme.px(self._size)
            top = (self.height() - side) / 2
            self._theme.paint_icon(
                painter, self._name, QRectF(0, top, side, side), self._one_ink or self._tone
            )


class IconText(QWidget):
    """An icon and its words in one tone, as `circle-check` "Synced 2 min ago"."""

    def __init__(
        self, theme: Theme, icon: str, text: str, tone: str = "text", size: Type = Type.BODY
    ) -> None:
        super().__init__()
        self.icon = Icon(theme, icon, tone, 16 if size is not Type.SMALL else 14)
        self.label = Label(text, size, tone=tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.icon)
        row.addWidget(self.label, 1)

    def show_text(self, icon: str, text: str, tone: str) -> None:
        """Change all three."""
        self.icon.show_icon(icon, tone)
        self.label.setText(text)
        self.label.set_tone(tone)


def rule() -> QFrame:
    """A horizontal line of 1 px."""
    line = QFrame()
    line.setProperty("rule", True)
    line.setFixedHeight(1)
    return line


def stile() -> QFrame:
    """A vertical line of 1 px."""
    line = QFrame()
    line.setProperty("stile", True)
    line.setFixedWidth(1)
    return line
