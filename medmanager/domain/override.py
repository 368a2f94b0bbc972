"""Why somebody went on in spite of an alert. Data, not a click: it expires when what it was about changes."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.knowledge.alerts import Alert, AlertKind
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.record import Record
from medmanager.domain.typed_text import typed_paragraph


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
    CHECKED_BY_HAND = "checked by the prescriber, not by the program"
    """Never chosen from a list: it stands for what was not checked when a plan was signed."""


TEMPLATES = tuple(reason for reason in OverrideReason if reason is not OverrideReason.CHECKED_BY_HAND)
"""What may be chosen for an alert."""

_OF_SEVERAL = frozenset({OverrideReason.TOLERATED, OverrideReason.CROSS_TAPER})
_ABOUT_ONE = frozenset(
    {
        AlertKind.DRUG_CONDITION,
        AlertKind.DRUG_ALLERGY,
        AlertKind.DOSE,
        AlertKind.PREGNANCY,
        AlertKind.WITHDRAWAL,
    }
)
"""Sums over the list are told of the patient, and are about several medicines."""


def reasons_for(kind: AlertKind) -> tuple[OverrideReason, ...]:
    """What may be chosen for an alert of that kind: what is said of medicines that are taken together is no
    reason where an alert is about one of them.
    """
    return tuple(one for one in TEMPLATES if kind not in _ABOUT_ONE or one not in _OF_SEVERAL)


NOT_CHECKED = "not-checked"
"""The rule of a reason that answers no alert: no rule could be asked about a medicine or an allergy."""

EVERYTHING = "everything"
"""What a signer vouches for where the knowledge base cannot be read at all."""


@dataclass(frozen=True, slots=True, repr=False)
class Grounds:
    """What somebody answers an alert with. `until` is the last day on which it holds, None without an end;
    `confirmed` that a contraindication was confirmed a second time.
    """

    reason: OverrideReason
    words: str = ""
    until: date | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Override(Record):
    """One reason for one alert of one patient. `subjects` are generic names, `doses` their daily mg then.

    It holds while rule, doses and partners are what they were and no result is worse; see `expired`. It
    never removes the alert.
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
    """What is taken of each subject as text: "50", "25, 50" of two lines, "50 mg every 28 days"; "" where no
    dose was known.
    """
    rule_state: str = ""
    """Fingerprint of the words and the severity of the rule, then the results on which the alert rested:
    "3f2a… qtc_ms=505".
    """
    title: str = ""
    until: date | None = None
    """The last day on which it holds; None: until a dose, a partner or the rule changes."""
    confirmed: str = ""
    """The sentence, with the name in it, by which a contraindication was confirmed a second time."""
    version: int = 0

    def __post_init__(self) -> None:
        if self.reason is OverrideReason.OTHER and len(self.words.strip()) < SHORTEST_WORDS:
            raise Refused("Write in a few words why the alert is overridden.", "words")


SHORTEST_WORDS = 5


def confirmation(name: str) -> str:
    """What has to be confirmed, by name, before somebody goes on with what is contraindicated."""
    return f"I, {name}, have read why this is contraindicated, and I take responsibility for going on."


def refuse_thin(alert: Alert, grounds: Grounds, today: date) -> None:
    """Raises Refused for a reason that is not enough for its alert, beside the field that lacks something."""
    typed_paragraph(grounds.words, "words", "The reason")
    if grounds.until is not None and grounds.until < today:
        raise Refused("The last day of this reason lies in the past. Write a day from today on.", "until")
    if alert.severity is not Severity.CONTRAINDICATED:
        return
    if len(grounds.words.strip()) < SHORTEST_WORDS:
        raise Refused("This is contraindicated. Write in your own words why you go on.", "words")
    if not grounds.confirmed:
        raise Refused("This is contraindicated. Confirm the sentence below, or change the plan.", "confirmed")


def fingerprint(alert: Alert) -> str:
    """What a reason was given for: severity, title, mechanism and advice of the alert."""
    told = "\0".join((alert.rule, alert.severity, alert.title, alert.mechanism, alert.advice))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def doses_of(subjects: Iterable[str], doses: Mapping[str, str]) -> tuple[str, ...]:
    """The dose of each subject as text; "" for a condition, an allergy, or a dose that is not known."""
    return tuple(doses.get(subject, "") for subject in subjects)


