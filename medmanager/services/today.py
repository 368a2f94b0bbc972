"""Today: the first screen, shaped by role. The desk learns reason codes, the clinician sees her own day."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from medmanager.domain.calendar.appointment import Appointment, AppointmentState
from medmanager.domain.calendar.openings import Opening, Wanted, openings_on
from medmanager.domain.calendar.schedule import Board
from medmanager.domain.day_page import (
    WEEK,
    Call,
    CallKind,
    ClinicPage,
    DayVisit,
    DeskPage,
    DraftToSign,
    LookAt,
    LookKind,
    UnsignedNote,
    by_urgency,
    in_week_order,
    look_at_plan,
    unanswered,
    week_items,
)
from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.local_time import days_span, local_day
from medmanager.domain.plan.plan import Plan
from medmanager.domain.rows import PatientRow, UnsignedVisit
from medmanager.domain.summary import DatedVisit, due_items, lines_today, open_worries
from medmanager.domain.user import Act
from medmanager.services.calendar import Calendar
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.plan_watch import PlanWatch
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session

LATE_BACK = timedelta(days=90)
"""How far back checks that were never done are looked for."""

REBOOK_BACK = timedelta(days=7)
CONFIRM_AHEAD = timedelta(days=4)
"""Far enough to reach the next working day over a long weekend."""

USUAL_MINUTES = 30


class Today:
    """Reads only; what is done from its lists is done through the other services."""

    def __init__(self, session: Session, shelf: KnowledgeShelf) -> None:
        self._session, self._watch = session, PlanWatch(session, shelf)
        self._calendar = Calendar(session)

    def is_clinical(self) -> bool:
        """Whether this person's day is her own visits rather than everybody's board."""
        return self._session.user.may(Act.SEE_CHART)

    def desk(self, day: date) -> DeskPage:
        """Everybody's board of a local day, calls to make, and visits that plans propose."""
        board = self._calendar.board(day)
        if not self._session.user.may(Act.SEE_DEMOGRAPHICS):
            return DeskPage(board)
        with self._session.read(Act.SEE_DEMOGRAPHICS) as work:
            calls = unanswered((*self._to_confirm(work), *self._to_rebook(work), *self._checks(work)))
        return DeskPage(board, calls, self._calendar.proposals())

    def clinic(self, day: date) -> ClinicPage:
        """My visits of a local day, what to look at in each, my notes to sign, and my patients' week."""
        user = self._session.require(Act.SEE_CHART)
        board = self._calendar.board(day)
        with self._session.read(Act.SEE_CHART) as work:
            unsigned = work.queries.unsigned_visits(user.id)
            visits = tuple(self._day_visits(work, board, unsigned))
            mine = {visit.patient.id for visit in visits}
            return ClinicPage(
                day,
                board,
                visits,
                self._unsigned(work, unsigned),
                in_week_order(
                    item
                    for plan, row in self._stepping(work, self._overtaken(work))
                    if _is_mine(row, user.id, mine)
                    for item in week_items(self._watch.by_now(work, plan), row, self._session.today())
                ),
                tuple(
                    row
                    for row in work.queries.without_next_visit(self._session.now())
                    if _is_mine(row, user.id, set())
                ),
                self._next_opening(board, day, user.id),
                self._drafts(work),
            )

    @property
    def _zone(self) -> ZoneInfo:
        return self._session.zone

    def _to_confirm(self, work: UnitOfWork) -> Iterator[Call]:
        """Booked and not confirmed: the rest of today and the next day on which anybody is booked."""
        now, today = self._session.now(), self._session.today()
        span = days_span(today, 1 + CONFIRM_AHEAD.days, self._zone)
        ahead = [one for one in work.queries.appointments(span.start, span.end) if one.start > now]
        later = [local_day(one.start, self._zone) for one in ahead]
        next_day = min((day for day in later if day > today), default=today)
        rows = work.queries.patient_rows({one.patient_id for one in ahead})
        for one in ahead:
            soon = local_day(one.start, self._zone) <= next_day
            if one.state is AppointmentState.BOOKED and soon and one.patient_id in rows:
                yield Call(CallKind.NOT_CONFIRMED, rows[one.patient_id], one)

    def _to_rebook(self, work: UnitOfWork) -> Iterator[Call]:
        """Canceled or missed within a week, with nothing booked since."""
        today = self._session.today()
        span = days_span(today - REBOOK_BACK, REBOOK_BACK.days + 1, self._zone)
        found = work.queries.appointments(span.start, span.end)
        lost = [one for one in found if not one.takes_time]
        kept = {one.patient_id for one in found if one.takes_time and _after_last(one, lost)}
        rows = work.queries.patient_rows({one.patient_id for one in lost} - kept)
        for one in sorted(lost, key=lambda each: each.start, reverse=True):
            row = rows.get(one.patient_id)
            if row is not None and row.next_visit is None:
                yield Call(CallKind.REBOOK, row, one)

    def _checks(self, work: UnitOfWork) -> Iterator[Call]:
        """Labs or vitals that plans want within a week; which ones is the clinic's business."""
        today = self._session.today()
        wanted = []
        overtaken = self._overtaken(work)
        ids = {plan.id for plan in overtaken}
        for plan, row in self._stepping(work, overtaken):
            # Only a plan with a test in these days is worth asking what has been done since.
            if plan.id not in ids and _first_due(plan, today) is None:
                continue
            due = _first_due(self._watch.by_now(work, plan), today)
            if due is not None:
                wanted.append((due, row))
        for due, row in sorted(wanted, key=lambda pair: (pair[0], pair[1].family_name)):
            yield Call(CallKind.CHECK, row, due=due)

    def _stepping(self, work: UnitOfWork, overtaken: Iterable[Plan]) -> Iterator[tuple[Plan, PatientRow]]:
        """Plans in which something falls due by what is stored, and those that something has overtaken."""
        today = self._session.today()
        stored = work.queries.plans_stepping(today - LATE_BACK, today + WEEK)
        plans = {plan.id: plan for plan in (*stored, *overtaken)}.values()
        rows = work.queries.patient_rows([plan.patient_id for plan in plans])
        return ((plan, rows[plan.patient_id]) for plan in plans if plan.patient_id in rows)

    def _overtaken(self, work: UnitOfWork) -> tuple[Plan, ...]:
        """Plans of which a result may have brought a test forward to a day that is not stored."""
        return work.queries.plans_overtaken(self._session.days_ago(LATE_BACK.days))

    def _day_visits(
        self, work: UnitOfWork, board: Board, unsigned: Iterable[UnsignedVisit]
    ) -> Iterator[DayVisit]:
        notes = {note.patient_id: note.id for note in unsigned}
        for appointment in board.appointments:
            row = board.patient(appointment.patient_id)
            if appointment.provider_id != self._session.user.id or row is None:
                continue
            signed = work.queries.plan_in_force(row.id)
            plan = self._watch.by_now(work, signed) if signed else None
            note = notes.get(row.id)
            looks = by_urgency(self._look_at(work, plan, row.id, unsigned=note is not None))
            lines = lines_today(plan, self._session.today()) if plan else ()
            yield DayVisit(appointment, row, lines, looks, note)

    def _look_at(
        self, work: UnitOfWork, plan: Plan | None, patient_id: PatientId, *, unsigned: bool
    ) -> Iterator[LookAt]:
        yield from look_at_plan(plan, self._session.today())
        if unsigned:
            yield LookAt(LookKind.UNSIGNED, "note unsigned")
        dated = [
            DatedVisit(local_day(visit.at, self._zone), visit) for visit in work.visits.of_patient(patient_id)
        ]
        worries = len(open_worries(dated, plan, self._session.today()))
        if worries:
            yield LookAt(LookKind.QUESTIONS, f"{worries} {'question' if worries == 1 else 'questions'}")
        if work.queries.draft_plan(patient_id) is not None:
            yield LookAt(LookKind.DRAFT, "plan in draft")
        if plan is None:
            yield LookAt(LookKind.INTAKE, self._intake(work, patient_id))

    def _intake(self, work: UnitOfWork, patient_id: PatientId) -> str:
        intakes = work.intakes.of_patient(patient_id)
        if not intakes:
            return "intake not begun"
        return "intake done" if intakes[-1].completed_at else "intake begun"

    def _unsigned(self, work: UnitOfWork, found: Iterable[UnsignedVisit]) -> tuple[UnsignedNote, ...]:
        notes = sorted(found, key=lambda visit: visit.at)
        rows = work.queries.patient_rows([visit.patient_id for visit in notes])
        return tuple(
            UnsignedNote(visit, rows[visit.patient_id]) for visit in notes if visit.patient_id in rows
        )

    def _drafts(self, work: UnitOfWork) -> tuple[DraftToSign, ...]:
        """Mine; and for who may sign plans also those whose author may not: nobody else would sign them."""
        me, people = self._session.user, {one.id: one for one in work.users.all()}
        found = []
        for draft in work.queries.draft_plans():
            author = people.get(draft.author_id) if draft.author_id else None
            waits = me.may(Act.SIGN_PLAN) and not (author is not None and author.may(Act.SIGN_PLAN))
            if draft.author_id == me.id:
                found.append((draft, ""))
            elif waits:
                found.append((draft, author.display_name if author else "somebody who left"))
        rows = work.queries.patient_rows([draft.patient_id for draft, _ in found])
        return tuple(
            DraftToSign(draft, rows[draft.patient_id], author)
            for draft, author in found
            if draft.patient_id in rows
        )

    def _next_opening(self, board: Board, day: date, user_id: UserId) -> Opening | None:
        earliest = max(self._session.now(), _start_of(day, self._zone))
        wanted = Wanted(user_id, USUAL_MINUTES, earliest)
        found = openings_on(self._session.practice, day, wanted, board.appointments)
        return found[0] if found else None


def _is_mine(row: PatientRow, user_id: UserId, on_my_list: set[PatientId]) -> bool:
    """My own patients, those nobody is named for, and those I see today."""
    return row.provider_id in (None, user_id) or row.id in on_my_list


def _after_last(one: Appointment, lost: Iterable[Appointment]) -> bool:
    """Whether this visit stands later than every one the same patient lost: it took its place."""
    return all(other.start <= one.start for other in lost if other.patient_id == one.patient_id)


def _start_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _first_due(plan: Plan, today: date) -> date | None:
    """The first day of a test that is still open, overdue or due within a week."""
    last = today + WEEK
    return min((due.entry.due for due in due_items(plan, today) if due.entry.due <= last), default=None)
