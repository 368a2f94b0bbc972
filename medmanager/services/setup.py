"""The first run: make a practice, or turn to one that is there."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from medmanager.domain.errors import Refused
from medmanager.domain.ids import UserId
from medmanager.domain.practice import Practice, PracticeCard
from medmanager.domain.user import FirstPerson, Role, User, check_password, sign_in_name
from medmanager.services.ports import Gate, Gates
from medmanager.services.session import Session

ADMINISTERS = ".admin"
"""Ends the second sign-in name of somebody who treats patients and administers the practice."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where this user's practice may be: the place that was opened, and the folder for one on this computer.

    `remember` notes a place for the next start.
    """

    opened: str
    here: Path
    remember: Callable[[str], None]


class Setup:
    """Makes and finds practices. Nobody is signed in yet, so permission is the new password itself."""

    def __init__(self, session: Session, gates: Gates, whereabouts: Whereabouts) -> None:
        self._session = session
        self._gates = gates
        self._whereabouts = whereabouts
        self._place = whereabouts.opened

    @property
    def needed(self) -> bool:
        """Whether there is no practice yet where this computer looks for one."""
        return not self._session.gate.exists()

    def use_this_computer(self) -> None:
        """Work on this computer, in the folder that was opened or else in the usual one."""
        folder = self._whereabouts.here
        self._turn_to(self._gates.local(folder), str(folder))

    def use_server(self, url: str) -> None:
        """Work on the practice's PostgreSQL server. Raises Refused for an address that is not one."""
        if not url.startswith(("postgresql://", "postgresql+psycopg://")):
            raise Refused("Write the server as postgresql://user@host/database.", "url")
        self._turn_to(self._gates.server(url), url)

    def remember_place(self) -> None:
        """Open this place at the next start, now that somebody came in. A demo is not remembered."""
        if not self._session.practice.demo:
            self._whereabouts.remember(self._place)

    def create(self, card: PracticeCard, person: FirstPerson) -> str:
        """Make the practice with its first person; gives the recovery key to print ("" on a server).

        Who also treats patients gets a second sign-in for the administration. Nobody is signed in at the end.
        Raises Refused when a practice is there already or an answer is missing; nothing is left behind then.
        """
        gate = self._session.gate
        if gate.exists():
            raise Refused(
                "There is a practice in this place already. Sign in to it, or choose another folder."
            )
        check_password(person.password)
        practice = self._practice(card)
        admin = self._admin(person)
        key = gate.create(practice, admin, person.password, self._session.now())
        if person.also_provider:
            self._add_provider(gate, admin, person)
        return key

    def _turn_to(self, gate: Gate, place: str) -> None:
        self._session.use(gate)
        self._place = place

    def _practice(self, card: PracticeCard) -> Practice:
        if not card.name.strip():
            raise Refused("Write the name of the practice.", "name")
        return Practice(
            self._session.new_id(),
            card.name.strip(),
            card.phone.strip(),
            card.after_hours_phone.strip(),
            card.address.strip(),
            card.time_zone,
            hours=card.hours,
        )

    def _admin(self, person: FirstPerson) -> User:
        login, name = sign_in_name(person.login), person.display_name.strip()
        if not name:
            raise Refused("Write your name.", "display_name")
        user_id, credentials = UserId(self._session.new_id()), person.credentials.strip()
        if person.also_provider:
            return User(user_id, login + ADMINISTERS, f"{name} (administration)", Role.ADMIN)
        return User(user_id, login, name, Role.ADMIN, credentials)

    def _add_provider(self, gate: Gate, admin: User, person: FirstPerson) -> None:
        user = User(
            UserId(self._session.new_id()),
            sign_in_name(person.login),
            person.display_name.strip(),
            Role.PROVIDER,
            person.credentials.strip(),
        )
        self._session.sign_in(admin.login, person.password)
        try:
            gate.add_person(self._session.store, user, person.password)
        finally:
            self._session.sign_out()
