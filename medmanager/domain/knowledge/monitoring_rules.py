"""Rules of monitoring as their files say them: what is measured, when, and after which events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from medmanager.domain.knowledge.circumstances import Circumstance
from medmanager.domain.knowledge.evidence import Evidence
from medmanager.domain.knowledge.rules import RuleReader
from medmanager.domain.knowledge.selecting import Selection
from medmanager.domain.knowledge.sheet import Sheet


class Level(StrEnum):
    """Required by the label or a rule of law; recommended by a guideline."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"


class EventType(StrEnum):
    """What can happen on the way."""

    START = "start"
    DOSE_CHANGE = "dose_change"
    RESULT = "result"
    STOP = "stop"
    RESTART = "restart"
    SYMPTOM = "symptom"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Phase:
    """Every so many days, or months, up to so many days after the start; without an end it goes on."""

    every_days: int = 0
    every_months: int = 0
    until_days: int | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event that asks for the measurement: `days` after it, then every `every_days` up to `for_days`.

    A result counts when its measure is one of `measures` and its value lies below or above the bound;
    `change` is in percent of the first result. A symptom counts when its text holds one of `words`, a new
    drug when it is one of `drugs`.
    """

    event: EventType
    days: tuple[int, ...]
    every_days: int = 0
    for_days: int = 0
    measures: frozenset[str] = frozenset()
    below: Decimal | None = None
    above: Decimal | None = None
    change: Decimal | None = None
    words: tuple[str, ...] = ()
    drugs: Selection | None = None
    gap_from: int = 0
    """For a restart: only when so many days were missed."""
    why: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MonitoringRule:
    """One measurement for some drugs. Of the rules of one `choice` the first that fits counts.

    `baseline` is due on the day of the start; `days` after it; then `phases` one after the other.
    `anew_after`: a restart after so many days without the drug begins the schedule again; 0 never.
    """

    id: str
    measure: str
    drugs: Selection
    when: Circumstance
    level: Level
    why: str
    evidence: Evidence
    window_days: int = 7
    choice: str = ""
    protocol: str = ""
    baseline: bool = False
    days: tuple[int, ...] = ()
    phases: tuple[Phase, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    anew_after: int = 0
    until_stable: Stable | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stable:
    """After a start or a change: every so many days until `results` in a row lie within the bounds, or for
    at most `most_days`.
    """

    every_days: int
    results: int
    low: Decimal
    high: Decimal
    most_days: int


class MonitoringReader:
    """Reads one file of the monitoring folder."""

    def __init__(self, sheet: Sheet, reader: RuleReader) -> None:
        self._sheet, self._reader = sheet, reader

    def rules(self) -> tuple[MonitoringRule, ...]:
        """The rules of this file. One entry may name several measures with the same schedule."""
        return tuple(rule for one in self._sheet.sheets("rules") for rule in self._entry(one))

    def _entry(self, sheet: Sheet) -> Iterable[MonitoringRule]:
        measures = sheet.texts("measure")
        if not measures:
            raise sheet.wrong("measure", "words are expected")
        rules = [self._rule(sheet, measure, many=len(measures) > 1) for measure in measures]
        sheet.done()
        return rules

    def _rule(self, sheet: Sheet, measure: str, *, many: bool) -> MonitoringRule:
        name = sheet.text("id")
        choice = sheet.text("choice", "")
        return MonitoringRule(
            id=f"{name}: {measure}" if many else name,
            measure=measure,
            drugs=self._reader.selection(sheet, "drugs"),
            when=self._reader.when(sheet),
            level=Level(sheet.text("level", Level.RECOMMENDED)),
            why=sheet.text("why"),
            evidence=self._reader.evidence(sheet),
            window_days=sheet.whole("window_days", 7),
            choice=f"{choice}: {measure}" if choice and many else choice,
            protocol=sheet.text("protocol", ""),
            baseline=sheet.flag("baseline"),
            days=sheet.wholes("days"),
            phases=tuple(_phase(one) for one in sheet.sheets("phases")),
            triggers=tuple(self._trigger(one) for one in sheet.sheets("triggers")),
            anew_after=sheet.whole("anew_after", 0),
            until_stable=_stable(sheet.sheet("until_stable")) if "until_stable" in sheet else None,
            notes=sheet.texts("notes"),
        )

    def _trigger(self, sheet: Sheet) -> Trigger:
        made = Trigger(
            event=EventType(sheet.text("event")),
            days=sheet.wholes("days"),
            every_days=sheet.whole("every_days", 0),
            for_days=sheet.whole("for_days", 0),
            measures=frozenset(sheet.texts("measure")),
            below=sheet.maybe_number("below"),
            above=sheet.maybe_number("above"),
            change=sheet.maybe_number("change"),
            words=sheet.texts("words"),
            drugs=self._reader.selection(sheet, "drugs") if "drugs" in sheet else None,
            gap_from=sheet.whole("gap_from", 0),
            why=sheet.text("why", ""),
            note=sheet.text("note", ""),
        )
        sheet.done()
        return made


def _phase(sheet: Sheet) -> Phase:
    until = sheet.maybe_number("until_days")
    made = Phase(
        sheet.whole("every_days", 0), sheet.whole("every_months", 0), None if until is None else int(until)
    )
    sheet.done()
    if bool(made.every_days) == bool(made.every_months):
        raise sheet.wrong("every_days", "either days or months are expected")
    return made


def _stable(sheet: Sheet) -> Stable:
    made = Stable(
        sheet.whole("every_days"),
        sheet.whole("results"),
        sheet.number("low"),
        sheet.number("high"),
        sheet.whole("most_days"),
    )
    sheet.done()
    return made
