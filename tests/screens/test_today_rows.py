"""Rows of a day in narrow columns: nothing is cut and nothing lies over anything else."""

import pytest

from ui.kit.palettes import PaletteName
from ui.kit.theme import FACTOR_MAX, SEMIBOLD, Theme, Type
from ui.screens.today.lines import DayRow, RowKind
from ui.screens.today.row_lines import (
    GAP,
    LINE,
    NAME_LEFT,
    ROW,
    SIDE,
    SLIM,
    SMALL_LINE,
    RowLines,
    StatePlace,
    break_row,
    state_width,
)

NAMES = (
    "NG, Bo",
    "CASTELLANOS VILLANUEVA-ETXEBERRIA, María Guadalupe",
    "WOLFESCHLEGELSTEINHAUSENBERGERDORFF",
)
WIDTHS = (200, 260, 320, 700)


def visit(name: str, second: str = "45 min, labs or vitals, video") -> DayRow:
    return DayRow(1, RowKind.VISIT, "11:00", name, second, "Not confirmed", "diamond-alert", "moderate")


def room_of(theme: Theme, width: int) -> int:
    return width - theme.px(NAME_LEFT + SIDE)


@pytest.mark.parametrize("factor", [1.0, FACTOR_MAX])
@pytest.mark.parametrize("name", NAMES)
def test_that_words_and_state_of_a_visit_have_their_room(theme: Theme, name: str, factor: float) -> None:
    theme.use(PaletteName.LIGHT, factor)
    for width in (theme.px(one) for one in WIDTHS):
        row = visit(name)
        lines, room = break_row(theme, row, width), room_of(theme, width)
        first = [theme.text_width(line, weight=SEMIBOLD) for line in lines.name]
        second = [theme.text_width(line, Type.SMALL) for line in lines.second]
        assert max(*first, *second) <= room + 2
        state = state_width(theme, row) + theme.px(GAP)
        if lines.state in {StatePlace.MIDDLE, StatePlace.BESIDE_NAME}:
            assert len(first) == 1
            assert first[0] + state <= room
        if lines.state in {StatePlace.MIDDLE, StatePlace.BESIDE_SECOND}:
            assert second[-1] + state <= room


def test_that_a_row_is_as_high_as_its_lines(theme: Theme) -> None:
    assert RowLines(("NG, Bo",), ("30 min",)).height(theme) == ROW
    long = RowLines(("CASTELLANOS", "Guadalupe"), ("45 min,", "video"), StatePlace.BELOW)
    assert long.height(theme) == ROW + LINE + SMALL_LINE + LINE


def test_that_wide_columns_keep_the_state_in_the_middle(theme: Theme) -> None:
    assert break_row(theme, visit("NG, Bo", "30 min"), 320).state is StatePlace.MIDDLE


def test_that_an_open_stretch_never_lies_under_its_act(theme: Theme) -> None:
    stretch = DayRow(2, RowKind.OPEN, "13:00", "Open, 1 h 30 min", action="Book")
    assert break_row(theme, stretch, 320).height(theme) == SLIM
    assert break_row(theme, stretch, 200).height(theme) == SLIM + SMALL_LINE
