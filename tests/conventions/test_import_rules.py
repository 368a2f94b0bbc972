"""Each import contract goes red on one planted import; a tree that keeps them is green."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conventions.project import ROOT

LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command(sys.argv[1:])"
MODULES = {
    "medmanager/domain/plan": "from decimal import Decimal",
    "medmanager/services/plans": "from medmanager.domain import plan",
    "medmanager/services/facade": "from medmanager.services import plans",
    "medmanager/persistence/engine": "import sqlalchemy\nfrom medmanager.services import plans",
    "medmanager/persistence/secrets": "import keyring",
    "medmanager/documents/writer": "import reportlab",
    "medmanager/exchange/fhir_reader": "import fhir.resources",
    "medmanager/clock": "",
    "medmanager/demo/dice": "from medmanager.domain import plan",
    "medmanager/later": "from medmanager.services import facade",
    "medmanager/bootstrap": "from medmanager import later, clock",
    "medmanager/cli": "from medmanager import bootstrap",
    "medmanager/orders": "from medmanager import cli",
    "ui/app": "import PySide6.QtWidgets\nfrom ui.shell import window",
    "ui/shell/window": "from ui.screens import trends, visits",
    "ui/kit/context": "from medmanager.services import facade",
    "ui/kit/words": "",
    "ui/screens/trends/view": "import PySide6.QtWidgets\nfrom ui.kit import words",
    "ui/screens/trends/model": "import PySide6.QtCore",
    "ui/screens/trends/presenter": "from ui.kit.context import Context",
    "ui/screens/visits/view": "import PySide6.QtWidgets",
    "ui/screens/visits/presenter": "from medmanager.services.facade import Services",
}
PLANTED = [
    ("layers", "medmanager/domain/plan", "import medmanager.services.plans"),
    ("layers", "medmanager/documents/writer", "import medmanager.persistence.engine"),
    ("layers", "medmanager/cli", "import ui.app"),
    ("rooms", "medmanager/reports", "import os"),
    ("no-qt-below", "medmanager/services/plans", "def late():\n    from PySide6 import QtCore"),
    ("no-qt-in-presenters", "ui/screens/visits/presenter", "import ui.screens.visits.view"),
    ("no-qt-in-presenters", "ui/kit/words", "from PySide6.QtCore import QLocale"),
    ("sql-in-persistence", "medmanager/services/plans", "import sqlalchemy.orm"),
    ("sql-in-persistence", "ui/app", "import sqlite3"),
    ("pdf-in-documents", "medmanager/exchange/fhir_reader", "from reportlab.pdfgen import canvas"),
    ("formats-in-exchange", "medmanager/services/plans", "import icalendar"),
    ("keyring-in-one-file", "medmanager/persistence/engine", "import keyring"),
    ("screens-apart", "ui/screens/trends/presenter", "import ui.screens.visits.presenter"),
    ("kit-below-screens", "ui/kit/words", "import ui.screens.trends"),
    ("views-show", "ui/screens/trends/view", "from medmanager.services.facade import Services"),
    ("views-show", "ui/screens/trends/model", "import medmanager.services.facade"),
    ("one-facade", "ui/screens/visits/presenter", "from medmanager.services import plans"),
    ("one-facade", "ui/app", "import medmanager.persistence.engine"),
    ("no-cycles", "medmanager/services/plans", "import medmanager.services.facade"),
]


def plant(tree: Path, module: str, text: str) -> None:
    """Add text to a module of the tree, making it with its packages when it is new."""
    path = (tree / module).with_suffix(".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    for package in path.relative_to(tree).parents[:-1]:
        (tree / package / "__init__.py").touch()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")


def lint(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """What the linter says of the tree with the project's own contracts."""
    command = [sys.executable, "-c", LINT, "--no-cache", *options]
    return subprocess.run(command, cwd=tree, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def good_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", tree)
    for module, text in MODULES.items():
        plant(tree, module, text)
    for room in layered_rooms():
        if not (tree / "medmanager" / room).is_dir():
            plant(tree, f"medmanager/{room}", "")
    return tree


def layered_rooms() -> set[str]:
    """Every room that the contract of the rooms has a place for."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "rooms")
    return {room.strip() for layer in layers for room in layer.split("|")}


def test_that_a_tree_that_keeps_the_rules_is_green(good_tree: Path) -> None:
    said = lint(good_tree)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize(("contract", "module", "text"), PLANTED)
def test_that_a_contract_goes_red_on_a_planted_import(
    good_tree: Path, tmp_path: Path, contract: str, module: str, text: str
) -> None:
    tree = tmp_path / "tree"
    shutil.copytree(good_tree, tree)
    plant(tree, module, text)
    said = lint(tree, "--contract", contract)
    assert said.returncode == 1, said.stdout + said.stderr
    assert "BROKEN" in said.stdout


def test_that_every_contract_is_planted_against() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = {line.split('"')[1] for line in settings.splitlines() if line.startswith("id = ")}
    assert named == {contract for contract, _, _ in PLANTED}
