"""Words with hidden signs, or without end, in every free text of a plan: refused before they are kept."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.override import Grounds, OverrideReason
from medmanager.domain.plan.book import Pause, PlanWords
from medmanager.domain.plan.plan import FollowUp, MonitoringItem, Plan, PlanItem, Stopped
from medmanager.domain.plan.reconciliation import Decision, Wanted
from tests.builders import TODAY, a_step, an_item, keep, new_id
from tests.hostile.days import DAY
from tests.plan_services import SEPTEMBER, Chart, chart_services
from tests.presenters.typed_lines import needed_form
from ui.screens.plan.line.fields import LineBasis, MonitorFields
from ui.screens.plan.line.reading import read_line

TOMORROW = TODAY + DAY
HIDDEN = {
    "nothing": "half\x00 a tablet",
    "turned": "lithium \u202egm 05",
    "isolated": "\u2066rash\u2069",
    "bell": "ra\x07sh",
    "escape": "\x1b[31mrash",
    "half of a pair": "rash\ud800",
}
LEGIBLE = ("لِلقلق", "דואוקסטין לחרדה", "José’s tremor 🙂", "<b>rash</b> & {n} %s", "e\u0301")
Act = Callable[[Chart, Plan, PlanItem, str], object]
ACTS: dict[str, Act] = {
    "stop": lambda chart, draft, line, words: chart.services.plans.stop(
        draft, line.line_id, Stopped(TOMORROW, words)
    ),
    "pause": lambda chart, draft, line, words: chart.services.plans.pause(
        draft, line.line_id, Pause(TOMORROW, TOMORROW, words)
    ),
    "dose": lambda chart, draft, line, words: chart.services.plans.change_dose(
        draft, line.line_id, a_step(TOMORROW, reason=words)
    ),
    "line": lambda chart, draft, line, words: chart.services.plans.keep_line(
        draft, replace(line, directions=words)
    ),
    "new line": lambda chart, draft, line, words: chart.services.plans.keep_line(
        draft, an_item("lithium", a_step(TOMORROW), purpose=words)
    ),
    "test": lambda chart, draft, line, words: chart.services.plans.set_monitoring(
        draft, line.line_id, (MonitoringItem("weight", TOMORROW, words),)
    ),
    "message": lambda chart, draft, line, words: chart.services.plans.set_words(draft, PlanWords(words, ())),
    "warning sign": lambda chart, draft, line, words: chart.services.plans.set_words(
        draft, PlanWords("", (words,))
    ),
    "next visit": lambda chart, draft, line, words: chart.services.plans.set_follow_up(
        draft, FollowUp(TOMORROW, words)
    ),
    "signature": lambda chart, draft, line, words: chart.services.plans.sign(draft, words),
}


@pytest.fixture
def chart() -> Chart:
    return Chart(chart_services(), sertraline=an_item("sertraline", a_step(SEPTEMBER)))


@pytest.mark.parametrize("words", [*HIDDEN.values(), "x" * 20_001], ids=[*HIDDEN, "without end"])
@pytest.mark.parametrize("act", ACTS)
def test_that_hidden_signs_are_refused_beside_a_field_and_nothing_is_kept(
    chart: Chart, act: str, words: str
) -> None:
    before = chart.begin()
    with pytest.raises(Refused, match="type it again|Shorten it") as refused:
        ACTS[act](chart, before, before.items[0], words)
    assert refused.value.field
    assert chart.draft == before


@pytest.mark.parametrize("words", LEGIBLE)
@pytest.mark.parametrize("act", [act for act in ACTS if act != "signature"])
def test_that_words_of_any_script_are_kept(chart: Chart, act: str, words: str) -> None:
    before = chart.begin()
    ACTS[act](chart, before, before.items[0], words)
    assert chart.draft != before


@pytest.mark.parametrize("words", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("name", ["needed_reason", "test.0.measure", "test.0.why"])
def test_that_the_line_says_it_beside_the_field(name: str, words: str) -> None:
    tests = (
        MonitorFields(words, "Dec 7", "start")
        if name.endswith("measure")
        else MonitorFields("weight", "Dec 7", words),
    )
    needed = needed_form(needed_reason=words) if name == "needed_reason" else needed_form(tests=tests)
    reading = read_line(needed, LineBasis(an_item("x", a_step()).line_id, TODAY), None)
    assert list(reading.problems) == [name]
    assert "type it again" in reading.problems[name]


def going_on(chart: Chart, words: str) -> None:
    """A reason for going on in spite of a grave alert."""
    safety, draft = chart.services.safety, chart.draft
    report = safety.report(chart.patient.id, draft)
    alert = next(one.alert for one in report.alerts if one.must_be_answered)
    safety.override(draft, alert, Grounds(OverrideReason.OTHER, words, confirmed=True))


def reconciling(chart: Chart, words: str) -> None:
    """A reason beside a decision about an outside medicine."""
    told = MedicationStatement(new_id(), chart.patient.id, "metformin", status=TakingStatus.TAKING, version=1)
    keep(chart.services.session, told)
    chart.services.reconciling.decide(chart.patient.id, (Wanted(told, Decision.STOP, words),))


REASONS = {"going on": going_on, "reconciling": reconciling}


def kept_reasons(chart: Chart) -> list[str]:
    with chart.services.session.store.read() as work:
        given = [one.words for one in work.overrides.of_patient(chart.patient.id)]
        return given + [one.reason for one in work.reconciled.of_patient(chart.patient.id)]


@pytest.mark.parametrize("words", [*HIDDEN.values(), "x" * 20_001], ids=[*HIDDEN, "without end"])
@pytest.mark.parametrize("give", REASONS.values(), ids=REASONS)
def test_that_a_reason_with_hidden_signs_is_refused_and_not_kept(
    chart: Chart, give: Callable[[Chart, str], None], words: str
) -> None:
    draft = chart.begin()
    chart.services.plans.keep_line(draft, an_item("phenelzine", a_step(TODAY)))
    with pytest.raises(Refused, match="type it again|Shorten it") as refused:
        give(chart, words)
    assert refused.value.field in {"words", "reason"}
    assert kept_reasons(chart) == []


@pytest.mark.parametrize("words", [f"{words} since May" for words in LEGIBLE], ids=range(len(LEGIBLE)))
@pytest.mark.parametrize("give", REASONS.values(), ids=REASONS)
def test_that_a_reason_of_any_script_is_kept_as_it_was_written(
    chart: Chart, give: Callable[[Chart, str], None], words: str
) -> None:
    draft = chart.begin()
    chart.services.plans.keep_line(draft, an_item("phenelzine", a_step(TODAY)))
    give(chart, words)
    assert kept_reasons(chart) == [words]
