"""A line that came onto the draft without its dose is never told as a pause, and never as 0 mg."""

from datetime import timedelta

from medmanager.domain.plan.changes import compare
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import PlanItem
from tests.builders import TODAY, a_patient, a_plan, a_step, an_item
from tests.presenters.plan_bench import begun
from ui.kit.change_words import change_row, standing_row
from ui.screens.plan.line.fields import LineBasis, RowKind, fields_of
from ui.screens.plan.page import EACH_DAY, TABLETS, StepRow
from ui.screens.plan.page_build import lane_chart
from ui.screens.plan.page_rows import table_rows
from ui.screens.plan.steps.lanes_layout import Bar, Kind, Line, bars_of, spoken

LATER = TODAY + timedelta(days=7)
UNWRITTEN = an_item("metformin", DoseStep(TODAY, None))
PAUSED = an_item("sertraline", a_step(TODAY, LATER - timedelta(days=1)), DoseStep(LATER, None))


def cells(item: PlanItem) -> list[tuple[str, str]]:
    rows = table_rows(a_plan(a_patient(), item), (), (), TODAY)
    return [(row.cells[TABLETS], row.cells[EACH_DAY]) for row in rows if isinstance(row, StepRow)]


def lane(item: PlanItem) -> tuple[Bar, str]:
    chart = lane_chart(a_plan(a_patient(), item), TODAY, ())
    line = Line(chart, 0.0, 500.0, lambda text: 7.0 * len(text), lambda text: 7.0 * len(text))
    return bars_of(chart.lanes[0], line)[-1], spoken(chart.lanes[0], chart)


def test_that_the_table_says_that_the_dose_is_not_written_and_a_pause_stays_one() -> None:
    assert cells(UNWRITTEN) == [("not written yet", "")]
    assert cells(PAUSED)[-1] == ("Pause", "0\u00a0mg")


def test_that_the_lane_says_that_the_dose_is_not_written_and_a_pause_stays_one() -> None:
    bar, told = lane(UNWRITTEN)
    assert (bar.kind, bar.text) == (Kind.GAP, "dose not written yet")
    assert "pause" not in told
    bar, told = lane(PAUSED)
    assert (bar.kind, bar.text) == (Kind.PAUSE, "pause")
    assert "pause from" in told


def test_that_a_dose_that_is_not_written_is_not_offered_to_be_paused() -> None:
    bench = begun()
    chart = bench.chart
    chart.services.plans.keep_line(chart.draft, UNWRITTEN)
    bench.presenter.load()
    offered = {acts.line_id: acts.pause for acts in bench.face.page.acts}
    assert offered[UNWRITTEN.line_id] is False
    assert offered[chart.lithium.line_id] is True


def test_that_the_changes_say_that_the_dose_is_not_written() -> None:
    (change,) = compare(None, a_plan(a_patient(), UNWRITTEN), TODAY)
    for told in (change_row(change, TODAY).words, standing_row(UNWRITTEN, TODAY).words):
        assert told.startswith("without a dose yet")
        assert "pause" not in told
    assert standing_row(PAUSED, TODAY).words.endswith("then pause from Nov 30")


def test_that_the_editor_opens_with_an_empty_row_to_write_the_dose_into() -> None:
    (row,) = fields_of(UNWRITTEN, LineBasis(UNWRITTEN.line_id, TODAY, UNWRITTEN)).rows
    assert (row.kind, row.strength, any(row.counts)) == (RowKind.DOSE, "", False)
    rows = fields_of(PAUSED, LineBasis(PAUSED.line_id, TODAY, PAUSED)).rows
    assert rows[-1].kind is RowKind.PAUSE
