"""The card of tests: what the plan makes is decided on, and follows the steps of the draft."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from medmanager.domain.history import Measure, Observation
from medmanager.domain.plan.decided_tests import Choice
from medmanager.domain.plan.plan import MonitoringItem, Stopped
from tests.builders import NOW, TODAY, a_step, keep, new_id, tablets
from tests.presenters.plan_bench import Bench, begun
from ui.screens.plan.monitoring.presenter import MonitoringPresenter
from ui.screens.plan.monitoring_words import MonitoringPage, short_source

DAY = timedelta(days=1)
LEVEL = "lithium level"


@dataclass
class NotedCard:
    """Remembers what it was told to show."""

    pages: list[MonitoringPage] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    closed: int = 0

    def show_page(self, page: MonitoringPage) -> None:
        self.pages.append(page)

    def show_refusal(self, field: str, sentence: str) -> None:
        self.refusals.append((field, sentence))

    def close_dialog(self) -> None:
        self.closed += 1

    @property
    def page(self) -> MonitoringPage:
        return self.pages[-1]


class Sitting:
    """The card beside a draft of plan 7, with lithium 900 mg since September."""

    def __init__(self) -> None:
        self.bench: Bench = begun()
        self.card = NotedCard()
        self.presenter = MonitoringPresenter(self.bench.context, self.card, self.bench.desk)
        self.bench.presenter.beside = self.presenter.show
        self.bench.presenter.load()
        self.line = self.bench.chart.lithium.line_id

    def names(self, rows: str) -> list[str]:
        return [row.measure for row in getattr(self.card.page, rows) if row.line_id == self.line]

    def put_in(self, *tests: MonitoringItem) -> None:
        """Tests that somebody puts in by hand."""
        chart = self.bench.chart
        chart.services.plans.set_monitoring(chart.draft, self.line, tests)
        self.bench.presenter.load()

    def stored(self) -> list[date]:
        item = self.bench.chart.draft.item(self.line)
        assert item is not None
        return [one.due for one in item.monitoring if one.measure == LEVEL and one.done_on is None]


def test_that_a_test_is_put_on_the_plan_and_taken_off() -> None:
    sitting = Sitting()
    assert LEVEL in sitting.names("proposed")
    sitting.presenter.put_on((Choice(sitting.line, LEVEL),))
    assert LEVEL in sitting.names("on_plan")
    assert sitting.stored()
    sitting.presenter.take_back(Choice(sitting.line, LEVEL))
    assert LEVEL in sitting.names("proposed")
    assert sitting.stored() == []


def test_that_all_are_put_on_at_once() -> None:
    sitting = Sitting()
    sitting.presenter.put_on(sitting.card.page.all_proposed)
    assert [row for row in sitting.card.page.proposed if "put" in row.acts] == []
    assert len(sitting.names("on_plan")) > 2


def test_that_setting_aside_needs_a_reason_and_shows_it() -> None:
    sitting = Sitting()
    sitting.presenter.set_aside(Choice(sitting.line, LEVEL), " ")
    assert sitting.card.refusals == [("reason", "Write why this test is set aside.")]
    sitting.presenter.set_aside(Choice(sitting.line, LEVEL), "the nephrologist does it")
    (row,) = [row for row in sitting.card.page.aside if row.measure == LEVEL]
    assert row.note == "Set aside Nov 23 by Dr. Amara Osei: the nephrologist does it"


def test_that_a_moved_step_moves_the_stored_test() -> None:
    sitting = Sitting()
    chart = sitting.bench.chart

    def raised_on(day: date) -> None:
        item = chart.draft.item(sitting.line)
        assert item is not None
        low = replace(item.steps[0], end=day - DAY)
        high = a_step(day, None, tablets("300"), tablets("300"), reason="low level")
        chart.services.plans.keep_line(chart.draft, replace(item, steps=(low, high)))

    raised_on(TODAY + 40 * DAY)
    sitting.bench.presenter.load()
    sitting.presenter.put_on((Choice(sitting.line, LEVEL),))
    assert TODAY + 47 * DAY in sitting.stored()
    raised_on(TODAY + 50 * DAY)
    assert TODAY + 47 * DAY not in sitting.stored()
    assert TODAY + 57 * DAY in sitting.stored()


def test_that_a_result_that_came_counts_as_done() -> None:
    sitting = Sitting()
    before = [row for row in sitting.card.page.proposed if row.measure == LEVEL]
    assert before[0].late
    chart = sitting.bench.chart
    keep(
        chart.services.session,
        Observation(new_id(), chart.patient.id, Measure.LITHIUM, tablets("1").count, NOW, version=1),
    )
    sitting.bench.presenter.load()
    after = [row for row in sitting.card.page.proposed if row.measure == LEVEL]
    assert not after[0].late


def test_that_a_day_to_come_is_not_taken_for_done() -> None:
    sitting = Sitting()
    sitting.presenter.put_on((Choice(sitting.line, LEVEL),))
    sitting.presenter.mark_done(Choice(sitting.line, LEVEL), "tomorrow")
    sitting.presenter.mark_done(Choice(sitting.line, LEVEL), "sometime")
    assert [name for name, _ in sitting.card.refusals] == ["on", "on"]


def test_that_setting_a_proposal_aside_leaves_the_same_test_that_was_put_in_by_hand() -> None:
    sitting = Sitting()
    by_hand = MonitoringItem(LEVEL, TODAY + DAY, "asked by phone")
    sitting.put_in(by_hand)
    sitting.presenter.set_aside(Choice(sitting.line, LEVEL), "asked for by phone already")
    assert sitting.stored() == [by_hand.due]
    assert [row.measure for row in sitting.card.page.aside] == [LEVEL]


def test_that_of_tests_with_one_name_the_one_that_was_clicked_is_done_or_taken_off() -> None:
    sitting = Sitting()
    sitting.put_in(*(MonitoringItem(LEVEL, TODAY + days * DAY, "asked by phone") for days in (2, 60)))
    chart = sitting.bench.chart
    chart.services.plans.stop(chart.draft, sitting.line, Stopped(TODAY + 40 * DAY, "tremor"))
    sitting.bench.presenter.load()
    sitting.presenter.put_on((Choice(sitting.line, LEVEL),))
    others = [day for day in sitting.stored() if day != TODAY + 60 * DAY]
    assert len(others) > 1
    (row,) = (row for row in sitting.card.page.on_plan if row.note.endswith("take it off, or leave it."))
    before = chart.draft
    sitting.presenter.mark_done(row.choice, "today")
    assert TODAY + 2 * DAY in sitting.stored()
    item = chart.draft.item(sitting.line)
    assert item is not None
    assert [one.due for one in item.monitoring if one.done_on == TODAY] == [TODAY + 60 * DAY]
    chart.services.plans.save(replace(before, version=chart.draft.version))
    sitting.bench.presenter.load()
    sitting.presenter.take_back(row.choice)
    assert sitting.stored() == others


def test_that_a_source_is_short_and_unverified_says_so() -> None:
    assert short_source("Lithium label, section 5 (dailymed), not re-read - unverified") == (
        "Lithium label, section 5 · unverified"
    )
    assert short_source("") == ""
