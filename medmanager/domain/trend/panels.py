"""Panels of the trend chart for what is scored or measured: scales, vital signs, labs, with their axes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from medmanager.domain.history import SCALE_TOPS, UNIT, Measure, Observation
from medmanager.domain.trend.trend import Panel, Point, Series
from medmanager.domain.visit import Visit

SCALES = "scales"
VITALS = "vitals:"
LABS = "labs:"
"""What the keys of these panels begin with; the measure follows."""

_VITAL_PANELS: tuple[tuple[str, tuple[tuple[Measure, str], ...]], ...] = (
    ("Weight", ((Measure.WEIGHT, "Weight"),)),
    ("Blood pressure", ((Measure.SYSTOLIC, "Systolic"), (Measure.DIASTOLIC, "Diastolic"))),
    ("Pulse", ((Measure.PULSE, "Pulse"),)),
    ("Body mass index", ((Measure.BMI, "BMI"),)),
    ("Waist", ((Measure.WAIST, "Waist"),)),
    ("Height", ((Measure.HEIGHT, "Height"),)),
)
_BODY = frozenset(measure for _, members in _VITAL_PANELS for measure, _ in members)
_READABLE = {
    "mm[Hg]": "mmHg",
    "10*3/uL": "×10³/µL",
    "ug/mL": "mcg/mL",
    "m[IU]/L": "mIU/L",
    "kg/m2": "kg/m²",
    "mL/min/{1.73_m2}": "mL/min/1.73 m²",
    "{score}": "",
}
_Dated = tuple[date, Decimal]
Visits = Iterable[tuple[date, Visit]]
Observations = Iterable[tuple[date, Observation]]


def readable_unit(ucum: str) -> str:
    """A UCUM unit as people read it: "mm[Hg]" is "mmHg"."""
    return _READABLE.get(ucum, ucum)


def scale_panel(visits: Visits, observations: Observations, start: date, end: date) -> Iterator[Panel]:
    """Totals of rating scales; a scale that was not answered in full has no total and no point."""
    found: dict[str, list[_Dated]] = {}
    for day, one in observations:
        if one.measure in SCALE_TOPS:
            found.setdefault(one.measure.value, []).append((day, one.value))
    for day, visit in visits:
        for result in visit.scales:
            if result.total is not None:
                found.setdefault(result.scale, []).append((day, Decimal(result.total)))
    series = tuple(_numbered(found, start, end))
    if series:
        top = max(_top(one) for one in series)
        ticks = (*(Decimal(tick) for tick in range(0, int(top) - 2, 5)), top)
        yield Panel(SCALES, "Scales", "sum scores", Decimal(0), top, ticks, series)


def _top(series: Series) -> Decimal:
    known = {measure.value: Decimal(top) for measure, top in SCALE_TOPS.items()}
    return known.get(series.key) or _axis([point.value for point in series.points])[-1]


def vital_panels(visits: Visits, observations: Observations, start: date, end: date) -> Iterator[Panel]:
    """What is measured at the body, from visits and from measurements of elsewhere."""
    dated_visits, measured = tuple(visits), tuple(observations)
    for title, members in _VITAL_PANELS:
        found = {
            label: [
                *((day, one.value) for day, one in measured if one.measure is measure),
                *_taken_at(dated_visits, measure),
            ]
            for measure, label in members
        }
        yield from _measured_panel(VITALS, title, members[0][0], tuple(_numbered(found, start, end)))


def _taken_at(visits: Visits, measure: Measure) -> Iterator[_Dated]:
    for day, visit in visits:
        for entry in visit.vitals:
            if entry.measure is measure:
                yield day, entry.value


def lab_panels(observations: Observations, start: date, end: date) -> Iterator[Panel]:
    """One panel for each lab measured in these days, the one measured last first."""
    found: dict[Measure, list[_Dated]] = {}
    for day, one in observations:
        if one.measure not in _BODY and one.measure not in SCALE_TOPS and start <= day <= end:
            found.setdefault(one.measure, []).append((day, one.value))
    for measure in sorted(found, key=lambda one: (max(found[one])[0], one.value), reverse=True):
        title = measure.value[0].upper() + measure.value[1:]
        series = tuple(_numbered({title: found[measure]}, start, end))
        yield from _measured_panel(LABS, title, measure, series)


def _measured_panel(kind: str, title: str, measure: Measure, series: tuple[Series, ...]) -> Iterator[Panel]:
    if not series:
        return
    ticks = _axis([point.value for one in series for point in one.points])
    unit = readable_unit(UNIT[measure])
    yield Panel(f"{kind}{measure.value}", title, unit, ticks[0], ticks[-1], ticks, series, unit)


def _numbered(found: Mapping[str, Iterable[_Dated]], start: date, end: date) -> Iterator[Series]:
    """Curves numbered from 1; of two values of one day the later one counts."""
    number = 0
    for label, values in found.items():
        by_day = {day: value for day, value in values if start <= day <= end}
        if by_day:
            number += 1
            points = tuple(Point(day, by_day[day]) for day in sorted(by_day))
            yield Series(label, label, (number - 1) % 8 + 1, points)


def _axis(values: list[Decimal]) -> tuple[Decimal, ...]:
    """Round ticks that hold all values, three to six of them, in steps of 1, 2 or 5 times a power of ten."""
    low, high = min(values), max(values)
    room = max(high - low, abs(high) / 20, Decimal("0.1"))
    step = _round_step(room / 3)
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    if first == last:
        first, last = max(first - step, Decimal(0)), last + step
    count = max(2, int((last - first) / step))
    return tuple(first + step * number for number in range(count + 1))


def _round_step(rough: Decimal) -> Decimal:
    power = Decimal(1).scaleb(rough.adjusted())
    return next(power * nice for nice in (1, 2, 5, 10) if rough <= power * nice)
