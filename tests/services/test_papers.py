"""The kinds of paper over a chart: what each offers, what it is about, and why it cannot be made."""

from datetime import timedelta
from decimal import Decimal

import pytest

from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.paper.document import DocumentKind, PaperOffer, PaperOptions
from medmanager.domain.paper.monitoring import MonitoringSlip
from medmanager.domain.paper.steps import CrossTaperSheet, DoseStepsSheet
from medmanager.domain.paper.visit import AppointmentCard, VisitSummary
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import Form, Slot
from medmanager.domain.plan.plan import MonitoringItem, PlanItem
from medmanager.domain.user import Role
from medmanager.domain.visit import PatientQuestion, VisitStatus
from medmanager.services.printing import Printing
from medmanager.services.session import Session
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_signed_plan,
    a_step,
    a_visit,
    an_appointment,
    an_item,
    keep,
    tablets,
)
from tests.services.paper_desk import NotedWriter, a_desk

DAY = timedelta(days=1)
STEPS, SLIP = DocumentKind.DOSE_STEPS, DocumentKind.MONITORING
SUMMARY, CARD = DocumentKind.VISIT_SUMMARY, DocumentKind.APPOINTMENT_CARD


def offer_of(printing: Printing, patient_id: PatientId, kind: DocumentKind) -> PaperOffer:
    found = printing.shelf(patient_id).offer(kind)
    assert found is not None
    return found


def rising(generic: str = "sertraline") -> PlanItem:
    steps = (
        a_step(TODAY - 30 * DAY, TODAY + 6 * DAY, tablets("50")),
        a_step(TODAY + 7 * DAY, None, tablets("100")),
    )
    return an_item(generic, *steps)


def switch() -> tuple[PlanItem, PlanItem]:
    leaving = an_item(
        "paroxetine",
        a_step(TODAY - 90 * DAY, TODAY + 6 * DAY, tablets("20")),
        a_step(TODAY + 7 * DAY, TODAY + 13 * DAY, tablets("10")),
    )
    coming = an_item(
        "venlafaxine",
        a_step(TODAY + 7 * DAY, TODAY + 13 * DAY, tablets("37.5")),
        a_step(TODAY + 14 * DAY, None, tablets("75")),
    )
    return leaving, coming


def on_plan(*items: PlanItem, role: Role = Role.PROVIDER) -> tuple[Session, Printing, NotedWriter, PatientId]:
    session, printing, writer = a_desk(role)
    patient = a_patient()
    keep(session, patient, a_signed_plan(patient, session.user, *items, number=4))
    return session, printing, writer, patient.id


def test_that_each_medicine_whose_dose_changes_can_have_its_steps_printed() -> None:
    _, printing, writer, patient = on_plan(rising(), an_item("lithium", a_step(TODAY - 30 * DAY)))
    offer = offer_of(printing, patient, STEPS)
    assert [one.words for one in offer.subjects] == ["sertraline"]
    made = printing.prepare(STEPS, patient, PaperOptions(subject=offer.subjects[0].key))
    assert isinstance(writer.sheet, DoseStepsSheet)
    assert writer.sheet.medicine.name == "sertraline"
    assert made.title == "Dose steps, plan 4, English"
    assert made.plan_id is not None


def test_that_a_plan_without_steps_ahead_says_so() -> None:
    _, printing, _, patient = on_plan(an_item("lithium", a_step(TODAY - 30 * DAY)))
    offer = offer_of(printing, patient, STEPS)
    assert offer.why_not == "No dose of this plan changes from today on."
    with pytest.raises(Refused, match="No dose of this plan changes"):
        printing.prepare(STEPS, patient)


def test_that_a_switch_comes_first_with_the_new_medicine_at_the_left() -> None:
    _, printing, writer, patient = on_plan(*switch())
    offer = offer_of(printing, patient, STEPS)
    assert [one.words for one in offer.subjects] == [
        "paroxetine to venlafaxine",
        "paroxetine",
        "venlafaxine",
    ]
    printing.prepare(STEPS, patient)
    assert isinstance(writer.sheet, CrossTaperSheet)
    assert (writer.sheet.coming.name, writer.sheet.leaving.name) == ("venlafaxine", "paroxetine")


def test_that_half_of_a_released_tablet_is_refused_before_anything_is_drawn() -> None:
    halves = a_step(TODAY + DAY, None, tablets("150", number="0.5"))
    item = an_item("bupropion", a_step(TODAY - DAY, TODAY, tablets("150")), halves, form=Form.ER_TABLET)
    _, printing, writer, patient = on_plan(item)
    with pytest.raises(Refused, match="not split"):
        printing.prepare(STEPS, patient)
    assert writer.sheet is None


