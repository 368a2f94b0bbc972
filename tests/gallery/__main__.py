"""Takes pictures of everything that can be looked at: `python -m tests.gallery [folder] [words …]`.

A picture is `folder/palette-size/practice-person-scene.png`. With words only those pictures are taken whose
name holds all of them, each a regular expression: `light 1024 dialog`, `dark-1366 'castellano-(today|cal)'`.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

# The offscreen platform's own screen is 800 px wide, and dialogs would be squeezed into it.
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"

from PySide6.QtWidgets import QApplication  # noqa: E402 - after the platform is chosen

from tests.gallery.looks import EVERY_LOOK, Look  # noqa: E402 - after the platform is chosen
from tests.scenes import first_run, script  # noqa: E402 - after the platform is chosen
from tests.scenes.crowd import crowd_in  # noqa: E402 - after the platform is chosen
from tests.scenes.scene import Scene, strike  # noqa: E402 - after the platform is chosen
from tests.stage import PROVIDER, Stage  # noqa: E402 - after the platform is chosen

FOLDER = Path(__file__).resolve().parents[2] / "showing" / "gallery"


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is looked at between signing in and signing out; `login` "" where nobody is signed in."""

    name: str
    login: str
    scenes: tuple[Scene, ...]
    in_trouble: bool = False


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes the pictures that are wanted; a scene of which none is wanted is not even opened."""

    folder: Path
    words: tuple[str, ...]

    def wants_any(self, sittings: Iterable[Sitting]) -> bool:
        """Whether any of it is wanted in any look."""
        sittings = tuple(sittings)
        return any(self._wanted(look, sitting) for look in EVERY_LOOK for sitting in sittings)

    def take(self, stage: Stage, sittings: tuple[Sitting, ...]) -> None:
        """Every sitting in every look; looks change while nobody is signed in: there is least to restyle."""
        for look in EVERY_LOOK:
            for sitting in sittings:
                wanted = self._wanted(look, sitting)
                if wanted:
                    stage.show(look.palette, look.width, look.height, look.factor)
                    self._sit(stage, sitting, look, wanted)

    def _sit(self, stage: Stage, sitting: Sitting, look: Look, wanted: list[Scene]) -> None:
        with script.unreadable(stage) if sitting.in_trouble else nullcontext():
            if sitting.login:
                stage.enter(sitting.login)
            for scene in wanted:
                scene.open(stage)
                stage.picture(self.folder / look.name / f"{sitting.name}-{scene.name}.png")
                strike(stage)
        if sitting.login:
            stage.leave()

    def _wanted(self, look: Look, sitting: Sitting) -> list[Scene]:
        named = ((f"{look.name}/{sitting.name}-{scene.name}", scene) for scene in sitting.scenes)
        return [scene for name, scene in named if all(re.search(word, name) for word in self.words)]


def main(arguments: list[str]) -> int:
    """Take the pictures into the folder; a word like --help tells how instead of naming a folder."""
    if arguments and arguments[0].startswith("-"):
        sys.stdout.write(f"{__doc__}\n")
        return 0
    camera = Camera(Path(arguments[0]) if arguments else FOLDER, tuple(arguments[1:]))
    qt = QApplication(["gallery"])
    with tempfile.TemporaryDirectory(prefix="medmanager-gallery-") as home:
        take_demo(camera, qt, Path(home))
        take_new(camera, qt, Path(home))
    sys.stdout.write(f"{camera.folder}\n")
    return 0


def take_demo(camera: Camera, qt: QApplication, home: Path) -> None:
    """The demo practice as it is, and on a hard day."""
    usual, hard = tuple(demo_sittings()), tuple(crowded_sittings())
    if not camera.wants_any((*usual, *hard)):
        return
    stage = Stage(qt, home / "demo")
    camera.take(stage, usual)
    if camera.wants_any(hard):
        stage.enter(PROVIDER)
        crowd_in(stage)
        stage.leave()
        camera.take(stage, hard)
    stage.close()


def take_new(camera: Camera, qt: QApplication, home: Path) -> None:
    """The first run, and a practice in which nobody is registered."""
    begun = (Sitting("new", "", tuple(first_run.first_run())),)
    if camera.wants_any(begun):
        stage = Stage(qt, home / "nothing", furnished=False)
        camera.take(stage, begun)
        stage.close()
    new = tuple(new_sittings())
    if camera.wants_any(new):
        first_run.make_new_practice(home / "new")
        stage = Stage(qt, home / "look", home / "new")
        camera.take(stage, new)
        stage.close()


def demo_sittings() -> Iterator[Sitting]:
    """Everything that everybody sees on a usual day."""
    yield Sitting("demo", "", tuple(script.before_signing_in()))
    for login, role in script.CAST.items():
        yield Sitting(f"demo-{login}", login, (*script.pages(role), *script.over_the_pages(role)))
        yield Sitting(f"demo-{login}", login, tuple(script.in_trouble(role)), in_trouble=True)


def crowded_sittings() -> Iterator[Sitting]:
    """What a hard day can break."""
    for login, role in script.CAST.items():
        yield Sitting(f"crowded-{login}", login, tuple(script.crowded_pages(role)))


def new_sittings() -> Iterator[Sitting]:
    """A practice in which nobody is registered."""
    for login, role in first_run.FOUNDERS.items():
        yield Sitting(f"new-{login}", login, tuple(script.empty_pages(role)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
