"""Who and what a file holds, found in a first reading, so that references can be followed in the second."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from medmanager.exchange.fhir_values import Json, part, parts, text, texts

_ABSOLUTE = re.compile(r"(?:https?://|urn:(?:uuid|oid):)[!-~]{1,400}")
_SERVER = re.compile(r"(?P<base>https?://.+/)[A-Za-z]+/[A-Za-z0-9.-]{1,64}")
_HISTORY = re.compile(r"/_history/[^/]+$")
_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
_NOWHERE = ""


class Entry(NamedTuple):
    """One resource of a file with the address its bundle gives it ("" outside a bundle)."""

    kind: str
    resource: Json
    full_url: str = ""

    @property
    def key(self) -> str:
        """What tells this resource from the others of its file: its address, its id, else its content."""
        if _ABSOLUTE.fullmatch(self.full_url):
            return self.full_url
        number = self.resource.get("id")
        if isinstance(number, str) and _ID.fullmatch(number):
            return f"{self.kind}/{number}"
        return f"{self.kind}#{digest(self.resource)}"

    def origin(self, owner: str) -> str:
        """What tells this resource again when it comes a second time, in this file or another one.

        The bundle's address where it has one. An id alone means something only at its sender, so it is tied
        to `owner`: the origin of its patient or, for the patient, facts that do not change.
        """
        return self.key if self.key == self.full_url else f"{self.key}@{owner}"


@dataclass(frozen=True, slots=True)
class Drug:
    """A Medication resource: its name and its RxNorm code."""

    name: str
    rxcui: str


@dataclass(slots=True)
class Directory:
    """Addresses of a file's resources, and the short facts that other resources refer to.

    An address that two different resources carry leads nowhere: following it would be a guess.
    """

    names: dict[str, str] = field(default_factory=dict)
    """Name of each practitioner, organization, location and condition by key."""
    drugs: dict[str, Drug] = field(default_factory=dict)
    _key_at: dict[str, str] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Remember every address under which other resources may refer to this one."""
        key = entry.key
        for address in _addresses(entry):
            if self._key_at.setdefault(address, key) != key:
                self._key_at[address] = _NOWHERE

    def forget(self, key: str) -> None:
        """Two different resources carry this key: neither is quoted."""
        self.names.pop(key, None)
        self.drugs.pop(key, None)

    def find(self, reference: str, full_url: str = "") -> str:
        """Key that `reference` leads to from a resource at `full_url`; "" when it leads nowhere."""
        address = _HISTORY.sub("", reference)
        server = _SERVER.fullmatch(full_url)
        if server is not None and f"{server['base']}{address}" in self._key_at:
            address = f"{server['base']}{address}"
        return self._key_at.get(address, _NOWHERE)

    def name(self, reference: Json, full_url: str) -> str:
        """The name behind a Reference: the resource's own, else how the sender displays it."""
        key = self.find(text(reference, "reference"), full_url)
        return self.names.get(key, "") or text(reference, "display")


def patient_origin(entry: Entry) -> str:
    """Origin of a patient; an id alone is tied to birth date and sex: two clinics' number 1 differ."""
    return entry.origin(digest([entry.resource.get("birthDate"), entry.resource.get("gender")]))


def digest(content: object) -> str:
    """The same for the same content, whatever the order of its members."""
    written = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def person_name(resource: Json) -> str:
    """A person's name as one writes it, "Dr. Ignacio Towne"; "" when there is none."""
    for name in parts(resource, "name"):
        words = (*texts(name, "prefix"), *texts(name, "given"), text(name, "family"))
        written = " ".join(word for word in words if word) or text(name, "text")
        if written:
            return written
    return ""


def reference(source: Json, name: str) -> str:
    """The address in the Reference called `name`, "" when it has none."""
    return text(part(source, name), "reference")


def contained(resource: Json, address: str, kind: str) -> Json:
    """The resource of this kind that `resource` carries inside itself at "#id", {} when it does not."""
    for inner in parts(resource, "contained"):
        if address == f"#{inner.get('id')}" and inner.get("resourceType") == kind:
            return inner
    return {}


def _addresses(entry: Entry) -> Iterator[str]:
    yield entry.key
    if entry.full_url:
        yield entry.full_url
    number = entry.resource.get("id")
    if isinstance(number, str):
        yield f"{entry.kind}/{number}"
    identifiers = entry.resource.get("identifier")
    for identifier in identifiers if isinstance(identifiers, list) else ():
        if isinstance(identifier, dict) and identifier.get("system") and identifier.get("value"):
            yield f"{entry.kind}?identifier={identifier['system']}|{identifier['value']}"
