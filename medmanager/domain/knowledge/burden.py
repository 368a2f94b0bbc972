"""Loads that add up over the whole list, of which a pair alone may say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from medmanager.domain.knowledge.alerts import Alert, AlertKind, honest
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.rules import SumRule
from medmanager.domain.knowledge.severity import worse

LOADS = ("serotonergic", "qt", "anticholinergic", "sedative", "metabolic", "seizure", "bleeding")


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
