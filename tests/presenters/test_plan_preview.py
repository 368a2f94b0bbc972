"""The take-home sheet beside the plan: made only when seen, the newest wins, a refusal is said in words."""

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from medmanager.domain.errors import MedManagerError, NotAllowed, Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.paper.document import DocumentKind, PaperOptions, PreparedDocument
from medmanager.domain.paper.ready_words import ReadyWords
from medmanager.domain.patient import Language
from tests.builders import TODAY, a_step, an_item
from tests.plan_services import Chart, chart_services, later_context
from ui.screens.plan.preview.presenter import Preview, PreviewPresenter, free_words


@dataclass
class NotedCard:
    """Remembers what it was told to show."""

    shown: list[Preview] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def show_preview(self, preview: Preview) -> None:
        self.shown.append(preview)

    def show_refused(self, sentence: str) -> None:
        self.said.append(sentence)

    def show_nothing(self) -> None:
        self.said.append("nothing")


@dataclass
class PaperDesk:
    """Makes a paper of which only the name of the plan is known."""

    made: list[str] = field(default_factory=list)
    refusal: MedManagerError | None = None

    def prepare(self, kind: DocumentKind, patient_id: PatientId, options: PaperOptions) -> PreparedDocument:
        if self.refusal is not None:
            raise self.refusal
        self.made.append(options.subject)
        content = f"paper {len(self.made)}".encode()
        return PreparedDocument(kind, patient_id, "Plan", content, "00", 2, Language.ENGLISH)


class Bench:
    """A preview over a chart with a draft; answers wait for `ask.answer`."""

    def __init__(self) -> None:
        self.chart, self.card, self.papers = Chart(chart_services()), NotedCard(), PaperDesk()
        self.chart.begin()
        context, self.ask = later_context(self.chart.services)
        with_paper: Any = SimpleNamespace(**vars(self.chart.services), printing=self.papers)
        context = replace(context, services=with_paper)
        self.presenter = PreviewPresenter(context, self.card, self.chart.patient.id)
        self.look()

    def look(self) -> None:
        """The page shows the draft."""
        self.presenter.look_at(self.chart.draft)


def test_that_nothing_is_made_while_nobody_sees_it() -> None:
    bench = Bench()
    assert bench.papers.made == []


def test_that_the_draft_is_shown_with_its_language_pages_and_paper() -> None:
    bench = Bench()
    bench.presenter.see(True)
    bench.ask.answer()
    assert bench.papers.made == [str(bench.chart.draft.id)]
    assert bench.card.shown[0].note == "English · 2 pages · Letter"
    assert bench.card.shown[0].content == b"paper 1"


def test_that_more_than_twelve_medicines_are_for_the_pharmacist_to_review() -> None:
    bench = Bench()
    for number in range(9):
        bench.chart.services.plans.keep_line(bench.chart.draft, an_item(f"medicine {number}", a_step(TODAY)))
    for name, told in (("a twelfth", False), ("a thirteenth", True)):
        bench.chart.services.plans.keep_line(bench.chart.draft, an_item(name, a_step(TODAY)))
        bench.look()
        bench.ask.answer()
        bench.presenter.see(is_seen=True)
        bench.ask.answer()
        assert ("13 medicines: ask the pharmacist" in bench.card.shown[-1].note) is told


def test_that_of_several_edits_only_the_newest_sheet_is_shown() -> None:
    bench = Bench()
    bench.presenter.see(True)
    for _ in range(5):
        bench.look()
    bench.ask.answer()
    assert bench.papers.made == [str(bench.chart.draft.id)] * 2
    assert [one.content for one in bench.card.shown] == [b"paper 2"]


def test_that_a_refusal_is_said_in_its_own_words_and_goes_when_it_is_mended() -> None:
    bench = Bench()
    bench.papers.refusal = Refused("“Get help” does not fit on the page.")
    bench.presenter.see(True)
    bench.ask.answer()
    assert bench.card.said == ["“Get help” does not fit on the page."]
    bench.papers.refusal = None
    bench.look()
    bench.ask.answer()
    assert len(bench.card.shown) == 1


def test_that_a_role_that_prints_no_plan_sees_no_preview() -> None:
    bench = Bench()
    bench.papers.refusal = NotAllowed("Your role may not print.")
    bench.presenter.see(True)
    bench.ask.answer()
    assert bench.card.said == ["nothing"]


def test_that_another_version_is_previewed_when_it_is_looked_at() -> None:
    bench = Bench()
    bench.presenter.see(True)
    bench.ask.answer()
    bench.presenter.look_at(bench.chart.signed)
    bench.ask.answer()
    assert bench.papers.made[-1] == str(bench.chart.signed.id)


def test_that_a_sheet_that_comes_when_the_card_went_is_not_shown() -> None:
    bench = Bench()
    bench.presenter.see(True)
    bench.presenter.see(False)
    bench.ask.answer()
    assert bench.card.shown == []


def test_that_the_free_words_are_graded() -> None:
    bench = Bench()
    bench.presenter.see(True)
    bench.ask.answer()
    reading = bench.card.shown[0].reading
    assert reading.grade is None or reading.grade < 6


def test_that_chosen_phrases_are_not_graded_as_words_of_our_own() -> None:
    ready = ReadyWords(("for low mood",), (), frozenset({"for low mood", "take it with food."}))
    step = a_step(TODAY)
    item = replace(an_item("sertraline", step), purpose="for low mood", directions="Take it with food.")
    plan = replace(Bench().chart.draft, items=(item,), message="", warning_signs=())
    assert free_words(plan, ready) == ""
    assert free_words(replace(plan, message="Come back soon."), ready) == "Come back soon."
