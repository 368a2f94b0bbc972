"""A bench for the plan's presenter: a face that remembers, and a chart with plan 6."""

from dataclasses import dataclass, field

from medmanager.domain.errors import MedManagerError
from tests.kit.fakes import NotedNotices, fake_context
from tests.plan_services import Chart, LaterAsk, chart_services, later_context
from ui.kit.context import Context
from ui.kit.safety.words import SafetyWords
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.page import PlanPage
from ui.screens.plan.presenter import PlanPresenter
from ui.screens.plan.versions.sheets import CompareSheet, HistoryRow, SignSheet


@dataclass
class NotedFace:
    """Remembers what it was told to show."""

    said: list[str] = field(default_factory=list)
    pages: list[PlanPage] = field(default_factory=list)
    can_undo: bool = False
    refusals: list[tuple[str, str]] = field(default_factory=list)
    sheet: SignSheet | None = None
    compared: CompareSheet | None = None
    history: tuple[HistoryRow, ...] = ()
    safeties: list[SafetyWords] = field(default_factory=list)
    reason_refused: str = ""

    @property
    def safety(self) -> SafetyWords:
        return self.safeties[-1]

    @property
    def page(self) -> PlanPage:
        return self.pages[-1]

    def show_loading(self) -> None:
        self.said.append("loading")

    def show_page(self, page: PlanPage, *, can_undo: bool) -> None:
        self.pages.append(page)
        self.can_undo = can_undo

    def show_empty(self, sentence: str, *, may_begin: bool) -> None:
        self.said.append(f"{sentence} {may_begin}")

    def show_not_allowed(self, sentence: str) -> None:
        self.said.append("not allowed")

    def show_error(self, sentence: str) -> None:
        self.said.append(f"error: {sentence}")

    def show_refusal(self, field: str, sentence: str) -> None:
        self.refusals.append((field, sentence))

    def close_dialog(self) -> None:
        self.said.append("closed")

    def ask_signature(self, sheet: SignSheet) -> None:
        self.sheet = sheet

    def show_comparison(self, sheet: CompareSheet) -> None:
        self.compared = sheet

    def show_safety(self, safety: SafetyWords) -> None:
        self.safeties.append(safety)

    def show_safety_refusal(self, error: MedManagerError) -> None:
        self.reason_refused = error.sentence

    def close_reason(self) -> None:
        self.said.append("reason kept")

    def show_history(self, name: str, rows: tuple[HistoryRow, ...]) -> None:
        self.history = rows


class Bench:
    """A presenter over a chart, answered at once or later."""

    def __init__(self, chart: Chart, context: Context | None = None) -> None:
        self.chart, self.face = chart, NotedFace()
        self.context = context or fake_context(chart.services)
        self.desk = DraftDesk(self.context, chart.patient.id)
        self.presenter = PlanPresenter(self.context, self.face, self.desk, chart.patient.id)
        self.presenter.load()

    @property
    def notices(self) -> NotedNotices:
        assert isinstance(self.context.notices, NotedNotices)
        return self.context.notices


def begun() -> Bench:
    bench = Bench(Chart(chart_services()))
    bench.presenter.begin()
    return bench


def later() -> tuple[Bench, LaterAsk]:
    chart = Chart(chart_services())
    chart.begin()
    context, ask = later_context(chart.services)
    bench = Bench(chart, context)
    ask.answer()
    return bench, ask
