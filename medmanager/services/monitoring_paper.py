"""The slip for a blood test as a kind of paper: the tests of the plan that are due together."""

from medmanager.domain.day_words import long_date, month_day
from medmanager.domain.errors import Refused
from medmanager.domain.paper.document import DocumentKind, PaperOffer, Subject
from medmanager.domain.paper.monitoring import (
    MonitoringSlip,
    SlipTest,
    is_early,
    lithium_timing,
    slip_groups,
)
from medmanager.domain.plan.plan import Plan
from medmanager.domain.user import Act
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.papers import NO_PLAN, MadePaper, PaperChart
from medmanager.services.plan_watch import PlanWatch
from medmanager.services.sheets import SheetMaker, SheetOptions

MOST = 6
_NOT_DUE = "No lab test of this plan is due in the next 2 months. Tests are put on the plan first."


class MonitoringPaper:
    """Subjects are the days of the first test of each group."""

    kind = DocumentKind.MONITORING
    act = Act.PRINT_CLINICAL

    def __init__(self, sheets: SheetMaker, shelf: KnowledgeShelf) -> None:
        self._sheets = sheets
        self._watch = PlanWatch(sheets.session, shelf)

    def offer(self, chart: PaperChart) -> PaperOffer:
        """The tests that are due together, group by group."""
        note = "tests due, for patient and lab"
        if chart.plan is None:
            return PaperOffer(self.kind, "Monitoring slip", note, NO_PLAN)
        groups = self._groups(chart, chart.plan)
        subjects = tuple(Subject(group[0].due.isoformat(), _words(group)) for group in groups)
        return PaperOffer(self.kind, "Monitoring slip", note, "" if groups else _NOT_DUE, subjects)

    def make(self, chart: PaperChart, options: SheetOptions) -> MadePaper:
        """Raises Refused where no such test is due any more."""
        plan = chart.plan
        if plan is None:
            raise Refused(NO_PLAN)
        groups = self._groups(chart, plan)
        key = options.subject
        tests = next((one for one in groups if key in ("", one[0].due.isoformat())), None)
        if tests is None:
            raise Refused(_NOT_DUE)
        head = self._sheets.head(chart.work, chart.patient, plan, options)
        on = max(tests[0].due, head.made_on)
        slip = MonitoringSlip(head, on, tests)
        timing = lithium_timing(plan.active_items(on), on, self._sheets.session.practice.slot_clock)
        if slip.has_lithium and timing is not None and not is_early(timing.test.time()):
            slip = MonitoringSlip(head, on, tests, timing)
        return MadePaper(slip, f"Monitoring slip for {long_date(on)}", plan)

    def _groups(self, chart: PaperChart, plan: Plan) -> tuple[tuple[SlipTest, ...], ...]:
        today = self._sheets.session.today()
        followed = self._watch.followed(chart.work, plan)
        return slip_groups(followed.items, today)[:MOST]


def _words(group: tuple[SlipTest, ...]) -> str:
    """The day and how many tests: names would not fit a choice."""
    day = group[0].due
    count = "1 test" if len(group) == 1 else f"{len(group)} tests"
    return f"{month_day(day)}, {count}"
