"""The summary in words: what each card says, and where its buttons lead."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from medmanager.domain.history import Measure, MedicationStatement, TakingStatus
from medmanager.domain.patient import Condition, Patient
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.plan.plan import MonitoringItem, PlanItem
from medmanager.domain.plan.reconciliation import Decision, Reconciled
from medmanager.domain.user import Act, Role
from medmanager.domain.visit import (
    CostConcern,
    PatientQuestion,
    ScaleResult,
    SideEffectRating,
    Visit,
    VisitStatus,
    Vital,
)
from medmanager.services.session import Session
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_plan,
    a_session,
    a_signed_plan,
    a_step,
    a_visit,
    an_appointment,
    an_item,
    keep,
    new_id,
    tablets,
)
from tests.kit.fakes import NotedNavigate, fake_context
from tests.screens.chart_services import chart_services
from ui.kit.context import Context
from ui.kit.safety.words import RUNNING, SafetyWords
from ui.kit.words import NO_BREAK
from ui.screens.summary.page import NextAct, SummaryPage
from ui.screens.summary.plan_words import PlanRow
from ui.screens.summary.presenter import SummaryPresenter

DAY = timedelta(days=1)


@dataclass
class NotedPage:
    """Remembers what the view was told to show."""

    pages: list[SummaryPage] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    rights: tuple[bool, bool] = (False, False)
    safety: SafetyWords = RUNNING

    @property
    def page(self) -> SummaryPage:
        return self.pages[-1]

    def show_loading(self) -> None:
        self.said.append("loading")

    def show_page(self, page: SummaryPage) -> None:
        self.pages.append(page)

    def show_error(self, sentence: str) -> None:
        self.said.append(f"error: {sentence}")

    def show_not_allowed(self, sentence: str) -> None:
        self.said.append(f"not allowed: {sentence}")

    def show_safety(self, safety: SafetyWords) -> None:
        self.safety = safety

    def show_rights(self, may_write: bool, may_book: bool) -> None:
        self.rights = (may_write, may_book)


@dataclass
class Desk:
    """A patient, who looks at her, and what is seen."""

    session: Session
    patient: Patient
    display: NotedPage
    presenter: SummaryPresenter
    context: Context

    def page(self) -> SummaryPage:
        self.presenter.load()
        return self.display.page

    def row(self, *steps: DoseStep, **item: object) -> PlanRow:
        """What the plan says of one line with these steps."""
        line = an_item("quetiapine", *steps, **item)
        keep(self.session, a_signed_plan(self.patient, self.session.user, line))
        return self.page().rows[0]

    def visits(self) -> tuple[Visit, ...]:
        with self.session.read(Act.SEE_CHART) as work:
            return work.visits.of_patient(self.patient.id)

    def sent(self) -> list[tuple[str, UUID | None]]:
        assert isinstance(self.context.navigate, NotedNavigate)
        return [(tab, subject) for _, tab, subject in self.context.navigate.patients]

    def plan(self, *items: PlanItem) -> None:
        keep(self.session, a_signed_plan(self.patient, self.session.user, *items))


@pytest.fixture
def desk() -> Desk:
    return a_desk()


def a_desk(role: Role = Role.PROVIDER) -> Desk:
    session, patient, display = a_session(role), a_patient(since=date(2026, 8, 24)), NotedPage()
    keep(session, patient)
    context = fake_context(chart_services(session))
    return Desk(session, patient, display, SummaryPresenter(context, display, patient.id), context)


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


# ------------------------------------------------------------------------------------------- the current plan


def test_that_todays_tablets_are_counted_for_each_time_and_summed_beside_the_dose(desk: Desk) -> None:
    row = desk.row(a_step(TODAY - DAY, None, tablets("300"), tablets("300", Slot.BEDTIME, "2")))
    assert row.slots == ("1", "", "", "2")
    assert (plain(row.tablets), plain(row.dose)) == ("3 × 300 mg", "900 mg")
    assert (row.following, row.why) == ("no change planned", "since Nov 22")


def test_that_different_strengths_are_summed_one_by_one(desk: Desk) -> None:
    row = desk.row(a_step(TODAY, None, tablets("25"), tablets("50")))
    assert plain(row.tablets) == "1 × 50 mg + 1 × 25 mg"
    assert row.slots[0] == "2"


def test_that_the_next_step_stands_out_with_its_day_dose_and_end(desk: Desk) -> None:
    row = desk.row(a_step(TODAY, TODAY, tablets("50")), a_step(TODAY + DAY, date(2027, 1, 5), tablets("25")))
    assert plain(row.following) == "Tue, Nov 24: 25 mg"
    assert row.why == "last day Jan 5, 2027"
    assert row.is_change


def test_that_a_medicine_that_has_not_begun_is_not_yet_taken(desk: Desk) -> None:
    row = desk.row(a_step(TODAY + DAY, None, tablets("25")))
    assert (row.tablets, row.dose) == ("not yet", "")
    assert row.why == "starts"


def test_that_a_medicine_that_was_stopped_before_starts_again(desk: Desk) -> None:
    gone = a_step(TODAY - 20 * DAY, TODAY - 9 * DAY, tablets("25"))
    assert desk.row(gone, a_step(TODAY + DAY, None, tablets("25"))).why == "starts again"


def test_that_a_pause_is_said_and_not_left_blank(desk: Desk) -> None:
    row = desk.row(DoseStep(TODAY - DAY, TODAY + DAY), a_step(TODAY + 2 * DAY, None, tablets("25")))
    assert (row.tablets, plain(row.dose)) == ("pause", "0 mg")


def test_that_a_last_day_is_told(desk: Desk) -> None:
    assert desk.row(a_step(TODAY - DAY, TODAY)).following == "last day today"


def test_that_an_as_needed_medicine_has_its_limit_and_no_daily_dose(desk: Desk) -> None:
    needed = AsNeeded("panic", Strength(Decimal("0.5")), Decimal(1), 6, Decimal(3))
    row = desk.row(DoseStep(TODAY, None, (), "", needed))
    assert (plain(row.tablets), row.rhythm) == ("1 × 0.5 mg", "if needed, at most 3 a day")
    assert (row.dose, row.slots) == ("", ("", "", "", ""))


def test_that_a_liquid_is_told_in_millilitres(desk: Desk) -> None:
    noon = TabletCount(Strength(Decimal(2)), Slot.NOON, Decimal("2.5"))
    row = desk.row(DoseStep(TODAY, None, (noon,)), form=Form.LIQUID)
    assert (plain(row.tablets), row.slots) == ("2.5 mL of 2 mg/mL", ("", "2.5", "", ""))


def test_that_the_limit_of_a_liquid_is_told_in_millilitres(desk: Desk) -> None:
    needed = AsNeeded("panic", Strength(Decimal(2)), Decimal("2.5"), 6, Decimal("7.5"))
    row = desk.row(DoseStep(TODAY, None, (), "", needed), form=Form.LIQUID)
    assert plain(row.rhythm) == "if needed, at most 7.5 mL a day"


@pytest.mark.parametrize(
    ("began", "dose", "following"),
    [(TODAY - 28 * DAY, "156 mg", "next Mon, Dec 21"), (TODAY - 10 * DAY, "not today", "next Fri, Dec 11")],
)
def test_that_an_injection_is_told_on_its_day_and_announced_between(
    desk: Desk, began: date, dose: str, following: str
) -> None:
    given = TabletCount(Strength(Decimal(156)), Slot.MORNING, Decimal(1))
    row = desk.row(DoseStep(began, None, (given,), every_days=28), form=Form.INJECTION)
    assert (plain(row.dose), row.rhythm, row.following) == (dose, "every 4 weeks", following)
    assert row.name == "QUEtiapine"


def test_that_a_liquid_is_told_in_milliliters(desk: Desk) -> None:
    given = TabletCount(Strength(Decimal(50)), Slot.MORNING, Decimal("2.5"))
    row = desk.row(DoseStep(TODAY, None, (given,)), form=Form.LIQUID)
    assert (plain(row.tablets), plain(row.dose)) == ("2.5 mL of 50 mg/mL", "125 mg")


def test_that_an_outside_prescriber_is_named(desk: Desk) -> None:
    assert desk.row(a_step(TODAY, None), prescriber="Dr. R. Hale").why == "since Nov 23, by Dr. R. Hale"


def test_that_what_is_taken_from_elsewhere_stands_apart(desk: Desk) -> None:
    told = MedicationStatement(
        new_id(), desk.patient.id, "lorazepam", status=TakingStatus.TAKING, directions="0.5 mg at night"
    )
    keep(desk.session, told)
    row = desk.page().elsewhere[0]
    assert (row.name, row.number, row.following) == ("LORazepam", 0, "0.5 mg at night")


def test_that_what_the_patient_was_asked_to_stop_says_so_until_it_is_told_otherwise(desk: Desk) -> None:
    told = MedicationStatement(
        new_id(), desk.patient.id, "kava", status=TakingStatus.TAKING, directions="daily", version=1
    )
    asked = Reconciled(
        *(new_id(), desk.patient.id, told.id, 1, told.name, told.directions),
        Decision.STOP,
        "liver",
        desk.session.user.id,
        NOW - 2 * DAY,
    )
    keep(desk.session, told, asked)
    (row,) = desk.page().elsewhere
    assert row.why == "asked to stop Nov 21"
    keep(desk.session, replace(told, directions="twice a day", version=2))
    (row,) = desk.page().elsewhere
    assert "asked" not in row.why


def test_that_a_long_name_of_an_outside_record_leaves_room_for_its_dates(desk: Desk) -> None:
    name = "24 HR metoprolol succinate 100 MG Extended Release Oral Tablet [Toprol]"
    told = MedicationStatement(
        new_id(), desk.patient.id, name, status=TakingStatus.TAKING, started=date(2019, 5, 6)
    )
    keep(desk.session, told)
    (row,) = desk.page().elsewhere
    assert (row.name, row.name_more) == (
        "24 HR metoprolol succinate 100 MG Extended",
        "Release Oral Tablet [Toprol]",
    )
    assert row.why == "since May 6, 2019, prescription"


def test_that_a_draft_is_announced(desk: Desk) -> None:
    desk.plan(an_item())
    keep(desk.session, a_plan(desk.patient, an_item(), number=2))
    assert desk.page().draft == "Plan 2 in draft"
    assert desk.page().plan_since == "plan 1, since Mon, Nov 23"


# ------------------------------------------------------------------------------------------------ other cards


def test_that_nothing_checked_is_never_shown_as_checked(desk: Desk) -> None:
    desk.plan(an_item("quetiapine"), an_item("moonwater"))
    desk.page()
    assert [line.partition(":")[0] for line in desk.display.safety.not_checked] == ["moonwater"]
    assert "1 not checked" in desk.display.safety.line


def test_that_a_patient_without_a_medicine_is_not_told_that_nothing_speaks_against_the_plan(
    desk: Desk,
) -> None:
    desk.page()
    assert desk.display.safety.silence == "No medicine is listed yet, so there is nothing to check."
    desk.plan(an_item("sertraline"))
    desk.page()
    assert desk.display.safety.silence.startswith("Nothing in the safety data speaks against this plan.")


def test_that_alerts_about_the_plan_in_force_are_told_with_the_state_of_the_base(desk: Desk) -> None:
    desk.plan(an_item("quetiapine"), an_item("clarithromycin"))
    desk.page()
    safety = desk.display.safety
    assert any("clarithromycin" in alert.title for alert in safety.alerts)
    assert safety.edition.startswith("safety data")
    assert "Not reviewed" in safety.review


def test_that_questions_and_costs_are_told_in_the_patients_words(desk: Desk) -> None:
    item = an_item("quetiapine")
    desk.plan(item)
    said = {
        "questions": (PatientQuestion("Will the shaking stop?"),),
        "costs": (CostConcern("too much", Decimal(42), item.line_id),),
    }
    keep(desk.session, a_visit(desk.patient, desk.session.user, NOW - 21 * DAY, **said))
    told = [(remark.text, remark.words) for remark in desk.page().worries]
    assert told == [
        ("Asked Nov 2: “Will the shaking stop?”", "not answered"),
        ("Cost: QUEtiapine, too much, $42 a month", "since Nov 2"),
    ]


def test_that_directions_say_better_worse_or_same_and_a_weight_only_up_or_down(desk: Desk) -> None:
    for days, score, tremor, kilograms in ((40, 11, 4, "70"), (21, 9, 5, "70.8")):
        keep(
            desk.session,
            a_visit(
                desk.patient,
                desk.session.user,
                NOW - days * DAY,
                scales=(ScaleResult("PHQ-9", total=score),),
                effects=(SideEffectRating("tremor", tremor),),
                vitals=(Vital(Measure.WEIGHT, Decimal(kilograms)),),
            ),
        )
    rows = {row.label: (row.value, row.direction, row.arrow, row.tone) for row in desk.page().readings}
    assert rows["PHQ-9"] == ("9", "better by 2", "arrow-down", "ok")
    assert rows["Shaking hands"] == ("5", "worse by 1", "arrow-up", "moderate")
    assert rows["Weight, lb"] == ("156.1", "up 1.8 lb", "arrow-up", "muted")
    assert desk.page().readings_since == "since Oct 14"


def test_that_weight_keeps_its_row_when_there_are_many_side_effects(desk: Desk) -> None:
    codes = ("tremor", "nausea", "sleepiness", "restlessness", "dizziness", "dry_mouth")
    effects = tuple(SideEffectRating(code, 9 - number) for number, code in enumerate(codes))
    vitals = (Vital(Measure.WEIGHT, Decimal(70)),)
    keep(desk.session, a_visit(desk.patient, desk.session.user, effects=effects, vitals=vitals))
    page = desk.page()
    assert len(page.readings) == 5
    assert page.readings[-1].label == "Weight, lb"
    assert page.readings[-1].direction == "first reading"
    assert page.more_readings == 2


def test_that_a_late_test_says_how_late_and_comes_first(desk: Desk) -> None:
    entries = (
        MonitoringItem("Lithium level", date(2027, 1, 25), "every 3 months"),
        MonitoringItem("ECG", TODAY - 7 * DAY, "above 300 mg"),
        MonitoringItem("Weight", TODAY + 2 * DAY, "monthly"),
    )
    desk.plan(an_item("lithium", monitoring=entries))
    page = desk.page()
    assert [(row.day, row.what, row.lateness, row.tone) for row in page.due] == [
        ("Mon, Nov 16", "ECG", "7 days late", "moderate"),
        ("Wed, Nov 25", "Weight", "this week", "info"),
        ("Jan 25, 2027", "Lithium level", "in 9 weeks", "muted"),
    ]
    assert page.late == 1


def test_that_a_booked_visit_and_a_proposal_look_different(desk: Desk) -> None:
    desk.plan(an_item("sertraline", a_step(TODAY - 60 * DAY, None)))
    proposed = desk.page().next_visit
    assert proposed is not None
    assert proposed.is_proposal
    assert proposed.why.startswith("Proposed: ")
    keep(
        desk.session,
        an_appointment(desk.patient, desk.session.user, NOW + 11 * DAY, why="the dose goes back"),
    )
    booked = desk.page().next_visit
    assert booked is not None
    assert (booked.when, booked.why) == (
        "Fri, Dec 4, 2026, 10:42",
        "The dose goes back, 30 min, Dr. Amara Osei",
    )


def test_that_the_head_tells_diagnoses_and_since_when(desk: Desk) -> None:
    keep(desk.session, Condition(new_id(), desk.patient.id, "Bipolar II disorder", psychiatric=True))
    keep(desk.session, Condition(new_id(), desk.patient.id, "Asthma"))
    assert desk.page().head == "Bipolar II disorder · with us since Aug 24"


# ------------------------------------------------------------------------------------------------ where to go


def went(desk: Desk) -> list[tuple[str, bool]]:
    return [(tab, subject is not None) for tab, subject in desk.sent()]


def test_that_a_patient_of_whom_nothing_is_known_begins_with_the_intake(desk: Desk) -> None:
    assert desk.page().act is NextAct.BEGIN_INTAKE
    desk.presenter.act()
    assert went(desk) == [("intake", False)]


def test_that_a_known_patient_begins_a_visit_and_an_open_note_is_continued(desk: Desk) -> None:
    keep(desk.session, a_visit(desk.patient, desk.session.user, NOW - DAY, status=VisitStatus.SIGNED))
    assert desk.page().act is NextAct.START_VISIT
    desk.presenter.act()
    (begun,) = (one for one in desk.visits() if one.status is VisitStatus.DRAFT)
    page = desk.page()
    assert (page.act, page.open_note) == (NextAct.CONTINUE_VISIT, begun.id)
    desk.presenter.act()
    assert desk.sent() == [("visits", begun.id)] * 2
    assert len(desk.visits()) == 2


def test_that_every_link_leads_to_its_tab(desk: Desk) -> None:
    keep(desk.session, a_visit(desk.patient, desk.session.user, NOW - DAY, status=VisitStatus.SIGNED))
    desk.page()
    desk.presenter.open_plan()
    desk.presenter.open_trends()
    desk.presenter.open_documents()
    desk.presenter.open_last_visit()
    desk.presenter.book()
    assert went(desk) == [("plan", False), ("trends", False), ("documents", False), ("visits", True)]
    assert isinstance(desk.context.navigate, NotedNavigate)
    assert desk.context.navigate.places == ["calendar"]


def test_that_the_front_desk_is_told_that_charts_are_closed_to_it() -> None:
    desk = a_desk(Role.FRONT_DESK)
    desk.presenter.load()
    assert desk.display.said[-1].startswith("not allowed: ")
    assert not desk.display.pages


def test_that_a_refresh_keeps_the_page_until_the_new_one_has_come(desk: Desk) -> None:
    desk.page()
    desk.page()
    assert desk.display.said == ["loading"]
    assert len(desk.display.pages) == 2
