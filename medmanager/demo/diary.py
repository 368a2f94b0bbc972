"""Who is busy when in the demo practice, so that no two appointments of one person overlap."""

from datetime import date, datetime, timedelta

from medmanager.demo.team import local
from medmanager.demo.workdays import workday_after
from medmanager.domain.user import User

_STARTS = tuple((hour, minute) for hour in (9, 10, 11, 13, 14, 15, 16) for minute in (0, 30))


class Diary:
    """Gives out half hours of working days, in order."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, datetime]] = set()

    def find(self, provider: User, on: date, minutes: int, wish: int = 0) -> datetime:
        """A free start on that day, else on the next working days; `wish` is where to look first."""
        day, first = on, wish % len(_STARTS)
        while True:
            for hour, minute in (*_STARTS[first:], *_STARTS[:first]):
                start = local(day, hour, minute)
                if self._take(provider, start, minutes):
                    return start
            day = workday_after(day + timedelta(days=1))

    def _take(self, provider: User, start: datetime, minutes: int) -> bool:
        halves = [start + timedelta(minutes=30 * number) for number in range(-(-minutes // 30))]
        if any((provider.login, half) in self._taken for half in halves):
            return False
        if any((half.hour, half.minute) not in _STARTS for half in halves):
            return False
        self._taken.update((provider.login, half) for half in halves)
        return True
