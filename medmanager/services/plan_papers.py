"""Papers that tell the plan as it stands: the take-home plan and the trend chart."""

from collections.abc import Mapping
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.ids import PlanId
from medmanager.domain.paper.document import DocumentKind, PaperOffer, Subject
from medmanager.domain.paper.sheets import TrendSheet
from medmanager.domain.plan.plan import Plan, PlanStatus
from medmanager.domain.trend.build import Span
from medmanager.domain.user import Act
from medmanager.services.papers import NO_PLAN, MadePaper, PaperChart
from medmanager.services.sheets import SheetMaker, SheetOptions
from medmanager.services.trends import read_trend

_REPLACED = (
    "This plan was replaced by a newer one. Print the newer one; the older paper is among the documents."
)
_SPANS: Mapping[Span, str] = {
    Span.THREE_MONTHS: "3 months",
    Span.SIX_WEEKS: "6 weeks",
    Span.YEAR: "1 year",
    Span.ALL: "all of it",
}


class PlanPaper:
    """The take-home plan: the one in force, or the draft with its DRAFT line. Subjects are plan ids."""

    kind = DocumentKind.PLAN
    act = Act.PRINT_CLINICAL

    def __init__(self, sheets: SheetMaker) -> None:
        self._sheets = sheets

    def offer(self, chart: PaperChart) -> PaperOffer:
        """The plan in force, then the draft."""
        signed = (Subject(str(chart.plan.id), f"Plan {chart.plan.number}, signed"),) if chart.plan else ()
        draft = (Subject(str(chart.draft.id), f"Plan {chart.draft.number}, draft"),) if chart.draft else ()
        note = _note(chart)
        why_not = "" if signed or draft else "There is no plan yet. Write and sign it first."
        return PaperOffer(self.kind, "Take-home plan", note, why_not, (*signed, *draft))

    def make(self, chart: PaperChart, options: SheetOptions) -> MadePaper:
        """Raises Refused without a plan, for a version that was replaced, and where nothing is taken."""
        plan = plan_to_print(chart, options.subject)
        sheet = self._sheets.plan_sheet(chart.work, chart.patient, plan, options)
        draft = ", draft" if plan.status is PlanStatus.DRAFT else ""
        return MadePaper(sheet, f"Take-home plan {plan.number}{draft}", plan)


class TrendPaper:
    """The trend chart as a page: the very value that the screen draws. Subjects are spans of time."""

    kind = DocumentKind.TREND
    act = Act.PRINT_CLINICAL

    def __init__(self, sheets: SheetMaker) -> None:
        self._sheets = sheets

    def offer(self, chart: PaperChart) -> PaperOffer:
        """A span of time each."""
        why_not = "" if chart.plan else NO_PLAN
        spans = tuple(Subject(span, words) for span, words in _SPANS.items()) if chart.plan else ()
        return PaperOffer(self.kind, "Trend chart", "side effects and doses", why_not, spans)

    def make(self, chart: PaperChart, options: SheetOptions) -> MadePaper:
        """Raises Refused without a signed plan."""
        plan = plan_to_print(chart, "")
        head = self._sheets.head(chart.work, chart.patient, plan, options)
        span = Span(options.subject) if options.subject else Span.THREE_MONTHS
        sheets = self._sheets
        page = read_trend(chart.work, chart.patient.id, span, sheets.names, sheets.session)
        return MadePaper(TrendSheet(head, page.chart), f"Trend chart, plan {plan.number}", plan)


def _note(chart: PaperChart) -> str:
    """Which versions there are: the one that is looked at stands over the page."""
    if chart.plan and chart.draft:
        return f"plan {chart.plan.number} signed, plan {chart.draft.number} in draft"
    return "signed, for today" if chart.plan else "a draft, with a DRAFT line on each page"


def plan_to_print(chart: PaperChart, subject: str) -> Plan:
    """The plan whose id the subject is; "" is the plan in force: a draft is printed only when it is named.

    Raises Refused without a plan, for another patient's, and for a version that was replaced.
    """
    if not subject:
        if chart.plan is None:
            raise Refused(NO_PLAN)
        return chart.plan
    plan = chart.work.plans.get(PlanId(UUID(subject)))
    if plan.patient_id != chart.patient.id:
        raise Refused("This plan belongs to another patient.")
    if plan.status is PlanStatus.SIGNED and chart.plan is not None and plan.id != chart.plan.id:
        raise Refused(_REPLACED)
    return plan
