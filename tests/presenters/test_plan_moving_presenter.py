"""Hold and go back: what is typed is read, refused beside its field, or moves the steps of the line."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.plan.book import Hold, Rest
from medmanager.domain.plan.dose import DoseStep, Slot
from medmanager.domain.plan.moving import hold
from medmanager.domain.plan.plan import PlanItem, Stopped
from medmanager.domain.plan.writing import pause
from tests.builders import TODAY, a_step, an_item, tablets
from tests.kit.fakes import fake_context
from tests.plan_services import SEPTEMBER, Chart, a_line, chart_services
from ui.kit import words
from ui.screens.plan.acts_reading import PAST
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.moving_presenter import MovingPresenter
from ui.screens.plan.versions.course_words import course_of, outcome_of

DAY = timedelta(days=1)
WHY = "shaky since the last step"


@dataclass
class NotedFace:
    """Remembers refusals and whether the dialog was closed."""

    refusals: list[tuple[str, str]] = field(default_factory=list)
    outcome: str = ""
    closed: int = 0

    def show_refusal(self, name: str, sentence: str) -> None:
        self.refusals.append((name, sentence))

    def show_outcome(self, sentence: str) -> None:
        self.outcome = sentence.replace(words.NO_BREAK, " ")

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


LEFT, BACK, WAITS = "600 mg to Nov 23", "900 mg to Dec 7", "600 mg to Dec 21"


def test_that_an_act_tells_what_it_will_leave_of_the_doses_before_it_is_done() -> None:
    bench = Bench()
    line, show, face = bench.item.line_id, bench.presenter, bench.face
    show.foresee_hold(line, "7", "")
    assert face.outcome == "Doses then: 600 mg to Dec 13; 300 mg from Dec 14."
    show.foresee_back(line, "tomorrow", "14", "", Rest.REDATE)
    assert face.outcome == f"Doses then: {LEFT}; {BACK}; {WAITS}; 300 mg from Dec 22."
    show.foresee_pause(line, "tomorrow", "5 days", "")
    assert (
        face.outcome == "Doses then: 600 mg to Nov 23; pause to Nov 28; 600 mg to Dec 6; 300 mg from Dec 7."
    )
    show.foresee_stop(line, "tomorrow", "")
    assert face.outcome == "Doses then: 600 mg to Nov 23; stop Nov 24."
    for typed in ("", "-3", "400", "soon"):
        show.foresee_hold(line, typed, WHY)
        assert face.outcome == "", "told beside the field once it is asked for"


def test_that_an_act_tells_the_stop_that_it_drops() -> None:
    bench = Bench()
    bench.chart.services.plans.stop(bench.chart.draft, bench.item.line_id, Stopped(TODAY + 20 * DAY, WHY))
    bench.desk.load()
    bench.presenter.foresee_pause(bench.item.line_id, "tomorrow", "", "")
    told = "Doses then: 600 mg to Nov 23; pause from Nov 24. The stop of Dec 13 is dropped."
    assert bench.face.outcome == told


def test_that_an_act_tells_a_dose_that_comes_to_lie_too_near_to_the_one_before() -> None:
    def every_two_weeks(mg: str, start: int, end: int | None) -> DoseStep:
        last = TODAY + end * DAY if end is not None else None
        return DoseStep(TODAY + start * DAY, last, (tablets(mg),), every_days=14)

    item = an_item("paliperidone", every_two_weeks("156", 0, 27), every_two_weeks("234", 28, None))
    told = outcome_of(item, pause(item, TODAY + 10 * DAY, TODAY + 20 * DAY, WHY), TODAY)
    assert told.endswith("That of Dec 21 falls 7 days after one that lasts 14.")
    assert "falls" not in outcome_of(item, hold(item, Hold(14, WHY), TODAY), TODAY)


def test_that_what_was_foreseen_is_what_is_done() -> None:
    for act in ("hold", "back"):
        bench = Bench()
        typed = ("7", WHY) if act == "hold" else ("Nov 25", "10", WHY, Rest.REDATE)
        foresee = bench.presenter.foresee_hold if act == "hold" else bench.presenter.foresee_back
        do = bench.presenter.hold if act == "hold" else bench.presenter.go_back
        foresee(bench.item.line_id, *typed)
        do(bench.item.line_id, *typed)
        done = course_of(bench.item, TODAY).replace(words.NO_BREAK, " ").replace(", ", "; ")
        assert bench.face.outcome == f"Doses then: {done}."


def test_that_the_end_of_the_last_dose_is_told_where_no_stop_was_written() -> None:
    ends = an_item("clonazepam", a_step(TODAY, TODAY + 6 * DAY, tablets("1")))
    told = course_of(ends, TODAY).replace(words.NO_BREAK, " ")
    assert told == "1 mg to Nov 29, none from Nov 30"
    paused = course_of(pause(ends, TODAY + 3 * DAY, TODAY + 6 * DAY, "sleepy"), TODAY)
    assert paused.replace(words.NO_BREAK, " ") == "1 mg to Nov 25, pause to Nov 29, none from Nov 30"
