"""What the patient asked and worries about goes to the sheet and to each visit until it is closed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from medmanager.domain.carried import without_answered
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.paper.advice import advice_for
from medmanager.domain.plan.plan import stop
from medmanager.domain.plan.reconciliation import Decision, Wanted
from medmanager.domain.summary import DatedVisit, open_worries
from medmanager.domain.visit import PatientQuestion, Visit
from tests.builders import TODAY, a_signed_plan, keep, new_id
from tests.plan_services import EFFECTS, Chart, chart_services
from ui.screens.visits.page_build import Looking, build_page
from ui.screens.visits.visit_fields import VisitFields

SHAKING = "Will the shaking stop?"
COPAY = "The copay went up"
FORGETS = "forgets the evening dose"


class Asked(Chart):
    """Plan 7: the patient asked about lithium, worries about its cost, and forgets doses."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.lithium = replace(self.lithium, question=SHAKING, cost_concern=COPAY, adherence=FORGETS)
        signer = self.services.session.user
        lines = (self.sertraline, self.lithium)
        self.seven = a_signed_plan(self.patient, signer, *lines, number=7, version=1)
        keep(self.services.session, self.seven)

    def begin_visit(self) -> Visit:
        begun = self.services.visits.begin(self.patient.id)
        notes = self.services.visits.of_patient(self.patient.id)
        return next(one for one in notes if one.id == begun.items[0].id)

    def sign(self, visit: Visit) -> None:
        self.services.visits.sign(visit)

    def go_on(self, days: int = 28) -> None:
        self.services.clock.advance(timedelta(days=days))


@pytest.fixture
def chart() -> Asked:
    return Asked(chart_services())


def test_that_the_next_visit_opens_with_what_stands_on_the_plan(chart: Asked) -> None:
    visit = chart.begin_visit()
    assert [one.text for one in visit.questions] == [SHAKING]
    assert [(one.text, one.line_id) for one in visit.costs] == [(COPAY, chart.lithium.line_id)]


def test_that_an_unanswered_question_is_carried_over_two_visits_and_an_answer_closes_it(chart: Asked) -> None:
    first = chart.begin_visit()
    chart.sign(replace(first, since_last="steady"))
    chart.go_on()
    second = chart.begin_visit()
    assert [one.text for one in second.questions] == [SHAKING], "once, not twice"
    answered = replace(second.questions[0], answer="It often fades in a week or 2.")
    settled = replace(second.costs[0], settled=True)
    chart.sign(replace(second, questions=(answered,), costs=(settled,)))
    chart.go_on()
    third = chart.begin_visit()
    assert (third.questions, third.costs) == ((), ())


def test_that_what_was_carried_alone_is_no_visit(chart: Asked) -> None:
    with pytest.raises(Exception, match="Nothing is recorded"):
        chart.sign(chart.begin_visit())


def test_that_the_visit_says_when_and_about_which_medicine_it_was_asked(chart: Asked) -> None:
    visit = chart.begin_visit()
    book = chart.services.visits.open(chart.patient.id)
    page = build_page(book, visit, Looking(EFFECTS), VisitFields())
    assert page.asked == ((SHAKING, "Asked at the last plan about lithium carbonate. Answered?"),)
    assert FORGETS in [box.hint for box in page.medicines]
    chart.sign(replace(visit, since_last="steady"))
    chart.go_on()
    later = chart.begin_visit()
    book = chart.services.visits.open(chart.patient.id)
    ((_, told),) = build_page(book, later, Looking(EFFECTS), VisitFields()).asked
    assert told == "Asked Nov 23 about lithium carbonate. Answered?"


def test_that_the_sheet_carries_the_question_the_cost_and_what_is_hard_until_answered(chart: Asked) -> None:
    told = advice_for(chart.seven.items, TODAY, "")
    named = tuple(f"lithium carbonate: {words}" for words in (SHAKING, COPAY, FORGETS))
    assert told.ask_us == named
    visit = chart.begin_visit()
    answered = replace(visit.questions[0], answer="It fades.")
    chart.sign(replace(visit, questions=(answered,)))
    left = without_answered(chart.seven, chart.services.visits.of_patient(chart.patient.id))
    assert advice_for(left.items, TODAY, "").ask_us == named[1:]


