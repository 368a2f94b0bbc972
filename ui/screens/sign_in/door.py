"""What the sign-in card says, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """What the card says. `people` are (login, name); `chosen` is the login to begin with."""

    title: str
    icon: str
    words: str
    button: str
    people: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    may_switch: bool = False
    demo: bool = False
    hint: str = ""
    quick: bool = False
    """Whether the keychain can unlock."""
    elsewhere: bool = False
    """Whether the practice could not be reached, so that another place may be meant."""
    waiting: bool = False
    """Whether it is not known yet who can come in: the place for them is kept."""
