"""Reading a form of raw text: values are taken, problems noted beside their field. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from medmanager.domain.dosing_words import parse_count
from medmanager.domain.errors import Refused
from medmanager.domain.plan import DoseStep, Form, Plan
from medmanager.domain.plan_book import PlanWords
from ui.kit import typed as reading
from ui.screens.plan.line_fields import LineBasis, LineFields

T = TypeVar("T")
_LENGTH = re.compile(r"([1-9][0-9]{0,2}) ?(d|days?|w|wks?|weeks?)")
_YEAR = re.compile(r"[0-9]{4}")
HALF_A_YEAR = timedelta(days=183)
NOT_A_DATE = "This is not a date. Write it as Dec 7, 12/7/2026 or tue."


@dataclass(slots=True)
class FormReader:
    """Collects values and problems of one form."""

    typed: LineFields
    basis: LineBasis
    problems: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, read: Callable[[], T]) -> T | None:
        """The value, or None with its problem noted under `name`."""
        try:
            return read()
        except Refused as refusal:
            self.problems.setdefault(name, refusal.sentence)
            return None

    def day(self, name: str, text: str) -> date | None:
        """A typed day; a problem when it cannot be read."""
        found = read_day(text, self.basis.today)
        if found is None:
            self.problems.setdefault(name, NOT_A_DATE)
        return found

    def count(self, name: str, text: str, form: Form) -> Decimal | None:
        """How many are taken at once."""
        return self.take(name, lambda: parse_count(text, form))

    def signed_steps(self) -> tuple[DoseStep, ...]:
        """The steps of the plan in force; () for a line that was never signed."""
        return self.basis.signed.steps if self.basis.signed else ()


def read_day(text: str, today: date) -> date | None:
    """A typed day. Without a year it is the nearest such day, so that "Nov 20" on Nov 23 is past."""
    found = reading.read_date(text, today)
    if found is None or _YEAR.search(text) or not any(letter.isdigit() for letter in text):
        return found
    return found if found - today <= HALF_A_YEAR else reading.read_date(text, today, past=True)


def read_through(text: str, start: date | None, today: date) -> date | None:
    """The last day of a step: a date, or a length such as "14 d" or "2 weeks" counted from its start."""
    length = _LENGTH.fullmatch(text.strip().lower())
    if length and start:
        return start + timedelta(days=int(length[1]) * (7 if length[2][0] == "w" else 1) - 1)
    return read_day(text, today)


def words_typed(typed: PlanWords, seen: PlanWords, draft: Plan) -> PlanWords:
    """The words of a draft with what was typed; where nothing was typed they stay, whoever wrote them."""
    return PlanWords(
        typed.message if typed.message != seen.message else draft.message,
        typed.warning_signs if typed.warning_signs != seen.warning_signs else draft.warning_signs,
    )


def with_words(draft: Plan, wanted: PlanWords) -> Plan:
    return replace(draft, message=wanted.message, warning_signs=wanted.warning_signs)
