"""Sealing the data key under a password, a keychain secret or the printed recovery key, and opening it."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from medmanager.persistence.key_document import DataKey, Wrap, WrapKind
from medmanager.persistence.passwords import KEY_BYTES, SALT_BYTES, Cost, derived_key

NONCE_BYTES = 12


class WrongSecret(ValueError):
    """The secret does not open this wrap."""


def new_data_key() -> DataKey:
    return DataKey(secrets.token_bytes(KEY_BYTES))


def key_check(data_key: DataKey, database_id: UUID) -> bytes:
    """A value that proves a data key right without telling anything about it."""
    return hmac.digest(data_key, b"medmanager key check " + database_id.bytes, hashlib.sha256)


@dataclass(frozen=True, slots=True)
class Person:
    """Who may open a file with a password: the sign-in name as compared, and the name on the screen."""

    login: str
    name: str


def sealed_by_password(
    data_key: DataKey, database_id: UUID, person: Person, password: str, cost: Cost
) -> Wrap:
    salt = secrets.token_bytes(SALT_BYTES)
    empty = Wrap(WrapKind.PASSWORD, person.login, person.name, salt, b"", b"", cost)
    return _sealed(empty, derived_key(password, salt, cost), data_key, database_id)


def sealed_by_secret(data_key: DataKey, database_id: UUID, kind: WrapKind, label: str, secret: bytes) -> Wrap:
    """A wrap under a random secret (keychain entry or recovery key), which needs no slow hash."""
    salt = secrets.token_bytes(SALT_BYTES)
    empty = Wrap(kind, label, "", salt, b"", b"")
    return _sealed(empty, _stretched(secret, salt, kind), data_key, database_id)


def opened_by_password(wrap: Wrap, database_id: UUID, password: str) -> DataKey:
    """Raises WrongSecret."""
    if wrap.cost is None:
        raise WrongSecret("this wrap is not opened by a password")
    return _opened(wrap, derived_key(password, wrap.salt, wrap.cost), database_id)


def opened_by_secret(wrap: Wrap, database_id: UUID, secret: bytes) -> DataKey:
    """Raises WrongSecret."""
    return _opened(wrap, _stretched(secret, wrap.salt, wrap.kind), database_id)


def _sealed(empty: Wrap, key: bytes, data_key: DataKey, database_id: UUID) -> Wrap:
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, data_key, _bound_to(empty, database_id))
    return replace(empty, nonce=nonce, sealed=sealed)


def _opened(wrap: Wrap, key: bytes, database_id: UUID) -> DataKey:
    try:
        return DataKey(AESGCM(key).decrypt(wrap.nonce, wrap.sealed, _bound_to(wrap, database_id)))
    except (InvalidTag, ValueError) as error:
        raise WrongSecret("the secret does not open this wrap") from error


def _bound_to(wrap: Wrap, database_id: UUID) -> bytes:
    """What a wrap is valid for: moved to another person or another database it does not open."""
    return b"\0".join((database_id.bytes, wrap.kind.encode(), wrap.label.encode()))


def _stretched(secret: bytes, salt: bytes, kind: WrapKind) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt, b"medmanager " + kind.encode()).derive(secret)
