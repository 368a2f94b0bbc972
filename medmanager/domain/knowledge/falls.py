"""How fast the dose of a drug may come down before it harms: the rules, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from medmanager.domain.knowledge.circumstances import Circumstance
from medmanager.domain.knowledge.proposals import Method
from medmanager.domain.knowledge.rules import RuleReader, Wording
from medmanager.domain.knowledge.selecting import Selection
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.knowledge.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Limit:
    """A fall of more than so many percent of the dose is of this severity."""

    above_percent: Decimal
    severity: Severity


@dataclass(frozen=True, slots=True)
class TakesOver:
    """Drugs of which one goes on in the place of the one that ends: the alert is then at most this grave, and
    there is none where `at_most` is None.
    """

    drugs: Selection
    at_most: Severity | None
    why: str


@dataclass(frozen=True, slots=True)
class FallRule:
    """Falls of the daily dose within `days` days, in percent as `method` says: proportional of the dose at
    their beginning, linear of the dose from which it has come down so far. `when` is asked of the patient and
    of the medicine: its dose is the one before the fall, its day of treatment counts the days taken without a
    day off until it began to come down.
    """

    drugs: Selection
    when: Circumstance
    days: int
    limits: tuple[Limit, ...]
    """The lowest first."""
    wording: Wording
    method: Method = Method.PROPORTIONAL
    takes_over: TakesOver | None = None
    halves: bool = True
    """Whether half tablets count where it is asked which dose the tablets make next below."""

    def severity_of(self, percent: Decimal) -> Severity | None:
        """How grave a fall by so many percent is; None for one that is slow enough."""
        passed = [limit.severity for limit in self.limits if percent > limit.above_percent]
        return passed[-1] if passed else None


def read_falls(sheet: Sheet, reader: RuleReader) -> tuple[FallRule, ...]:
    """The rules of one file. Of those that fit a drug in its circumstances the first counts."""
    return tuple(_fall(one, reader) for one in sheet.sheets("rules"))


def _fall(sheet: Sheet, reader: RuleReader) -> FallRule:
    rule = FallRule(
        drugs=reader.selection(sheet, "drugs"),
        when=reader.when(sheet),
        days=sheet.whole("days"),
        limits=_limits(sheet),
        wording=reader.wording(sheet),
        method=Method(sheet.text("method", Method.PROPORTIONAL)),
        takes_over=_takes_over(sheet.sheet("takes_over"), reader) if "takes_over" in sheet else None,
        halves=sheet.flag("halves") if "halves" in sheet else True,
    )
    sheet.done()
    if rule.days < 1:
        raise sheet.wrong("days", "1 or more is expected")
    return rule


def _limits(sheet: Sheet) -> tuple[Limit, ...]:
    found = []
    for one in sheet.sheets("limits"):
        found.append(Limit(one.number("above_percent"), Severity(one.text("severity"))))
        one.done()
    percents = [limit.above_percent for limit in found]
    if not found or percents != sorted(set(percents)) or not 0 <= percents[0] <= percents[-1] < 100:
        raise sheet.wrong("limits", "percents from 0 to below 100 are expected, the lowest first")
    return tuple(found)


def _takes_over(sheet: Sheet, reader: RuleReader) -> TakesOver:
    at_most = sheet.text("at_most")
    made = TakesOver(
        reader.selection(sheet, "drugs"),
        None if at_most == "none" else Severity(at_most),
        sheet.text("why"),
    )
    sheet.done()
    return made