@dataclass(frozen=True, slots=True)
class Basis:
    """What an alert rests on beside its rule: doses as text, by the name under which it speaks of a medicine,
    and the results without which it would not stand as it does.
    """

    doses: Mapping[str, str]
    results: Mapping[str, Decimal] = field(default_factory=dict)


WORSE_HIGHER: Final = frozenset({"qtc_ms"})
"""Results that are worse the higher they are; of the others the lower one is worse."""


def state_of(alert: Alert, results: Mapping[str, Decimal]) -> str:
    """What a reason is given for, as it is kept with the reason."""
    told = (f"{name}={value.normalize():f}" for name, value in sorted(results.items()))
    return " ".join((fingerprint(alert), *told))


def _worse(kept: Iterable[str], results: Mapping[str, Decimal]) -> bool:
    """Whether a result is worse than the one that somebody saw who gave the reason, or was none then."""
    then = {name: Decimal(value) for name, _, value in (one.partition("=") for one in kept)}
    return any(
        name not in then or (value > then[name] if name in WORSE_HIGHER else value < then[name])
        for name, value in results.items()
    )


class Expiry(StrEnum):
    """Why an override does not hold any more."""

    RULE = "the rule has changed"
    DOSE = "a dose has changed"
    RESULT = "a result is worse than it was"
    DAY = "its last day has passed"
    CONFIRMATION = "it was not confirmed a second time"


def expired(override: Override, alert: Alert, basis: Basis, today: date) -> Expiry | None:
    """Why this reason no longer answers that alert on that local day; None while it does.

    A partner that was stopped or exchanged gives an alert with other subjects: this one does not answer it.
    """
    if override.doses != doses_of(override.subjects, basis.doses):
        return Expiry.DOSE
    rule, *results = override.rule_state.split(" ")
    if rule != fingerprint(alert):
        return Expiry.RULE
    if _worse(results, basis.results):
        return Expiry.RESULT
    if override.until is not None and override.until < today:
        return Expiry.DAY
    unconfirmed = alert.severity is Severity.CONTRAINDICATED and not override.confirmed
    return Expiry.CONFIRMATION if unconfirmed else None


def answers(override: Override, alert: Alert) -> bool:
    """Whether the reason was given for this alert: the same rule about the same subjects."""
    return override.rule == alert.rule and override.subjects == alert.subjects


@dataclass(frozen=True, slots=True)
class Answered:
    """An alert with the reason that answers it, or the one that did and why it expired."""

    alert: Alert
    override: Override | None = None
    expiry: Expiry | None = None
    fresh: bool = False
    """Whether the plan in force had no such alert, or a milder one."""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered, or what was answered does not hold any more."""
        return self.override is None or self.expiry is not None

    @property
    def must_be_answered(self) -> bool:
        """Whether the plan may not be signed until somebody has."""
        return self.alert.severity.rank >= ANSWERED_FROM.rank


ANSWERED_FROM = Severity.MAJOR
"""From this grade on an alert needs a reason before a plan is signed. The rest is read and may stay as it is:
asked about everything, people learn to answer without reading.
"""


def answered(alert: Alert, overrides: Iterable[Override], basis: Basis, today: date) -> Answered:
    """The alert with its newest reason; one that holds comes before a newer one about other doses.

    Of two about the same doses the newer is what somebody meant: the older one never outlives it.
    """
    given = sorted((one for one in overrides if answers(one, alert)), key=lambda one: one.at, reverse=True)
    newest = {(one.doses, one.rule_state): one for one in reversed(given)}
    given = [one for one in given if newest[one.doses, one.rule_state] is one]
    held = next((one for one in given if expired(one, alert, basis, today) is None), None)
    if held or not given:
        return Answered(alert, held)
    return Answered(alert, given[0], expired(given[0], alert, basis, today))


@dataclass(frozen=True, slots=True, repr=False)
class GivenReason:
    """A reason as the safety owner reviews it: whose plan it was about, and who gave it."""

    override: Override
    day: date
    """Local to the practice."""
    family_name: str
    given_name: str
    by: str
