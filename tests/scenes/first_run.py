"""Scenes of the first run, and a practice as it is right after: nobody is registered yet."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from medmanager.bootstrap import services_at
from medmanager.demo.team import PASSWORD
from medmanager.domain.practice import PracticeCard
from medmanager.domain.user import FirstPerson, Role
from medmanager.places import Place
from tests.scenes.scene import Scene, the_window
from tests.stage import Stage, StageClock
from ui.screens.first_run import FirstRunScreen
from ui.screens.first_run.pages import ORDER, Answers, Page

KEY = "7KQ2M-XW4RT-9BHJC-D5VNP-3GFZA-8YLSE-6TUKQ-2MWXR"
FOUNDERS = {"vance": Role.PROVIDER, "vance.admin": Role.ADMIN}


def first_run() -> Iterator[Scene]:
    """Every page as it opens, and refused."""
    yield from (Scene(f"first-run-{page}", _page(page)) for page in ORDER)
    yield from (Scene(f"first-run-{page}-refused", _refused(page)) for page in ORDER[1:])


def make_new_practice(folder: Path) -> None:
    """As the first run leaves it, with one person who treats patients and administers the practice."""
    services = services_at(Place(folder), StageClock(datetime(2026, 11, 30, 15, tzinfo=UTC)))
    person = FirstPerson("vance", "Dr. Orla Vance", PASSWORD, "MD", also_provider=True)
    services.setup.create(PracticeCard("Quay Street Psychiatry", hours=Answers().week.openings()), person)
    services.session.sign_out()


def _screen(stage: Stage) -> FirstRunScreen:
    stage.settle()
    assert stage.application.first_run is not None, "there is no practice yet"
    return stage.application.first_run


def _page(page: Page) -> Callable[[Stage], QWidget]:
    def show(stage: Stage) -> QWidget:
        screen = _screen(stage)
        screen.presenter.page = page
        screen.view.show_page(page, screen.presenter.answers)
        if page is Page.KEY:
            screen.view.show_key(KEY, "Quay Street Psychiatry, made Nov 30, 2026")
        return the_window(stage)

    return show


def _refused(page: Page) -> Callable[[Stage], QWidget]:
    said = {
        Page.PRACTICE: ("Write the name of the practice.", "name"),
        Page.PERSON: ("The two passwords differ. Type the second one again.", "again"),
        Page.HOURS: ("Wednesday must close after it opens. Check its times.", "hours"),
        Page.KEY: ("That is not this group. Compare it with the key on your paper.", "group"),
    }

    def show(stage: Stage) -> QWidget:
        _page(page)(stage)
        _screen(stage).view.show_problem(*said[page])
        return the_window(stage)

    return show
