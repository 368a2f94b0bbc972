"""The diary as a kind of paper: what it asks for, from which day on, and the code it gets."""

from datetime import date, timedelta

from medmanager.domain.diary.code import DiaryCode, draw_code
from medmanager.domain.diary.diary import DiarySheet, times_to_tick, watched_effects, week_of
from medmanager.domain.errors import Refused
from medmanager.domain.local_time import local_day
from medmanager.domain.paper.diary import DiaryColumn, DiaryPage
from medmanager.domain.paper.document import DocumentKind, PaperOffer, Subject
from medmanager.domain.plan.dose import Slot
from medmanager.domain.plan.plan import Plan
from medmanager.domain.user import Act
from medmanager.domain.visit import turn
from medmanager.services.papers import NO_PLAN, MadePaper, PaperChart
from medmanager.services.ports import UnitOfWork
from medmanager.services.sheets import SheetMaker, SheetOptions

TOMORROW, TODAY, AFTER = "tomorrow", "today", "after"
"""From which day the diary begins; AFTER is the day after the one that is out."""


class DiaryPaper:
    """Two weeks to fill in at home, for the plan in force. Subjects are the first day."""

    kind = DocumentKind.DIARY
    act = Act.PRINT_CLINICAL

    def __init__(self, sheets: SheetMaker) -> None:
        self._sheets = sheets

    def offer(self, chart: PaperChart) -> PaperOffer:
        """The days on which it may begin."""
        if chart.plan is None:
            return PaperOffer(self.kind, "Diary", "14 days to fill in", NO_PLAN)
        subjects = [Subject(TOMORROW, "From tomorrow"), Subject(TODAY, "From today")]
        if self._last_out(chart) is not None:
            subjects.insert(0, Subject(AFTER, "After the diary that is out"))
        return PaperOffer(self.kind, "Diary", "14 days to fill in", "", tuple(subjects))

    def make(self, chart: PaperChart, options: SheetOptions) -> MadePaper:
        """Raises Refused without a signed plan, and where the diary that is out was named and is not."""
        plan = chart.plan
        if plan is None:
            raise Refused(NO_PLAN)
        first = self._first_day(chart, options.subject)
        effects = watched_effects(plan, first, self._last_severities(chart))
        slots = times_to_tick(plan, first)
        code = self._code(chart.work, plan, first)
        sheets, session = self._sheets, self._sheets.session
        record = DiarySheet(
            session.new_id(),
            chart.patient.id,
            code.compact,
            plan.id,
            plan.number,
            first,
            effects,
            slots,
            session.user.id,
            session.now(),
        )
        page = DiaryPage(
            sheets.head(chart.work, chart.patient, plan, options),
            code,
            first,
            tuple(DiaryColumn(effect, sheets.names.get(effect, effect)) for effect in effects),
            tuple(Slot(slot) for slot in slots),
            # A visit before its first row is written is no day to bring it.
            sheets.next_visit(chart.work, chart.patient, after=first),
        )
        return MadePaper(page, f"Diary, plan {plan.number}", plan, record)

    def _first_day(self, chart: PaperChart, subject: str) -> date:
        today = self._sheets.session.today()
        last = self._last_out(chart)
        if subject == AFTER:
            if last is None:
                raise Refused("No diary is out any more. Choose the day on which the new one begins.")
            return last + timedelta(days=1)
        return today if subject == TODAY else today + timedelta(days=1)

    def _last_out(self, chart: PaperChart) -> date | None:
        """The last day of a diary that is still being filled in."""
        today = self._sheets.session.today()
        found = chart.work.diaries.of_patient(chart.patient.id)
        days = [one.last_day for one in found if today <= one.last_day]
        return max(days, default=None)

    def _last_severities(self, chart: PaperChart) -> dict[str, int]:
        """The newest rating of each side effect at visits."""
        visits = sorted(chart.work.visits.of_patient(chart.patient.id), key=turn)
        return {
            rating.effect: rating.severity
            for visit in visits
            for rating in visit.effects
            if rating.severity is not None
        }

    def _code(self, work: UnitOfWork, plan: Plan, first: date) -> DiaryCode:
        """A code that no sheet of the practice has."""
        session = self._sheets.session
        signed = local_day(plan.signed_at, self._sheets.zone) if plan.signed_at else session.today()
        week = week_of(signed, first)
        while True:
            code = draw_code(session.new_id().int, plan.number, week)
            if work.queries.diary_sheet(code.compact) is None:
                return code
