"""Renders every screen of the demo practice to pictures: `python -m tests.gallery [folder] [names …]`."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402 - after the platform is chosen

from tests.stage import Stage  # noqa: E402 - after the platform is chosen
from ui.kit.palettes import PaletteName  # noqa: E402 - after the platform is chosen
from ui.shell.places import PLACES, TABS  # noqa: E402 - after the platform is chosen

FOLDER = Path(__file__).resolve().parents[2] / "showing" / "gallery"
SIZES = ((1366, 768), (1440, 900), (1920, 1080))
PALETTES = tuple(PaletteName)
PATIENT = "Lindqvist"
PEOPLE = ("osei", "castellano")

Take = Callable[[str], None]


def main(arguments: list[str]) -> int:
    """Make the pictures whose names hold one of the words that follow the folder, or all of them."""
    folder = Path(arguments[0]) if arguments else FOLDER
    words = arguments[1:]
    qt = QApplication(["gallery"])
    with tempfile.TemporaryDirectory(prefix="medmanager-gallery-") as home:
        stage = Stage(qt, Path(home))
        for palette in PALETTES:
            for width, height in SIZES:
                stage.show(palette, width, height)
                show_all(stage, taker(stage, folder / f"{palette}-{width}x{height}", words))
        stage.close()
    sys.stdout.write(f"{folder}\n")
    return 0


def taker(stage: Stage, folder: Path, words: list[str]) -> Take:
    """Takes a picture under a name, when that is wanted."""

    def take(name: str) -> None:
        if not words or any(word in name for word in words):
            stage.picture(folder / f"{name}.png")

    return take


def show_all(stage: Stage, take: Take) -> None:
    """Sign each of the people in, open everything they may open, lock, and go."""
    for login in PEOPLE:
        take("sign-in")
        stage.enter(login)
        show_places(stage, take, login)
        show_patient(stage, take, login)
        stage.workspace.frame.open_palette()
        take(f"{login}-palette")
        stage.application.lock()
        take(f"{login}-lock")
        stage.leave()


def show_places(stage: Stage, take: Take, login: str) -> None:
    """Every place that the person may open."""
    for place in PLACES:
        if stage.services.session.user.may(place.act):
            stage.workspace.go(place.key)
            take(f"{login}-{place.key}")


def show_patient(stage: Stage, take: Take, login: str) -> None:
    """Every tab of one patient that the person may open."""
    patient = stage.services.patients.search(PATIENT)[0]
    for tab in TABS:
        if stage.services.session.user.may(tab.act):
            stage.workspace.open_patient(patient.id, tab.key, None)
            take(f"{login}-patient-{tab.key}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
