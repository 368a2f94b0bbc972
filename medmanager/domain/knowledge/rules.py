"""The rules of the base as values, and how they are read from their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from medmanager.domain.knowledge.alerts import AlertKind
from medmanager.domain.knowledge.circumstances import ALWAYS, Circumstance, Setting, read_circumstance
from medmanager.domain.knowledge.evidence import Evidence, Library, read_library
from medmanager.domain.knowledge.selecting import Selection, Shelf
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.knowledge.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Grade:
    """A severity that holds instead, while the circumstance does, and why."""

    when: Circumstance
    severity: Severity
    why: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What every alert says. `{left}`, `{right}`, `{drug}` and `{condition}` stand for the names."""

    rule: str
    topic: str
    severity: Severity
    title: str
    mechanism: str
    advice: str
    evidence: Evidence
    grades: tuple[Grade, ...] = ()

    def graded(self, setting: Setting) -> tuple[Severity, str]:
        """The severity in this setting, and why it is not the usual one; the first grade that holds."""
        held = next((grade for grade in self.grades if grade.when.holds(setting)), None)
        return (held.severity, held.why) if held else (self.severity, "")


@dataclass(frozen=True, slots=True)
class Washout:
    """Days that must lie between the last dose of one and the first of the other; `longer` names drugs
    after which another time holds, mostly a longer one. 0: nothing to wait for.
    """

    after_left: int = 0
    after_right: int = 0
    longer: Mapping[str, int] = field(default_factory=dict)
    severity: Severity | None = None

    def days_after(self, drug: str, *, left: bool) -> int:
        """Days to wait after the last dose of this drug."""
        usual = self.after_left if left else self.after_right
        return self.longer.get(drug, usual) if usual else 0


NO_WASHOUT = Washout()


@dataclass(frozen=True, slots=True)
class CrossTaper:
    """A switch that is written with its end: taken together for at most so many days it weighs less."""

    days: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class PairRule:
    """Two drugs that should not meet unseen."""

    left: Selection
    right: Selection
    wording: Wording
    when: Circumstance = ALWAYS
    """Asked of the patient and of the medicine on the left."""
    when_right: Circumstance = ALWAYS
    washout: Washout = NO_WASHOUT
    cross_taper: CrossTaper | None = None


@dataclass(frozen=True, slots=True)
class DrugRule:
    """One drug in a circumstance of the patient: a condition, pregnancy, age, a laboratory value."""

    kind: AlertKind
    drugs: Selection
    when: Circumstance
    wording: Wording
    conditions: frozenset[str] = frozenset()
    """Conditions that the rule is about; the alert names those that the patient has."""


@dataclass(frozen=True, slots=True)
class PairLimit:
    """Two drugs whose alerts on these topics are held down: a labelled or studied combination."""

    left: Selection
    right: Selection
    topics: frozenset[str]
    at_most: Severity | None
    """None: no alert at all."""
    why: str
    evidence: Evidence
    id: str = ""


@dataclass(frozen=True, slots=True)
class SumRule:
    """A load that speaks up from some sums on: `steps` are (sum, severity), the lowest first."""

    load: str
    steps: tuple[tuple[int, Severity], ...]
    wording: Wording


Made = TypeVar("Made")


