"""Pictograms as vectors: the four times of day, what changed, and tick boxes. Each stands beside its word."""

from math import atan2, cos, pi, radians, sin, sqrt

from medmanager.documents.press.pen import Pen, Point
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import Slot

STROKE = 0.13
"""Width of a stroke as a part of the half-size: survives a fax at 100 dots an inch."""


def draw_slot(pen: Pen, slot: Slot, centre: Point, r: float) -> None:
    """The picture of a time of day, half-size `r`: white sun rising, full sun, black sun setting, moon."""
    with pen.artifacts():
        _SLOTS[slot](pen, centre, r)


def _morning(pen: Pen, centre: Point, r: float) -> None:
    x, ground = centre[0], centre[1] + 0.62 * r
    _ray(pen, (x - r, ground), (x + r, ground), r)
    pen.arc((x, ground), 0.48 * r, (0, 180), STROKE * r)
    for angle in (24, 57, 123, 156):
        _spoke(pen, (x, ground), angle, (0.70 * r, 1.0 * r), r)
    _arrow(pen, (x, ground - 0.68 * r), (x, ground - 1.28 * r), r)


def _noon(pen: Pen, centre: Point, r: float) -> None:
    pen.ring(centre, 0.44 * r, STROKE * r)
    for angle in range(0, 360, 45):
        _spoke(pen, centre, angle, (0.70 * r, 0.98 * r), r)


def _evening(pen: Pen, centre: Point, r: float) -> None:
    x, ground = centre[0], centre[1] + 0.50 * r
    _ray(pen, (x - r, ground), (x + r, ground), r)
    _ray(pen, (x - 0.6 * r, ground + 0.30 * r), (x + 0.6 * r, ground + 0.30 * r), r)
    half = [(x + 0.52 * r * cos(pi * i / 24), ground - 0.52 * r * sin(pi * i / 24)) for i in range(25)]
    pen.polygon(half)
    for angle in (24, 156):
        _spoke(pen, (x, ground), angle, (0.70 * r, 0.96 * r), r)
    _arrow(pen, (x, ground - 1.34 * r), (x, ground - 0.62 * r), r)


def _bedtime(pen: Pen, centre: Point, r: float) -> None:
    pen.polygon(_crescent((centre[0] - 0.2 * r, centre[1]), 0.86 * r))
    pen.polygon(_star((centre[0] + 0.42 * r, centre[1] - 0.32 * r), 0.30 * r))
    pen.polygon(_star((centre[0] + 0.80 * r, centre[1] + 0.24 * r), 0.19 * r))


_SLOTS = {Slot.MORNING: _morning, Slot.NOON: _noon, Slot.EVENING: _evening, Slot.BEDTIME: _bedtime}


def draw_change(pen: Pen, kind: ChangeKind, centre: Point, r: float, rises: bool | None = None) -> None:
    """The sign of a change: four shapes, two black and two white, that a fax cannot make alike."""
    with pen.artifacts():
        if kind is ChangeKind.START:
            _start(pen, centre, r)
        elif kind is ChangeKind.STOP:
            _stop(pen, centre, r)
        elif kind is ChangeKind.KEEP:
            _keep(pen, centre, r)
        else:
            _change(pen, centre, r, rises)


def _start(pen: Pen, centre: Point, r: float) -> None:
    x, y = centre
    pen.disc(centre, r)
    pen.box((x - 0.58 * r, y - 0.13 * r), (1.16 * r, 0.26 * r), gray=1)
    pen.box((x - 0.13 * r, y - 0.58 * r), (0.26 * r, 1.16 * r), gray=1)


def _stop(pen: Pen, centre: Point, r: float) -> None:
    x, y = centre
    around = 1.06 * r
    pen.polygon([(x + around * cos(radians(a)), y + around * sin(radians(a))) for a in range(22, 382, 45)])
    for turn in (45, 135):
        pen.polygon(_bar(centre, 0.58 * r, 0.14 * r, turn), fill=1)


