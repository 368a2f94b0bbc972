"""The key file as a value: what stands in it, and how it is written and read as JSON."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NewType
from uuid import UUID

from medmanager.domain.errors import StoreUnavailable
from medmanager.persistence.passwords import Cost

FORMAT = "medmanager-keys"
VERSION = 1

DataKey = NewType("DataKey", bytes)
"""The 256-bit key that encrypts a database file. Never printed, never logged."""


MISSING = (
    "The key file of this practice is missing. It lies beside the database and has the same name with "
    "“.keys” at the end. Put it back from your backup; without it nobody can open the database."
)
DAMAGED = (
    "Both copies of the key file are damaged, so no password can be tried. "
    "Restore the key file, or the whole practice, from your backup."
)
NEWER = "This practice was last used with a newer MedManager. Install that version to open it."
LOCKED = "The practice is locked. Unlock it to go on."


class HeldKey:
    """A data key while somebody is signed in. After `forget` nothing can be opened with it."""

    def __init__(self, data_key: DataKey) -> None:
        self._data_key: DataKey | None = data_key

    @property
    def value(self) -> DataKey:
        """Raises StoreUnavailable once the practice is locked."""
        if self._data_key is None:
            raise StoreUnavailable(LOCKED)
        return self._data_key

    def forget(self) -> None:
        self._data_key = None


class WrapKind(StrEnum):
    PASSWORD = "password"
    DEVICE = "device"
    RECOVERY = "recovery"


class DamagedKeyFile(ValueError):
    """This copy of a key file cannot be read; the other copy may."""


class NewerKeyFile(ValueError):
    """This copy was written by a newer MedManager."""


@dataclass(frozen=True, slots=True, repr=False)
class Wrap:
    """The data key sealed under one secret. `label` is a sign-in name, or the id of a device."""

    kind: WrapKind
    label: str
    name: str
    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: Cost | None = None
    """Argon2id parameters of a password wrap; the other kinds hold full-entropy secrets."""


@dataclass(frozen=True, slots=True, repr=False)
class KeyDocument:
    """`check` proves a data key right; `generation` counts the savings, so the newer copy is known."""

    database_id: UUID
    check: bytes
    wraps: tuple[Wrap, ...] = ()
    generation: int = 0

    def find(self, kind: WrapKind, label: str = "") -> Wrap | None:
        return next(
            (wrap for wrap in self.wraps if (wrap.kind, wrap.label) == (kind, label)),
            None,
        )

    def people(self) -> tuple[tuple[str, str], ...]:
        """(login, name) of those who can open the file with a password, in the order they were added."""
        return tuple((wrap.label, wrap.name) for wrap in self.wraps if wrap.kind is WrapKind.PASSWORD)

    def with_wrap(self, wrap: Wrap) -> "KeyDocument":
        """The document with that wrap in the place of the one of its kind and label, or at the end."""
        kept = self.without(wrap.kind, wrap.label).wraps
        return replace(self, wraps=(*kept, wrap))

    def without(self, kind: WrapKind, label: str) -> "KeyDocument":
        kept = tuple(wrap for wrap in self.wraps if (wrap.kind, wrap.label) != (kind, label))
        return replace(self, wraps=kept)

    def way_in_without_keychain(self) -> bool:
        return any(wrap.kind is not WrapKind.DEVICE for wrap in self.wraps)


def to_json(document: KeyDocument) -> bytes:
    """The bytes of a key file; a digest over the rest tells damage from a wrong password."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "generation": document.generation,
        "database": str(document.database_id),
        "check": _text(document.check),
        "wraps": [_wrap_to_json(wrap) for wrap in document.wraps],
    }
    return json.dumps({**content, "digest": digest(content)}, indent=1, ensure_ascii=False).encode()


def from_json(content: bytes) -> KeyDocument:
    """Raises DamagedKeyFile or NewerKeyFile."""
    try:
        fields = json.loads(content)
        told = fields.pop("digest")
        if fields["format"] != FORMAT or told != digest(fields):
            raise DamagedKeyFile("the digest does not fit")
        if fields["version"] > VERSION:
            raise NewerKeyFile("written by a newer version")
        return KeyDocument(
            database_id=UUID(fields["database"]),
            check=_bytes(fields["check"]),
            wraps=tuple(_wrap_from_json(wrap) for wrap in fields["wraps"]),
            generation=int(fields["generation"]),
        )
    except (NewerKeyFile, DamagedKeyFile):
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedKeyFile("not a key file") from error


def newest(contents: Sequence[bytes]) -> KeyDocument:
    """The newer of the readable copies. Raises StoreUnavailable with what to do."""
    if not contents:
        raise StoreUnavailable(MISSING)
    documents, newer = [], False
    for content in contents:
        try:
            documents.append(from_json(content))
        except NewerKeyFile:
            newer = True
        except DamagedKeyFile:
            continue
    if newer or not documents:
        raise StoreUnavailable(NEWER if newer else DAMAGED)
    return max(documents, key=lambda document: document.generation)


def _wrap_to_json(wrap: Wrap) -> dict[str, object]:
    cost = wrap.cost
    return {
        "kind": wrap.kind.value,
        "label": wrap.label,
        "name": wrap.name,
        "salt": _text(wrap.salt),
        "nonce": _text(wrap.nonce),
        "sealed": _text(wrap.sealed),
        "argon2id": None if cost is None else [cost.memory_kib, cost.passes, cost.lanes],
    }


def _wrap_from_json(fields: dict[str, Any]) -> Wrap:
    numbers = fields["argon2id"]
    cost = None if numbers is None else Cost(*map(int, numbers))
    if cost is not None and not cost.is_sane():
        raise DamagedKeyFile("the cost is out of bounds")
    return Wrap(
        kind=WrapKind(fields["kind"]),
        label=fields["label"],
        name=fields["name"],
        salt=_bytes(fields["salt"]),
        nonce=_bytes(fields["nonce"]),
        sealed=_bytes(fields["sealed"]),
        cost=cost,
    )


def digest(content: dict[str, object]) -> str:
    """SHA-256 over the canonical JSON of everything but the digest itself."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
