"""The calendar file in the settings: whose visits can be chosen, and what is said of the file."""

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from medmanager.domain.calendar.calendar_file import CalendarWish
from medmanager.domain.errors import Refused
from medmanager.domain.user import Role, User
from medmanager.services.admin import Admin
from medmanager.services.session import Session
from tests.builders import a_session, a_user, keep
from tests.kit.fakes import NotedNotices, fake_context
from ui.screens.settings.calendar_presenter import CalendarFilePresenter

TARGET = Path("visits.ics")


@dataclass
class Face:
    """Remembers what it was shown."""

    people: tuple[User, ...] = ()
    me: User | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)

    def show_people(self, people: tuple[User, ...], me: User) -> None:
        self.people, self.me = people, me

    def show_problem(self, sentence: str, field: str) -> None:
        self.problems.append((sentence, field))


@dataclass
class Files:
    """Remembers what was wished for."""

    refusal: Refused | None = None
    wishes: list[tuple[CalendarWish, Path]] = field(default_factory=list)

    def save(self, wish: CalendarWish, target: Path) -> int:
        if self.refusal:
            raise self.refusal
        self.wishes.append((wish, target))
        return 12


def presenter_of(
    session: Session, files: Files | None = None
) -> tuple[CalendarFilePresenter, Face, NotedNotices]:
    face = Face()
    services = SimpleNamespace(session=session, admin=Admin(session), calendar_files=files or Files())
    context = fake_context(services)
    assert isinstance(context.notices, NotedNotices)
    return CalendarFilePresenter(context, face), face, context.notices


def test_that_those_who_see_patients_can_be_chosen() -> None:
    session = a_session(Role.PROVIDER)
    nurse = a_user(Role.NURSE_PRACTITIONER, "ferreira")
    keep(session, nurse, a_user(Role.FRONT_DESK, "castellano"), a_user(Role.PROVIDER, "gone", active=False))
    presenter, face, _ = presenter_of(session)
    presenter.load()
    assert {user.id for user in face.people} == {session.user.id, nurse.id}
    assert face.me == session.user


def test_that_the_file_is_wished_for_as_chosen_and_told() -> None:
    session, files = a_session(Role.PROVIDER), Files()
    presenter, face, notices = presenter_of(session, files)
    wish = CalendarWish(provider_id=session.user.id, tells_kind=False)
    presenter.save(TARGET, wish)
    assert files.wishes == [(wish, TARGET)]
    assert notices.said[-1] == "The calendar file is saved with 12 visits."
    assert face.problems == [("", "")], "an older problem goes"


def test_that_a_refusal_stands_on_the_page() -> None:
    presenter, face, notices = presenter_of(a_session(), Files(Refused("The disk is full.", "last")))
    presenter.save(TARGET, CalendarWish())
    assert face.problems == [("The disk is full.", "last")]
    assert notices.said == []
