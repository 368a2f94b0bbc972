"""Reads the files of rules on stopping, titrating, restarting and switching."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeVar

from medmanager.domain.knowledge.proposals import TIMES, Method, Note
from medmanager.domain.knowledge.rules import RuleReader
from medmanager.domain.knowledge.sheet import Sheet
from medmanager.domain.knowledge.taper_rules import (
    Ceiling,
    Partners,
    RestartAction,
    RestartRule,
    StopRule,
    SwitchMethod,
    SwitchRule,
    TaperRules,
    TimesRule,
    TitrationRule,
    TitrationStep,
)

Rule = TypeVar("Rule")


class TaperReader:
    """Reads one file of the tapering folder; `kind` at its head says which rules it holds."""

    def __init__(self, sheet: Sheet, reader: RuleReader) -> None:
        self._sheet, self._reader = sheet, reader

    def rules(self) -> TaperRules:
        """The rules of this file. Raises Unreadable for a kind that is not known."""
        read = {
            "stopping": lambda: TaperRules(stops=tuple(self._each(self._stop))),
            "titration": lambda: TaperRules(titrations=tuple(self._each(self._titration))),
            "restart": lambda: TaperRules(restarts=tuple(self._each(self._restart))),
            "switch": lambda: TaperRules(switches=tuple(self._each(self._switch))),
            "times": lambda: TaperRules(times=tuple(self._each(self._times))),
        }
        if self._reader.kind not in read:
            raise self._sheet.wrong("kind", "stopping, titration, restart, switch or times is expected")
        return read[self._reader.kind]()

    def _each(self, read: Callable[[Sheet], Rule]) -> Iterable[Rule]:
        for sheet in self._sheet.sheets("rules"):
            rule = read(sheet)
            sheet.done()
            yield rule

    def _stop(self, sheet: Sheet) -> StopRule:
        ceiling = sheet.sheet("ceiling")
        return StopRule(
            id=sheet.text("id"),
            drugs=self._reader.selection(sheet, "drugs"),
            when=self._reader.when(sheet),
            evidence=self._reader.evidence(sheet),
            notes=self._notes(sheet),
            method=Method(sheet.text("method", Method.LINEAR)),
            percent=sheet.maybe_number("percent") or Decimal(25),
            every_days=sheet.whole("every_days", 7),
            ceiling=_ceiling(ceiling) if "ceiling" in sheet else None,
            sudden=sheet.flag("sudden"),
            least_days=sheet.whole("least_days", 0),
            most_mg=sheet.maybe_number("most_mg"),
            least_step_days=sheet.whole("least_step_days", 1),
            partners=self._partners(sheet.sheet("partners")) if "partners" in sheet else None,
        )

    def _partners(self, sheet: Sheet) -> Partners:
        made = Partners(self._reader.selection(sheet, "drugs"), sheet.text("text"))
        sheet.done()
        return made

    def _titration(self, sheet: Sheet) -> TitrationRule:
        then = sheet.sheet("then")
        rule = TitrationRule(
            id=sheet.text("id"),
            drugs=self._reader.selection(sheet, "drugs"),
            when=self._reader.when(sheet),
            evidence=self._reader.evidence(sheet),
            notes=self._notes(sheet),
            steps=tuple(_titration_step(one) for one in sheet.sheets("steps")),
            add_mg=then.maybe_number("add_mg") or Decimal(0),
            add_every_days=then.whole("every_days", 7),
            target_mg=sheet.maybe_number("target"),
            most_mg=sheet.maybe_number("most"),
            times=_times_of_day(sheet),
        )
        then.done()
        if not rule.steps:
            raise sheet.wrong("steps", "at least one step is expected")
        return rule

    def _restart(self, sheet: Sheet) -> RestartRule:
        return RestartRule(
            id=sheet.text("id"),
            drugs=self._reader.selection(sheet, "drugs"),
            when=self._reader.when(sheet),
            evidence=self._reader.evidence(sheet),
            notes=self._notes(sheet),
            missed_from=sheet.whole("missed_from"),
            action=RestartAction(sheet.text("action")),
            lower_mg=sheet.maybe_number("lower_mg"),
            why=sheet.text("why", ""),
        )

    def _switch(self, sheet: Sheet) -> SwitchRule:
        return SwitchRule(
            id=sheet.text("id"),
            leaving=self._reader.selection(sheet, "from"),
            coming=self._reader.selection(sheet, "to"),
            when=self._reader.when(sheet),
            evidence=self._reader.evidence(sheet),
            notes=self._notes(sheet),
            method=SwitchMethod(sheet.text("method")),
            gap_days=sheet.whole("gap_days", 0),
            steps=sheet.whole("steps", 4),
            every_days=sheet.whole("every_days", 7),
            why=sheet.text("why", ""),
        )

    def _times(self, sheet: Sheet) -> TimesRule:
        times = _times_of_day(sheet)
        if not times:
            raise sheet.wrong("times", f"some of {', '.join(TIMES)} are expected")
        return TimesRule(self._reader.selection(sheet, "drugs"), times)

    def _notes(self, sheet: Sheet) -> tuple[Note, ...]:
        notes = []
        for one in sheet.sheets("notes"):
            notes.append(Note(one.text("text"), self._reader.evidence(one)))
            one.done()
        return tuple(notes)


def _ceiling(sheet: Sheet) -> Ceiling:
    made = Ceiling(sheet.number("percent"), sheet.whole("days"), sheet.flag("strict"))
    sheet.done()
    return made


def _titration_step(sheet: Sheet) -> TitrationStep:
    made = TitrationStep(sheet.number("daily_mg"), sheet.whole("days"), sheet.whole("every_days", 1))
    sheet.done()
    return made


def _times_of_day(sheet: Sheet) -> tuple[str, ...]:
    times = sheet.texts("times")
    if any(time not in TIMES for time in times):
        raise sheet.wrong("times", f"some of {', '.join(TIMES)} are expected")
    return times
