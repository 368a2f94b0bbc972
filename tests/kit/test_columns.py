"""Columns stand side by side where there is room, and under one another where large text leaves none."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.kit.columns import Columns, Part
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
