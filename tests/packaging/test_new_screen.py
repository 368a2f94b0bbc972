"""The screen generator: what it makes passes every check and its own tests, without an edit anywhere."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from new_screen import make, tidy
from workspace import ROOT, Trouble

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "screens")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with one generated screen as its only one."""
    tree = tmp_path_factory.mktemp("project")
    for name in ("medmanager", "resources"):
        (tree / name).symlink_to(ROOT / name, target_is_directory=True)
    shutil.copytree(ROOT / "ui", tree / "ui", ignore=LEFT_OUT)
    shutil.copytree(ROOT / "tests" / "kit", tree / "tests" / "kit", ignore=LEFT_OUT)
    for name in ("pyproject.toml", "tests/__init__.py", "tests/conftest.py", "tests/guards.py"):
        shutil.copy(ROOT / name, tree / name)
    (tree / "ui" / "screens").mkdir()
    (tree / "ui" / "screens" / "__init__.py").touch()
    tidy(make("refill_requests", tree), tree)
    return tree


def trouble(tree: Path, *arguments: str) -> str:
    """What the clone's Python says when it fails on this in the tree, "" when it does not."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=tree, capture_output=True, encoding="utf-8", check=False
    )
    return "" if done.returncode == 0 else f"exit {done.returncode}: {done.stdout}{done.stderr}"


def test_that_a_new_screen_passes_its_own_tests(tree: Path) -> None:
    alone = ("-p", "no:cacheprovider", "-p", "no:xdist")
    assert trouble(tree, "-m", "pytest", "-q", *alone, "tests/presenters", "tests/screens") == ""


def test_that_a_new_screen_keeps_style_and_format(tree: Path) -> None:
    places = ("ui/screens", "tests/screens", "tests/presenters")
    assert trouble(tree, "-m", "ruff", "check", *places) == ""
    assert trouble(tree, "-m", "ruff", "format", "--check", *places) == ""


def test_that_a_new_screen_keeps_its_types(tree: Path) -> None:
    assert trouble(tree, "-m", "mypy", "ui/screens", "tests/screens", "tests/presenters") == ""


def test_that_a_new_screen_keeps_the_import_rules(tree: Path) -> None:
    assert trouble(tree, "-c", LINT) == ""


def test_that_a_screen_that_exists_is_left_alone(tree: Path) -> None:
    before = (tree / "ui/screens/refill_requests/view.py").read_text(encoding="utf-8")
    with pytest.raises(Trouble, match="exists already"):
        make("refill_requests", tree)
    assert (tree / "ui/screens/refill_requests/view.py").read_text(encoding="utf-8") == before


@pytest.mark.parametrize("name", ["RefillRequests", "refill-requests", "", "2nd", "../escape"])
def test_that_a_name_that_python_cannot_import_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Trouble, match="Name a screen"):
        make(name, tmp_path)
