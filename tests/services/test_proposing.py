"""Proposals for a patient's draft: from the line, the chart and the base to lines, and into the draft."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.errors import NotAllowed, Refused, StaleRecord
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.knowledge.proposals import Method, Options, RequestKind, Unsafe
from medmanager.domain.plan.dose import DoseStep, Form, Slot
from medmanager.domain.plan.plan import PlanItem, Stopped
from medmanager.domain.plan.proposal import NewLine, PlanProposal, Wish
from medmanager.domain.plan.reconciliation import Decision, Wanted
from medmanager.domain.user import Role
from tests.builders import TODAY, a_step, keep, new_id, tablets
from tests.plan_services import SEPTEMBER, Chart, a_line, chart_services

TOMORROW = TODAY + timedelta(days=1)
SWITCH, TAPER, TITRATION, RESTART = (
    *(RequestKind.SWITCH, RequestKind.TAPER),
    *(RequestKind.TITRATION, RequestKind.RESTART),
)


class Desk:
    """A patient who takes one medicine, and what is asked about it."""

    def __init__(self, *items: PlanItem) -> None:
        self.chart = Chart(chart_services())
        self.services = self.chart.services
        draft = replace(self.chart.begin(), items=items)
        self.services.plans.save(draft)

    @property
    def item(self) -> PlanItem:
        return self.chart.draft.items[0]

    def propose(self, wish: Wish) -> PlanProposal:
        return self.services.proposing.propose(self.chart.draft, wish)

    def put(self, wish: Wish, reason: str = "as agreed") -> tuple[PlanItem, ...]:
        self.services.plans.put(self.chart.draft, self.propose(wish), reason)
        return self.chart.draft.items


def taking(name: str, mg: str, **changes: object) -> PlanItem:
    return a_line(name, a_step(SEPTEMBER, None, tablets(mg)), **changes)


def doses(item: PlanItem) -> list[float]:
    return [float(step.daily_dose) for step in item.steps]


def pieces(step: DoseStep) -> list[tuple[Decimal, Slot, Decimal]]:
    return [(one.strength.amount, one.slot, one.count) for one in step.tablets]


def test_that_a_cross_taper_changes_one_line_and_begins_another() -> None:
    desk = Desk(taking("paroxetine", "20"))
    old, new = desk.put(Wish(SWITCH, TOMORROW, desk.item.line_id, NewLine("venlafaxine", Form.ER_CAPSULE)))
    assert doses(old) == [20, 15, 10, 5]
    assert old.stopped == Stopped(date(2026, 12, 15), "as agreed")
    assert (new.medicine.generic, new.form, new.purpose) == ("venlafaxine", Form.ER_CAPSULE, old.purpose)
    assert [pieces(step) for step in new.steps] == [
        [(Decimal("37.5"), Slot.MORNING, Decimal(1))],
        [(Decimal(75), Slot.MORNING, Decimal(1))],
    ]
    assert {step.reason for step in (*old.steps[1:], *new.steps)} == {"as agreed"}


def test_that_lamotrigine_beside_valproate_begins_at_half_the_pace() -> None:
    desk = Desk(taking("divalproex", "500"))
    made = desk.propose(Wish(TITRATION, TOMORROW, None, NewLine("Lamictal", Form.TABLET, "steady mood")))
    assert [step.daily_dose for step in made.lines[0].fresh] == [Decimal("12.5"), 25, 50, 100]
    assert any("rash" in note.text for note in made.notes)


def test_that_a_taper_keeps_the_times_of_day_and_the_tablets_at_hand() -> None:
    step = a_step(date(2026, 1, 5), None, tablets("1"), tablets("1", Slot.BEDTIME))
    desk = Desk(a_line("lorazepam", step))
    at_hand = Options(Method.PROPORTIONAL, Decimal(10), 14, (Decimal("0.5"),))
    made = desk.propose(Wish(TAPER, TOMORROW, desk.item.line_id, options=at_hand))
    fresh = made.lines[0].fresh
    assert {one.strength.amount for step in fresh for one in step.tablets} == {Decimal("0.5")}
    assert {one.slot for step in fresh for one in step.tablets} <= {Slot.MORNING, Slot.BEDTIME}
    assert made.lines[0].item.stopped is not None
    assert any("33 percent" in text for text in made.warnings), "what the tablets force is said"


def test_that_a_taper_by_so_many_mg_hits_every_dose() -> None:
    desk = Desk(taking("prazosin", "5", form=Form.CAPSULE))
    made = desk.propose(Wish(TAPER, TOMORROW, desk.item.line_id, by_mg=Decimal(1)))
    assert [step.daily_dose for step in made.lines[0].fresh] == [4, 3, 2, 1]
    third = Desk(a_line("prazosin", a_step(SEPTEMBER, None, tablets("1", number="3")), form=Form.CAPSULE))
    made = third.propose(Wish(TAPER, TOMORROW, third.item.line_id, by_mg=Decimal(1)))
    assert [step.daily_dose for step in made.lines[0].fresh] == [2, 1], "a third is no whole percentage"


def test_that_a_taper_may_end_at_a_lower_dose_in_the_future() -> None:
    desk = Desk(taking("sertraline", "100"))
    start = TODAY + timedelta(days=20)
    (line,) = desk.put(Wish(TAPER, start, desk.item.line_id, target_mg=Decimal(50)))
    assert line.stopped is None
    assert line.steps[0].end == start - timedelta(days=1), "until then the dose stays"
    assert line.steps[-1].daily_dose == 50
    assert line.steps[-1].end is None


def test_that_a_titration_goes_on_from_what_is_taken() -> None:
    desk = Desk(taking("sertraline", "50"))
    (line,) = desk.put(Wish(TITRATION, TOMORROW, desk.item.line_id, target_mg=Decimal(150)))
    assert doses(line) == [50, 100, 150]
    with pytest.raises(Refused) as refused:
        desk.propose(Wish(TITRATION, TODAY + timedelta(days=40), line.line_id, target_mg=Decimal(100)))
    assert refused.value.field == "target"


def test_that_phenelzine_before_the_washout_is_refused_with_the_first_possible_day() -> None:
    desk = Desk(taking("fluoxetine", "20"))
    early = Wish(SWITCH, TOMORROW, desk.item.line_id, NewLine("phenelzine"), coming_on=date(2026, 12, 10))
    with pytest.raises(Unsafe, match="January 12, 2027") as refused:
        desk.propose(early)
    assert refused.value.field == "coming_on"
    assert "Prozac" in refused.value.source
    _, phenelzine = desk.put(replace(early, coming_on=None))
    assert phenelzine.steps[0].start == date(2027, 1, 12)


def test_that_a_washout_counts_from_a_stop_that_is_planned() -> None:
    stopped = replace(
        taking("fluoxetine", "20"),
        steps=(a_step(SEPTEMBER, TODAY, tablets("20")),),
        stopped=Stopped(TOMORROW, "no effect"),
    )
    desk = Desk(stopped)
    with pytest.raises(Unsafe, match="The first day that is possible is December 29, 2026") as refused:
        desk.propose(Wish(TITRATION, TOMORROW, None, NewLine("phenelzine")))
    assert refused.value.field == "start"
    made = desk.propose(Wish(TITRATION, date(2026, 12, 29), None, NewLine("phenelzine")))
    assert made.lines[0].item.steps[0].start == date(2026, 12, 29)


def test_that_a_stopped_line_begins_again_as_itself_after_missed_days() -> None:
    stopped = replace(
        taking("venlafaxine", "75"),
        steps=(a_step(SEPTEMBER, date(2026, 11, 10), tablets("75")),),
        stopped=Stopped(date(2026, 11, 11), "ran out"),
    )
    desk = Desk(stopped)
    (line,) = desk.put(Wish(RESTART, TOMORROW, desk.item.line_id, missed_days=13))
    assert line.stopped is None
    assert line.line_id == stopped.line_id
    assert doses(line) == [75, 37.5], "a week or more missed: lower"


@pytest.mark.parametrize("kind", [RESTART, TITRATION])
def test_that_what_begins_again_or_goes_up_keeps_the_time_of_day_at_which_it_was_taken(
    kind: RequestKind,
) -> None:
    end = TODAY - timedelta(days=21) if kind is RESTART else None
    step = a_step(SEPTEMBER, end, tablets("40", Slot.EVENING))
    line = a_line("lurasidone", step, stopped=Stopped(end + timedelta(days=1), "cost") if end else None)
    desk = Desk(line)
    made = desk.propose(Wish(kind, TOMORROW, line.line_id, target_mg=Decimal(80), missed_days=21))
    assert {one.slot for step in made.lines[0].fresh for one in step.tablets} == {Slot.EVENING}


def test_that_another_form_renews_the_line_and_ends_the_old_one_in_sight() -> None:
    desk = Desk(taking("venlafaxine", "75"))
    new = NewLine("venlafaxine", Form.ER_CAPSULE, desk.item.purpose)
    old, renewed = desk.put(Wish(TITRATION, TOMORROW, None, new, target_mg=Decimal(75)), "once a day")
    assert old.stopped == Stopped(TOMORROW, "once a day")
    assert renewed.form is Form.ER_CAPSULE
    assert doses(renewed) == [75]


def test_that_forms_are_never_mixed() -> None:
    desk = Desk(taking("venlafaxine", "75", form=Form.ER_CAPSULE))
    made = desk.propose(Wish(TAPER, TOMORROW, desk.item.line_id))
    assert all(one.count % 1 == 0 for step in made.lines[0].fresh for one in step.tablets)
    with pytest.raises(Refused, match=r"no extended-release capsule of 25 mg"):
        desk.propose(Wish(TAPER, TOMORROW, desk.item.line_id, options=Options(strengths=(Decimal(25),))))


def test_that_grave_alerts_of_the_steps_are_told_and_forbidden_ones_refused() -> None:
    desk = Desk(taking("citalopram", "20"))
    made = desk.propose(Wish(TITRATION, TOMORROW, None, NewLine("fluoxetine", None, "mood")))
    assert made.alerts
    assert all("citalopram" in " ".join(one.subjects) for one in made.alerts)
    with pytest.raises(Unsafe, match="Do not combine"):
        desk.propose(Wish(TITRATION, TOMORROW, None, NewLine("phenelzine", None, "mood")))


def test_that_a_form_that_nobody_makes_is_said() -> None:
    desk = Desk(taking("prazosin", "5"))
    with pytest.raises(Refused, match="no tablet of prazosin.*capsule"):
        desk.propose(Wish(TAPER, TOMORROW, desk.item.line_id))


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Wish(TITRATION, TOMORROW, None, NewLine("moonwater")), "to"),
        (Wish(TITRATION, TOMORROW, None, NewLine("setraline")), "to"),
        (Wish(TITRATION, TOMORROW, None, None), "to"),
        (Wish(TAPER, TOMORROW, None), "line"),
    ],
)
def test_that_a_wish_that_cannot_be_met_says_why_beside_its_field(wish: Wish, field: str) -> None:
    with pytest.raises(Refused) as refused:
        Desk(taking("sertraline", "50")).propose(wish)
    assert refused.value.field == field


def test_that_a_change_needs_its_reason_and_the_draft_as_it_was_seen() -> None:
    desk = Desk(taking("sertraline", "100"))
    made = desk.propose(Wish(TAPER, TOMORROW, desk.item.line_id))
    with pytest.raises(Refused, match="Write why") as refused:
        desk.services.plans.put(desk.chart.draft, made, " ")
    assert refused.value.field == "reason"
    seen = desk.chart.draft
    changed = replace(desk.item, question="how long?")
    desk.services.plans.keep_line(seen, changed)
    with pytest.raises(Refused, match="changed meanwhile"):
        desk.services.plans.put(desk.chart.draft, made, "too tired")
    with pytest.raises(StaleRecord):
        desk.services.plans.put(seen, made, "too tired")


def test_that_a_stop_is_warned_of_where_the_base_comes_down_in_steps() -> None:
    desk = Desk(taking("paroxetine", "20"))
    advice = desk.services.proposing.before_stopping(desk.chart.draft, desk.item.line_id)
    assert advice is not None
    made = desk.propose(Wish(TAPER, TOMORROW, desk.item.line_id))
    assert (advice.steps, advice.days) == (len(made.lines[0].fresh), made.total_days)
    assert advice.notes
    unknown = Desk(taking("amoxicillin", "500"))
    assert unknown.services.proposing.before_stopping(unknown.chart.draft, unknown.item.line_id) is None


def test_that_the_front_desk_proposes_nothing() -> None:
    chart = Chart(chart_services())
    draft = chart.begin()
    desk = chart_services(Role.FRONT_DESK, login="castellano")
    with pytest.raises(NotAllowed):
        desk.proposing.propose(draft, Wish(TAPER, TOMORROW, draft.items[0].line_id))


@pytest.mark.parametrize("missed", [2, 21], ids=["goes on", "begins again"])
@pytest.mark.parametrize("partner", ["divalproex", "gabapentin"])
def test_that_a_restart_above_the_target_beside_valproate_says_so(missed: int, partner: str) -> None:
    last = TODAY - timedelta(days=missed)
    line = taking("lamotrigine", "200")
    line = replace(line, steps=(replace(line.steps[0], end=last),), stopped=Stopped(TODAY, "ran out"))
    desk = Desk(line, taking(partner, "500"))
    made = desk.propose(Wish(RESTART, TOMORROW, line.line_id, missed_days=missed))
    told = [one for one in made.warnings if "200 mg a day is above 100 mg, the target here" in one]
    assert len(told) == (partner == "divalproex")
    assert all("the other medicines" in one and "prescribing information" in one for one in told)


def test_that_a_titration_above_the_target_beside_valproate_says_so() -> None:
    desk = Desk(taking("divalproex", "500"))
    for target, said in ((Decimal(100), 0), (Decimal(150), 1)):
        wish = Wish(TITRATION, TOMORROW, None, NewLine("lamotrigine", Form.TABLET, "mood"), target)
        assert sum("above 100 mg" in one for one in desk.propose(wish).warnings) == said


def test_that_an_outside_medicine_that_became_a_line_does_not_stand_in_the_way_of_its_own_switch() -> None:
    desk = Desk(taking("paroxetine", "20"))
    patient = desk.chart.patient.id
    told = MedicationStatement(new_id(), patient, "paroxetine", "20 mg", status=TakingStatus.TAKING)
    keep(desk.services.session, told)
    desk.services.reconciling.decide(patient, [Wanted(told, Decision.CONTINUE)])
    made = desk.propose(Wish(SWITCH, TOMORROW, desk.item.line_id, NewLine("phenelzine", Form.TABLET)))
    assert not [one for one in made.alerts if set(one.subjects) == {"paroxetine", "phenelzine"}]
