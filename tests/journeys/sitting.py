"""One sitting of the provider in a copy of the demo practice, for journeys that share a window."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.stage import PROVIDER, Stage
from ui.kit.palettes import PaletteName


@contextmanager
def sitting(qapp: QApplication, home: Path, practice: Path) -> Iterator[Stage]:
    """The application at its usual size, with the provider signed in; ended as its window is closed."""
    shutil.copytree(practice, home / "practice")
    stage = Stage(qapp, home, home / "practice")
    stage.show(PaletteName.LIGHT, 1366, 768)
    stage.enter(PROVIDER)
    yield stage
    stage.close()
