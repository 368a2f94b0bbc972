"""The whole check of one list of medicines for one patient on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

from medmanager.domain.knowledge.alerts import (
    Alert,
    AlertKind,
    CheckResult,
    NotChecked,
    honest,
    in_order,
    one_each,
)
from medmanager.domain.knowledge.allergies import together, unknown_substances
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.burden import burden_of, sum_alerts
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.drug_check import dose_alerts, grouped
from medmanager.domain.knowledge.fall_check import Line
from medmanager.domain.knowledge.names import Found
from medmanager.domain.knowledge.pair_check import overlap
from medmanager.domain.knowledge.patient_facts import Intake
from medmanager.domain.knowledge.piece_check import piece_alerts
from medmanager.domain.knowledge.question import Listed, Question
from medmanager.domain.knowledge.restart_check import begun_again


def check(base: KnowledgeBase, question: Question) -> CheckResult:
    """All alerts of the list, the gravest first, and what could not be checked.

    The order of the list does not matter; another medicine never takes an alert about others away, but for
    one that goes on in the place of a medicine that ends.
    """
    return _Check(base, question).result()


class _Check:
    """One question on its way to its answer."""

    def __init__(self, base: KnowledgeBase, question: Question) -> None:
        self._base, self._question = base, question
        self._known = [(listed, base.names.find(listed.name)) for listed in question.medicines]
        self._unknown = [(listed, found) for listed, found in self._known if found.drug is None]
        self._conditions = {text: base.conditions.keys_of(text) for text in question.conditions}
        # A condition that the facts bring along was written nowhere: it is told by its key.
        told = {key: key for key in question.facts.conditions}
        self._called = dict(question.called)
        self._written = told | {key: text for text, keys in self._conditions.items() for key in keys}
        facts = replace(question.facts, conditions=question.facts.conditions | frozenset(self._written))
        named = [(listed, found, found.drug) for listed, found in self._known if found.drug]
        on = question.day
        running = (drug.key for one, _, drug in named if one.stop is None or one.stop > on)
        self._setting = Setting(facts, on, frozenset(running))
        self._listed = [
            (drug, _intake(listed, found, begun_again(base, listed, drug.key, self._setting)))
            for listed, found, drug in named
        ]
        self._running = [(drug, one) for drug, one in self._listed if one.runs_on(question.day)]

    def result(self) -> CheckResult:
        alerts = one_each(
            [*self._pairs(), *self._singles(), *self._allergies(), *self._sums(), *self._falls()]
        )
        missing = [
            pair for _, one in self._running for pair in self._base.singles.not_known(one, self._setting)
        ]
        return CheckResult(
            in_order(alerts),
            burden_of(drug for drug, _ in self._running),
            (*self._not_checked(),),
            grouped(missing),
            self._base.warnings(self._question.day),
        )

    def _pairs(self) -> Iterator[Alert]:
        intakes = [one for _, one in self._listed]
        for pairs in self._base.pairs:
            yield from pairs.alerts(intakes, self._setting)
        for (drug, one), (other_drug, other) in combinations(self._running, 2):
            if overlap(one, other) and _same(drug, other_drug):
                yield from self._twice(one, other)

    def _twice(self, one: Intake, other: Intake) -> Iterator[Alert]:
        wording = self._base.same_drug
        left, right = sorted((one.name, other.name))
        names = {"left": left, "right": right}
        # only the two are asked about: a third medicine must not make less of it
        pair = replace(self._setting, drugs=frozenset((one.drug, other.drug)))
        severity, because = wording.graded(pair)
        yield honest(
            Alert(
                AlertKind.DUPLICATE,
                severity,
                (left, right),
                wording.title.format(**names),
                wording.mechanism.format(**names),
                wording.advice.format(**names),
                wording.evidence,
                wording.rule,
                wording.topic,
                because,
            )
        )

    def _singles(self) -> Iterator[Alert]:
        for drug, one in self._running:
            for moment in one.moments():
                yield from self._base.singles.alerts(moment, self._setting, self._written, self._called)
            yield from dose_alerts(drug, one)
            yield from piece_alerts(drug, one)

    def _allergies(self) -> Iterator[Alert]:
        rules = self._base.allergies
        for allergy in together(self._question.allergies):
            found = self._base.names.find(allergy.substance).drug
            relatives = self._base.relatives(found) if found else frozenset()
            for _, one in self._running:
                yield from rules.alerts(allergy, one, relatives, self._setting)

    def _sums(self) -> Iterator[Alert]:
        listed = {one.name: drug for drug, one in self._running}
        yield from sum_alerts(self._base.sums, listed, self._setting)

    def _falls(self) -> Iterator[Alert]:
        lines = (
            Line(found.drug, found.name, listed) for listed, found in self._known if found.drug is not None
        )
        yield from self._base.falls.alerts(lines, self._setting)

    def _not_checked(self) -> Iterator[NotChecked]:
        for listed, found in self._unknown:
            meant = " or ".join(found.suggestions)
            hint = f" Did you mean {meant}?" if meant else ""
            yield NotChecked(listed.name, f"This name is not in the base; nothing was checked for it.{hint}")
        for text, keys in self._conditions.items():
            if not keys:
                yield NotChecked(text, _unknown_condition(self._base.conditions.suggestions(text)))
        yield from unknown_substances(self._question.allergies, self._base.allergies, self._base.names)


def _intake(listed: Listed, found: Found, again: tuple[date, ...]) -> Intake:
    assert found.drug is not None, "only known names are taken"
    return Intake(
        found.drug.key,
        found.name,
        listed.daily_mg,
        listed.start,
        listed.stop,
        listed.day_of_treatment,
        listed.first_prescription,
        listed.route,
        listed.form,
        listed.pieces,
        listed.course,
        again,
        listed.only_when_needed,
    )


def _same(one: Drug, other: Drug) -> bool:
    """Whether the two hold the same ingredient."""
    return bool({one.key, *one.ingredients} & {other.key, *other.ingredients})


def _unknown_condition(meant: Iterable[str]) -> str:
    hint = " or ".join(meant)
    return f"No rule knows this condition.{f' Did you mean {hint}?' if hint else ''}"
