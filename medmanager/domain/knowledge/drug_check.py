"""Each medicine by itself: the patient's conditions, pregnancy, age and values, and the labelled dose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from medmanager.domain.knowledge.alerts import Alert, AlertKind, NotChecked, honest
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.drug import DoseRange, Drug
from medmanager.domain.knowledge.patient_facts import Intake
from medmanager.domain.knowledge.rules import DrugRule
from medmanager.domain.knowledge.severity import Severity

MUCH_TOO_HIGH = Decimal("1.5")
"""Times the labelled maximum from which on a dose is more likely a slip than a decision."""

SURELY_TOO_HIGH = Decimal(3)
"""Times the maximum from which on that is so even where nobody has read the label again."""


class DrugCheck:
    """The rules about single drugs, indexed by drug."""

    def __init__(self, rules: Iterable[DrugRule]) -> None:
        self._of_drug: dict[str, list[DrugRule]] = defaultdict(list)
        self._rules = tuple(rules)
        for rule in self._rules:
            for drug in rule.drugs.keys:
                self._of_drug[drug].append(rule)

    def __len__(self) -> int:
        return len(self._rules)

    def alerts(
        self, intake: Intake, setting: Setting, written: dict[str, str], called: dict[str, str]
    ) -> Iterator[Alert]:
        """`written` are the patient's conditions, key → as somebody wrote it; `called`: code → its words."""
        own = replace(setting, intake=intake)
        for rule in self._of_drug.get(intake.drug, ()):
            there = rule.conditions & setting.facts.conditions
            if rule.when.holds(own) and (there or not rule.conditions):
                for condition in sorted({written[key] for key in there}) or [""]:
                    yield _alert(rule, intake, own, condition, called.get(condition, condition))

    def not_known(self, intake: Intake, setting: Setting) -> Iterator[tuple[str, str]]:
        """(fact, name of the medicine) for facts that would decide a rule of at least major."""
        own = replace(setting, intake=intake)
        for rule in self._of_drug.get(intake.drug, ()):
            if rule.wording.severity.rank >= Severity.MAJOR.rank:
                for fact in rule.when.missing(own):
                    yield fact, intake.name


def _alert(rule: DrugRule, intake: Intake, setting: Setting, condition: str, called: str) -> Alert:
    """Its subject stays the condition as written, so that a reason given for it goes on holding."""
    wording = rule.wording
    severity, because = wording.graded(setting)
    names = {"drug": intake.name, "condition": called}
    alert = Alert(
        rule.kind,
        severity,
        tuple(sorted((intake.name, condition))) if condition else (intake.name,),
        wording.title.format(**names),
        wording.mechanism.format(**names),
        wording.advice.format(**names),
        wording.evidence,
        wording.rule,
        wording.topic,
        because,
    )
    return honest(alert, sure=intake.drug in rule.drugs.sure)


def grouped(missing: Iterable[tuple[str, str]]) -> tuple[NotChecked, ...]:
    """One line for each fact, with the medicines that ask for it."""
    by_fact: dict[str, set[str]] = defaultdict(set)
    for fact, name in missing:
        by_fact[fact].add(name)
    return tuple(
        NotChecked(fact, f"Not known; it decides about {', '.join(sorted(names))}.")
        for fact, names in sorted(by_fact.items())
    )


def dose_alerts(drug: Drug, intake: Intake) -> Iterator[Alert]:
    """Above or below the labelled adult range, always with the range and its source. What is taken only when
    needed is never below it: the range is what somebody takes each day.
    """
    dose = drug.dose
    if dose is None or intake.daily_mg is None or dose.every_days != 1 or dose.unit != "mg":
        return
    if dose.most is not None and intake.daily_mg > dose.most:
        times = intake.daily_mg / dose.most
        severity = Severity.MAJOR if times >= MUCH_TOO_HIGH else Severity.MODERATE
        alert = _dose_alert(intake, dose, severity, f"{intake.name}: above the labelled maximum")
        # Whoever the range is from: so many times of it is a slip of the pen until somebody says why.
        yield alert if times >= SURELY_TOO_HIGH else honest(alert)
    elif (
        dose.low is not None
        and not intake.as_needed
        and 0 < intake.daily_mg < min(dose.low, dose.start or dose.low)
    ):
        yield honest(_dose_alert(intake, dose, Severity.MINOR, f"{intake.name}: below the labelled range"))


def _dose_alert(intake: Intake, dose: DoseRange, severity: Severity, title: str) -> Alert:
    return Alert(
        AlertKind.DOSE,
        severity,
        (intake.name,),
        title,
        f"{intake.daily_mg:f} mg a day is written. The adult label says: {dose.words}."
        + (f" {dose.text}" if dose.text else ""),
        "Check the number. If it is meant, write why.",
        dose.evidence,
        "dose-range",
        "dose",
    )
