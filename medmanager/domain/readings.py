"""Scores, side effects and weight over time, gathered from visits and measurements."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from medmanager.domain.history import SCALE_TOPS, UNIT, Measure, Observation
from medmanager.domain.summary import DatedVisit, Reading, ReadingKind
from medmanager.domain.trend.trend import Point

SCORES = tuple(SCALE_TOPS)
VITALS = (Measure.WEIGHT,)
_Value = tuple[str, date, Decimal]


def all_readings(
    visits: Iterable[DatedVisit],
    observations: Iterable[tuple[date, Observation]],
    effect_names: Mapping[str, str],
) -> tuple[Reading, ...]:
    """Scores, then side effects present at one of their last two ratings, worst first, then weight.

    `visits` and `observations` come oldest first with their local days; `effect_names` by code; a code
    that is not in it is shown as it is. Two values of one day count as one, the later.
    """
    dated = tuple(visits)
    measured = tuple(observations)
    scores = _series((*_measured(measured, SCORES), *_scored(dated)))
    effects = _series(_rated(dated))
    vitals = _series((*_measured(measured, VITALS), *_vitals(dated)))
    return (
        *_in_order(ReadingKind.SCORE, SCORES, scores),
        *_worst_first(effects, effect_names),
        *_in_order(ReadingKind.VITAL, VITALS, vitals),
    )


def _measured(
    observations: Iterable[tuple[date, Observation]], measures: tuple[Measure, ...]
) -> Iterator[_Value]:
    for day, one in observations:
        if one.measure in measures:
            yield one.measure, day, one.value


def _scored(visits: Iterable[DatedVisit]) -> Iterator[_Value]:
    for dated in visits:
        for scale in dated.visit.scales:
            if scale.total is not None and scale.scale in SCORES:
                yield scale.scale, dated.on, Decimal(scale.total)


def _rated(visits: Iterable[DatedVisit]) -> Iterator[_Value]:
    for dated in visits:
        for rating in dated.visit.effects:
            if rating.severity is not None:
                yield rating.effect, dated.on, Decimal(rating.severity)


def _vitals(visits: Iterable[DatedVisit]) -> Iterator[_Value]:
    for dated in visits:
        for vital in dated.visit.vitals:
            if vital.measure in VITALS:
                yield vital.measure, dated.on, vital.value


def _series(values: Iterable[_Value]) -> dict[str, tuple[Point, ...]]:
    """Points by key in order of time; the value given last wins its day."""
    found: dict[str, dict[date, Decimal]] = {}
    for key, day, value in values:
        found.setdefault(key, {})[day] = value
    return {key: tuple(Point(day, days[day]) for day in sorted(days)) for key, days in found.items()}


def _in_order(
    kind: ReadingKind, measures: tuple[Measure, ...], series: Mapping[str, tuple[Point, ...]]
) -> Iterator[Reading]:
    for measure in measures:
        if measure in series:
            unit = "" if kind is ReadingKind.SCORE else UNIT[measure]
            yield Reading(kind, str(measure), series[measure], unit)


def _worst_first(series: Mapping[str, tuple[Point, ...]], names: Mapping[str, str]) -> tuple[Reading, ...]:
    present = [
        Reading(ReadingKind.SIDE_EFFECT, names.get(code, code), points)
        for code, points in series.items()
        if any(point.value > 0 for point in points[-2:])
    ]
    return tuple(sorted(present, key=lambda one: (-one.last.value, one.label)))
