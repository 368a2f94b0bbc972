"""One theme for the kit's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def session_theme(qapp: QApplication) -> Theme:
    theme = Theme(qapp, RESOURCES)
    theme.use(PaletteName.LIGHT)
    theme.dress(qapp)
    return theme


@pytest.fixture
def theme(session_theme: Theme) -> Iterator[Theme]:
    session_theme.use(PaletteName.LIGHT)
    yield session_theme
    session_theme.use(PaletteName.LIGHT)