def test_that_the_tests_of_the_plan_get_a_slip_with_the_hours_of_lithium() -> None:
    test = MonitoringItem("lithium level", TODAY + 7 * DAY, "why")
    item = an_item(
        "lithium", a_step(TODAY - 60 * DAY, None, tablets("300", Slot.BEDTIME)), monitoring=(test,)
    )
    _, printing, writer, patient = on_plan(item)
    printing.prepare(SLIP, patient)
    assert isinstance(writer.sheet, MonitoringSlip)
    assert writer.sheet.on == TODAY + 7 * DAY
    assert writer.sheet.lithium is not None
    assert f"{writer.sheet.lithium.test:%H:%M}" == "10:00"


def test_that_nothing_due_gives_no_slip() -> None:
    _, printing, _, patient = on_plan(an_item("lithium", a_step(TODAY - 60 * DAY)))
    assert "No lab test" in offer_of(printing, patient, SLIP).why_not


def test_that_only_a_signed_visit_has_a_summary_without_words_of_staff() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    keep(session, patient, a_visit(patient, session.user, NOW))
    assert "No visit is signed" in offer_of(printing, patient.id, SUMMARY).why_not
    old = a_signed_plan(patient, session.user, rising(), number=1, signed_at=NOW - 30 * DAY)
    item = an_item("lithium", a_step(TODAY))
    plan = a_signed_plan(
        patient, session.user, *old.items, item, number=2, based_on=old.id, message="Well done."
    )
    signed = a_visit(
        patient,
        session.user,
        NOW - DAY,
        status=VisitStatus.SIGNED,
        signed_by=session.user.id,
        signed_at=NOW,
        plan_id=plan.id,
        risk="SECRET RISK",
        assessment="SECRET NOTE",
        since_last="SECRET WORDS",
        questions=(PatientQuestion("Coffee?", "Yes."),),
    )
    keep(session, old, plan, signed)
    printing.prepare(SUMMARY, patient.id)
    sheet = writer.sheet
    assert isinstance(sheet, VisitSummary)
    assert (ChangeKind.START, "lithium") in [(one.kind, one.name) for one in sheet.changes or ()]
    assert (sheet.message, sheet.questions[0].text) == ("Well done.", "Coffee?")
    told = " ".join(str(getattr(sheet, name)) for name in sheet.__slots__)
    assert "SECRET" not in told


def test_that_the_summary_of_an_earlier_visit_names_the_plan_that_was_in_force_then() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    early, middle, newest = (
        a_signed_plan(patient, session.user, rising(), number=number, signed_at=NOW - days * DAY)
        for number, days in ((1, 60), (2, 30), (3, 0))
    )
    visits = [
        a_visit(
            patient,
            session.user,
            NOW - days * DAY,
            status=VisitStatus.SIGNED,
            signed_by=session.user.id,
            signed_at=NOW - days * DAY,
            plan_id=plan_id,
        )
        for days, plan_id in ((90, None), (45, None), (30, middle.id), (0, None))
    ]
    keep(session, patient, early, middle, newest, *visits)
    numbers = []
    for visit in visits:
        prepared = printing.prepare(SUMMARY, patient.id, PaperOptions(subject=str(visit.id)))
        assert isinstance(writer.sheet, VisitSummary)
        numbers.append((writer.sheet.head.plan_number, prepared.plan_id))
    assert numbers == [(None, None), (1, early.id), (2, middle.id), (3, newest.id)]


def test_that_the_desk_makes_a_card_and_nothing_clinical() -> None:
    session, printing, writer = a_desk(Role.FRONT_DESK)
    patient = a_patient()
    visit = an_appointment(patient, session.user, NOW + 14 * DAY)
    keep(session, patient, visit, an_appointment(patient, session.user, NOW - 14 * DAY))
    assert [offer.kind for offer in printing.shelf(patient.id).offers] == [CARD]
    prepared = printing.prepare(CARD, patient.id)
    assert isinstance(writer.sheet, AppointmentCard)
    assert writer.sheet.head.plan_number is None
    assert writer.sheet.minutes == visit.minutes
    document = printing.file(prepared)
    assert printing.content(document.id) == printing.reprint(document.id)
    with pytest.raises(NotAllowed):
        printing.prepare(SUMMARY, patient.id)


def test_that_a_card_for_a_visit_that_is_not_booked_any_more_is_refused() -> None:
    session, printing, _ = a_desk()
    patient = a_patient()
    keep(session, patient)
    with pytest.raises(Refused, match="No visit is booked"):
        printing.prepare(CARD, patient.id)


def test_that_halves_of_a_scored_tablet_are_printed() -> None:
    steps = (
        a_step(TODAY - DAY, TODAY, tablets("10")),
        a_step(TODAY + DAY, None, tablets("10", number="0.5")),
    )
    _, printing, writer, patient = on_plan(an_item("buspirone", *steps))
    printing.prepare(STEPS, patient)
    assert isinstance(writer.sheet, DoseStepsSheet)
    assert writer.sheet.medicine.steps[-1].daily_dose == Decimal(5)
