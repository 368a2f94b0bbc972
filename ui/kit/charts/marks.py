"""Dashes and markers of the eight series, by number: colour is only the third cue."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.kit.theme import Theme

PEN, MARKER = 2.0, 7.0

# Dash lengths in px, by series number; empty is solid.
DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (7, 3),
    (2, 3),
    (8, 3, 2, 3),
    (12, 4),
    (4, 2),
    (10, 3, 2, 3, 2, 3),
    (6, 2, 1, 2),
)

# Corners of closed markers in a box from -1 to 1, by series number; the others are drawn by lines.
SHAPES: dict[int, tuple[tuple[float, float], ...]] = {
    2: ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    3: ((0, -1.1), (1.05, 0.85), (-1.05, 0.85)),
    4: ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    5: ((-1.05, -0.85), (1.05, -0.85), (0, 1.1)),
    8: ((0, -1.1), (1.05, -0.34), (0.65, 0.9), (-0.65, 0.9), (-1.05, -0.34)),
}
STROKES: dict[int, tuple[tuple[float, float, float, float], ...]] = {
    6: ((-0.9, -0.9, 0.9, 0.9), (-0.9, 0.9, 0.9, -0.9)),
    7: ((-1.1, 0, 1.1, 0), (0, -1.1, 0, 1.1)),
}


def series_token(number: int) -> str:
    """The colour token of a series."""
    return f"series.{number}"


def series_pen(colour: QColor, number: int, width: float = PEN) -> QPen:
    """The pen of a series: flat caps, dash of its number."""
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    dashes = DASHES[number - 1]
    if dashes:
        pen.setDashPattern([length / width for length in dashes])
    return pen


def draw_run(painter: QPainter, points: Sequence[QPointF]) -> None:
    """Lines between neighbours, as single segments: joined ones cost far more to draw."""
    painter.drawLines([QLineF(start, end) for start, end in zip(points, points[1:], strict=False)])


def draw_marker(painter: QPainter, theme: Theme, at: QPointF, number: int, token: str) -> None:
    """A hollow marker of 7 px, filled with the ground so that the line does not run through it."""
    half = MARKER / 2
    painter.setPen(QPen(theme.colour(token), PEN))
    painter.setBrush(theme.colour("surface"))
    if number in STROKES:
        lines = STROKES[number]
        painter.drawLines(
            [
                QLineF(at.x() + a * half, at.y() + b * half, at.x() + c * half, at.y() + d * half)
                for a, b, c, d in lines
            ]
        )
    elif number in SHAPES:
        corners = [QPointF(at.x() + x * half, at.y() + y * half) for x, y in SHAPES[number]]
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawEllipse(at, half, half)


def draw_sample(painter: QPainter, theme: Theme, rect: QRectF, number: int, token: str) -> None:
    """A piece of line with its marker, for direct labels and readouts."""
    middle = rect.center().y()
    painter.setPen(series_pen(theme.colour(token), number))
    painter.drawLines([QLineF(rect.left(), middle, rect.right(), middle)])
    draw_marker(painter, theme, rect.center(), number, token)
