"""What the visits tab shows: nothing typed is lost, nothing asked is forgotten, one signature for both."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from medmanager.domain.errors import StoreUnavailable
from medmanager.domain.history import Measure
from medmanager.domain.plan.plan import MonitoringItem, Stopped
from medmanager.domain.user import Role
from medmanager.domain.visit import (
    CostConcern,
    LineReview,
    Response,
    VisitStatus,
    vital,
)
from tests.builders import TODAY, a_patient, an_appointment, keep
from tests.kit.fakes import NotedNavigate
from tests.plan_services import Chart, LaterAsk, chart_services, later_context
from tests.presenters.visits_bench import Bench, a_chart
from ui.screens.visits.presenter import FORM, NO_VISIT
from ui.screens.visits.visit_fields import CostFields, EffectFields, QuestionFields, ReviewFields

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def bench() -> Bench:
    bench = Bench(a_chart())
    bench.presenter.begin()
    return bench


def test_that_a_patient_without_visits_is_offered_to_begin_one() -> None:
    chart = Chart(chart_services())
    bench = Bench(chart)
    bench.presenter.load()
    assert bench.face.said == ["loading", f"{NO_VISIT} True"]
    bench.presenter.begin()
    assert bench.page.editable
    assert bench.page.last.title == "No earlier visit here"


def test_that_the_form_asks_what_the_last_visit_and_the_plan_leave_to_ask(bench: Bench) -> None:
    assert [one.code for one in bench.typed.effects] == ["tremor"]
    assert (bench.page.effects[0].name, bench.page.effects[0].before) == ("Shaking hands", "5")
    assert [box.name for box in bench.page.medicines] == ["sertraline", "lithium carbonate"]
    assert bench.page.medicines[1].dose == "900\u00a0mg"
    assert bench.typed.questions == (QuestionFields("Will the shaking stop?", ""),)
    assert bench.page.last.questions == ("Will the shaking stop?",)
    weight = bench.page.vitals[0]
    assert (weight.label, weight.unit, weight.last) == ("Weight", "lb", "154.8 on Nov 2")
    assert bench.page.vitals[1].last == "not known"


def test_that_what_the_plan_watches_is_asked_and_common_ones_when_nothing_is_named() -> None:
    chart = Chart(chart_services())
    watched = replace(chart.lithium, watch=("nausea", "tremor"))
    keep(chart.services.session, replace(chart.signed, items=(chart.sertraline, watched)))
    bench = Bench(chart)
    bench.presenter.begin()
    assert [one.code for one in bench.typed.effects] == ["nausea", "tremor"]
    bare = Bench(Chart(chart_services()))
    bare.presenter.begin()
    assert len(bare.typed.effects) == 4


def test_that_answers_are_saved_as_they_were_meant(bench: Bench) -> None:
    rows = tuple(replace(row, missed="2", response="better") for row in bench.typed.lines[:1])
    bench.answer(
        since_last=" Steadier. ",
        response="better",
        weight="156.5",
        pressure="118/76",
        effects=(EffectFields("tremor", 0),),
        phq9=(1,) * 9,
        lines=(*rows, *bench.typed.lines[1:]),
        costs=(CostFields("Copay went up", "$40", False),),
    )
    bench.presenter.settle()
    visit = bench.visit
    assert (visit.since_last, visit.response) == ("Steadier.", Response.BETTER)
    assert vital(visit, Measure.WEIGHT) == Decimal("70.987")
    assert vital(visit, Measure.DIASTOLIC) == 76
    assert visit.severity("tremor") == 0
    assert [(one.scale, one.total) for one in visit.scales] == [("PHQ-9", 9)]
    assert visit.lines == (LineReview(bench.chart.sertraline.line_id, Response.BETTER, 2),)
    assert visit.costs == (CostConcern("Copay went up", Decimal(40)),)
    assert bench.face.saved == "Draft saved 10:42"


def with_costs_of_two_medicines() -> Bench:
    """A visit that opens with the same worry about the cost of each medicine of the plan."""
    chart = a_chart()
    lines = (replace(one, cost_concern="Copay") for one in (chart.sertraline, chart.lithium))
    keep(chart.services.session, replace(chart.signed, items=tuple(lines)))
    bench = Bench(chart)
    bench.presenter.begin()
    return bench


def test_that_a_cost_settled_for_one_medicine_stays_open_for_the_other() -> None:
    bench = with_costs_of_two_medicines()
    first, second = bench.typed.costs
    bench.answer(costs=(replace(first, settled=True), second))
    bench.presenter.settle()
    told = {one.line_id: one.settled for one in bench.visit.costs}
    assert told == {bench.chart.sertraline.line_id: True, bench.chart.lithium.line_id: False}


def test_that_a_cost_that_is_put_otherwise_stays_one_of_its_medicine() -> None:
    bench = with_costs_of_two_medicines()
    first, second = bench.typed.costs
    bench.answer(costs=(first, replace(second, text="Copay went up", monthly="40")))
    bench.presenter.settle()
    assert [one.line_id for one in bench.visit.costs] == [one.line_id for one in bench.chart.signed.items]


def test_that_the_signed_note_names_the_medicine_of_a_cost() -> None:
    bench = with_costs_of_two_medicines()
    first, second = bench.typed.costs
    bench.answer(since_last="Well.", costs=(replace(first, settled=True), second))
    bench.presenter.settle()
    bench.chart.services.visits.sign(bench.visit)
    bench.presenter.load()
    told = {part.title: part.lines for part in bench.page.note}
    assert told["Cost"] == ("Copay, sertraline, settled", "Copay, lithium carbonate")


def test_that_not_asked_leaves_no_record(bench: Bench) -> None:
    bench.answer(since_last="Well.")
    bench.presenter.settle()
    visit = bench.visit
    assert (visit.effects, visit.scales, visit.lines, visit.vitals) == ((), (), (), ())


def test_that_what_cannot_be_read_is_marked_kept_and_not_recorded(bench: Bench) -> None:
    typed = bench.answer(weight="56O", costs=(CostFields("Copay", "forty"),), since_last="Well.")
    bench.presenter.keep()
    bench.presenter.settle()
    assert set(bench.live.problems) == {"weight", "cost.0.monthly"}
    assert [row.text for row in bench.live.remarks[:2]] == ["Weight cannot be read", "Cost cannot be read"]
    assert [row.state for row in bench.live.sections if row.key in {"vitals", "questions"}] == ["warning"] * 2
    assert vital(bench.visit, Measure.WEIGHT) is None
    assert bench.visit.since_last == "Well."
    again = Bench(bench.chart)
    again.presenter.load()
    assert again.typed == typed
    again.presenter.signing.ask_signature()
    assert again.face.ask is None
    assert "cannot be read" in again.notices.warned[0]


def test_that_each_unreadable_row_is_told_by_its_own_name(bench: Bench) -> None:
    first, second = (str(item.line_id) for item in bench.chart.signed.items)
    bench.answer(
        lines=(ReviewFields(first, missed="O"), ReviewFields(second, missed="1-2", reason="forgot " * 90)),
        costs=(CostFields("Copay", "forty"), CostFields("", "12.5O")),
    )
    bench.presenter.settle()
    told = [row.text for row in bench.live.remarks if row.text.endswith("cannot be read")]
    assert told == [
        "Missed doses of sertraline cannot be read",
        "Missed doses of lithium carbonate cannot be read",
        "Why lithium carbonate was missed cannot be read",
        "Cost 1 cannot be read",
        "Cost 2 cannot be read",
    ]


def test_that_typing_is_back_after_a_crash(bench: Bench) -> None:
    typed = bench.answer(since_last="Steadier, back at wo", phq9=(1, 2, *(None,) * 7))
    bench.presenter.keep()
    again = Bench(bench.chart)
    again.presenter.load()
    assert again.typed == typed
    assert again.face.conflict == ""
    again.presenter.settle()
    assert again.visit.since_last == "Steadier, back at wo"
    assert again.kept() is None


def test_that_a_draft_kept_by_another_version_is_told(bench: Bench) -> None:
    bench.chart.services.drafts.keep(FORM, bench.visit.id, {"old": "format"})
    again = Bench(bench.chart)
    again.presenter.load()
    assert "another version" in again.notices.warned[0]


def test_that_mine_becomes_an_addendum_of_the_note_that_she_signed(bench: Bench) -> None:
    bench.answer(since_last="Mine", risk="")
    bench.chart.services.visits.sign(replace(bench.visit, risk="Hers"))
    bench.presenter.settle()
    assert bench.face.addendum == "Since the last visit: Mine"
    assert "as an addendum" in bench.notices.warned[-1]
    assert bench.face.conflict == ""


def test_that_mine_is_offered_as_an_addendum_until_it_is_added_or_emptied(bench: Bench) -> None:
    bench.answer(since_last="Mine")
    bench.presenter.keep()
    bench.chart.services.visits.sign(replace(bench.visit, risk="Hers"))
    for _ in range(2):
        again = Bench(bench.chart)
        again.presenter.load()
        assert again.face.addendum == "Since the last visit: Mine"
    again.presenter.addendum_typed("Mine, shorter")
    assert again.kept() is not None
    again.presenter.addendum_typed(" ")
    assert again.kept() is None


def test_that_a_change_by_somebody_else_without_typing_of_mine_is_just_shown(bench: Bench) -> None:
    bench.chart.services.visits.save(replace(bench.visit, since_last="Hers"))
    bench.presenter.load()
    assert bench.typed.since_last == "Hers"
    assert bench.face.conflict == ""


def later() -> tuple[Bench, LaterAsk]:
    chart = a_chart()
    chart.services.visits.begin(chart.patient.id)
    context, ask = later_context(chart.services)
    bench = Bench(chart, context)
    bench.presenter.load()
    ask.answer()
    return bench, ask


def test_that_typing_goes_on_while_a_save_is_on_its_way() -> None:
    bench, ask = later()
    bench.answer(since_last="One")
    bench.presenter.settle()
    bench.presenter.load()
    bench.answer(since_last="One and two")
    bench.presenter.settle()
    ask.answer()
    assert bench.visit.since_last == "One"
    assert bench.face.conflict == ""
    bench.presenter.settle()
    ask.answer()
    assert bench.visit.since_last == "One and two"
    assert bench.notices.warned == []


def test_that_the_total_is_live_and_given_only_when_all_is_answered(bench: Bench) -> None:
    bench.answer(phq9=(1, 1, 2, 2, 1, 1, 1, None, None))
    score = bench.live.scores[0]
    assert (score.so_far, score.total, score.words, score.missing) == (
        9,
        None,
        "of 27, mild so far",
        "2 answers missing",
    )
    bench.answer(phq9=(1, 1, 2, 2, 1, 1, 1, 1, 0))
    score = bench.live.scores[0]
    assert (score.total, score.words, score.missing) == (10, "of 27, moderate", "")
    assert bench.live.scores[1].words == "not answered"


def test_that_named_self_harm_asks_to_ask_now_and_to_write_it_down(bench: Bench) -> None:
    assert bench.live.harm == ""
    bench.answer(phq9=(0,) * 8 + (1,))
    assert "Ask about it now" in bench.live.harm
    assert bench.live.remarks[0].section == "risk"
    bench.answer(phq9=(0,) * 8 + (1,), risk="Asked. No plan, no intent. Agreed to call.")
    assert all(row.section != "risk" for row in bench.live.remarks)


def test_that_better_and_worse_are_said_against_the_last_time(bench: Bench) -> None:
    said = []
    for severity in (None, 4, 5, 7):
        bench.answer(effects=(EffectFields("tremor", severity),))
        said.append(bench.live.effect_words["tremor"])
    assert said == [
        ("not asked", "muted"),
        ("4, better by 1", "ok"),
        ("5, same", "muted"),
        ("7, worse by 2", "moderate"),
    ]


def test_that_sections_tell_what_is_done(bench: Bench) -> None:
    bench.answer(since_last="Well.", phq9=(1,) * 8 + (None,))
    states = {row.key: (row.state, row.words) for row in bench.live.sections}
    assert states["since"] == ("done", "done")
    assert states["PHQ-9"] == ("draft", "1 left")
    assert states["questions"] == ("open", "1 open")
    assert states["risk"] == ("open", "")


def test_that_a_side_effect_can_be_added(bench: Bench) -> None:
    bench.presenter.add_effect("rash")
    bench.presenter.add_effect("rash")
    assert [one.code for one in bench.typed.effects] == ["tremor", "rash"]
    assert bench.page.effects[-1].name == "Rash or itching"


def with_plan_draft(role: Role = Role.PROVIDER) -> Bench:
    chart = a_chart(role)
    chart.begin()
    chart.services.plans.stop(chart.draft, chart.sertraline.line_id, Stopped(TOMORROW, "rash"))
    bench = Bench(chart)
    bench.presenter.begin()
    bench.answer(since_last="Rash on both arms.")
    return bench


def test_that_note_and_plan_are_signed_together() -> None:
    bench = with_plan_draft()
    assert (bench.page.plan.title, bench.page.plan.state) == ("Plan 7", "draft")
    bench.presenter.signing.ask_signature()
    ask = bench.face.ask
    assert ask is not None
    assert (ask.plan_title, ask.plan_reason, ask.plan_missing) == ("Plan 7", "rash", ())
    assert all("draft" not in row.text for row in ask.remarks)
    bench.presenter.signing.sign(True, "rash")
    assert bench.visit.status is VisitStatus.SIGNED
    assert bench.chart.in_force.visit_id == bench.visit.id
    assert bench.notices.said == ["Visit and plan are signed."]
    assert (bench.page.editable, bench.page.plan.state) == (False, "in force")
    assert bench.page.note[0].lines == ("Rash on both arms.",)


def test_that_who_signs_a_plan_with_a_note_is_told_of_the_tests_by_hand_that_it_leaves_behind() -> None:
    chart = a_chart(Role.PROVIDER)
    chart.begin()
    by_hand = (MonitoringItem("sodium", TODAY + timedelta(days=9), "asked by phone"),)
    chart.services.plans.set_monitoring(chart.draft, chart.sertraline.line_id, by_hand)
    chart.services.plans.stop(chart.draft, chart.sertraline.line_id, Stopped(TOMORROW, "rash"))
    bench = Bench(chart)
    bench.presenter.begin()
    bench.presenter.signing.ask_signature()
    assert bench.face.ask is not None
    (told,) = [row.reason for row in bench.face.ask.plan_changes if row.line_id == chart.sertraline.line_id]
    assert told.startswith("rash. Put in by hand, and still on the plan after that: sodium by Dec 2")


def test_that_the_note_may_be_signed_alone() -> None:
    bench = with_plan_draft()
    bench.presenter.signing.ask_signature()
    bench.presenter.signing.sign(False, "")
    assert bench.visit.status is VisitStatus.SIGNED
    assert bench.chart.in_force.number == 6
    assert bench.notices.said == ["The visit is signed."]


def test_that_a_refused_plan_leaves_the_note_unsigned() -> None:
    bench = with_plan_draft()
    bench.presenter.signing.ask_signature()
    bench.presenter.signing.sign(True, " ")
    assert bench.face.refusals[-1][0] == "reason"
    assert bench.visit.status is VisitStatus.DRAFT


def test_that_who_may_not_sign_plans_is_offered_the_note_alone() -> None:
    bench = with_plan_draft(Role.NURSE_PRACTITIONER)
    bench.presenter.signing.ask_signature()
    assert bench.face.ask is not None
    assert bench.face.ask.plan_title == ""
    said = "Plan 7 stays a draft: your role may not sign plans. Ask a provider to sign it."
    assert any(row.text == said for row in bench.face.ask.remarks)
    bench.presenter.signing.sign(False, "")
    assert bench.notices.said[-1] == "The visit is signed. Plan 7 stays a draft: ask a provider to sign it."


def test_that_an_addendum_is_added_and_an_empty_one_refused(bench: Bench) -> None:
    bench.answer(since_last="Well.")
    bench.presenter.signing.ask_signature()
    bench.presenter.signing.sign(False, "")
    bench.presenter.add_addendum("  ")
    assert bench.face.refusals[-1] == ("addendum", "Write the addendum first.")
    bench.presenter.add_addendum("Lab called back.")
    assert bench.page.addenda[0].lines == ("Lab called back.",)
    assert bench.page.addenda[0].title.startswith("Addendum by Dr. Amara Osei")
    assert bench.face.refusals[-1] == ("addendum", "")


def test_that_another_visit_is_shown_after_the_note_was_saved(bench: Bench) -> None:
    draft = bench.visit
    bench.answer(since_last="Well.")
    older = bench.page.visits[1][0]
    bench.presenter.choose(older)
    assert (bench.page.visit_id, bench.page.editable) == (older, False)
    bench.presenter.choose(draft.id)
    assert bench.typed.since_last == "Well."


def test_that_changing_a_dose_saves_the_note_and_goes_to_the_plan(bench: Bench) -> None:
    bench.answer(since_last="Well.")
    bench.presenter.open_plan(bench.chart.lithium.line_id)
    assert bench.visit.since_last == "Well."
    assert isinstance(bench.context.navigate, NotedNavigate)
    patient = bench.chart.patient.id
    assert bench.context.navigate.patients == [(patient, "plan", bench.chart.lithium.line_id)]
    bench.presenter.open_plan()
    assert bench.context.navigate.patients[-1] == (patient, "plan", patient), "the plan as it stands"


def test_that_a_plan_signed_meanwhile_brings_its_medicines_and_keeps_what_is_typed() -> None:
    bench = with_plan_draft()
    bench.chart.services.plans.sign(bench.chart.draft, "rash")
    bench.presenter.load()
    assert bench.page.plan.state == "in force"
    bench.presenter.settle()
    assert bench.visit.since_last == "Rash on both arms."


def test_that_a_subject_may_be_a_visit_or_an_appointment() -> None:
    chart = a_chart()
    appointment = an_appointment(chart.patient, chart.services.session.user)
    keep(chart.services.session, appointment)
    bench = Bench(chart)
    bench.presenter.expect(appointment.id)
    bench.presenter.load()
    assert bench.page.editable
    assert bench.visit.appointment_id == appointment.id
    bench.presenter.turn_to(bench.page.visits[1][0])
    assert not bench.page.editable
    bench.presenter.turn_to(appointment.id)
    assert bench.page.editable
    assert len(bench.page.visits) == 2


def test_that_a_subject_that_is_not_there_is_told_and_the_visits_are_shown() -> None:
    bench = Bench(a_chart())
    bench.presenter.expect(a_patient().id)
    bench.presenter.load()
    assert len(bench.notices.warned) == 1
    assert not bench.page.editable


def test_that_a_note_begun_by_mistake_is_thrown_away(bench: Bench) -> None:
    bench.presenter.throw_away()
    assert len(bench.page.visits) == 1
    assert not bench.page.editable


def test_that_roles_and_stores_that_say_no_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Bench(a_chart(Role.FRONT_DESK))
    desk.presenter.load()
    assert desk.face.said[-1] == "not allowed"
    bench = Bench(a_chart())

    def fails(patient_id: object) -> None:
        raise StoreUnavailable("The database does not answer.")

    monkeypatch.setattr(bench.chart.services.visits, "open", fails)
    bench.presenter.load()
    assert bench.face.said[-1] == "error: The database does not answer."


def test_that_more_missed_doses_than_the_plan_has_stand_before_the_signature(bench: Bench) -> None:
    line = str(bench.chart.sertraline.line_id)
    lines = tuple(replace(one, missed="22") if one.line_id == line else one for one in bench.typed.lines)
    bench.answer(since_last="Well.", lines=lines)
    said = "22 missed doses of sertraline in 7 days: the plan has 7"
    assert said in [row.text for row in bench.live.remarks]
    bench.presenter.signing.ask_signature()
    assert bench.face.ask is not None
    assert said in [row.text for row in bench.face.ask.remarks]
