"""The trends tab with real widgets."""

import gc
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from medmanager.domain.changes import Change, Changes
from medmanager.domain.trend.words import NO_CAUSE
from tests.builders import new_id
from tests.conventions.screen_watch import clipped, nameless
from tests.presenters.test_trends_presenter import Tab
from tests.screens.on_display import on_display
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme
from ui.screens.trends import TrendsScreen, build
from ui.screens.trends.presenter import ReadoutRow
from ui.screens.trends.readout import ReadoutRows

SIZES = ((1368, 724), (1294, 592))
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def open_tab(theme: Theme, qtbot: QtBot) -> Callable[..., TrendsScreen]:
    def open_it(*, empty: bool = False, size: tuple[int, int] = SIZES[0]) -> TrendsScreen:
        practice = Tab(empty=empty).practice
        return on_display(qtbot, build(practice.context, theme, practice.maren.id), TrendsScreen, size)

    return open_it


def button(screen: TrendsScreen, text: str) -> QPushButton:
    return next(one for one in screen.widget.findChildren(QPushButton) if one.text().replace("&", "") == text)


def test_that_the_cursor_moves_by_keys_and_the_readout_follows(
    open_tab: Callable[..., TrendsScreen], qtbot: QtBot
) -> None:
    screen = open_tab()
    gc.collect()
    qtbot.keyClick(screen.view.chart, Qt.Key.Key_Left)
    assert screen.view.readout.accessibleName() == "At Mon, Nov 9, 2026"
    assert "Sleepiness 6" in screen.view.readout.rows.accessibleDescription()


def test_that_the_arrows_of_the_readout_move_the_cursor(
    open_tab: Callable[..., TrendsScreen], qtbot: QtBot
) -> None:
    screen = open_tab()
    screen.view.readout.stepped.emit(-1)
    assert screen.view.chart.day().isoformat() == "2026-11-09"


def test_that_the_table_takes_the_place_of_the_chart(
    open_tab: Callable[..., TrendsScreen], qtbot: QtBot
) -> None:
    screen = open_tab()
    qtbot.mouseClick(button(screen, "Table"), LEFT)
    assert screen.view.table is not None
    assert screen.view.table.isVisible()
    assert not screen.view.chart.isVisible()
    assert screen.view.table.rows.headerData(1, Qt.Orientation.Horizontal) == "Sleepiness"
    qtbot.mouseClick(button(screen, "Chart"), LEFT)
    assert screen.view.chart.isVisible()


def test_that_a_span_and_a_switch_change_the_chart(
    open_tab: Callable[..., TrendsScreen], qtbot: QtBot
) -> None:
    screen = open_tab()
    qtbot.mouseClick(button(screen, "6 w"), LEFT)
    assert screen.view.days.text() == "Oct 12 to Nov 30, 2026"
    screen.view.switches["effects"].click()
    layout = screen.view.chart.layout_now()
    assert layout is not None
    assert [box.panel.key for box in layout.panels] == ["scales"]
    assert not screen.view.switches["vitals"].isEnabled()


def test_that_the_words_can_be_copied_with_their_warning(
    open_tab: Callable[..., TrendsScreen], qtbot: QtBot
) -> None:
    screen = open_tab()
    screen.view.words.copy()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Sleepiness rose from 3 (Oct 12) to 7 (Oct 26)")
    assert text.endswith(NO_CAUSE)


def test_that_words_of_a_record_are_never_read_as_markup(
    open_tab: Callable[..., TrendsScreen],
) -> None:
    screen = open_tab()
    screen.view.show_words((("<i>x</i>", "<b>bold</b> & more"), ("", NO_CAUSE)))
    assert "&lt;i&gt;" in screen.view.words.text.text()


def test_that_an_empty_record_offers_a_visit(open_tab: Callable[..., TrendsScreen], qtbot: QtBot) -> None:
    screen = open_tab(empty=True)
    qtbot.mouseClick(button(screen, "Record a visit"), LEFT)
    assert screen.context.navigate.patients[-1][1] == "visits"  # type: ignore[attr-defined]  # the noted one


def test_that_only_changes_of_this_patient_concern_it(open_tab: Callable[..., TrendsScreen]) -> None:
    screen = open_tab()
    assert screen.concerns(Changes((Change("visit", new_id(), screen.patient_id),)))
    assert not screen.concerns(Changes((Change("visit", new_id(), new_id()),)))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("palette", list(PaletteName))
def test_that_it_is_named_whole_and_fits_in_every_palette(
    open_tab: Callable[..., TrendsScreen], theme: Theme, palette: PaletteName, size: tuple[int, int]
) -> None:
    theme.use(palette)
    screen = open_tab(size=size)
    assert screen.widget.width() == size[0]
    assert screen.view.head.is_single()
    assert not nameless(screen.widget)
    assert not clipped(screen.widget)


def test_that_the_readout_is_as_high_as_its_rows_in_every_text_size(qtbot: QtBot, theme: Theme) -> None:
    rows = ReadoutRows(theme)
    qtbot.addWidget(rows)
    heights = []
    for names in (
        ("Nausea",),
        ("Nausea", "Sleepiness"),
        ("Nausea", "a medicine with a name of many words " * 2),
    ):
        rows.show_rows(tuple(ReadoutRow(name, "6") for name in names))
        heights.append(rows.heightForWidth(260))
    assert heights == sorted(set(heights)), "more rows, and more lines in one, need more room"
    theme.use(PaletteName.LIGHT, 1.5)
    assert rows.heightForWidth(260) > heights[-1]


def test_that_the_side_keeps_in_step_with_the_text(
    open_tab: Callable[..., TrendsScreen], theme: Theme
) -> None:
    screen = open_tab()
    before = screen.view.readout.width()
    theme.use(PaletteName.LIGHT, 1.5)
    QApplication.processEvents()
    assert screen.view.readout.width() > before * 1.4
