"""Doses that come down too fast: a pause, a stop or a large step down, over all lines of one drug."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.day_words import dated
from medmanager.domain.knowledge.alerts import Alert, AlertKind, honest
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.falls import FallRule
from medmanager.domain.knowledge.patient_facts import Intake
from medmanager.domain.knowledge.proposals import Method
from medmanager.domain.knowledge.question import DailyDose, Listed
from medmanager.domain.knowledge.severity import Severity, milder, worse
from medmanager.domain.knowledge.tablets import makeable, tablets_of
from medmanager.domain.number_words import plain

LOOK_BACK = timedelta(days=7)
"""A fall that lies further back is not told any more: by then withdrawal has come, or it does not. A house
limit, no clinical rule.
"""

SETTLED = timedelta(days=84)
"""A dose that was held for so long is where the next way down begins. A house limit, no clinical rule."""

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
        courses = {key: _Course(own, setting.day) for key, own in of_drug.items()}
        for key, own in of_drug.items():
            rules = [rule for rule in self._rules if key in rule.drugs]
            if rules:
                found = list(_Falls(own, courses, rules, setting).found())
                if found:
                    yield max(found, key=lambda one: (one.alert.severity.rank, one.percent)).alert


@dataclass(frozen=True, slots=True)
class _Dose:
    """What is taken on one day in all; `amount` None: nobody knows. `needed`: all of it only when needed."""

    amount: Decimal | None
    unit: str = ""
    needed: bool = False

    @property
    def nothing(self) -> bool:
        return self.amount == 0

    @property
    def words(self) -> str:
        return f"{plain(self.amount)} {self.unit}" if self.amount else "nothing"


class _Course:
    """The dose of one drug over time, all its lines together."""

    def __init__(self, lines: Sequence[Line], today: date) -> None:
        self._lines = [_dated(line.listed, today) for line in lines]
        self.days = sorted({one.start for doses in self._lines for one in doses})

    def on(self, day: date) -> _Dose:
        """What is taken on that day."""
        taken = [one for doses in self._lines if (one := _at(doses, day)) and one.amount != 0]
        if not taken:
            return _Dose(Decimal(0))
        amounts, units = [one.amount for one in taken], {one.unit for one in taken}
        known = [amount for amount in amounts if amount is not None]
        if len(units) > 1 or len(known) < len(amounts):
            return _Dose(None)
        return _Dose(sum(known, Decimal(0)), units.pop(), all(one.as_needed for one in taken))

    def falls(self, since: date) -> Iterator[date]:
        """The days from `since` on at which less is taken than on the day before."""
        for day in self.days:
            if day < since or day == date.min:
                continue
            before, after = self.on(day - timedelta(days=1)), self.on(day)
            if before.amount is None:
                if after.nothing:
                    yield day
            elif after.amount is not None and after.amount < before.amount:
                yield day

    def way_down(self, day: date) -> tuple[Decimal, date]:
        """The dose from which it has come down until that day, without a rise or a long rest, and the first
        day below it.
        """
        level = self.on(day - timedelta(days=1)).amount or Decimal(0)
        fell = day
        for began in reversed([one for one in self.days if one < day]):
            before = self.on(began - timedelta(days=1)).amount if began > date.min else None
            if before is None or before < level or fell - began >= SETTLED:
                break
            level, fell = before, began if before > level else fell
        return level, fell

    def days_taken(self, until: date) -> int | None:
        """For how long it was taken without a day off before that day; None where nobody knows since when."""
        first = until
        for day in reversed([day for day in self.days if day < until]):
            if self.on(day).nothing:
                break
            first = day
        return None if first == date.min else (until - first).days


def _dated(listed: Listed, today: date) -> tuple[DailyDose, ...]:
    """The doses as written; without them what the list says of start, dose and end."""
    if listed.doses:
        return listed.doses
    start = listed.start
    if start is None and listed.day_of_treatment is not None:
        start = today - timedelta(days=listed.day_of_treatment - 1)
    taken = DailyDose(start or date.min, listed.daily_mg)
    return (taken,) if listed.stop is None else (taken, DailyDose(listed.stop, Decimal(0)))


def _at(doses: Sequence[DailyDose], day: date) -> DailyDose | None:
    return next((one for one in reversed(doses) if one.start <= day), None)


@dataclass(frozen=True, slots=True)
class _Fall:
    percent: Decimal
    alert: Alert


class _Falls:
    """The falls of one drug."""

    def __init__(
        self,
        lines: Sequence[Line],
        courses: Mapping[str, _Course],
        rules: Sequence[FallRule],
        setting: Setting,
    ) -> None:
        self._lines, self._courses, self._rules, self._setting = lines, courses, rules, setting
        self._drug, self._name = lines[0].drug, lines[0].name
        self._course = courses[self._drug.key]

    def found(self) -> Iterator[_Fall]:
        for day in self._course.falls(self._setting.day - LOOK_BACK):
            taken_for = self._course.days_taken(self._course.way_down(day)[1])
            before = self._course.on(day - timedelta(days=1))
            length = LONG if taken_for is None else taken_for
            intake = Intake(self._drug.key, self._name, before.amount, day_of_treatment=length)
            setting = replace(self._setting, intake=intake)
            rule = next((rule for rule in self._rules if rule.when.holds(setting)), None)
            if rule is not None:
                yield from self._fall(rule, day, setting, known=taken_for is not None)

    def _fall(self, rule: FallRule, day: date, setting: Setting, *, known: bool) -> Iterator[_Fall]:
        after, before = self._course.on(day), self._course.on(day - timedelta(days=1))
        first = self._reference(rule, day, before)
        percent = self._percent(rule, day, first, after)
        severity = rule.severity_of(percent)
        if severity is None or self._forced(rule, first, after):
            return
        graded, because = rule.wording.graded(setting)
        severity = worse(severity, graded) if because else severity
        if first.needed or first.amount is None or not known:
            severity, because = (
                milder(severity, Severity.MODERATE),
                ONLY_NEEDED if first.needed else NOT_KNOWN,
            )
        if rule.takes_over is not None and self._taken_over(rule, day):
            if rule.takes_over.at_most is None:
                return
            severity, because = milder(severity, rule.takes_over.at_most), rule.takes_over.why
        told = _told(first, before, after, day, rule.days)
        yield _Fall(percent, self._worded(rule, severity, because, told))

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

    def _reference(self, rule: FallRule, day: date, before: _Dose) -> _Dose:
        """The dose that the fall is measured on: the one of `days` days ago, or of the day before where the
        drug was not taken then, or nobody knows.
        """
        if (day - date.min).days <= rule.days:
            return before
        then = self._course.on(day - timedelta(days=rule.days))
        return before if not then.amount or before.amount is None else then

    def _percent(self, rule: FallRule, day: date, first: _Dose, after: _Dose) -> Decimal:
        """How much is gone; all of it where only the end is known."""
        if first.amount is None or after.amount is None:
            return Decimal(100)
        whole = first.amount
        if rule.method is Method.LINEAR:
            whole = max(whole, self._course.way_down(day)[0])
        return (first.amount - after.amount) / whole * 100

    def _forced(self, rule: FallRule, first: _Dose, after: _Dose) -> bool:
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

    def _taken_over(self, rule: FallRule, day: date) -> bool:
        assert rule.takes_over is not None, "asked only of rules that have it"
        others = (
            course
            for key, course in self._courses.items()
            if key != self._drug.key and key in rule.takes_over.drugs
        )
        return any(not course.on(day).nothing for course in others)


def _told(first: _Dose, before: _Dose, after: _Dose, day: date, days: int) -> str:
    """What the dates say, before the rule says why it matters."""
    if first.amount is None:
        return f"It ends on {dated(day)}, and how much was taken is not written."
    if first.amount <= (before.amount or 0):
        return f"From {before.words} a day to {after.words} at once on {dated(day)}."
    return f"From {first.words} a day to {after.words} within {days} days, by {dated(day)}."
