"""How the window looks at this workstation: palette and text size, kept between starts."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme

STEP = 0.1


class Look:
    """Changes the theme and remembers it. The settings hold nothing about any person."""

    def __init__(self, theme: Theme, settings: QSettings) -> None:
        self._theme, self._settings = theme, settings

    def restore(self) -> None:
        """Use what was used last; light at 100 % the first time."""
        names = {name.value for name in PaletteName}
        kept = str(self._settings.value("look/palette", PaletteName.LIGHT.value))
        factor = _number(self._settings.value("look/factor", 1.0))
        self._theme.use(PaletteName(kept) if kept in names else PaletteName.LIGHT, factor)

    def use(self, palette: PaletteName) -> None:
        self._apply(palette, self._theme.factor)

    def larger(self) -> None:
        self._apply(self._theme.palette.name, self._theme.factor + STEP)

    def smaller(self) -> None:
        self._apply(self._theme.palette.name, self._theme.factor - STEP)

    def usual(self) -> None:
        """Text at 100 %."""
        self._apply(self._theme.palette.name, 1.0)

    def _apply(self, palette: PaletteName, factor: float) -> None:
        self._theme.use(palette, factor)
        self._settings.setValue("look/palette", palette.value)
        self._settings.setValue("look/factor", round(self._theme.factor, 2))


def _number(kept: object) -> float:
    """A kept factor; 100 % when the settings file was spoiled by hand."""
    try:
        return float(str(kept))
    except ValueError:
        return 1.0
