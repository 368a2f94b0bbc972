"""Scenes in the window: sign-in and lock, places, tabs, and a place that is still being read."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from medmanager.domain.calendar.appointment import AppointmentState
from medmanager.domain.ids import PatientId
from tests.scenes.scene import the_window
from tests.stage import PROVIDER, Stage
from ui.kit.screen import Screen
from ui.kit.states import StateStack
from ui.screens.calendar import CalendarScreen
from ui.screens.import_records import ImportScreen
from ui.screens.patients import PatientsScreen
from ui.screens.settings import SettingsScreen
from ui.screens.today import TodayScreen

PATIENT = "Lindqvist"
FILES = tuple(sorted((Path(__file__).parents[1] / "data" / "fhir").rglob("*.json")))

S = TypeVar("S", bound=Screen)


def sign_in(stage: Stage) -> QWidget:
    """The card before anybody has come in."""
    return the_window(stage)


def wrong_password(stage: Stage) -> QWidget:
    """The card after a password that does not fit."""
    stage.application.cover.presenter.try_password(PROVIDER, "not her password")
    return the_window(stage)


def locked(stage: Stage) -> QWidget:
    """The card over somebody's work. It is the last scene: unlocking takes the password."""
    stage.application.lock("after 10 minutes without input")
    return the_window(stage)


def place(key: str) -> Callable[[Stage], QWidget]:
    """A place by its key."""

    def show(stage: Stage) -> QWidget:
        stage.workspace.go(key)
        return the_window(stage)

    return show


def screen_at(stage: Stage, key: str, kind: type[S]) -> S:
    """The screen of a place, in front."""
    stage.workspace.go(key)
    stage.settle()
    screen = stage.workspace.screen(key)
    assert isinstance(screen, kind), f"{key} is another screen"
    return screen


def somebody(stage: Stage, name: str = PATIENT) -> PatientId:
    """A patient by her name."""
    return stage.services.patients.search(name)[0].id


def tab(key: str, name: str = PATIENT) -> Callable[[Stage], QWidget]:
    """A tab of one patient's chart."""

    def show(stage: Stage) -> QWidget:
        stage.workspace.open_patient(somebody(stage, name), key, None)
        return the_window(stage)

    return show


def section(key: str) -> Callable[[Stage], QWidget]:
    """A section of the settings."""

    def show(stage: Stage) -> QWidget:
        screen_at(stage, "settings", SettingsScreen).view.open_section(key)
        return the_window(stage)

    return show


def calendar_week(stage: Stage) -> QWidget:
    """The week, whatever was chosen before."""
    screen_at(stage, "calendar", CalendarScreen).presenter.choose_view("week")
    return the_window(stage)


def calendar_day(stage: Stage) -> QWidget:
    """One day of the calendar with a visit selected."""
    screen = screen_at(stage, "calendar", CalendarScreen)
    screen.presenter.choose_view("day")
    stage.settle()
    screen.presenter.select(screen.presenter.sheet.blocks[0].key)
    return the_window(stage)


def chosen_visit(stage: Stage) -> QWidget:
    """Today with the visit selected that is in the room now, or else the last one."""
    screen = screen_at(stage, "today", TodayScreen)
    board = screen.agenda.board
    assert board is not None, "the day has come"
    room = [one for one in board.appointments if one.state is AppointmentState.IN_ROOM]
    screen.presenter.select((room or board.appointments)[-1].id)
    return the_window(stage)


def palette(typed: str) -> Callable[[Stage], QWidget]:
    """The palette over Today, with something typed into it."""

    def show(stage: Stage) -> QWidget:
        stage.workspace.go("today")
        stage.workspace.frame.open_palette()
        field = stage.workspace.frame.palette_box.findChild(QLineEdit)
        assert field is not None, "the palette is typed into"
        QTest.keyClicks(field, typed)
        return the_window(stage)

    return show


def nobody_found(stage: Stage) -> QWidget:
    """A search that finds nobody."""
    screen = screen_at(stage, "patients", PatientsScreen)
    screen.view.show_search("zzz")
    screen.presenter.search("zzz")
    shown = the_window(stage)
    screen.view.show_search("")
    return shown


def import_preview(stage: Stage) -> QWidget:
    """What a few files would bring."""
    screen_at(stage, "import_records", ImportScreen).presenter.choose(FILES[:6])
    return the_window(stage)


def loading(key: str) -> Callable[[Stage], QWidget]:
    """A place whose content has not come for more than a second."""

    def show(stage: Stage) -> QWidget:
        stage.workspace.go(key)
        shown = the_window(stage)
        assert stage.workspace.front is not None, "just opened"
        for states in stage.workspace.front.widget.findChildren(StateStack):
            states.show_loading()
            states.loading.go_on()
            states.loading.go_on()
        return shown

    return show
