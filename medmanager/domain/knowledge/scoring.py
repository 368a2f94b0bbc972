"""Scoring: totals, bands, screens, flags. What cannot be scored is said; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.scale_clauses import Answers, Value
from medmanager.domain.knowledge.scale_files import AnswerKind, Item, Scale


class Status(StrEnum):
    """Whether there is a score. Rejected answers are outside what the scale allows."""

    COMPLETE = "complete"
    PRORATED = "prorated"
    NOT_SCORABLE = "not_scorable"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Score:
    """`total`, `band` and `positive` are None where the scale has none or an answer is missing."""

    scale: str
    status: Status
    total: Decimal | None = None
    band: str = ""
    positive: bool | None = None
    flags: tuple[str, ...] = ()
    subscores: Mapping[str, Decimal] = field(default_factory=dict)
    criteria: Mapping[str, bool] = field(default_factory=dict)
    advice: str = ""


def score(scale: Scale, values: Mapping[str, Value], sex: str = "") -> Score:
    """The score of answers by item key.

    Raises Refused for an answer that the scale does not allow or an item it does not have.
    """
    for key, value in values.items():
        item = scale.item(key)
        if item is None:
            raise Refused(f"{scale.name} has no item “{key}”.", key)
        _allow(scale, item, value)
    given = Answers(values, None, sex)
    missing = [item for item in scale.items if _is_missing(item, given)]
    asked = Answers({**values, **_skipped(scale, given)}, None, sex)
    total, status = _total(scale, asked, missing)
    return _judged(scale, replace(asked, total=total), status)


def score_total(scale: Scale, total: Decimal, sex: str = "") -> Score:
    """The score of a total that was worked out elsewhere, for scales whose words may not be shipped."""
    low, high = scale.lowest, scale.highest
    if low is None or high is None:
        raise Refused(f"{scale.name} has no total. Give its items.", "total")
    if not total.is_finite() or total != total.to_integral_value() or not low <= total <= high:
        raise Refused(f"A total of {scale.name} is a whole number from {low} to {high}.", "total")
    return _judged(scale, Answers({}, total, sex), Status.COMPLETE)


def known_sum(scale: Scale, values: Mapping[str, Value]) -> Decimal:
    """The sum of what is answered; no score while answers are missing."""
    return sum(_known(scale, Answers(values)), Decimal(0))


def in_order(scale: Scale, given: Sequence[Value]) -> dict[str, Value]:
    """Answers in the order of the items, by key. Raises Refused for another number of them."""
    if len(given) != len(scale.items):
        raise Refused(f"{scale.name} has {len(scale.items)} items; {len(given)} were given.", "items")
    return {item.key: value for item, value in zip(scale.items, given, strict=True)}


def answered_yes(scale: Scale, numbers: Sequence[int]) -> dict[str, Value]:
    """Yes for the items of these numbers (from 1), no for all others."""
    known = set(range(1, len(scale.items) + 1))
    if set(numbers) - known or len(set(numbers)) < len(numbers):
        raise Refused(f"{scale.name} has items 1 to {len(scale.items)}, each at most once.", "yes_items")
    return {item.key: number in set(numbers) for number, item in enumerate(scale.items, start=1)}


def _allow(scale: Scale, item: Item, value: Value) -> None:
    if value is None:
        return
    if item.kind is AnswerKind.YES_NO:
        fits = isinstance(value, bool) or value in {Decimal(0), Decimal(1)}
        wanted = "yes or no"
    elif item.kind is AnswerKind.WORD:
        fits, wanted = value in item.answers, f"one of {', '.join(item.answers)}"
    else:
        fits = (
            isinstance(value, Decimal)
            and value == value.to_integral_value()
            and item.low <= value <= item.high
        )
        wanted = f"a whole number from {item.low} to {item.high}"
    if not fits:
        raise Refused(f"{scale.name}, item {item.key}: {wanted} is expected.", item.key)


def _is_missing(item: Item, answers: Answers) -> bool:
    """Whether the item had to be answered and was not."""
    if answers.values.get(item.key) is not None or item.optional:
        return False
    return item.asked_when is None or item.asked_when.holds(answers) is not False


def _skipped(scale: Scale, answers: Answers) -> dict[str, Value]:
    """No for the questions that are not asked after the answers before them."""
    return {
        item.key: False
        for item in scale.items
        if item.asked_when is not None
        and answers.values.get(item.key) is None
        and item.asked_when.holds(answers) is False
    }


def _total(scale: Scale, answers: Answers, missing: list[Item]) -> tuple[Decimal | None, Status]:
    if not scale.summed:
        return None, Status.NOT_SCORABLE if missing else Status.COMPLETE
    lost = [item for item in missing if item.key in scale.summed]
    if len(lost) < len(missing) or len(lost) > scale.missing_allowed:
        return None, Status.NOT_SCORABLE
    known = _known(scale, answers)
    total = sum(known, Decimal(0))
    if not lost:
        return total, Status.COMPLETE
    whole = total * len(scale.summed) / len(known)
    return whole.quantize(Decimal(1), rounding=ROUND_HALF_UP), Status.PRORATED


def _known(scale: Scale, answers: Answers) -> list[Decimal]:
    return [value for key in scale.summed if (value := _counted(scale, key, answers)) is not None]


def _counted(scale: Scale, key: str, answers: Answers) -> Decimal | None:
    item, value = scale.item(key), answers.number(key)
    if item is None or value is None:
        return None
    if item.reversed:
        top = 1 if item.kind is AnswerKind.YES_NO else item.high + item.low
        return top - value
    return value


def _judged(scale: Scale, answers: Answers, status: Status) -> Score:
    band = _band(scale, answers)
    return Score(
        scale=scale.name,
        status=status,
        total=answers.total,
        band=band[0],
        positive=scale.positive.holds(answers) if scale.positive else None,
        flags=tuple(named.name for named in scale.flags if named.when.holds(answers)),
        subscores=dict(_subscores(scale, answers)),
        criteria={
            named.name: found for named in scale.criteria if (found := named.when.holds(answers)) is not None
        },
        advice=" ".join((*(one.name for one in scale.advice if one.when.holds(answers)), band[1])).strip(),
    )


def _band(scale: Scale, answers: Answers) -> tuple[str, str]:
    value = answers.number(scale.band_of) if scale.band_of else answers.total
    reached = [
        band
        for band in scale.bands
        if (band.when.holds(answers) if band.when else value is not None and value >= (band.least or 0))
    ]
    return (reached[-1].word, reached[-1].advice) if reached else ("", "")


def _subscores(scale: Scale, answers: Answers) -> Iterator[tuple[str, Decimal]]:
    for sub in scale.subscores:
        values = [_counted(scale, key, answers) for key in sub.keys]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            yield sub.name, sum(known, Decimal(0))
