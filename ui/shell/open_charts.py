"""The charts that are open: the ones used last stay, the one not used for longest goes first."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from medmanager.domain.user import User
from ui.kit.theme import Theme
from ui.kit.wiring import Contexts
from ui.shell.patient_window import PatientWindow
from ui.shell.places import TABS

MOST = 5
"""Charts kept open; what is typed in the one that goes is put aside first."""


class OpenCharts:
    """Builds patient windows, each with the tabs that this person may open."""

    def __init__(self, contexts: Contexts, theme: Theme, user: User) -> None:
        self._contexts, self._theme = contexts, theme
        self._tabs = tuple(tab for tab in TABS if user.may(tab.act))
        self._windows: dict[UUID, PatientWindow] = {}

    def __iter__(self) -> Iterator[PatientWindow]:
        return iter(tuple(self._windows.values()))

    def find(self, patient_id: UUID) -> PatientWindow | None:
        return self._windows.get(patient_id)

    def open(self, patient_id: UUID, tab: str, subject: UUID | None) -> PatientWindow:
        """The patient's window at that tab, or at the first one that this person may open."""
        window = self._windows.pop(patient_id, None) or self._build(patient_id)
        self._windows[patient_id] = window
        known = [one.key for one in self._tabs]
        window.go(tab if tab in known else known[0], subject)
        return window

    def close_oldest(self) -> None:
        """Let go of charts beyond the most that are kept, unless one of them cannot be closed now."""
        for patient_id in list(self._windows)[:-MOST]:
            window = self._windows[patient_id]
            if window.may_close():
                window.put_aside()
                window.close()
                del self._windows[patient_id]

    def close(self) -> None:
        """Let go of all."""
        for window in self:
            window.close()
        self._windows.clear()

    def _build(self, patient_id: UUID) -> PatientWindow:
        return PatientWindow(self._contexts, self._theme, patient_id, self._tabs)
