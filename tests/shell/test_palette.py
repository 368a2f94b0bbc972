"""The palette by keyboard, the rail, the top bar, and the look of the window."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.layout.wrapping import lines_of
from ui.kit.palettes import PaletteName
from ui.kit.theme import FACTOR_MAX, SEMIBOLD, Theme, Type
from ui.shell.command_palette import CommandPalette
from ui.shell.commands import COMMANDS
from ui.shell.finder import Found, FoundKind
from ui.shell.look import Look
from ui.shell.rail import Rail, RailEntry
from ui.shell.top_bar import TopBar

FOUND = tuple(
    Found(FoundKind.COMMAND, f"key{number}", f"Command {number}", icon="lock") for number in range(3)
)


@pytest.fixture
def palette(qtbot: QtBot, theme: Theme) -> Iterator[CommandPalette]:
    room = QWidget()
    room.resize(900, 600)
    qtbot.addWidget(room)
    box = CommandPalette(theme, room)
    room.show()
    box.open(84)
    box.show_rows(FOUND)
    yield box  # keeps the room alive, which owns the box
    room.close()


def field_of(palette: CommandPalette) -> QLineEdit:
    field = palette.findChild(QLineEdit)
    assert field is not None
    return field


def test_that_enter_takes_the_first_row_and_arrows_another(qtbot: QtBot, palette: CommandPalette) -> None:
    taken: list[Found] = []
    palette.taken.connect(taken.append)
    qtbot.keyClick(field_of(palette), Qt.Key.Key_Return)
    palette.open(84)
    palette.show_rows(FOUND)
    qtbot.keyClick(field_of(palette), Qt.Key.Key_Down)
    qtbot.keyClick(field_of(palette), Qt.Key.Key_Return)
    assert [found.key for found in taken] == ["key0", "key1"]


def test_that_a_late_answer_does_not_move_the_choice_made_by_arrows(
    qtbot: QtBot, palette: CommandPalette
) -> None:
    taken: list[Found] = []
    palette.taken.connect(taken.append)
    qtbot.keyClick(field_of(palette), Qt.Key.Key_Down)
    late = Found(FoundKind.PATIENT, "patient", "LINDQVIST, Maren")
    palette.show_rows((late, *FOUND))
    qtbot.keyClick(field_of(palette), Qt.Key.Key_Return)
    assert [found.key for found in taken] == ["key1"]


def test_that_escape_closes_without_taking(qtbot: QtBot, palette: CommandPalette) -> None:
    taken: list[Found] = []
    palette.taken.connect(taken.append)
    qtbot.keyClick(field_of(palette), Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert not taken


def test_that_every_key_is_told(qtbot: QtBot, palette: CommandPalette) -> None:
    typed: list[str] = []
    palette.typed.connect(typed.append)
    qtbot.keyClicks(field_of(palette), "li")
    assert typed == ["l", "li"]


def test_that_enter_on_an_empty_list_does_nothing(qtbot: QtBot, palette: CommandPalette) -> None:
    taken: list[Found] = []
    palette.taken.connect(taken.append)
    palette.show_rows(())
    qtbot.keyClick(field_of(palette), Qt.Key.Key_Return)
    assert not taken


@pytest.mark.parametrize("factor", [1.0, FACTOR_MAX])
def test_that_the_palette_stays_in_the_window_and_shows_long_names_whole(
    theme: Theme, palette: CommandPalette, factor: float
) -> None:
    theme.use(PaletteName.LIGHT, factor)
    long = Found(
        FoundKind.PATIENT, "patient", f"{'W' * 60}, Anne-Elisabeth", "Mar 14, 1984 · 42 years", "user"
    )
    palette.show_rows(tuple(replace(long, key=str(number)) for number in range(14)))
    room = palette.parentWidget()
    assert room is not None
    assert room.rect().contains(palette.geometry())
    view = palette.findChild(QListView)
    assert view is not None
    rows = [view.visualRect(view.model().index(number, 0)).height() for number in range(2)]
    lines = lines_of(long.title, theme.font(Type.BODY, SEMIBOLD), view.viewport().width() - theme.px(50))
    assert len(lines) > 1
    assert rows == [theme.px(32 + 18 * (len(lines) - 1))] * 2


def test_that_no_two_commands_share_keys_or_names() -> None:
    shortcuts = [command.shortcut for command in COMMANDS if command.shortcut]
    assert len(shortcuts) == len(set(shortcuts))
    assert len({command.title for command in COMMANDS}) == len(COMMANDS)


def test_that_the_rail_tells_which_place_was_chosen(qtbot: QtBot, theme: Theme) -> None:
    rail = Rail(theme)
    qtbot.addWidget(rail)
    rail.show_entries(
        (RailEntry("today", "Today", "calendar-check"), RailEntry("patients", "Patients", "users"))
    )
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    rail.buttons[1].click()
    assert chosen == ["patients"]
    rail.mark("today")
    assert rail.buttons[0].isChecked()
    assert not rail.buttons[1].isChecked()


def test_that_the_top_bar_asks_to_search_and_to_lock(qtbot: QtBot, theme: Theme) -> None:
    bar = TopBar(theme)
    qtbot.addWidget(bar)
    with qtbot.waitSignal(bar.search_requested):
        bar.box.click()
    with qtbot.waitSignal(bar.lock_requested):
        bar.lock.click()


def test_that_the_clock_gives_way_in_the_top_bar(qtbot: QtBot, theme: Theme) -> None:
    bar = TopBar(theme)
    qtbot.addWidget(bar)
    bar.show_time("Mon, Nov 23, 2026  10:42")
    bar.show_demo(demo=True)
    bar.resize(1024, bar.height())
    bar.show()
    assert bar.time.isVisible()
    theme.use(PaletteName.LIGHT, FACTOR_MAX)
    QApplication.processEvents()
    assert not bar.time.isVisible()
    assert bar.lock.geometry().right() < bar.width()
    assert bar.height() == theme.px(48)


def test_that_the_look_is_kept_between_starts(theme: Theme, tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "look.ini"), QSettings.Format.IniFormat)
    look = Look(theme, kept)
    look.use(PaletteName.DARK)
    look.larger()
    theme.use(PaletteName.LIGHT)
    Look(theme, kept).restore()
    assert theme.palette.name is PaletteName.DARK
    assert theme.factor == pytest.approx(1.1)


def test_that_a_look_that_cannot_be_read_is_the_light_one(theme: Theme, tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "look.ini"), QSettings.Format.IniFormat)
    kept.setValue("look/palette", "purple")
    kept.setValue("look/factor", "huge")
    Look(theme, kept).restore()
    assert theme.palette.name is PaletteName.LIGHT
    assert theme.factor == 1.0
