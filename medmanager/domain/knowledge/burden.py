"""Loads that add up over the whole list, of which a pair alone may say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from medmanager.domain.knowledge.alerts import Alert, AlertKind, honest
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.names import Names
from medmanager.domain.knowledge.question import Listed, Question
from medmanager.domain.knowledge.rules import SumRule
from medmanager.domain.knowledge.severity import Severity, worse

LOADS = ("serotonergic", "qt", "anticholinergic", "sedative", "metabolic", "seizure", "bleeding")

STRIP = LOADS[:6]
"""The loads that are shown while a plan is written; bleeding speaks by its alerts."""

STRONG = 3
"""The level of a single medicine that counts as moderate for itself: clozapine alone is not a low load."""


class Level(StrEnum):
    """How much a load comes to. `low` is below the sum from which the base's rule for this load speaks up,
    `moderate` from its first step on, `high` from its next one on.
    """

    NONE = "none"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Share:
    """What one medicine gives to a load: 1 a little, 2 clearly, 3 strongly, and where that is written.

    `stop` is the first day without it, None while no end is planned.
    """

    name: str
    level: int
    source: str
    stop: date | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """One load of everything that is taken or planned, as high as it becomes when all of it is taken.

    `steps` are the sums of the base's rule for it, and `source` where they come from. `raised` says that
    an alert of the rule puts this patient a grade higher than the sum alone.
    """

    name: str
    shares: tuple[Share, ...]
    steps: tuple[int, ...]
    source: str
    raised: Level | None = None

    @property
    def sum(self) -> int:
        return sum(share.level for share in self.shares)

    @property
    def level(self) -> Level:
        """Of all shares together."""
        return self._level(self.shares)

    @property
    def boxes(self) -> int:
        """0 to 5 boxes of a bar: 1 and 2 are low, 3 is moderate, 4 and 5 are high."""
        first, second = (*self.steps, 99, 99)[:2]
        within = {
            Level.NONE: 0,
            Level.LOW: 1 if self.sum * 2 < first else 2,
            Level.MODERATE: 3,
            Level.HIGH: 5 if self.sum >= 2 * second - first else 4,
        }
        return within[self.level]

    def falls(self, today: date) -> tuple[date, Level] | None:
        """The first day to come on which the load is lower because a medicine is stopped, and how low."""
        days = sorted({share.stop for share in self.shares if share.stop is not None and share.stop > today})
        for day in days:
            left = self._level(share for share in self.shares if share.stop is None or share.stop > day)
            if RANKS[left] < RANKS[self.level]:
                return day, left
        return None

    def _level(self, shares: Iterable[Share]) -> Level:
        levels = [share.level for share in shares]
        reached = sum(sum(levels) >= step for step in self.steps)
        by_sum = (Level.LOW, Level.MODERATE, Level.HIGH)[min(reached, 2)] if levels else Level.NONE
        by_one = Level.MODERATE if max(levels, default=0) >= STRONG else Level.NONE
        raised = self.raised if self.raised and len(levels) == len(self.shares) else Level.NONE
        return max(by_sum, by_one, raised, key=RANKS.__getitem__)


RANKS = {level: number for number, level in enumerate(Level)}


def loads_of(
    question: Question, names: Names, rules: Iterable[SumRule], alerts: Iterable[Alert]
) -> tuple[Load, ...]:
    """The loads of the strip, in its order. A medicine that stands on two lines counts once; one that the
    base does not know gives nothing, so that the answer is a lower bound where something was not checked.
    """
    by_load = {rule.load: rule for rule in rules}
    spoken = {alert.rule: alert.severity for alert in alerts}
    given = tuple(_givers(question, names))
    return tuple(_load(load, by_load.get(load), spoken, given) for load in STRIP)


def _givers(question: Question, names: Names) -> Iterator[tuple[str, Drug, date | None]]:
    """Name, drug and last stop of each medicine that is taken or planned."""
    found: dict[str, tuple[str, Drug, date | None]] = {}
    for one in question.medicines:
        drug = names.find(one.name).drug
        if drug is None or not _runs(one, question.day):
            continue
        _, _, stop = found.get(drug.key, ("", drug, date.min))
        latest = None if stop is None or one.stop is None else max(stop, one.stop)
        found[drug.key] = (one.name, drug, latest)
    yield from found.values()


def _runs(one: Listed, day: date) -> bool:
    return one.stop is None or one.stop > day


def _load(
    load: str,
    rule: SumRule | None,
    spoken: Mapping[str, Severity],
    given: tuple[tuple[str, Drug, date | None], ...],
) -> Load:
    shares = tuple(
        Share(name, level, drug.property_evidence[load].text, stop)
        for name, drug, stop in given
        if (level := drug.properties.get(load, 0))
    )
    if rule is None:
        return Load(load, shares, (), "")
    severity = spoken.get(rule.wording.rule)
    raised = None if severity is None else (Level.MODERATE if severity is Severity.MINOR else Level.HIGH)
    steps = tuple(least for least, _ in rule.steps)
    return Load(load, shares, steps, rule.wording.evidence.text, raised)


def burden_of(drugs: Iterable[Drug]) -> dict[str, int]:
    """Every load with its sum over the list, 0 included; levels are 1 to 3 for each drug."""
    sums = dict.fromkeys(LOADS, 0)
    for drug in drugs:
        for load in LOADS:
            sums[load] += drug.properties.get(load, 0)
    return sums


def sum_alerts(rules: Iterable[SumRule], listed: Mapping[str, Drug], setting: Setting) -> Iterator[Alert]:
    """An alert for each load whose sum is reached by more than one medicine. `listed` is name → drug."""
    for rule in rules:
        shares = {name: drug.properties.get(rule.load, 0) for name, drug in listed.items()}
        givers = sorted(name for name, share in shares.items() if share)
        reached = [severity for least, severity in rule.steps if sum(shares.values()) >= least]
        if len(givers) > 1 and reached:
            graded, because = rule.wording.graded(setting)
            severity = worse(reached[-1], graded) if because else reached[-1]
            wording, names = rule.wording, ", ".join(givers)
            yield honest(
                Alert(
                    AlertKind.PATIENT,
                    severity,
                    (f"{rule.load} load",),
                    wording.title,
                    f"{wording.mechanism} Sum {sum(shares.values())}: {names}.",
                    wording.advice,
                    wording.evidence,
                    wording.rule,
                    wording.topic,
                    because,
                )
            )
