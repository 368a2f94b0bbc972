"""Reads the proposal dialog into a wish, or into problems beside its fields. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from medmanager.domain.dosing_words import parse_whole
from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.proposals import Method, Options, RequestKind
from medmanager.domain.plan_proposal import NewLine, Wish
from ui.kit.typed import read_number
from ui.screens.plan.form_reading import NOT_A_DATE, read_day
from ui.screens.plan.proposal_fields import FORM_WORDS, Pace, ProposalBasis, ProposalFields, shown_fields

T = TypeVar("T")
PAST = "The first day is today or later: what was taken stays as it was."
NOT_MG = "Write a number of mg, for example 12.5."
NOT_PERCENT = "Write a percentage above 0 and up to 100, for example 10."
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

    def mg(self, name: str, sentence: str = NOT_MG) -> Decimal | None:
        text = self.text(name).removesuffix("mg").strip()
        if not text:
            return None
        found = read_number(text)
        if found is None or found <= 0 or found > 10_000:
            self.problems[name] = sentence
            return None
        return found

    def whole(self, name: str, what: str, high: int, low: int = 1) -> int | None:
        text = self.text(name)
        return self.take(name, lambda: parse_whole(text, name, what, low, high)) if text else None

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        found = read_day(text, self.basis.today)
        if found is None:
            self.problems[name] = NOT_A_DATE
        elif found < self.basis.today:
            self.problems[name] = PAST
        return found

    def strengths(self, name: str) -> tuple[Decimal, ...]:
        parts = [part for part in self.text(name).replace(";", " ").replace(",", " ").split() if part != "mg"]
        found = [read_number(part.removesuffix("mg")) for part in parts]
        good = [one for one in found if one is not None and one > 0]
        if len(good) < len(parts):
            self.problems[name] = "Write strengths in mg with blanks between: 0.5 1 2."
        return tuple(good)


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
    percent = reader.mg("by", NOT_PERCENT) if typed.pace in METHODS else None
    if percent is not None and percent > 100:
        reader.problems["by"] = NOT_PERCENT
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
        target_mg=reader.mg("target"),
        by_mg=reader.mg("by") if typed.pace is Pace.BY_MG else None,
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
