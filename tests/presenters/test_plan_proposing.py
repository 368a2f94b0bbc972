"""The proposal dialog: what is asked of the base, what is shown, and that only what was seen is put in."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from medmanager.domain.knowledge.proposals import RequestKind
from medmanager.domain.plan.book import PlanWords
from medmanager.domain.plan.plan import Plan, Stopped
from medmanager.domain.plan.tablets import Choices
from tests.builders import TODAY, a_step, tablets
from tests.kit.fakes import fake_context
from tests.plan_services import SEPTEMBER, Chart, LaterAsk, a_line, chart_services, later_context
from ui.kit.context import Context
from ui.kit.words import NO_BREAK
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.page import StepRow
from ui.screens.plan.proposal.fields import ProposalBasis, ProposalFields
from ui.screens.plan.proposal.presenter import ProposalPresenter
from ui.screens.plan.proposal.words import ProposalSheet

TOMORROW = TODAY + timedelta(days=1)


@dataclass
class NotedFace:
    """Remembers what it was told to show; `shown` in the order in which it came."""

    basis: ProposalBasis | None = None
    typed: ProposalFields = field(default_factory=ProposalFields)
    choices: tuple[Choices, Choices] | None = None
    sheets: list[ProposalSheet] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    unsafe: tuple[str, str] = ("", "")
    shown: list[str] = field(default_factory=list)
    stop_advice: tuple[str, str] = ("", "")

    def open_proposal(self, basis: ProposalBasis, typed: ProposalFields) -> None:
        self.basis, self.typed = basis, typed

    def show_choices(self, mine: Choices, new: Choices) -> None:
        self.choices = (mine, new)

    def show_working(self) -> None:
        self.shown.append("working")

    def show_proposal(self, sheet: ProposalSheet) -> None:
        self.sheets.append(sheet)
        self.shown.append("proposal")

    def show_no_proposal(self, sentence: str) -> None:
        self.shown.append(sentence)

    def show_unsafe(self, sentence: str, source: str) -> None:
        self.unsafe = (sentence, source)
        self.shown.append("unsafe")

    def show_proposal_problems(self, problems: dict[str, str]) -> None:
        self.problems = problems

    def show_stop_advice(self, words: str, source: str) -> None:
        self.stop_advice = (words, source)

    def close_proposal(self) -> None:
        self.shown.append("closed")


class Bench:
    """The dialog over a draft with lorazepam 2 mg and fluoxetine 40 mg, answered at once or later."""

    def __init__(self, *, later: bool = False) -> None:
        half = tablets("1")
        self.chart = Chart(
            chart_services(),
            sertraline=a_line("lorazepam", a_step(SEPTEMBER, None, replace(half, count=half.count * 2))),
            lithium=a_line("fluoxetine", a_step(SEPTEMBER, None, tablets("40"))),
        )
        self.ask: LaterAsk | None = None
        self.context: Context
        if later:
            self.context, self.ask = later_context(self.chart.services)
        else:
            self.context = fake_context(self.chart.services)
        self.face = NotedFace()
        self.desk = DraftDesk(self.context, self.chart.patient.id)
        self.chart.begin()
        self.desk.load()
        self.answer()
        self.presenter = ProposalPresenter(self.context, self.face, self.desk)

    def answer(self) -> None:
        if self.ask is not None:
            self.ask.answer()

    @property
    def draft(self) -> Plan:
        return self.chart.draft

    def taper(self, start: str = "") -> None:
        """Open the dialog for lorazepam, and type a first day into it."""
        self.presenter.begin(RequestKind.TAPER, self.chart.sertraline.line_id)
        if start:
            self.presenter.typed(replace(self.face.typed, start=start))


def test_that_a_dialog_opens_on_the_line_it_was_asked_for_from_tomorrow_on() -> None:
    bench = Bench()
    bench.taper()
    assert bench.face.basis is not None
    assert [(one.name, one.taken) for one in bench.face.basis.lines] == [
        ("LORazepam", True),
        ("FLUoxetine", True),
    ]
    assert bench.face.typed.line_id == bench.chart.sertraline.line_id
    assert bench.face.typed.start.startswith("Tue, Nov 24")


def test_that_a_taper_is_shown_with_its_sums_and_changes_nothing_by_itself() -> None:
    bench = Bench()
    before = bench.draft
    bench.taper()
    assert bench.face.shown[-2:] == ["working", "proposal"]
    sheet = bench.face.sheets[-1]
    assert sheet.rows
    assert sheet.tablets
    assert sheet.notes
    assert all(note.source for note in sheet.notes)
    assert bench.draft == before


def test_that_a_taper_tells_what_was_planned_until_now_and_is_left_out() -> None:
    bench = Bench()
    bench.taper()
    assert not bench.face.sheets[-1].gone
    (running,) = bench.chart.sertraline.steps
    planned = a_step(TODAY + timedelta(days=9), TODAY + timedelta(days=19), tablets("1"))
    steps = (replace(running, end=planned.start - timedelta(days=1)), planned)
    stopped = Stopped(TODAY + timedelta(days=20), "moves abroad")
    line = replace(bench.chart.sertraline, steps=steps, stopped=stopped)
    bench.chart.services.plans.keep_line(bench.draft, line)
    bench.desk.load()
    bench.taper()
    (told,) = bench.face.sheets[-1].gone
    assert told.replace(NO_BREAK, " ") == "In place of what was planned for LORazepam: 1 mg from Dec 2."
    item = bench.face.sheets[-1].rows
    assert any(isinstance(row, StepRow) and row.stop for row in item), "its own stop stands in the table"
    bench.presenter.put("wants to be free of it")
    after = bench.draft.item(line.line_id)
    assert after is not None
    assert planned not in after.steps


def test_that_what_is_put_into_the_draft_is_what_was_shown() -> None:
    bench = Bench()
    bench.taper()
    bench.presenter.put("wants to be free of it")
    assert bench.face.shown[-1] == "closed"
    item = bench.draft.item(bench.chart.sertraline.line_id)
    assert item is not None
    doses = [sum(one.count * one.strength.amount for one in step.tablets) for step in item.steps]
    assert doses == sorted(doses, reverse=True)
    assert doses[0] == 2
    assert doses[-1] == 0 or item.steps[-1].end is not None
    assert item.steps[1].start >= TOMORROW


def test_that_a_taper_without_a_reason_is_refused_beside_the_reason() -> None:
    bench = Bench()
    before = bench.draft
    bench.taper()
    bench.presenter.put("  ")
    assert set(bench.face.problems) == {"reason"}
    assert bench.draft == before
    bench.presenter.put("wants to be free of it")
    assert bench.face.shown[-1] == "closed", "the shown steps can still be put in"


def test_that_an_impossible_wish_is_said_beside_its_field_and_shows_no_steps() -> None:
    bench = Bench()
    bench.taper(start="2026-02-30")
    assert "start" in bench.face.problems
    assert bench.face.shown[-1] == "Mend what is marked to see the steps."
    bench.presenter.put("because")
    assert bench.face.shown[-1] != "closed", "nothing that is not shown is put in"


def test_that_an_unsafe_switch_says_why_and_from_where_and_puts_nothing_in() -> None:
    bench = Bench()
    before = bench.draft
    bench.presenter.begin(RequestKind.SWITCH, bench.chart.lithium.line_id)
    typed = replace(
        bench.face.typed, to="phenelzine", coming_on="Nov 30", target="30", purpose="for low mood"
    )
    bench.presenter.typed(typed)
    told = " ".join((bench.face.unsafe[0], *bench.face.problems.values()))
    assert "phenelzine" in told or "first day" in told
    assert bench.face.shown[-1] == "unsafe"
    bench.presenter.put("because")
    assert bench.draft == before


def test_that_while_one_answer_is_out_only_the_newest_wish_is_asked_for() -> None:
    bench = Bench(later=True)
    bench.taper()
    for day in ("Nov 25", "Nov 26", "Nov 27"):
        bench.presenter.typed(replace(bench.face.typed, start=day))
    bench.answer()
    assert bench.face.shown.count("proposal") == 1
    (sheet,) = bench.face.sheets
    assert any("Nov 27" in str(row) for row in sheet.rows)
    assert not any("Nov 25" in str(row) for row in sheet.rows)


def test_that_steps_made_for_an_older_draft_are_not_put_in() -> None:
    bench = Bench(later=True)
    bench.taper()
    bench.answer()
    bench.chart.services.plans.set_words(bench.draft, PlanWords("Call me if you sleep badly.", ()))
    bench.presenter.put("wants to be free of it")
    bench.answer()
    item = bench.draft.item(bench.chart.sertraline.line_id)
    assert item is not None
    assert len(item.steps) == 1, "somebody else changed the draft meanwhile"
    assert "closed" not in bench.face.shown


def test_that_stopping_at_once_is_answered_with_the_taper_of_the_base() -> None:
    bench = Bench()
    bench.presenter.advise_on_stop(bench.chart.sertraline.line_id)
    words, source = bench.face.stop_advice
    assert words.startswith("The knowledge base comes down in ")
    assert source


def test_that_a_titration_may_begin_with_a_medicine_that_is_not_on_the_plan() -> None:
    bench = Bench()
    bench.presenter.begin(RequestKind.TITRATION, None)
    assert bench.face.typed.line_id is None
    assert bench.face.shown[-1] not in {"working", "proposal"}, "it says what is missing"
