"""How a row of a day is set: the state beside the name, beside the second words, or on a line of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from ui.kit.layout.wrapping import lines_of
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.today.lines import DayRow, RowKind

ROW, SLIM, LINE, SMALL_LINE, SIDE = 46, 27, 20, 16, 12
TIME_RIGHT, NAME_LEFT, ICON, GAP = 52, 62, 16, 6


class StatePlace(Enum):
    """Where the state stands, at the right end."""

    MIDDLE = auto()
    BESIDE_NAME = auto()
    BESIDE_SECOND = auto()
    BELOW = auto()


@dataclass(frozen=True, slots=True)
class RowLines:
    """Lines of the name and of the second words; nothing is left out of either."""

    name: tuple[str, ...]
    second: tuple[str, ...] = ()
    state: StatePlace = StatePlace.MIDDLE

    def height(self, theme: Theme) -> int:
        """Of the whole row."""
        if not self.second:
            return theme.px(SLIM + (SMALL_LINE if self.state is StatePlace.BELOW else 0))
        below = LINE if self.state is StatePlace.BELOW else 0
        return theme.px(ROW + LINE * (len(self.name) - 1) + SMALL_LINE * (len(self.second) - 1) + below)


def break_row(theme: Theme, row: DayRow, width: int) -> RowLines:
    """Set a row in a list of that width."""
    if row.kind is not RowKind.VISIT:
        return _break_slim(theme, row, width)
    whole = width - theme.px(NAME_LEFT + SIDE)
    beside = whole - state_width(theme, row) - theme.px(GAP)
    bold, small = theme.font(weight=SEMIBOLD), theme.font(Type.SMALL)
    second_width = theme.text_width(row.second, Type.SMALL)
    if theme.text_width(row.name, weight=SEMIBOLD) <= beside:
        place = StatePlace.MIDDLE if second_width <= beside else StatePlace.BESIDE_NAME
    else:
        place = StatePlace.BESIDE_SECOND if second_width <= beside else StatePlace.BELOW
    return RowLines(lines_of(row.name, bold, whole), lines_of(row.second, small, whole), place)


def _break_slim(theme: Theme, row: DayRow, width: int) -> RowLines:
    """An open stretch: what it leads to stands beside it, or below."""
    action = theme.text_width(row.action, Type.SMALL, SEMIBOLD) + theme.px(GAP)
    fits = theme.text_width(row.name, Type.SMALL) + action <= width - theme.px(NAME_LEFT + SIDE)
    return RowLines((row.name,), state=StatePlace.MIDDLE if fits else StatePlace.BELOW)


def state_width(theme: Theme, row: DayRow) -> int:
    """What the words of the state take with their icon."""
    return theme.text_width(row.words) + (theme.px(ICON + GAP) if row.icon else 0)
