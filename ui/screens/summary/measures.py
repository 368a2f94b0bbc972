"""What the scores, the side effects and the tests that are due say, as words. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from medmanager.domain.summary import Due, Reading, ReadingKind
from medmanager.domain.vital_words import WEIGHT
from ui.kit import words
from ui.kit.tallman import tall_man
from ui.screens.summary.plan_words import day_words

MOST_READINGS = 5
MOST_DUE = 6


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One score with its course; `tone` and `arrow` belong to `direction`."""

    label: str
    values: tuple[Decimal, ...]
    value: str
    direction: str
    arrow: str
    tone: str
    tip: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """One test that is due; `icon` and `tone` say how late."""

    day: str
    what: str
    lateness: str
    icon: str
    tone: str
    tip: str


def chosen_readings(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Those that fit: weight keeps its row, side effects give way from the mildest on."""
    vitals = [one for one in readings if one.kind is ReadingKind.VITAL]
    others = [one for one in readings if one.kind is not ReadingKind.VITAL]
    return (*others[: MOST_READINGS - len(vitals)], *vitals)


def compared_with(readings: tuple[Reading, ...], today: date) -> str:
    """Against which day the directions count."""
    days = {reading.before.on for reading in readings if reading.before}
    if len(days) == 1:
        return f"since {words.short_day(days.pop(), today)}"
    return "since last time" if days else ""


def reading_row(reading: Reading, today: date) -> ReadingRow:
    """The words of one course."""
    label = "Weight, lb" if reading.kind is ReadingKind.VITAL else reading.label
    direction, arrow, tone = _direction(reading)
    return ReadingRow(
        label,
        tuple(point.value for point in reading.points),
        _shown(reading, reading.last.value),
        direction,
        arrow,
        tone,
        _in_words(reading, label, today),
    )


def _shown(reading: Reading, value: Decimal) -> str:
    return WEIGHT.shown(value) if reading.kind is ReadingKind.VITAL else words.number(value)


def _direction(reading: Reading) -> tuple[str, str, str]:
    before = reading.before
    if before is None:
        return "first reading", "", "muted"
    last = reading.last.value
    if not reading.less_is_better:
        return _up_or_down(Decimal(WEIGHT.shown(last)) - Decimal(WEIGHT.shown(before.value)))
    text = words.better_or_worse(last, before.value)
    if last == before.value:
        return text, "", "muted"
    return (text, "arrow-down", "ok") if last < before.value else (text, "arrow-up", "moderate")


def _up_or_down(change: Decimal) -> tuple[str, str, str]:
    if not change:
        return "same", "", "muted"
    if change > 0:
        return f"up {words.number(change)} lb", "arrow-up", "muted"
    return f"down {words.number(-change)} lb", "arrow-down", "muted"


def _in_words(reading: Reading, label: str, today: date) -> str:
    last = reading.points[-6:]
    told = [f"{_shown(reading, point.value)} on {words.short_day(point.on, today)}" for point in last]
    return f"{label}: {', '.join(told)}"


def due_row(due: Due, today: date) -> DueRow:
    """The words of one test, with how late it is."""
    day = due.entry.due
    lateness = words.due(day, today)
    if day < today:
        icon, tone = "diamond-alert", "moderate"
    elif lateness in {"today", "tomorrow", "this week"}:
        icon, tone = "info", "info"
    else:
        icon, tone = "circle-minus", "muted"
    why = ", ".join(part for part in (tall_man(due.medicine), due.entry.why) if part)
    return DueRow(day_words(day, today), due.entry.measure, lateness, icon, tone, why)