class RuleReader:
    """Reads one file of rules. `kind` stands once, at the head of the file."""

    def __init__(self, sheet: Sheet, shelf: Shelf, shared: Library) -> None:
        self._sheet, self._shelf = sheet, shelf
        self._library = read_library(sheet.sheet("sources"), shared)
        self.kind = sheet.text("kind")

    def pairs(self) -> tuple[PairRule, ...]:
        """The rules of a file of pairs."""
        return tuple(self._finished(one, self._pair(one)) for one in self._sheet.sheets("rules"))

    def singles(self) -> tuple[DrugRule, ...]:
        """The rules of a file about single drugs."""
        return tuple(self._finished(one, self._single(one)) for one in self._sheet.sheets("rules"))

    def limits(self) -> tuple[PairLimit, ...]:
        """The labelled combinations."""
        return tuple(self._finished(one, self._limit(one)) for one in self._sheet.sheets("rules"))

    def sums(self) -> tuple[SumRule, ...]:
        """The rules of a file of loads."""
        return tuple(self._finished(one, self._sum(one)) for one in self._sheet.sheets("rules"))

    def selection(self, sheet: Sheet, key: str) -> Selection:
        """The drugs that a rule names under `key`."""
        return sheet.read(key, self._shelf.read_selection)

    @staticmethod
    def _finished(sheet: Sheet, made: Made) -> Made:
        sheet.done()
        return made

    def _pair(self, sheet: Sheet) -> PairRule:
        left, right = self.selection(sheet, "left"), self.selection(sheet, "right")
        return PairRule(
            left=left,
            right=right,
            wording=self.wording(sheet),
            when=self.when(sheet),
            when_right=self.when(sheet, "when_right"),
            washout=_washout(sheet.sheet("washout"), left, right) if "washout" in sheet else NO_WASHOUT,
            cross_taper=_cross_taper(sheet.sheet("cross_taper")) if "cross_taper" in sheet else None,
        )

    def _single(self, sheet: Sheet) -> DrugRule:
        return DrugRule(
            kind=AlertKind(sheet.text("about", self.kind)),
            drugs=self.selection(sheet, "drugs"),
            when=self.when(sheet),
            wording=self.wording(sheet),
            conditions=frozenset(sheet.texts("condition")),
        )

    def _sum(self, sheet: Sheet) -> SumRule:
        load = sheet.text("load")
        if not self._shelf.has_property(load):
            raise sheet.wrong("load", f"no drug has “{load}”")
        return SumRule(load, _steps(sheet), self.wording(sheet))

    def _limit(self, sheet: Sheet) -> PairLimit:
        at_most = sheet.text("at_most")
        return PairLimit(
            left=self.selection(sheet, "left"),
            right=self.selection(sheet, "right"),
            topics=frozenset(sheet.texts("topics")),
            at_most=None if at_most == "none" else Severity(at_most),
            why=sheet.text("why"),
            evidence=self.evidence(sheet),
            id=sheet.text("id", ""),
        )

    def wording(self, sheet: Sheet) -> Wording:
        """Id, severity, words and sources of a rule."""
        rule = sheet.text("id")
        return Wording(
            rule=rule,
            topic=sheet.text("topic", rule),
            severity=Severity(sheet.text("severity")),
            title=sheet.text("title"),
            mechanism=sheet.text("mechanism"),
            advice=sheet.text("advice"),
            evidence=self.evidence(sheet),
            grades=tuple(self._grade(one) for one in sheet.sheets("grades")),
        )

    def _grade(self, sheet: Sheet) -> Grade:
        return self._finished(
            sheet, Grade(self.when(sheet), Severity(sheet.text("severity")), sheet.text("why"))
        )

    def when(self, sheet: Sheet, key: str = "when") -> Circumstance:
        """The circumstance under this key, always where there is none."""
        return sheet.read(key, lambda found, place: read_circumstance(found, place, self._shelf))

    def evidence(self, sheet: Sheet) -> Evidence:
        """The sources of a rule or a note."""
        return self._library.evidence(sheet.texts("source"), sheet.place, sheet.text("reviewed_by", ""))


def _washout(sheet: Sheet, left: Selection, right: Selection) -> Washout:
    """Raises Unreadable for a longer wait after a drug that the rule never waits for."""
    longer = sheet.sheet("longer")
    made = Washout(
        after_left=sheet.whole("after_left", 0),
        after_right=sheet.whole("after_right", 0),
        longer={name: longer.whole(name) for name, _ in list(longer.items())},
        severity=Severity(sheet.text("severity")) if "severity" in sheet else None,
    )
    sheet.done()
    sides = ((left, made.after_left), (right, made.after_right))
    for name in made.longer:
        if not any(days and name in side for side, days in sides):
            raise longer.wrong(name, "the rule waits after no drug of this name")
    return made


def _cross_taper(sheet: Sheet) -> CrossTaper:
    made = CrossTaper(sheet.whole("days"), Severity(sheet.text("severity")))
    sheet.done()
    return made


def _steps(sheet: Sheet) -> tuple[tuple[int, Severity], ...]:
    steps = []
    for one in sheet.sheets("steps"):
        steps.append((one.whole("from"), Severity(one.text("severity"))))
        one.done()
    if not steps or [least for least, _ in steps] != sorted(least for least, _ in steps):
        raise sheet.wrong("steps", "sums are expected, the lowest first")
    return tuple(steps)
