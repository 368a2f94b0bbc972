"""Words that two people wrote into one note: shown side by side, and merged as a person decides."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from medmanager.domain.plan.merging import Pick
from medmanager.domain.visit import SideEffectRating
from tests.presenters.visits_bench import Bench, a_chart
from ui.kit.dialogs.merge_sheet import MergeBlock, MergeSheet
from ui.screens.visits.visit_fields import (
    CostFields,
    EffectFields,
    QuestionFields,
    ReviewFields,
    VisitFields,
)
from ui.screens.visits.visit_merging import compare, merged

SINCE = "since_last/"


@pytest.fixture
def bench() -> Iterator[Bench]:
    """A note of today is written."""
    chart = a_chart()
    chart.services.visits.begin(chart.patient.id)
    bench = Bench(chart)
    bench.presenter.load()
    yield bench
    bench.presenter.settle()


def both_wrote(bench: Bench) -> MergeSheet:
    """Mine and hers stand in the same field of the same note, and my save finds hers."""
    bench.answer(since_last="Mine")
    bench.chart.services.visits.save(replace(bench.visit, since_last="Hers"))
    bench.presenter.settle()
    assert bench.face.merge is not None
    return bench.face.merge


def test_that_a_save_that_finds_the_note_changed_shows_both_and_overwrites_nothing(bench: Bench) -> None:
    sheet = both_wrote(bench)
    assert bench.visit.since_last == "Hers"
    assert bench.typed.since_last == "Hers"
    assert "Nothing was overwritten" in bench.face.conflict
    (block,) = sheet.blocks
    assert (block.key, block.name, block.may_open) == (SINCE, "Since last visit", True)
    (cell,) = block.cells
    assert (cell.before, cell.mine, cell.theirs) == ("", "Mine", "Hers")


@pytest.mark.parametrize(
    ("pick", "text"), [(Pick.MINE, "Mine"), (Pick.THEIRS, "Hers"), (Pick.OPEN, "Hers\nMine")]
)
def test_that_a_person_decides_what_stands_in_the_note(bench: Bench, pick: Pick, text: str) -> None:
    both_wrote(bench)
    bench.presenter.crossing.decide({SINCE: pick})
    assert (bench.typed.since_last, bench.face.conflict) == (text, "")
    assert "closed" in bench.face.said
    assert bench.visit.since_last == "Hers", "nothing is saved before the note is looked at again"
    bench.presenter.settle()
    assert bench.visit.since_last == text


def test_that_a_change_that_is_only_heard_of_waits_until_it_is_taken_up(bench: Bench) -> None:
    bench.answer(since_last="Mine")
    bench.chart.services.visits.save(replace(bench.visit, since_last="Hers"))
    bench.presenter.load()
    assert bench.face.merge is None, "nothing opens over what somebody is typing"
    assert bench.face.conflict
    bench.presenter.crossing.take_up()
    assert bench.face.merge is not None


def test_that_what_only_one_wrote_needs_no_decision(bench: Bench) -> None:
    bench.answer(since_last="Mine", effects=(EffectFields("tremor"), EffectFields("nausea", 3)))
    hers = replace(bench.visit, risk="Hers", effects=(SideEffectRating("tremor", 7),))
    bench.chart.services.visits.save(hers)
    bench.presenter.settle()
    sheet = bench.face.merge
    assert sheet is not None
    assert sheet.blocks == ()
    assert ("Risk", "Hers · theirs, taken over") in sheet.settled
    assert ("Since last visit", "Mine · yours, kept") in sheet.settled
    bench.presenter.crossing.decide({})
    bench.presenter.settle()
    assert (bench.visit.since_last, bench.visit.risk) == ("Mine", "Hers")
    assert (bench.visit.severity("tremor"), bench.visit.severity("nausea")) == (7, 3)


def test_that_a_note_changed_once_more_is_shown_again_before_it_is_merged(bench: Bench) -> None:
    first = both_wrote(bench)
    bench.chart.services.visits.save(replace(bench.visit, since_last="Hers, longer"))
    bench.presenter.load()
    bench.presenter.crossing.decide({SINCE: Pick.MINE})
    assert bench.face.merge not in (None, first)
    assert bench.typed.since_last == "Hers, longer"
    bench.presenter.crossing.decide({SINCE: Pick.MINE})
    assert bench.typed.since_last == "Mine"


def test_that_what_was_typed_before_a_restart_is_offered_too(bench: Bench) -> None:
    bench.answer(since_last="Mine")
    bench.presenter.keep()
    bench.chart.services.visits.save(replace(bench.visit, since_last="Hers"))
    again = Bench(bench.chart)
    again.presenter.load()
    assert again.typed.since_last == "Hers"
    assert again.face.conflict
    again.presenter.crossing.take_up()
    again.presenter.crossing.decide({SINCE: Pick.MINE})
    assert again.typed.since_last == "Mine"


def test_that_every_kind_of_answer_can_be_decided_on() -> None:
    seen = VisitFields(lines=(ReviewFields("a"),), phq9=(None, None))
    mine = replace(
        seen,
        weight="70",
        phq9=(1, 2),
        effects=(EffectFields("tremor", 3),),
        lines=(ReviewFields("a", missed="2"),),
        questions=(QuestionFields("Mine?"),),
    )
    theirs = replace(
        seen,
        weight="71",
        phq9=(0, 0),
        effects=(EffectFields("tremor", 7),),
        lines=(ReviewFields("a", missed="0"),),
        questions=(QuestionFields("Hers?"),),
    )
    merge = compare(seen, mine, theirs)
    keys = {one.key for one in merge.open}
    assert keys == {"weight/", "phq9/", "effects/tremor", "lines/a", "questions/"}
    assert merged(merge, dict.fromkeys(keys, Pick.MINE)) == mine
    assert merged(merge, dict.fromkeys(keys, Pick.THEIRS)) == theirs
    both = merged(merge, {"questions/": Pick.OPEN})
    assert both.questions == (QuestionFields("Hers?"), QuestionFields("Mine?"))
    assert {one.key for one in merge.open if one.may_hold_both} == {"questions/"}


def test_that_every_answer_is_told_in_words(bench: Bench) -> None:
    code = bench.typed.effects[0].code
    line = bench.typed.lines[0].line_id
    bench.answer(
        effects=(EffectFields(code, 3),), lines=(ReviewFields(line, "better", "2", "forgot"),), phq9=(1,) * 9
    )
    mine = bench.presenter.written
    assert mine is not None
    hers = replace(mine.visit, effects=(SideEffectRating(code, 7),), lines=(), scales=(), risk="Hers")
    bench.chart.services.visits.save(hers)
    bench.presenter.settle()
    sheet = bench.face.merge
    assert sheet is not None
    told = {block.name: _cell(block) for block in sheet.blocks}
    assert ("3 of 10", "7 of 10") in told.values()
    settled = dict(sheet.settled)
    assert "better, 2 missed in 7 days, forgot · yours, kept" in settled.values()
    assert settled["PHQ-9"] == "1 1 1 1 1 1 1 1 1 · yours, kept"


def test_that_a_cost_is_told_with_the_medicine_that_it_is_about(bench: Bench) -> None:
    line = str(bench.chart.lithium.line_id)
    bench.answer(costs=(CostFields("Copay", "40", line_id=line), CostFields("The bus")))
    mine = bench.presenter.written
    assert mine is not None
    bench.chart.services.visits.save(replace(mine.visit, costs=(), risk="Hers"))
    bench.presenter.settle()
    assert bench.face.merge is not None
    assert dict(bench.face.merge.settled)["Cost"].startswith("Copay, lithium carbonate, 40; The bus")


def _cell(block: MergeBlock) -> tuple[str, str]:
    return block.cells[0].mine, block.cells[0].theirs
