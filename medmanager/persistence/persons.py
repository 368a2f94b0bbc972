"""What a gate asks about people before anybody is signed in."""

from typing import cast
from uuid import UUID

from sqlalchemy import Table, select

from medmanager.domain.errors import Refused
from medmanager.domain.user import User
from medmanager.persistence.engine import reading
from medmanager.persistence.failures import translated
from medmanager.persistence.key_wraps import Person
from medmanager.persistence.passwords import normal_login
from medmanager.persistence.rows.practice import UserTable
from medmanager.persistence.store import SqlStore
from medmanager.services.ports import Store

UNKNOWN_LOGIN = "Nobody signs in with this name. Choose somebody from the list."

PERSON = cast("Table", UserTable.__table__)


def actor_of(store: SqlStore, login: str) -> UUID | None:
    """The id of the person with that sign-in name."""
    with translated(), reading(store.engine) as connection:
        return connection.execute(select(PERSON.c.id).where(PERSON.c.login == login)).scalar()


def name_of(store: SqlStore, login: str) -> str:
    """The display name of the person with that sign-in name. Raises Refused where there is none."""
    names = names_of(store)
    if normal_login(login) not in names:
        raise Refused(UNKNOWN_LOGIN, "login")
    return names[normal_login(login)]


def person(user: User) -> Person:
    return Person(user.login, user.display_name)


def own(store: Store) -> SqlStore:
    """The store as the gates of this room make it; another one is a bug."""
    if not isinstance(store, SqlStore):
        raise TypeError("no gate of this room opened that store")
    return store


def names_of(store: SqlStore) -> dict[str, str]:
    """Display names of those who may sign in, by sign-in name."""
    active = select(PERSON.c.login, PERSON.c.display_name).where(PERSON.c.active)
    with translated(), reading(store.engine) as connection:
        return {row.login: row.display_name for row in connection.execute(active)}
