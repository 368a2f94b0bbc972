"""The reasons for going on, as the safety owner reviews them: by month and rule, counted, and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from medmanager.domain.override import GivenReason, Override

COLUMNS = (
    "Day",
    "Patient",
    "Rule",
    "Grade",
    "Alert",
    "Medicines and facts",
    "Daily dose in mg",
    "Reason",
    "Words",
    "Holds until",
    "Second confirmation",
    "Given by",
)
"""The heads of the file, in their order. Days are local to the practice, written as 2026-11-23."""

LEADS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula, which might fetch or send something."""


@dataclass(frozen=True, slots=True)
class ReasonChoice:
    """Which reasons: of one month (its first day; None: all), of one rule ("": all). `names` writes patients
    by name and not by the id of their record.
    """

    month: date | None = None
    rule: str = ""
    names: bool = False

    def picks(self, given: GivenReason) -> bool:
        """Whether this reason is among them."""
        in_month = self.month is None or given.day.replace(day=1) == self.month
        return in_month and self.rule in ("", given.override.rule)


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule was overridden, with the alert that was meant last."""

    rule: str
    count: int
    title: str


def counted_by_rule(given: Iterable[GivenReason]) -> tuple[RuleCount, ...]:
    """The most often overridden first; `given` is the newest first, as the review has it."""
    reasons = tuple(given)
    titles: dict[str, str] = {}
    for one in reasons:
        titles.setdefault(one.override.rule, one.override.title)
    counts = Counter(one.override.rule for one in reasons)
    found = (RuleCount(rule, count, titles[rule]) for rule, count in counts.items())
    return tuple(sorted(found, key=lambda one: (-one.count, one.rule)))


def months_of(given: Iterable[GivenReason]) -> tuple[date, ...]:
    """The first days of the months in which reasons were given, the latest first."""
    return tuple(sorted({one.day.replace(day=1) for one in given}, reverse=True))


def reasons_as_csv(given: Iterable[GivenReason], *, names: bool) -> str:
    """The file: heads and one row for each reason, every cell in quotation marks, none of them a formula."""
    rows = (COLUMNS, *(_row(one, names) for one in given))
    return "".join(",".join(_cell(text) for text in row) + "\r\n" for row in rows)


def _row(given: GivenReason, names: bool) -> tuple[str, ...]:
    one = given.override
    return (
        given.day.isoformat(),
        f"{given.family_name}, {given.given_name}" if names else str(one.patient_id),
        one.rule,
        one.severity,
        one.title,
        "; ".join(one.subjects),
        "; ".join(_doses(one)),
        one.reason,
        one.words,
        one.until.isoformat() if one.until else "",
        one.confirmed,
        given.by,
    )


def _doses(one: Override) -> tuple[str, ...]:
    return tuple(f"{subject} {dose}" for subject, dose in zip(one.subjects, one.doses, strict=False) if dose)


def _cell(text: str) -> str:
    told = f"'{text}" if text.lstrip(" ").startswith(LEADS) else text
    return '"' + told.replace('"', '""') + '"'
