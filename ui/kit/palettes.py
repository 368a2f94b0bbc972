"""The three palettes as values, read from resources/theme; no Qt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SERIES_COUNT = 8


class PaletteName(StrEnum):
    """What a user may choose."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Severity(StrEnum):
    """The grades and states that have a colour, an icon and a word."""

    CONTRA = "contra"
    MAJOR = "major"
    MODERATE = "moderate"
    MINOR = "minor"
    OK = "ok"
    INFO = "info"


SEVERITY_WORDS = {
    Severity.CONTRA: "Contraindicated",
    Severity.MAJOR: "Major",
    Severity.MODERATE: "Moderate",
    Severity.MINOR: "Minor",
    Severity.OK: "OK",
    Severity.INFO: "Info",
}

SEVERITY_ICONS = {
    Severity.CONTRA: "octagon-minus",
    Severity.MAJOR: "triangle-alert",
    Severity.MODERATE: "diamond-alert",
    Severity.MINOR: "circle-minus",
    Severity.OK: "circle-check",
    Severity.INFO: "info",
}


@dataclass(frozen=True, slots=True)
class Palette:
    """Hex colours by token: plain tokens, `contra` and `contra.soft`, `series.1` to `series.8`."""

    name: PaletteName
    title: str
    colours: dict[str, str]

    def hex(self, token: str) -> str:
        """The colour of a token; an unknown token is a mistake of ours."""
        return self.colours[token]


def read_palette(folder: Path, name: PaletteName) -> Palette:
    """Read one palette file."""
    raw = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    colours = dict(raw["colours"])
    for severity in Severity:
        colours[severity] = raw["severities"][severity]["text"]
        colours[f"{severity}.soft"] = raw["severities"][severity]["soft"]
    colours["demo.soft"] = colours["demoBg"]
    for number, colour in enumerate(raw["series"], start=1):
        colours[f"series.{number}"] = colour
    return Palette(name, raw["title"], colours)
