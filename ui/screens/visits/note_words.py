"""A signed visit in words, heading by heading; nothing that was not asked is shown as an answer. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from medmanager.domain.history import UNIT, Measure
from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.side_effect_list import effect_name
from medmanager.domain.knowledge.visit_scales import FormScale
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.side_effects import SideEffect, severity_word
from medmanager.domain.visit import LineReview, Response, ScaleResult, Visit, vital
from medmanager.domain.visit_book import VisitBook
from medmanager.domain.vital_words import VitalField
from ui.kit import words
from ui.kit.plan_words import name_of
from ui.screens.visits.visit_fields import SIMPLE_VITALS
from ui.screens.visits.visit_page import NotePart


def note_parts(book: VisitBook, visit: Visit, effects: tuple[SideEffect, ...]) -> tuple[NotePart, ...]:
    """The note as it was signed; headings without anything under them are left out."""
    parts = (
        NotePart("Since the last visit", tuple(_since(visit))),
        NotePart("Vital signs", tuple(_vitals(visit))),
        NotePart("Side effects", tuple(_effects(visit, effects))),
        NotePart("Scales", tuple(_scale(one, book.scales.named(one.scale)) for one in visit.scales)),
        NotePart("Medicines", tuple(_review(book, one) for one in visit.lines)),
        NotePart("Questions", tuple(_questions(visit))),
        NotePart("Cost", tuple(_costs(book, visit))),
        NotePart("Risk", _lines(visit.risk)),
        NotePart("Assessment", _lines(visit.assessment)),
        NotePart("Plan", _plan(book, visit)),
    )
    return tuple(part for part in parts if part.lines)


def _plan(book: VisitBook, visit: Visit) -> tuple[str, ...]:
    signed = next((one for one in book.plans if one.id == visit.plan_id), None)
    return (f"Plan {signed.number} was signed at this visit.",) if signed else ()


def addendum_parts(book: VisitBook, visit: Visit, zone: tzinfo | None) -> tuple[NotePart, ...]:
    """What was added after signing, in order of time."""
    return tuple(
        NotePart(
            f"Addendum by {book.name(one.author_id)}, {words.moment_of(one.at, book.today, zone)}",
            _lines(one.text),
        )
        for one in visit.addenda
    )


def _since(visit: Visit) -> Iterator[str]:
    if visit.response is not Response.NOT_ASKED:
        yield f"How it goes: {visit.response}"
    yield from _lines(visit.since_last)


def _vitals(visit: Visit) -> Iterator[str]:
    fields: dict[Measure, VitalField] = {one.measure: one for one in SIMPLE_VITALS.values()}
    upper, lower = vital(visit, Measure.SYSTOLIC), vital(visit, Measure.DIASTOLIC)
    if upper is not None and lower is not None:
        yield f"Blood pressure {words.number(upper)}/{words.number(lower)} mmHg"
    for one in visit.vitals:
        form = fields.get(one.measure)
        if form is not None:
            yield f"{form.label} {form.shown(one.value)} {form.unit}"
        elif one.measure not in {Measure.SYSTOLIC, Measure.DIASTOLIC}:
            yield f"{one.measure.value.capitalize()} {words.amount(one.value, UNIT[one.measure])}"


def _effects(visit: Visit, effects: tuple[SideEffect, ...]) -> Iterator[str]:
    for one in visit.effects:
        name = effect_name(effects, one.effect)
        rating = (
            "not asked" if one.severity is None else f"{one.severity} of 10, {severity_word(one.severity)}"
        )
        yield f"{name}: {rating}{f', {one.note}' if one.note else ''}"


def _scale(result: ScaleResult, scale: FormScale | None) -> str:
    if result.total is None:
        return f"{result.scale}: not complete, no total"
    word = scale.band(result.total) if scale else ""
    return f"{result.scale}: {result.total}{f', {word}' if word else ''}"


def _review(book: VisitBook, review: LineReview) -> str:
    item = _item(book, review.line_id)
    parts = [review.response.value]
    if review.missed_week is not None:
        parts.append(f"{words.counted(review.missed_week, 'dose')} missed in 7 days")
    parts += [text for text in (review.missed_reason, review.note) if text]
    return f"{name_of(item) if item else 'A medicine'}: {', '.join(parts)}"


def _item(book: VisitBook, line_id: LineId) -> PlanItem | None:
    for plan in (book.in_force, book.plan_draft):
        found = plan.item(line_id) if plan else None
        if found is not None:
            return found
    return None


def _questions(visit: Visit) -> Iterator[str]:
    for one in visit.questions:
        yield f"“{one.text}” {one.answer or 'Not answered yet.'}"


def _costs(book: VisitBook, visit: Visit) -> Iterator[str]:
    for one in visit.costs:
        item = _item(book, one.line_id) if one.line_id else None
        about = f", {name_of(item)}" if item else ""
        monthly = f", ${one.monthly:,} a month" if one.monthly is not None else ""
        yield f"{one.text}{about}{monthly}{', settled' if one.settled else ''}"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())