def _keep(pen: Pen, centre: Point, r: float) -> None:
    x, y = centre
    pen.ring(centre, 0.93 * r, 0.16 * r)
    for offset in (-0.22, 0.22):
        pen.line((x - 0.42 * r, y + offset * r), (x + 0.42 * r, y + offset * r), 0.2 * r)


def _change(pen: Pen, centre: Point, r: float, rises: bool | None) -> None:
    x, y = centre
    pen.frame((x - r, y - r), (2 * r, 2 * r), 0.16 * r, radius=0)
    if rises is None:
        for offset, turn in ((-0.3, 1), (0.3, -1)):
            _small_arrow(pen, (x + offset * r, y), r * 0.9, turn)
    else:
        _small_arrow(pen, centre, r, 1 if rises else -1)


def _small_arrow(pen: Pen, centre: Point, r: float, up: int) -> None:
    x, y = centre
    tip, tail = y - up * 0.56 * r, y + up * 0.56 * r
    pen.line((x, tail), (x, tip + up * 0.1 * r), 0.2 * r)
    head = tip + up * 0.4 * r
    pen.polygon([(x, tip - up * 0.06 * r), (x - 0.38 * r, head), (x + 0.38 * r, head)])


def draw_tick_box(pen: Pen, corner: Point, side: float) -> None:
    pen.frame(corner, (side, side), 1, radius=0)


def draw_bullet(pen: Pen, centre: Point) -> None:
    pen.disc(centre, 1.9)


def _arrow(pen: Pen, tail: Point, tip: Point, r: float) -> None:
    """Shaft and an open head that points along it, up or down."""
    back = 0.26 * r if tip[1] < tail[1] else -0.26 * r
    _ray(pen, tail, tip, r)
    _ray(pen, (tip[0] - 0.24 * r, tip[1] + back), tip, r)
    _ray(pen, (tip[0] + 0.24 * r, tip[1] + back), tip, r)


def _spoke(pen: Pen, centre: Point, angle: float, between: Point, r: float) -> None:
    x, y = cos(radians(angle)), sin(radians(angle))
    inner, outer = between
    _ray(
        pen, (centre[0] + inner * x, centre[1] - inner * y), (centre[0] + outer * x, centre[1] - outer * y), r
    )


def _ray(pen: Pen, start: Point, end: Point, r: float) -> None:
    pen.round_line(start, end, STROKE * r)


def _bar(centre: Point, half_length: float, half_width: float, turn: float) -> list[Point]:
    c, s = cos(radians(turn)), sin(radians(turn))
    corners = ((1, 1), (1, -1), (-1, -1), (-1, 1))
    return [
        (
            centre[0] + a * half_length * c - b * half_width * s,
            centre[1] + a * half_length * s + b * half_width * c,
        )
        for a, b in corners
    ]


def _crescent(centre: Point, r: float) -> list[Point]:
    """The outer disc less a disc of 0.8 r that is shifted up and to the right."""
    shift, inner = 0.50 * r, 0.80 * r
    along = (r * r - inner * inner + shift * shift) / (2 * shift)
    half = sqrt(r * r - along * along)
    turn = radians(25)
    outer_from, inner_from = atan2(half, along), atan2(half, along - shift)
    outer = [_polar((0, 0), r, outer_from + (2 * pi - 2 * outer_from) * i / 40) for i in range(41)]
    inside = [_polar((shift, 0), inner, -inner_from - (2 * pi - 2 * inner_from) * i / 40) for i in range(41)]
    return [
        (centre[0] + x * cos(turn) - y * sin(turn), centre[1] - (x * sin(turn) + y * cos(turn)))
        for x, y in (*outer, *inside)
    ]


def _polar(centre: Point, r: float, angle: float) -> Point:
    return centre[0] + r * cos(angle), centre[1] + r * sin(angle)


def _star(centre: Point, r: float) -> list[Point]:
    """Four points, the sides drawn in."""
    waist = 0.28 * r
    return [_polar(centre, r if i % 2 == 0 else waist, pi / 4 * i) for i in range(8)]
