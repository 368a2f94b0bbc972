"""The ways into a database: who has one, how each is tried, and who may add or take one."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from uuid import UUID

from medmanager.domain.errors import NotAllowed, Refused, StoreUnavailable
from medmanager.persistence import key_wraps, recovery_key
from medmanager.persistence.key_document import (
    DAMAGED,
    DataKey,
    HeldKey,
    KeyDocument,
    WrapKind,
    from_json,
    newest,
    to_json,
)
from medmanager.persistence.key_places import KeptBytes, KeyPlace
from medmanager.persistence.key_wraps import Person
from medmanager.persistence.passwords import OWASP, Cost, check_new_password, normal_login

WRONG_PASSWORD = "The name or the password is not right. Check the Caps Lock key and type it again."
WRONG_RECOVERY = "This recovery key belongs to another practice, or it has been replaced by a newer one."
NO_QUICK_UNLOCK = "Quick unlock does not work on this computer any more. Sign in with your password."
LAST_WAY_IN = (
    "This is the last password or recovery key that opens the practice. Add another one before you remove it."
)


class KeyRing:
    """Reads and replaces the document of wrapped keys of one database. Holds no key itself."""

    def __init__(self, place: KeyPlace, cost: Callable[[], Cost]) -> None:
        self._place = place
        self._cost = cost

    @classmethod
    def of(cls, document: bytes) -> "KeyRing":
        """The ring of a document that is only read, as in a backup."""
        return cls(KeptBytes(document), lambda: OWASP)

    def exists(self) -> bool:
        return bool(self._place.contents())

    def together(self) -> AbstractContextManager[None]:
        """What is changed inside takes its place at the clean end of the block, or not at all."""
        return self._place.together()

    def read(self) -> KeyDocument:
        """The newer of the readable copies. Raises StoreUnavailable with what to do."""
        return newest(self._place.contents())

    def create(self, data_key: DataKey, database_id: UUID, person: Person, password: str) -> None:
        """Writes a new key file with one person's password. Raises Refused where one exists."""
        if self.exists():
            raise Refused("There is a key file here already. Choose another name for the new practice.")
        document = KeyDocument(database_id, key_wraps.key_check(data_key, database_id))
        self._add_password(document, data_key, person, password)

    # opening

    def opened_by_password(self, login: str, password: str) -> DataKey:
        """Raises NotAllowed for a wrong name or password, StoreUnavailable for a damaged file."""
        document = self.read()
        wrap = document.find(WrapKind.PASSWORD, normal_login(login))
        if wrap is None:
            raise NotAllowed(WRONG_PASSWORD)
        return _tried(
            document,
            lambda: key_wraps.opened_by_password(wrap, document.database_id, password),
            WRONG_PASSWORD,
        )

    def opened_by_recovery(self, typed: str) -> DataKey:
        """Raises Refused for a typing mistake, NotAllowed for the key of another practice."""
        return self._opened_by_secret(WrapKind.RECOVERY, "", recovery_key.read_back(typed), WRONG_RECOVERY)

    def opened_by_device(self, device: str, secret: bytes) -> DataKey:
        """Raises NotAllowed where the keychain's secret opens nothing."""
        return self._opened_by_secret(WrapKind.DEVICE, device, secret, NO_QUICK_UNLOCK)

    def _opened_by_secret(self, kind: WrapKind, label: str, secret: bytes, wrong: str) -> DataKey:
        document = self.read()
        wrap = document.find(kind, label)
        if wrap is None:
            raise NotAllowed(wrong)
        return _tried(
            document,
            lambda: key_wraps.opened_by_secret(wrap, document.database_id, secret),
            wrong,
        )

    def knows(self, login: str) -> bool:
        return self.read().find(WrapKind.PASSWORD, normal_login(login)) is not None

    # adding and removing

    def put_password(self, data_key: DataKey, person: Person, password: str) -> None:
        """Adds a person, or replaces the password of one."""
        self._add_password(self.read(), data_key, person, password)

    def put_recovery(self, data_key: DataKey) -> str:
        """Replaces the recovery key; gives the new one as it is to be printed, the only time it is seen."""
        secret = secrets.token_bytes(recovery_key.SECRET_BYTES)
        self._add_secret(data_key, WrapKind.RECOVERY, "", secret)
        text = recovery_key.printed(secret)
        _same(self.opened_by_recovery(text), data_key)
        return text

    def put_device(self, data_key: DataKey, device: str, secret: bytes) -> None:
        self._add_secret(data_key, WrapKind.DEVICE, device, secret)
        _same(self.opened_by_device(device, secret), data_key)

    def rename(self, names: Mapping[str, str]) -> None:
        """Shows people under the names they have now, by sign-in name; opens and changes no way in."""
        document = self.read()
        wraps = tuple(
            replace(wrap, name=names.get(wrap.label, wrap.name)) if wrap.kind is WrapKind.PASSWORD else wrap
            for wrap in document.wraps
        )
        if wraps != document.wraps:
            self._save(replace(document, wraps=wraps))

    def remove(self, kind: WrapKind, label: str) -> None:
        """Takes a wrap away. Raises Refused where only keychain entries would be left."""
        document = self.read()
        smaller = document.without(kind, label)
        if not smaller.way_in_without_keychain():
            raise Refused(LAST_WAY_IN)
        if smaller.wraps != document.wraps:
            self._save(smaller)

    def _add_password(self, document: KeyDocument, data_key: DataKey, person: Person, password: str) -> None:
        check_new_password(password)
        person = replace(person, login=normal_login(person.login))
        database_id = document.database_id
        wrap = key_wraps.sealed_by_password(data_key, database_id, person, password, self._cost())
        self._save(self._proved(document, data_key).with_wrap(wrap))
        _same(self.opened_by_password(person.login, password), data_key)

    def _add_secret(self, data_key: DataKey, kind: WrapKind, label: str, secret: bytes) -> None:
        document = self._proved(self.read(), data_key)
        wrap = key_wraps.sealed_by_secret(data_key, document.database_id, kind, label, secret)
        self._save(document.with_wrap(wrap))

    def _proved(self, document: KeyDocument, data_key: DataKey) -> KeyDocument:
        if not _proves(document, data_key):
            raise StoreUnavailable(DAMAGED)
        return document

    def _save(self, document: KeyDocument) -> None:
        content = to_json(replace(document, generation=document.generation + 1))
        from_json(content)
        self._place.write(content)


@dataclass(frozen=True, slots=True, repr=False)
class StoreKeys:
    """What an opened store holds of its keys: its data key, and the ring that lets people in."""

    held: HeldKey
    ring: KeyRing

    @property
    def database_id(self) -> UUID:
        return self.ring.read().database_id

    def let_in(self, person: Person, password: str) -> None:
        self.ring.put_password(self.held.value, person, password)


def _tried(document: KeyDocument, attempt: Callable[[], DataKey], wrong: str) -> DataKey:
    try:
        data_key = attempt()
    except key_wraps.WrongSecret as error:
        raise NotAllowed(wrong) from error
    if not _proves(document, data_key):
        raise StoreUnavailable(DAMAGED)
    return data_key


def _proves(document: KeyDocument, data_key: DataKey) -> bool:
    return hmac.compare_digest(key_wraps.key_check(data_key, document.database_id), document.check)


def _same(opened: DataKey, data_key: DataKey) -> None:
    """Every wrap is opened once right after it was written: a way in that fails must fail today."""
    if not hmac.compare_digest(opened, data_key):
        raise StoreUnavailable(DAMAGED)
