"""The patient list and its registration form decide, without a widget."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from medmanager.domain.changes import Changes
from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.patient import Language, Patient
from medmanager.domain.user import Role
from medmanager.services.session import Session
from tests.builders import NOW, TODAY, a_patient, a_session, an_appointment, keep
from tests.kit.fakes import NotedNavigate, NotedNotices, fake_context
from tests.screens.chart_services import chart_services
from ui.kit.context import Context, Failed, Lane
from ui.screens.patients.lines import AlikeLine, PatientDetails, PatientLine
from ui.screens.patients.presenter import PatientsPresenter
from ui.screens.patients.registration import RegistrationPresenter, Typed, typed_from


@dataclass
class NotedList:
    """Remembers what the list was told to show."""

    lines: tuple[PatientLine, ...] = ()
    count: str = ""
    note: str = ""
    sentence: tuple[str, str] = ("", "")
    details: PatientDetails | None = None
    rights: tuple[bool, bool, bool] = (False, False, False)
    searched: str = ""
    selected: PatientId | None = None

    def show_lines(self, lines: tuple[PatientLine, ...], count: str, note: str) -> None:
        self.lines, self.count, self.note = lines, count, note

    def show_search(self, text: str) -> None:
        self.searched = text

    def select(self, patient_id: PatientId) -> None:
        self.selected = patient_id

    def show_sentence(self, sentence: str, action: str) -> None:
        self.sentence = (sentence, action)

    def show_not_allowed(self, sentence: str) -> None:
        self.sentence = (sentence, "not allowed")

    def show_details(self, details: PatientDetails | None) -> None:
        self.details = details

    def show_rights(self, may_register: bool, may_import: bool, may_write: bool) -> None:
        self.rights = (may_register, may_import, may_write)


@dataclass
class HeldAsk:
    """An Ask whose answers wait until they are let go."""

    waiting: list[Callable[[], None]] = field(default_factory=list)

    def __call__(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Failed | None = None, **_: Lane
    ) -> None:
        self.waiting.append(lambda: done(work()))

    def let_go(self) -> None:
        self.waiting.pop(0)()


def a_list(session: Session) -> tuple[PatientsPresenter, NotedList, Context]:
    context, display = fake_context(chart_services(session)), NotedList()
    return PatientsPresenter(context, display), display, context


def test_that_rows_say_birth_date_age_and_next_visit_in_the_practices_time() -> None:
    session = a_session()
    patient = a_patient(phone="555-0109", provider_id=session.user.id)
    keep(session, patient, an_appointment(patient, session.user, NOW + timedelta(days=7)))
    presenter, display, _ = a_list(session)
    presenter.load()
    line = display.lines[0]
    assert (line.name, line.born, line.age) == ("LINDQVIST, Maren", "Mar 14, 1984", "42 y")
    assert (line.next_day, line.next_visit) == ("Mon, Nov 30", "Mon, Nov 30, 10:42")
    assert (line.provider, display.count) == ("Dr. Amara Osei", "1 patient")


def test_that_the_newest_answer_wins_while_typing() -> None:
    session = a_session()
    keep(session, a_patient(), a_patient(family_name="Abelow", given_name="Tomas"))
    presenter, display, context = a_list(session)
    ask = HeldAsk()
    presenter = PatientsPresenter(replace(context, ask=ask), display)
    for text in ("a", "ab", "abe"):
        presenter.search(text)
    assert len(ask.waiting) == 1, "what is typed meanwhile is not sent"
    ask.let_go()
    assert not display.lines, "the answer to an older text is not shown"
    ask.let_go()
    assert [line.name for line in display.lines] == ["ABELOW, Tomas"]
    assert not ask.waiting


def test_that_an_empty_practice_offers_to_register_the_first_patient() -> None:
    presenter, display, _ = a_list(a_session())
    presenter.load()
    assert display.sentence[1] == "register"


def test_that_a_search_without_a_match_offers_to_clear_it() -> None:
    session = a_session()
    keep(session, a_patient())
    presenter, display, _ = a_list(session)
    presenter.search("zzz")
    assert "zzz" in display.sentence[0]
    assert display.sentence[1] == "clear"


def test_that_a_role_without_rights_is_told_so() -> None:
    presenter, display, _ = a_list(a_session(Role.ADMIN))
    presenter.load()
    assert "may not" in display.sentence[0]
    assert display.sentence[1] == "not allowed"
    assert display.rights == (False, False, False)


def test_that_a_full_list_says_that_there_are_more() -> None:
    session = a_session()
    keep(session, *(a_patient(family_name=f"Lind{number:03}") for number in range(203)))
    presenter, display, _ = a_list(session)
    presenter.load()
    assert (len(display.lines), display.count) == (200, "203 patients")
    assert "200" in display.note


def test_that_a_clinician_opens_the_chart_and_the_front_desk_the_papers() -> None:
    for role, opens in ((Role.PROVIDER, "&Open chart"), (Role.FRONT_DESK, "Open &papers")):
        session, patient = a_session(role), a_patient()
        keep(session, patient)
        presenter, display, context = a_list(session)
        presenter.load()
        presenter.select(patient.id)
        presenter.open(patient.id)
        assert isinstance(context.navigate, NotedNavigate)
        assert [one for one, _, _ in context.navigate.patients] == [patient.id]
        assert display.details is not None
        assert display.details.opens == opens


def typed_and_entered(session: Session, text: str, shown: Patient) -> tuple[HeldAsk, NotedNavigate]:
    """Somebody types and presses Enter while the list still shows the answer to an older text."""
    presenter, display, context = a_list(session)
    presenter.load()
    ask = HeldAsk()
    presenter._context = replace(context, ask=ask)  # noqa: SLF001 - the same list, now waiting for its answers
    presenter.search(text)
    presenter.open(shown.id)
    assert isinstance(context.navigate, NotedNavigate)
    assert not context.navigate.patients, "the row that is still shown is not the one that was typed"
    return ask, context.navigate


def test_that_enter_before_the_answer_opens_whom_was_typed_and_never_the_row_still_shown() -> None:
    session, meant, shown = a_session(), a_patient(), a_patient(family_name="Abelow")
    keep(session, meant, shown)
    ask, navigate = typed_and_entered(session, "lindqvist", shown)
    ask.let_go()
    assert [opened for opened, _, _ in navigate.patients] == [meant.id]


def test_that_enter_before_the_answer_opens_nobody_when_several_match() -> None:
    session, shown = a_session(), a_patient(family_name="Abelow")
    keep(session, a_patient(), a_patient(given_name="Marin"), shown)
    ask, navigate = typed_and_entered(session, "lindqvist", shown)
    ask.let_go()
    assert not navigate.patients


def test_that_who_was_registered_is_found_and_selected() -> None:
    session = a_session()
    keep(session, a_patient(family_name="Abelow"))
    presenter, display, _ = a_list(session)
    presenter.search("abelow")
    patient = a_patient()
    keep(session, patient)
    presenter.registered(patient)
    assert (display.searched, display.selected) == ("Lindqvist Maren", patient.id)


# -------------------------------------------------------------------------------------------------- the form


@dataclass
class NotedForm:
    """Remembers what the form was told to show."""

    typed: Typed | None = None
    providers: Mapping[UserId, str] = field(default_factory=dict)
    same: tuple[AlikeLine, ...] = ()
    similar: tuple[AlikeLine, ...] = ()
    refused: tuple[str, str] = ("", "")
    closed: bool = False
    theirs: Mapping[str, str] = field(default_factory=dict)

    def show_form(self, typed: Typed, providers: Mapping[UserId, str], is_new: bool) -> None:
        self.typed, self.providers = typed, providers

    def show_alikes(self, same: tuple[AlikeLine, ...], similar: tuple[AlikeLine, ...]) -> None:
        self.same, self.similar = same, similar

    def show_newer(self, typed: Typed, theirs: Mapping[str, str]) -> None:
        self.typed, self.theirs = typed, theirs

    def refuse(self, field: str, sentence: str) -> None:
        self.refused = (field, sentence)

    def set_busy(self, busy: bool) -> None:
        """Nothing to remember."""

    def close_form(self) -> None:
        self.closed = True


NEW = Typed("Lindquist", "Marin", date(1979, 7, 2))


def a_form(session: Session) -> tuple[RegistrationPresenter, NotedForm, list[Patient], Context]:
    context, form, saved = fake_context(chart_services(session)), NotedForm(), list[Patient]()
    presenter = RegistrationPresenter(context, form, saved.append)
    presenter.begin()
    return presenter, form, saved, context


def test_that_the_form_begins_with_the_provider_who_opened_it() -> None:
    session = a_session()
    _, form, _, _ = a_form(session)
    assert form.typed is not None
    assert form.typed.provider_id == session.user.id


def test_that_a_similar_name_is_shown_while_it_is_typed_and_does_not_stop() -> None:
    session = a_session()
    keep(session, a_patient())
    presenter, form, saved, _ = a_form(session)
    presenter.compare(NEW)
    assert [line.name for line in form.similar] == ["LINDQVIST, Maren"]
    assert not form.same
    presenter.save(NEW, False)
    assert form.closed
    assert [patient.family_name for patient in saved] == ["Lindquist"]


def test_that_a_possible_twin_stops_until_it_is_said_to_be_another_person() -> None:
    session = a_session()
    keep(session, a_patient())
    presenter, form, saved, _ = a_form(session)
    twin = replace(NEW, birth_date=date(1984, 3, 14))
    presenter.compare(twin)
    assert [line.name for line in form.same] == ["LINDQVIST, Maren"]
    presenter.save(twin, False)
    assert (form.refused[0], saved) == ("duplicates", [])
    presenter.save(twin, True)
    assert len(saved) == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (replace(NEW, birth_date=None), "birth_date"),
        (replace(NEW, birth_date=TODAY + timedelta(days=1)), "birth_date"),
        (replace(NEW, family_name=" "), "family_name"),
        (replace(NEW, given_name=""), "given_name"),
        (replace(NEW, family_name="L" * 500), "family_name"),
    ],
)
def test_that_what_is_wrong_is_said_beside_its_field(typed: Typed, field: str) -> None:
    presenter, form, saved, _ = a_form(a_session())
    presenter.save(typed, False)
    assert form.refused[0] == field
    assert not form.closed
    assert not saved


def test_that_the_screens_hear_of_the_new_patient() -> None:
    session = a_session()
    presenter, _, saved, context = a_form(session)
    heard: list[Changes] = []
    context.feed.subscribe(presenter, heard.append)
    presenter.save(NEW, False)
    assert heard[0].touches("patient", saved[0].id)


def test_that_an_edit_keeps_what_the_form_does_not_show() -> None:
    session = a_session()
    patient = a_patient(origin="Patient/7", since=date(2024, 1, 5), version=1)
    keep(session, patient)
    context, form, saved = fake_context(chart_services(session)), NotedForm(), list[Patient]()
    presenter = RegistrationPresenter(context, form, saved.append)
    presenter.begin(patient)
    presenter.compare(replace(typed_from(patient), family_name="Lindqvist"))
    presenter.save(replace(typed_from(patient), phone="555-0110"), False)
    assert (saved[0].identities, saved[0].since) == (patient.identities, date(2024, 1, 5))
    assert saved[0].phone == "555-0110"
    assert not form.same, "who is edited is not compared with herself"


def test_that_a_stale_edit_is_told_and_the_form_stays() -> None:
    session = a_session()
    patient = a_patient(version=1)
    keep(session, replace(patient, version=2))
    context, form, saved = fake_context(chart_services(session)), NotedForm(), list[Patient]()
    presenter = RegistrationPresenter(context, form, saved.append)
    presenter.begin(patient)
    presenter.save(typed_from(patient), False)
    assert "somebody else" in form.refused[1]
    assert not form.closed


def test_that_a_stale_edit_joins_what_both_changed() -> None:
    session = a_session()
    patient = a_patient(phone="555-0100", pharmacy="Mill Street", version=1)
    keep(session, replace(patient, phone="555-0122", pharmacy="Harbor", language=Language.SPANISH, version=2))
    context, form, saved = fake_context(chart_services(session)), NotedForm(), list[Patient]()
    presenter = RegistrationPresenter(context, form, saved.append)
    presenter.begin(patient)
    presenter.save(replace(typed_from(patient), address="1 Quay", pharmacy="Station"), False)
    assert not saved
    assert form.theirs == {"pharmacy": "Somebody else wrote “Harbor” here."}
    assert form.typed is not None
    presenter.save(form.typed, False)
    now = saved[0]
    assert (now.phone, now.address, now.pharmacy) == ("555-0122", "1 Quay", "Station")
    assert now.language is Language.SPANISH


def test_that_a_twin_can_be_opened_from_the_form() -> None:
    session, patient = a_session(), a_patient()
    keep(session, patient)
    presenter, form, _, context = a_form(session)
    presenter.open(patient.id)
    assert form.closed
    assert isinstance(context.navigate, NotedNavigate)
    assert context.navigate.patients[0][0] == patient.id
    assert isinstance(context.notices, NotedNotices)
