"""Reads the line editor's raw text into a plan line, or says beside each field what to write. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import Medicine, MonitoringItem, PlanItem, Stopped, Supply
from medmanager.domain.plan.texts import BESIDE_THE_DOSE, LONGEST_NAME
from medmanager.domain.typed_text import LINE, typed_line
from ui.kit.change_words import in_place_of
from ui.kit.plan_words import for_purpose
from ui.kit.supply_words import SupplyWords
from ui.screens.plan.line.fields import (
    LineBasis,
    LineFields,
    MonitorFields,
    form_of,
    over,
    same_step,
    shown_reason,
)
from ui.screens.plan.line.form_reading import FormReader
from ui.screens.plan.line.grid_reading import RowReading, read_grid
from ui.screens.plan.line.needed_reading import after_needed, read_needed
from ui.screens.plan.line.strength_reading import known_drug, strength_hint
from ui.screens.plan.line.supply_reading import read_supply, told_supply

FREE_TEXTS = (*BESIDE_THE_DOSE, "reason")
BESIDE_THE_CHECK = frozenset({"purpose", "reason"})
"""Words without which a line is not handed in; what speaks against its doses does not wait for them."""


@dataclass(frozen=True, slots=True)
class LineReading:
    """The line, or what stands in its way: `problems` by field, rows as "row.2.morning"."""

    item: PlanItem | None
    problems: dict[str, str]
    rows: tuple[RowReading, ...]
    supply: SupplyWords = SupplyWords()
    needed_hint: str = ""
    """What is not known of the strength of an as-needed dose."""
    dosed: PlanItem | None = None
    """The line as far as its doses go, also before it is written why and what for."""
    gone: str = ""
    """What was planned on the line that was opened, and is not on this one; known where `dosed` is."""


def read_line(typed: LineFields, basis: LineBasis, drug: Drug | None) -> LineReading:
    """The line that was typed; `drug` is its entry in the drug list, None when it is not there."""
    reader = FormReader(typed, basis)
    if not typed.medicine.strip():
        reader.problems["medicine"] = "Write the name of the medicine."
    if basis.signed is not None and typed.medicine.strip() != basis.signed.medicine.generic:
        reader.problems["medicine"] = "A signed line stays the same medicine. Stop it and add the other one."
    if not typed.purpose.strip():
        reader.problems["purpose"] = "Write what it is for, in plain words: low mood."
    known = known_drug(drug)
    steps, rows = (read_needed(reader), ()) if typed.needed else read_grid(reader, known)
    steps = _with_reason(reader, steps if typed.needed else after_needed(reader, steps))
    parts = _Parts(_cleaned(reader), steps, _monitoring(reader), read_supply(reader), drug)
    dosed = None if reader.problems.keys() - BESIDE_THE_CHECK else _taken(reader, parts)
    item = None if reader.problems else dosed
    hint = strength_hint(known, form_of(typed), steps[-1]) if typed.needed and steps else ""
    gone = in_place_of(basis.item, dosed, basis.today) if basis.item and dosed else ""
    supply = told_supply(reader, steps, parts.supply)
    return LineReading(item, reader.problems, rows, supply, hint, dosed, gone)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a line is put together from."""

    typed: LineFields
    steps: tuple[DoseStep, ...]
    monitoring: tuple[MonitoringItem, ...]
    supply: Supply | None
    drug: Drug | None


def _with_reason(reader: FormReader, steps: tuple[DoseStep, ...]) -> tuple[DoseStep, ...]:
    """Signed steps as they were signed, their ends aside; the others each with its own reason.

    What is typed is the reason of the steps that are new; with none that is, of those whose reason was shown.
    A line that was signed before is not changed without a reason.
    """
    signed, reason, held = reader.signed_steps(), reader.typed.reason.strip(), reader.basis.item
    known = [_same(step, signed) for step in steps]
    if signed and None in known and not reason:
        reader.problems["reason"] = "Write why the dose changes."
    drafted = [_same(step, held.steps if held else ()) for step in steps]
    is_for_new = any(one is None and other is None for one, other in zip(known, drafted, strict=True))
    shown = shown_reason(held, reader.basis)
    read = []
    for step, one, other in zip(steps, known, drafted, strict=True):
        keeps = other is not None and (is_for_new or other.reason != shown)
        why = other.reason if other is not None and keeps else reason
        read.append(replace(one, end=step.end) if one is not None else replace(step, reason=why))
    return tuple(read)


