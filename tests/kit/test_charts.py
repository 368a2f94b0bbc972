"""The trend chart: places, dose words, cursor, tips, table, words, palettes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from medmanager.domain.trend.trend import DoseLane, LaneStep, Point
from tests.kit.chart_builder import TODAY, effects_panel, maren_chart, scales_panel
from ui.kit.charts.chart import TrendChartView
from ui.kit.charts.lane_paint import bars_of, dose_places, present_words
from ui.kit.charts.layout import (
    APART,
    Layout,
    Parts,
    Sizes,
    date_ticks,
    lay_out,
    least_height,
    marked,
    spread,
    stops,
)
from ui.kit.charts.marks import DASHES, SHAPES, STROKES
from ui.kit.charts.paint import Sheet
from ui.kit.charts.reading import as_table, read_at, spoken
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme

PARTS = Parts()
OCT_26 = date(2026, 10, 26)


def sizes(width: float = 1048, height: float = 640, factor: float = 1.0) -> Sizes:
    return Sizes(
        width, height, factor, lambda text: 6.5 * len(text) * factor, lambda text: 7.0 * len(text) * factor
    )


def view_of(qtbot: QtBot, theme: Theme, width: int = 1048, height: int = 640) -> TrendChartView:
    view = TrendChartView(theme)
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show_chart(maren_chart(), PARTS)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    return view


def layout_of(view: TrendChartView) -> Layout:
    layout = view.layout_now()
    assert layout is not None
    return layout


@pytest.mark.parametrize("width", [560, 870, 1048, 1900])
def test_that_a_day_is_found_where_it_was_drawn(width: int) -> None:
    layout = lay_out(maren_chart(), PARTS, sizes(width))
    for back in range(106):
        day = date(2026, 11, 30) - timedelta(days=back)
        assert layout.day(layout.x(day)) == day


@pytest.mark.parametrize("factor", [0.85, 1.0, 1.9])
def test_that_panels_lanes_and_events_follow_one_another(factor: float) -> None:
    layout = lay_out(maren_chart(), PARTS, sizes(1900, 1300, factor))
    edges = [edge for panel in layout.panels for edge in (panel.top, panel.bottom)]
    edges += [edge for lane in layout.lanes for edge in (lane.top, lane.bottom)]
    assert edges == sorted(edges)
    assert layout.lanes[-1].bottom < layout.event_top < layout.visit_y < layout.bottom <= 1300


def test_that_the_chart_fits_the_smallest_supported_window() -> None:
    assert least_height(maren_chart(), PARTS, 1.0) <= 500
    assert lay_out(maren_chart(), PARTS, sizes(870, 490)).bottom <= 490


def test_that_a_long_drug_name_narrows_the_plot_and_is_not_cut() -> None:
    chart = maren_chart()
    long = replace(chart.lanes[0], name="amitriptyline and chlordiazepoxide")
    wide = lay_out(replace(chart, lanes=(long,)), PARTS, sizes())
    assert wide.left >= 7.0 * len(long.label)
    assert wide.left > lay_out(chart, PARTS, sizes()).left


def test_that_values_beyond_the_axis_stay_within_the_panel() -> None:
    box = lay_out(maren_chart(), PARTS, sizes()).panels[0]
    assert box.y(Decimal(99)) == box.top
    assert box.y(Decimal(-3)) == box.bottom


@given(
    st.lists(st.floats(0, 300), min_size=1, max_size=8),
    st.floats(10, 20),
)
def test_that_direct_labels_never_lie_over_one_another(wanted: list[float], step: float) -> None:
    placed = sorted(spread(wanted, step, 0, 300))
    assert all(after - before >= step - 1e-6 for before, after in zip(placed, placed[1:], strict=False))
    assert placed[-1] <= 300
    assert placed[0] >= -1e-6


@pytest.mark.parametrize("days", [14, 42, 105, 392, 1500, 9000])
@pytest.mark.parametrize("width", [420, 760])
def test_that_date_words_have_room_at_every_span(days: int, width: int) -> None:
    chart = maren_chart(start=TODAY - timedelta(days=days), end=TODAY)
    ticks = date_ticks(chart, width)
    apart = [(after - before).days * width / days for before, after in zip(ticks, ticks[1:], strict=False)]
    assert ticks
    assert all(room >= 78 for room in apart)


def test_that_events_with_long_words_go_to_another_row() -> None:
    layout = lay_out(maren_chart(end=date(2028, 11, 30)), PARTS, sizes())
    assert {event.row for event in layout.events} == {0, 1, 2}


def lane_of(lengths: list[tuple[int, int]]) -> DoseLane:
    """Steps of so many days and so many mg, one after the other from the start of the chart."""
    day, steps = date(2026, 8, 17), []
    for days, dose in lengths:
        end = day + timedelta(days=days - 1)
        steps.append(LaneStep(day, end, Decimal(dose), "mg", planned=day > TODAY))
        day = end + timedelta(days=1)
    return DoseLane(UUID(int=9), "drug", 1, tuple(steps))


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 900)), min_size=1, max_size=14))
def test_that_a_dose_never_stands_on_another_dose_or_in_the_bar_of_another_step(
    theme_of_session: Theme, lengths: list[tuple[int, int]]
) -> None:
    chart = maren_chart(lanes=(lane_of(lengths),))
    layout = lay_out(chart, PARTS, sizes())
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    sheet = Sheet(QPainter(image), theme_of_session, chart, layout, PARTS)
    box = layout.lanes[0]
    bars = tuple(bars_of(sheet, box))
    places = list(dose_places(sheet, box, bars))
    sheet.painter.end()
    for at, (text, place) in enumerate(places):
        assert not any(place.intersects(other) for _, other in places[at + 1 :])
        for bar in bars:
            area = QRectF(bar.left, bar.top, bar.right - bar.left, box.bottom - bar.top)
            if place.adjusted(0, 0, -1, 0).intersects(area):
                assert text.startswith(f"{bar.step.dose:,f}")


@pytest.fixture(scope="module")
def theme_of_session(session_theme: Theme) -> Theme:
    session_theme.use(PaletteName.LIGHT)
    return session_theme


def test_that_every_step_of_the_example_has_its_dose_in_words(qtbot: QtBot, theme: Theme) -> None:
    chart, layout = maren_chart(), layout_of(view_of(qtbot, theme))
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    sheet = Sheet(QPainter(image), theme, chart, layout, PARTS)
    texts = [text for text, _ in dose_places(sheet, layout.lanes[1], tuple(bars_of(sheet, layout.lanes[1])))]
    sheet.painter.end()
    assert texts[:4] == ["50\u00a0mg", "100\u00a0mg", "200\u00a0mg", "300\u00a0mg"]


def test_that_the_present_dose_and_the_next_change_stand_beside_the_lane() -> None:
    sertraline, quetiapine, lithium = maren_chart().lanes
    assert present_words(sertraline, TODAY) == ("100\u00a0mg", "75\u00a0mg from tomorrow")
    assert present_words(quetiapine, date(2026, 11, 26)) == ("50\u00a0mg", "300\u00a0mg from Dec 4")
    assert present_words(lithium, TODAY) == ("900\u00a0mg", "")
    assert present_words(sertraline, date(2026, 12, 15)) == ("50\u00a0mg", "stops Jan 5, 2027")
    assert present_words(sertraline, date(2026, 5, 1)) == ("not yet", "100\u00a0mg from Jun 1")
    assert present_words(sertraline, date(2027, 3, 1)) == ("stopped", "")


def test_that_arrows_stop_at_days_with_data(qtbot: QtBot, theme: Theme) -> None:
    view = view_of(qtbot, theme)
    days: list[date] = []
    view.cursor_moved.connect(days.append)
    assert view.day() == TODAY
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert days == [date(2026, 11, 16), date(2026, 11, 12), date(2026, 11, 16), date(2026, 8, 24)]
    qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert view.day() == date(2026, 8, 17)


def test_that_a_click_reads_the_day_under_it(qtbot: QtBot, theme: Theme) -> None:
    view = view_of(qtbot, theme)
    x = layout_of(view).x(OCT_26)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPointF(x + 3, 200).toPoint())
    assert view.day() == OCT_26


def test_that_the_cursor_stays_when_other_parts_are_shown(qtbot: QtBot, theme: Theme) -> None:
    view = view_of(qtbot, theme)
    view.move_cursor(OCT_26)
    view.show_chart(maren_chart(), Parts(panels=("scales",)))
    assert view.day() == OCT_26
    view.show_chart(maren_chart(start=date(2026, 11, 9)), PARTS)
    assert view.day() == TODAY


def test_that_what_lies_under_the_mouse_is_named(qtbot: QtBot, theme: Theme) -> None:
    view = view_of(qtbot, theme)
    layout = layout_of(view)
    point = QPointF(layout.x(OCT_26), layout.panels[0].y(Decimal(7)))
    assert view.tip_at(point) == "Sleepiness 7, Mon, Oct 26, 2026"
    lane = layout.lanes[0]
    tip = view.tip_at(QPointF(layout.x(date(2026, 11, 28)), lane.bottom - 2))
    assert tip.startswith("sertraline 75\u00a0mg, planned, Tue, Nov 24, 2026 through Mon, Dec 7, 2026")
    assert view.tip_at(QPointF(layout.x(date(2026, 9, 14)), layout.visit_y)) == "follow-up, Mon, Sep 14, 2026"
    assert view.tip_at(QPointF(2, 2)) == ""


def test_that_the_readout_gives_values_changes_and_doses_of_the_day() -> None:
    reading = read_at(maren_chart(), PARTS, OCT_26)
    found = {one.series.label: (one.value, one.change) for one in reading.series}
    assert found["Tremor"] == ("5", "+1")
    assert found["Sleepiness"] == ("7", "+4")
    assert found["Nausea"] == ("1", "same")
    assert found["Restlessness"] == ("3", "−2")
    assert found["PHQ-9"] == ("13", "−3")
    assert [(one.lane.label, one.dose) for one in reading.doses] == [
        ("sertraline", "100\u00a0mg"),
        ("QUEtiapine", "200\u00a0mg"),
        ("lithium ER", "900\u00a0mg"),
    ]
    assert reading.last_change is not None
    assert reading.last_change.on == date(2026, 10, 19)


def test_that_before_its_first_answer_a_curve_has_no_value_and_a_drug_is_not_taken() -> None:
    reading = read_at(maren_chart(), PARTS, date(2026, 8, 18))
    assert {one.value for one in reading.series} == {""}
    assert reading.doses[1].dose == "not taken"


def test_that_the_table_holds_every_point_once_and_leaves_the_unasked_empty() -> None:
    chart = maren_chart()
    table = as_table(chart, PARTS)
    assert table.heads[:3] == ("Day", "Tremor", "Sleepiness")
    days = [row[0] for row in table.rows]
    assert days[0] == "Tue, Nov 24"
    assert len(days) == len(stops(chart, PARTS))
    phq = table.heads.index("PHQ-9")
    assert [row[phq] for row in table.rows if row[phq]] == ["9", "11", "13", "16", "17", "19"]


def test_that_a_screen_reader_hears_sentences_and_the_values_of_the_day(qtbot: QtBot, theme: Theme) -> None:
    view = view_of(qtbot, theme)
    view.move_cursor(OCT_26)
    said = view.accessibleDescription()
    assert said == spoken(maren_chart(), PARTS, OCT_26)
    assert "Sleepiness rose from 1 to 6." in said
    assert "At Mon, Oct 26: Tremor 5" in said
    assert "QUEtiapine 200\u00a0mg" in said


def test_that_each_series_number_has_a_dash_and_a_marker_of_its_own() -> None:
    assert len(set(DASHES)) == 8
    assert set(SHAPES) | set(STROKES) | {1} == set(range(1, 9))


def test_that_markers_of_a_curve_never_lie_on_one_another_and_the_last_has_one() -> None:
    assert marked([0, 30, 60], APART) == (0, 1, 2)
    close = [4.0 * day for day in range(14)]
    found = marked(close, APART)
    assert found[-1] == 13
    places = [close[number] for number in found]
    assert all(later - earlier >= APART for earlier, later in zip(places, places[1:], strict=False))
    assert marked([5], APART) == (0,)
    assert marked([], APART) == ()


def inked(image: QImage, place: QRectF, colour: str) -> int:
    points = (
        image.pixelColor(x, y).name().upper()
        for x in range(int(place.left()), int(place.right()))
        for y in range(int(place.top()), int(place.bottom()))
    )
    return sum(point == colour for point in points)


def test_that_no_line_is_drawn_across_a_day_that_was_not_asked(qtbot: QtBot, theme: Theme) -> None:
    points = (Point(date(2026, 9, 7), Decimal(4)), Point(date(2026, 10, 5), Decimal(4)))
    tremor = replace(effects_panel().series[0], points=points)
    found = []
    for gaps in ((), (date(2026, 9, 21),)):
        panel = replace(effects_panel(), series=(replace(tremor, number=5, gaps=gaps),))
        view = TrendChartView(theme)
        qtbot.addWidget(view)
        view.resize(1048, 640)
        view.show_chart(maren_chart(panels=(panel, scales_panel()), changes=()), PARTS)
        layout = layout_of(view)
        y = layout.panels[0].y(Decimal(4))
        between = QRectF(layout.x(date(2026, 9, 14)), y - 2, 60, 4)
        found.append(inked(view.grab().toImage(), between, theme.palette.hex("series.5")))
    assert found[0] > 20
    assert found[1] == 0


@pytest.mark.parametrize("name", list(PaletteName))
def test_that_the_chart_follows_the_palette(qtbot: QtBot, theme: Theme, name: PaletteName) -> None:
    view = view_of(qtbot, theme)
    theme.use(name)
    view.move_cursor(OCT_26)
    image = view.grab().toImage()
    assert image.pixelColor(3, 300).name().upper() == theme.palette.hex("surface")
    today = layout_of(view).x(TODAY)
    assert inked(image, QRectF(today - 2, 250, 4, 8), theme.palette.hex("accent")) > 8


def test_that_moving_the_cursor_does_not_draw_the_chart_again(qtbot: QtBot, theme: Theme) -> None:
    view = view_of(qtbot, theme)
    view.grab()
    layout = view.layout_now()
    view.step_cursor(-1)
    view.grab()
    assert view.layout_now() is layout
