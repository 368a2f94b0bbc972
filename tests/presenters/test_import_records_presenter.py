"""The import's presenter: reads, shows, waits for decisions about look-alikes, takes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from medmanager.domain.changes import Changes
from medmanager.domain.errors import Cancelled, Refused, StoreUnavailable
from medmanager.domain.history import Encounter
from medmanager.domain.imports.imports import Left, PatientRecords, RecordsFile
from medmanager.domain.patient import Patient
from medmanager.domain.user import Role
from medmanager.services.imports import Imports
from medmanager.services.ports import Progress
from medmanager.services.session import Session
from tests.builders import a_patient, a_session, a_user, a_visit, an_allergy, keep, new_id
from tests.kit.fakes import NotedNavigate, NotedNotices, fake_context
from ui.kit.context import Context
from ui.screens.import_records.comparing import Question
from ui.screens.import_records.lines import Fate, FileDetails, FileLine
from ui.screens.import_records.presenter import ImportPresenter

A, B = Path("/records/a.json"), Path("/records/b.json")


@dataclass
class NotedDisplay:
    """Remembers what it was shown."""

    state: str = ""
    lines: tuple[FileLine, ...] = ()
    summary: str = ""
    take: str = ""
    details: FileDetails | None = None
    busy: list[bool] = field(default_factory=list)
    failure: tuple[str, str] = ("", "")

    def show_start(self) -> None:
        self.state = "start"

    def show_reading(self) -> None:
        self.state = "reading"

    def show_files(self, lines: tuple[FileLine, ...], summary: str, take: str) -> None:
        self.state, self.lines, self.summary, self.take = "files", lines, summary, take

    def show_details(self, details: FileDetails | None) -> None:
        self.details = details

    def show_busy(self, is_busy: bool) -> None:
        self.busy.append(is_busy)

    def show_failure(self, what: str, why: str) -> None:
        self.state, self.failure = "failure", (what, why)

    def show_not_allowed(self) -> None:
        self.state = "not allowed"

    @property
    def fates(self) -> list[Fate]:
        return [line.fate for line in self.lines]


@dataclass
class FakeReader:
    files: dict[Path, RecordsFile] = field(default_factory=dict)
    error: Exception | None = None

    def read(self, path: Path, report: Progress) -> RecordsFile:
        if self.error is not None:
            raise self.error
        if path not in self.files:
            raise Refused("This file is empty.")
        return self.files[path]


@dataclass
class Services:
    session: Session
    imports: Imports


@dataclass
class Desk:
    session: Session
    reader: FakeReader
    context: Context
    display: NotedDisplay
    presenter: ImportPresenter

    @property
    def notices(self) -> NotedNotices:
        assert isinstance(self.context.notices, NotedNotices)
        return self.context.notices

    @property
    def question(self) -> Question:
        """What is asked beside the table."""
        assert self.display.details is not None
        question = self.display.details.blocks[0].question
        assert question is not None
        return question

    def patients(self) -> list[Patient]:
        with self.session.store.read() as work:
            return list(work.patients.all())


def records(**changes: Any) -> PatientRecords:
    patient = a_patient(**{"origin": "urn:uuid:1", **changes})
    return PatientRecords(patient, (an_allergy(patient, origin="a1"),))


def a_desk(role: Role = Role.PROVIDER) -> Desk:
    session = a_session(role)
    reader = FakeReader({A: RecordsFile("a.json", (records(),), (Left("Claim", "not needed", 3),))})
    context, display = fake_context(Services(session, Imports(session, reader))), NotedDisplay()
    return Desk(session, reader, context, display, ImportPresenter(context, display))


def test_that_it_begins_with_nothing_chosen() -> None:
    desk = a_desk()
    desk.presenter.load()
    assert desk.display.state == "start"


def test_that_a_role_without_the_right_sees_why() -> None:
    desk = a_desk(Role.FRONT_DESK)
    desk.presenter.load()
    assert desk.display.state == "not allowed"


def test_that_chosen_files_are_shown_with_what_they_would_bring() -> None:
    desk = a_desk()
    desk.presenter.choose((A, B))
    first, second = desk.display.lines
    assert (first.name, first.who, first.fresh, first.known, first.left) == (
        "a.json",
        "LINDQVIST, Maren",
        2,
        0,
        3,
    )
    assert desk.display.fates == [Fate.TAKE, Fate.REFUSED]
    assert second.who == ""
    assert (desk.display.take, desk.display.summary) == ("&Take 1 file", "Nothing is stored yet.")
    assert desk.display.busy == [True, False]
    assert desk.patients() == []


def test_that_the_side_says_what_is_new_what_is_left_and_why() -> None:
    desk = a_desk()
    desk.presenter.choose((A, B))
    assert desk.display.details is not None
    hers, left = desk.display.details.blocks
    assert (hers.head, [(one.title, one.number) for one in hers.facts]) == (
        "LINDQVIST, Maren",
        [("Allergies", "1")],
    )
    assert [(one.why, one.number, one.kinds) for one in left.reasons] == [("Not needed", "3", "3\u00a0bills")]
    desk.presenter.select(1)
    assert desk.display.details.trouble == "This file is empty."
    assert desk.display.details.act == ""


def test_that_taking_stores_tells_and_lets_the_chart_be_opened() -> None:
    desk = a_desk()
    heard: list[Changes] = []
    desk.context.feed.subscribe(desk, heard.append)
    desk.presenter.choose((A, B))
    desk.presenter.take()
    (patient,) = desk.patients()
    assert desk.display.fates == [Fate.TAKEN, Fate.REFUSED]
    assert (desk.display.take, desk.display.summary) == ("", "1 file taken.")
    assert desk.notices.said == ["1 file taken."]
    assert [one.touches("patient") for one in heard] == [True]
    assert desk.display.details is not None
    assert desk.display.details.patient_id == patient.id
    desk.presenter.open_chart(patient.id)
    assert isinstance(desk.context.navigate, NotedNavigate)
    assert desk.context.navigate.patients == [(patient.id, "summary", None)]


def test_that_a_file_with_a_look_alike_waits_for_a_decision() -> None:
    desk = a_desk()
    resident = a_patient()
    keep(desk.session, resident)
    desk.presenter.choose((A,))
    assert desk.display.fates == [Fate.DECIDE]
    assert (desk.display.take, desk.display.summary) == (
        "",
        "1 file with a look-alike: compare, then decide.",
    )
    assert [(one.into, one.is_chosen) for one in desk.question.options] == [
        (None, False),
        (resident.id, False),
    ]
    assert [one.words for one in desk.question.options] == [
        "New patient: another person",
        "Add to LINDQVIST, Maren (Mar 14, 1984)",
    ]
    desk.presenter.take()
    assert len(desk.patients()) == 1
    desk.presenter.answer(0, desk.question.given, None)
    assert desk.display.fates == [Fate.TAKE]
    assert [one.is_chosen for one in desk.question.options] == [True, False]
    desk.presenter.take()
    assert len(desk.patients()) == 2


def test_that_both_stand_side_by_side_with_what_differs() -> None:
    desk = a_desk()
    seen = datetime(2026, 5, 6, 2, 0, tzinfo=UTC)
    resident = a_patient(phone="555-0199", email="maren@example.org")
    keep(desk.session, resident, a_visit(resident, a_user(), seen))
    patient = a_patient(origin="urn:uuid:1", phone="555-0100", email="m@example.org")
    contact = Encounter(new_id(), patient.id, datetime(2025, 1, 2, 15, 0, tzinfo=UTC))
    desk.reader.files[A] = RecordsFile("a.json", (PatientRecords(patient, encounters=(contact,)),))
    desk.presenter.choose((A,))
    (comparison,) = desk.question.comparisons
    assert comparison.patient_id == resident.id
    assert [(one.what, one.there, one.here, one.differs) for one in comparison.pairs] == [
        ("Name", "LINDQVIST, Maren", "LINDQVIST, Maren", False),
        ("Born", "Mar 14, 1984 · 42 y", "Mar 14, 1984 · 42 y", False),
        ("Sex", "female", "female", False),
        ("Phone", "555-0100", "555-0199", True),
        ("Last visit", "Jan 2, 2025", "May 5, 2026", False),
        ("E-mail", "m@example.org", "maren@example.org", True),
    ]


def test_that_what_is_not_known_is_said_and_not_guessed() -> None:
    desk = a_desk()
    keep(desk.session, a_patient())
    desk.presenter.choose((A,))
    pairs = {one.what: (one.there, one.here) for one in desk.question.comparisons[0].pairs}
    assert (pairs["Phone"], pairs["Last visit"]) == (("none", "none"), ("none", "none"))


def test_that_a_file_is_added_to_the_chosen_chart_which_keeps_what_it_has() -> None:
    desk = a_desk()
    resident = a_patient(phone="555-0199", version=1)
    keep(desk.session, resident)
    patient = a_patient(origin="urn:uuid:1", phone="555-0100")
    desk.reader.files[A] = RecordsFile(
        "a.json", (PatientRecords(patient, (an_allergy(patient, origin="a1"),)),)
    )
    desk.presenter.choose((A,))
    desk.presenter.answer(0, desk.question.given, resident.id)
    assert desk.display.details is not None
    assert "To be added to this chart" in desk.display.details.blocks[0].note
    desk.presenter.take()
    block = desk.display.details.blocks[0]
    assert "Was added to this chart" in block.note
    assert [(one.title, one.number, one.more) for one in block.facts] == [
        ("Allergies", "1", ""),
        ("Phone", "", "kept: 555-0199; the file says: 555-0100"),
    ]
    (kept,) = desk.patients()
    assert (kept.id, kept.phone) == (resident.id, "555-0199")
    assert desk.display.details.patient_id == resident.id
    desk.presenter.choose((A,))
    assert desk.display.fates == [Fate.NOTHING_NEW]


def test_that_a_file_without_news_still_joins_the_chosen_chart() -> None:
    desk = a_desk()
    resident = a_patient(version=1)
    keep(desk.session, resident, an_allergy(resident, version=1))
    desk.presenter.choose((A,))
    desk.presenter.answer(0, desk.question.given, resident.id)
    assert desk.display.fates == [Fate.TAKE], "its identity is new to the practice"


def test_that_an_answer_may_be_changed_until_the_file_is_taken() -> None:
    desk = a_desk()
    resident = a_patient()
    keep(desk.session, resident)
    desk.presenter.choose((A,))
    for into in (None, resident.id):
        desk.presenter.answer(0, desk.question.given, into)
    assert [one.is_chosen for one in desk.question.options] == [False, True]


def test_that_the_second_of_two_files_about_one_person_can_join_the_first() -> None:
    desk = a_desk()
    desk.reader.files[B] = RecordsFile("b.json", (records(origin="urn:uuid:2"),))
    desk.presenter.choose((A, B))
    assert [one.into for one in desk.question.options] == [None]
    desk.presenter.answer(0, desk.question.given, None)
    desk.presenter.take()
    assert desk.display.fates == [Fate.TAKEN, Fate.DECIDE]
    (patient,) = desk.patients()
    desk.presenter.select(1)
    assert [one.into for one in desk.question.options] == [None, patient.id]
    desk.presenter.answer(1, desk.question.given, patient.id)
    desk.presenter.take()
    assert desk.display.fates == [Fate.TAKEN, Fate.TAKEN]
    assert [one.id for one in desk.patients()] == [patient.id]


def test_that_a_file_can_be_left_out_and_taken_back() -> None:
    desk = a_desk()
    desk.presenter.choose((A,))
    desk.presenter.decide(0)
    assert (desk.display.fates, desk.display.take) == ([Fate.LEAVE_OUT], "")
    desk.presenter.decide(0)
    assert (desk.display.fates, desk.display.take) == ([Fate.TAKE], "&Take 1 file")


def test_that_a_file_imported_before_has_nothing_to_take() -> None:
    desk = a_desk()
    desk.presenter.choose((A,))
    desk.presenter.take()
    desk.presenter.choose((A,))
    assert desk.display.fates == [Fate.NOTHING_NEW]
    assert (desk.display.lines[0].known, desk.display.take) == (2, "")


def test_that_look_alikes_within_one_choice_are_named() -> None:
    desk = a_desk()
    desk.reader.files[B] = RecordsFile("b.json", (records(origin="urn:uuid:2"),))
    desk.presenter.choose((A, B))
    assert desk.display.fates == [Fate.DECIDE, Fate.DECIDE]
    assert desk.display.details is not None
    assert "Another chosen file" in desk.display.details.blocks[0].warning


def test_that_twins_inside_one_file_are_asked_about() -> None:
    desk = a_desk()
    desk.reader.files[A] = RecordsFile("a.json", (records(), records(origin="urn:uuid:2")))
    desk.presenter.choose((A,))
    assert desk.display.fates == [Fate.DECIDE]
    assert desk.display.details is not None
    for block in desk.display.details.blocks:
        assert "Another patient of this file" in block.warning
        assert block.question is not None
        desk.presenter.answer(0, block.question.given, None)
    assert desk.display.fates == [Fate.TAKE]


def test_that_a_stopped_reading_returns_to_the_start() -> None:
    desk = a_desk()
    desk.reader.error = Cancelled()
    desk.presenter.choose((A,))
    assert desk.display.state == "start"
    assert desk.notices.said == ["Stopped. Nothing was read."]
    assert desk.display.busy == [True, False]


def test_that_a_failed_reading_says_what_and_why() -> None:
    desk = a_desk()
    desk.reader.error = StoreUnavailable("The disk cannot be read.")
    desk.presenter.choose((A,))
    assert desk.display.failure == ("The files could not be read.", "The disk cannot be read.")
    desk.presenter.start_again()
    assert desk.display.state == "start"


@pytest.mark.parametrize(
    ("error", "said", "warned"),
    [(Cancelled(), ["Stopped. Nothing was taken."], []), (StoreUnavailable("Full."), [], ["Full."])],
)
def test_that_a_failed_taking_leaves_the_files_to_try_again(
    monkeypatch: pytest.MonkeyPatch, error: Exception, said: list[str], warned: list[str]
) -> None:
    desk = a_desk()
    desk.presenter.choose((A,))

    def torn(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Imports, "take", torn)
    desk.presenter.take()
    assert (desk.notices.said, desk.notices.warned) == (said, warned)
    assert (desk.display.fates, desk.display.take) == ([Fate.TAKE], "&Take 1 file")
    assert desk.display.busy[-1] is False


def test_that_many_patients_of_a_file_are_summed_up() -> None:
    desk = a_desk()
    many = tuple(records(origin=f"urn:uuid:{row}", family_name=f"Name{row}") for row in range(25))
    desk.reader.files[A] = RecordsFile("a.json", many)
    desk.presenter.choose((A,))
    (line,) = desk.display.lines
    assert (line.who, line.born, line.fresh) == ("25 patients", "", 50)
    assert desk.display.details is not None
    assert desk.display.details.blocks[-1].head == "and 5 more patients"


def test_that_choosing_nothing_changes_nothing() -> None:
    desk = a_desk()
    desk.presenter.choose(())
    assert desk.display.state == ""
