"""Loading ahead: in pieces, only while nobody waits, and all that a workspace is made of."""

import sys

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.shell.ahead import Ahead, screens


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that nothing here uses is not loaded yet."""
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)


def test_that_nothing_is_loaded_before_it_begins(qapp: QApplication, fresh: None) -> None:
    ahead = Ahead(["colorsys"])
    qapp.processEvents()
    assert not ahead.is_done
    assert "colorsys" not in sys.modules


def test_that_one_module_is_loaded_at_a_time(qapp: QApplication, qtbot: QtBot, fresh: None) -> None:
    ahead = Ahead(["json", "colorsys"])
    ahead.begin()
    qapp.processEvents()
    assert "colorsys" not in sys.modules
    qtbot.waitUntil(lambda: ahead.is_done)
    assert "colorsys" in sys.modules


def test_that_who_needs_the_rest_at_once_stops_it(qapp: QApplication, fresh: None) -> None:
    ahead = Ahead(["colorsys"])
    ahead.begin()
    ahead.stop()
    qapp.processEvents()
    assert "colorsys" not in sys.modules


def test_that_the_workspace_and_every_screen_of_it_are_among_what_is_loaded() -> None:
    loaded = set(screens())
    assert {"ui.kit.tables.table", "ui.screens.today", "ui.screens.plan", "ui.shell.workspace"} <= loaded
    assert {"ui.shell.commands", "ui.shell.patient_window", "ui.kit.appointments.booking"} <= loaded
