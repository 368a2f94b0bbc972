"""Every test runs without a display, in an empty home and without a network."""

import gc
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from medmanager.domain.knowledge.base import read_base
from medmanager.services import desks
from tests.guards import NetworkGuard, move_home
from ui.kit.interpreter import protect_constants

# Before Qt is imported: without a display its choice of platform ends the process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
RESOURCES = Path(__file__).resolve().parents[1] / "resources"
HOME = move_home()
MUCH_GARBAGE = 20_000
SELDOM = 10
"""So many collections of what is young before one of everything."""
NETWORK = NetworkGuard()
NETWORK.install()
protect_constants()

from PySide6.QtCore import QCoreApplication, QEvent, QStandardPaths  # noqa: E402 - after the platform is chosen
from PySide6.QtWidgets import QApplication  # noqa: E402 - after the platform is chosen

from ui.kit.palettes import PaletteName  # noqa: E402 - after the platform is chosen
from ui.kit.theme import Theme  # noqa: E402 - after the platform is chosen

QStandardPaths.setTestModeEnabled(True)

settings.register_profile("desk", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Rigs take their size from here: 1 is the documented full run."""
    parser.addoption("--rig-scale", type=float, default=0.004, help="size of the rigs, 1 = the full run")


def pytest_collection_finish() -> None:
    """Modules and tests stay: collections of garbage, which are made often, need not look at them."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Nothing of a run stays behind."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def rig_scale(request: pytest.FixtureRequest) -> float:
    """How much of a rig's full size this run does; rigs print their seed and count themselves."""
    return float(request.config.getoption("--rig-scale"))


@pytest.fixture(scope="session")
def session_theme(qapp: QApplication) -> Theme:
    """One theme for all tests of a process: fonts and icons are read once. It dresses widgets without a
    window.
    """
    theme = Theme(qapp, RESOURCES)
    theme.use(PaletteName.LIGHT)
    theme.dress(qapp)
    return theme


@pytest.fixture
def theme(session_theme: Theme, qapp: QApplication) -> Theme:
    """The theme in light; a test may switch it."""
    # Widgets of earlier tests that only wait to be deleted would be styled again, which takes seconds.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not _is_worn(session_theme, qapp):
        session_theme.use(PaletteName.LIGHT)
    return session_theme


def _is_worn(theme: Theme, qapp: QApplication) -> bool:
    """Whether the test before left the theme in light and on the application: putting it on takes long."""
    is_light = (theme.palette.name, theme.factor) == (PaletteName.LIGHT, 1.0)
    return is_light and qapp.font() == theme.font() and qapp.styleSheet() == theme.style_sheet()


@pytest.fixture(autouse=True, scope="session")
def base_that_is_read_once() -> Iterator[None]:
    """Every practice that a test opens reads the same files and gets equal values: a process reads them once.

    A test of the reading itself reads a folder of its own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desks, "read_base", cache(read_base))
        yield


@pytest.fixture(autouse=True)
def garbage_on_this_thread() -> Iterator[None]:
    """As in the application: no worker may destroy a QObject because it happens to allocate."""
    gc.disable()
    yield
    if gc.get_count()[0] > MUCH_GARBAGE:
        # What outlived several collections mostly stays: looking at all of it each time takes long.
        gc.collect(2 if gc.get_count()[2] >= SELDOM else 1)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fail the test that tried to leave this machine, even when the code under test swallowed the refusal."""
    NETWORK.taken()
    yield
    attempts = NETWORK.taken()
    assert not attempts, f"tried to reach {', '.join(attempts)} over the network"


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """A CI run without its PostgreSQL tests says so above the closing line."""
    missed = postgres_skips(terminalreporter)
    if missed:
        terminalreporter.section("PostgreSQL")
        terminalreporter.line(f"{missed} tests that need PostgreSQL were skipped")
    return (yield)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped PostgreSQL test is a failure: the other half of the promise would go untested."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and postgres_skips(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def postgres_skips(reporter: pytest.TerminalReporter) -> int:
    """How many tests marked `postgres` were skipped."""
    return sum("postgres" in report.keywords for report in reporter.stats.get("skipped", []))
