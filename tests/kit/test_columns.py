"""Columns stand side by side where there is room, and under one another where large text leaves none."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ui.kit.layout.columns import PEEK, Columns, Part
from ui.kit.layout.scroll import ScrollArea, bring_into_sight
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme

WIDE, HIGH = 1200, 500


@pytest.fixture
def columns(qtbot: QtBot, theme: Theme) -> Columns:
    made = Columns(theme, (Part(QLabel("main")), Part(QLabel("side"), 300, 50, 200)), 1000)
    qtbot.addWidget(made)
    made.resize(WIDE, HIGH)
    made.show()
    QApplication.processEvents()
    return made


def parts(columns: Columns) -> tuple[QLabel, QLabel]:
    main, side = columns.findChildren(QLabel)
    return main, side


def test_that_a_side_keeps_its_width_and_the_page_its_height(columns: Columns) -> None:
    main, side = parts(columns)
    assert columns.is_wide()
    assert side.width() == 300
    assert main.width() > side.width()
    assert main.height() <= HIGH
    assert main.mapTo(columns, main.rect().topLeft()).y() == side.mapTo(columns, side.rect().topLeft()).y()


def test_that_a_side_is_no_wider_for_longer_words(columns: Columns) -> None:
    side = parts(columns)[1]
    side.setWordWrap(True)
    side.setText("words that would like to stand in one line " * 50)
    columns.resize(WIDE + 10, HIGH)
    QApplication.processEvents()
    assert side.width() == 300


def test_that_the_first_part_has_all_that_is_seen_while_something_is_written(
    columns: Columns, theme: Theme
) -> None:
    columns.resize(600, 320)
    QApplication.processEvents()
    main, side = parts(columns)
    columns.fill_with_first(True)
    QApplication.processEvents()
    assert main.height() == columns.height()
    assert side.mapTo(columns, QPoint()).y() >= columns.height()
    columns.fill_with_first(False)
    columns.set_least(450)
    QApplication.processEvents()
    assert columns.minimumSizeHint().height() == 450


def test_that_what_is_asked_for_is_brought_into_sight_whole(qtbot: QtBot) -> None:
    area = ScrollArea()
    qtbot.addWidget(area)
    fields = [QLineEdit() for _ in range(30)]
    for field in fields:
        area.inner.addWidget(field)
    area.resize(200, 150)
    area.show()
    for field in (fields[20], fields[3], fields[-1]):
        bring_into_sight(field, 4)
        top = field.mapTo(area.viewport(), QPoint()).y()
        assert 0 <= top <= area.viewport().height() - field.height()


def test_that_large_text_puts_them_under_one_another(columns: Columns, theme: Theme) -> None:
    theme.use(PaletteName.LIGHT, 1.5)
    QApplication.processEvents()
    main, side = parts(columns)
    assert not columns.is_wide()
    assert side.mapTo(columns, side.rect().topLeft()).y() > main.mapTo(columns, main.rect().topLeft()).y()
    assert side.width() > 600
    assert side.height() >= 300
    theme.use(PaletteName.LIGHT)
    QApplication.processEvents()
    assert columns.is_wide()


def test_that_a_narrow_window_may_have_it(columns: Columns) -> None:
    columns.resize(700, HIGH)
    QApplication.processEvents()
    assert not columns.is_wide()
    assert columns.minimumSizeHint().width() < 700


def test_that_a_side_is_wider_where_there_is_much_room(qtbot: QtBot, theme: Theme) -> None:
    side = QLabel("side")
    columns = Columns(theme, (Part(QLabel("main")), Part(side, 200, roomy=300)), 600, roomy_from=1000)
    qtbot.addWidget(columns)
    widths = []
    for width in (800, WIDE):
        columns.resize(width, HIGH)
        columns.show()
        QApplication.processEvents()
        widths.append(side.width())
    assert widths == [200, 300]


def test_that_a_part_that_is_not_there_leaves_its_room_to_the_others(columns: Columns) -> None:
    columns.show_part(1, shown=False)
    QApplication.processEvents()
    assert parts(columns)[0].width() == WIDE
    columns.show_part(1, shown=True)
    QApplication.processEvents()
    assert parts(columns)[1].width() == 300


@pytest.fixture
def three(qtbot: QtBot, theme: Theme) -> Columns:
    """A list, a page and a column that scrolls, in a window that has room for two of them."""
    side = ScrollArea()
    side.inner.addWidget(QLabel("one line"))
    side.inner.addStretch(1)
    parts = (Part(QLabel("list"), 240), Part(QLabel("page"), low=300), Part(side, 300))
    made = Columns(theme, parts, 1200, middle_from=800)
    qtbot.addWidget(made)
    made.resize(900, HIGH)
    made.show()
    QApplication.processEvents()
    return made


def place(columns: Columns, label: QLabel) -> QPoint:
    return label.mapTo(columns, label.rect().topLeft())


def test_that_in_a_middling_window_only_the_last_part_goes_below(three: Columns) -> None:
    first, page, side = three.findChildren(QLabel)
    assert not three.is_wide()
    assert first.width() == 240
    assert place(three, first).y() == place(three, page).y()
    assert place(three, page).x() > 240
    assert place(three, side).x() == place(three, first).x()
    assert HIGH - PEEK <= place(three, side).y() < HIGH, "its head peeps out"


def test_that_it_changes_between_all_three_and_back(three: Columns) -> None:
    first, page, side = three.findChildren(QLabel)
    for width, level in ((1300, True), (700, False), (900, True), (700, False), (1300, True)):
        three.resize(width, HIGH)
        QApplication.processEvents()
        assert (place(three, first).y() == place(three, page).y()) is level
        assert (place(three, side).y() == place(three, page).y()) is (width == 1300)


def test_that_a_part_that_scrolls_is_as_high_as_what_it_holds_when_it_stands_alone(three: Columns) -> None:
    area = three.findChild(ScrollArea)
    assert isinstance(area, ScrollArea)
    assert area.height() < 100
    area.inner.insertWidget(0, QLabel("\n".join("many lines" for _ in range(40))))
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() == 0
    assert area.height() > HIGH
