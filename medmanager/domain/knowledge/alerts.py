"""What a check says: alerts, what was not checked, what is not known, and the sums over the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from medmanager.domain.knowledge.evidence import Evidence
from medmanager.domain.knowledge.severity import Severity, milder


class AlertKind(StrEnum):
    """What an alert is about."""

    DRUG_DRUG = "drug-drug"
    DRUG_CONDITION = "drug-condition"
    DRUG_ALLERGY = "drug-allergy"
    DUPLICATE = "duplicate"
    DOSE = "dose"
    PREGNANCY = "pregnancy"
    WASHOUT = "washout"
    WITHDRAWAL = "withdrawal"
    """A dose that comes down too fast."""
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to look at. `subjects` are the names as they were given, in order of the alphabet.

    `rule` and `topic` say where it comes from; `because` why the patient's facts raised or lowered it.
    """

    kind: AlertKind
    severity: Severity
    subjects: tuple[str, ...]
    title: str
    mechanism: str
    advice: str
    evidence: Evidence
    rule: str
    topic: str = ""
    because: str = ""

    @property
    def source(self) -> str:
        """The citations, and whether anybody looked."""
        return self.evidence.text


UNCONFIRMED_AT_MOST = Severity.MODERATE


def honest(alert: Alert, sure: bool = True) -> Alert:
    """The alert, held down to moderate while no source confirms its rule or the property that led to it."""
    if sure and alert.evidence.confirmed:
        return alert
    severity = milder(alert.severity, UNCONFIRMED_AT_MOST)
    return alert if severity is alert.severity else replace(alert, severity=severity)


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Something on the list that no rule could be asked about, and why."""

    subject: str
    why: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The answer of one check. Silence about something in `not_checked` or `not_known` means nothing."""

    alerts: tuple[Alert, ...]
    burden: Mapping[str, int]
    not_checked: tuple[NotChecked, ...] = ()
    not_known: tuple[NotChecked, ...] = ()
    """Facts of the patient that would have decided a rule."""
    warnings: tuple[str, ...] = field(default=())
    """What is wrong with the base itself, for example its age."""


def in_order(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """The gravest first; the order of the list that was checked never matters."""
    return tuple(
        sorted(set(alerts), key=lambda alert: (-alert.severity.rank, alert.kind, alert.subjects, alert.rule))
    )


def one_each(alerts: Iterable[Alert]) -> list[Alert]:
    """The gravest alert for each topic of the same subjects."""
    kept: dict[tuple[str, tuple[str, ...]], Alert] = {}
    for alert in alerts:
        place = (alert.topic or alert.rule, alert.subjects)
        other = kept.get(place)
        if other is None or (alert.severity.rank, other.rule) > (other.severity.rank, alert.rule):
            kept[place] = alert
    return list(kept.values())
