"""Makes the page of the plan screen from the patient's plans. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo

from medmanager.domain.ids import PlanId
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.book import PlanBook
from medmanager.domain.plan.changes import compare
from medmanager.domain.plan.moving import WayBack, soonest_back, way_back
from medmanager.domain.plan.plan import Plan, PlanItem, PlanStatus
from medmanager.domain.plan.step_visits import Booked, step_visits, with_bookings
from medmanager.domain.plan.writing import Problem, problems
from medmanager.domain.trend.doses import build_lanes
from ui.kit import words
from ui.kit.change_words import change_row
from ui.kit.plan_words import dose_of, name_of
from ui.screens.plan.monitoring_words import next_entries
from ui.screens.plan.page import LaneChart, LineActs, NextVisit, PlanPage, SavedWords
from ui.screens.plan.page_rows import table_rows
from ui.screens.plan.reconcile.words import outside_row
from ui.screens.plan.versions.differences import taken_words
from ui.screens.plan.versions.words import lineages
from ui.screens.plan.visit_words import MOST_SHOWN, proposed_visit, step_visit_rows, visit_warnings

LOOK_BACK, LOOK_AHEAD, LONGEST = timedelta(days=14), timedelta(days=42), timedelta(days=370)


@dataclass(frozen=True, slots=True)
class Looking:
    """How the book is looked at: which version, compared with which, where, and by whom."""

    shown_id: PlanId | None = None
    since_id: PlanId | None = None
    zone: tzinfo | None = None
    saved: SavedWords = SavedWords()
    may_draft: bool = True
    may_sign: bool = True


def shown_plan(book: PlanBook, looking: Looking) -> Plan | None:
    """The version that was chosen; else the draft, else the plan in force."""
    known = [plan for plan in (book.draft, *book.versions) if plan is not None]
    chosen = next((plan for plan in known if plan.id == looking.shown_id), None)
    return chosen or book.draft or book.in_force


def build_page(book: PlanBook, looking: Looking) -> PlanPage | None:
    """The page of the chosen version; None while there is no plan at all."""
    plan = shown_plan(book, looking)
    if plan is None:
        return None
    day = _day_of(plan, book, looking)
    older = _since(book, plan, looking)
    changes = compare(older, plan, day)
    found = problems(plan, day) if plan.status is PlanStatus.DRAFT else ()
    editable = plan.status is PlanStatus.DRAFT and looking.may_draft
    current = plan in (book.draft, book.in_force)
    return PlanPage(
        plan_id=plan.id,
        number=plan.number,
        title=f"Plan {plan.number}",
        subtitle=_subtitle(book, plan, looking),
        saved=looking.saved if editable else SavedWords(),
        editable=editable,
        rows=tuple(table_rows(plan, changes, found, day)),
        acts=tuple(_acts(book, item, day) for item in plan.items) if editable else (),
        chart=lane_chart(plan, day, book.booked_on(plan), looking.zone),
        since=f"plan {older.number}" if older else "",
        since_id=older.id if older else None,
        changes=tuple(change_row(change, day) for change in changes),
        versions=_versions(book, looking),
        visit=replace(_visit(plan, day, looking.zone), booked=_booked(book) if current else ""),
        message=plan.message,
        warning_signs="\n".join(plan.warning_signs),
        tomorrow=words.day_name(day + ONE_DAY, day),
        missing=tuple(_problem_words(plan, problem) for problem in found),
        notice=_notice(book, plan, looking),
        may_begin=looking.may_draft and book.draft is None,
        may_sign=editable and looking.may_sign and not book.stale,
        sign_tip=""
        if looking.may_sign
        else "Your role may not sign plans. Ask a provider to sign this draft.",
        lineages=lineages(book, plan, day, looking.zone),
        step_visits=step_visit_rows(plan, book, day) if current else (),
        visit_warnings=tuple(visit_warnings(plan, book, day)) if current else (),
        language=book.language,
        may_decide=looking.may_draft,
        elsewhere=tuple(outside_row(one, book, looking.zone) for one in book.elsewhere),
    )


def lane_chart(plan: Plan, day: date, booked: Iterable[Booked], zone: tzinfo | None = None) -> LaneChart:
    """All lines that are taken from two weeks ago on, over as long as the plan's steps reach.

    A visit that a step asks for is marked with a question mark until one is booked for it.
    """
    starts = [step.start for item in plan.items for step in item.steps if step.start > day]
    ends = [step.end for item in plan.items for step in item.steps if step.end and step.end > day]
    last = max((*starts, *ends), default=day)
    end = min(max(day + LOOK_AHEAD, last + LOOK_BACK), day + LONGEST)
    start = day - LOOK_BACK
    marks: list[tuple[date, str]] = []
    if plan.follow_up is not None:
        marks.append((plan.follow_up.on, f"Visit {words.day_name(plan.follow_up.on, day)}"))
    elif plan.items:
        proposal = proposed_visit(plan, day, zone)
        marks.append((proposal.on, f"Visit proposed {words.day_name(proposal.on, day)}"))
    own = {on for on, _ in marks}
    found = with_bookings(step_visits(plan, day), booked)
    open_days = [one.asked.on for one in found if one.booked is None][:MOST_SHOWN]
    marks += [(on, f"Visit {words.short_day(on, day)}?") for on in open_days if on not in own]
    sure = {one.booked for one in found if one.booked is not None} - own
    marks += [(on, f"Visit {words.day_name(on, day)}") for on in sure]
    tests = next_entries(plan, day)
    marks += [(entry.due, f"{entry.measure} {words.short_day(entry.due, day)}") for entry in tests]
    shown = sorted({mark for mark in marks if start <= mark[0] <= end})
    return LaneChart(start, end, day, build_lanes(plan, start, end, day), tuple(shown))


def _day_of(plan: Plan, book: PlanBook, looking: Looking) -> date:
    """Today for the draft and the plan in force; the day of signing for an older version."""
    old = plan.signed_at is not None and (book.in_force is None or plan.id != book.in_force.id)
    return words.local_day(plan.signed_at, looking.zone) if old and plan.signed_at else book.today


def _since(book: PlanBook, plan: Plan, looking: Looking) -> Plan | None:
    chosen = next((one for one in book.versions if one.id == looking.since_id and one.id != plan.id), None)
    earlier = [one for one in book.versions if one.number < plan.number]
    return chosen or (earlier[0] if earlier else None)


def _subtitle(book: PlanBook, plan: Plan, looking: Looking) -> str:
    if plan.signed_at is not None:
        day = words.dated(words.local_day(plan.signed_at, looking.zone))
        words_ = f"signed {day} by {book.name(plan.signed_by)}"
        return words_ if book.in_force and plan.id == book.in_force.id else f"{words_}, not in force any more"
    base = next((one for one in book.versions if one.id == plan.based_on), None)
    if base is None or base.signed_at is None:
        return "the first plan of this patient"
    return f"replaces plan {base.number} of {words.dated(words.local_day(base.signed_at, looking.zone))}"


def _versions(book: PlanBook, looking: Looking) -> tuple[tuple[PlanId, str], ...]:
    found: list[tuple[PlanId, str]] = []
    if book.draft is not None:
        found.append((book.draft.id, f"Plan {book.draft.number}, draft"))
    for plan in book.versions:
        assert plan.signed_at is not None, "versions are signed"
        day = words.dated(words.local_day(plan.signed_at, looking.zone))
        state = ", in force" if book.in_force and plan.id == book.in_force.id else ""
        found.append((plan.id, f"Plan {plan.number}, {day}{state}"))
    return tuple(found)


def _notice(book: PlanBook, plan: Plan, looking: Looking) -> str:
    newer = book.in_force
    if not book.stale or newer is None or plan.status is not PlanStatus.DRAFT or newer.signed_at is None:
        return ""
    signed = words.moment_of(newer.signed_at, book.today, looking.zone)
    return (
        f"{book.name(newer.signed_by)} signed plan {newer.number} on {signed}, after this draft was begun. "
        "Nothing was overwritten. Take it up to go on with this draft."
    )


def _acts(book: PlanBook, item: PlanItem, day: date) -> LineActs:
    running = item.active_on(day)
    taken = running and item.steps[0].start <= day
    signed = book.was_signed(item.line_id)
    now, way = item.step_on(day), way_back(item, day)
    dosed = now is not None and not now.paused
    acts = LineActs(
        item.line_id,
        name_of(item),
        change=True,
        pause=taken and item.has_dose,
        stop=running and signed,
        remove=not signed,
        hold=dosed and now is not None and now.end is not None,
        back=dosed and way is not None,
        dose=dose_of(now, item) if now is not None else "",
        hold_rounds=now.every_days if now is not None else 1,
    )
    return acts if way is None else _with_way_back(acts, item, way, day)


def _with_way_back(acts: LineActs, item: PlanItem, way: WayBack, day: date) -> LineActs:
    """What the dialog of going back says, in tablets where both doses are the same."""
    left, again = way.left, way.again
    told = [dose_of(step, item) for step in (left, again)]
    if told[0] == told[1]:
        told = [taken_words(step, item) for step in (left, again)]
    rounds = -(-left.days // again.every_days) * again.every_days if left.days else ""
    return replace(
        acts,
        left_dose=told[0],
        back_dose=told[1],
        back_on=words.day_name(soonest_back(item, way, day + ONE_DAY), day),
        back_days=str(rounds),
        back_rounds=again.every_days,
    )


def _problem_words(plan: Plan, problem: Problem) -> str:
    item = plan.item(problem.line_id) if problem.line_id else None
    return f"{name_of(item)}: {problem.sentence}" if item else problem.sentence


def _booked(book: PlanBook) -> str:
    """The day of the next visit in the calendar after today's, "" where none is."""
    first = min((one.on for one in book.booked if one.on > book.today), default=None)
    return words.day_name(first, book.today) if first else ""


def _visit(plan: Plan, day: date, zone: tzinfo | None) -> NextVisit:
    own = plan.follow_up
    if own is not None:
        return NextVisit(words.day_name(own.on, day), own.why, proposed=False, on=own.on)
    if not plan.items:
        return NextVisit("", "", proposed=True)
    proposal = proposed_visit(plan, day, zone)
    return NextVisit(words.day_name(proposal.on, day), proposal.why, proposed=True, on=proposal.on)
