"""A diary in one sentence, for the visit that comes after it: ranges only, no average and no cause."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.day_words import month_day
from medmanager.domain.diary.diary import DiarySheet

RECENT = timedelta(days=42)
"""A diary whose last written day lies longer ago belongs to an earlier visit. House choice, no rule."""


def diary_gist(sheets: Iterable[DiarySheet], names: Mapping[str, str], day: date) -> str:
    """The newest diary with anything written in it; "" where there is none of late. `names` by code."""
    recent = [one for one in sheets if one.filled and day - RECENT <= one.filled[-1].on <= day]
    newest = max(recent, key=lambda one: one.first_day, default=None)
    if newest is None:
        return ""
    return f"Diary {', '.join(_parts(newest, names))}"


def _parts(sheet: DiarySheet, names: Mapping[str, str]) -> Iterator[str]:
    filled = sheet.filled
    yield f"{month_day(filled[0].on)} to {month_day(filled[-1].on)}: {len(filled)} of {len(sheet.days)} days"
    moods = [Decimal(one.mood) for one in filled if one.mood is not None]
    slept = [one.sleep for one in filled if one.sleep is not None]
    if moods:
        yield f"mood {_span(moods)}"
    if slept:
        yield f"sleep {_span(slept)} h"
    for place, code in enumerate(sheet.effects):
        rated = [Decimal(value) for one in filled if (value := one.ratings[place]) is not None]
        if rated:
            yield f"{names.get(code, code).lower()} {_span(rated)}"


def _span(values: list[Decimal]) -> str:
    low, high = min(values), max(values)
    return f"{low.normalize():f}" if low == high else f"{low.normalize():f} to {high.normalize():f}"
