"""Makes the page of a visit from the patient's visits and plans. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal

from medmanager.domain.carried import first_asked, line_asking
from medmanager.domain.history import Measure
from medmanager.domain.knowledge.side_effect_list import effect_name
from medmanager.domain.knowledge.visit_scales import FormScale
from medmanager.domain.plan.changes import compare
from medmanager.domain.side_effects import SideEffect
from medmanager.domain.visit import Visit, VisitKind, VisitStatus
from medmanager.domain.visit_book import VisitBook, plan_then
from medmanager.domain.vital_words import DIASTOLIC, SYSTOLIC
from ui.kit import words
from ui.kit.change_words import row_with_tests, standing_row
from ui.kit.plan_words import dose_today, name_of
from ui.screens.visits.note_words import addendum_parts, note_parts
from ui.screens.visits.visit_fields import SIMPLE_VITALS, VisitFields, answers_of
from ui.screens.visits.visit_page import (
    EffectBox,
    ItemBox,
    LastVisit,
    MedicineBox,
    PlanBox,
    ScaleBox,
    VisitPage,
    VitalBox,
)

COMMON = ("sleepiness", "nausea", "restlessness", "weight-gain")
"""Offered where neither the plan nor the last visit names any; ours, not a standard."""
KINDS = {kind: kind.value.capitalize() for kind in VisitKind}
SPARK = 8


@dataclass(frozen=True, slots=True)
class Looking:
    """By whom and where the page is looked at."""

    effects: tuple[SideEffect, ...]
    zone: tzinfo | None = None
    may_write: bool = True


def build_page(book: VisitBook, visit: Visit, looking: Looking, typed: VisitFields) -> VisitPage:
    """The page of one visit of the book; `typed` names side effects that were added to the form."""
    before, day = book.before(visit), words.local_day(visit.at, looking.zone)
    signed = visit.status is VisitStatus.SIGNED
    return VisitPage(
        visit_id=visit.id,
        title="Visit",
        subtitle=_subtitle(book, visit, looking),
        editable=not signed and looking.may_write,
        visits=tuple((one.id, _visit_words(one, looking)) for one in book.visits),
        vitals=tuple(_vitals(book, visit)),
        effects=tuple(_effects(book, visit, looking, typed)),
        effects_on=_day_of(before, looking) if before else "",
        scales=tuple(_scale(book, visit, scale, looking) for scale in book.scales.all),
        medicines=tuple(_medicines(book, day)),
        last=_last(before, looking),
        plan=_plan_then(book, visit, looking) if signed else _plan(book),
        may_write=looking.may_write,
        may_begin=looking.may_write,
        note=note_parts(book, visit, looking.effects) if signed else (),
        addenda=addendum_parts(book, visit, looking.zone) if signed else (),
        asked=() if signed else tuple(_asked(book, visit, looking)),
    )


def effect_box(code: str, looking: Looking, before: Visit | None) -> EffectBox:
    """One side effect with the rating of the visit before."""
    known = next((one for one in looking.effects if one.code == code), None)
    last = before.severity(code) if before else None
    name = effect_name(looking.effects, code)
    return EffectBox(code, name, known.question if known else "", "" if last is None else str(last))


def _subtitle(book: VisitBook, visit: Visit, looking: Looking) -> str:
    day = words.full_day(words.local_day(visit.at, looking.zone))
    parts = [f"{day}, {words.time_of(visit.at, looking.zone)}", KINDS[visit.kind]]
    if visit.status is VisitStatus.SIGNED and visit.signed_at is not None:
        signed = words.moment_of(visit.signed_at, book.today, looking.zone)
        parts.append(f"signed by {book.name(visit.signed_by)}, {signed}")
    return " · ".join(parts)


def _visit_words(visit: Visit, looking: Looking) -> str:
    day = words.full_day(words.local_day(visit.at, looking.zone))
    state = "draft" if visit.status is VisitStatus.DRAFT else "signed"
    return f"{day}, {visit.kind}, {state}"


def _day_of(visit: Visit, looking: Looking) -> str:
    day = words.local_day(visit.at, looking.zone)
    return words.short_day(day, day)


def _vitals(book: VisitBook, visit: Visit) -> Iterator[VitalBox]:
    for name, form in SIMPLE_VITALS.items():
        last = book.last(form.measure, visit.at)
        shown = f"{form.shown(last.value)} on {words.short_day(last.on, book.today)}" if last else "not known"
        yield VitalBox(name, form.label, form.unit, shown)
        if name == "weight":
            yield _pressure(book, visit)


def _pressure(book: VisitBook, visit: Visit) -> VitalBox:
    upper, lower = (book.last(measure, visit.at) for measure in (Measure.SYSTOLIC, Measure.DIASTOLIC))
    shown = "not known"
    if upper is not None and lower is not None and upper.on == lower.on:
        values = f"{SYSTOLIC.shown(upper.value)}/{DIASTOLIC.shown(lower.value)}"
        shown = f"{values} on {words.short_day(upper.on, book.today)}"
    return VitalBox("pressure", "Blood pressure", "mmHg", shown)


def _effects(book: VisitBook, visit: Visit, looking: Looking, typed: VisitFields) -> Iterator[EffectBox]:
    """Those of this note, those the plan watches, those rated above 0 last time; else a few common ones."""
    before = book.before(visit)
    plan = book.plan_draft or book.in_force
    watched = [code for item in (plan.active_items(book.today) if plan else ()) for code in item.watch]
    rated = [one.effect for one in before.effects if one.severity] if before else []
    held = [one.effect for one in visit.effects]
    codes = dict.fromkeys([*held, *watched, *rated] or COMMON)
    for code in dict.fromkeys([*(one.code for one in typed.effects), *codes]):
        yield effect_box(code, looking, before)


def _scale(book: VisitBook, visit: Visit, scale: FormScale, looking: Looking) -> ScaleBox:
    earlier = [
        one
        for one in book.visits
        if one.at < visit.at and any(answer is not None for answer in answers_of(one, scale))
    ]
    last = earlier[0] if earlier else None
    before = answers_of(last, scale) if last else (None,) * len(scale.items)
    items = tuple(
        ItemBox(item.short, item.words, "" if answer is None else str(answer))
        for item, answer in zip(scale.items, before, strict=True)
    )
    on = _day_of(last, looking) if last else ""
    return ScaleBox(
        scale.name,
        scale.period,
        on,
        items,
        scale.bounds,
        scale.highest,
        _totals(book, visit, scale),
        scale.answers,
    )


def _totals(book: VisitBook, visit: Visit, scale: FormScale) -> tuple[Decimal, ...]:
    measure = Measure(scale.name)
    ours = [(one.at, _total(one, scale)) for one in book.visits if one.at < visit.at]
    outside = [(one.at, one.value) for one in book.measured if one.measure is measure and one.at < visit.at]
    found = [(at, value) for at, value in (*ours, *outside) if value is not None]
    return tuple(value for _, value in sorted(found)[-SPARK:])


def _total(visit: Visit, scale: FormScale) -> Decimal | None:
    total = next((one.total for one in visit.scales if one.scale == scale.name), None)
    return None if total is None else Decimal(total)


def _medicines(book: VisitBook, day: date) -> Iterator[MedicineBox]:
    for item in book.in_force.active_items(day) if book.in_force else ():
        yield MedicineBox(item.line_id, name_of(item), dose_today(item, day), item.adherence)


def _last(before: Visit | None, looking: Looking) -> LastVisit:
    if before is None:
        return LastVisit("No earlier visit here")
    texts = [text for text in (before.since_last, before.assessment) if text]
    open_ = tuple(one.text for one in before.open_questions)
    return LastVisit(f"Last visit {_day_of(before, looking)}", tuple(texts), open_)


def _asked(book: VisitBook, visit: Visit, looking: Looking) -> Iterator[tuple[str, str]]:
    """For each carried question when it was first asked, and about which medicine."""
    earlier = [one for one in book.visits if one.id != visit.id and one.at < visit.at]
    for question in visit.questions:
        first, line = first_asked(earlier, question.text), line_asking(book.in_force, question.text)
        item = book.in_force.item(line) if book.in_force and line else None
        if first is None and item is None:
            continue
        when = f"Asked {_day_of(first, looking)}" if first else "Asked at the last plan"
        about = f" about {name_of(item)}" if item else ""
        yield question.text, f"{when}{about}. Answered?"


def _plan(book: VisitBook) -> PlanBox:
    draft, in_force = book.plan_draft, book.in_force
    plan = draft or in_force
    if plan is None:
        return PlanBox("No plan yet", "", ())
    if draft is not None:
        rows = tuple(row_with_tests(change, book.today) for change in compare(in_force, draft, book.today))
    else:
        rows = tuple(standing_row(item, book.today) for item in plan.active_items(book.today))
    return PlanBox(f"Plan {plan.number}", "draft" if draft else "in force", rows, plan.id)


def _plan_then(book: VisitBook, visit: Visit, looking: Looking) -> PlanBox:
    """The plan with which the patient went home from a signed visit, as it stood that day."""
    plan = plan_then(visit, book.plans, looking.zone)
    if plan is None:
        empty = "There was no medication plan at this visit."
        return PlanBox(
            "No plan then", "", (), empty=empty, opens_another=bool(book.plan_draft or book.in_force)
        )
    is_current = book.in_force is not None and book.in_force.id == plan.id
    day = book.today if is_current else words.local_day(visit.at, looking.zone)
    rows = tuple(standing_row(item, day) for item in plan.active_items(day))
    state = "in force" if is_current else "in force then"
    is_shown = is_current and book.plan_draft is None
    title = f"Plan {plan.number}"
    return PlanBox(title, state, rows, plan.id, is_checked=is_shown, opens_another=not is_shown)
