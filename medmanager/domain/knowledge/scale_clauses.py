"""What a scale asks of its answers before it calls them positive, flags them, or meets a criterion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from medmanager.domain.knowledge.sheet import Sheet

Value = Decimal | bool | str | None
"""A number, yes or no, a word; None was not asked or not answered."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, by item key, with the total where there is one. `sex` is "" where nobody knows."""

    values: Mapping[str, Value]
    total: Decimal | None = None
    sex: str = ""

    def number(self, key: str) -> Decimal | None:
        """The answer as a number: yes is 1, no is 0."""
        value = self.values.get(key)
        if isinstance(value, bool):
            return Decimal(int(value))
        return value if isinstance(value, Decimal) else None


Truth = bool | None
"""None: an answer that decides is missing."""


@dataclass(frozen=True, slots=True)
class ScaleClause:
    """One question about the answers."""

    test: Callable[[Answers], Truth] = field(repr=False)

    def holds(self, answers: Answers) -> Truth:
        """True, false, or None while an answer that decides is missing."""
        return self.test(answers)


def read_clause(found: object, place: str) -> ScaleClause:
    """A clause such as {"total_from": 10}, {"item": "q9", "from": 1}, {"all": [...]}."""
    sheet = Sheet(found, place)
    key = next((key for key, _ in list(sheet.items()) if key in READERS), None)
    if key is None:
        raise sheet.wrong("clause", f"one of {', '.join(READERS)} is expected")
    return ScaleClause(READERS[key](sheet))


def _total(sheet: Sheet) -> Callable[[Answers], Truth]:
    least = sheet.number("total_from")
    return lambda answers: None if answers.total is None else answers.total >= least


def _total_below(sheet: Sheet) -> Callable[[Answers], Truth]:
    bound = sheet.number("total_below")
    return lambda answers: None if answers.total is None else answers.total < bound


def _item(sheet: Sheet) -> Callable[[Answers], Truth]:
    key = sheet.text("item")
    if "words" in sheet:
        words = frozenset(sheet.texts("words"))
        return lambda answers: None if answers.values.get(key) is None else answers.values[key] in words
    least, below = sheet.maybe_number("from"), sheet.maybe_number("below")

    def test(answers: Answers) -> Truth:
        value = answers.number(key)
        if value is None:
            return None
        return (least is None or value >= least) and (below is None or value < below)

    return test


def _count(sheet: Sheet) -> Callable[[Answers], Truth]:
    """At least so many of the items are answered with at least `each_from`."""
    keys, each, least = sheet.texts("count_of"), sheet.number("each_from"), sheet.whole("at_least")

    def test(answers: Answers) -> Truth:
        values = [answers.number(key) for key in keys]
        reached = sum(1 for value in values if value is not None and value >= each)
        if reached >= least:
            return True
        return None if reached + sum(1 for value in values if value is None) >= least else False

    return test


def _sum(sheet: Sheet) -> Callable[[Answers], Truth]:
    keys, least = sheet.texts("sum_of"), sheet.number("from")

    def test(answers: Answers) -> Truth:
        values = [answers.number(key) for key in keys]
        known = sum((value for value in values if value is not None), Decimal(0))
        if known >= least:
            return True
        return None if any(value is None for value in values) else False

    return test


def _change(sheet: Sheet) -> Callable[[Answers], Truth]:
    """From one number to another: fallen by at least a part, or risen by at least so many points."""
    first, second = sheet.texts("change")
    fall, rise = sheet.maybe_number("fall_percent"), sheet.maybe_number("rise")

    def test(answers: Answers) -> Truth:
        before, after = answers.number(first), answers.number(second)
        if before is None or after is None:
            return None
        if fall is not None:
            return before > 0 and (before - after) * 100 >= before * fall
        assert rise is not None, "one of the two stands in the file"
        return after - before >= rise

    return test


def _sex(sheet: Sheet) -> Callable[[Answers], Truth]:
    wanted = sheet.text("sex")
    return lambda answers: None if not answers.sex else answers.sex == wanted


def _all(sheet: Sheet) -> Callable[[Answers], Truth]:
    clauses = _inner(sheet, "all")

    def test(answers: Answers) -> Truth:
        found = [clause.holds(answers) for clause in clauses]
        return False if False in found else None if None in found else True

    return test


def _any(sheet: Sheet) -> Callable[[Answers], Truth]:
    clauses = _inner(sheet, "any")

    def test(answers: Answers) -> Truth:
        found = [clause.holds(answers) for clause in clauses]
        return True if True in found else None if None in found else False

    return test


def _not(sheet: Sheet) -> Callable[[Answers], Truth]:
    clause = sheet.read("not", read_clause)

    def test(answers: Answers) -> Truth:
        found = clause.holds(answers)
        return None if found is None else not found

    return test


def _inner(sheet: Sheet, key: str) -> tuple[ScaleClause, ...]:
    return tuple(read_clause(dict(one.items()), one.place) for one in sheet.sheets(key))


READERS: Mapping[str, Callable[[Sheet], Callable[[Answers], Truth]]] = {
    "total_from": _total,
    "total_below": _total_below,
    "item": _item,
    "count_of": _count,
    "sum_of": _sum,
    "change": _change,
    "sex": _sex,
    "all": _all,
    "any": _any,
    "not": _not,
}
