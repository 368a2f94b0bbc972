"""Journeys play on one stage: the whole application over a demo practice of its own, without a display."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from medmanager.bootstrap import services_at
from medmanager.demo.practice import make_practice
from medmanager.places import Place
from tests.journeys.server_practice import ServerPractice, served
from tests.passwords import quick_passwords
from tests.servers import NoServer, give_up
from tests.stage import Stage, StageClock
from ui.kit.palettes import PaletteName

__all__ = ["quick_passwords"]


@pytest.fixture(scope="session")
def demo_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo practice, made once; each journey works on a copy."""
    folder = tmp_path_factory.mktemp("demo") / "practice"
    clock = StageClock()
    services = services_at(Place(folder), clock)
    make_practice(services.session.gate, clock.now(), lambda done, of, text: None)
    return folder


@pytest.fixture(scope="session")
def made_on_a_server() -> Iterator[ServerPractice]:
    """A small practice on a server of its own, made once."""
    try:
        yield from served()
    except NoServer as error:
        give_up(error)


@pytest.fixture
def server_practice(made_on_a_server: ServerPractice) -> Iterator[ServerPractice]:
    """A copy of it for one journey, which may stop the server."""
    yield made_on_a_server.copied()
    made_on_a_server.start()


@pytest.fixture
def practice(demo_practice: Path, tmp_path: Path) -> Path:
    """A copy of the demo practice for one journey."""
    folder = tmp_path / "practice"
    shutil.copytree(demo_practice, folder)
    return folder


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path, practice: Path) -> Iterator[Stage]:
    """The application at its sign-in card."""
    stage = Stage(qapp, tmp_path, practice)
    stage.show(PaletteName.LIGHT, 1366, 768)
    yield stage
    stage.close()


@pytest.fixture
def at_a_computer(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[Path], Stage]]:
    """Starts the program over a folder, which may hold no practice yet; an earlier start is ended first."""
    running: list[Stage] = []

    def start(practice: Path) -> Stage:
        if running:
            running.pop().close()
        running.append(Stage(qapp, tmp_path, practice, furnished=False))
        return running[-1]

    yield start
    for stage in running:
        stage.close()
