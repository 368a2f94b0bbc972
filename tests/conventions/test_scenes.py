"""Every page and dialog is whole in small windows and large text, and the Tab key goes as a person reads."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.conventions.project import report
from tests.conventions.scene_walk import FACTORS, Noted, sittings, walk
from tests.conventions.screen_watch import badly_sized
from tests.conventions.tab_walk import tab_faults
from tests.scenes.crowd import crowd_in
from tests.stage import PROVIDER, Stage

Walks = Callable[[float], Noted]


@pytest.fixture(scope="module")
def walks(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walks]:
    """What was found at a size of text; each is walked through once."""
    stage = Stage(qapp, tmp_path_factory.mktemp("crowded"))
    stage.enter(PROVIDER)
    crowd_in(stage)
    stage.leave()
    new = Stage(qapp, tmp_path_factory.mktemp("new"), furnished=False)
    yield cache(lambda factor: walk(stage, new, factor))
    new.close()
    stage.close()


@pytest.mark.parametrize("factor", FACTORS)
def test_that_nothing_is_cut_covered_or_out_of_reach(walks: Walks, factor: float) -> None:
    assert not walks(factor).faults, report(walks(factor).faults)


def test_that_the_tab_key_walks_all_in_reading_order_and_comes_back(walks: Walks) -> None:
    assert not walks(FACTORS[0]).jumps, report(walks(FACTORS[0]).jumps)


def test_that_everybodys_scenes_are_walked_through(walks: Walks) -> None:
    assert len([login for login, scenes in sittings() if scenes]) == 3
    assert walks(FACTORS[0]).scenes > 50


@pytest.fixture
def form(qtbot: QtBot) -> QWidget:
    """Two fields beside one another, one below."""
    form = QWidget()
    grid = QGridLayout(form)
    for at, (row, column) in enumerate(((0, 0), (0, 1), (1, 0))):
        grid.addWidget(QLineEdit(str(at)), row, column)
    qtbot.addWidget(form)
    form.show()
    QApplication.processEvents()
    return form


def test_that_reading_order_has_no_fault(form: QWidget) -> None:
    assert tab_faults(form) == []


def test_that_columns_may_be_read_one_after_the_other(form: QWidget) -> None:
    left, right, below = form.findChildren(QLineEdit)
    QWidget.setTabOrder(left, below)
    QWidget.setTabOrder(below, right)
    assert tab_faults(form) == []


def test_that_a_wrong_order_is_seen(form: QWidget) -> None:
    left, right, below = form.findChildren(QLineEdit)
    QWidget.setTabOrder(left, below)
    QWidget.setTabOrder(below, right)
    QPushButton("Beside the lower field", form).hide()
    grid = form.layout()
    assert isinstance(grid, QGridLayout)
    last = QLineEdit("3")
    grid.addWidget(last, 1, 1)
    QWidget.setTabOrder(left, last)
    QWidget.setTabOrder(last, right)
    QApplication.processEvents()
    assert [text.split(":")[0] for text in tab_faults(form)] == ["jumps"]


def test_that_a_hidden_proxy_that_holds_the_key_up_is_seen(form: QWidget) -> None:
    proxy, hidden = QWidget(form), QLineEdit(form)
    proxy.setFocusProxy(hidden)
    hidden.hide()
    proxy.show()
    left, right, _ = form.findChildren(QLineEdit)[:3]
    QWidget.setTabOrder(left, hidden)
    QWidget.setTabOrder(left, proxy)
    QWidget.setTabOrder(hidden, right)
    assert any(text.startswith(("never comes to", "does not come back")) for text in tab_faults(form))


def test_that_covered_and_outlying_widgets_are_seen(qtbot: QtBot) -> None:
    page = QWidget()
    QVBoxLayout(page).addWidget(QPushButton("Under"))
    over = QPushButton("Over", page)
    qtbot.addWidget(page)
    page.resize(200, 100)
    page.show()
    QApplication.processEvents()
    over.setGeometry(0, 0, 190, 90)
    assert [text.split()[-4] for text in badly_sized(page)] == ["overlap"]
    over.setGeometry(150, 80, 90, 60)
    assert any("sticks out" in text for text in badly_sized(page))
