"""Doses that come down too fast: a pause, a stop or a large step down, over all lines of one drug."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.day_words import dated
from medmanager.domain.knowledge.alerts import Alert, AlertKind, honest
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.dose_course import Course, Dose, Step
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.falls import FallRule, TakesOver
from medmanager.domain.knowledge.patient_facts import Intake
from medmanager.domain.knowledge.proposals import Method
from medmanager.domain.knowledge.question import Listed
from medmanager.domain.knowledge.severity import Severity, milder, worse
from medmanager.domain.knowledge.tablets import makeable, tablets_of

LOOK_BACK = timedelta(days=7)
"""A fall that lies further back is not told any more: by then withdrawal has come, or it does not. A house
limit, no clinical rule.
"""

LONG = 10_000
"""Days for which a medicine counts as taken where nobody knows since when: the cautious reading, and the
alert says that it is not known.
"""

INJECTED = "injection"
"""What is injected leaves the body slowly by itself: its end is no fall."""

ONLY_NEEDED = "Taken only when needed: ask how much of it was really taken."
NOT_KNOWN = "How much was taken, or for how long, is not known: ask."


@dataclass(frozen=True, slots=True)
class Line:
    """One medicine of the list with the drug that it is, under the name by which alerts speak of it."""

    drug: Drug
    name: str
    listed: Listed


class FallCheck:
    """The rules of falls; of those that fit a drug the first counts."""

    def __init__(self, rules: Iterable[FallRule]) -> None:
        self._rules = tuple(rules)

    def __len__(self) -> int:
        return len(self._rules)

    def alerts(self, lines: Iterable[Line], setting: Setting) -> Iterator[Alert]:
        """At most one for each drug: its gravest and deepest fall from a week before the day on."""
        of_drug: dict[str, list[Line]] = {}
        for line in lines:
            if line.listed.form != INJECTED:
                of_drug.setdefault(line.drug.key, []).append(line)
        courses = {key: Course((line.listed for line in own), setting.day) for key, own in of_drug.items()}
        for key, own in of_drug.items():
            rules = [rule for rule in self._rules if key in rule.drugs]
            if rules:
                found = list(_Falls(own, courses, rules, setting).found())
                if found:
                    yield max(found, key=lambda one: (one.alert.severity.rank, one.percent)).alert


@dataclass(frozen=True, slots=True)
class _Fall:
    percent: Decimal
    alert: Alert


class _Falls:
    """The falls of one drug."""

    def __init__(
        self,
        lines: Sequence[Line],
        courses: Mapping[str, Course],
        rules: Sequence[FallRule],
        setting: Setting,
    ) -> None:
        self._lines, self._courses, self._rules, self._setting = lines, courses, rules, setting
        self._drug, self._name = lines[0].drug, lines[0].name
        self._course = courses[self._drug.key]

    def found(self) -> Iterator[_Fall]:
        for step in self._course.falls(self._setting.day - LOOK_BACK):
            days = LONG if step.taken_for is None else step.taken_for
            intake = Intake(self._drug.key, self._name, step.before.amount, day_of_treatment=days)
            setting = replace(self._setting, intake=intake)
            rule = next((rule for rule in self._rules if rule.when.holds(setting)), None)
            if rule is not None:
                yield from self._fall(rule, step, setting)

    def _fall(self, rule: FallRule, step: Step, setting: Setting) -> Iterator[_Fall]:
        first = self._reference(rule, step)
        percent = _percent(rule, step, first)
        severity = rule.severity_of(percent)
        if severity is None or self._forced(rule, first, step.after):
            return
        graded, because = rule.wording.graded(setting)
        severity = worse(severity, graded) if because else severity
        if first.needed or first.amount is None or step.taken_for is None:
            severity = milder(severity, Severity.MODERATE)
            because = ONLY_NEEDED if first.needed else NOT_KNOWN
        if rule.takes_over is not None and self._taken_over(rule.takes_over, step.day):
            if rule.takes_over.at_most is None:
                return
            severity, because = milder(severity, rule.takes_over.at_most), rule.takes_over.why
        yield _Fall(percent, self._worded(rule, severity, because, _told(first, step, rule.days)))

    def _worded(self, rule: FallRule, severity: Severity, because: str, told: str) -> Alert:
        wording = rule.wording
        alert = Alert(
            AlertKind.WITHDRAWAL,
            severity,
            (self._name,),
            wording.title.format(drug=self._name),
            f"{told} {wording.mechanism.format(drug=self._name)}",
            wording.advice.format(drug=self._name),
            wording.evidence,
            wording.rule,
            wording.topic,
            because,
        )
        return honest(alert, sure=self._drug.key in rule.drugs.sure)

    def _reference(self, rule: FallRule, step: Step) -> Dose:
        """The dose that the fall is measured on: the one of `days` days ago, or of the day before where the
        drug was not taken then, or nobody knows.
        """
        if (step.day - date.min).days <= rule.days:
            return step.before
        then = self._course.on(step.day - timedelta(days=rule.days))
        return then if then.amount and step.before.amount is not None else step.before

    def _forced(self, rule: FallRule, first: Dose, after: Dose) -> bool:
        """Whether the tablets of this form make no dose between the two."""
        if first.amount is None or after.amount is None or first.unit != "mg":
            return False
        forms = {line.listed.form for line in self._lines}
        products = [one for one in self._drug.products if one.form in forms] or self._drug.products
        tablets = tablets_of(products, may_split=rule.halves)
        if not tablets:
            return False
        doses = makeable(tablets, first.amount)
        return after.amount >= max((dose for dose in doses if dose < first.amount), default=Decimal(0))

    def _taken_over(self, by: TakesOver, day: date) -> bool:
        others = (
            course for key, course in self._courses.items() if key != self._drug.key and key in by.drugs
        )
        return any(not course.on(day).nothing for course in others)


def _percent(rule: FallRule, step: Step, first: Dose) -> Decimal:
    """How much is gone; all of it where only the end is known."""
    if first.amount is None or step.after.amount is None:
        return Decimal(100)
    whole = max(first.amount, step.top) if rule.method is Method.LINEAR else first.amount
    return (first.amount - step.after.amount) / whole * 100


def _told(first: Dose, step: Step, days: int) -> str:
    """What the dates say, before the rule says why it matters."""
    if first.amount is None:
        return f"It ends on {dated(step.day)}, and how much was taken is not written."
    if first.amount <= (step.before.amount or 0):
        return f"From {step.before.words} a day to {step.after.words} at once on {dated(step.day)}."
    return f"From {first.words} a day to {step.after.words} within {days} days, by {dated(step.day)}."
