"""Stroke icons that take their colour from the theme at the moment they are painted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

# Width of the stroke, of a 24 box, by the size drawn: small icons need a heavier line.
STROKES = ((15, "2.0"), (18, "1.9"), (10_000, "1.8"))


def stroke_for(size: float) -> str:
    """The stroke width for an icon drawn `size` logical px wide."""
    return next(stroke for limit, stroke in STROKES if size < limit)


class IconShelf:
    """Reads icon files once, recolours them and keeps a renderer for each colour used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._renderers: dict[tuple[str, str, str], QSvgRenderer] = {}

    def fetch(self, name: str) -> None:
        """Read a drawing, so that a name that does not exist is noticed where it is asked for."""
        if name not in self._sources:
            self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")

    def source(self, name: str, colour: str, stroke: str) -> str:
        """The drawing with its colour and stroke width set."""
        self.fetch(name)
        text = self._sources[name].replace("currentColor", colour)
        return text.replace('stroke-width="2"', f'stroke-width="{stroke}"')

    def paint(self, painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
        """Draw an icon into `rect`."""
        key = (name, colour.name(), stroke_for(rect.width()))
        renderer = self._renderers.get(key)
        if renderer is None:
            renderer = QSvgRenderer(QByteArray(self.source(*key).encode()))
            self._renderers[key] = renderer
        renderer.render(painter, rect)


class TokenIconEngine(QIconEngine):
    """Paints one icon in the colour that its token has now, so that a change of palette needs no new
    icons.
    """

    def __init__(
        self, shelf: IconShelf, name: str, colour_of: Callable[[str], QColor], tokens: tuple[str, str]
    ) -> None:
        super().__init__()
        self._shelf, self._name, self._colour_of, self._tokens = shelf, name, colour_of, tokens

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw; disabled icons are `ctl`, checked ones take the second token."""
        token = self._tokens[1] if state == QIcon.State.On else self._tokens[0]
        if mode == QIcon.Mode.Disabled:
            token = "ctl"
        # In a box wider than high the icon stands at the left: the rest is its distance from the word.
        side = min(rect.width(), rect.height())
        square = QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)
        self._shelf.paint(painter, self._name, square, self._colour_of(token))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The same on a transparent ground."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """A copy with the same drawing and tokens."""
        return TokenIconEngine(self._shelf, self._name, self._colour_of, self._tokens)
