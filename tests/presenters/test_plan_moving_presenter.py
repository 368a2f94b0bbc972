"""Hold and go back: what is typed is read, refused beside its field, or moves the steps of the line."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.dose import Slot
from medmanager.domain.plan import PlanItem
from medmanager.domain.plan_book import Rest
from tests.builders import TODAY, a_step, tablets
from tests.kit.fakes import fake_context
from tests.plan_services import SEPTEMBER, Chart, a_line, chart_services
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.moving_presenter import PAST, MovingPresenter

DAY = timedelta(days=1)
WHY = "shaky since the last step"


@dataclass
class NotedFace:
    """Remembers refusals and whether the dialog was closed."""

    refusals: list[tuple[str, str]] = field(default_factory=list)
    closed: int = 0

    def show_refusal(self, name: str, sentence: str) -> None:
        self.refusals.append((name, sentence))

    def close_dialog(self) -> None:
        self.closed += 1


class Bench:
    """Lithium comes down: 900 mg to yesterday, 600 mg from today, 300 mg in two weeks."""

    def __init__(self) -> None:
        tapered = a_line(
            "lithium carbonate",
            a_step(SEPTEMBER, TODAY - DAY, tablets("300", Slot.MORNING, "3")),
            a_step(TODAY, TODAY + 13 * DAY, tablets("300", Slot.MORNING, "2")),
            a_step(TODAY + 14 * DAY, None, tablets("300")),
        )
        self.chart, self.face = Chart(chart_services(), lithium=tapered), NotedFace()
        context = fake_context(self.chart.services)
        self.desk = DraftDesk(context, self.chart.patient.id)
        self.chart.begin()
        self.desk.load()
        self.presenter = MovingPresenter(context, self.face, self.desk)

    @property
    def item(self) -> PlanItem:
        item = self.chart.draft.item(self.chart.lithium.line_id)
        assert item is not None
        return item

    @property
    def doses(self) -> list[tuple[date, Decimal]]:
        return [
            (step.start, sum((one.count * one.strength.amount for one in step.tablets), Decimal()))
            for step in self.item.steps
        ]


def test_that_a_hold_moves_the_steps_after_it_and_closes_the_dialog() -> None:
    bench = Bench()
    bench.presenter.hold(bench.item.line_id, "7", WHY)
    assert (bench.face.closed, bench.face.refusals) == (1, [])
    assert bench.doses[-1] == (TODAY + 21 * DAY, Decimal(300))


@pytest.mark.parametrize("days", ["", "0", "-3", "seven", "7.5", "100000", "7 or 8"])
def test_that_days_nobody_can_mean_are_refused_beside_the_field_and_move_nothing(days: str) -> None:
    bench = Bench()
    before = bench.chart.draft
    bench.presenter.hold(bench.item.line_id, days, WHY)
    assert bench.face.closed == 0
    ((name, sentence),) = bench.face.refusals
    assert name == "days"
    assert sentence
    assert bench.chart.draft == before


def test_that_a_hold_without_a_reason_is_refused_beside_the_reason() -> None:
    bench = Bench()
    bench.presenter.hold(bench.item.line_id, "7", " ")
    assert [name for name, _ in bench.face.refusals] == ["reason"]
    assert bench.doses[-1][0] == TODAY + 14 * DAY


def test_that_going_back_takes_the_dose_before_from_the_typed_day_on() -> None:
    bench = Bench()
    bench.presenter.go_back(bench.item.line_id, "tomorrow", "14", WHY, Rest.REDATE)
    assert (bench.face.closed, bench.face.refusals) == (1, [])
    assert (TODAY + DAY, Decimal(900)) in bench.doses


@pytest.mark.parametrize(
    ("on", "told"), [("yesterday", PAST), ("Nov 1 2026", PAST), ("2026-02-30", None), ("", None), ("x", None)]
)
def test_that_a_day_that_is_over_or_none_is_refused_beside_the_day(on: str, told: str | None) -> None:
    bench = Bench()
    before = bench.chart.draft
    bench.presenter.go_back(bench.item.line_id, on, "14", WHY, Rest.REDATE)
    ((name, sentence),) = bench.face.refusals
    assert name == "on"
    assert told is None or sentence == told
    assert bench.chart.draft == before


def test_that_the_days_are_not_asked_where_the_rest_is_dropped() -> None:
    bench = Bench()
    other = next(one for one in Rest if one is not Rest.REDATE)
    bench.presenter.go_back(bench.item.line_id, "tomorrow", "", WHY, other)
    assert bench.face.refusals == []
    assert bench.face.closed == 1
