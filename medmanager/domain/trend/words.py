"""The trend chart in words: what rose, what fell, which doses changed around then. It claims no cause."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.day_words import short_day
from medmanager.domain.number_words import plain
from medmanager.domain.trend.trend import DoseChange, Panel, Point, Series

NO_CAUSE = "Same time is not proof of cause."
SHORTLY = timedelta(days=14)
"""How long before a rise or fall a dose change is still told beside it. House choice for reading, no rule."""
WORTH_TELLING = {"effects": Decimal(2), "scales": Decimal(5)}
"""From this difference on, dose changes of the same time are told. House choice for reading, no rule."""
TOLD = ("effects", "scales", "vitals:weight")
"""Panels that are put into words; the others speak through the table and the reading cursor."""
MOST_CHANGES = 3


def tell(
    panels: tuple[Panel, ...],
    changes: tuple[DoseChange, ...],
    never_present: tuple[str, ...],
    today: date,
) -> tuple[str, ...]:
    """A sentence for each curve, the largest move of its panel first; the last one warns against causes."""
    worded = (panel for panel in panels if panel.key in TOLD)
    told = [sentence for panel in worded for sentence in _panel(panel, changes, today)]
    if never_present:
        told.append(f"Rated 0 each time: {_listing(never_present)}.")
    return (*told, NO_CAUSE) if told else ()


def _panel(panel: Panel, changes: tuple[DoseChange, ...], today: date) -> Iterator[str]:
    for series in sorted(panel.series, key=lambda one: -abs(_largest_move(one)[2])):
        yield _sentence(series, panel, changes, today)


def _largest_move(series: Series) -> tuple[Point, Point, Decimal]:
    """The earlier and the later point of the largest rise or fall, and its size; of equal ones the first."""
    lowest = highest = series.points[0]
    largest = (lowest, lowest, Decimal(0))
    for point in series.points[1:]:
        for earlier in (lowest, highest):
            size = point.value - earlier.value
            if abs(size) > abs(largest[2]):
                largest = (earlier, point, size)
        lowest = point if point.value < lowest.value else lowest
        highest = point if point.value > highest.value else highest
    return largest


def _sentence(series: Series, panel: Panel, changes: tuple[DoseChange, ...], today: date) -> str:
    first, last = series.points[0], series.points[-1]
    unit = f" {panel.unit}" if panel.unit else ""
    earlier, later, size = _largest_move(series)
    if first is last:
        return f"{series.label} was {plain(last.value)}{unit} on {short_day(last.on, today)}."
    if size == 0:
        days = f"from {short_day(first.on, today)} to {short_day(last.on, today)}"
        return f"{series.label} stayed at {plain(first.value)}{unit} {days}."
    verb = "rose" if size > 0 else "fell"
    words = (
        f"{series.label} {verb} from {plain(earlier.value)} ({short_day(earlier.on, today)}) "
        f"to {plain(later.value)}{unit} ({short_day(later.on, today)})"
    )
    if last != later:
        still = "still " if last.value == later.value else ""
        words += f" and was {still}{plain(last.value)} on {short_day(last.on, today)}"
    if abs(size) < WORTH_TELLING.get(panel.key, Decimal("Infinity")):
        return f"{words}."
    return f"{words}.{_around(earlier.on, later.on, changes, today)}"


def _around(first: date, last: date, changes: tuple[DoseChange, ...], today: date) -> str:
    near = [change for change in changes if first - SHORTLY <= change.on <= last]
    if not near:
        return ""
    told = [f"{change.told} ({short_day(change.on, today)})" for change in near[-MOST_CHANGES:]]
    more = len(near) - len(told)
    if more:
        told.insert(0, f"{more} earlier {'change' if more == 1 else 'changes'}")
    return f" In that time or the 2 weeks before: {'; '.join(told)}."


def _listing(items: tuple[str, ...]) -> str:
    names = [items[0], *(name[0].lower() + name[1:] for name in items[1:])]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
