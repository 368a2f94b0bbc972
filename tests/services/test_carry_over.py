"""What the patient asked and worries about goes to the sheet and to each visit until it is closed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from medmanager.domain.carried import without_answered
from medmanager.domain.sheet_advice import advice_for
from medmanager.domain.visit import Visit
from tests.builders import TODAY, a_signed_plan, keep
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
