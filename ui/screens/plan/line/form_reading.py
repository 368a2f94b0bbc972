"""Reading a form of raw text: values are taken, problems noted beside their field. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from medmanager.domain.errors import Refused
from medmanager.domain.plan.book import PlanWords
from medmanager.domain.plan.dose import DoseStep, Form
from medmanager.domain.plan.dosing_words import parse_count
from medmanager.domain.plan.plan import Plan
from ui.kit.fields import typed as reading
from ui.screens.plan.line.fields import LineBasis, LineFields

T = TypeVar("T")
_YEAR = re.compile(r"[0-9]{4}|/[0-9]{1,2}/")
HALF_A_YEAR = timedelta(days=183)
FARTHEST, OLDEST = timedelta(days=3653), timedelta(days=36525)
"""A day of a plan lies at most ten years ahead and a hundred back: more is a slip in the year."""
NOT_A_DATE = "This is not a date. Write it as Dec 7, 12/7/2026 or tue."
NOT_AN_END = "This is not a date. Write Dec 7, or a length: 14 days, 2 weeks."
TOO_FAR = "This day is more than 10 years ahead. Check the year."
TOO_OLD = "This day is more than 100 years ago. Check the year."


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
            self.problems.setdefault(name, day_problem(text, self.basis.today))
        return found

    def count(self, name: str, text: str, form: Form) -> Decimal | None:
        """How many are taken at once."""
        return self.take(name, lambda: parse_count(text, form))

    def signed_steps(self) -> tuple[DoseStep, ...]:
        """The steps of the plan in force; () for a line that was never signed."""
        return self.basis.signed.steps if self.basis.signed else ()


def read_day(text: str, today: date) -> date | None:
    """A typed day of a plan. Without a year it is the nearest such day, so that "Nov 20" on Nov 23 is past;
    one that neither half of a year around today has, as Feb 29, is none.
    """
    found = _nearest(text, today)
    return found if found is not None and -OLDEST <= found - today <= FARTHEST else None


def day_problem(text: str, today: date, otherwise: str = NOT_A_DATE) -> str:
    """What to write instead of a text that `read_day` does not take."""
    found = _nearest(text, today)
    if found is None:
        return reading.date_problem(text, today, otherwise)
    return TOO_FAR if found > today else TOO_OLD


def read_through(text: str, start: date | None, today: date) -> date | None:
    """The last day of a step: a date, or a length such as "14 d", "2 weeks" or "1 month" from its start.

    A length with a sign is none: from today on or from the start, nobody can tell.
    """
    span = reading.read_span(text)
    if span is None:
        return read_day(text, today)
    if span.sign or not span.count or start is None:
        return None
    try:
        end = span.after(start) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return end if end - today <= FARTHEST else None


def end_problem(text: str, start: date | None, today: date) -> str:
    """What to write instead of a text that `read_through` does not take; "" while its start is missing."""
    span = reading.read_span(text)
    if span is None:
        return day_problem(text, today, NOT_AN_END)
    if span.sign:
        return f"Write the length without a sign, {span.count} {span.unit}, or the last day: Dec 7."
    if start is None:
        return ""
    return TOO_FAR if span.count else NOT_AN_END


def _nearest(text: str, today: date) -> date | None:
    ahead = reading.read_date(text, today)
    if _YEAR.search(text) or not any(letter.isdigit() for letter in text):
        return ahead
    back = reading.read_date(text, today, past=True)
    if ahead == back:
        return ahead
    near = [one for one in (ahead, back) if one is not None and abs(one - today) <= HALF_A_YEAR]
    return near[0] if near else None


def words_typed(typed: PlanWords, seen: PlanWords, draft: Plan) -> PlanWords:
    """The words of a draft with what was typed; where nothing was typed they stay, whoever wrote them."""
    return PlanWords(
        typed.message if typed.message != seen.message else draft.message,
        typed.warning_signs if typed.warning_signs != seen.warning_signs else draft.warning_signs,
    )


def with_words(draft: Plan, wanted: PlanWords) -> Plan:
    return replace(draft, message=wanted.message, warning_signs=wanted.warning_signs)
