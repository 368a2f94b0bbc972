"""The way from one screen to another: screens ask here, the workspace answers once it is there."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID


class Places(Protocol):
    """Whoever can open places: the workspace."""

    def go(self, place: str) -> None: ...

    def open_patient(self, patient_id: UUID, tab: str, subject: UUID | None) -> None: ...


class Navigator:
    """`Navigate` for all screens. Before sign-in there is nowhere to go, and asking is a bug."""

    def __init__(self) -> None:
        self._places: Places | None = None

    def lead_to(self, places: Places | None) -> None:
        """Where requests go from now on."""
        self._places = places

    def go(self, place: str) -> None:
        self._there.go(place)

    def open_patient(self, patient_id: UUID, tab: str = "summary", subject: UUID | None = None) -> None:
        self._there.open_patient(patient_id, tab, subject)

    @property
    def _there(self) -> Places:
        assert self._places is not None, "nobody is signed in"
        return self._places
