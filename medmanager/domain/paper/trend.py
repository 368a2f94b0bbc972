"""The small curve at the back of the plan: which side effect it shows, and its last ratings."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.paper.sheets import SheetRating, SheetTrend
from medmanager.domain.visit import Visit

BACK = timedelta(weeks=14)
MOST = 7
FEWEST = 3
NOT_ON_PAPER = frozenset({"suicidal-thoughts"})
"""Risk is spoken about, not printed on a page that others may read."""


def trend_of(
    dated_visits: Iterable[tuple[date, Visit]], names: Mapping[str, str], day: date
) -> SheetTrend | None:
    """The side effect that was rated highest lately, with up to seven ratings of the last 14 weeks.

    None where nothing was rated above 0, or less than three times: two points are not a trend.
    """
    rated: dict[str, dict[date, Decimal]] = {}
    for on, visit in dated_visits:
        for rating in visit.effects:
            if rating.severity is not None and rating.effect not in NOT_ON_PAPER and day - BACK <= on <= day:
                rated.setdefault(rating.effect, {})[on] = Decimal(rating.severity)
    worth = {code: values for code, values in rated.items() if len(values) >= FEWEST and any(values.values())}
    if not worth:
        return None
    code = max(worth, key=lambda one: (max(worth[one].values()), worth[one][max(worth[one])]))
    ratings = tuple(SheetRating(on, worth[code][on]) for on in sorted(worth[code])[-MOST:])
    return SheetTrend(names.get(code, code), ratings)
