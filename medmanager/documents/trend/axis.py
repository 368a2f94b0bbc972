"""The time axis of the printed trend: days to points across the page, and which days are labelled."""

from dataclasses import dataclass
from datetime import date, timedelta

from medmanager.documents.press.page import Page

_LEFT = 112.0
_RIGHT = 98.0
_STEPS = (7, 14, 28, 56, 91, 182, 364, 728)
_MOST = 7


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Between the names at the left and the names of the curves at the right."""

    page: Page
    start: date
    end: date
    names: float = _LEFT
    """Points for what stands at the left of it."""
    ends: float = _RIGHT
    """Points for what stands at the right of it."""

    @property
    def left(self) -> float:
        return self.page.left + self.names

    @property
    def right(self) -> float:
        return self.page.right - self.ends

    def x(self, day: date) -> float:
        """The day's place; days outside the chart stand at its edges."""
        shown = min(max(day, self.start), self.end)
        span = max((self.end - self.start).days, 1)
        return self.left + (self.right - self.left) * (shown - self.start).days / span

    @property
    def ticks(self) -> tuple[date, ...]:
        """At most seven days from the first on, whole weeks apart."""
        span = (self.end - self.start).days
        step = next((step for step in _STEPS if span // step < _MOST), span or 1)
        return tuple(self.start + timedelta(days=day) for day in range(0, span + 1, step))

    @property
    def long(self) -> bool:
        """Whether a label needs its year."""
        return (self.end - self.start).days > 300
