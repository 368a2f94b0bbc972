"""A walk through the scenes in one size of text: what is cut, covered or sticks out, and how Tab goes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.conventions.screen_watch import badly_sized
from tests.conventions.tab_walk import tab_faults
from tests.scenes import first_run, script
from tests.scenes.scene import Scene, strike
from tests.stage import Stage
from ui.kit.palettes import PaletteName

SIZES = ((1024, 640), (1366, 768))
USUAL, BETWEEN, LARGEST = FACTORS = (1.0, 1.5, 1.9)
OWN_OF_DESK = ("today-chosen",)
OWN_OF_ADMIN = (
    "settings-practice",
    "settings-hours",
    "settings-people",
    "settings-backup",
    "dialog",
    "shut-patients",
)
"""How the names of scenes begin that other people see otherwise than the provider."""
FLOATING = ("loading", "palette", "locked", "plan-finder")
"""Nothing comes to rest in them, they lie over the window, or they are looked at before signing in."""
PLAIN = (
    *("sign-in", "today", "import_records", "plan-draft"),
    *("dialog-booking", "dialog-new-patient", "dialog-recovery-key", "dialog-person", "dialog-proposal"),
    *("first-run-practice", "first-run-person", "first-run-hours", "first-run-key"),
)
"""Scenes of which another shows the same and more."""


@dataclass(slots=True)
class Noted:
    """What was found, each with where it was."""

    factor: float
    faults: list[str] = field(default_factory=list)
    jumps: list[str] = field(default_factory=list)
    scenes: int = 0


def walk(stage: Stage, new: Stage, factor: float) -> Noted:
    """Through the crowded practice with three people, and through the first run of a new one.

    The Tab key goes the same way in every size of text. What stands between the smallest and the largest text
    is looked at where pages change their columns; dialogs only grow.
    """
    noted = Noted(factor)
    for where in (stage, new):
        where.show(PaletteName.LIGHT, *SIZES[-1], factor)
        # Nobody looks at the pictures, only at where everything stands.
        where.application.window.setUpdatesEnabled(False)
    _look(stage, script.before_signing_in(), "", noted)
    for login, scenes in sittings():
        stage.enter(login)
        _look(stage, scenes, login, noted)
        stage.leave()
    _look(new, first_run.first_run(), "", noted)
    return noted


def sittings() -> Iterator[tuple[str, list[Scene]]]:
    """Who looks at what: the provider at everything, the others at what is different for them."""
    for login, own in (("osei", ("",)), ("castellano", OWN_OF_DESK), ("whitaker", OWN_OF_ADMIN)):
        role = script.CAST[login]
        scenes = (*script.crowded_pages(role), *script.over_the_pages(role))
        yield login, [one for one in scenes if one.name.startswith(own) and not one.name.startswith(FLOATING)]


def _look(stage: Stage, scenes: Iterable[Scene], who: str, noted: Noted) -> None:
    for scene in scenes:
        if scene.name in PLAIN or (noted.factor == BETWEEN and scene.name.startswith("dialog")):
            continue
        stage.application.window.resize(*SIZES[0])
        shown = scene.open(stage)
        name = f"{who} {scene.name}".strip()
        for size in SIZES[noted.factor == LARGEST and scene.name.startswith("crowded") :]:
            stage.application.window.resize(*size)
            _rest(stage)
            noted.faults += [f"{name}, {size[0]} wide: {text}" for text in badly_sized(shown)]
            if noted.factor == USUAL:
                noted.jumps += [f"{name}, {size[0]} wide: {text}" for text in tab_faults(shown)]
        noted.scenes += 1
        strike(stage)


def _rest(stage: Stage) -> None:
    """What scrolls asks for its height when its width is known, and its window then for another width."""
    for _ in range(3):
        stage.settle()
