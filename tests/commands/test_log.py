"""The log of our own bugs: for this user only, without what the bug had in its hands, never endless."""

import logging
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from medmanager.bugs import LARGE, NAME, LogFile, describe
from tests.conventions.project import ROOT
from tests.guards import home_variables

CANARY = "QUETZALCOATL"
BUG = f"""
import main
from medmanager import orders
def planted(order):
    raise KeyError({CANARY!r})
orders.carry_out = planted
main.main(["database", "status", "--user", "anna"])
"""
FALL = "import main; main.bugs.keep_log(main.bugs.usual_folder()); import ctypes; ctypes.string_at(0)"


@contextmanager
def logged_to(path: Path) -> Iterator[logging.Logger]:
    kept, logger = LogFile(path), logging.getLogger("ui.planted")
    logger.addHandler(kept)
    try:
        yield logger
    finally:
        logger.removeHandler(kept)
        kept.close()


def run(script: str, home: Path) -> subprocess.CompletedProcess[str]:
    """A process of its own, with a home of its own."""
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | home_variables(home),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def logs_in(home: Path) -> list[Path]:
    return [path for path in home.rglob("*.log") if path.is_file()]


def failing(name: str) -> BaseException:
    try:
        try:
            raise KeyError(name)
        except KeyError as cause:
            raise ValueError(f"no such patient {name}") from cause
    except ValueError as error:
        return error


def test_that_a_bug_is_described_by_places_and_no_values() -> None:
    text = describe(failing(CANARY))
    assert CANARY not in text
    assert text.index("builtins.KeyError") < text.index("builtins.ValueError")
    assert "test_log.py" in text


def test_that_a_bug_in_a_command_leaves_its_places_in_the_log(tmp_path: Path) -> None:
    said = run(BUG, tmp_path)
    assert said.returncode == 1
    (log,) = logs_in(tmp_path)
    assert "KeyError" in log.read_text(encoding="utf-8")
    assert "planted" in log.read_text(encoding="utf-8")
    assert CANARY not in log.read_text(encoding="utf-8") + said.stderr + said.stdout


def test_that_a_library_that_ends_the_process_leaves_a_trace(tmp_path: Path) -> None:
    assert run(FALL, tmp_path).returncode != 0
    assert "string_at" in logs_in(tmp_path)[0].read_text(encoding="utf-8")


def test_that_other_libraries_words_are_left_out(tmp_path: Path) -> None:
    with logged_to(tmp_path / NAME) as logger:
        other = logging.LogRecord("driver", logging.ERROR, "pool.py", 12, f"row {CANARY} failed", (), None)
        logger.handle(other)
        logger.warning("the disk is full", exc_info=failing(CANARY))
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    assert "driver:12" in text
    assert "the disk is full" in text
    assert "ValueError" in text
    assert CANARY not in text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows guards the folder of the user instead")
def test_that_nobody_else_may_read_the_log(tmp_path: Path) -> None:
    with logged_to(tmp_path / NAME) as logger:
        logger.warning("said")
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_that_a_bug_without_end_does_not_fill_the_disk(tmp_path: Path) -> None:
    for _ in range(4):
        with logged_to(tmp_path / NAME) as logger:
            for _ in range(30):
                logger.error("x" * (LARGE // 10))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 6 * LARGE
    assert len(list(tmp_path.iterdir())) == 2


def test_that_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("a file where a folder should be", encoding="utf-8")
    said = run("import main; main.main(['database', 'status', '--user', 'anna'])", tmp_path)
    assert "Traceback" not in said.stderr
    assert not logs_in(tmp_path)
