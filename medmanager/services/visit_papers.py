"""Papers about visits: the summary of one that was signed, and the card for the next one."""

from datetime import date, datetime

from medmanager.domain.calendar.appointment import Appointment, AppointmentState, ReasonCode
from medmanager.domain.day_words import full_day, long_date
from medmanager.domain.errors import Refused
from medmanager.domain.local_time import local_day
from medmanager.domain.paper.changes import told_changes
from medmanager.domain.paper.document import DocumentKind, PaperOffer, Subject
from medmanager.domain.paper.sheets import SheetChange, SheetVisit
from medmanager.domain.paper.visit import AppointmentCard, VisitSummary, measured_values, rated_feelings
from medmanager.domain.plan.changes import compare
from medmanager.domain.user import Act
from medmanager.domain.visit import Visit, VisitStatus, turn
from medmanager.domain.visit_book import plan_then
from medmanager.services.papers import MadePaper, PaperChart
from medmanager.services.sheets import SheetMaker, SheetOptions

MOST = 8
"""So many visits can be chosen, the newest or the next ones."""
_NO_VISIT = "No visit is signed yet. Sign the visit first."
_NOT_BOOKED = "No visit is booked. Book it first."


class SummaryPaper:
    """What was talked about at a signed visit, for the patient. Subjects are visit ids, the newest first."""

    kind = DocumentKind.VISIT_SUMMARY
    act = Act.PRINT_CLINICAL

    def __init__(self, sheets: SheetMaker) -> None:
        self._sheets = sheets

    def offer(self, chart: PaperChart) -> PaperOffer:
        """Each signed visit, the newest first."""
        found = tuple(
            Subject(str(visit.id), f"Visit of {full_day(self._day(visit))}") for visit in _signed(chart)
        )
        why_not = "" if found else _NO_VISIT
        return PaperOffer(self.kind, "Visit summary", "in plain words", why_not, found)

    def make(self, chart: PaperChart, options: SheetOptions) -> MadePaper:
        """Raises Refused for a visit that is not signed, or not this patient's."""
        signed = _signed(chart)
        visit = next((one for one in signed if options.subject in ("", str(one.id))), None)
        if visit is None:
            raise Refused(_NO_VISIT)
        sheets, on = self._sheets, self._day(visit)
        then = plan_then(visit, chart.work.plans.of_patient(chart.patient.id), sheets.zone)
        plan = chart.work.plans.find(visit.plan_id) if visit.plan_id else None
        sheet = VisitSummary(
            sheets.head(chart.work, chart.patient, then, options),
            on,
            visit.response,
            rated_feelings(visit, sheets.names),
            measured_values(visit),
            self._changes(chart, visit),
            plan.message if plan else "",
            visit.questions,
            sheets.next_visit(chart.work, chart.patient),
        )
        return MadePaper(sheet, f"Visit summary of {long_date(on)}", then)

    def _changes(self, chart: PaperChart, visit: Visit) -> tuple[SheetChange, ...]:
        """What the plan of this visit changed; nothing where none was signed: all goes on."""
        plan = chart.work.plans.find(visit.plan_id) if visit.plan_id else None
        if plan is None:
            return ()
        before = chart.work.plans.find(plan.based_on) if plan.based_on else None
        return told_changes(compare(before, plan, self._day(visit)))

    def _day(self, visit: Visit) -> date:
        return local_day(visit.at, self._sheets.zone)


class CardPaper:
    """The card for a booked visit; says nothing of why. Subjects are appointment ids, the next one first."""

    kind = DocumentKind.APPOINTMENT_CARD
    act = Act.EDIT_SCHEDULE

    def __init__(self, sheets: SheetMaker) -> None:
        self._sheets = sheets

    def offer(self, chart: PaperChart) -> PaperOffer:
        """Each booked visit, the next one first."""
        found = tuple(Subject(str(one.id), self._moment(one.start)) for one in self._booked(chart))
        why_not = "" if found else _NOT_BOOKED
        return PaperOffer(self.kind, "Appointment card", "date, place, what to bring", why_not, found)

    def make(self, chart: PaperChart, options: SheetOptions) -> MadePaper:
        """Raises Refused where that visit is not booked any more."""
        booked = self._booked(chart)
        found = next((one for one in booked if options.subject in ("", str(one.id))), None)
        if found is None:
            raise Refused(_NOT_BOOKED)
        local = found.start.astimezone(self._sheets.zone)
        provider = chart.work.users.find(found.provider_id)
        card = AppointmentCard(
            self._sheets.head(chart.work, chart.patient, None, options),
            SheetVisit(local.date(), local.time().replace(tzinfo=None), found.mode),
            found.minutes,
            provider.signature if provider else "",
            found.reason is ReasonCode.NEW_PATIENT,
        )
        return MadePaper(card, f"Appointment card for {long_date(local.date())}")

    def _booked(self, chart: PaperChart) -> list[Appointment]:
        """What is still to come, the next one first."""
        now = self._sheets.session.now()
        ahead = (
            one
            for one in chart.work.appointments.of_patient(chart.patient.id)
            if one.start > now and one.takes_time and one.state is not AppointmentState.DONE
        )
        return sorted(ahead, key=lambda one: one.start)[:MOST]

    def _moment(self, start: datetime) -> str:
        local = start.astimezone(self._sheets.zone)
        return f"{full_day(local.date())}, {local.hour}:{local:%M}"


def _signed(chart: PaperChart) -> list[Visit]:
    signed = (
        visit
        for visit in chart.work.visits.of_patient(chart.patient.id)
        if visit.status is VisitStatus.SIGNED
    )
    return sorted(signed, key=turn, reverse=True)[:MOST]
