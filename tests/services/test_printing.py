"""Paper from the chart: what is built, filed, printed and refused, over the in-memory practice."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from medmanager.domain.document import DocumentKind, PaperOptions
from medmanager.domain.errors import NotAllowed, NotFound, Refused
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.ids import DocumentId
from medmanager.domain.intake import Answer, Intake
from medmanager.domain.intake_form import KNOWN_ALLERGIES, NO_ALLERGIES
from medmanager.domain.patient import Language, Patient
from medmanager.domain.plan import AsNeeded, DoseStep, Form, Plan, Slot, Strength, stop
from medmanager.domain.plan_changes import ChangeKind
from medmanager.domain.practice import Practice
from medmanager.domain.reconciliation import Decision, Wanted
from medmanager.domain.sheets import PlanSheet, Sheet, SheetMark, Tag, TrendSheet
from medmanager.domain.side_effects import SideEffect
from medmanager.domain.trend_build import Span
from medmanager.domain.user import Role
from medmanager.domain.visit import SideEffectRating
from medmanager.services.paper_table import paper_table
from medmanager.services.printing import Printing
from medmanager.services.reconciling import Reconciling
from medmanager.services.session import Session
from medmanager.services.trends import Trends
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_plan,
    a_session,
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
from tests.fakes import FakeGate, FakeStore
from tests.shelf import SHELF

DAY = timedelta(days=1)
TEN = Strength(Decimal(10))
PAPER = b"%PDF- a paper"
PLAN = DocumentKind.PLAN
EFFECTS = (SideEffect("tremor", "Shaking hands", "?"),)


class NotedWriter:
    """Remembers the sheet it was given; the bytes are its own."""

    def __init__(self) -> None:
        self.sheet: Sheet | None = None
        self.content = PAPER

    def draw(self, sheet: Sheet) -> bytes:
        self.sheet = sheet
        return self.content

    def pages(self, content: bytes) -> int:
        return 2


def a_clinic(session: Session, **changes: Any) -> None:
    """The practice gets a phone number, as every sheet needs one."""
    gate = session.gate
    assert isinstance(gate, FakeGate)
    held = gate.shelf.of(Practice)
    practice = next(iter(held.values()))
    held[practice.id] = replace(practice, phone="555-555-0142", **changes)
    session.refresh_practice()


def a_desk(role: Role = Role.PROVIDER, **changes: Any) -> tuple[Session, Printing, NotedWriter]:
    session, writer = a_session(role), NotedWriter()
    a_clinic(session, **changes)
    return session, a_printing(session, writer), writer


def a_printing(session: Session, writer: NotedWriter) -> Printing:
    return Printing(session, writer, paper_table(session, EFFECTS, SHELF))


def made(printing: Printing, writer: NotedWriter, patient: Patient, **how: Any) -> PlanSheet:
    printing.prepare(PLAN, patient.id, PaperOptions(**how))
    assert isinstance(writer.sheet, PlanSheet)
    return writer.sheet


def a_store(session: Session) -> FakeStore:
    store = session.store
    assert isinstance(store, FakeStore)
    return store


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


def test_that_what_changed_is_told_on_the_day_of_signing_and_not_later() -> None:
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
    keep(session, replace(new, signed_at=NOW - 3 * DAY))
    later = made(printing, writer, patient)
    assert later.changes == ()
    assert [one.name for one in later.stopped] == ["quetiapine"]


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


def test_that_demo_and_draft_are_marked() -> None:
    session, printing, writer = a_desk(demo=True)
    patient = a_patient()
    draft = a_plan(patient, an_item(), number=1)
    keep(session, patient, draft)
    sheet = made(printing, writer, patient, subject=str(draft.id))
    assert sheet.head.marks == (SheetMark.DEMO, SheetMark.DRAFT)
    prepared = printing.prepare(PLAN, patient.id, PaperOptions(subject=str(draft.id)))
    assert prepared.draft
    assert prepared.title == "Take-home plan 1, draft, English"


def test_that_there_is_no_paper_without_a_signed_plan_or_for_a_replaced_one() -> None:
    session, printing, _ = a_desk()
    patient = a_patient()
    keep(session, patient)
    with pytest.raises(Refused, match="no signed plan"):
        printing.prepare(PLAN, patient.id)
    old = a_signed_plan(patient, session.user, an_item(), number=1)
    keep(session, old, a_signed_plan(patient, session.user, an_item(), number=2))
    with pytest.raises(Refused, match="replaced by a newer one"):
        printing.prepare(PLAN, patient.id, PaperOptions(subject=str(old.id)))


def test_that_another_patients_plan_is_refused() -> None:
    session, printing, _ = a_desk()
    patient, other = a_patient(), a_patient(given_name="Nils")
    plan = a_signed_plan(other, session.user, an_item())
    keep(session, patient, other, plan)
    with pytest.raises(Refused, match="another patient"):
        printing.prepare(PLAN, patient.id, PaperOptions(subject=str(plan.id)))


def test_that_a_clinic_without_a_phone_prints_no_plan() -> None:
    session, writer = a_session(), NotedWriter()
    patient = a_patient()
    keep(session, patient, a_signed_plan(patient, session.user, an_item()))
    with pytest.raises(Refused, match="phone number"):
        a_printing(session, writer).prepare(PLAN, patient.id)


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


def test_that_the_trend_page_draws_the_very_chart_of_the_screen() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    keep(session, patient, a_signed_plan(patient, session.user, an_item(), number=3))
    prepared = printing.prepare(DocumentKind.TREND, patient.id, PaperOptions(Language.SPANISH))
    assert isinstance(writer.sheet, TrendSheet)
    assert writer.sheet.chart == Trends(session, EFFECTS).chart(patient.id)
    assert (prepared.kind, prepared.language) == (DocumentKind.TREND, Language.SPANISH)
    assert prepared.title == "Trend chart, plan 3, Spanish"


def test_that_the_trend_page_shows_the_span_that_was_chosen() -> None:
    session, printing, writer = a_desk()
    patient = a_patient(large_print=True)
    keep(session, patient, a_signed_plan(patient, session.user, an_item()))
    for span in Span:
        prepared = printing.prepare(DocumentKind.TREND, patient.id, PaperOptions(subject=span))
        assert isinstance(writer.sheet, TrendSheet)
        assert writer.sheet.chart == Trends(session, EFFECTS).chart(patient.id, span)
        assert prepared.title == "Trend chart, plan 1, English, large print"


def filed(role: Role = Role.PROVIDER) -> tuple[Session, Printing, Patient, DocumentId]:
    session, printing, _ = a_desk(role)
    patient = a_patient()
    keep(session, patient, a_signed_plan(patient, session.user, an_item()))
    return session, printing, patient, printing.file(printing.prepare(PLAN, patient.id)).id


def test_that_exactly_the_bytes_that_were_shown_are_filed_and_printed_again() -> None:
    session, printing, patient, document_id = filed()
    row = printing.shelf(patient.id).rows[0]
    assert row.document.sha256 == sha256(PAPER).hexdigest()
    assert (row.document.size, row.document.pages) == (len(PAPER), 2)
    assert row.made_by == session.user.display_name
    assert printing.content(document_id) == printing.reprint(document_id) == PAPER


def test_that_bytes_that_changed_after_they_were_shown_are_not_filed() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    keep(session, patient, a_signed_plan(patient, session.user, an_item()))
    prepared = printing.prepare(PLAN, patient.id)
    with pytest.raises(Refused, match="changed after it was shown"):
        printing.file(replace(prepared, content=writer.content + b"more"))


def test_that_every_printing_is_noted_with_the_printer_and_never_a_path() -> None:
    session, printing, patient, document_id = filed()
    changes = printing.printed(document_id, "/home/osei/Desktop/plan.pdf")
    assert changes.touches("archiveddocument", patient.id)
    printing.printed(document_id, "Front desk")
    noted = [one.target for one in printing.shelf(patient.id).rows[0].printings]
    assert noted == ["plan.pdf", "Front desk"]
    entry = a_store(session).audited[-1]
    assert (entry.action, entry.patient_id) == ("print document", patient.id)
    assert entry.detail == "take-home plan to Front desk"


def test_that_the_audit_of_filing_names_no_patient() -> None:
    session, _, patient, _ = filed()
    entry = next(one for one in a_store(session).audited if one.action == "file document")
    assert patient.family_name not in entry.detail
    assert entry.detail.startswith("take-home plan, sha256 ")


def test_that_a_sheet_replaces_the_paper_that_went_home_last() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    keep(session, patient, a_signed_plan(patient, session.user, an_item(), signed_at=NOW - 9 * DAY))
    document = printing.file(printing.prepare(PLAN, patient.id))
    gate = session.gate
    assert isinstance(gate, FakeGate)
    gate.shelf.of(type(document))[document.id] = replace(document, created_at=NOW - 5 * DAY)
    assert made(printing, writer, patient).head.replaces == TODAY - 5 * DAY


def test_that_the_desk_prints_what_is_ready_and_makes_and_reads_nothing() -> None:
    provider, _, patient, document_id = filed()
    desk = a_session(Role.FRONT_DESK, login="castellano")
    gate = desk.gate
    assert isinstance(gate, FakeGate)
    gate.shelf.rows.update(provider.gate.shelf.rows if isinstance(provider.gate, FakeGate) else {})
    gate.shelf.contents.update(a_store(provider).shelf.contents)
    printing = a_printing(desk, NotedWriter())
    assert printing.reprint(document_id) == PAPER
    assert len(printing.shelf(patient.id).rows) == 1
    for act in (lambda: printing.content(document_id), lambda: printing.prepare(PLAN, patient.id)):
        with pytest.raises(NotAllowed):
            act()


def test_that_the_desk_does_not_print_drafts() -> None:
    session, printing, _ = a_desk()
    patient = a_patient()
    draft: Plan = a_plan(patient, an_item())
    keep(session, patient, draft)
    document = printing.file(printing.prepare(PLAN, patient.id, PaperOptions(subject=str(draft.id))))
    held = a_store(session).shelf
    desk = a_session(Role.FRONT_DESK, login="castellano")
    gate = desk.gate
    assert isinstance(gate, FakeGate)
    gate.shelf.rows.update(held.rows)
    gate.shelf.contents.update(held.contents)
    with pytest.raises(NotAllowed):
        a_printing(desk, NotedWriter()).reprint(document.id)


def test_that_an_unknown_document_is_not_found() -> None:
    _, printing, _, _ = filed()
    with pytest.raises(NotFound):
        printing.reprint(DocumentId(new_id()))


def test_that_the_plan_in_force_is_offered_before_the_draft() -> None:
    session, printing, _ = a_desk()
    patient = a_patient()
    signed = a_signed_plan(patient, session.user, an_item(), number=2)
    draft = a_plan(patient, an_item(), number=3)
    keep(session, patient, signed, draft)
    offer = printing.shelf(patient.id).offer(PLAN)
    assert offer is not None
    assert [one.key for one in offer.subjects] == [str(signed.id), str(draft.id)]
    assert [one.words for one in offer.subjects] == ["Plan 2, signed", "Plan 3, draft"]


def test_that_a_paper_that_cannot_be_made_now_says_why() -> None:
    session, printing, _ = a_desk()
    patient = a_patient()
    keep(session, patient)
    offers = printing.shelf(patient.id).offers
    assert {offer.kind for offer in offers if not offer.can_be_made} >= {PLAN, DocumentKind.TREND}
    for offer in offers:
        if not offer.can_be_made:
            assert offer.why_not.endswith(".")
            with pytest.raises(Refused):
                printing.prepare(offer.kind, patient.id)


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


def test_that_a_reprint_is_the_first_paper_although_it_would_be_drawn_otherwise_today() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    keep(session, patient, a_signed_plan(patient, session.user, an_item()))
    document = printing.file(printing.prepare(PLAN, patient.id))
    writer.content = b"%PDF drawn by a later edition"
    assert printing.reprint(document.id) == PAPER
