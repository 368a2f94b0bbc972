"""Painted questions and answers: they wrap, keep their columns, and are told to screen readers."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.pairs import Pair, Pairs
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme

STORY = "She slept four hours, talked all night, and bought a second piano. " * 4
PAIRS = (Pair("Low mood", "7, severe", "text", bold=True), Pair("What brings you here?", STORY))


@pytest.fixture
def pairs(qtbot: QtBot, theme: Theme) -> Pairs:
    pairs = Pairs(theme, 200, PAIRS)
    qtbot.addWidget(pairs)
    pairs.resize(600, pairs.heightForWidth(600))
    pairs.show()
    return pairs


def test_that_all_of_it_is_told_and_none_of_it_is_a_widget(pairs: Pairs) -> None:
    assert pairs.findChildren(QWidget) == []
    assert pairs.accessibleDescription() == f"Low mood: 7, severe\nWhat brings you here?: {STORY}"


def test_that_long_answers_take_more_lines_in_a_narrow_window(pairs: Pairs) -> None:
    assert pairs.heightForWidth(320) > pairs.heightForWidth(600) > pairs.heightForWidth(4000)
    assert pairs.minimumSizeHint().width() < 260


def test_that_the_second_column_begins_where_it_always_does(pairs: Pairs) -> None:
    image = pairs.grab().toImage()
    paper = image.pixelColor(0, image.height() - 1)
    lefts = [
        min(x for x in range(200, 600) for y in lines if image.pixelColor(x, y) != paper)
        for lines in (range(16), range(22, 36))
    ]
    assert all(208 <= left < 212 for left in lefts), lefts


def test_that_the_answers_have_half_of_a_narrow_place(qtbot: QtBot, theme: Theme) -> None:
    narrow = Pairs(theme, 200, (Pair("A question of a few words", "An answer"),))
    qtbot.addWidget(narrow)
    assert narrow.heightForWidth(260) > narrow.heightForWidth(600)
    assert narrow.heightForWidth(400) == narrow.heightForWidth(600)


def test_that_it_grows_with_the_text(pairs: Pairs, theme: Theme) -> None:
    before = pairs.heightForWidth(600)
    theme.use(PaletteName.LIGHT, 1.5)
    QApplication.processEvents()
    assert pairs.heightForWidth(600) > before * 1.8, "higher lines, and more of them"
    theme.use(PaletteName.LIGHT)


def test_that_it_is_drawn_inside_its_place(pairs: Pairs) -> None:
    image = pairs.grab().toImage()
    paper = image.pixelColor(0, image.height() - 1)
    used = [y for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y) != paper]
    assert 0 < min(used) < 20
    assert image.height() - 20 < max(used) < image.height()
