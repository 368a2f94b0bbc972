"""The words of the status bar, from what the services know. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from medmanager.domain.practice import DeskStatus
from medmanager.domain.safety import EditionCard
from medmanager.domain.user import User
from ui.kit import words
from ui.shell.status_bar import State

OLD_BACKUP = timedelta(days=1)
OPEN_BACKUP = "Open Settings, Backup"


@dataclass(frozen=True, slots=True)
class SafetyState:
    """The knowledge base: its card, or why there is none; both empty while it is read."""

    edition: EditionCard | None = None
    problem: str = ""


def left_states(status: DeskStatus, now: datetime, safety: SafetyState, lost: str = "") -> tuple[State, ...]:
    """Where the records are, how old the backup is, and which data plans are checked with.

    `lost` is why the records cannot be reached now, "" when they can.
    """
    return (_lost(lost) if lost else _store(status), _backup(status, now), _safety(safety))


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


def _safety(safety: SafetyState) -> State:
    edition = safety.edition
    if safety.problem:
        return State(
            "safety", "triangle-alert", "Interactions not checked", "major", safety.problem, "Not checked"
        )
    if edition is None:
        return State("safety", "info", "Safety data is being read", short="Safety data")
    day = words.dated(edition.as_of)
    tip = f"Safety data {edition.version}. {edition.review}. No alert does not mean safe."
    if edition.warnings:
        return State("safety", "triangle-alert", f"Safety data of {day}", "major", " ".join(edition.warnings))
    said = f"Safety data of {day}" if edition.reviewed else f"Safety data of {day}, not reviewed"
    short = "Safety data" if edition.reviewed else "Not reviewed"
    return State("safety", "diamond-alert", said, "moderate", tip, short)
