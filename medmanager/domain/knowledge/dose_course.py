"""The dose of one drug over time, all its lines together, and where it comes down."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.knowledge.question import DailyDose, Listed
from medmanager.domain.number_words import plain

SETTLED = timedelta(days=84)
"""A dose that was held for so long is where the next way down begins. A house limit, no clinical rule."""


@dataclass(frozen=True, slots=True)
class Dose:
    """What is taken on one day in all; `amount` None: nobody knows. `needed`: all of it only when needed."""

    amount: Decimal | None
    unit: str = ""
    needed: bool = False

    @property
    def nothing(self) -> bool:
        return self.amount == 0

    @property
    def words(self) -> str:
        """As it may be told; an average over several days to a thousandth."""
        return f"{plain(round(self.amount, 3))} {self.unit}" if self.amount else "nothing"


NOTHING = Dose(Decimal(0))


@dataclass(frozen=True, slots=True)
class Step:
    """A day at which less is taken than on the day before. `top` is the dose from which it has come down so
    far; `taken_for` the days for which it was taken until then, None where nobody knows.
    """

    day: date
    before: Dose
    after: Dose
    top: Decimal
    taken_for: int | None


class Course:
    """The dose of one drug over time, all its lines together."""

    def __init__(self, lines: Iterable[Listed], today: date) -> None:
        own = [_dated(line, today) for line in lines]
        self.days = sorted({one.start for doses in own for one in doses})
        self._doses = [_together(_at(doses, day) for doses in own) for day in self.days]

    def on(self, day: date) -> Dose:
        """What is taken on that day."""
        place = bisect_right(self.days, day)
        return self._doses[place - 1] if place else NOTHING

    def falls(self, since: date) -> Iterator[Step]:
        """The steps down from `since` on, and the ends of what nobody knows the dose of."""
        for day in self.days:
            if day < since or day == date.min:
                continue
            before, after = self.on(day - timedelta(days=1)), self.on(day)
            ends = before.amount is None and after.nothing
            if ends or (before.amount and after.amount is not None and after.amount < before.amount):
                top, fell = self._way_down(day)
                yield Step(day, before, after, top, self._days_taken(fell))

    def _way_down(self, day: date) -> tuple[Decimal, date]:
        """The dose from which it has come down until that day, without a rise or a long rest, and the first
        day below it.
        """
        last = bisect_left(self.days, day) - 1
        level, fell = self._doses[last].amount or Decimal(0), day
        for place in range(last, 0, -1):
            began, before = self.days[place], self._doses[place - 1].amount
            if before is None or before < level or fell - began >= SETTLED:
                break
            level, fell = before, began if before > level else fell
        return level, fell

    def _days_taken(self, until: date) -> int | None:
        """For how long it was taken without a day off before that day; None where nobody knows since when."""
        first = until
        for place in range(bisect_left(self.days, until) - 1, -1, -1):
            if self._doses[place].nothing:
                break
            first = self.days[place]
        return None if first == date.min else (until - first).days


def _dated(listed: Listed, today: date) -> tuple[DailyDose, ...]:
    """The doses as written; without them what the list says of start, dose and end."""
    if listed.doses:
        return listed.doses
    start = listed.start
    if start is None and listed.day_of_treatment is not None:
        start = today - timedelta(days=listed.day_of_treatment - 1)
    taken = DailyDose(start or date.min, listed.daily_mg)
    return (taken,) if listed.stop is None else (taken, DailyDose(listed.stop, Decimal(0)))


def _at(doses: Sequence[DailyDose], day: date) -> DailyDose | None:
    place = bisect_right(doses, day, key=lambda one: one.start)
    return doses[place - 1] if place else None


def _together(doses: Iterable[DailyDose | None]) -> Dose:
    """What several lines of one drug are in all."""
    taken = [one for one in doses if one is not None and one.amount != 0]
    if not taken:
        return NOTHING
    amounts, units = [one.amount for one in taken], {one.unit for one in taken}
    known = [amount for amount in amounts if amount is not None]
    if len(units) > 1 or len(known) < len(amounts):
        return Dose(None)
    return Dose(sum(known, Decimal(0)), units.pop(), all(one.as_needed for one in taken))
