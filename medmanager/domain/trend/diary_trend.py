"""What was written at home as panels of the trend chart, kept apart from what was asked at visits."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from medmanager.domain.diary.diary import DiaryDay, DiarySheet
from medmanager.domain.trend.trend import Panel, Point, Series

DIARY = "diary"
SLEEP = "diary:sleep"
_RATINGS = tuple(Decimal(tick) for tick in range(0, 11, 2))
_HOURS = tuple(Decimal(tick) for tick in range(0, 25, 6))
_Value = int | Decimal | None


def diary_panels(
    sheets: Iterable[DiarySheet], names: Mapping[str, str], start: date, end: date
) -> Iterator[Panel]:
    """A panel of mood and side effects, 0 to 10, and one of sleep in hours; none where nothing was written.

    A day on the sheet without a value is a gap in the curve, as is the time between two sheets.
    """
    days = _days(sheets, start, end)
    rated = [
        *_series("Mood, diary", ((on, day.mood) for on, (_, day) in days.items())),
        *(
            series
            for code in _effects(days)
            for series in _series(f"{names.get(code, code)}, diary", _rated(days, code))
        ),
    ]
    if rated:
        yield Panel(
            DIARY,
            "Diary",
            "0 to 10, written at home; mood 10 is best",
            Decimal(0),
            Decimal(10),
            _RATINGS,
            _numbered(rated),
        )
    slept = [*_series("Sleep, diary", ((on, day.sleep) for on, (_, day) in days.items()))]
    if slept:
        yield Panel(
            SLEEP, "Sleep, diary", "hours", Decimal(0), Decimal(24), _HOURS, _numbered(slept), "hours"
        )


_Days = dict[date, tuple[DiarySheet, DiaryDay]]


def _days(sheets: Iterable[DiarySheet], start: date, end: date) -> _Days:
    """What counts for each local day; of two sheets over one day the one that was made later."""
    found: _Days = {}
    for sheet in sorted(sheets, key=lambda one: one.made_at):
        for day in sheet.standing:
            if start <= day.on <= end:
                found[day.on] = (sheet, day)
    return dict(sorted(found.items()))


def _effects(days: _Days) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for sheet, _ in days.values() for code in sheet.effects))


def _rated(days: _Days, code: str) -> Iterator[tuple[date, _Value]]:
    """The rating of one side effect by day; None where its box was empty or the sheet did not ask."""
    for on, (sheet, day) in days.items():
        yield on, day.ratings[sheet.effects.index(code)] if code in sheet.effects else None


def _series(label: str, values: Iterable[tuple[date, _Value]]) -> Iterator[Series]:
    """One curve; nothing where every box was empty."""
    known = tuple(values)
    points = tuple(Point(on, Decimal(value)) for on, value in known if value is not None)
    if points:
        yield Series(label, label, 1, points, tuple(on for on, value in known if value is None))


def _numbered(series: Iterable[Series]) -> tuple[Series, ...]:
    return tuple(replace(one, number=place % 8 + 1) for place, one in enumerate(series))


def typed_days(sheets: Iterable[DiarySheet]) -> tuple[date, ...]:
    """The days that any of these sheets tells of."""
    return tuple(sorted({day.on for sheet in sheets for day in sheet.filled}))
