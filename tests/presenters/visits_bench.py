"""A bench for the visits tab's presenter: a face that remembers, and a chart with one signed visit."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from medmanager.domain.errors import MedManagerError
from medmanager.domain.history import Measure
from medmanager.domain.user import Role
from medmanager.domain.visit import PatientQuestion, SideEffectRating, Visit, VisitStatus, Vital
from tests.builders import NOW, a_visit, keep
from tests.kit.fakes import NotedNotices, fake_context
from tests.plan_services import Chart, chart_services
from ui.kit.context import Context
from ui.kit.dialogs.merge_sheet import MergeSheet
from ui.kit.safety.words import RUNNING, SafetyWords
from ui.screens.visits.contact_words import ContactRow
from ui.screens.visits.presenter import FORM, VisitsPresenter
from ui.screens.visits.visit_fields import VisitFields
from ui.screens.visits.visit_page import LivePage, SignAsk, VisitPage

EARLIER = NOW - timedelta(days=21)


@dataclass
class NotedFace:
    """Remembers what it was told to show."""

    said: list[str] = field(default_factory=list)
    pages: list[VisitPage] = field(default_factory=list)
    typed: list[VisitFields] = field(default_factory=list)
    lives: list[LivePage] = field(default_factory=list)
    saved: str = ""
    conflict: str = ""
    merge: MergeSheet | None = None
    addendum: str = ""
    ask: SignAsk | None = None
    refusals: list[tuple[str, str]] = field(default_factory=list)
    contacts: tuple[ContactRow, ...] = ()
    safety: SafetyWords = RUNNING

    def show_loading(self) -> None:
        self.said.append("loading")

    def show_contacts(self, rows: tuple[ContactRow, ...]) -> None:
        self.contacts = rows

    def show_empty(self, sentence: str, *, may_begin: bool) -> None:
        self.said.append(f"{sentence} {may_begin}")

    def show_not_allowed(self, sentence: str) -> None:
        self.said.append("not allowed")

    def show_error(self, sentence: str) -> None:
        self.said.append(f"error: {sentence}")

    def show_page(self, page: VisitPage) -> None:
        self.pages.append(page)

    def show_fields(self, typed: VisitFields) -> None:
        self.typed.append(typed)

    def show_live(self, live: LivePage) -> None:
        self.lives.append(live)

    def show_safety(self, safety: SafetyWords) -> None:
        self.safety = safety

    def show_saved(self, words: str) -> None:
        self.saved = words

    def lead_keyboard(self) -> None:
        self.said.append("led")

    def show_addendum(self, text: str) -> None:
        self.addendum = text

    def show_conflict(self, sentence: str) -> None:
        self.conflict = sentence

    def show_merge(self, sheet: MergeSheet) -> None:
        self.merge = sheet

    def ask_signature(self, ask: SignAsk) -> None:
        self.ask = ask

    def show_refusal(self, field: str, sentence: str) -> None:
        self.refusals.append((field, sentence))

    def close_dialog(self) -> None:
        self.said.append("closed")

    def show_reason_refusal(self, error: MedManagerError) -> None:
        self.said.append(error.sentence)

    def close_reason(self) -> None:
        self.said.append("reason kept")


class Bench:
    """A presenter over a chart with one signed visit three weeks ago."""

    def __init__(self, chart: Chart, context: Context | None = None) -> None:
        self.chart, self.face = chart, NotedFace()
        self.context = context or fake_context(chart.services)
        self.presenter = VisitsPresenter(self.context, self.face, chart.patient.id)

    @property
    def notices(self) -> NotedNotices:
        assert isinstance(self.context.notices, NotedNotices)
        return self.context.notices

    @property
    def page(self) -> VisitPage:
        return self.face.pages[-1]

    @property
    def typed(self) -> VisitFields:
        return self.face.typed[-1]

    @property
    def live(self) -> LivePage:
        return self.face.lives[-1]

    @property
    def visit(self) -> Visit:
        visits = self.chart.services.visits.of_patient(self.chart.patient.id)
        return visits[0]

    def answer(self, **changes: Any) -> VisitFields:
        typed = replace(self.typed, **changes)
        self.presenter.typed(typed)
        return typed

    def kept(self) -> dict[str, str] | None:
        return self.chart.services.drafts.recall(FORM, self.visit.id)


def a_chart(role: Role = Role.PROVIDER) -> Chart:
    chart = Chart(chart_services(role))
    signer = chart.services.session.user
    last = a_visit(
        chart.patient,
        signer,
        EARLIER,
        status=VisitStatus.SIGNED,
        signed_by=signer.id,
        signed_at=EARLIER,
        version=1,
        since_last="Mood better.",
        questions=(PatientQuestion("Will the shaking stop?"),),
        effects=(SideEffectRating("tremor", 5), SideEffectRating("rash", 0)),
        vitals=(Vital(Measure.WEIGHT, Decimal("70.2")),),
    )
    keep(chart.services.session, last)
    return chart
