"""The resources of a file, one after another: of a bundle, of NDJSON, or the single one."""

from collections.abc import Iterator

from medmanager.domain.errors import Refused
from medmanager.exchange.fhir_directory import Entry
from medmanager.exchange.fhir_kinds import R4_KINDS
from medmanager.exchange.fhir_values import Json
from medmanager.exchange.json_stream import JsonCursor

BUNDLES = frozenset({"transaction", "batch", "collection", "searchset", "document"})
"""Bundles that hold present records. A history holds past ones too, the others hold none."""
UNKNOWN = "Unknown"
NO_RESOURCE = "Bundle entry"

_REMOVALS = frozenset({"DELETE", "GET", "HEAD", "PATCH"})


class EntryWalk:
    """One walk through a file. `head` is the first object without its entries, complete after the walk."""

    def __init__(self, chunks: Iterator[str]) -> None:
        self._cursor = JsonCursor(chunks)
        self.head: Json = {}

    def entries(self) -> Iterator[Entry]:
        """Every resource with its address, and an Entry without resource for what holds none.

        Raises Refused for text that is not JSON or not FHIR; what the bundle is can only be said at its end.
        """
        start = self._cursor.peek()
        if start != "{":
            raise Refused(_WRONG_START.get(start, "This file is not JSON. Choose a FHIR R4 JSON file."))
        yield from self._first()
        is_bundle = self.head.get("resourceType") == "Bundle"
        if not is_bundle:
            yield _entry({"resource": self.head})
        while self._cursor.peek():
            if is_bundle:
                raise Refused("This file goes on after the end of its bundle. Ask the sender for it again.")
            yield _entry({"resource": self._cursor.value()})

    def _first(self) -> Iterator[Entry]:
        """The members of the first object; the entries of a bundle come out while they are read."""
        for name in self._cursor.members():
            is_bundle = self.head.get("resourceType", "Bundle") == "Bundle"
            if name == "entry" and is_bundle and self._cursor.peek() == "[":
                for raw in self._cursor.items():
                    yield _entry(raw)
            else:
                self.head[name] = self._cursor.value()


_WRONG_START = {
    "[": "This file holds a bare list. FHIR R4 puts records into a bundle; ask the sender for one.",
    "": "This file is empty.",
}


def refuse_head(head: Json) -> None:
    """Raise Refused when the first object of a file says that no records can follow."""
    kind = head.get("resourceType")
    if kind is None:
        raise Refused("This file is JSON, but not FHIR: it names no resource type.")
    if not isinstance(kind, str) or kind not in R4_KINDS:
        raise Refused("This file begins with something that FHIR R4 does not know. Choose a FHIR R4 file.")
    if kind == "Bundle":
        _refuse_bundle(head)


def _refuse_bundle(head: Json) -> None:
    kind = head.get("type")
    if kind is None:
        raise Refused("This bundle does not say of which type it is, so it is not valid FHIR R4.")
    if not isinstance(kind, str) or kind not in BUNDLES:
        what = next((other for other in _OTHER_BUNDLES if other == kind), "unknown")
        raise Refused(f"This is a bundle of type {what}, which holds no present records.")
    if not isinstance(head.get("entry", []), list):
        raise Refused("The entries of this bundle are not a list, so it is not valid FHIR R4.")


_OTHER_BUNDLES = frozenset(
    {"message", "history", "transaction-response", "batch-response", "subscription-notification"}
)


def _entry(raw: object) -> Entry:
    """An entry, or one without resource when it holds none or is not to be stored."""
    if not isinstance(raw, dict):
        return Entry(NO_RESOURCE, {})
    resource, full_url, request = raw.get("resource"), raw.get("fullUrl"), raw.get("request")
    method = request.get("method") if isinstance(request, dict) else None
    if not isinstance(resource, dict) or any(method == removal for removal in _REMOVALS):
        return Entry(NO_RESOURCE, {})
    kind = resource.get("resourceType")
    return Entry(
        kind if isinstance(kind, str) else UNKNOWN,
        resource,
        full_url if isinstance(full_url, str) else "",
    )
