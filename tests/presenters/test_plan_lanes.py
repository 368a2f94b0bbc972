"""Where the lanes of a plan put their labels: none over another, gaps seen, and nothing left untold."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from medmanager.domain.plan.plan import FollowUp
from medmanager.domain.plan.step_visits import Booked
from medmanager.domain.trend.trend import DoseLane, LaneStep
from tests.builders import TODAY, a_patient, a_plan, a_step, an_item, tablets
from ui.screens.plan.page import LaneChart
from ui.screens.plan.page_build import lane_chart
from ui.screens.plan.steps.lanes_layout import (
    MOST_ROWS,
    Kind,
    LabelPlace,
    Line,
    bars_of,
    labels_of,
    marks_of,
    spoken,
)

DAY = timedelta(days=1)
WEEK = 7 * DAY
LETTER = 7.0


def step(start: date, days: int, mg: str) -> LaneStep:
    return LaneStep(start, start + (days - 1) * DAY, Decimal(mg), "mg", planned=start > TODAY)


def a_line(
    *steps: LaneStep, width: float = 500.0, marks: tuple[tuple[date, str], ...] = ()
) -> tuple[DoseLane, Line]:
    lane = DoseLane(uuid4(), "paroxetine", 1, steps)
    last = max(one.end or one.start for one in steps)
    chart = LaneChart(min(steps[0].start, TODAY), last + DAY, TODAY, (lane,), marks)
    return lane, Line(chart, 0.0, width, lambda text: LETTER * len(text), lambda text: LETTER * len(text))


def labels(lane: DoseLane, line: Line) -> tuple[LabelPlace, ...]:
    return labels_of(bars_of(lane, line), line)


@pytest.mark.parametrize("width", [120.0, 260.0, 500.0, 1200.0])
def test_that_no_label_of_sixty_steps_lies_on_another(width: float) -> None:
    lane, line = a_line(*(step(TODAY + n * WEEK, 7, str(60 - n)) for n in range(60)), width=width)
    placed = labels(lane, line)
    assert 2 <= len(placed) < 60
    assert all(one.left + one.width < other.left for one, other in zip(placed, placed[1:], strict=False)), (
        "each begins after the one before has ended"
    )
    assert all(line.left <= one.left and one.left + one.width <= line.right for one in placed)
    assert placed[0].bar.text == "60\u00a0mg"
    assert placed[-1].bar.text == "1\u00a0mg"


def test_that_labels_with_room_are_all_there() -> None:
    lane, line = a_line(step(TODAY, 28, "50"), step(TODAY + 4 * WEEK, 28, "100"))
    assert [one.bar.text for one in labels(lane, line)] == ["50\u00a0mg", "100\u00a0mg"]


def test_that_a_step_of_one_day_does_not_put_its_dose_over_the_long_one_after_it() -> None:
    lane, line = a_line(step(TODAY, 1, "25"), step(TODAY + DAY, 27, "50"), step(TODAY + 28 * DAY, 28, "100"))
    assert [one.bar.text for one in labels(lane, line)] == ["50\u00a0mg", "100\u00a0mg"]


def test_that_days_without_a_step_are_a_gap_and_a_written_pause_is_none() -> None:
    pause = step(TODAY + 14 * DAY, 7, "0")
    lane, line = a_line(step(TODAY, 7, "50"), pause, step(TODAY + 21 * DAY, 7, "25"))
    kinds = [bar.kind for bar in bars_of(lane, line)]
    assert kinds == [Kind.DOSE, Kind.GAP, Kind.PAUSE, Kind.DOSE]
    gap = bars_of(lane, line)[1]
    assert (gap.left, gap.right) == (line.x(TODAY + 7 * DAY), line.x(TODAY + 14 * DAY))
    assert gap.told.startswith("no dose, ")


def test_that_what_has_no_label_is_told_in_words_all_the_same() -> None:
    lane, line = a_line(*(step(TODAY + n * WEEK, 6, str(60 - n)) for n in range(60)))
    told = spoken(lane, line.chart)
    assert all(f"{60 - n}\u00a0mg from" in told for n in range(60))
    assert told.count("no dose from") == 59
    assert len({bar.told for bar in bars_of(lane, line)}) == 119


def test_that_marks_in_one_row_do_not_touch() -> None:
    marks = tuple((TODAY + n * DAY, f"Visit {n}?") for n in range(1, 6))
    _, line = a_line(step(TODAY, 56, "50"), marks=marks)
    placed = [one for one in marks_of(line, (0.0, 500.0)) if one.text]
    assert len(placed) >= 5
    for one in placed:
        beside = [other for other in placed if other.row == one.row and other is not one]
        assert all(
            one.left + LETTER * len(one.text) < other.left or other.left < one.left for other in beside
        )


@pytest.mark.parametrize("width", [260.0, 500.0, 1200.0])
def test_that_the_words_of_many_visits_take_few_rows_and_the_rest_is_counted(width: float) -> None:
    marks = tuple((TODAY + n * DAY, f"Visit {n}?") for n in range(1, 30))
    _, line = a_line(step(TODAY, 420, "50"), marks=marks, width=width)
    placed = marks_of(line, (0.0, width))
    lines = [one for one in placed if one.has_line]
    assert len(lines) == 30, "each day keeps its line"
    assert max(one.row for one in placed) < MOST_ROWS
    silent = [one for one in lines if not one.text]
    (rest,) = (one for one in placed if not one.has_line)
    assert rest.text == f"and {len(silent)} more"
    told = [one for one in placed if one.text]
    for one in told:
        beside = [other for other in told if other.row == one.row and other is not one]
        assert all(
            one.left + LETTER * len(one.text) < other.left or other.left < one.left for other in beside
        )
    assert {one.told for one in silent} <= {text for _, text in marks}


def test_that_a_visit_of_a_step_has_a_question_mark_until_one_is_booked() -> None:
    second, third = TODAY + 14 * DAY, TODAY + 28 * DAY
    titration = an_item(
        "lamotrigine",
        a_step(TODAY - 7 * DAY, second - DAY, tablets("25")),
        a_step(second, third - DAY, tablets("50")),
        a_step(third, None, tablets("100")),
    )
    plan = replace(a_plan(a_patient(), titration), follow_up=FollowUp(TODAY + 3 * DAY, "see how it goes"))

    def visits(*booked: Booked) -> list[str]:
        return [words for _, words in lane_chart(plan, TODAY, booked).marks if words.endswith("?")]

    first, other = visits()
    held = Booked(second - 2 * DAY, titration.line_id, 2, second)
    assert visits(held) == [other]
    told = [words for on, words in lane_chart(plan, TODAY, (held,)).marks if on == held.on]
    assert len(told) == 1
    assert not told[0].endswith("?")
    assert first.startswith("Visit ")
