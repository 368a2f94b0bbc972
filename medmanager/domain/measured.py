"""What counts as a test done: measured values under the names that the monitoring rules use."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from medmanager.domain.history import Measure


@dataclass(frozen=True, slots=True)
class Result:
    """A value of a measure on a local day, in the unit of its measure."""

    measure: Measure
    value: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class Done:
    """A test that was done on a local day, by the name that rules use; `value` in the unit of the rules."""

    test: str
    on: date
    value: Decimal | None = None


_PER_MICROLITRE = Decimal(1000)

TESTS: Mapping[Measure, tuple[str, ...]] = {
    Measure.WEIGHT: ("weight",),
    Measure.HEIGHT: ("height",),
    Measure.WAIST: ("waist",),
    Measure.SYSTOLIC: ("blood pressure",),
    Measure.PULSE: ("pulse",),
    Measure.QTC: ("QTc", "ECG"),
    Measure.LITHIUM: ("lithium level",),
    Measure.VALPROATE: ("valproate level",),
    Measure.CARBAMAZEPINE: ("carbamazepine level",),
    Measure.ANC: ("ANC",),
    Measure.GLUCOSE: ("fasting glucose",),
    Measure.TSH: ("TSH",),
    Measure.EGFR: ("eGFR",),
    Measure.SODIUM: ("sodium",),
    Measure.POTASSIUM: ("potassium",),
    Measure.CALCIUM: ("calcium",),
    Measure.ALT: ("ALT/AST",),
    Measure.AST: ("ALT/AST",),
    Measure.PROLACTIN: ("prolactin",),
    Measure.PLATELETS: ("platelets",),
}
"""The rules' names for what one value answers. A glucose is taken as the fasting one that was asked for."""

PANELS: Mapping[str, frozenset[Measure]] = {
    "lipids": frozenset({Measure.LDL, Measure.HDL, Measure.TRIGLYCERIDES}),
    "CBC": frozenset({Measure.WBC, Measure.PLATELETS}),
    "electrolytes": frozenset({Measure.SODIUM, Measure.POTASSIUM}),
}
"""Tests of several values: done on the day on which all of them were measured."""


def done_tests(results: Iterable[Result]) -> tuple[Done, ...]:
    """The tests that these values answer, by day."""
    known = tuple(results)
    found = {done for one in known for done in _single(one)} | set(_panels(known))
    return tuple(sorted(found, key=lambda done: (done.on, done.test, done.value or Decimal(0))))


def plain(test: str) -> str:
    """A test's name as it is compared: what people write beside what rules say."""
    return " ".join(test.casefold().split())


def same_test(one: str, other: str) -> bool:
    """Whether two names mean the same test."""
    return _known(one) == _known(other)


def _known(name: str) -> str:
    written = plain(name)
    for measure, tests in TESTS.items():
        if written == plain(measure.value):
            return plain(tests[-1])
    return written


def _single(result: Result) -> Iterator[Done]:
    factor = _PER_MICROLITRE if result.measure is Measure.ANC else Decimal(1)
    for test in TESTS.get(result.measure, ()):
        yield Done(test, result.on, result.value * factor)


def _panels(results: tuple[Result, ...]) -> Iterator[Done]:
    for test, wanted in PANELS.items():
        for day in {one.on for one in results if one.measure in wanted}:
            if wanted <= {one.measure for one in results if one.on == day}:
                yield Done(test, day)
