"""The trend chart of the synthetic patient LINDQVIST, Maren, for looking at and for tests."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from medmanager.domain.trend.trend import (
    ChartEvent,
    DoseChange,
    DoseLane,
    LaneStep,
    Panel,
    Point,
    Series,
    Shift,
    TrendChart,
)

FIRST = date(2026, 8, 24)
TODAY = date(2026, 11, 23)
WEEKLY = {
    ("Tremor", 8): (0, 0, 1, 2, 2, 3, 4, 4, 4, 5, 5, 5, 4, 5),
    ("Sleepiness", 7): (1, 1, 1, 1, 1, 1, 2, 3, 5, 7, 7, 6, 6, 6),
    ("Nausea", 4): (2, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1),
    ("Restlessness", 5): (7, 7, 6, 6, 6, 5, 5, 5, 4, 3, 3, 3, 2, 2),
}
SCALES = {("PHQ-9", 1): (19, 17, 16, 13, 11, 9), ("GAD-7", 2): (14, 13, 13, 12, 10, 8)}
VISITS = tuple(
    date(2026, month, day) for month, day in ((8, 24), (9, 14), (10, 5), (10, 19), (11, 2), (11, 23))
)


def numbers(*values: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


def weekly(label: str, number: int, values: tuple[int, ...]) -> Series:
    points = tuple(Point(FIRST + timedelta(weeks=at), Decimal(value)) for at, value in enumerate(values))
    return Series(label.lower(), label, number, points)


def at_visits(label: str, number: int, values: tuple[int, ...]) -> Series:
    points = tuple(Point(day, Decimal(value)) for day, value in zip(VISITS, values, strict=True))
    return Series(label.lower(), label, number, points)


def effects_panel() -> Panel:
    series = tuple(weekly(label, number, values) for (label, number), values in WEEKLY.items())
    return Panel(
        "effects",
        "Side effects",
        "0 to 10, weekly",
        Decimal(0),
        Decimal(10),
        numbers(0, 2, 4, 6, 8, 10),
        series,
    )


def scales_panel() -> Panel:
    series = tuple(at_visits(label, number, values) for (label, number), values in SCALES.items())
    return Panel(
        "scales", "Scales", "sum scores", Decimal(0), Decimal(27), numbers(0, 5, 10, 15, 20, 27), series
    )


def step(start: tuple[int, int, int], end: tuple[int, int, int] | None, dose: int) -> LaneStep:
    first = date(*start)
    last = date(*end) if end else None
    return LaneStep(first, last, Decimal(dose), "mg", planned=first > TODAY, reason="low mood persists")


def lanes() -> tuple[DoseLane, ...]:
    sertraline = (
        step((2026, 6, 1), (2026, 11, 23), 100),
        step((2026, 11, 24), (2026, 12, 7), 75),
        step((2026, 12, 8), (2026, 12, 21), 50),
    )
    quetiapine = (
        step((2026, 10, 5), (2026, 10, 11), 50),
        step((2026, 10, 12), (2026, 10, 18), 100),
        step((2026, 10, 19), (2026, 11, 1), 200),
        step((2026, 11, 2), (2026, 11, 23), 300),
        step((2026, 11, 24), (2026, 12, 3), 50),
        step((2026, 12, 4), None, 300),
    )
    lithium = (step((2026, 8, 24), (2026, 9, 13), 600), step((2026, 9, 14), None, 900))
    return (
        DoseLane(UUID(int=1), "sertraline", 1, sertraline, date(2027, 1, 5)),
        DoseLane(UUID(int=2), "QUEtiapine", 2, quetiapine),
        DoseLane(UUID(int=3), "lithium ER", 3, lithium),
    )


def changes() -> tuple[DoseChange, ...]:
    found = [(FIRST, 3), (date(2026, 9, 14), 3)]
    found += [(date(2026, 10, day), 2) for day in (5, 12, 19)]
    found += [(date(2026, 11, 2), 2), (date(2026, 11, 24), 1), (date(2026, 11, 24), 2)]
    return tuple(DoseChange(day, lane, "dose", Shift.PAUSED) for day, lane in found)


def maren_chart(**other: object) -> TrendChart:
    events = [ChartEvent(day, "visit", "follow-up") for day in VISITS]
    events += [
        ChartEvent(date(2026, 9, 7), "event", "Trip, missed 2 doses"),
        ChartEvent(date(2026, 10, 6), "event", "CBT weekly starts"),
        ChartEvent(date(2026, 11, 12), "event", "Work stress"),
    ]
    parts: dict[str, object] = {
        "start": date(2026, 8, 17),
        "end": date(2026, 11, 30),
        "today": TODAY,
        "panels": (effects_panel(), scales_panel()),
        "lanes": lanes(),
        "events": tuple(events),
        "changes": changes(),
        "sentences": ("Sleepiness rose from 1 to 6.", "PHQ-9 fell from 19 to 9."),
    }
    return TrendChart(**(parts | other))  # type: ignore[arg-type] # tests replace single parts by name
