"""A safety check in words: its alerts, what it could not check, and how good the base is. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.alerts import Alert, NotChecked
from medmanager.domain.knowledge.severity import Severity as Grade
from medmanager.domain.override import EVERYTHING, Answered, Override
from medmanager.domain.patient import AllergyKind
from medmanager.domain.safety import EditionCard, SafetyReport
from ui.kit import words
from ui.kit.palettes import SEVERITY_WORDS, Severity
from ui.kit.safety.burden import BurdenWords, burden_words
from ui.kit.tallman import tall_man

GRADES = {
    Grade.CONTRAINDICATED: Severity.CONTRA,
    Grade.MAJOR: Severity.MAJOR,
    Grade.MODERATE: Severity.MODERATE,
    Grade.MINOR: Severity.MINOR,
}
LOUD = (Severity.CONTRA, Severity.MAJOR)
SILENCE = "Nothing in the safety data speaks against this plan. That does not mean that it is safe."
NOTHING = "No medicine is listed yet, so there is nothing to check."


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """A reason as it stands under its alert: who and when, what was said, until when, and what it was."""

    head: str
    told: str
    ends: str
    given: Override


@dataclass(frozen=True, slots=True)
class AlertWords:
    """One alert in the order in which it is read. `override` is the reason that answers it, else "".

    `alert` is what a reason is given for; None in a picture without services. `line` is the medicine of this
    plan that it is about.
    """

    severity: Severity
    title: str
    why: str
    do: str
    source: str
    data: str = ""
    """Of which day the data are that say so."""
    override: str = ""
    expired: str = ""
    """Why a reason that was given does not hold any more."""
    alert: Alert | None = None
    reason: ReasonWords | None = None
    fresh: bool = False
    """Whether the plan in force had no such alert."""
    line: LineId | None = None

    @property
    def must_be_answered(self) -> bool:
        """Whether it stands in the way of a signature."""
        return self.severity in LOUD and not self.override

    @property
    def advice(self) -> str:
        """What to do, where no head stands before it."""
        return self.do if self.do.startswith("Do ") else f"Do: {self.do}"


@dataclass(frozen=True, slots=True)
class AllergyWords:
    """What is known of allergies, one line for each, or that nobody asked."""

    lines: tuple[str, ...]
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class SafetyWords:
    """The answer of one check. `missing` says loudly why there is none; `running` that it is to come."""

    missing: str = ""
    running: bool = False
    edition: str = ""
    review: str = ""
    warnings: tuple[str, ...] = ()
    checked: str = ""
    """ "checked 10:42, all 4 medicines"."""
    today: date | None = None
    reader: str = ""
    """Who asked, as she signs."""
    alerts: tuple[AlertWords, ...] = ()
    allergies: AllergyWords | None = None
    burden: tuple[BurdenWords, ...] = ()
    not_checked: tuple[str, ...] = ()
    to_vouch_for: tuple[str, ...] = ()
    """What a signer has to have checked herself."""
    undosed: tuple[str, ...] = ()
    unread: str = ""
    """Whose dose is being changed to one that cannot be read: the one before was checked."""
    not_known: tuple[str, ...] = ()
    hidden: int = 0
    silence: str = SILENCE
    """What is said where there is no alert: it never sounds like safety."""

    @property
    def not_counted(self) -> tuple[str, ...]:
        """What is missing in the sums: where the whole base is doubtful it has counted all the same."""
        return tuple(name for name in self.to_vouch_for if name != EVERYTHING)

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

    @property
    def unanswered(self) -> tuple[AlertWords, ...]:
        """What needs a change or a reason before anything is signed."""
        return tuple(alert for alert in self.alerts if alert.must_be_answered)


RUNNING = SafetyWords(running=True)


def not_checked_because(sentence: str) -> SafetyWords:
    """Loudly: nothing was checked, and why. Who signs has to vouch for everything."""
    return SafetyWords(missing=f"Interactions are not checked: {sentence}", to_vouch_for=(EVERYTHING,))


def safety_words(report: SafetyReport, zone: tzinfo | None = None) -> SafetyWords:
    """The words of a report, the gravest alert first."""
    return SafetyWords(
        edition=edition_line(report.edition),
        review=report.edition.review,
        warnings=report.edition.warnings,
        checked=_checked(report, zone),
        today=report.on,
        reader=report.reader,
        alerts=tuple(_alert(one, report, zone) for one in report.alerts),
        allergies=allergy_words(report),
        burden=burden_words(report),
        not_checked=tuple(_left_out(report.not_checked)),
        to_vouch_for=report.to_vouch_for,
        undosed=tuple(tall_man(name) for name in report.undosed),
        not_known=tuple(dict.fromkeys(one.subject for one in report.not_known)),
        hidden=report.hidden,
        silence=SILENCE if report.medicines or report.undosed else NOTHING,
    )


NOT_LISTED = {
    AllergyKnowledge.NONE_KNOWN: AllergyWords(
        ("none known; the patient was asked",), "muted", "circle-check"
    ),
    AllergyKnowledge.UNKNOWN: AllergyWords(
        ("unknown; asked, and nobody could say",), "major", "triangle-alert"
    ),
    AllergyKnowledge.DECLINED: AllergyWords(("declined to say",), "major", "triangle-alert"),
    AllergyKnowledge.NOT_ASKED: AllergyWords(
        ("nobody has asked yet. Ask before you sign.",), "major", "triangle-alert"
    ),
}


def allergy_words(report: SafetyReport) -> AllergyWords | None:
    """What is known, and never an empty place for what nobody asked; None for who may not see it."""
    if report.allergy_knowledge is not AllergyKnowledge.LISTED:
        return NOT_LISTED.get(report.allergy_knowledge)
    told = []
    for one in report.allergies:
        kind = "intolerance" if one.kind is AllergyKind.INTOLERANCE else ""
        inside = ", ".join(part for part in (one.reaction, kind) if part)
        told.append(f"{tall_man(one.substance)} ({inside})" if inside else tall_man(one.substance))
    return AllergyWords(tuple(told), "contra", "circle-minus")


def _checked(report: SafetyReport, zone: tzinfo | None) -> str:
    every, left = len(report.medicines), len(set(report.medicines) & set(report.to_vouch_for))
    count = f"{every - left} of {every}" if left else f"all {every}"
    at = f" {words.time_of(report.at, zone)}" if report.at else ""
    return f"checked{at}, {count}" if every else f"checked{at}"


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
        f"data {words.dated(report.edition.as_of)}",
        override="" if one.expiry else told,
        expired=f"{told}. This does not hold any more: {one.expiry}." if one.expiry else "",
        alert=alert,
        reason=_reason_words(one.override, report, zone) if one.override else None,
        fresh=one.fresh,
        line=_line(alert, report),
    )


def _line(alert: Alert, report: SafetyReport) -> LineId | None:
    """The medicine of the plan that was written last: what is new is the likeliest to be changed."""
    named = set(alert.subjects)
    for load in report.loads:
        if f"{load.name} load" in named:
            named |= {share.name.casefold() for share in load.shares}
    found = [line for name, line in report.lines.items() if name in named]
    return found[-1] if found else None


def _reason_words(given: Override, report: SafetyReport, zone: tzinfo | None) -> ReasonWords:
    said = f"{given.reason[0].upper()}{given.reason[1:]}."
    told = f"{said} {given.words}".strip()
    until = f"Ends {words.short_day(given.until, report.on)}, or sooner" if given.until else "Ends"
    return ReasonWords(
        f"{report.people.get(given.by, 'somebody')}, {_moment(given.at, report.on, zone)}",
        told if told.endswith((".", "!", "?")) else f"{told}.",
        f"{until} if a dose, the partner drug or the rule changes.",
        given,
    )


def _moment(at: datetime, today: date, zone: tzinfo | None) -> str:
    return f"{words.short_day(words.local_day(at, zone), today)}, {words.time_of(at, zone)}"


def _reason(given: Override, report: SafetyReport, zone: tzinfo | None) -> str:
    by = report.people.get(given.by, "somebody")
    on = words.day_name(words.local_day(given.at, zone), report.on)
    said = f" ({given.words})" if given.words else ""
    return f"{by}, {on}: {given.reason}{said}"


def _left_out(items: Iterable[NotChecked]) -> Iterable[str]:
    return (f"{tall_man(one.subject)}: {one.why}" if one.subject else one.why for one in items)
