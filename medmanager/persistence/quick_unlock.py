"""Unlocking with this computer's keychain instead of the password: a convenience that may always fail."""

import secrets
from contextlib import suppress
from typing import Protocol

from medmanager.domain.errors import NotAllowed, Refused, StoreUnavailable
from medmanager.persistence.key_document import WrapKind
from medmanager.persistence.keys import NO_QUICK_UNLOCK
from medmanager.persistence.local_gate import LocalGate
from medmanager.persistence.passwords import normal_login
from medmanager.persistence.persons import actor_of, own
from medmanager.persistence.store import SqlStore
from medmanager.services.ports import Store

NO_KEYCHAIN = (
    "This computer has no keychain that keeps a secret, so quick unlock cannot be used here. "
    "Your password works as before."
)


class Secrets(Protocol):
    """A place for small secrets of this user on this computer, as `secrets.Keychain` is."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, secret: str) -> bool: ...

    def remove(self, name: str) -> None: ...


class QuickUnlock:
    """One person's quick unlock on this computer. The secret is in the keychain, its wrap in the key file."""

    def __init__(self, gate: LocalGate, keychain: Secrets) -> None:
        self._gate = gate
        self._keychain = keychain

    def turn_on(self, store: Store, login: str) -> None:
        """Raises Refused where the keychain keeps nothing; then nothing was changed."""
        keys = own(store).keys
        device, secret = secrets.token_hex(8), secrets.token_bytes(32)
        self.turn_off(login)
        if not self._keychain.put(self._name(login), f"{device}:{secret.hex()}"):
            raise Refused(NO_KEYCHAIN)
        keys.ring.put_device(keys.held.value, _label(login, device), secret)

    def turn_off(self, login: str) -> None:
        """Takes the secret out of the keychain and its wrap out of the key file, where they are there."""
        kept = self._kept(login)
        self._keychain.remove(self._name(login))
        if kept is not None:
            with suppress(Refused):
                self._gate.ring.remove(WrapKind.DEVICE, _label(login, kept[0]))

    def works_for(self, login: str) -> bool:
        """False also where there is no readable key file: opening with the password tells why."""
        try:
            return self._kept(login) is not None
        except StoreUnavailable:
            return False

    def open(self, login: str) -> SqlStore:
        """Raises NotAllowed where the keychain has lost the secret: the password is the way in then."""
        kept = self._kept(login)
        if kept is None:
            raise NotAllowed(NO_QUICK_UNLOCK)
        store = self._gate.open_with_device(_label(login, kept[0]), kept[1])
        store.actor_id = actor_of(store, normal_login(login))
        return store

    def _kept(self, login: str) -> tuple[str, bytes] | None:
        """Device and secret; an entry that is not ours counts as absent."""
        device, _, secret = (self._keychain.get(self._name(login)) or "").partition(":")
        try:
            return (device, bytes.fromhex(secret)) if device and secret else None
        except ValueError:
            return None

    def _name(self, login: str) -> str:
        return f"{self._gate.ring.read().database_id}/{normal_login(login)}"


def _label(login: str, device: str) -> str:
    return f"{normal_login(login)}@{device}"
