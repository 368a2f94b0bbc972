"""A practice for the commands to work on."""

import shutil
from pathlib import Path

import pytest

from medmanager import cli
from medmanager.bootstrap import demo_at
from medmanager.demo.team import PASSWORD
from tests.passwords import quick_passwords

__all__ = ["quick_passwords"]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo practice, made once."""
    folder = tmp_path_factory.mktemp("commands") / "practice"
    demo_at(folder, 1, lambda done, of, text: None)
    return folder


@pytest.fixture
def practice(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, with the password where the commands look for it."""
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, PASSWORD)
    return shutil.copytree(demo, tmp_path / "practice")
