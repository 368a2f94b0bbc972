"""The page of two people's changes: three versions side by side, and nothing merged without a decision."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from medmanager.domain.ids import LineId
from medmanager.domain.plan.dose import DoseStep, Form
from medmanager.domain.plan.merging import LineMerge, Pick, Touched
from medmanager.domain.plan.plan import FollowUp, Supply, change_dose
from tests.builders import TODAY, a_signed_plan, a_step, an_item, keep, tablets
from tests.kit.fakes import NotedNotices
from tests.presenters.plan_bench import Bench, begun
from ui.kit.dialogs.merge_sheet import MergeSheet
from ui.screens.plan.versions.merge_presenter import MergePresenter
from ui.screens.plan.versions.merge_words import line_block

SEPTEMBER = date(2026, 9, 1)
TOMORROW = TODAY + timedelta(days=1)


@dataclass
class NotedMerge:
    """Remembers what it was told to show."""

    sheet: MergeSheet | None = None
    refused: list[str] = field(default_factory=list)
    closed: int = 0
    opened: list[LineId] = field(default_factory=list)
    saved: int = 0
    canceled: int = 0

    def show_merge(self, sheet: MergeSheet) -> None:
        self.sheet = sheet

    def show_merge_refusal(self, sentence: str) -> None:
        self.refused.append(sentence)

    def edit(self, line_id: LineId) -> None:
        self.opened.append(line_id)

    def save(self) -> None:
        self.saved += 1

    def cancel(self) -> None:
        self.canceled += 1

    def close_dialog(self) -> None:
        self.closed += 1


def crossed() -> tuple[Bench, NotedMerge, MergePresenter]:
    """My draft raises sertraline, and plan 7 that lowers it is signed meanwhile."""
    bench = begun()
    chart, services = bench.chart, bench.chart.services
    step = a_step(TOMORROW, None, tablets("75"), reason="mine")
    services.plans.change_dose(chart.draft, chart.sertraline.line_id, step)
    lower = a_step(TOMORROW, None, tablets("25"), reason="too sleepy")
    theirs = replace(chart.sertraline, steps=(a_step(SEPTEMBER, TODAY), lower))
    signer = services.session.user
    keep(
        services.session,
        a_signed_plan(chart.patient, signer, theirs, chart.lithium, number=7, version=1),
    )
    bench.presenter.load()
    face = NotedMerge()
    presenter = MergePresenter(bench.context, face, bench.desk, face)
    presenter.begin()
    return bench, face, presenter


def test_that_before_mine_and_theirs_stand_side_by_side() -> None:
    _, face, _ = crossed()
    assert face.sheet is not None
    (block,) = face.sheet.blocks
    dose = block.cells[0]
    assert block.name == "sertraline"
    assert ("50" in dose.before, "75" in dose.mine, "25" in dose.theirs) == (True, True, True)
    assert dose.mine_differs
    assert dose.theirs_differs
    why = block.cells[1]
    assert (why.mine, why.theirs) == ("mine", "too sleepy")
    assert "Dr. Amara Osei" in face.sheet.theirs


def test_that_mine_on_top_tells_a_dose_that_comes_to_lie_too_near_to_the_last_one_of_theirs() -> None:
    def every_four_weeks(mg: str, start: int) -> DoseStep:
        return DoseStep(TODAY + timedelta(start), None, (tablets(mg),), every_days=28)

    before = an_item("paliperidone", every_four_weeks("156", -25))
    mine = change_dose(before, every_four_weeks("234", 3))
    theirs = change_dose(before, every_four_weeks("117", -1))
    line = LineMerge(before.line_id, Touched.BOTH, before, mine, theirs)
    told = line_block(line, TODAY, (Pick.MINE, Pick.THEIRS))
    assert told.mine_words.endswith("That of Nov 26 falls 4 days after one that lasts 28")
    assert "falls" not in told.theirs_words
    known = line_block(replace(line, theirs=mine), TODAY, (Pick.MINE, Pick.THEIRS))
    assert "falls" not in known.mine_words


def test_that_nothing_is_merged_without_a_decision() -> None:
    bench, face, presenter = crossed()
    presenter.decide({})
    assert face.refused == ["Decide on everything that both changed. Nothing was merged yet."]
    assert bench.chart.draft.number == 7


def test_that_mine_on_top_is_a_new_change_of_the_signed_line() -> None:
    bench, face, presenter = crossed()
    line = bench.chart.sertraline.line_id
    presenter.decide({str(line): Pick.MINE})
    item = bench.chart.draft.item(line)
    assert item is not None
    assert item.steps[-1].daily_dose == 75
    assert (bench.chart.draft.number, face.closed) == (8, 1)
    assert bench.face.page.notice == ""


def test_that_theirs_stands_and_the_line_is_opened_where_that_was_chosen() -> None:
    bench, face, presenter = crossed()
    line = bench.chart.sertraline.line_id
    presenter.decide({str(line): Pick.OPEN})
    item = bench.chart.draft.item(line)
    assert item is not None
    assert item.steps[-1].daily_dose == 25
    assert face.opened == [line]
    (said,) = bench.notices.warned
    assert said.startswith("You had written: sertraline: ")
    assert "75 mg" in said.replace("\u00a0", " "), "what was let go of is said once more"


def test_that_every_fact_of_a_line_stands_side_by_side() -> None:
    bench, face, presenter = crossed()
    before = bench.chart.sertraline
    mine = replace(before, watch=("tremor",), supply=Supply(30, 1), benefit_when="2 weeks")
    theirs = replace(before, form=Form.CAPSULE)
    presenter.cross(before, mine, theirs)
    assert face.sheet is not None
    told = {cell.label for cell in face.sheet.blocks[0].cells}
    assert {"Watch for", "Supply", "Expected when", "Form"} <= told


def test_that_a_line_of_one_draft_that_two_wrote_is_decided_by_a_person() -> None:
    bench, face, presenter = crossed()
    before = bench.chart.sertraline
    mine = replace(before, purpose="for worry")
    theirs = replace(before, purpose="for panic")
    for pick, (saved, canceled) in ((Pick.MINE, (1, 0)), (Pick.THEIRS, (1, 1)), (Pick.OPEN, (1, 1))):
        presenter.cross(before, mine, theirs)
        assert face.sheet is not None
        (block,) = face.sheet.blocks
        told = {cell.label: (cell.before, cell.mine, cell.theirs) for cell in block.cells}
        assert told["What for"] == ("for low mood", "for worry", "for panic")
        presenter.decide({str(before.line_id): pick})
        assert (face.saved, face.canceled) == (saved, canceled)


def wrote_both(pick: Pick) -> tuple[Bench, NotedMerge]:
    """I write a message and a warning sign; she wrote another message into the same draft."""
    bench = begun()
    face = NotedMerge()
    presenter = MergePresenter(bench.context, face, bench.desk, face)
    bench.desk.crossed = presenter.cross_words
    plans = bench.chart.services.plans
    plans.save(replace(bench.chart.draft, message="Hers"))
    bench.presenter.set_words("Mine", "a rash")
    assert bench.chart.draft.message == "Hers", "nothing is overwritten"
    assert face.sheet is not None
    (block,) = face.sheet.blocks
    assert (block.name, block.may_open) == ("Message to the patient", False)
    assert [(cell.before, cell.mine, cell.theirs) for cell in block.cells] == [("none", "Mine", "Hers")]
    presenter.decide({"message": pick})
    return bench, face


def test_that_words_for_the_sheet_that_two_wrote_are_decided_by_a_person() -> None:
    for pick, message in ((Pick.MINE, "Mine"), (Pick.THEIRS, "Hers")):
        bench, face = wrote_both(pick)
        draft = bench.chart.draft
        assert (draft.message, draft.warning_signs) == (message, ("a rash",))
        assert face.closed == 1


def test_that_mine_takes_the_place_only_of_what_was_seen() -> None:
    bench = begun()
    face = NotedMerge()
    presenter = MergePresenter(bench.context, face, bench.desk, face)
    bench.desk.crossed = presenter.cross_words
    plans = bench.chart.services.plans
    plans.save(replace(bench.chart.draft, message="Hers"))
    bench.presenter.set_words("Mine", "")
    plans.save(replace(bench.chart.draft, message="Hers, longer"))
    bench.presenter.load()
    presenter.decide({"message": Pick.MINE})
    assert bench.chart.draft.message == "Hers, longer"
    assert isinstance(bench.context.notices, NotedNotices)
    assert "once more" in bench.context.notices.warned[-1]


def test_that_the_next_visit_that_two_set_is_decided_by_a_person() -> None:
    bench = begun()
    face = NotedMerge()
    presenter = MergePresenter(bench.context, face, bench.desk, face)
    bench.desk.crossed = presenter.cross_words
    hers = FollowUp(TODAY + timedelta(days=7), "labs")
    bench.chart.services.plans.set_follow_up(bench.chart.draft, hers)
    bench.presenter.set_follow_up(TODAY + timedelta(days=14), "sleep")
    assert face.sheet is not None
    assert [block.name for block in face.sheet.blocks] == ["Next visit"]
    presenter.decide({"follow_up": Pick.MINE})
    follow_up = bench.chart.draft.follow_up
    assert follow_up is not None
    assert follow_up.why == "sleep"
