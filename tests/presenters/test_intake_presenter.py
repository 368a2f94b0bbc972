"""The intake decides, without a widget: pages, drafts, lists, review."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from medmanager.domain.history import Adherence, MedicationStatement, TakingStatus, TrialResponse
from medmanager.domain.intake import Answer, AnswerState, Intake, SectionState, Symptom
from medmanager.domain.patient import Condition, Patient
from medmanager.domain.user import Role
from medmanager.services.session import Session
from tests.builders import a_patient, a_session, an_allergy, keep, new_id
from tests.kit.fakes import NotedNotices, fake_context
from tests.screens.chart_services import ChartServices, chart_services
from ui.kit.context import Context
from ui.kit.words import NO_BREAK
from ui.screens.intake.entries import EntryRow
from ui.screens.intake.page_work import PageWords
from ui.screens.intake.pages import REVIEW, Given, PageTyped, ReviewPage, SectionWords
from ui.screens.intake.presenter import IntakePresenter


@dataclass
class NotedIntake:
    """Remembers what the view was told to show."""

    said: list[str] = field(default_factory=list)
    page: PageWords | None = None
    asked: tuple[str, ...] = ()
    sections: tuple[SectionWords, ...] = ()
    current: str = ""
    review: tuple[ReviewPage, ...] = ()
    unasked: int = 0
    is_completed: bool = False
    refused: tuple[str, str] = ("", "")
    saved: str = ""
    head: str = ""
    entries: tuple[EntryRow, ...] = ()
    entry: tuple[dict[str, str], str] = field(default_factory=lambda: ({}, ""))
    entry_refused: tuple[str, str] = ("", "")
    marked: dict[str, str] = field(default_factory=dict)
    medicines: tuple[tuple[str, str], ...] = ()

    def show_loading(self) -> None:
        self.said.append("loading")

    def show_not_begun(self) -> None:
        self.said.append("not begun")

    def show_not_allowed(self, sentence: str) -> None:
        self.said.append(f"not allowed: {sentence}")

    def show_error(self, sentence: str) -> None:
        self.said.append(f"error: {sentence}")

    def show_head(self, text: str) -> None:
        self.head = text

    def show_sections(self, sections: tuple[SectionWords, ...], current: str) -> None:
        self.sections, self.current = sections, current

    def show_page(self, page: PageWords) -> None:
        self.page, self.asked = page, page.asked

    def show_asked(self, keys: tuple[str, ...]) -> None:
        self.asked = keys

    def show_review(self, pages: tuple[ReviewPage, ...], unasked: int, is_completed: bool) -> None:
        self.review, self.unasked, self.is_completed = pages, unasked, is_completed

    def refuse(self, key: str, sentence: str) -> None:
        self.refused = (key, sentence)

    def mark(self, problems: Mapping[str, str]) -> None:
        self.marked = dict(problems)

    def say_saved(self, text: str) -> None:
        self.saved = text

    def show_entries(self, rows: tuple[EntryRow, ...]) -> None:
        self.entries = rows

    def show_entry(self, fields: Mapping[str, str], key: str) -> None:
        self.entry = (dict(fields), key)

    def refuse_entry(self, field: str, sentence: str) -> None:
        self.entry_refused = (field, sentence)

    def show_medicines(self, names: tuple[tuple[str, str], ...]) -> None:
        self.medicines = names


@dataclass
class Room:
    """A patient, her interviewer, and what is seen."""

    session: Session
    patient: Patient
    services: ChartServices
    context: Context
    display: NotedIntake
    presenter: IntakePresenter

    @property
    def intake(self) -> Intake:
        newest = self.services.intakes.newest(self.patient.id)
        assert newest is not None
        return newest

    def go(self, page: str) -> None:
        self.presenter.work.open_page(page, PageTyped())

    def add(self, key: str = "", **fields: str) -> None:
        self.presenter.work.records.save(fields, key)

    def rows(self) -> list[tuple[str, str, str]]:
        return [(row.title, row.second.replace(NO_BREAK, " "), row.words) for row in self.display.entries]


def a_room(role: Role = Role.NURSE_PRACTITIONER, session: Session | None = None) -> Room:
    """Entered anew; with `session`, after the program was closed."""
    session = session or a_session(role, login="ferreira")
    gate: Any = session.gate
    patient = next(iter(gate.shelf.of(Patient).values()), None) or a_patient()
    keep(session, patient)
    services, display = chart_services(session), NotedIntake()
    context = fake_context(services)
    presenter = IntakePresenter(context, display, patient.id)
    room = Room(session, patient, services, context, display, presenter)
    context.feed.subscribe(room, lambda _: presenter.load())
    presenter.load()
    return room


@pytest.fixture
def room() -> Room:
    room = a_room()
    room.presenter.begin()
    return room


def typed(**answers: str) -> PageTyped:
    return PageTyped({key: Given(text) for key, text in answers.items()})


# -------------------------------------------------------------------------------------------- pages


def test_that_an_intake_is_begun_only_when_asked() -> None:
    room = a_room()
    assert room.display.said == ["loading", "not begun"]
    room.presenter.begin()
    assert room.display.current == "reason"
    assert room.display.head == "begun Nov 23 by N. Ferreira"


def test_that_saving_goes_on_and_coming_back_resumes_there(room: Room) -> None:
    room.presenter.work.save(typed(reason="cannot sleep"))
    assert room.display.current == "symptoms"
    assert room.display.saved == "Saved 10:42"
    again = a_room(session=room.session)
    assert again.display.current == "symptoms"
    again.go("reason")
    assert again.display.page is not None
    assert again.display.page.typed.answers["reason"] == Given("cannot sleep")


def test_that_skipping_keeps_what_was_answered(room: Room) -> None:
    room.presenter.work.skip(typed(reason="cannot sleep"))
    assert room.intake.state_of("reason") is SectionState.SKIPPED
    assert room.intake.answer("reason") == Answer("reason", "cannot sleep")


def test_that_choosing_another_page_saves_this_one_as_begun(room: Room) -> None:
    room.presenter.work.open_page("family", typed(reason="cannot sleep"))
    assert room.display.current == "family"
    assert room.intake.state_of("reason") is SectionState.BEGUN
    assert room.intake.answer("reason") == Answer("reason", "cannot sleep")


def test_that_an_untouched_page_is_left_without_a_trace(room: Room) -> None:
    before = room.intake.version
    room.go("family")
    room.presenter.work.back(PageTyped())
    assert room.display.current == "allergies"
    assert room.intake.version == before


def test_that_what_cannot_be_read_keeps_the_page_open(room: Room) -> None:
    room.go("symptoms")
    room.presenter.work.open_page("family", typed(sleep_hours="seven"))
    assert room.display.refused[0] == "sleep_hours"
    assert room.display.current == "symptoms"
    assert room.intake.answer("sleep_hours") is None


def test_that_numbers_and_dates_are_stored_plain_and_shown_as_people_write_them(room: Room) -> None:
    room.go("pregnancy")
    answers = {"can_be_pregnant": "yes", "pregnant": "pregnant", "due_date": "mar 14, 2027"}
    room.presenter.work.save(typed(**answers))
    assert room.intake.answer("due_date") == Answer("due_date", "2027-03-14")
    room.go("pregnancy")
    assert room.display.page is not None
    assert room.display.page.typed.answers["due_date"] == Given("Sun, Mar 14, 2027")


def test_that_unknown_and_declined_are_stored_as_said(room: Room) -> None:
    room.presenter.work.save(PageTyped({"reason": Given("x", "declined"), "goals": Given("", "unknown")}))
    assert room.intake.answer("reason") == Answer("reason", "", AnswerState.DECLINED)
    assert room.intake.answer("goals") == Answer("goals", "", AnswerState.UNKNOWN)


def test_that_a_following_question_appears_with_its_answer(room: Room) -> None:
    room.go("psychiatric")
    assert "hospital_words" not in room.display.asked
    room.presenter.work.answer(typed(hospital="yes"))
    assert "hospital_words" in room.display.asked
    room.presenter.work.answer(PageTyped({"hospital": Given("", "unknown")}))
    assert "hospital_words" not in room.display.asked


def test_that_somebody_elses_change_is_told_and_nothing_typed_is_lost(room: Room) -> None:
    other = chart_services(room.session).intakes
    other.save_page(room.intake, "family", (Answer("family_who", "her mother"),))
    room.presenter.work.save(typed(reason="cannot sleep"))
    assert isinstance(room.context.notices, NotedNotices)
    assert "kept" in room.context.notices.warned[0]
    assert room.display.current == "reason"
    room.presenter.work.save(typed(reason="cannot sleep"))
    assert room.intake.answer("family_who") == Answer("family_who", "her mother")
    assert room.intake.answer("reason") == Answer("reason", "cannot sleep")


# -------------------------------------------------------------------------------------------- drafts


def test_that_half_typed_words_are_back_after_the_program_was_killed(room: Room) -> None:
    room.go("symptoms")
    standing = PageTyped({"sleep_hours": Given("sev")}, {"name": "low mo", "severity": "7"}, "")
    room.presenter.work.keep(standing)
    assert room.display.saved == "Draft saved 10:42"
    again = a_room(session=room.session)
    assert again.display.current == "symptoms"
    assert again.display.page is not None
    assert again.display.page.typed == standing
    assert "here again" in again.display.saved


def test_that_a_draft_is_gone_once_the_page_is_saved(room: Room) -> None:
    room.presenter.work.keep(typed(reason="cannot sl"))
    room.presenter.work.save(typed(reason="cannot sleep"))
    assert room.services.drafts.recall("intake", room.intake.id) is None


def test_that_an_untouched_page_makes_no_draft(room: Room) -> None:
    room.presenter.work.keep(PageTyped({"reason": Given("  ")}, {"kind": "prescription"}))
    assert room.services.drafts.recall("intake", room.intake.id) is None


def test_that_drafts_belong_to_the_person_who_typed_them(room: Room) -> None:
    room.presenter.work.keep(typed(reason="cannot sl"))
    other = a_session(Role.PROVIDER)
    assert chart_services(other).drafts.recall("intake", room.intake.id) is None


# -------------------------------------------------------------------------------------------- lists


def test_that_a_symptom_is_saved_at_once_with_its_severity(room: Room) -> None:
    room.go("symptoms")
    room.add(name="low mood", severity="7", since="June")
    room.add(name="worry")
    assert room.rows() == [("low mood", "June", "7, severe"), ("worry", "", "severity not asked")]
    assert room.intake.symptoms == (Symptom("low mood", 7, "June"), Symptom("worry", None))
    room.add("1", name="worry about work", severity="5")
    assert room.rows()[1] == ("worry about work", "", "5, moderate")


def test_that_an_earlier_medicine_is_told_plainly_and_judged_by_nobody(room: Room) -> None:
    room.go("earlier_medicines")
    room.add(
        name="fluoxetine",
        highest_dose_mg="40",
        weeks_at_dose="8",
        response=TrialResponse.PARTIAL,
        adherence=Adherence.MOST,
        stop_reason="no effect",
    )
    room.add(name="bupropion")
    assert sorted(room.rows(), reverse=True) == [
        ("buPROPion", "dose not known · weeks not known", "response not asked"),
        ("FLUoxetine", "up to 40 mg a day · 8 weeks · missed a few · stopped: no effect", "partial response"),
    ]


def test_that_an_imported_medicine_tells_from_when_how_and_by_whom_newest_first(room: Room) -> None:
    def imported(name: str, year: int) -> MedicationStatement:
        return MedicationStatement(
            new_id(),
            room.patient.id,
            name,
            status=TakingStatus.STOPPED,
            directions="one at night; for low mood",
            started=date(year, 5, 6),
            prescriber="Dr. Towne",
            origin=name,
            version=1,
        )

    keep(room.session, imported("older", 2017), imported("newer", 2019))
    room = a_room(session=room.session)
    room.go("earlier_medicines")
    told = "dose not known · weeks not known · one at night; for low mood · from May 6, {} · by Dr. Towne"
    assert [row[:2] for row in room.rows()] == [("newer", told.format(2019)), ("older", told.format(2017))]


def test_that_current_and_earlier_medicines_stand_on_their_own_pages(room: Room) -> None:
    room.go("current_medicines")
    room.add(name="levothyroxine", directions="75 mcg every morning", prescriber="Dr. R. Hale")
    assert room.rows() == [("levothyroxine", "75 mcg every morning · by Dr. R. Hale", "prescription")]
    room.go("earlier_medicines")
    assert room.rows() == []
    statements = room.services.history.lists(room.patient.id).statements
    assert [one.status for one in statements] == [TakingStatus.TAKING]


@pytest.mark.parametrize(
    ("page", "fields", "at"),
    [
        ("symptoms", {"severity": "5"}, "name"),
        ("symptoms", {"name": "x", "severity": "11"}, "severity"),
        ("allergies", {"reaction": "hives"}, "substance"),
        ("conditions", {"name": "asthma", "onset": "long ago"}, "onset"),
        ("earlier_medicines", {"name": "fluoxetine", "highest_dose_mg": "much"}, "highest_dose_mg"),
        ("earlier_medicines", {"name": "fluoxetine", "weeks_at_dose": "6.5"}, "weeks_at_dose"),
        ("earlier_medicines", {"name": "fluoxetine", "highest_dose_mg": "-20"}, "highest_dose_mg"),
        ("current_medicines", {"directions": "at night"}, "name"),
    ],
)
def test_that_a_wrong_entry_is_refused_beside_its_field(
    room: Room, page: str, fields: dict[str, str], at: str
) -> None:
    room.go(page)
    room.add(**fields)
    assert room.display.entry_refused[0] == at
    assert room.rows() == []


def test_that_an_entry_is_changed_with_what_stood_there(room: Room) -> None:
    keep(room.session, Condition(new_id(), room.patient.id, "Asthma", origin="Condition/7", version=1))
    room.presenter.load()
    room.go("conditions")
    key = str(room.display.entries[0].key)
    room.presenter.work.records.edit(key)
    fields, shown = room.display.entry
    assert (fields["name"], shown) == ("Asthma", key)
    room.add(key, **{**fields, "onset": "3/14/2019"})
    assert room.rows() == [("Asthma", "since Mar 14, 2019", "body")]
    assert room.services.history.lists(room.patient.id).conditions[0].origin == "Condition/7"


def test_that_an_entry_taken_out_can_be_put_back(room: Room) -> None:
    keep(room.session, an_allergy(room.patient, version=1))
    room.presenter.load()
    room.go("allergies")
    room.presenter.work.records.remove(str(room.display.entries[0].key))
    assert room.rows() == []
    assert isinstance(room.context.notices, NotedNotices)
    assert room.context.notices.undo is not None
    room.context.notices.undo()
    assert [row[0] for row in room.rows()] == ["penicillin"]


def test_that_a_symptom_taken_out_can_be_put_back(room: Room) -> None:
    room.go("symptoms")
    room.add(name="low mood")
    room.presenter.work.records.remove("0")
    assert room.rows() == []
    assert isinstance(room.context.notices, NotedNotices)
    assert room.context.notices.undo is not None
    room.context.notices.undo()
    assert [row[0] for row in room.rows()] == ["low mood"]


def test_that_an_entry_typed_but_not_added_is_saved_with_its_page(room: Room) -> None:
    room.go("allergies")
    room.presenter.work.save(PageTyped({}, {"substance": "penicillin", "kind": "allergy"}))
    assert [one.substance for one in room.services.history.lists(room.patient.id).allergies] == ["penicillin"]
    assert room.display.current == "family"


def test_that_an_unreadable_entry_keeps_its_page_open(room: Room) -> None:
    room.go("conditions")
    room.presenter.work.save(PageTyped({}, {"note": "since childhood"}))
    assert room.display.entry_refused[0] == "name"
    assert room.display.current == "conditions"


def test_that_no_known_allergies_is_refused_beside_a_list(room: Room) -> None:
    room.go("allergies")
    room.add(substance="penicillin")
    room.presenter.work.save(typed(allergies_known="no known allergies"))
    assert room.display.refused[0] == "allergies_known"
    assert room.display.current == "allergies"


def test_that_medicines_are_offered_by_generic_or_brand_name(room: Room) -> None:
    room.presenter.work.records.suggest("prozac")
    assert room.display.medicines[0][0] == "fluoxetine"


def test_that_an_imported_list_stands_in_the_intake(room: Room) -> None:
    keep(room.session, MedicationStatement(new_id(), room.patient.id, "sertraline", origin="x", version=1))
    room.presenter.load()
    room.go("current_medicines")
    assert room.rows() == [("sertraline", "directions not known", "prescription")]


# -------------------------------------------------------------------------------------------- review


def test_that_the_review_tells_answers_lists_and_what_was_not_asked(room: Room) -> None:
    room.presenter.work.save(typed(reason="cannot sleep"))
    room.add(name="low mood", severity="7")
    room.go(REVIEW)
    pages = {page.key: page for page in room.display.review}
    assert [(line.answer, line.is_asked) for line in pages["reason"].lines] == [
        ("cannot sleep", True),
        ("not asked", False),
        ("not asked", False),
        ("not asked", False),
    ]
    assert [row.title for row in pages["symptoms"].entries] == ["low mood"]
    assert room.display.unasked > 20


def test_that_completing_closes_and_opening_again_lets_go_on(room: Room) -> None:
    room.go(REVIEW)
    room.presenter.complete()
    assert room.display.is_completed
    assert room.display.head == "begun Nov 23 by N. Ferreira, completed Nov 23 by N. Ferreira"
    assert a_room(session=room.session).display.current == REVIEW
    room.presenter.reopen()
    assert not room.display.is_completed
    room.go("reason")
    room.presenter.work.save(typed(reason="cannot sleep"))
    assert room.intake.answer("reason") == Answer("reason", "cannot sleep")


def test_that_a_completed_intake_keeps_no_drafts(room: Room) -> None:
    room.go(REVIEW)
    room.presenter.complete()
    room.presenter.work.keep(typed(reason="late words"))
    assert room.services.drafts.recall("intake", room.intake.id) is None


def test_that_a_change_made_elsewhere_does_not_disturb_what_is_typed(room: Room) -> None:
    room.go("allergies")
    shown = room.display.page
    keep(room.session, replace(an_allergy(room.patient), version=1))
    room.presenter.load()
    assert room.display.page is shown, "the page is not built again under the fingers"
    assert [row[0] for row in room.rows()] == ["penicillin"]


def test_that_the_front_desk_is_told_that_charts_are_closed_to_it() -> None:
    room = a_room(Role.FRONT_DESK)
    assert room.display.said[-1].startswith("not allowed: ")
