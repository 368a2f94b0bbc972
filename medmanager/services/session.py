"""Who is signed in, and the only way from a service to the store."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, closing
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.audit import Entry
from medmanager.domain.errors import NotAllowed, Refused, StoreUnavailable
from medmanager.domain.ids import uuid7
from medmanager.domain.local_time import local_day
from medmanager.domain.practice import Practice
from medmanager.domain.user import Act, User, check_password
from medmanager.services.ports import Clock, Gate, QuickUnlock, Store, UnitOfWork

QuickUnlocks = Callable[[Gate], QuickUnlock | None]


def no_quick_unlock(gate: Gate) -> QuickUnlock | None:
    """Where nothing keeps a secret for this person."""
    return None


class Session:
    """One person at one workstation. Locking closes the store; unlocking opens it again for the same person.

    Every other service asks here for permission first and for its unit of work second.
    """

    def __init__(self, gate: Gate, clock: Clock, quick: QuickUnlocks = no_quick_unlock) -> None:
        self._gate = gate
        self._clock = clock
        self._quick = quick
        self._store: Store | None = None
        self._user: User | None = None
        self._practice: Practice | None = None

    @property
    def gate(self) -> Gate:
        return self._gate

    def use(self, gate: Gate) -> None:
        """Turn to another practice; whoever was signed in is signed out."""
        self.sign_out()
        self._gate = gate

    @property
    def user(self) -> User:
        """Raises NotAllowed when nobody is signed in."""
        if self._user is None:
            raise NotAllowed("Sign in first.")
        return self._user

    @property
    def practice(self) -> Practice:
        """Raises NotAllowed when nobody is signed in."""
        if self._practice is None:
            raise NotAllowed("Sign in first.")
        return self._practice

    @property
    def signed_in(self) -> bool:
        return self._user is not None

    @property
    def locked(self) -> bool:
        return self._user is not None and self._store is None

    def people(self) -> tuple[tuple[str, str], ...]:
        """(login, display name) of those who can sign in."""
        return self._gate.people()

    def sign_in(self, login: str, password: str) -> User:
        """Open the practice for this person. After NotAllowed or StoreUnavailable nothing is open."""
        return self._enter(self._gate.open(login, password), login, "sign in")

    def unlock(self, password: str) -> User:
        """Open the store again for the person who locked it."""
        login = self.user.login
        return self._enter(self._gate.open(login, password), login, "unlock")

    def quick_unlock_works(self) -> bool:
        """Whether this computer's keychain can unlock for the signed-in person."""
        quick = self._quick(self._gate)
        return quick is not None and quick.works_for(self.user.login)

    def set_quick_unlock(self, on: bool) -> None:
        """Keep or forget a secret in this computer's keychain. Raises Refused where there is no keychain."""
        quick = self._quick(self._gate)
        if quick is None:
            raise Refused("Quick unlock works with records on this computer only.")
        if on:
            quick.turn_on(self.store, self.user.login)
        else:
            quick.turn_off(self.user.login)

    def unlock_quickly(self) -> User:
        """Unlock with the keychain. Raises NotAllowed when it has lost the secret; the password works."""
        quick = self._quick(self._gate)
        if quick is None:
            raise NotAllowed("Quick unlock is not set up here. Use your password.")
        login = self.user.login
        return self._enter(quick.open(login), login, "unlock with keychain")

    def recover(self, key: str, login: str, password: str) -> User:
        """Open the practice with its printed recovery key, set this person's password, and sign her in.

        Raises NotAllowed when the key or the person does not fit.
        """
        check_password(password)
        store = self._gate.open_with_recovery_key(key)
        with closing(store):
            self._gate.reset_password(store, login, password)
        return self._enter(self._gate.open(login, password), login, "sign in after recovery")

    def lock(self) -> None:
        """Close the store; the person stays known so that drafts and screens wait for her."""
        if self._store is not None:
            self._close("lock")

    def sign_out(self) -> None:
        """Close the store and forget the person. Does nothing when nobody is signed in."""
        if self._store is not None:
            self._close("sign out")
        self._user = None
        self._practice = None

    def refresh_practice(self) -> Practice:
        with self.store.read() as work:
            self._practice = work.practice.all()[0]
            return self._practice

    @property
    def store(self) -> Store:
        """Raises NotAllowed when nobody is signed in or the screen is locked."""
        if self._store is None:
            raise NotAllowed("The screen is locked. Unlock it to go on." if self._user else "Sign in first.")
        return self._store

    def require(self, act: Act) -> User:
        """The signed-in person, if she may do this; raises NotAllowed naming what is missing."""
        user = self.user
        if not user.may(act):
            raise NotAllowed(f"Your role ({user.role}) may not {act}. Ask somebody whose role may.")
        return user

    def write(
        self, act: Act, action: str, patient_id: UUID | None = None, detail: str = ""
    ) -> AbstractContextManager[UnitOfWork]:
        """Permission first, then a unit of work whose audit entry says `action`."""
        user = self.require(act)
        return self.store.write(Entry(action, user.id, patient_id, detail))

    def read(self, act: Act) -> AbstractContextManager[UnitOfWork]:
        """Permission first, then a consistent view that cannot be saved in."""
        self.require(act)
        return self.store.read()

    def now(self) -> datetime:
        return self._clock.now()

    def days_ago(self, days: int) -> datetime:
        """The instant so many times 24 hours before now."""
        return self._clock.now() - timedelta(days=days)

    @property
    def zone(self) -> ZoneInfo:
        """The practice's time zone, in which its days begin and end."""
        return ZoneInfo(self.practice.time_zone)

    def today(self) -> date:
        """The practice's calendar day."""
        return local_day(self._clock.now(), self.zone)

    def new_id(self) -> UUID:
        """A fresh UUIDv7 from the injected clock."""
        return uuid7(int(self._clock.now().timestamp() * 1000))

    def _enter(self, store: Store, login: str, action: str) -> User:
        with ExitStack() as undo:
            undo.callback(store.close)
            with store.read() as work:
                user = next(
                    (
                        user
                        for user in work.users.all()
                        if user.login == login.strip().casefold() and user.active
                    ),
                    None,
                )
                practices = work.practice.all()
            if user is None:
                raise NotAllowed("This person may no longer sign in. Ask the practice's administrator.")
            if not practices:
                raise StoreUnavailable(
                    "This database holds no practice. Choose another one, or restore a backup."
                )
            with store.write(Entry(action, user.id)):
                pass
            undo.pop_all()
        self._store, self._user, self._practice = store, user, practices[0]
        return user

    def _close(self, action: str) -> None:
        store, self._store = self.store, None
        try:
            with store.write(Entry(action, self.user.id)):
                pass
        finally:
            store.close()
