"""Settings: what each role sees, and what becomes of each wish."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace

from medmanager.domain.alert_levels import AlertLevels
from medmanager.domain.audit import AuditVerdict
from medmanager.domain.calendar.week import DayHours, Week
from medmanager.domain.errors import Cancelled
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.override import GivenReason
from medmanager.domain.practice import DeskStatus, MetabolicSchedule, Practice
from medmanager.domain.safety import EditionCard
from medmanager.domain.user import Role, User
from medmanager.services.admin import Admin
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.safety import Safety
from medmanager.services.session import Session
from tests.builders import NOW, a_session, a_user, keep
from tests.kit.fakes import fake_context
from ui.screens.settings.presenter import NewPerson, SettingsPresenter

WORDS = "four plain words here"


@dataclass
class Face:
    """Remembers what it was shown."""

    sections: tuple[str, ...] = ()
    people: tuple[User, ...] = ()
    practice: Practice | None = None
    quick: bool | None = None
    verdict: AuditVerdict | None = None
    office: tuple[str, ...] | None = None
    key: tuple[str, str] | None = None
    levels: AlertLevels | None = None
    schedule: MetabolicSchedule | None = None
    owners: list[str] = field(default_factory=list)
    reasons: list[str] | None = None
    edition: EditionCard | None = None
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    cleared: list[str] = field(default_factory=list)

    def show_sections(self, keys: tuple[str, ...]) -> None:
        self.sections = keys

    def show_account(self, user: User) -> None:
        """Nothing to remember."""

    def show_quick(self, on: bool) -> None:
        self.quick = on

    def show_office(self, names: tuple[str, ...]) -> None:
        self.office = names

    def show_key(self, key: str, about: str) -> None:
        self.key = (key, about)

    def show_practice(self, practice: Practice) -> None:
        self.practice = practice

    def show_people(self, people: tuple[User, ...], me: User) -> None:
        self.people = people

    def show_levels(self, levels: AlertLevels, schedule: MetabolicSchedule) -> None:
        self.levels, self.schedule = levels, schedule

    def show_office_of_safety(self, people: tuple[User, ...], me: User) -> None:
        self.owners = [user.login for user in people if user.safety_owner]

    def show_reasons(self, given: tuple[GivenReason, ...], days: int) -> None:
        self.reasons = [one.override.words for one in given]

    def show_edition(self, edition: EditionCard) -> None:
        self.edition = edition

    def show_no_edition(self, sentence: str) -> None:
        self.problems.append(("edition", sentence, ""))

    def show_backup(self, status: DeskStatus, now: datetime) -> None:
        """Nothing to remember."""

    def show_verdict(self, verdict: AuditVerdict) -> None:
        self.verdict = verdict

    def show_problem(self, section: str, sentence: str, field: str) -> None:
        self.problems.append((section, sentence, field))

    def clear(self, section: str) -> None:
        self.cleared.append(section)


class Desk:
    """Backups that are never written."""

    def __init__(self, cancelled: bool = False) -> None:
        self._cancelled = cancelled

    def status(self) -> DeskStatus:
        return DeskStatus("this computer", "practice", None, "Harbor Lane", demo=False)

    def back_up(self, target: Path, report: object) -> datetime:
        if self._cancelled:
            raise Cancelled
        return NOW


def unread() -> KnowledgeBase:
    raise AssertionError("the settings need no drug")


CARD = EditionCard("2026.11.1", date(2026, 11, 20), "Not reviewed by a pharmacist yet", 523, 412)


def presenter_of(session: Session, desk: Desk | None = None) -> tuple[SettingsPresenter, Face]:
    face = Face()
    services = SimpleNamespace(
        session=session,
        admin=Admin(session),
        backups=desk or Desk(),
        knowledge=SimpleNamespace(edition=lambda: CARD),
        safety=Safety(session, KnowledgeShelf(unread)),
    )
    return SettingsPresenter(fake_context(services), face), face


def test_that_a_provider_sees_her_account_and_nothing_of_the_others() -> None:
    presenter, face = presenter_of(a_session(Role.PROVIDER))
    presenter.load()
    assert face.sections == ("account", "safety", "calendar", "about")
    assert face.people == ()


def test_that_whoever_may_not_open_the_office_is_told_who_looks_after_it() -> None:
    session = a_session(Role.PROVIDER)
    keep(session, a_user(Role.ADMIN, "whitaker"), a_user(Role.ADMIN, "gone", active=False))
    presenter, face = presenter_of(session)
    presenter.load()
    assert face.office == ("Whitaker",)


def test_that_an_administrator_is_not_told_to_ask_herself() -> None:
    presenter, face = presenter_of(a_session(Role.ADMIN))
    presenter.load()
    assert face.office == ()


def test_that_an_administrator_sees_practice_people_and_backup() -> None:
    presenter, face = presenter_of(a_session(Role.ADMIN))
    presenter.load()
    office = ("practice", "hours", "people", "backup")
    assert face.sections == ("account", *office, "safety", "calendar", "about")
    assert [user.login for user in face.people] == ["osei"]


def test_that_a_new_person_appears_in_the_list() -> None:
    presenter, face = presenter_of(a_session(Role.ADMIN))
    presenter.add_person(NewPerson("ferreira", "Noa Ferreira", "PMHNP", Role.NURSE_PRACTITIONER, WORDS))
    assert {user.login for user in face.people} == {"osei", "ferreira"}
    assert face.cleared == ["people"]


def test_that_a_refused_person_is_told_beside_the_field() -> None:
    presenter, face = presenter_of(a_session(Role.ADMIN))
    presenter.add_person(NewPerson("ferreira", "Noa Ferreira", "", Role.PROVIDER, "short"))
    assert face.problems[-1][0] == "people"
    assert face.problems[-1][2] == "password"


def test_that_a_password_does_not_show_in_the_forms_repr() -> None:
    assert WORDS not in repr(NewPerson("a", "A", "", Role.PROVIDER, WORDS))


def test_that_two_different_new_passwords_are_refused() -> None:
    presenter, face = presenter_of(a_session())
    presenter.change_password("secret", WORDS, WORDS + "!")
    assert face.problems[-1][2] == "again"


def test_that_ones_own_password_is_changed() -> None:
    session = a_session()
    presenter, face = presenter_of(session)
    presenter.change_password("secret", WORDS, WORDS)
    assert face.cleared == ["account"]
    session.lock()
    assert session.unlock(WORDS).login == "osei"


def test_that_the_practice_is_saved_and_shown_again() -> None:
    session = a_session(Role.ADMIN)
    presenter, face = presenter_of(session)
    presenter.save_practice(replace(session.practice, phone="555-555-0100"))
    assert face.practice is not None
    assert face.practice.phone == "555-555-0100"


def test_that_the_hours_are_saved_and_a_wrong_day_is_refused_by_name() -> None:
    session = a_session(Role.ADMIN)
    presenter, face = presenter_of(session)
    presenter.save_hours(Week(lunch=None))
    assert len(session.practice.hours) == 5
    presenter.save_hours(Week((DayHours(4, True, time(9), time(8)),)))
    assert face.problems[-1][:2] == ("hours", "Friday must close after it opens. Check its times.")
    assert len(session.practice.hours) == 5


def test_that_removing_closes_the_question_and_letting_in_again_shows_the_person_as_before() -> None:
    session = a_session(Role.ADMIN)
    presenter, face = presenter_of(session)
    presenter.add_person(NewPerson("ferreira", "Noa Ferreira", "", Role.PROVIDER, WORDS))
    presenter.remove_person(next(user for user in face.people if user.login == "ferreira"))
    gone = next(user for user in face.people if user.login == "ferreira")
    assert not gone.active
    presenter.let_in_again(gone, WORDS)
    assert all(user.active for user in face.people)
    assert face.cleared == ["people"] * 3


def test_that_a_new_recovery_key_is_shown_with_the_practice_and_the_day() -> None:
    presenter, face = presenter_of(a_session(Role.ADMIN))
    presenter.make_recovery_key()
    assert face.key is not None
    assert face.key[0]
    assert face.key[1] == "Harbor Lane Psychiatry, made Nov 23, 2026"


def test_that_a_stopped_backup_says_that_no_file_was_kept() -> None:
    presenter, face = presenter_of(a_session(Role.ADMIN), Desk(cancelled=True))
    presenter.back_up(Path("new.mmbackup"))
    assert face.problems == [("backup", "The backup was stopped. No file was kept.", "")]


def test_that_the_audit_verdict_is_shown() -> None:
    presenter, face = presenter_of(a_session(Role.ADMIN))
    presenter.verify()
    assert face.verdict is not None
    assert face.verdict.broken_at is None


def test_that_the_state_of_the_safety_data_is_shown_to_everybody() -> None:
    for role in (Role.FRONT_DESK, Role.ADMIN, Role.PROVIDER):
        presenter, face = presenter_of(a_session(role))
        presenter.load()
        assert face.edition == CARD


def test_that_an_administrator_names_the_safety_owner() -> None:
    session = a_session(Role.ADMIN)
    provider = a_user(Role.PROVIDER, "lind")
    keep(session, provider)
    presenter, face = presenter_of(session)
    presenter.name_safety_owner(provider)
    assert face.owners == ["lind"]


def test_that_grades_are_saved_for_the_safety_owner_and_refused_to_others() -> None:
    levels = AlertLevels(nurse=Severity.MODERATE)
    session = a_session(Role.PROVIDER)
    presenter, face = presenter_of(session)
    presenter.set_alert_levels(levels, MetabolicSchedule.APA_2020)
    assert face.problems[-1][:2] == ("safety", "Only the safety owner may change which alerts are shown.")
    keep(session, replace(session.user, safety_owner=True))
    presenter.set_alert_levels(levels, MetabolicSchedule.APA_2020)
    assert (face.levels, face.schedule) == (levels, MetabolicSchedule.APA_2020)


def test_that_only_the_safety_owner_reviews_the_reasons() -> None:
    session = a_session(Role.PROVIDER)
    presenter, face = presenter_of(session)
    presenter.load()
    assert face.reasons is None
    keep(session, replace(session.user, safety_owner=True))
    presenter.load()
    assert face.reasons == []
