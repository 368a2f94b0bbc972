"""The first run: make a practice, or turn to one that is there."""

from collections.abc import Callable
from pathlib import Path

from medmanager.domain.errors import Refused
from medmanager.domain.ids import UserId
from medmanager.domain.practice import Practice, PracticeCard
from medmanager.domain.user import FirstPerson, Role, User, check_password
from medmanager.services.ports import Gate, Gates
from medmanager.services.session import Session


class Setup:
    """Makes and finds practices. Nobody is signed in yet, so permission is the new password itself."""

    def __init__(self, session: Session, gates: Gates, remember: Callable[[str], None]) -> None:
        self._session = session
        self._gates = gates
        self._remember = remember

    @property
    def needed(self) -> bool:
        """Whether there is no practice yet where this computer looks for one."""
        return not self._session.gate.exists()

    def use_folder(self, folder: Path) -> None:
        """Work on this computer, in that folder."""
        self._session.use(self._gates.local(folder))
        self._remember(str(folder))

    def use_server(self, url: str) -> None:
        """Work on the practice's PostgreSQL server. Raises Refused for an address that is not one."""
        if not url.startswith(("postgresql://", "postgresql+psycopg://")):
            raise Refused("Write the server as postgresql://user@host/database.", "url")
        self._session.use(self._gates.server(url))
        self._remember(url)

    def create(self, card: PracticeCard, person: FirstPerson) -> str:
        """Make the practice and sign its first person in; gives the recovery key to print ("" on a server).

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
        self._session.sign_in(admin.login, person.password)
        if person.also_provider:
            self._add_provider(gate, person)
        return key

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
        login = person.login.strip().casefold()
        if not login or not person.display_name.strip():
            raise Refused("Write your name and a sign-in name.", "login")
        suffix = ".admin" if person.also_provider else ""
        return User(
            UserId(self._session.new_id()),
            login + suffix,
            person.display_name.strip(),
            Role.ADMIN,
            person.credentials,
        )

    def _add_provider(self, gate: Gate, person: FirstPerson) -> None:
        login = person.login.strip().casefold()
        user = User(
            UserId(self._session.new_id()),
            login,
            person.display_name.strip(),
            Role.PROVIDER,
            person.credentials,
        )
        gate.add_person(self._session.store, user, person.password)
