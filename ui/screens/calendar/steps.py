"""Where the cursor goes next, and where a block that is moved would not fit. No Qt."""

from __future__ import annotations

from ui.screens.calendar.blocks import Block, GridSheet, Look
from ui.screens.calendar.geometry import Place

STEP = 30
FREE = frozenset({Look.CANCELED, Look.PROPOSED})


def next_place(sheet: GridSheet, cursor: Place, step: tuple[int, int]) -> Place:
    """The cursor after an arrow: a column on at the same time, or the next block or half hour of its own."""
    across, down = step
    if across:
        column = min(max(0, cursor.column + across), len(sheet.columns) - 1)
        return Place(column, _start_at(sheet, column, cursor.minute))
    stops = _stops(sheet, cursor.column)
    if down > 0:
        return Place(cursor.column, next((stop for stop in stops if stop > cursor.minute), cursor.minute))
    return Place(
        cursor.column, next((stop for stop in reversed(stops) if stop < cursor.minute), cursor.minute)
    )


def _start_at(sheet: GridSheet, column: int, minute: int) -> int:
    """The start of the block that holds this minute, else the minute itself."""
    covering = (one.start for one in sheet.blocks if one.column == column and one.start <= minute < one.end)
    return next(covering, minute)


def _stops(sheet: GridSheet, column: int) -> list[int]:
    """Starts of blocks, and the half hours that no block covers."""
    blocks = [block for block in sheet.blocks if block.column == column]
    halves = range(sheet.first * 60, sheet.last * 60, STEP)
    free = {minute for minute in halves if not any(one.start <= minute < one.end for one in blocks)}
    return sorted(free | {block.start for block in blocks})


def problem_at(sheet: GridSheet, block: Block, place: Place, minutes: int) -> str:
    """Why a moved block would not fit there, "" when it would; the time only, no name."""
    taken = sheet.taken_at(place.column, place.minute, minutes, block.key)
    if taken is not None:
        return "taken"
    return "" if sheet.open_at(place.column, place.minute, minutes) else "outside hours"


def misfits(sheet: GridSheet, block: Block) -> tuple[tuple[int, int, int], ...]:
    """(column, start, end) of every free stretch that is too short for the block."""
    found = []
    for number, column in enumerate(sheet.columns):
        spans = sheet.days[column.day].open
        whole = ((sheet.first * 60, sheet.last * 60),)
        for start, end in spans if spans is not None else whole:
            found += [
                (number, free, until)
                for free, until in _free(sheet, number, (start, end), block)
                if until - free < block.minutes
            ]
    return tuple(found)


def _free(sheet: GridSheet, column: int, span: tuple[int, int], block: Block) -> list[tuple[int, int]]:
    taken = sorted(
        (one.start, one.end)
        for one in sheet.blocks
        if one.column == column and one.key != block.key and one.look not in FREE
    )
    free, begin = [], span[0]
    for start, end in taken:
        if begin < start <= span[1]:
            free.append((begin, start))
        begin = max(begin, end)
    return [*free, (begin, span[1])] if begin < span[1] else free
