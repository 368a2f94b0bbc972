"""Two people write one line of one draft: nothing of the other's goes without being chosen."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from medmanager.domain.plan.merging import Pick
from medmanager.domain.plan.plan import PlanItem
from tests.builders import TODAY, a_step, tablets
from tests.presenters.plan_bench import begun
from tests.presenters.test_plan_line_presenter import NotedEditor
from tests.presenters.test_plan_merging_presenter import NotedMerge
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.line.presenter import LinePresenter
from ui.screens.plan.versions.merge_presenter import MergePresenter


class Two:
    """I write what sertraline is for, and its directions; she changed the same line meanwhile."""

    def __init__(self, **theirs: Any) -> None:
        self.bench, self.face = begun(), NotedMerge()
        self.editor = NotedEditor()
        self.lines = LinePresenter(self.bench.context, self.editor, self.bench.desk)
        self.merging = MergePresenter(self.bench.context, self.face, self.bench.desk, self.lines)
        self.lines.crossed = self.merging.cross
        self.line = self.bench.chart.sertraline
        self.lines.edit(self.line.line_id)
        self.type(purpose="for worry", directions="Take with food.")
        self.they_change(**theirs)
        self.bench.desk.load()
        self.lines.save()

    def fall(self) -> None:
        """As after a crash: another window over the same practice."""
        self.bench.desk = DraftDesk(self.bench.context, self.bench.chart.patient.id)
        self.editor = NotedEditor()
        self.lines = LinePresenter(self.bench.context, self.editor, self.bench.desk)
        self.merging = MergePresenter(self.bench.context, self.face, self.bench.desk, self.lines)
        self.lines.crossed = self.merging.cross
        self.bench.desk.load()

    def type(self, **changes: Any) -> None:
        self.lines.typed(replace(self.editor.typed, **changes))

    def they_change(self, **changes: Any) -> None:
        plans, draft = self.bench.chart.services.plans, self.bench.chart.draft
        item = draft.item(self.line.line_id)
        assert item is not None
        plans.keep_line(draft, replace(item, **changes))

    @property
    def saved(self) -> PlanItem:
        item = self.bench.chart.draft.item(self.line.line_id)
        assert item is not None
        return item

    def decide(self, pick: Pick) -> None:
        self.merging.decide({str(self.line.line_id): pick})


RAISED = (
    a_step(TODAY - timedelta(days=9), TODAY),
    a_step(TODAY + timedelta(days=1), None, tablets("75"), reason="low mood"),
)


@pytest.mark.parametrize("pick", [Pick.MINE, Pick.OPEN])
def test_that_only_what_i_changed_goes_on_top_of_theirs(pick: Pick) -> None:
    two = Two(steps=RAISED, question="Will I gain weight?", purpose="for panic")
    assert two.saved.purpose == "for panic", "nothing is overwritten before somebody decides"
    two.decide(pick)
    if pick is Pick.OPEN:
        two.lines.save()
    saved = two.saved
    assert (saved.purpose, saved.directions) == ("for worry", "Take with food."), "mine, where both wrote"
    assert (saved.steps, saved.question) == (RAISED, "Will I gain weight?"), "theirs, which I never touched"


def test_that_the_page_says_what_stands_after_each_choice() -> None:
    two = Two(steps=RAISED)
    assert two.face.sheet is not None
    (block,) = two.face.sheet.blocks
    assert "75" in block.mine_words, "their dose stays, and mine on top says so"
    assert "goes" not in two.face.sheet.words.told[Pick.MINE]


def test_that_a_second_change_of_theirs_is_asked_about_again_and_stays_too() -> None:
    two = Two(question="Will I gain weight?")
    two.they_change(cost_concern="The copay went up")
    two.bench.desk.load()
    two.decide(Pick.MINE)
    assert two.saved.directions == "", "it was changed once more: look again"
    two.decide(Pick.MINE)
    saved = two.saved
    assert (saved.question, saved.cost_concern) == ("Will I gain weight?", "The copay went up")
    assert saved.directions == "Take with food."


def test_that_theirs_stands_whole_where_it_is_chosen() -> None:
    two = Two(question="Will I gain weight?")
    two.decide(Pick.THEIRS)
    assert (two.saved.question, two.saved.directions) == ("Will I gain weight?", "")


def test_that_what_they_change_while_my_window_is_dead_is_shown_beside_mine_and_stays() -> None:
    two = Two()
    two.lines.edit(two.line.line_id)
    two.type(purpose="for fear", directions="Take at noon.")
    two.lines.keep()
    two.they_change(steps=RAISED, question="Will I gain weight?", purpose="for panic")
    two.fall()
    assert two.editor.typed.directions == "Take at noon.", "what I typed is back"
    assert two.face.sheet is not None, "and theirs stands beside it"
    assert "changed by somebody else" in two.editor.problems["line"]
    two.decide(Pick.MINE)
    saved = two.saved
    assert (saved.purpose, saved.directions) == ("for fear", "Take at noon.")
    assert (saved.steps, saved.question) == (RAISED, "Will I gain weight?")


def test_that_nothing_is_asked_after_a_crash_where_nobody_changed_the_line() -> None:
    two = Two()
    two.lines.edit(two.line.line_id)
    two.type(directions="Take at noon.")
    two.lines.keep()
    two.face.sheet = None
    two.fall()
    assert (two.editor.typed.directions, two.face.sheet) == ("Take at noon.", None)
    two.lines.save()
    assert two.saved.directions == "Take at noon."
