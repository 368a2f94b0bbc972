"""A safety check in words: its alerts, what it could not check, and how good the base is. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from medmanager.domain.knowledge.alerts import Alert, NotChecked
from medmanager.domain.knowledge.severity import Severity as Grade
from medmanager.domain.override import Answered, Override
from medmanager.domain.safety import EditionCard, SafetyReport
from ui.kit import words
from ui.kit.palettes import SEVERITY_WORDS, Severity
from ui.kit.tallman import tall_man

GRADES = {
    Grade.CONTRAINDICATED: Severity.CONTRA,
    Grade.MAJOR: Severity.MAJOR,
    Grade.MODERATE: Severity.MODERATE,
    Grade.MINOR: Severity.MINOR,
}
LOUD = (Severity.CONTRA, Severity.MAJOR)


@dataclass(frozen=True, slots=True)
class AlertWords:
    """One alert in the order in which it is read. `override` is the reason that answers it, else "".

    `alert` is what a reason is given for; None in a picture without services.
    """

    severity: Severity
    title: str
    why: str
    do: str
    source: str
    override: str = ""
    expired: str = ""
    """Why a reason that was given does not hold any more."""
    alert: Alert | None = None


@dataclass(frozen=True, slots=True)
class SafetyWords:
    """The answer of one check. `missing` says loudly why there is none; `running` that it is to come."""

    missing: str = ""
    running: bool = False
    edition: str = ""
    review: str = ""
    warnings: tuple[str, ...] = ()
    alerts: tuple[AlertWords, ...] = ()
    not_checked: tuple[str, ...] = ()
    not_known: tuple[str, ...] = ()
    hidden: int = 0

    @property
    def line(self) -> str:
        """One line for places without room: never "no alerts" where something was left out."""
        if self.missing:
            return self.missing
        if self.running:
            return "Interactions are being checked"
        found = self.counted or "No alerts"
        left = f", {len(self.not_checked)} not checked" if self.not_checked else ""
        return f"{found}{left} · {self.edition}"

    @property
    def counted(self) -> str:
        """ "1 major, 2 moderate": alerts that nobody has answered; "" without any."""
        open_ones = [alert for alert in self.alerts if not alert.override]
        counts = (
            (grade, sum(alert.severity is grade for alert in open_ones))
            for grade in (Severity.CONTRA, Severity.MAJOR, Severity.MODERATE, Severity.MINOR)
        )
        told = ", ".join(f"{count} {SEVERITY_WORDS[grade].lower()}" for grade, count in counts if count)
        return f"Alerts: {told}" if told else ""

    @property
    def tone(self) -> Severity:
        """The gravest thing in it."""
        if self.missing:
            return Severity.MAJOR
        open_ones = [alert.severity for alert in self.alerts if not alert.override]
        worst = next((grade for grade in GRADES.values() if grade in open_ones), None)
        if worst is not None:
            return worst
        if self.not_checked or self.warnings:
            return Severity.MODERATE
        return Severity.INFO

    @property
    def loud(self) -> tuple[AlertWords, ...]:
        """Alerts to read once more before signing: major or graver, with their answers."""
        return tuple(alert for alert in self.alerts if alert.severity in LOUD)


RUNNING = SafetyWords(running=True)


def not_checked_because(sentence: str) -> SafetyWords:
    """Loudly: nothing was checked, and why."""
    return SafetyWords(missing=f"Interactions are not checked: {sentence}")


def safety_words(report: SafetyReport, zone: tzinfo | None = None) -> SafetyWords:
    """The words of a report, the gravest alert first."""
    return SafetyWords(
        edition=edition_line(report.edition),
        review=report.edition.review,
        warnings=report.edition.warnings,
        alerts=tuple(_alert(one, report, zone) for one in report.alerts),
        not_checked=tuple(_left_out(report.not_checked)),
        not_known=tuple(dict.fromkeys(one.subject for one in report.not_known)),
        hidden=report.hidden,
    )


def edition_line(edition: EditionCard) -> str:
    """Version and day, as it stands beside every answer."""
    return f"safety data {edition.version} of {words.dated(edition.as_of)}"


def _alert(one: Answered, report: SafetyReport, zone: tzinfo | None) -> AlertWords:
    alert = one.alert
    told = _reason(one.override, report, zone) if one.override else ""
    return AlertWords(
        GRADES[alert.severity],
        tall_man(alert.title),
        f"{alert.mechanism} {alert.because}".strip(),
        alert.advice,
        alert.source,
        override="" if one.expiry else told,
        expired=f"{told}. This does not hold any more: {one.expiry}." if one.expiry else "",
        alert=alert,
    )


def _reason(given: Override, report: SafetyReport, zone: tzinfo | None) -> str:
    by = report.people.get(given.by, "somebody")
    on = words.day_name(words.local_day(given.at, zone), report.on)
    said = f" ({given.words})" if given.words else ""
    return f"{by}, {on}: {given.reason}{said}"


def _left_out(items: Iterable[NotChecked]) -> Iterable[str]:
    return (f"{tall_man(one.subject)}: {one.why}" if one.subject else one.why for one in items)
