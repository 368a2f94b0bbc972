"""Why somebody went on in spite of an alert. Data, not a click: it expires when what it was about changes."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.record import Record


class OverrideReason(StrEnum):
    """The usual grounds; the words beside them say the rest."""

    BENEFIT = "benefit outweighs the risk"
    TOLERATED = "taken together before without harm"
    MONITORED = "will be monitored"
    CROSS_TAPER = "short overlap while switching"
    DISCUSSED = "discussed with the patient"
    DOSE_ADJUSTED = "dose already adjusted"
    NOT_APPLICABLE = "does not apply to this patient"
    OTHER = "other"


@dataclass(frozen=True, slots=True, repr=False)
class Override(Record):
    """One reason for one alert of one patient. `subjects` are generic names, `doses` their daily mg then.

    It holds while rule, doses and partners are what they were; see `holds`. It never removes the alert.
    """

    id: UUID
    patient_id: PatientId
    rule: str
    subjects: tuple[str, ...]
    severity: Severity
    reason: OverrideReason
    words: str
    by: UserId
    at: datetime
    doses: tuple[str, ...] = ()
    """One for each subject: the dose in mg a day as text, "" where none was known."""
    rule_state: str = ""
    """Fingerprint of the words and the severity of the rule."""
    title: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        if self.reason is OverrideReason.OTHER and len(self.words.strip()) < SHORTEST_WORDS:
            raise Refused("Write in a few words why the alert is overridden.", "words")


SHORTEST_WORDS = 5


def fingerprint(alert: Alert) -> str:
    """What a reason was given for: severity, title, mechanism and advice of the alert."""
    told = "\0".join((alert.rule, alert.severity, alert.title, alert.mechanism, alert.advice))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def doses_of(subjects: Iterable[str], daily_mg: Mapping[str, Decimal | None]) -> tuple[str, ...]:
    """The dose of each subject as text; "" for a condition, an allergy, or a dose that is not known."""
    found = (daily_mg.get(subject) for subject in subjects)
    return tuple("" if dose is None else f"{dose.normalize():f}" for dose in found)


class Expiry(StrEnum):
    """Why an override does not hold any more."""

    RULE = "the rule has changed"
    DOSE = "a dose has changed"


def expired(override: Override, alert: Alert, daily_mg: Mapping[str, Decimal | None]) -> Expiry | None:
    """Why this reason no longer answers that alert; None while it does.

    A partner that was stopped or exchanged gives an alert with other subjects: this one does not answer it.
    """
    if override.doses != doses_of(override.subjects, daily_mg):
        return Expiry.DOSE
    return Expiry.RULE if override.rule_state != fingerprint(alert) else None


def answers(override: Override, alert: Alert) -> bool:
    """Whether the reason was given for this alert: the same rule about the same subjects."""
    return override.rule == alert.rule and override.subjects == alert.subjects


@dataclass(frozen=True, slots=True)
class Answered:
    """An alert with the reason that answers it, or the one that did and why it expired."""

    alert: Alert
    override: Override | None = None
    expiry: Expiry | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to answer."""
        return self.override is None or self.expiry is not None


def answered(alert: Alert, overrides: Iterable[Override], daily_mg: Mapping[str, Decimal | None]) -> Answered:
    """The alert with its newest reason; one that holds comes before a newer one that has expired."""
    given = sorted((one for one in overrides if answers(one, alert)), key=lambda one: one.at, reverse=True)
    held = next((one for one in given if expired(one, alert, daily_mg) is None), None)
    if held or not given:
        return Answered(alert, held)
    return Answered(alert, given[0], expired(given[0], alert, daily_mg))


@dataclass(frozen=True, slots=True, repr=False)
class GivenReason:
    """A reason as the safety owner reviews it: whose plan it was about, and who gave it."""

    override: Override
    day: date
    """Local to the practice."""
    family_name: str
    given_name: str
    by: str
