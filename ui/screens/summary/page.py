"""What the summary page says, as words, made from the summary's values. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from medmanager.domain.summary import (
    NextVisit,
    PatientSummary,
    Worry,
    WorryKind,
)
from ui.kit import words
from ui.kit.tallman import tall_man
from ui.screens.summary.measures import (
    MOST_DUE,
    MOST_READINGS,
    DueRow,
    ReadingRow,
    chosen_readings,
    compared_with,
    due_row,
    reading_row,
)
from ui.screens.summary.plan_words import PlanRow, elsewhere_row, plan_row


class NextAct(Enum):
    """The next thing to do with this patient: the primary button names it."""

    CONTINUE_VISIT = "Continue &visit"
    START_VISIT = "Start &visit"
    BEGIN_INTAKE = "Begin &intake"


@dataclass(frozen=True, slots=True)
class Remark:
    """A row of words: `text` left, `words` right."""

    text: str
    words: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class NextVisitWords:
    """The next visit: `is_proposal` is dashed and may be booked."""

    when: str
    why: str
    icon: str
    is_proposal: bool


@dataclass(frozen=True, slots=True)
class LastVisitWords:
    """The last visit: day, author and state, and what was noted."""

    id: UUID
    head: str
    text: str


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """Everything on the page, in words."""

    head: str
    plan_since: str
    draft: str
    rows: tuple[PlanRow, ...]
    elsewhere: tuple[PlanRow, ...]
    worries: tuple[Remark, ...]
    next_visit: NextVisitWords | None
    last_visit: LastVisitWords | None
    readings: tuple[ReadingRow, ...]
    readings_since: str
    more_readings: int
    due: tuple[DueRow, ...]
    late: int
    more_due: int
    act: NextAct
    open_note: UUID | None


def page_of(summary: PatientSummary) -> SummaryPage:
    """The words of the whole page."""
    today = summary.today
    return SummaryPage(
        head=_head(summary),
        plan_since=_plan_since(summary),
        draft=f"Plan {summary.draft_number} in draft" if summary.draft_number else "",
        rows=tuple(plan_row(line, today) for line in summary.lines),
        elsewhere=tuple(
            elsewhere_row(one, today, summary.asked_to_stop.get(one.id)) for one in summary.elsewhere
        ),
        worries=tuple(_worry(worry, today) for worry in summary.worries),
        next_visit=_next_visit(summary.next_visit, today),
        last_visit=_last_visit(summary),
        readings=tuple(reading_row(one, today) for one in chosen_readings(summary.readings)),
        readings_since=compared_with(chosen_readings(summary.readings), today),
        more_readings=max(0, len(summary.readings) - MOST_READINGS),
        due=tuple(due_row(due, today) for due in summary.due[:MOST_DUE]),
        late=sum(due.entry.due < today for due in summary.due),
        more_due=max(0, len(summary.due) - MOST_DUE),
        act=_act(summary),
        open_note=summary.draft_visit,
    )


def _act(summary: PatientSummary) -> NextAct:
    if summary.draft_visit is not None:
        return NextAct.CONTINUE_VISIT
    return NextAct.START_VISIT if summary.plan or summary.last_visit else NextAct.BEGIN_INTAKE


def _head(summary: PatientSummary) -> str:
    diagnoses = ", ".join(condition.name for condition in summary.diagnoses)
    since = summary.patient.since
    joined = f"with us since {words.short_day(since, summary.today)}" if since else ""
    return " · ".join(part for part in (diagnoses or "no psychiatric diagnosis listed", joined) if part)


def _plan_since(summary: PatientSummary) -> str:
    plan, signed = summary.plan, summary.plan_signed_on
    if plan is None or signed is None:
        return ""
    return f"plan {plan.number}, since {words.day_name(signed, summary.today)}"


def _worry(worry: Worry, today: date) -> Remark:
    said = f"since {words.short_day(worry.since, today)}" if worry.since else "on the plan"
    medicine = tall_man(worry.medicine)
    if worry.kind is WorryKind.QUESTION:
        asked = f"Asked {words.short_day(worry.since, today)}: " if worry.since else ""
        about = f" ({medicine})" if medicine else ""
        return Remark(f"{asked}“{worry.text}”{about}", "not answered")
    cost = f"${words.number(worry.monthly)} a month" if worry.monthly is not None else ""
    return Remark(f"Cost: {', '.join(part for part in (medicine, worry.text, cost) if part)}", said)


def _next_visit(following: NextVisit, today: date) -> NextVisitWords | None:
    booked = following.booked
    if booked is not None and following.starts is not None:
        starts = following.starts
        when = f"{words.full_day(starts.date())}, {words.time_of(starts, starts.tzinfo)}"
        why = booked.why or str(booked.reason)
        reason = f"{why[:1].upper()}{why[1:]}"
        parts = (reason, words.minutes(booked.minutes), following.provider)
        return NextVisitWords(when, ", ".join(part for part in parts if part), "calendar-check", False)
    proposed = following.proposed
    if proposed is None:
        return None
    return NextVisitWords(
        words.full_day(proposed.on), f"Proposed: {tall_man(proposed.why)}", "calendar-clock", True
    )


def _last_visit(summary: PatientSummary) -> LastVisitWords | None:
    last = summary.last_visit
    if last is None:
        return None
    state = "signed" if last.is_signed else "not signed"
    parts = (words.day_name(last.on, summary.today), last.author, state)
    return LastVisitWords(
        last.id, ", ".join(part for part in parts if part), last.words or "Nothing was noted in words."
    )
