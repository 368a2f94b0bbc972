"""The raw text of the line editor, as typed, and how it is kept as a draft. No Qt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from medmanager.domain.ids import LineId
from medmanager.domain.number_words import plain
from medmanager.domain.plan.asked_tests import without_tests
from medmanager.domain.plan.dose import DoseStep, Form, Slot, Strength
from medmanager.domain.plan.dosing_words import strength_words
from medmanager.domain.plan.plan import MonitoringItem, PlanItem
from ui.kit import words

SLOTS = tuple(Slot)
SPACED = frozenset({Form.INJECTION, Form.PATCH, Form.SPRAY})
"""Forms of which nobody can tell without being told whether they are given daily, weekly or monthly."""


class RowKind(StrEnum):
    """A dated dose, one more strength of the dose above it, or a pause."""

    DOSE = "dose"
    ALSO = "also"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class RowFields:
    """One row of the step grid. A locked row ran already: only its end may be moved.

    `every` is the number of days from one dose to the next, "" for daily.
    """

    kind: RowKind = RowKind.DOSE
    start: str = ""
    through: str = ""
    strength: str = ""
    counts: tuple[str, str, str, str] = ("", "", "", "")
    locked: bool = False
    every: str = ""


@dataclass(frozen=True, slots=True)
class MonitorFields:
    """One test that the line asks for; `done` is the day it was done, as ISO, "" when it is open."""

    measure: str = ""
    due: str = ""
    why: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class LineFields:
    """Everything that is typed about one line. `watch` holds codes of the side-effect list."""

    medicine: str = ""
    form: str = Form.TABLET.value
    purpose: str = ""
    directions: str = ""
    benefit: str = ""
    benefit_when: str = ""
    prescriber: str = ""
    cost_concern: str = ""
    question: str = ""
    adherence: str = ""
    supply_days: str = ""
    supply_refills: str = ""
    origin: str = ""
    """Which protocol the line was begun with, in words; "" for one that was written by hand."""
    reason: str = ""
    needed: bool = False
    needed_start: str = ""
    needed_through: str = ""
    needed_reason: str = ""
    needed_strength: str = ""
    needed_count: str = ""
    needed_wait: str = ""
    needed_most: str = ""
    watch: tuple[str, ...] = ()
    rows: tuple[RowFields, ...] = ()
    tests: tuple[MonitorFields, ...] = ()


@dataclass(frozen=True, slots=True)
class LineBasis:
    """What the typed text is read against: the line as it is in the draft and on the plan in force."""

    line_id: LineId
    today: date
    item: PlanItem | None = None
    signed: PlanItem | None = None


def form_of(fields_: LineFields) -> Form:
    """The dose form that was chosen."""
    return Form(fields_.form)


@dataclass(frozen=True, slots=True)
class KeptLine:
    """What is typed of a line, and the line as it was when somebody began: None for a new one."""

    line_id: LineId
    typed: LineFields
    opened: LineFields | None = None
    seen: str = ""
    """The mark of the opened line, see `mark_of`."""


def mark_of(item: PlanItem) -> str:
    """Tells one state of a line from any other; days of tests are nobody's change."""
    return hashlib.sha256(repr(without_tests(item)).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def to_draft(kept: KeptLine) -> dict[str, str]:
    """The fields as they are kept within a second, valid or not."""
    told = {"line": str(kept.line_id), "fields": _packed(kept.typed), "seen": kept.seen}
    return {**told, "opened": _packed(kept.opened)} if kept.opened else told


def from_draft(kept: Mapping[str, str]) -> KeptLine | None:
    """What `to_draft` kept; None when another version of the form kept it and it cannot be read."""
    try:
        opened = _unpacked(kept["opened"]) if "opened" in kept else None
        return KeptLine(LineId(UUID(kept["line"])), _unpacked(kept["fields"]), opened, kept.get("seen", ""))
    except (KeyError, ValueError, TypeError):
        return None


def _packed(typed: LineFields) -> str:
    return json.dumps(asdict(typed), ensure_ascii=False)


def _unpacked(text: str) -> LineFields:
    raw = json.loads(text)
    raw["rows"] = tuple(_row_from(row) for row in raw["rows"])
    raw["tests"] = tuple(MonitorFields(**row) for row in raw["tests"])
    raw["watch"] = tuple(raw["watch"])
    Form(raw["form"])
    return LineFields(**raw)


def _row_from(row: dict[str, Any]) -> RowFields:
    return RowFields(**{**row, "kind": RowKind(row["kind"]), "counts": tuple(row["counts"])})


def new_fields(medicine: str, today: date, form: Form = Form.TABLET) -> LineFields:
    """An empty form for a medicine that begins today."""
    return LineFields(medicine, form.value, rows=(RowFields(start=written_day(today, today)),))


def fields_of(item: PlanItem, basis: LineBasis) -> LineFields:
    """The form of a line: its running and coming steps; what is over is kept out of reach."""
    coming = [step for step in item.steps if not over(step, basis.today)]
    last = next((step for step in reversed(coming) if not step.paused), None)
    needed = last if last is not None and last.as_needed is not None else None
    filled = LineFields(
        medicine=item.medicine.generic,
        form=item.form.value,
        purpose=item.purpose,
        directions=item.directions,
        benefit=item.benefit,
        benefit_when=item.benefit_when,
        prescriber=item.prescriber,
        cost_concern=item.cost_concern,
        question=item.question,
        adherence=item.adherence,
        supply_days=str(item.supply.days) if item.supply else "",
        supply_refills=str(item.supply.refills) if item.supply else "",
        reason=shown_reason(item, basis),
        watch=item.watch,
        rows=tuple(row for step in coming for row in _rows_of(step, item, basis)),
        tests=tuple(_test_of(entry, basis.today) for entry in item.monitoring if not entry.rule),
    )
    return with_needed(filled, needed, basis.today) if needed else filled


def over(step: DoseStep, today: date) -> bool:
    """Whether the step ended before today."""
    return step.end is not None and step.end < today


def is_locked(step: DoseStep, basis: LineBasis) -> bool:
    """Whether the step stands on the plan in force and has begun: history is not rewritten."""
    signed = basis.signed.steps if basis.signed else ()
    return any(same_step(step, one) and one.start <= basis.today for one in signed)


def same_step(one: DoseStep, other: DoseStep) -> bool:
    """Whether both are the same step, their ends and the order of their tablets aside."""
    return one.start == other.start and one.taken == other.taken


def shown_reason(item: PlanItem | None, basis: LineBasis) -> str:
    """The first reason of the steps that are new since the plan in force."""
    steps = item.steps if item else ()
    fresh = (step for step in steps if not over(step, basis.today) and not is_locked(step, basis))
    return next((step.reason for step in fresh if step.reason), "")


def _every(step: DoseStep, form: Form) -> str:
    return str(step.every_days) if step.every_days > 1 or form in SPACED else ""


def _rows_of(step: DoseStep, item: PlanItem, basis: LineBasis) -> list[RowFields]:
    start, through = _day(step.start, basis.today), _day(step.end, basis.today)
    locked = is_locked(step, basis)
    if step.as_needed is not None:
        return []
    if not item.has_dose:
        return [RowFields(start=start, through=through, locked=locked)]
    if step.paused:
        return [RowFields(RowKind.PAUSE, start, through, locked=locked)]
    strengths: list[Strength] = sorted({one.strength for one in step.tablets}, key=lambda one: -one.amount)
    rows = []
    for number, strength in enumerate(strengths):
        kind = RowKind.ALSO if number else RowKind.DOSE
        dates = ("", "") if number else (start, through)
        written = strength_words(strength, item.form)
        every = "" if number else _every(step, item.form)
        rows.append(RowFields(kind, *dates, written, _counts(step, strength), locked, every))
    return rows


def _counts(step: DoseStep, strength: Strength) -> tuple[str, str, str, str]:
    found: dict[Slot, Decimal] = {}
    for one in step.tablets:
        if one.strength == strength:
            found[one.slot] = found.get(one.slot, Decimal(0)) + one.count
    texts = [plain(found[slot]) if slot in found else "" for slot in SLOTS]
    return texts[0], texts[1], texts[2], texts[3]


def with_needed(typed: LineFields, step: DoseStep, today: date) -> LineFields:
    """The form with what an as-needed step asks for."""
    needed = step.as_needed
    assert needed is not None, "asked of as-needed steps only"
    return replace(
        typed,
        needed=True,
        needed_start=_day(step.start, today),
        needed_through=_day(step.end, today),
        needed_reason=needed.reason,
        needed_strength=strength_words(needed.strength, form_of(typed)),
        needed_count=plain(needed.count),
        needed_wait=str(needed.wait_hours),
        needed_most=plain(needed.most_in_day),
    )


def _test_of(entry: MonitoringItem, today: date) -> MonitorFields:
    done = entry.done_on.isoformat() if entry.done_on else ""
    return MonitorFields(entry.measure, _day(entry.due, today), entry.why, done)


def _day(day: date | None, today: date) -> str:
    return written_day(day, today) if day else ""


def written_day(day: date, today: date) -> str:
    """As it stands in a field: "Tue, Nov 24"; with its year, which a narrow field has room for instead of
    the weekday, when it lies in the past or in another year: a day without a year is read as the nearest.
    """
    return words.day_name(day, today) if day >= today and day.year == today.year else words.dated(day)
