"""The words of the status bar, from what the services know. No Qt."""

from __future__ import annotations

from datetime import datetime, timedelta

from medmanager.domain.practice import DeskStatus
from medmanager.domain.user import User
from ui.kit import words
from ui.shell.status_bar import State

OLD_BACKUP = timedelta(days=1)
OPEN_BACKUP = "Open Settings, Backup"


def left_states(status: DeskStatus, now: datetime, lost: str = "") -> tuple[State, ...]:
    """Where the records are, how old the backup is, and what is not checked.

    `lost` is why the records cannot be reached now, "" when they can.
    """
    return (_lost(lost) if lost else _store(status), _backup(status, now), _safety())


def right_states(status: DeskStatus, user: User) -> tuple[State, ...]:
    """Practice and person."""
    practice = f"Demo practice: {status.practice}" if status.demo else status.practice
    role = str(user.role).capitalize()
    return (
        State("practice", "", practice, tip="Open the settings"),
        State(
            "user", "user", f"{user.display_name} · {role}", tip="Lock or sign out", short=user.display_name
        ),
    )


def _lost(why: str) -> State:
    return State("store", "triangle-alert", "The practice cannot be reached", "major", why, "Not reached")


def _store(status: DeskStatus) -> State:
    if status.kind == "practice server":
        return State(
            "store", "database", "Connected to the practice server", tip=status.place, short="Connected"
        )
    return State("store", "monitor", "On this computer, encrypted", tip=status.place, short="Encrypted")


def _backup(status: DeskStatus, now: datetime) -> State:
    if status.last_backup is None:
        return State("backup", "triangle-alert", "No backup yet", "major", OPEN_BACKUP, "No backup")
    short = f"Backup {words.ago(status.last_backup, now)}"
    said = f"{short}, verified"
    if now - status.last_backup > OLD_BACKUP:
        return State("backup", "diamond-alert", said, "moderate", OPEN_BACKUP, short)
    return State("backup", "circle-check", said, "ok", OPEN_BACKUP, short)


def _safety() -> State:
    tip = "This version has no interaction data: nothing is checked, and no alert does not mean safe."
    return State("safety", "triangle-alert", "Interactions not checked", "major", tip, "Not checked")
