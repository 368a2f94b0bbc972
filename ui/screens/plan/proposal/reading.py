"""Reads the proposal dialog into a wish, or into problems beside its fields. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.proposals import Method, Options, RequestKind
from medmanager.domain.number_words import LARGEST, parse_amount, parse_whole
from medmanager.domain.plan.proposal import NewLine, Wish
from ui.screens.plan.line.form_reading import day_problem, read_day
from ui.screens.plan.proposal.fields import FORM_WORDS, Pace, ProposalBasis, ProposalFields, shown_fields

T = TypeVar("T")
PAST = "Write today or a later day: what was taken stays as it was."
NOT_STRENGTHS = "Write strengths in mg with blanks between, as on the bottles: 0.5 1 2."
_UNIT = re.compile("([0-9]) mg(?![a-z])")
_ENDS = re.compile("(?<=[0-9g])(?:[,;] |;)")
METHODS = {Pace.LINEAR: Method.LINEAR, Pace.PROPORTIONAL: Method.PROPORTIONAL}
FIELDS = {
    "daily_mg": "target",
    "percent": "by",
    "every_days": "every",
    "strengths_mg": "strengths",
    "missed_days": "missed",
    "name": "line",
    "from": "line",
}
"""Fields of the base's refusals by the names they have here."""


@dataclass(frozen=True, slots=True)
class ProposalReading:
    """A wish; or what stands in its way: problems beside fields, or what is still to be written."""

    wish: Wish | None = None
    problems: dict[str, str] = field(default_factory=dict)
    missing: str = ""


class _Reader:
    """Reads the fields that are shown and notes what cannot be read."""

    def __init__(self, typed: ProposalFields, basis: ProposalBasis) -> None:
        self.typed, self.basis = typed, basis
        self.shown = shown_fields(typed)
        self.problems: dict[str, str] = {}

    def take(self, name: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Refused as refusal:
            self.problems[name] = refusal.sentence
            return None

    def text(self, name: str) -> str:
        return str(getattr(self.typed, name)).strip() if name in self.shown else ""

    def amount(self, name: str, unit: str = "mg", most: Decimal = LARGEST) -> Decimal | None:
        text = self.text(name)
        return self.take(name, lambda: parse_amount(text, unit, name, most)) if text else None

    def whole(self, name: str, what: str, high: int, low: int = 1) -> int | None:
        text = self.text(name)
        return self.take(name, lambda: parse_whole(text, name, what, low, high)) if text else None

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        found = read_day(text, self.basis.today)
        if found is None:
            self.problems[name] = day_problem(text, self.basis.today)
        elif found < self.basis.today:
            self.problems[name] = PAST
        return found

    def strengths(self, name: str) -> tuple[Decimal, ...]:
        """Numbers with blanks between. A comma needs its blank: "12,5" may be one number or two."""
        parts = _ENDS.sub(" ", _UNIT.sub(r"\1mg", self.text(name))).split(" ")
        try:
            return tuple(parse_amount(part, "mg", name) for part in parts if part)
        except Refused:
            self.problems[name] = NOT_STRENGTHS
            return ()


def read_proposal(typed: ProposalFields, basis: ProposalBasis) -> ProposalReading:
    """The wish, when all that it needs is written and can be read."""
    reader = _Reader(typed, basis)
    wish = _wish(reader)
    if reader.problems:
        return ProposalReading(problems=reader.problems)
    missing = _missing(reader)
    return ProposalReading(missing=missing) if missing else ProposalReading(wish)


def _wish(reader: _Reader) -> Wish:
    typed = reader.typed
    percent = reader.amount("by", "%", Decimal(100)) if typed.pace in METHODS else None
    every = reader.whole("every", "The number of days between steps", 365)
    options = reader.take(
        "every",
        lambda: Options(METHODS.get(typed.pace), percent if "by" not in reader.problems else None, every),
    )
    options = options or Options()
    strengths = reader.strengths("strengths")
    return Wish(
        kind=typed.kind,
        start=reader.day("start") or reader.basis.today,
        line_id=typed.line_id,
        coming=_coming(reader),
        target_mg=reader.amount("target"),
        by_mg=reader.amount("by") if typed.pace is Pace.BY_MG else None,
        options=Options(options.method, options.percent, options.every_days, strengths, typed.split),
        coming_on=reader.day("coming_on"),
        missed_days=reader.whole("missed", "The number of days missed", 3650, low=0),
    )


def _coming(reader: _Reader) -> NewLine | None:
    name = reader.text("to")
    strengths = reader.strengths("to_strengths")
    form = FORM_WORDS.get(reader.text("form"))
    return NewLine(name, form, reader.text("purpose"), strengths) if name else None


def _missing(reader: _Reader) -> str:
    typed = reader.typed
    new = typed.kind is RequestKind.SWITCH or (typed.kind is RequestKind.TITRATION and typed.line_id is None)
    if new and not reader.text("to"):
        return "Write the new medicine to see its steps."
    if typed.line_id is None and typed.kind is not RequestKind.TITRATION:
        return "Choose the medicine to see its steps."
    if not reader.text("start"):
        return "Write the first day to see the steps."
    if typed.kind is RequestKind.RESTART and not reader.text("missed"):
        return "Write how many days were missed to see what is advised."
    if typed.pace is not Pace.ADVISED and "by" in reader.shown and not reader.text("by"):
        return "Write how much each step takes off."
    return ""