def test_that_a_new_draft_does_not_ask_what_was_answered(chart: Asked) -> None:
    visit = chart.begin_visit()
    chart.sign(replace(visit, questions=(replace(visit.questions[0], answer="It fades."),)))
    chart.begin()
    item = chart.draft.item(chart.lithium.line_id)
    assert item is not None
    assert (item.question, item.cost_concern) == ("", COPAY)


def test_that_a_question_asked_again_after_its_answer_reaches_the_sheet_and_the_next_visit(
    chart: Asked,
) -> None:
    visit = chart.begin_visit()
    settled = replace(visit.costs[0], settled=True)
    answered = replace(visit.questions[0], answer="It fades.")
    chart.sign(replace(visit, questions=(answered,), costs=(settled,)))
    chart.go_on()
    chart.begin()
    asked = chart.draft.item(chart.lithium.line_id)
    assert asked is not None
    assert (asked.question, asked.cost_concern) == ("", ""), "what was answered is not asked of itself"
    asked = replace(asked, question=SHAKING, cost_concern=COPAY)
    chart.services.plans.keep_line(chart.draft, asked)
    chart.services.plans.sign(chart.draft, "asked again")
    left = without_answered(chart.in_force, chart.services.visits.of_patient(chart.patient.id))
    assert left.item(asked.line_id) == asked
    chart.go_on()
    later = chart.begin_visit()
    assert [one.text for one in later.questions] == [SHAKING]
    assert [one.text for one in later.costs] == [COPAY]
    told = [DatedVisit(TODAY, one) for one in chart.services.visits.of_patient(chart.patient.id)]
    assert {one.text for one in open_worries(told, chart.in_force, TODAY)} == {SHAKING, COPAY}
    chart.sign(replace(later, questions=(replace(later.questions[0], answer="Slowly."),)))
    left = without_answered(chart.in_force, chart.services.visits.of_patient(chart.patient.id))
    assert left.item(asked.line_id) == replace(asked, question="")


def test_that_a_medicine_tapered_to_a_planned_stop_is_still_asked_about(chart: Asked) -> None:
    tapered = stop(chart.lithium, TODAY + timedelta(days=30), "tremor")
    eight = a_signed_plan(chart.patient, chart.services.session.user, tapered, number=8, version=1)
    keep(chart.services.session, eight)
    visit = chart.begin_visit()
    assert ([one.text for one in visit.questions], [one.text for one in visit.costs]) == ([SHAKING], [COPAY])
    assert len(open_worries((), eight, TODAY)) == 2
    assert open_worries((), eight, TODAY + timedelta(days=30)) == ()


def test_that_the_same_worry_about_two_medicines_stands_for_each(chart: Asked) -> None:
    other = replace(chart.sertraline, cost_concern=COPAY)
    eight = a_signed_plan(
        chart.patient, chart.services.session.user, other, chart.lithium, number=8, version=1
    )
    keep(chart.services.session, eight)
    visit = chart.begin_visit()
    assert {one.line_id for one in visit.costs} == {other.line_id, chart.lithium.line_id}
    of_lithium = [one for one in visit.costs if one.line_id == chart.lithium.line_id]
    others = [one for one in visit.costs if one.line_id != chart.lithium.line_id]
    chart.sign(replace(visit, costs=(*others, replace(of_lithium[0], settled=True))))
    chart.go_on()
    assert [one.line_id for one in chart.begin_visit().costs] == [other.line_id]


def test_that_a_note_begun_before_a_question_was_asked_takes_nothing_away(chart: Asked) -> None:
    visit = chart.begin_visit()
    chart.go_on(1)
    early = replace(chart.begin_visit(), questions=(), costs=())
    chart.sign(replace(visit, questions=(PatientQuestion("May I drive?"),)))
    chart.sign(replace(early, since_last="by phone"))
    chart.go_on()
    assert "May I drive?" in [one.text for one in chart.begin_visit().questions]


def test_that_a_draft_begun_by_reconciling_does_not_ask_what_was_answered(chart: Asked) -> None:
    visit = chart.begin_visit()
    chart.sign(replace(visit, questions=(replace(visit.questions[0], answer="It fades."),)))
    told = MedicationStatement(new_id(), chart.patient.id, "buspirone", status=TakingStatus.TAKING, version=1)
    keep(chart.services.session, told)
    chart.services.reconciling.decide(chart.patient.id, (Wanted(told, Decision.CONTINUE),))
    item = chart.draft.item(chart.lithium.line_id)
    assert item is not None
    assert item.question == ""
