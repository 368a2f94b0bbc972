"""How much room the plan has, for its parts to fit themselves into. No Qt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """`is_low` asks for lower lanes; where it `is_cramped`, a line that is written has the screen for itself.

    `lanes` is the most that the lanes may take, in px.
    """

    is_low: bool = False
    is_cramped: bool = False
    lanes: int = 0
