"""Conventions of the screens' folders: each function takes a folder or source text and gives its findings."""

import ast
from pathlib import Path

from tests.conventions.source_rules import imported_modules

ROOMS = ("__init__.py", "view.py", "presenter.py")


def missing_rooms(folder: Path) -> list[str]:
    """Which of the rooms that every screen has are not there; a model is there when the screen needs one."""
    return [f"{folder.name} has no {room}" for room in ROOMS if not (folder / room).exists()]


def asked_items(source: str) -> list[str]:
    """Items of layouts taken by number. What Python holds of them outlives them: a walk over the items of
    every layout has broken the heap. Ask for the widgets, or for `indexOf` one.
    """
    return [
        f"{node.lineno}: the item of a layout"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in {"itemAt", "itemAtPosition"}
    ]


def crossed_rooms(source: str, name: str) -> list[str]:
    """Qt in a presenter, or services in a file that draws.

    `name` is the file's stem. What shows does not ask and what asks does not show, however many files a
    screen is made of.
    """
    modules = [(line, module.split(".")) for line, module in imported_modules(ast.parse(source))]
    with_qt = [line for line, parts in modules if parts[0] in {"PySide6", "shiboken6"}]
    with_services = [line for line, parts in modules if parts[:2] == ["medmanager", "services"]]
    if name.split("_")[-1] == "presenter" and with_qt:
        return [f"{with_qt[0]}: Qt in a presenter"]
    if with_qt and with_services:
        return [f"{with_services[0]}: services in a file that draws"]
    return []
