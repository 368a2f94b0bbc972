"""The looks in which pictures are taken: palette, size of the window, size of the text."""

from dataclasses import dataclass

from ui.kit.palettes import PaletteName


@dataclass(frozen=True, slots=True)
class Look:
    """One of them; its name is the folder of its pictures."""

    palette: PaletteName
    width: int
    height: int
    factor: float = 1.0

    @property
    def name(self) -> str:
        text = "" if self.factor == 1 else f"-text{self.factor * 100:.0f}"
        return f"{self.palette}-{self.width}x{self.height}{text}"


SMALLEST, USUAL, MOCKS, LARGE = (1024, 640), (1366, 768), (1440, 900), (1920, 1080)
TEXTS = (1.5, 1.9)

EVERY_LOOK = (
    *(Look(palette, *size) for palette in PaletteName for size in (SMALLEST, USUAL, MOCKS, LARGE)),
    *(Look(PaletteName.LIGHT, *USUAL, factor) for factor in TEXTS),
    Look(PaletteName.LIGHT, *SMALLEST, TEXTS[-1]),
)
