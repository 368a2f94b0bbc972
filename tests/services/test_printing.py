"""Paper from the chart: what is filed, printed and refused, over the in-memory practice."""

from dataclasses import replace
from hashlib import sha256

import pytest

from medmanager.domain.errors import NotAllowed, NotFound, Refused
from medmanager.domain.ids import DocumentId
from medmanager.domain.paper.document import DocumentKind, PaperOptions
from medmanager.domain.paper.sheets import SheetMark, TrendSheet
from medmanager.domain.patient import Language, Patient
from medmanager.domain.plan.plan import Plan
from medmanager.domain.trend.build import Span
from medmanager.domain.user import Role
from medmanager.services.printing import Printing
from medmanager.services.session import Session
from medmanager.services.trends import Trends
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_plan,
    a_session,
    a_signed_plan,
    an_item,
    keep,
    new_id,
)
from tests.fakes import FakeGate
from tests.services.paper_desk import (
    DAY,
    EFFECTS,
    PAPER,
    PLAN,
    NotedWriter,
    a_desk,
    a_printing,
    a_store,
    at_the_desk_of,
    made,
)


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
    printing = a_printing(at_the_desk_of(provider), NotedWriter())
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
    with pytest.raises(NotAllowed):
        a_printing(at_the_desk_of(session), NotedWriter()).reprint(document.id)


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
    assert offer.note == "plan 2 signed, plan 3 in draft"


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


def test_that_a_reprint_is_the_first_paper_although_it_would_be_drawn_otherwise_today() -> None:
    session, printing, writer = a_desk()
    patient = a_patient()
    keep(session, patient, a_signed_plan(patient, session.user, an_item()))
    document = printing.file(printing.prepare(PLAN, patient.id))
    writer.content = b"%PDF drawn by a later edition"
    assert printing.reprint(document.id) == PAPER
