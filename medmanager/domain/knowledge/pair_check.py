"""Every two medicines of a list against the rules about pairs: together, or in turn too soon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from medmanager.domain.day_words import dated
from medmanager.domain.knowledge.alerts import Alert, AlertKind, honest
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.patient_facts import Intake
from medmanager.domain.knowledge.rules import CrossTaper, PairLimit, PairRule
from medmanager.domain.knowledge.severity import Severity, milder

Match = tuple[PairRule, Intake, Intake]
"""A rule with the medicine on its left and the one on its right."""


@dataclass(frozen=True, slots=True)
class PairKind:
    """Rules of one kind of alert: interactions, or duplicates."""

    kind: AlertKind
    rules: tuple[PairRule, ...]


class PairCheck:
    """The rules of one kind, indexed by drug."""

    def __init__(self, rules: PairKind, limits: tuple[PairLimit, ...], local_routes: frozenset[str]) -> None:
        self.kind, self.rules = rules.kind, rules.rules
        self._limits, self._local_routes = limits, local_routes
        self._left: dict[str, set[int]] = defaultdict(set)
        self._right: dict[str, set[int]] = defaultdict(set)
        for number, rule in enumerate(self.rules):
            for drug in rule.left.keys:
                self._left[drug].add(number)
            for drug in rule.right.keys:
                self._right[drug].add(number)

    def alerts(self, intakes: Iterable[Intake], setting: Setting) -> Iterator[Alert]:
        """Alerts of all pairs that concern the day of the setting or later.

        What is put on the skin or into the eye hardly reaches the blood: it meets nobody.
        """
        taken = [one for one in intakes if one.route.casefold() not in self._local_routes]
        for one, other in combinations(taken, 2):
            if one.drug == other.drug:
                continue
            if overlap(one, other):
                if one.runs_on(setting.day) and other.runs_on(setting.day):
                    yield from self._together(one, other, setting)
            else:
                yield from self._in_turn(*in_turn(one, other), setting)

    def washouts(self, earlier: str, later: str) -> tuple[tuple[int, PairRule], ...]:
        """(days, rule) of every rule that asks for a gap after `earlier` before `later`."""
        found = []
        for rule, left, _ in self._matches(Intake(earlier, earlier), Intake(later, later)):
            days = rule.washout.days_after(earlier, left=left.drug == earlier)
            if days:
                found.append((days, rule))
        return tuple(found)

    def _together(self, one: Intake, other: Intake, setting: Setting) -> Iterator[Alert]:
        for rule, left, right in self._matches(one, other):
            alert = self._alert(rule, left, right, setting)
            if alert:
                yield _tapered(alert, rule.cross_taper, days_together(one, other))

    def _in_turn(self, earlier: Intake, later: Intake, setting: Setting) -> Iterator[Alert]:
        """`earlier` has ended before `later` began, or before today where nobody knows when that was."""
        if not later.runs_on(setting.day):
            return
        assert earlier.stop is not None, "what goes on cannot be the earlier one"
        began = later.start if later.start and later.start >= earlier.stop else setting.day
        for rule, left, right in self._matches(earlier, later):
            days = rule.washout.days_after(earlier.drug, left=left is earlier)
            if (began - earlier.stop).days < days:
                alert = self._alert(rule, left, right, setting)
                if alert:
                    yield _too_soon(alert, rule, earlier, later, days)

    def _matches(self, one: Intake, other: Intake) -> Iterator[Match]:
        """Every rule with its left and its right; where both fit both sides, in the order of the alphabet."""
        first, second = sorted((one, other), key=lambda intake: (intake.drug, intake.name))
        ways = self._left[first.drug] & self._right[second.drug]
        for number in sorted(ways):
            yield self.rules[number], first, second
        for number in sorted((self._left[second.drug] & self._right[first.drug]) - ways):
            yield self.rules[number], second, first

    def _alert(self, rule: PairRule, left: Intake, right: Intake, setting: Setting) -> Alert | None:
        both = replace(setting, intake=left)
        if not (rule.when.holds(both) and rule.when_right.holds(replace(setting, intake=right))):
            return None
        wording = rule.wording
        severity, because = wording.graded(both)
        limited = self._limited(left.drug, right.drug, wording.topic, severity)
        if limited is None:
            return None
        names = {"left": left.name, "right": right.name}
        alert = Alert(
            self.kind,
            limited,
            tuple(sorted((left.name, right.name))),
            wording.title.format(**names),
            wording.mechanism.format(**names),
            wording.advice.format(**names),
            wording.evidence,
            wording.rule,
            wording.topic,
            because,
        )
        return honest(alert, sure=left.drug in rule.left.sure and right.drug in rule.right.sure)

    def _limited(self, one: str, other: str, topic: str, severity: Severity) -> Severity | None:
        """The severity that a labelled combination leaves, None when it leaves no alert."""
        for limit in self._limits:
            fits = (one in limit.left and other in limit.right) or (
                other in limit.left and one in limit.right
            )
            if fits and (topic in limit.topics or "*" in limit.topics):
                if limit.at_most is None:
                    return None
                severity = milder(severity, limit.at_most)
        return severity


def overlap(one: Intake, other: Intake) -> bool:
    """Whether there is a day on which both are taken, as far as the dates tell."""
    first = max(one.start or date.min, other.start or date.min)
    return first < min(one.stop or date.max, other.stop or date.max)


def days_together(one: Intake, other: Intake) -> int | None:
    """Days on which both are taken; None where a start or the end is not written."""
    end = min(one.stop or date.max, other.stop or date.max)
    if one.start is None or other.start is None or end == date.max:
        return None
    return max(0, (end - max(one.start, other.start)).days)


def _tapered(alert: Alert, taper: CrossTaper | None, days: int | None) -> Alert:
    """Milder where the two are written as a short switch with its end."""
    if taper is None or days is None or days > taper.days or alert.severity.rank <= taper.severity.rank:
        return alert
    return replace(
        alert, severity=taper.severity, because=f"Written as a switch: both for {days} days, then one alone."
    )


def in_turn(one: Intake, other: Intake) -> tuple[Intake, Intake]:
    """The one that ended first, and the other."""
    return (one, other) if (one.stop or date.max) <= (other.stop or date.max) else (other, one)


def _too_soon(alert: Alert, rule: PairRule, earlier: Intake, later: Intake, days: int) -> Alert:
    assert earlier.stop is not None, "it has ended"
    severity = milder(alert.severity, rule.washout.severity) if rule.washout.severity else alert.severity
    from_day = earlier.stop + timedelta(days=days)
    return replace(
        alert,
        kind=AlertKind.WASHOUT,
        severity=severity,
        title=f"{later.name} too soon after {earlier.name}",
        advice=f"Wait {days} days after the last dose of {earlier.name}: not before {dated(from_day)}. "
        f"{alert.advice}",
    )
