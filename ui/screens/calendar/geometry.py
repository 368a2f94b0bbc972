"""Where things stand in the grid: columns, hours and blocks in pixels, and back from a point. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from ui.screens.calendar.blocks import Block, GridSheet

TIME_COLUMN, CLOSED_DAY = 48, 104
LEAST_COLUMN, LEAST_HOUR = 60, 44
BLOCK_GAP, EDGE = 2, 5
THIN = 14.0
SNAP = 15


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the whole grid, before scrolling; `left` counts from the time column's right edge."""

    left: float
    top: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height


@dataclass(frozen=True, slots=True)
class Place:
    """A column and a minute of its day."""

    column: int
    minute: int


@dataclass(frozen=True, slots=True)
class Geometry:
    """The measures of one sheet: edges of the columns, one more than there are, and an hour's height."""

    sheet: GridSheet
    edges: tuple[float, ...]
    hour: float

    @property
    def width(self) -> float:
        return self.edges[-1]

    @property
    def height(self) -> float:
        return (self.sheet.last - self.sheet.first) * self.hour

    def y_of(self, minute: float) -> float:
        return (minute / 60 - self.sheet.first) * self.hour

    def day_box(self, day: int) -> Box:
        """The whole day, from its first column to its last."""
        mine = [number for number, column in enumerate(self.sheet.columns) if column.day == day]
        left, right = self.edges[mine[0]], self.edges[mine[-1] + 1]
        return Box(left, 0, right - left, self.height)

    def span_box(self, column: int, start: float, end: float) -> Box:
        """A stretch of time of one column, from edge to edge, cut to the hours shown."""
        top = max(0.0, self.y_of(start))
        bottom = min(self.height, self.y_of(end))
        return Box(
            self.edges[column], top, self.edges[column + 1] - self.edges[column], max(0.0, bottom - top)
        )

    def block_box(self, block: Block) -> Box:
        """Where a block is drawn; lanes share its column."""
        span = self.span_box(block.column, block.start, block.end)
        if block.thin:
            left = span.left + span.width - BLOCK_GAP - THIN
            return Box(left, span.top + 1, THIN, max(12.0, span.height - 2))
        if block.room:
            span = Box(span.left, span.top, span.width - THIN - BLOCK_GAP, span.height)
        width = (span.width - 2 * BLOCK_GAP) / block.lanes
        left = span.left + BLOCK_GAP + block.lane * width
        gap = BLOCK_GAP if block.lane + 1 < block.lanes else 0
        return Box(left, span.top + 1, width - gap, max(12.0, span.height - 2))

    def column_at(self, x: float) -> int:
        """The column at a point, the nearest one when it is outside."""
        inside = (number for number in range(len(self.edges) - 1) if x < self.edges[number + 1])
        return next(inside, len(self.edges) - 2)

    def place_at(self, x: float, y: float, snap: int = SNAP) -> Place:
        """The column and the snapped minute at a point, cut to the hours shown."""
        minute = (y / self.hour + self.sheet.first) * 60
        snapped = int(minute // snap) * snap
        return Place(self.column_at(x), min(max(snapped, self.sheet.first * 60), self.sheet.last * 60 - snap))

    def block_at(self, x: float, y: float) -> Block | None:
        """The block at a point, the last drawn first."""
        return next((one for one in reversed(self.sheet.blocks) if self.block_box(one).holds(x, y)), None)

    def is_at_end(self, block: Block, y: float) -> bool:
        """Whether a point is at the lower edge, where the length is dragged."""
        box = self.block_box(block)
        return box.top + box.height - EDGE <= y <= box.top + box.height


def measure(sheet: GridSheet, width: float, height: float, scale: float = 1.0) -> Geometry:
    """Share out the width: a closed day keeps 104 px, the others share the rest but stay readable.

    The hours share the height so that the whole day is seen without scrolling, as long as that is readable.
    """
    closed = [_is_closed_stub(sheet, number) for number in range(len(sheet.columns))]
    open_count = closed.count(False)
    narrow = CLOSED_DAY * scale
    rest = width - closed.count(True) * narrow
    share = max(LEAST_COLUMN * scale, rest / open_count) if open_count else width
    if not open_count:
        narrow = width / max(1, len(closed))
    edges = [0.0]
    for is_closed in closed:
        edges.append(edges[-1] + (narrow if is_closed else share))
    hours = max(1, sheet.last - sheet.first)
    return Geometry(sheet, tuple(edges), max(LEAST_HOUR * scale, height / hours))


def _is_closed_stub(sheet: GridSheet, column: int) -> bool:
    """A closed day that shows no provider's column."""
    day = sheet.columns[column].day
    alone = sum(other.day == day for other in sheet.columns) == 1
    busy = any(block.column == column for block in sheet.blocks)
    return sheet.days[day].closed and alone and not busy and len(sheet.days) > 1
