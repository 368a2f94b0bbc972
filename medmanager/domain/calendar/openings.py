"""Open slots: when the practice is open and a provider is free."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.ids import UserId
from medmanager.domain.local_time import Span, instant_at, local_day
from medmanager.domain.practice import OpenHours, Practice

GRID = timedelta(minutes=15)
"""Offered times lie on this grid, counted from the start of each opening of the practice."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A time that can be booked, UTC. `free_minutes` is how long the provider stays free from there on."""

    provider_id: UserId
    start: datetime
    free_minutes: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. Nothing is offered that starts before `earliest`, UTC."""

    provider_id: UserId
    minutes: int
    earliest: datetime


def open_spans(hours: Iterable[OpenHours], day: date, zone: ZoneInfo) -> tuple[Span, ...]:
    """When the practice is open on that local day, in order of time; empty on a closed day.

    On the days clocks change an opening that holds the change is an hour shorter or longer.
    """
    spans = (
        Span(instant_at(day, opening.start, zone), instant_at(day, opening.end, zone))
        for opening in hours
        if opening.weekday == day.weekday()
    )
    return _joined(span for span in spans if span.start < span.end)


def outside_hours(practice: Practice, wanted: Span) -> bool:
    """Whether any part lies outside the opening hours. Where none are written down, nothing is outside."""
    if not practice.hours:
        return False
    zone = ZoneInfo(practice.time_zone)
    first, last = (local_day(instant, zone) for instant in (wanted.start, wanted.end))
    days = sorted({first, last})
    spans = _joined(span for day in days for span in open_spans(practice.hours, day, zone))
    return not any(span.holds(wanted) for span in spans)


def free_spans(open_hours: Iterable[Span], busy: Iterable[Span]) -> Iterator[Span]:
    """What is left of the opening hours when everything busy is taken out, in order of time."""
    taken = sorted(busy, key=lambda span: span.start)
    for opening in open_hours:
        free_from = opening.start
        for span in taken:
            if not span.overlaps(opening):
                continue
            if free_from < span.start:
                yield Span(free_from, span.start)
            free_from = max(free_from, span.end)
        if free_from < opening.end:
            yield Span(free_from, opening.end)


def openings_on(
    practice: Practice, day: date, wanted: Wanted, appointments: Iterable[Appointment]
) -> tuple[Opening, ...]:
    """Every start on the grid of that local day at which the wanted minutes are free and inside the hours."""
    hours = open_spans(practice.hours, day, ZoneInfo(practice.time_zone))
    busy = [
        Span(one.start, one.end)
        for one in appointments
        if one.provider_id == wanted.provider_id and one.takes_time
    ]
    found: list[Opening] = []
    for opening in hours:
        for free in free_spans((opening,), busy):
            found += _on_grid(free, opening.start, wanted)
    return tuple(found)


def _on_grid(free: Span, origin: datetime, wanted: Wanted) -> Iterator[Opening]:
    length = timedelta(minutes=wanted.minutes)
    begin = max(free.start, wanted.earliest)
    start = origin - (origin - begin) // GRID * GRID
    while start + length <= free.end:
        yield Opening(wanted.provider_id, start, (free.end - start) // timedelta(minutes=1))
        start += GRID


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order of time; those that touch or overlap become one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
