"""What others changed is heard once, also after a lock, and never across practices."""

import pytest

from medmanager.domain.changes import Change
from medmanager.domain.errors import NotAllowed
from medmanager.domain.practice import Practice
from medmanager.services.news import News
from medmanager.services.session import Session
from tests.builders import a_practice, a_session, a_user, keep, new_id
from tests.fakes import FakeClock, FakeGate, FakeStore, Shelf

PLAN = Change("plan", new_id(), new_id())
VISIT = Change("visit", new_id(), new_id())


@pytest.fixture
def session() -> Session:
    return a_session()


def store_of(session: Session) -> FakeStore:
    assert isinstance(session.store, FakeStore)
    return session.store


def test_that_changes_of_others_are_heard_once(session: Session) -> None:
    news = News(session)
    assert not news.hear().items
    store_of(session).from_others.append(PLAN)
    assert news.hear().items == (PLAN,)
    assert not news.hear().items


def test_that_what_was_there_before_is_no_news(session: Session) -> None:
    store_of(session).from_others.append(PLAN)
    assert not News(session).hear().items


def test_that_what_others_did_during_a_lock_is_heard_after_it(session: Session) -> None:
    news = News(session)
    store_of(session).from_others.append(PLAN)
    news.hear()
    session.lock()
    with pytest.raises(NotAllowed):
        news.hear()
    session.unlock("secret")
    store_of(session).from_others += [PLAN, VISIT]
    assert news.hear().items == (VISIT,)


def test_that_another_practice_begins_without_news(session: Session) -> None:
    news = News(session)
    news.hear()
    other = FakeGate(FakeClock(), Shelf())
    person, practice = a_user(), a_practice(name="Mill Street")
    other.shelf.of(type(person))[person.id] = person
    other.shelf.of(Practice)[practice.id] = practice
    session.use(other)
    session.sign_in(person.login, "secret")
    store_of(session).from_others.append(PLAN)
    assert not news.hear().items


def test_that_a_practice_changed_by_others_is_read_again(session: Session) -> None:
    news = News(session)
    news.hear()
    practice = session.practice
    changed = a_practice(name="Harbor Lane, second floor")
    keep(session, changed)
    del store_of(session).shelf.of(Practice)[practice.id]
    store_of(session).from_others.append(Change("practice", changed.id))
    news.hear()
    assert session.practice.name == "Harbor Lane, second floor"