def _same(step: DoseStep, steps: tuple[DoseStep, ...]) -> DoseStep | None:
    return next((one for one in steps if same_step(step, one)), None)


def _monitoring(reader: FormReader) -> tuple[MonitoringItem, ...]:
    """The tests put in by hand; those of the knowledge base are decided on beside the plan, not here."""
    held = reader.basis.item.monitoring if reader.basis.item else ()
    found = [entry for entry in held if entry.rule]
    for number, row in enumerate(reader.typed.tests):
        if not row.measure.strip() and not row.due.strip() and not row.why.strip():
            continue
        if not row.measure.strip():
            reader.problems[f"test.{number}.measure"] = "Write which test."
        _refuse_hidden(reader, f"test.{number}.measure", row.measure, "The name", LONGEST_NAME)
        _refuse_hidden(reader, f"test.{number}.why", row.why, "The reason", LINE)
        due = reader.day(f"test.{number}.due", row.due)
        if due is not None:
            found.append(_test(row, due))
    return tuple(found)


def _refuse_hidden(reader: FormReader, name: str, text: str, what: str, limit: int) -> None:
    reader.take(name, lambda: typed_line(text, name, what, limit))


def _test(row: MonitorFields, due: date) -> MonitoringItem:
    done = date.fromisoformat(row.done) if row.done else None
    return MonitoringItem(row.measure.strip(), due, row.why.strip(), done)


def _item(reader: FormReader, parts: _Parts) -> PlanItem:
    basis, typed = reader.basis, parts.typed
    kept = tuple(step for step in (basis.item.steps if basis.item else ()) if over(step, basis.today))
    item = PlanItem(
        line_id=basis.line_id,
        medicine=_medicine(typed, basis, parts.drug),
        form=form_of(typed),
        purpose=for_purpose(" ".join(typed.purpose.split())),
        steps=(*kept, *parts.steps),
        directions=typed.directions.strip(),
        benefit=typed.benefit.strip(),
        benefit_when=typed.benefit_when.strip(),
    )
    return replace(
        item,
        watch=typed.watch,
        monitoring=tuple(sorted(parts.monitoring, key=lambda entry: (entry.due, entry.measure))),
        prescriber=typed.prescriber.strip(),
        cost_concern=typed.cost_concern.strip(),
        question=typed.question.strip(),
        adherence=typed.adherence.strip(),
        supply=parts.supply,
        stopped=_still_stopped(basis, item),
        set_aside=basis.item.set_aside if basis.item else (),
    )


def _taken(reader: FormReader, parts: _Parts) -> PlanItem | None:
    """The line, or its refusal beside the field that it names."""
    try:
        return _item(reader, parts)
    except Refused as refusal:
        reader.problems[refusal.field or "steps"] = refusal.sentence
        return None


def _cleaned(reader: FormReader) -> LineFields:
    """The texts in one Unicode form and one line; a problem beside each field that holds hidden signs."""
    texts: dict[str, Any] = {"medicine": _line(reader, "medicine", "The name", LONGEST_NAME)}
    texts |= {name: _line(reader, name, "The text", LINE) for name in FREE_TEXTS}
    return replace(reader.typed, **texts)


def _line(reader: FormReader, name: str, what: str, limit: int) -> str:
    return reader.take(name, lambda: typed_line(str(getattr(reader.typed, name)), name, what, limit)) or ""


def _still_stopped(basis: LineBasis, item: PlanItem) -> Stopped | None:
    """A stop that was set stays, and follows a last dose that ends on another day; where the steps now reach
    its day, it is none any more.
    """
    stopped, last = basis.item.stopped if basis.item else None, item.steps[-1].end
    if basis.item is None or stopped is None or last is None or last >= stopped.on:
        return None
    return stopped if last == basis.item.steps[-1].end else replace(stopped, on=last + ONE_DAY)


def _medicine(typed: LineFields, basis: LineBasis, drug: Drug | None) -> Medicine:
    name = " ".join(typed.medicine.split())
    if basis.item is not None and basis.item.medicine.generic == name:
        return basis.item.medicine
    return Medicine(drug.generic, drug.brand, drug.rxcui) if drug else Medicine(name)
