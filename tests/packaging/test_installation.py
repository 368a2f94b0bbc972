"""The clone's environment: filled once, again on change, afresh after an interruption."""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from installation import Installation, ensure_venv_module
from turns import WAITING, alone
from workspace import Trouble, venv_python

PROJECT = '[project]\nname = "x"\ndependencies = ["a"]\n'
OFFLINE = "NewConnectionError: Failed to establish a new connection"


class Rehearsal(Installation):
    """An installation that makes no environment and starts no pip, and notes what it would have done."""

    def __init__(self, root: Path, answer: tuple[int, str] = (0, "")) -> None:
        super().__init__(root, root / ".venv")
        self.answer = answer
        self.done: list[str] = []

    def make(self) -> None:
        self.done.append("made")
        venv_python(self.venv).parent.mkdir(parents=True)
        (self.venv / "pyvenv.cfg").touch()
        venv_python(self.venv).touch()

    def pip(self, *arguments: str) -> tuple[int, str]:
        self.done.append(f"filled {'while marked' if self.filling.exists() else 'unmarked'}")
        return self.answer


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    return tmp_path


def test_that_a_fresh_clone_gets_an_environment_and_is_marked_while_filled(root: Path) -> None:
    rehearsal = Rehearsal(root)
    rehearsal.ready()
    assert rehearsal.done == ["made", "filled while marked"]
    assert not rehearsal.filling.exists()


def test_that_a_second_run_does_nothing(root: Path) -> None:
    Rehearsal(root).ready()
    again = Rehearsal(root)
    again.ready()
    assert again.done == []


def test_that_changed_dependencies_are_installed(root: Path) -> None:
    before = Rehearsal(root)
    before.ready()
    (root / "pyproject.toml").write_text(PROJECT.replace('"a"', '"a", "b"'), encoding="utf-8")
    assert before.fingerprint() != before.filled_with.read_text(encoding="utf-8")
    again = Rehearsal(root)
    again.ready()
    assert again.done[-1] == "filled while marked"


def test_that_a_changed_line_length_installs_nothing(root: Path) -> None:
    Rehearsal(root).ready()
    (root / "pyproject.toml").write_text(PROJECT + "[tool.ruff]\nline-length = 99\n", encoding="utf-8")
    again = Rehearsal(root)
    again.ready()
    assert again.done == []


def test_that_a_clone_that_was_moved_is_installed_again(root: Path) -> None:
    Rehearsal(root).ready()
    moved = root.parent / f"{root.name}-moved"
    root.rename(moved)
    again = Rehearsal(moved)
    again.ready()
    assert "filled while marked" in again.done


def test_that_an_interrupted_installation_starts_afresh(root: Path) -> None:
    interrupted = Rehearsal(root, (-9, ""))
    with pytest.raises(Trouble, match="stopped"):
        interrupted.ready()
    (interrupted.venv / "half").touch()
    again = Rehearsal(root)
    again.ready()
    assert again.done == ["made", "filled while marked"]
    assert not (again.venv / "half").exists()


def test_that_an_end_while_the_environment_is_made_is_seen(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted = Rehearsal(root)

    def half_made() -> None:
        Rehearsal.make(interrupted)
        raise KeyboardInterrupt

    monkeypatch.setattr(interrupted, "make", half_made)
    with pytest.raises(KeyboardInterrupt):
        interrupted.ready()
    again = Rehearsal(root)
    monkeypatch.setattr(again, "_works", lambda: True)
    again.ready()
    assert again.done == ["filled while marked"]
    assert not (again.venv / "pyvenv.cfg").exists(), "the half of it that was there is gone"


def test_that_an_end_before_anything_is_made_is_no_foreign_folder(root: Path) -> None:
    (root / ".venv").mkdir()
    (root / ".venv" / "filling").touch()
    again = Rehearsal(root)
    again.ready()
    assert again.done == ["made", "filled while marked"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot lock a folder")
def test_that_two_set_ups_take_turns_and_the_second_finds_it_done(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = Rehearsal(root), Rehearsal(root)
    with alone(root):
        waiting = threading.Thread(target=second.ready)
        waiting.start()
        wait_until(lambda: WAITING in capsys.readouterr().err)
        first._set_up(first.fingerprint())  # noqa: SLF001 - the public way would wait for its own turn
    waiting.join()
    assert first.done == ["made", "filled while marked"]
    assert second.done == []


def wait_until(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not there():
        assert time.monotonic() < deadline, "the other one does not wait"
        threading.Event().wait(0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_that_the_environment_of_another_clone_is_used_as_it_is(root: Path, tmp_path: Path) -> None:
    Rehearsal(root).ready()
    other = tmp_path / "other"
    other.mkdir()
    (other / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (other / ".venv").symlink_to(root / ".venv")
    lent = Rehearsal(other)
    lent.ready()
    assert lent.done == []
    assert Rehearsal(root).fingerprint() == (root / ".venv" / "filled-with").read_text(encoding="utf-8")


def test_that_a_folder_that_may_not_be_written_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may write everywhere, so the answer is planted.
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(Trouble, match="may not write to .* a folder of your own"):
        Rehearsal(root).ready()


def test_that_without_network_no_download_is_announced(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    Rehearsal(root).ready()
    assert "download" not in capsys.readouterr().err


def test_that_a_failed_installation_is_tried_again_and_says_why(root: Path) -> None:
    with pytest.raises(Trouble, match="package index cannot be reached"):
        Rehearsal(root, (1, OFFLINE)).ready()
    again = Rehearsal(root)
    again.ready()
    assert again.done[-1] == "filled while marked"


def test_that_a_folder_that_is_no_environment_is_left_alone(root: Path) -> None:
    precious = root / ".venv" / "thesis.txt"
    precious.parent.mkdir()
    precious.touch()
    with pytest.raises(Trouble, match="not a virtual environment"):
        Rehearsal(root).ready()
    assert precious.exists()


def test_that_a_broken_project_file_is_named(root: Path) -> None:
    (root / "pyproject.toml").write_text("[project", encoding="utf-8")
    with pytest.raises(Trouble, match=r"pyproject\.toml cannot be read"):
        Rehearsal(root).ready()


def test_that_a_python_without_ensurepip_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("installation.may_install", lambda: False)
    with pytest.raises(Trouble, match=r"sudo apt install python3\.\d+-venv"):
        ensure_venv_module()
