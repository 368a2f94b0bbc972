"""The sign-in window does not wait for what is needed later, and what is loaded later is there."""

import ast
import subprocess
import sys
from importlib import import_module

import pytest

from tests.conventions.project import ROOT

SLOW = "sqlalchemy alembic reportlab pikepdf fhir icalendar pydantic keyring cryptography psycopg PIL lxml"
SCRIPT = f"""
import sys
import main, ui.app
slow = [name for name in {SLOW.split()!r} if name in sys.modules]
sys.exit(f"loaded too early: {{', '.join(slow)}}" if slow else 0)
"""


def names_loaded_later() -> list[tuple[str, str]]:
    """Module and class of each `_made("module", "Class", ...)` in later.py."""
    tree = ast.parse((ROOT / "medmanager" / "later.py").read_text(encoding="utf-8"))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "_made"
    ]
    return sorted({(ast.literal_eval(call.args[0]), ast.literal_eval(call.args[1])) for call in calls})


def test_that_the_window_starts_without_the_slow_libraries() -> None:
    said = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert said.returncode == 0, said.stderr


def test_that_rooms_are_loaded_later_at_all() -> None:
    assert len(names_loaded_later()) >= 4


@pytest.mark.parametrize(("module", "name"), names_loaded_later())
def test_that_a_room_that_is_loaded_later_is_there(module: str, name: str) -> None:
    assert isinstance(getattr(import_module(module), name), type)
