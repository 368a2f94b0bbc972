"""The documents tab in words: what is shown first, how paper is made, and what leaves the machine."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from medmanager.domain.changes import Change, Changes
from medmanager.domain.errors import Refused
from medmanager.domain.paper.document import ArchivedDocument, DocumentKind, PreparedDocument
from medmanager.domain.patient import Language, Patient
from medmanager.domain.user import Role
from medmanager.services.session import Session
from tests.builders import NOW, TODAY, a_patient, a_plan, an_appointment, an_item, keep
from tests.fakes import FakeGate, FakeStore
from tests.kit.fakes import NotedNotices, fake_context
from tests.screens.paper_services import a_clinic_with, a_patient_on_plan, paper_services
from ui.kit.context import Context
from ui.kit.paper.print_job import PrintJob
from ui.screens.documents.papers import LARGE, STANDARD, Key, Paper, PaperRow, file_name
from ui.screens.documents.presenter import BLIND, NOTHING, NOTHING_READY, DocumentsPresenter

PLAN, TREND = DocumentKind.PLAN, DocumentKind.TREND


@dataclass
class NotedDisplay:
    """Remembers what the view was told."""

    makeable: Sequence[PaperRow] = ()
    filed: Sequence[PaperRow] = ()
    selected: Key | None = None
    paper: Paper | None = None
    pages: list[bytes] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    is_busy: bool = False

    def show_loading(self) -> None:
        self.said.append(("loading", ""))

    def show_rows(self, makeable: Sequence[PaperRow], filed: Sequence[PaperRow]) -> None:
        self.makeable, self.filed = makeable, filed

    def select(self, key: Key | None) -> None:
        self.selected = key

    def show_paper(self, paper: Paper) -> None:
        self.paper = paper

    def show_pages(self, content: bytes) -> None:
        self.pages.append(content)

    def show_drawing(self) -> None:
        self.said.append(("drawing", ""))

    def show_hidden(self, sentence: str) -> None:
        self.said.append(("hidden", sentence))

    def show_nothing(self, sentence: str) -> None:
        self.said.append(("nothing", sentence))

    def show_refused(self, what: str, why: str) -> None:
        self.said.append(("refused", why))

    def show_problem(self, sentence: str) -> None:
        self.said.append(("problem", sentence))

    def show_not_allowed(self, sentence: str) -> None:
        self.said.append(("not allowed", sentence))

    def send(self, content: bytes) -> PrintJob | None:
        if self.is_busy:
            return None
        self.sent.append(content)
        job = PrintJob()
        job.end()
        return job

    def ask_where(self, name: str) -> None:
        self.asked.append(name)


@dataclass
class Desk:
    """A presenter at work."""

    session: Session
    context: Context
    patient: Patient
    display: NotedDisplay
    presenter: DocumentsPresenter

    @property
    def notices(self) -> NotedNotices:
        assert isinstance(self.context.notices, NotedNotices)
        return self.context.notices

    @property
    def on_file(self) -> tuple[ArchivedDocument, ...]:
        return tuple(row.document for row in self.context.services.printing.shelf(self.patient.id).rows)


def a_desk(
    session: Session | None = None, patient: Patient | None = None, subject: UUID | None = None
) -> Desk:
    session = session or a_clinic_with()
    patient = patient or a_patient_on_plan(session)
    context = fake_context(paper_services(session))
    display = NotedDisplay()
    presenter = DocumentsPresenter(context, display, patient.id, subject)
    context.feed.subscribe(presenter, lambda changes: presenter.load())
    presenter.load()
    return Desk(session, context, patient, display, presenter)


def the_desk_of(provider: Desk) -> Desk:
    """The front desk in the practice of that provider."""
    session = a_clinic_with(Role.FRONT_DESK)
    mine, theirs = session.gate, provider.session.gate
    assert isinstance(mine, FakeGate)
    assert isinstance(theirs, FakeGate)
    store = provider.session.store
    assert isinstance(store, FakeStore)
    mine.shelf.rows.update(theirs.shelf.rows)
    mine.shelf.contents.update(store.shelf.contents)
    return a_desk(session, provider.patient)


def test_that_todays_plan_is_shown_first_and_is_not_on_file_yet() -> None:
    desk = a_desk()
    assert desk.display.selected == PLAN
    assert [row.key for row in desk.display.makeable if not row.muted][:2] == [PLAN, TREND]
    assert desk.display.pages[-1].startswith(b"%PDF")
    paper = desk.display.paper
    assert paper is not None
    assert (paper.title, paper.note) == ("Take-home plan 4, English", "2 pages · not on file yet")
    assert (paper.can_print, paper.language, paper.size) == (True, "en", STANDARD)
    assert desk.on_file == ()


def test_that_the_draft_is_shown_when_it_was_asked_for() -> None:
    session = a_clinic_with()
    patient = a_patient_on_plan(session)
    draft = a_plan(patient, an_item("lurasidone"), number=5)
    keep(session, draft)
    desk = a_desk(session, patient, draft.id)
    assert desk.display.selected == PLAN
    assert desk.display.paper is not None
    assert desk.display.paper.title == "Take-home plan 5, draft, English"
    other = a_desk(session, patient)
    assert other.display.paper is not None
    assert other.display.paper.title == "Take-home plan 4, English"
    other.presenter.turn_to(draft.id)
    assert other.display.paper.title == "Take-home plan 5, draft, English"
    other.presenter.choose_subject(other.display.paper.subjects[0].key)
    assert other.display.paper.title == "Take-home plan 4, English"


def test_that_a_paper_that_cannot_be_made_says_why_in_place_of_its_pages() -> None:
    session = a_clinic_with()
    patient = a_patient()
    keep(session, patient)
    desk = a_desk(session, patient)
    desk.presenter.choose(TREND)
    row = next(row for row in desk.display.makeable if row.key == TREND)
    assert row.muted
    assert desk.display.said[-1] == ("nothing", row.second)
    desk.presenter.print_to("Front desk")
    assert desk.on_file == ()


def test_that_the_patient_herself_stands_for_her_trend_chart() -> None:
    desk = a_desk()
    assert desk.display.selected == PLAN
    desk.presenter.turn_to(desk.patient.id)
    assert desk.display.selected == TREND
    later = a_desk(desk.session, desk.patient, desk.patient.id)
    assert later.display.paper is not None
    assert later.display.paper.title == "Trend chart, plan 4, English"


def test_that_another_language_or_size_makes_the_paper_again() -> None:
    desk = a_desk()
    desk.presenter.choose_language("es")
    assert desk.display.paper is not None
    assert (desk.display.paper.title, desk.display.paper.language) == ("Take-home plan 4, Spanish", "es")
    desk.presenter.choose_size(LARGE)
    assert desk.display.paper.title == "Take-home plan 4, Spanish, large print"
    assert len({sha256(content).digest() for content in desk.display.pages}) == 3


def test_that_the_patients_own_language_and_size_come_first() -> None:
    session = a_clinic_with()
    patient = a_patient_on_plan(session)
    keep(session, replace(patient, language=Language.SPANISH, large_print=True))
    desk = a_desk(session, patient)
    assert desk.display.paper is not None
    assert (desk.display.paper.language, desk.display.paper.size) == ("es", LARGE)


def test_that_a_paper_of_one_size_has_no_choice_of_size() -> None:
    desk = a_desk()
    desk.presenter.choose(TREND)
    assert desk.display.paper is not None
    assert (desk.display.paper.title, desk.display.paper.size) == ("Trend chart, plan 4, English", STANDARD)
    desk.presenter.choose(DocumentKind.FAIL_SAFE)
    assert desk.display.paper.size == ""


def test_that_printing_files_the_shown_bytes_and_sends_those_of_the_archive() -> None:
    desk = a_desk()
    shown = desk.display.pages[-1]
    desk.presenter.print_to("Front desk")
    assert desk.display.sent == [shown]
    document = desk.on_file[0]
    assert document.sha256 == sha256(shown).hexdigest()
    assert desk.display.selected == document.id
    desk.presenter.leaving.sent()
    row = desk.context.services.printing.shelf(desk.patient.id).rows[0]
    assert [one.target for one in row.printings] == ["Front desk"]
    assert desk.notices.said == ["Sent to Front desk."]
    assert [item.words for item in desk.display.filed] == ["printed"]


def test_that_printing_again_files_nothing_new_and_sends_the_same_bytes() -> None:
    desk = a_desk()
    desk.presenter.print_to("Front desk")
    desk.presenter.leaving.sent()
    desk.presenter.print_to("Back office")
    desk.presenter.leaving.sent()
    assert len(desk.on_file) == 1
    assert desk.display.sent[0] == desk.display.sent[1]
    assert [item.words for item in desk.display.filed] == ["printed 2 times"]
    told = desk.display.filed[0].tip.splitlines()
    who = desk.context.services.session.user.display_name
    assert [line.partition(", by ")[2] for line in told] == [
        f"{who}, to Back office",
        f"{who}, to Front desk",
    ]


def test_that_a_cancelled_printer_dialog_leaves_nothing_on_file() -> None:
    desk = a_desk()
    assert desk.on_file == ()
    assert desk.display.sent == []


def test_that_a_saved_copy_is_the_archived_bytes_under_a_name_without_the_patient(tmp_path: Path) -> None:
    desk = a_desk()
    desk.presenter.save()
    name = desk.display.asked[0]
    assert name == "take-home-plan-4-english-2026-11-23.pdf"
    assert desk.patient.family_name.lower() not in name
    desk.presenter.save_to(str(tmp_path / name))
    assert (tmp_path / name).read_bytes() == desk.display.pages[0]
    assert [path.name for path in tmp_path.iterdir()] == [name]
    row = desk.context.services.printing.shelf(desk.patient.id).rows[0]
    assert [one.target for one in row.printings] == ["PDF file"]
    assert desk.notices.said == ["The PDF is saved."]
    assert [item.words for item in desk.display.filed] == ["saved as PDF"], "nothing was printed"
    desk.presenter.print_to("Front desk")
    desk.presenter.leaving.sent()
    assert [item.words for item in desk.display.filed] == ["printed"]


def test_that_a_folder_that_takes_no_file_is_told_and_nothing_is_noted(tmp_path: Path) -> None:
    desk = a_desk()
    desk.presenter.save()
    desk.presenter.save_to(str(tmp_path / "not there" / "plan.pdf"))
    assert desk.notices.warned == ["The file could not be written there. Choose another folder."]
    assert desk.context.services.printing.shelf(desk.patient.id).rows[0].printings == ()


def test_that_a_paper_on_file_is_shown_as_it_was_filed() -> None:
    desk = a_desk()
    desk.presenter.print_to("Front desk")
    first = desk.on_file[0]
    desk.presenter.choose(PLAN)
    desk.presenter.choose_language("es")
    desk.presenter.choose(first.id)
    assert desk.display.pages[-1] == desk.display.sent[0]
    assert desk.display.paper is not None
    assert (desk.display.paper.language, desk.display.paper.size) == ("", "")
    assert desk.display.paper.note.startswith("2 pages · on file since Mon, Nov 23, 10:42")


def test_that_a_change_of_the_plan_makes_the_shown_paper_again() -> None:
    desk = a_desk()
    before = len(desk.display.pages)
    desk.context.feed.publish(Changes((Change("plan", desk.patient.id, desk.patient.id),)))
    assert len(desk.display.pages) == before + 1


def test_that_the_desk_prints_what_is_ready_without_looking_inside() -> None:
    provider = a_desk()
    provider.presenter.print_to("Front desk")
    desk = the_desk_of(provider)
    assert [row.key for row in desk.display.makeable] == [DocumentKind.APPOINTMENT_CARD]
    assert desk.display.said[-1] == ("hidden", BLIND)
    assert desk.display.pages == []
    desk.presenter.print_to("Front desk")
    assert desk.display.sent == provider.display.sent


def test_that_an_empty_shelf_says_what_to_do_next() -> None:
    session = a_clinic_with()
    patient = a_patient()
    keep(session, patient)
    assert a_desk(session, patient).display.said[-1] == ("nothing", NOTHING)
    provider = a_desk()
    assert the_desk_of(provider).display.said[-1] == ("nothing", NOTHING_READY)


def test_that_a_role_without_paper_is_told_so() -> None:
    session = a_clinic_with(Role.ADMIN)
    desk = a_desk(session, a_patient_on_plan(session))
    assert desk.display.said[-1][0] == "not allowed"


def test_that_a_sheet_that_does_not_fit_is_told_and_its_choices_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = a_desk()

    def refuse(*given: Any, **how: Any) -> PreparedDocument:
        raise Refused("“Dose steps” does not fit on the page.")

    monkeypatch.setattr(desk.context.services.printing, "prepare", refuse)
    desk.presenter.choose_size(LARGE)
    assert desk.display.said[-1] == ("refused", "“Dose steps” does not fit on the page.")
    assert desk.display.paper is not None
    assert not desk.display.paper.can_print
    assert desk.display.paper.size == LARGE
    desk.presenter.print_to("Front desk")
    assert desk.on_file == ()


def test_that_trying_again_makes_the_paper_that_failed() -> None:
    desk = a_desk()
    before = len(desk.display.pages)
    desk.presenter.try_again()
    assert len(desk.display.pages) == before + 1


def test_that_a_printer_that_failed_is_told_and_not_noted() -> None:
    desk = a_desk()
    desk.presenter.print_to("Front desk")
    desk.presenter.leaving.not_sent("Look at the printer.", begun=False)
    assert desk.notices.warned == ["Not printed. Look at the printer."]
    assert [item.words for item in desk.display.filed] == ["not printed"]


def test_that_a_paper_that_was_stopped_midway_is_noted_with_what_may_have_come_out() -> None:
    desk = a_desk()
    desk.presenter.print_to("Front desk")
    desk.presenter.leaving.not_sent("Stopped after 1 of 2 pages.", begun=True)
    row = desk.context.services.printing.shelf(desk.patient.id).rows[0]
    assert [one.target for one in row.printings] == ["Front desk, not all of it"]
    assert desk.notices.said == []


def test_that_a_paper_that_is_refused_while_another_is_on_its_way_is_not_noted_in_its_place() -> None:
    desk = a_desk()
    desk.presenter.print_to("Front desk")
    desk.display.is_busy = True
    desk.presenter.choose(TREND)
    desk.presenter.print_to("Back office")
    desk.presenter.leaving.not_sent("Another paper is on its way.", begun=False)
    desk.presenter.leaving.sent()
    rows = desk.context.services.printing.shelf(desk.patient.id).rows
    noted = {row.document.kind: [one.target for one in row.printings] for row in rows}
    assert noted == {TREND: [], PLAN: ["Front desk"]}


def test_that_a_file_name_is_plain_and_dated() -> None:
    desk = a_desk()
    desk.presenter.print_to("Front desk")
    document = replace(desk.on_file[0], title="Take-home plan 4, draft, Spanish, large print", created_at=NOW)
    assert file_name(document) == f"take-home-plan-4-draft-spanish-large-print-{TODAY}.pdf"


def test_that_the_desk_makes_and_sees_the_card_of_a_booked_visit() -> None:
    provider = a_desk()
    keep(provider.session, an_appointment(provider.patient, provider.session.user, NOW + timedelta(days=9)))
    desk = the_desk_of(provider)
    desk.presenter.choose(DocumentKind.APPOINTMENT_CARD)
    assert desk.display.pages[-1].startswith(b"%PDF")
    assert desk.display.paper is not None
    assert desk.display.paper.title == "Appointment card for December 2, 2026, English"
    desk.presenter.print_to("Front desk")
    assert desk.display.sent == desk.display.pages[-1:]


def test_that_no_choice_is_longer_than_fits_a_small_window() -> None:
    desk = a_desk()
    for days in range(30):
        keep(desk.session, an_appointment(desk.patient, desk.session.user, NOW + timedelta(days=days + 1)))
    offers = desk.context.services.printing.shelf(desk.patient.id).offers
    assert all(len(offer.subjects) <= 12 for offer in offers)
