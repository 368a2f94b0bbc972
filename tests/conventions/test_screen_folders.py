"""Every screen has the same rooms, and in each room only what belongs there."""

from pathlib import Path

import pytest

from tests.conventions.project import ROOT, report, sources
from tests.conventions.screen_rules import asked_items, crossed_rooms, missing_rooms

SCREENS = sorted(
    path for path in (ROOT / "ui" / "screens").iterdir() if path.is_dir() and path.stem[0] != "_"
)

QT = "from PySide6.QtWidgets import QLabel\n"
SERVICES = "from medmanager.services.facade import Services\n"


@pytest.mark.parametrize("folder", SCREENS, ids=lambda path: path.name)
def test_that_the_screen_has_its_rooms(folder: Path) -> None:
    assert not missing_rooms(folder), report(missing_rooms(folder))


def test_that_a_missing_room_is_seen(tmp_path: Path) -> None:
    (tmp_path / "view.py").touch()
    assert [text.split()[-1] for text in missing_rooms(tmp_path)] == ["__init__.py", "presenter.py"]


def test_that_no_layout_is_asked_for_its_items() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{text}"
        for path in sources("ui")
        for text in asked_items(path.read_text(encoding="utf-8"))
    ]
    assert not found, report(found)


def test_that_an_asked_item_is_seen() -> None:
    assert asked_items("for at in range(3):\n    row.itemAt(at)") == ["2: the item of a layout"]
    assert not asked_items("row.indexOf(button)")


def test_that_what_shows_does_not_ask_and_what_asks_does_not_show() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{text}"
        for path in sources("ui/screens", "ui/shell")
        for text in crossed_rooms(path.read_text(encoding="utf-8"), path.stem)
    ]
    assert not found, report(found)


@pytest.mark.parametrize(
    ("source", "name"),
    [(QT, "presenter"), (QT, "line_presenter"), (QT + SERVICES, "view"), (QT + SERVICES, "grid")],
)
def test_that_crossed_rooms_are_seen(source: str, name: str) -> None:
    assert crossed_rooms(source, name)


@pytest.mark.parametrize(("source", "name"), [(QT, "view"), (SERVICES, "presenter"), (SERVICES, "reading")])
def test_that_rooms_of_their_own_are_fine(source: str, name: str) -> None:
    assert not crossed_rooms(source, name)
