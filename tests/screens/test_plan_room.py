"""How the plan tab fits itself into its room: small windows, large text, every palette."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.plan import Stopped
from tests.builders import TODAY, a_step, an_item, tablets
from tests.plan_services import SEPTEMBER, Chart, a_line, chart_services
from tests.screens.on_display import TAB
from tests.screens.plan_opened import opened
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.labels import Label
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme
from ui.kit.words import NO_BREAK
from ui.screens.plan.line.fields import RowKind
from ui.screens.plan.line.parts import SumsPart
from ui.screens.plan.safety.blocks import AlertBlock
from ui.screens.plan.safety.burden_view import BurdenCell
from ui.screens.plan.steps_card_view import StepsCard
from ui.screens.plan.view import PlanView

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def chart() -> Chart:
    return Chart(chart_services())


@pytest.mark.parametrize("palette", list(PaletteName))
def test_that_no_date_or_dose_is_cut_in_a_small_window(
    qtbot: QtBot, theme: Theme, chart: Chart, palette: PaletteName
) -> None:
    theme.use(palette)
    plans, steps = (
        chart.services.plans,
        (
            a_step(date(2026, 11, 24), date(2027, 1, 4), tablets("1000")),
            a_step(date(2027, 1, 5), None, tablets("500")),
        ),
    )
    chart.begin()
    plans.keep_line(chart.draft, an_item("a medicine with a long name " * 4, *steps))
    screen = opened(qtbot, theme, chart)
    table = screen.view.steps.table
    assert sum(table.columnWidth(column) for column in range(9)) <= table.viewport().width()
    assert screen.view.minimumSizeHint().width() <= TAB[0]
    metrics = table.fontMetrics()
    for row in range(table.steps.rowCount()):
        for column in (1, 8):
            text = str(table.steps.index(row, column).data() or "")
            assert metrics.horizontalAdvance(text) <= table.columnWidth(column)


def test_that_the_whole_plan_is_drawn_in_every_palette_and_size(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    chart.begin()
    taper = replace(
        chart.sertraline,
        steps=(a_step(SEPTEMBER, TODAY), a_step(TOMORROW, date(2026, 12, 7), tablets("25"))),
        stopped=Stopped(date(2026, 12, 8), "well"),
    )
    chart.services.plans.keep_line(chart.draft, taper)
    chart.services.plans.keep_line(
        chart.draft,
        a_line("paliperidone", a_step(TODAY, None, tablets("156"), every_days=28), form=Form.INJECTION),
    )
    screen = opened(qtbot, theme, chart)
    seen = set()
    for palette in PaletteName:
        for factor in (0.85, 1.0, 1.4):
            theme.use(palette, factor)
            QApplication.processEvents()
            seen.add(screen.widget.grab().toImage().pixelColor(3, 3).name())
    assert len(seen) == len(PaletteName)


def test_that_a_line_that_is_written_has_the_room_of_a_small_window(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    chart.begin()
    screen = opened(qtbot, theme, chart, (952, 462))
    view, editor = screen.view, screen.view.steps.editor
    screen.lines.edit(chart.draft.items[0].line_id)
    QApplication.processEvents()
    assert not view.tools.isVisible()
    assert editor.area.height() > 300
    assert editor.dosing.lane.isVisible()
    assert "50" in editor.dosing.lane.accessibleDescription()
    screen.lines.cancel()
    QApplication.processEvents()
    assert view.tools.isVisible()
    assert view.steps.lanes.isVisible()


def test_that_the_fields_of_a_line_are_no_wider_than_a_usual_laptop_has_room_for(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    chart.begin()
    rows = (
        a_step(TODAY, date(2027, 1, 4), tablets("500", number="2")),
        a_step(date(2027, 1, 5), None, tablets("500", number="3")),
    )
    line = an_item("valproate", *rows)
    chart.services.plans.keep_line(chart.draft, line)
    screen = opened(qtbot, theme, chart)
    screen.lines.edit(line.line_id)
    QApplication.processEvents()
    assert screen.view.steps.editor.area.horizontalScrollBar().maximum() == 0
    for edit in screen.view.steps.editor.findChildren(CellEdit):
        inside = edit.width() - 14
        assert (
            not edit.text()
            or not edit.name.startswith("row.")
            or edit.fontMetrics().horizontalAdvance(edit.text()) <= inside
        ), edit.name


def test_that_burdens_stand_in_two_rows_where_one_would_cut_their_names(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    chart.begin()
    screen = opened(qtbot, theme, chart)
    strip = screen.view.burden
    screen.widget.resize(1100, 592)
    QApplication.processEvents()
    low = strip.height()
    theme.use(PaletteName.LIGHT, 1.9)
    QApplication.processEvents()
    cells = strip.findChildren(BurdenCell)
    qtbot.waitUntil(lambda: len({cell.y() for cell in cells}) == 2)
    for label in strip.findChildren(Label):
        assert not label.isVisible() or label.width() >= label.sizeHint().width()
    theme.use(PaletteName.LIGHT)
    qtbot.waitUntil(lambda: len({cell.y() for cell in cells}) == 1 and strip.height() == low)


def test_that_no_alert_is_wider_than_its_card(qtbot: QtBot, theme: Theme, chart: Chart) -> None:
    chart.begin()
    for name in ("phenelzine", "ibuprofen", "quetiapine", "venlafaxine", "clozapine", "tramadol"):
        chart.services.plans.keep_line(chart.draft, an_item(name))
    screen = opened(qtbot, theme, chart)
    blocks = screen.view.safety.findChildren(AlertBlock)
    assert len(blocks) > 8
    assert max(block.minimumSizeHint().width() for block in blocks) <= screen.view.safety.width()


def seen_of_lanes(steps: StepsCard) -> int:
    port = steps.lanes.parentWidget()
    assert port is not None
    return port.height()


def test_that_the_steps_of_many_medicines_have_more_room_than_their_lanes(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    chart.begin()
    for name in ("quetiapine", "buspirone", "melatonin", "trazodone", "hydroxyzine", "prazosin"):
        chart.services.plans.keep_line(chart.draft, an_item(name))
    steps = opened(qtbot, theme, chart).view.steps
    assert steps.table.height() > 7 * steps.table.rowHeight(0)
    assert steps.lanes.least() <= seen_of_lanes(steps) < steps.lanes.height(), "the lanes scroll"


def test_that_the_lanes_of_a_short_plan_do_not_scroll(qtbot: QtBot, theme: Theme, chart: Chart) -> None:
    chart.begin()
    steps = opened(qtbot, theme, chart).view.steps
    assert seen_of_lanes(steps) == steps.lanes.sizeHint().height()


@pytest.mark.parametrize(("size", "named"), [(TAB, False), ((1294, 800), True)])
def test_that_only_a_low_window_leaves_the_name_of_the_selected_medicine_to_its_row(
    qtbot: QtBot, theme: Theme, chart: Chart, size: tuple[int, int], named: bool
) -> None:
    chart.begin()
    steps = opened(qtbot, theme, chart, size).view.steps
    steps.table.select_line(chart.sertraline.line_id)
    QApplication.processEvents()
    shown = [label.text() for label in steps.acts.findChildren(Label) if label.isVisible()]
    assert ("sertraline" in shown) is named
    assert steps.acts.stop_button.isVisible()


@pytest.mark.parametrize(("width", "safety", "side"), [(1368, 260, 340), (1848, 340, 480)])
def test_that_a_wide_window_gives_its_room_to_the_alerts_and_the_sheet_too(
    qtbot: QtBot, theme: Theme, width: int, safety: int, side: int
) -> None:
    view = PlanView(theme, ())
    qtbot.addWidget(view)
    view.resize(width, 904)
    view.show()
    view.state.show_content()
    QApplication.processEvents()
    assert view.safety.width() == safety
    assert view.changes.width() >= side


def test_that_fields_that_are_open_grow_with_the_text(qtbot: QtBot, theme: Theme, chart: Chart) -> None:
    chart.begin()
    line = a_line("paliperidone", a_step(TODAY, None, tablets("117"), every_days=28), form=Form.INJECTION)
    chart.services.plans.keep_line(chart.draft, line)
    screen = opened(qtbot, theme, chart)
    screen.lines.edit(line.line_id)
    QApplication.processEvents()
    edit = screen.view.steps.editor.dosing.field("row.0.strength")
    assert edit is not None
    before = edit.width()
    theme.use(PaletteName.LIGHT, 1.9)
    QApplication.processEvents()
    assert edit.width() >= before * 1.85
    assert edit.fontMetrics().horizontalAdvance(edit.text()) <= edit.width()


def test_that_a_dose_of_every_four_weeks_has_room_in_the_table_and_in_its_fields(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    chart.begin()
    months = (
        a_step(date(2026, 11, 25), date(2026, 12, 22), tablets("234"), every_days=28),
        a_step(date(2026, 12, 23), None, tablets("1000"), every_days=84),
    )
    line = a_line("paliperidone", *months, form=Form.INJECTION)
    chart.services.plans.keep_line(chart.draft, line)
    screen = opened(qtbot, theme, chart)
    table = screen.view.steps.table
    assert sum(table.columnWidth(column) for column in range(9)) <= table.viewport().width()
    screen.lines.edit(line.line_id)
    QApplication.processEvents()
    assert screen.view.steps.editor.area.horizontalScrollBar().maximum() == 0


def test_that_a_step_is_added_where_it_is_seen_with_its_day_there_to_be_overwritten(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    chart.begin()
    screen = opened(qtbot, theme, chart)
    editor = screen.view.steps.editor
    screen.lines.add("lurasidone")
    QApplication.processEvents()
    screen.lines.add_row(RowKind.DOSE)
    day = editor.dosing.field("row.1.start")
    assert day is not None
    QApplication.processEvents()
    assert editor.area.verticalScrollBar().value() == 0, "there was room for it"
    assert day.hasFocus()
    assert day.selectedText() == day.text() != ""


def test_that_the_sums_are_seen_while_the_supply_is_written(qtbot: QtBot, theme: Theme, chart: Chart) -> None:
    chart.begin()
    screen = opened(qtbot, theme, chart, (TAB[0], 520))
    editor = screen.view.steps.editor
    climbing = [
        a_step(TODAY + timedelta(days=day), None, tablets(mg)) for day, mg in enumerate(("25", "50", "100"))
    ]
    steps = [replace(step, end=step.start) for step in climbing[:2]]
    chart.services.plans.keep_line(chart.draft, a_line("lamotrigine", *steps, climbing[2]))
    screen.desk.load()
    screen.lines.edit(chart.draft.items[-1].line_id)
    editor.go_to("supply_days")
    days = QApplication.focusWidget()
    assert isinstance(days, CellEdit)
    for text, told in (("", "added up here"), ("9", "25 mg for 9 days")):
        qtbot.keyClicks(days, text)
        for _ in range(3):
            QApplication.processEvents()
        (sums,) = editor.findChildren(SumsPart)
        *_, last = sums.findChildren(Label)
        assert told in last.text().replace(NO_BREAK, " ")
        assert last.visibleRegion().boundingRect() == last.rect()
        assert not days.visibleRegion().isEmpty()


def test_that_a_form_is_seen_whole_and_many_known_forms_leave_the_fields_beside_it_their_room(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    chart.begin()
    screen = opened(qtbot, theme, chart)
    widths = []
    for name in ("lurasidone", "paroxetine"):
        screen.lines.add(name)
        QApplication.processEvents()
        (purpose,) = (edit for edit in screen.view.findChildren(CellEdit) if edit.name == "purpose")
        widths.append(purpose.width())
        (form,) = (one for one in screen.view.findChildren(QComboBox) if one.accessibleName() == "Form")
        longest = max(form.fontMetrics().horizontalAdvance(form.itemText(row)) for row in range(form.count()))
        assert form.width() >= longest + theme.px(44)
        screen.lines.cancel()
    assert widths[1] == widths[0]


@pytest.mark.parametrize("name", ["risperidone", "a medicine with a long name " * 8, "a" * 200])
def test_that_what_is_known_of_a_medicine_does_not_widen_its_card(
    qtbot: QtBot, theme: Theme, chart: Chart, name: str
) -> None:
    chart.begin()
    screen = opened(qtbot, theme, chart)
    before = screen.view.steps.width()
    screen.lines.add(name)
    QApplication.processEvents()
    assert screen.view.steps.width() == before


def test_that_a_new_dose_of_every_week_has_room_in_its_fields(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    chart.begin()
    screen = opened(qtbot, theme, chart)
    editor = screen.view.steps.editor
    screen.lines.add("methotrexate")
    for name, text in (("strength", "2.5 mg"), ("morning", "4"), ("every", "28")):
        edit = editor.dosing.field(f"row.0.{name}")
        assert edit is not None
        edit.setFocus()
        qtbot.keyClicks(edit, text)
    QApplication.processEvents()
    told = [label.text() for label in editor.dosing.findChildren(Label) if label.isVisible()]
    assert f"10{NO_BREAK}mg" in told
    assert "every 28 days" in told
    assert editor.area.horizontalScrollBar().maximum() == 0


def test_that_a_weekly_dose_among_others_leaves_the_side_of_the_plan_its_room(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    chart.begin()
    over = a_step(date(2026, 8, 1), TODAY, tablets("1", number="2"))
    weekly = a_step(date(2027, 1, 5), None, tablets("2.5", number="4"), every_days=28)
    for line in (
        an_item("lorazepam", over, stopped=Stopped(TOMORROW, "moves")),
        an_item("methotrexate", weekly),
    ):
        chart.services.plans.keep_line(chart.draft, line)
    view = opened(qtbot, theme, chart).view
    right = view.changes.mapTo(view, view.changes.rect().topRight()).x()
    assert right < view.width()
    table = view.steps.table
    highest = max(table.rowHeight(row) for row in range(table.steps.rowCount()))
    assert highest >= 2 * table.fontMetrics().height(), "the dose and, below it, how often"
