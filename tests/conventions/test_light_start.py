"""The sign-in window does not wait for what is needed later, and what is loaded later is there."""

import ast
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.conventions.project import ROOT

SLOW = {
    "sqlalchemy", "alembic", "sqlcipher3", "psycopg", "reportlab", "pikepdf", "fhir", "icalendar", "pydantic",
    "keyring", "PIL", "lxml",
}  # fmt: skip
KEYS = {"cryptography", "argon2"}
"""What opens a key file: not needed before somebody is asked for her password."""
EARLY = {
    "bootstrap", "bugs", "cli", "clock", "later", "places", "services", "services.backups", "services.facade",
    "services.ports", "services.session", "services.setup", "domain", "domain.alert_levels", "domain.audit",
    "domain.changes", "domain.errors", "domain.ids", "domain.knowledge", "domain.knowledge.severity",
    "domain.day_words", "domain.local_time", "domain.number_words",
    "domain.practice", "domain.record", "domain.typed_text", "domain.user",
}  # fmt: skip
"""All that the first picture needs below the ui: what opens the door, and no record of a patient."""

FIRST_PICTURE = """
import sys
import main
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from medmanager import cli
from ui.app import Application
qt = QApplication([])
application = Application(qt, cli.opening(cli.read_order(["--database", sys.argv[1]])), QSettings())
application.open()
application.window.grab()
print(*sys.modules)
"""
WHO_CAN_SIGN_IN = """
import sys
from pathlib import Path
from medmanager.bootstrap import services_at
from medmanager.places import Place
services = services_at(Place(Path(sys.argv[1])))
assert services.setup.needed
print(*sys.modules)
"""


def loaded_by(script: str, folder: Path) -> set[str]:
    """The modules of a process that ran this script over an empty folder."""
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder / "practice")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def names_loaded_later() -> list[tuple[str, str]]:
    """Module and class of each `_made("module", "Class", ...)` in later.py."""
    tree = ast.parse((ROOT / "medmanager" / "later.py").read_text(encoding="utf-8"))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "_made"
    ]
    return sorted({(ast.literal_eval(call.args[0]), ast.literal_eval(call.args[1])) for call in calls})


def test_that_the_first_picture_needs_neither_slow_libraries_nor_records(tmp_path: Path) -> None:
    loaded = loaded_by(FIRST_PICTURE, tmp_path)
    assert not loaded & (SLOW | KEYS)
    own = {name.removeprefix("medmanager.") for name in loaded if name.startswith("medmanager.")}
    assert own - EARLY == set()
    assert "ui.shell.workspace" not in loaded


def test_that_who_can_sign_in_is_told_without_the_database_library(tmp_path: Path) -> None:
    loaded = loaded_by(WHO_CAN_SIGN_IN, tmp_path)
    assert "medmanager.persistence.doorstep" in loaded
    assert not loaded & SLOW


def test_that_rooms_are_loaded_later_at_all() -> None:
    assert len(names_loaded_later()) >= 6


@pytest.mark.parametrize(("module", "name"), names_loaded_later())
def test_that_a_room_that_is_loaded_later_is_there(module: str, name: str) -> None:
    assert isinstance(getattr(import_module(module), name), type)
