"""The take-home sheet from the chart: what it tells, of which day, over the in-memory practice."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.intake import Answer, Intake
from medmanager.domain.intake_form import KNOWN_ALLERGIES, NO_ALLERGIES
from medmanager.domain.paper.sheets import PlanSheet, Tag
from medmanager.domain.patient import Language
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot
from medmanager.domain.plan.plan import stop
from medmanager.domain.plan.reconciliation import Decision, Wanted
from medmanager.domain.visit import SideEffectRating
from medmanager.services.reconciling import Reconciling
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_signed_plan,
    a_step,
    a_visit,
    an_allergy,
    an_appointment,
    an_item,
    keep,
    new_id,
    tablets,
)
from tests.services.paper_desk import (
    DAY,
    PLAN,
    TEN,
    a_desk,
    made,
)
from tests.shelf import SHELF


def test_that_the_sheet_tells_what_the_plan_says() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    item = an_item("sertraline", a_step(TODAY - 30 * DAY), directions="Take with food. No alcohol.")
    keep(session, patient, a_signed_plan(patient, session.user, item, number=4, warning_signs=("a rash",)))
    sheet = made(printing, writer, patient)
    assert (sheet.head.patient_name, sheet.head.plan_number) == ("Maren Lindqvist", 4)
    assert sheet.head.made_on == TODAY
    assert [(one.name, one.purpose) for one in sheet.daily] == [("sertraline", "for low mood")]
    assert sheet.daily[0].directions == ("Take with food.", "No alcohol.")
    assert sheet.daily[0].steps == item.steps
    assert sheet.warning_signs == ("a rash",)


def test_that_language_and_print_are_the_patients_unless_chosen() -> None:
    session, printing, writer = a_desk()
    patient = a_patient(language=Language.SPANISH, large_print=True)
    keep(session, patient, a_signed_plan(patient, session.user, an_item()))
    own = made(printing, writer, patient)
    assert (own.head.language, own.head.large_print) == (Language.SPANISH, True)
    chosen = made(printing, writer, patient, language=Language.ENGLISH, large_print=False)
    assert (chosen.head.language, chosen.head.large_print) == (Language.ENGLISH, False)


def test_that_what_changed_is_told_on_the_first_sheet_of_a_plan_and_not_later() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    kept, gone = an_item("lithium", a_step(TODAY - 60 * DAY)), an_item("quetiapine", a_step(TODAY - 60 * DAY))
    old = a_signed_plan(patient, session.user, kept, gone, number=1, signed_at=NOW - 60 * DAY)
    new_item = an_item("lurasidone", a_step(TODAY, None, tablets("20", Slot.EVENING)))
    items = (kept, stop(gone, TODAY, "sleepy"), new_item)
    new = a_signed_plan(patient, session.user, *items, number=2, based_on=old.id)
    keep(session, patient, old, new)
    sheet = made(printing, writer, patient)
    told = [(change.kind, change.name) for change in sheet.changes]
    assert told == [
        (ChangeKind.START, "lurasidone"),
        (ChangeKind.STOP, "quetiapine"),
        (ChangeKind.KEEP, "lithium"),
    ]
    assert [(one.name, one.tag) for one in sheet.daily] == [("lithium", None), ("lurasidone", Tag.NEW)]
    assert sheet.head.replaces == TODAY - 60 * DAY
    assert sheet.changed_today
    keep(session, replace(new, signed_at=NOW - 3 * DAY))
    later = made(printing, writer, patient)
    assert [(change.kind, change.name) for change in later.changes] == told
    assert [one.tag for one in later.daily] == [None, Tag.NEW]
    assert not later.changed_today
    printing.file(printing.prepare(PLAN, patient.id))
    again = made(printing, writer, patient, language=Language.SPANISH)
    assert again.changes == ()
    assert [one.tag for one in again.daily] == [None, None]
    assert [one.name for one in again.stopped] == ["quetiapine"]


@pytest.mark.parametrize(("before", "after", "tag"), [("25", "50", Tag.RAISED), ("50", "25", Tag.LOWERED)])
def test_that_a_changed_dose_says_whether_it_rises(before: str, after: str, tag: Tag) -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    item = an_item("lamotrigine", a_step(TODAY - 14 * DAY, None, tablets(before)))
    steps = (
        a_step(TODAY - 14 * DAY, TODAY, tablets(before)),
        a_step(TODAY + DAY, None, tablets(after, number="2")),
    )
    old = a_signed_plan(patient, session.user, item, number=1, signed_at=NOW - 14 * DAY)
    steps = steps if tag is Tag.RAISED else (steps[0], a_step(TODAY + DAY, None, tablets(after)))
    new = a_signed_plan(patient, session.user, replace(item, steps=steps), number=2, based_on=old.id)
    keep(session, patient, old, new)
    sheet = made(printing, writer, patient)
    assert sheet.changes[0].rises is (tag is Tag.RAISED)
    assert sheet.changes[0].on == TODAY + DAY
    assert sheet.daily[0].tag is tag


def test_that_a_step_that_ends_today_is_told_only_while_something_is_still_to_take() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    morning = an_item("sertraline", a_step(TODAY - DAY, TODAY), a_step(TODAY + DAY, None, tablets("100")))
    evening = an_item(
        "mirtazapine",
        a_step(TODAY - DAY, TODAY, tablets("15", Slot.BEDTIME)),
        a_step(TODAY + DAY, None, tablets("30", Slot.BEDTIME)),
    )
    keep(session, patient, a_signed_plan(patient, session.user, morning, evening))
    sheet = made(printing, writer, patient)
    assert [len(one.steps) for one in sheet.daily] == [1, 2]


def test_that_as_needed_and_injected_medicines_stand_outside_of_the_grid() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    dose = AsNeeded("for worry", TEN, Decimal(1), 6, Decimal(3))
    needed = an_item("hydroxyzine", DoseStep(TODAY - DAY, None, as_needed=dose))
    given = an_item(
        "paliperidone",
        DoseStep(TODAY - 20 * DAY, None, (tablets("156"),), every_days=28),
        form=Form.INJECTION,
    )
    keep(session, patient, a_signed_plan(patient, session.user, needed, given))
    sheet = made(printing, writer, patient)
    assert sheet.daily == ()
    assert [(one.name, one.dose) for one in sheet.as_needed] == [("hydroxyzine", dose)]
    assert [(one.name, one.on) for one in sheet.injections] == [("paliperidone", TODAY + 8 * DAY)]


def test_that_a_medicine_that_turns_as_needed_later_is_refused() -> None:
    session, printing, _ = a_desk()
    patient = a_patient()
    dose = AsNeeded("for worry", TEN, Decimal(1), 6, Decimal(3))
    both = an_item("hydroxyzine", a_step(TODAY, TODAY + DAY), DoseStep(TODAY + 2 * DAY, None, as_needed=dose))
    keep(session, patient, a_signed_plan(patient, session.user, both))
    with pytest.raises(Refused, match="cannot say both"):
        printing.prepare(PLAN, patient.id)


def test_that_next_visit_and_allergies_come_from_the_chart_in_local_time() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    visit = an_appointment(patient, session.user, datetime(2026, 12, 7, 15, 30, tzinfo=UTC))
    keep(session, patient, a_signed_plan(patient, session.user, an_item()), visit, an_allergy(patient))
    sheet = made(printing, writer, patient)
    assert sheet.next_visit is not None
    assert (sheet.next_visit.on, f"{sheet.next_visit.at:%H:%M}") == (date(2026, 12, 7), "10:30")
    assert [(one.substance, one.reaction) for one in sheet.allergies or ()] == [("penicillin", "hives")]


def test_that_no_allergies_are_claimed_only_where_the_intake_says_so() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    keep(session, patient, a_signed_plan(patient, session.user, an_item()))
    assert made(printing, writer, patient).allergies is None
    answer = Answer(KNOWN_ALLERGIES, NO_ALLERGIES)
    keep(session, Intake(new_id(), patient.id, session.user.id, NOW, "1", answers=(answer,)))
    assert made(printing, writer, patient).allergies == ()


def test_that_the_back_shows_the_side_effect_that_was_rated_highest() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    keep(session, patient, a_signed_plan(patient, session.user, an_item()))
    for weeks, tremor, other in ((3, 2, 1), (2, 6, 0), (1, 4, 1)):
        ratings = (
            SideEffectRating("tremor", tremor),
            SideEffectRating("suicidal-thoughts", 9),
            SideEffectRating("nausea", other),
        )
        keep(session, a_visit(patient, session.user, NOW - timedelta(weeks=weeks), effects=ratings))
    trend = made(printing, writer, patient).trend
    assert trend is not None
    assert trend.name == "Shaking hands"
    assert [int(one.value) for one in trend.ratings] == [2, 6, 4]


def test_that_days_missed_are_told_beside_what_another_doctor_prescribes() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    told = MedicationStatement(new_id(), patient.id, "carbamazepine", status=TakingStatus.TAKING)
    keep(session, patient, told, a_signed_plan(patient, session.user, an_item("lamotrigine")))
    missed = made(printing, writer, patient).advice.missed_dose
    assert missed[0] == "Missed lamotrigine for 3 days? Call us first."


def test_that_what_the_patient_is_asked_to_stop_stands_under_do_not_take() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    names = ("Advil", "sertraline 25 mg", "kava tea", "metformin")
    told = [MedicationStatement(new_id(), patient.id, name, status=TakingStatus.TAKING) for name in names]
    keep(session, patient, *told, a_signed_plan(patient, session.user, an_item("sertraline")))
    reconciling = Reconciling(session, SHELF)
    held = [one.statement for one in reconciling.open(patient.id).medicines]
    ask = (Wanted(one, Decision.STOP, "not with sertraline") for one in held if one.name != "metformin")
    reconciling.decide(patient.id, ask)
    stopped = made(printing, writer, patient).stopped
    assert {(one.name, one.brand) for one in stopped} == {("ibuprofen", "Advil"), ("kava tea", "")}
    assert all(one.strength is None and one.on == TODAY for one in stopped), "sertraline is on the plan"


def test_that_advice_follows_from_the_medicines() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    items = (an_item("lamotrigine", watch=("rash",)), an_item("lithium carbonate"))
    keep(session, patient, a_signed_plan(patient, session.user, *items, message="Well done. Keep going."))
    sheet = made(printing, writer, patient)
    assert sheet.advice.missed_dose[0] == "Missed lamotrigine for 5 days? Call us first."
    assert sheet.advice.feelings[0].action == "Stop lamotrigine. Call us the same day."
    assert "Ask before you take ibuprofen." in sheet.advice.tell_us
    assert sheet.advice.message == ("Well done. Keep going.",)
    assert sheet.warning_signs[:1] == ("a skin rash, or mouth sores",)


def stopped_from(day: date) -> tuple[PlanSheet, str]:
    """A sheet on which quetiapine, taken at bedtime, is stopped from that day on."""
    session, printing, writer = a_desk()
    patient = a_patient()
    kept = an_item("lithium", a_step(TODAY - 30 * DAY))
    nightly = an_item("quetiapine", a_step(TODAY - 30 * DAY, None, tablets("50", Slot.BEDTIME)))
    before = a_signed_plan(patient, session.user, kept, nightly, signed_at=NOW - 30 * DAY)
    keep(session, patient, before)
    gone = stop(nightly, day, "too sleepy")
    keep(session, a_signed_plan(patient, session.user, kept, gone, number=2, based_on=before.id))
    return made(printing, writer, patient), "quetiapine"


def test_that_a_stop_still_to_come_is_never_told_as_do_not_take() -> None:
    sheet, name = stopped_from(TODAY + DAY)
    assert name in [one.name for one in sheet.daily], "tonight's tablet is told with its date"
    assert name not in [one.name for one in sheet.stopped]


def test_that_a_stop_that_has_come_is_told_as_do_not_take_and_nowhere_in_the_grid() -> None:
    sheet, name = stopped_from(TODAY)
    assert name in [one.name for one in sheet.stopped]
    assert name not in [one.name for one in sheet.daily]


def test_that_a_medicine_that_fell_out_is_gone_since_the_practices_day_of_signing() -> None:
    """Nine in the evening in New York is the next day in UTC."""
    session, printing, writer = a_desk()
    patient = a_patient()
    kept, gone = an_item("lithium", a_step(TODAY - 60 * DAY)), an_item("quetiapine", a_step(TODAY - 60 * DAY))
    old = a_signed_plan(patient, session.user, kept, gone, number=1, signed_at=NOW - 60 * DAY)
    evening = datetime.combine(TODAY - 2 * DAY, time(2), UTC)
    keep(session, patient, old)
    keep(session, a_signed_plan(patient, session.user, kept, number=2, based_on=old.id, signed_at=evening))
    (stopped,) = made(printing, writer, patient).stopped
    assert (stopped.name, stopped.on) == ("quetiapine", TODAY - 3 * DAY)


def signed_again_today(*, printed: bool) -> PlanSheet:
    """Sertraline was raised and buspirone begun this morning; at noon buspirone is given up again."""
    session, printing, writer = a_desk()
    patient = a_patient()
    low, high = a_step(TODAY - 60 * DAY), a_step(TODAY, None, tablets("100"))
    item, wrong = an_item("sertraline", low), an_item("buspirone", a_step(TODAY, None, tablets("10")))
    raised = replace(item, steps=(replace(low, end=TODAY - DAY), high))
    home = a_signed_plan(patient, session.user, item, number=1, signed_at=NOW - 60 * DAY)
    again = a_signed_plan(patient, session.user, raised, wrong, number=2, based_on=home.id)
    keep(session, patient, home, again)
    if printed:
        printing.file(printing.prepare(PLAN, patient.id))
    keep(session, a_signed_plan(patient, session.user, raised, number=3, based_on=again.id))
    return made(printing, writer, patient)


def test_that_a_second_signature_of_the_day_tells_what_the_first_one_changed() -> None:
    sheet = signed_again_today(printed=False)
    told = [(one.kind, one.name) for one in sheet.changes]
    assert told == [(ChangeKind.CHANGE, "sertraline"), (ChangeKind.STOP, "buspirone")]
    assert [one.tag for one in sheet.daily] == [Tag.RAISED]
    assert [one.name for one in sheet.stopped] == ["buspirone"]
    assert sheet.head.replaces == TODAY - 60 * DAY


def test_that_a_sheet_of_this_morning_that_was_filed_is_what_the_next_one_is_compared_with() -> None:
    told = [(one.kind, one.name) for one in signed_again_today(printed=True).changes]
    assert told == [(ChangeKind.STOP, "buspirone"), (ChangeKind.KEEP, "sertraline")]


def test_that_a_first_plan_that_is_signed_twice_in_a_day_keeps_nothing() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    item = an_item("sertraline", a_step(TODAY))
    first = a_signed_plan(patient, session.user, item, number=1)
    second = a_signed_plan(patient, session.user, replace(item, purpose="for worry"), number=2)
    keep(session, patient, first, replace(second, based_on=first.id))
    sheet = made(printing, writer, patient)
    assert [(one.kind, one.name) for one in sheet.changes] == [(ChangeKind.START, "sertraline")]
    assert sheet.head.replaces is None


@pytest.mark.parametrize("home", [True, False])
def test_that_the_sheet_tells_what_changed_since_the_one_that_the_patient_has(home: bool) -> None:
    """Sertraline was raised on the phone three days ago, without a sheet; lithium is begun today."""
    session, printing, writer = a_desk()
    patient = a_patient()
    low, high = a_step(TODAY - 60 * DAY), a_step(TODAY - 3 * DAY, None, tablets("100"))
    item, begun = an_item("sertraline", low), an_item("lithium", a_step(TODAY))
    raised = replace(item, steps=(replace(low, end=TODAY - 4 * DAY), high))
    first = a_signed_plan(patient, session.user, item, number=1, signed_at=NOW - 60 * DAY)
    keep(session, patient, first)
    if home:
        printing.file(printing.prepare(PLAN, patient.id))
    phone = a_signed_plan(patient, session.user, raised, number=2, based_on=first.id, signed_at=NOW - 3 * DAY)
    keep(session, phone, a_signed_plan(patient, session.user, raised, begun, number=3, based_on=phone.id))
    sheet = made(printing, writer, patient)
    known = ChangeKind.CHANGE if home else ChangeKind.KEEP
    assert {one.name: one.kind for one in sheet.changes} == {"sertraline": known, "lithium": ChangeKind.START}
    assert sheet.changed_today is not home
