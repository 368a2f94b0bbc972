"""Visits: one note per visit, both signatures or neither, nothing asked and forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from medmanager.domain.calendar.appointment import AppointmentMode, AppointmentState, ReasonCode
from medmanager.domain.errors import NotAllowed, NotFound, Refused, StaleRecord
from medmanager.domain.history import Measure, Observation
from medmanager.domain.knowledge.side_effect_list import read_side_effects
from medmanager.domain.knowledge.visit_scales import read_visit_scales
from medmanager.domain.patient import Patient
from medmanager.domain.plan.book import PlanSignature
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Slot, Strength
from medmanager.domain.plan.plan import Plan, PlanItem, Stopped
from medmanager.domain.user import Role
from medmanager.domain.visit import (
    CostConcern,
    LineReview,
    PatientQuestion,
    Response,
    SideEffectRating,
    Visit,
    VisitKind,
    VisitStatus,
    Vital,
)
from medmanager.domain.visit_book import before_signing, more_missed
from medmanager.services.plans import Plans
from medmanager.services.session import Session
from medmanager.services.visits import Visits
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
    tablets,
)
from tests.fakes import FakeClock, FakeStore
from tests.services.test_plans import FORMULARY

KNOWLEDGE = Path(__file__).parents[2] / "resources" / "knowledge"
EFFECTS, SCALES = read_side_effects(KNOWLEDGE / "side_effects.json"), read_visit_scales(KNOWLEDGE)
TOMORROW = TODAY + timedelta(days=1)
EARLIER = NOW - timedelta(days=21)


class Desk:
    """A clinician and a patient with plan 6 and one signed visit three weeks ago."""

    def __init__(self, role: Role = Role.PROVIDER) -> None:
        self.clock = FakeClock()
        self.session: Session = a_session(role, self.clock)
        self.visits, self.plans = (
            Visits(self.session, EFFECTS, SCALES, FORMULARY),
            Plans(self.session, FORMULARY),
        )
        self.patient: Patient = a_patient()
        self.item = an_item("sertraline", a_step(date(2026, 9, 1)))
        signer = self.session.user
        self.plan = a_signed_plan(self.patient, signer, self.item, number=6, version=1)
        self.last = a_visit(
            self.patient,
            signer,
            EARLIER,
            status=VisitStatus.SIGNED,
            signed_by=signer.id,
            signed_at=EARLIER,
            since_last="Mood better",
            questions=(
                PatientQuestion("Will the shaking stop?"),
                PatientQuestion("Coffee?", "One cup is fine."),
            ),
            costs=(CostConcern("Copay went up", Decimal(60)), CostConcern("Old", settled=True)),
            vitals=(Vital(Measure.WEIGHT, Decimal("70.2")),),
            version=1,
        )
        keep(self.session, self.patient, self.plan, self.last)

    def begin(self) -> Visit:
        begun = self.visits.begin(self.patient.id)
        return self.visit(begun.items[0].id)

    def visit(self, visit_id: object) -> Visit:
        return next(one for one in self.visits.of_patient(self.patient.id) if one.id == visit_id)

    def stopped_draft(self) -> Plan:
        self.plans.begin(self.patient.id)
        draft = self.plans.draft(self.patient.id)
        assert draft is not None
        self.plans.stop(draft, self.item.line_id, Stopped(TOMORROW, "rash"))
        changed = self.plans.draft(self.patient.id)
        assert changed is not None
        return changed


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_that_a_visit_begins_with_what_the_last_one_left_open(desk: Desk) -> None:
    visit = desk.begin()
    assert (visit.status, visit.author_id, visit.at) == (
        VisitStatus.DRAFT,
        desk.session.user.id,
        desk.session.now(),
    )
    assert visit.questions == (PatientQuestion("Will the shaking stop?"),)
    assert visit.costs == (CostConcern("Copay went up", Decimal(60)),)
    assert visit.response is Response.NOT_ASKED
    assert visit.effects == ()


def test_that_a_question_is_carried_until_it_is_answered(desk: Desk) -> None:
    first = desk.begin()
    desk.visits.save(replace(first, since_last="Shaking less"))
    desk.visits.sign(desk.visit(first.id))
    desk.clock.advance(timedelta(days=7))
    second = desk.begin()
    assert second.open_questions == (PatientQuestion("Will the shaking stop?"),)
    answered = (PatientQuestion("Will the shaking stop?", "It fades within weeks."),)
    desk.visits.save(replace(second, questions=answered))
    desk.visits.sign(desk.visit(second.id))
    desk.clock.advance(timedelta(days=7))
    assert desk.begin().questions == ()


def test_that_a_second_begin_on_the_same_day_gives_the_same_note(desk: Desk) -> None:
    assert desk.begin().id == desk.begin().id
    desk.clock.advance(timedelta(days=1))
    assert len(desk.visits.of_patient(desk.patient.id)) == 2
    desk.begin()
    assert len(desk.visits.of_patient(desk.patient.id)) == 3


def test_that_an_appointment_has_one_note_and_sets_its_kind(desk: Desk) -> None:
    injection = an_appointment(desk.patient, desk.session.user, reason=ReasonCode.INJECTION)
    phone = an_appointment(desk.patient, desk.session.user, mode=AppointmentMode.PHONE)
    keep(desk.session, injection, phone)
    first = desk.visits.begin(desk.patient.id, appointment_id=injection.id).items[0].id
    again = desk.visits.begin(desk.patient.id, appointment_id=injection.id).items[0].id
    other = desk.visits.begin(desk.patient.id, appointment_id=phone.id).items[0].id
    assert first == again != other
    assert desk.visit(first).kind is VisitKind.INJECTION
    assert desk.visit(other).kind is VisitKind.PHONE
    assert desk.visit(first).appointment_id == injection.id


@pytest.mark.parametrize("state", [AppointmentState.ARRIVED, AppointmentState.IN_ROOM], ids=str)
def test_that_the_visit_of_somebody_who_has_arrived_is_the_one_that_was_booked(
    desk: Desk, state: AppointmentState
) -> None:
    booked = an_appointment(desk.patient, desk.session.user, reason=ReasonCode.INJECTION, state=state)
    keep(desk.session, booked)
    visit = desk.visit(desk.visits.begin(desk.patient.id).items[0].id)
    assert (visit.appointment_id, visit.kind) == (booked.id, VisitKind.INJECTION)
    again = desk.visits.begin(desk.patient.id, appointment_id=booked.id).items[0].id
    assert again == visit.id
    desk.visits.sign(replace(visit, since_last="Well."))
    later = desk.visit(desk.visits.begin(desk.patient.id).items[0].id)
    assert later.appointment_id is None


def test_that_a_visit_booked_for_later_is_not_begun_by_another_contact(desk: Desk) -> None:
    keep(
        desk.session,
        an_appointment(desk.patient, desk.session.user),
        an_appointment(
            desk.patient, desk.session.user, NOW - timedelta(days=1), state=AppointmentState.ARRIVED
        ),
    )
    assert desk.visit(desk.visits.begin(desk.patient.id).items[0].id).appointment_id is None


def test_that_an_appointment_of_somebody_else_is_not_taken(desk: Desk) -> None:
    other = a_patient()
    appointment = an_appointment(other, desk.session.user)
    keep(desk.session, other, appointment)
    with pytest.raises(NotFound, match="another patient"):
        desk.visits.begin(desk.patient.id, appointment_id=appointment.id)


def test_that_a_stale_visit_is_refused_and_nothing_is_overwritten(desk: Desk) -> None:
    seen = desk.begin()
    desk.visits.save(replace(seen, since_last="Hers"))
    with pytest.raises(StaleRecord):
        desk.visits.save(replace(seen, since_last="Mine"))
    assert desk.visit(seen.id).since_last == "Hers"


def test_that_a_note_thrown_away_elsewhere_is_told(desk: Desk) -> None:
    seen = desk.begin()
    desk.visits.throw_away(seen)
    with pytest.raises(StaleRecord, match="thrown away"):
        desk.visits.save(replace(seen, since_last="Mine"))


def test_that_not_asked_stays_different_from_zero(desk: Desk) -> None:
    ratings = (SideEffectRating("tremor", 0), SideEffectRating("nausea", None))
    visit = desk.begin()
    desk.visits.save(replace(visit, effects=ratings))
    held = desk.visit(visit.id)
    assert (held.severity("tremor"), held.severity("nausea"), held.severity("rash")) == (0, None, None)


def test_that_a_signed_visit_changes_by_addendum_only(desk: Desk) -> None:
    visit = desk.begin()
    desk.visits.save(replace(visit, since_last="Well"))
    desk.visits.sign(desk.visit(visit.id))
    signed = desk.visit(visit.id)
    assert (signed.status, signed.signed_by) == (VisitStatus.SIGNED, desk.session.user.id)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: desk.visits.save(replace(signed, since_last="Other")),
        lambda: desk.visits.sign(signed),
        lambda: desk.visits.throw_away(signed),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match="addendum"):
            attempt()
    desk.visits.add_addendum(signed, " Lab called back. ")
    addenda = desk.visit(visit.id).addenda
    assert [(one.text, one.author_id) for one in addenda] == [("Lab called back.", desk.session.user.id)]
    with pytest.raises(Refused, match="Write the addendum"):
        desk.visits.add_addendum(desk.visit(visit.id), "  ")
    desk.clock.advance(timedelta(days=1))
    unsigned = desk.begin()
    with pytest.raises(Refused, match="draft"):
        desk.visits.add_addendum(unsigned, "words")


def test_that_an_empty_note_is_not_signed(desk: Desk) -> None:
    with pytest.raises(Refused, match="Nothing is recorded"):
        desk.visits.sign(desk.begin())


def test_that_visit_and_plan_are_signed_together_and_linked(desk: Desk) -> None:
    draft = desk.stopped_draft()
    visit = replace(desk.begin(), since_last="Rash on both arms")
    changes = desk.visits.sign(visit, PlanSignature(draft, "rash"))
    assert changes.touches("visit", desk.patient.id)
    assert changes.touches("plan", desk.patient.id)
    plan = desk.plans.in_force(desk.patient.id)
    assert plan is not None
    assert (plan.number, plan.reason, plan.visit_id) == (7, "rash", visit.id)
    assert desk.visit(visit.id).plan_id == plan.id
    store = desk.session.store
    assert isinstance(store, FakeStore)
    assert store.audited[-1].action == "sign visit and plan 7"


def test_that_neither_is_signed_when_the_plan_may_not_be(desk: Desk) -> None:
    draft = desk.stopped_draft()
    visit = replace(desk.begin(), since_last="Rash on both arms")
    with pytest.raises(Refused, match="Write why"):
        desk.visits.sign(visit, PlanSignature(draft, ""))
    assert desk.visit(visit.id).status is VisitStatus.DRAFT
    assert desk.plans.in_force(desk.patient.id) == desk.plan
    with pytest.raises(StaleRecord):
        desk.visits.sign(replace(visit, version=9), PlanSignature(draft, "rash"))
    assert desk.plans.in_force(desk.patient.id) == desk.plan


def test_that_who_may_not_sign_plans_signs_the_visit_alone() -> None:
    desk = Desk(Role.NURSE_PRACTITIONER)
    draft = desk.stopped_draft()
    visit = replace(desk.begin(), since_last="Rash")
    with pytest.raises(NotAllowed):
        desk.visits.sign(visit, PlanSignature(draft, "rash"))
    desk.visits.sign(visit)
    assert desk.visit(visit.id).plan_id is None


def test_that_the_book_knows_the_last_value_of_every_measure(desk: Desk) -> None:
    keep(
        desk.session,
        Observation(uuid4(), desk.patient.id, Measure.PULSE, Decimal(80), EARLIER - timedelta(days=1)),
        Observation(uuid4(), desk.patient.id, Measure.WEIGHT, Decimal(69), EARLIER - timedelta(days=1)),
    )
    visit = replace(desk.begin(), vitals=(Vital(Measure.WEIGHT, Decimal(99)),))
    desk.visits.save(visit)
    book = desk.visits.open(desk.patient.id)
    weight, pulse = (book.last(measure, visit.at) for measure in (Measure.WEIGHT, Measure.PULSE))
    assert weight is not None
    assert (weight.value, weight.on) == (Decimal("70.2"), date(2026, 11, 2))
    assert pulse is not None
    assert pulse.value == 80
    assert book.last(Measure.QTC, visit.at) is None
    assert [one.id for one in book.visits] == [visit.id, desk.last.id]
    assert book.before(visit) == desk.last
    assert book.in_force == desk.plan


def test_that_what_is_missing_is_said_before_signing(desk: Desk) -> None:
    visit = replace(
        desk.begin(),
        scales=(SCALES.phq9.result([1] * 7 + [None, 2]),),
        response=Response.BETTER,
        effects=(SideEffectRating("tremor", 3),),
    )
    remarks = before_signing(visit, a_plan(desk.patient, number=7), SCALES)
    assert [remark.sentence for remark in remarks] == [
        "Thoughts of self-harm were named; Risk is empty",
        "PHQ-9: 1 answer missing",
        "Plan 7 is a draft",
        "1 question not answered, kept for the next visit",
    ]
    complete = replace(
        visit,
        scales=(SCALES.phq9.result([0] * 9),),
        risk="Denies.",
        questions=(PatientQuestion("Why?", "Because."),),
    )
    assert before_signing(complete, None, SCALES) == ()


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMIN])
def test_that_desk_and_office_see_no_visit(role: Role) -> None:
    desk = Desk(role)
    for attempt in (
        lambda: desk.visits.open(desk.patient.id),
        lambda: desk.visits.of_patient(desk.patient.id),
        lambda: desk.visits.begin(desk.patient.id),
        lambda: desk.visits.add_addendum(desk.last, "words"),
    ):
        with pytest.raises(NotAllowed):
            attempt()


MONTH_AGO = TODAY - timedelta(days=30)
DAILY = an_item("mirtazapine", a_step(MONTH_AGO, None, tablets("15", Slot.BEDTIME)))
TWICE = an_item("lithium", a_step(MONTH_AGO, None, tablets("300"), tablets("300", Slot.BEDTIME, "2")))
RARE = an_item("fluoxetine", replace(a_step(TODAY - timedelta(days=28)), every_days=7))
NEW = an_item("sertraline", a_step(TODAY - timedelta(days=2)))
NEEDED = an_item(
    "hydroxyzine",
    DoseStep(MONTH_AGO, None, as_needed=AsNeeded("worry", Strength(Decimal(25)), Decimal(1), 6, Decimal(3))),
)


@pytest.mark.parametrize(
    ("item", "missed", "said"),
    [
        (DAILY, 7, ()),
        (DAILY, 9, ("9 missed doses of mirtazapine in 7 days: the plan has 7",)),
        (TWICE, 14, ()),
        (TWICE, 15, ("15 missed doses of lithium in 7 days: the plan has 14",)),
        (RARE, 2, ("2 missed doses of fluoxetine in 7 days: the plan has 1",)),
        (NEW, 9, ()),
        (NEEDED, 9, ()),
    ],
    ids=["all", "more", "twice", "more than twice", "weekly", "new", "as needed"],
)
def test_that_more_missed_doses_than_the_plan_has_are_pointed_at(
    desk: Desk, item: PlanItem, missed: int, said: tuple[str, ...]
) -> None:
    plan = a_signed_plan(desk.patient, desk.session.user, item)
    visit = replace(desk.begin(), lines=(LineReview(item.line_id, Response.SAME, missed),))
    assert tuple(remark.sentence for remark in more_missed(visit, plan, TODAY)) == said
    assert more_missed(visit, None, TODAY) == ()
