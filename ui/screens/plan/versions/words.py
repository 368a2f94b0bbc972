"""Who made a version, when and why, and where the dose of a line came from, in one glance. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo

from medmanager.domain.ids import LineId
from medmanager.domain.plan.book import PlanBook
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.lineage import DoseOrigin, lineage
from medmanager.domain.plan.plan import Plan, PlanItem
from ui.kit import words
from ui.kit.plan_words import taken_of
from ui.screens.plan.versions.differences import taken_words


def version_words(plan: Plan, book: PlanBook, zone: tzinfo | None) -> str:
    """ "Signed Nov 9, 2026 by Dr. Amara Osei, because partial response"."""
    if plan.signed_at is None:
        writer = book.name(plan.author_id)
        return f"Draft by {writer}" if writer else "Draft"
    day = words.dated(words.local_day(plan.signed_at, zone))
    because = f", because {plan.reason}" if plan.reason else ""
    return f"Signed {day} by {book.name(plan.signed_by)}{because}"


def origin_words(origin: DoseOrigin, item: PlanItem, day: date) -> str:
    """ "50 mg ← 25 mg on Mar 3, because partial response"; a start and a stop have no arrow."""
    on = words.short_day(origin.on, day)
    because = f", because {origin.reason}" if origin.reason else ", no reason written"
    if origin.step is None:
        return f"stopped {on}{because}"
    dose = dose_words(origin, item)
    since = "since" if origin.before is None and not origin.again else "from" if origin.stays else "on"
    return f"{dose} {since} {on}{because}"


def dose_words(origin: DoseOrigin, item: PlanItem) -> str:
    """ "50 mg ← 25 mg": what came, and from what; in tablets where the dose of the day is the same."""
    if origin.step is None:
        return "stop"
    now = _amount(origin.step, item)
    if origin.before is None:
        return f"{now} ← none" if origin.again else now
    if origin.stays:
        return f"{now} goes on"
    before = _amount(origin.before, item)
    if origin.form is not origin.form_before:
        return f"{now} as {origin.form.value} ← {before} as {origin.form_before.value}"
    if now == before:
        now, before = (taken_words(step, item) for step in (origin.step, origin.before))
    if now == before:
        return f"{now}, on other days"
    return f"{now} ← {before}"


def _amount(step: DoseStep, item: PlanItem) -> str:
    return taken_of(step, item)


def lineages(book: PlanBook, plan: Plan, day: date, zone: tzinfo | None) -> tuple[tuple[LineId, str], ...]:
    """For each line where its dose of that day came from; a line that has not begun tells its first."""
    signed = [one for one in book.versions if one.number <= plan.number and one.id != plan.id]
    versions = (*signed, plan)
    found = ((item.line_id, _of_line(versions, item, day, zone)) for item in plan.items)
    return tuple((line_id, text) for line_id, text in found if text)


def _of_line(versions: Iterable[Plan], item: PlanItem, day: date, zone: tzinfo | None) -> str:
    told = lineage(versions, item.line_id, zone)
    begun = [origin for origin in told if origin.on <= day]
    shown = begun[0] if begun else (told[-1] if told else None)
    return origin_words(shown, item, day) if shown else ""
