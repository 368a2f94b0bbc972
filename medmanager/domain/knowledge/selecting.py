"""Which drugs a rule is about: by name, group or property, as sets worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Protocol

from medmanager.domain.knowledge.evidence import Evidence
from medmanager.domain.knowledge.sheet import Sheet


class Described(Protocol):
    """What selecting needs to know of a drug. `properties` are name → level 1 to 3."""

    @property
    def key(self) -> str: ...
    @property
    def groups(self) -> tuple[str, ...]: ...
    @property
    def ingredients(self) -> tuple[str, ...]: ...
    @property
    def properties(self) -> Mapping[str, int]: ...
    @property
    def property_evidence(self) -> Mapping[str, Evidence]: ...


@dataclass(frozen=True, slots=True)
class Selection:
    """Keys of drugs. `sure`: those that belong by name, by group, or by a confirmed property."""

    keys: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()

    def __contains__(self, key: str) -> bool:
        return key in self.keys

    def __or__(self, other: Selection) -> Selection:
        return Selection(self.keys | other.keys, self.sure | other.sure)

    def joined(self, others: Iterable[Selection]) -> Selection:
        """All of these together."""
        many = list(others)
        return Selection(
            self.keys.union(*(one.keys for one in many)), self.sure.union(*(one.sure for one in many))
        )

    def __and__(self, other: Selection) -> Selection:
        return Selection(self.keys & other.keys, self.sure & other.sure)

    def __sub__(self, other: Selection) -> Selection:
        return Selection(self.keys - other.keys, self.sure - other.keys)


def exactly(keys: Iterable[str]) -> Selection:
    """These drugs, all of them surely."""
    found = frozenset(keys)
    return Selection(found, found)


WAYS = ("drugs", "group", "property", "any", "all", "every")


class Shelf:
    """All drugs, found by what they are. A combination or a depot counts as each of its ingredients."""

    def __init__(self, drugs: Iterable[Described]) -> None:
        named: dict[str, set[str]] = {}
        grouped: dict[str, set[str]] = {}
        self._levels: dict[str, dict[str, int]] = {}
        self._confirmed: set[tuple[str, str]] = set()
        for drug in drugs:
            for name in (drug.key, *drug.ingredients):
                named.setdefault(name, set()).add(drug.key)
            for group in drug.groups:
                grouped.setdefault(group, set()).add(drug.key)
            for name, level in drug.properties.items():
                self._levels.setdefault(name, {})[drug.key] = level
                if drug.property_evidence[name].confirmed:
                    self._confirmed.add((name, drug.key))
        self._named = {name: exactly(keys) for name, keys in named.items()}
        self._grouped = {name: exactly(keys) for name, keys in grouped.items()}
        self.everything = exactly(key for selection in self._named.values() for key in selection.keys)

    def has_property(self, name: str) -> bool:
        """Whether a drug has this property."""
        return name in self._levels

    def read_selection(self, found: object, place: str) -> Selection:
        """The drugs of an object such as {"drugs": [...]}, {"group": "ssri"}, {"property": "qt", "from": 2},
        {"any": [...]}, {"all": [...]}, {"every": true}; ways that stand together must all fit, and "except"
        takes some drugs out again.

        Raises Unreadable for a name that no drug, group or property has: a misspelt rule must not sleep.
        """
        sheet = Sheet(found, place)
        if not any(way in sheet for way in WAYS):
            raise sheet.wrong("drugs", "say which drugs are meant")
        parts = self._parts(sheet)
        chosen = reduce(Selection.__and__, parts) if parts else self.everything
        if "except" in sheet:
            chosen -= sheet.read("except", self.read_selection)
        sheet.done()
        return chosen

    def _parts(self, sheet: Sheet) -> list[Selection]:
        parts = list(self._inner(sheet, "all"))
        if "drugs" in sheet:
            parts.append(_union(self._named, sheet, "drugs"))
        if "group" in sheet:
            parts.append(_union(self._grouped, sheet, "group"))
        if "property" in sheet:
            parts.append(self._with_property(sheet))
        if "any" in sheet:
            parts.append(Selection().joined(self._inner(sheet, "any")))
        if "every" in sheet and not sheet.flag("every"):
            raise sheet.wrong("every", "only true makes sense")
        return parts

    def _with_property(self, sheet: Sheet) -> Selection:
        least = sheet.whole("from", 1)
        found = Selection()
        for name in sheet.texts("property"):
            if name not in self._levels:
                raise sheet.wrong("property", f"no drug has “{name}”")
            keys = frozenset(drug for drug, level in self._levels[name].items() if level >= least)
            found |= Selection(keys, frozenset(drug for drug in keys if (name, drug) in self._confirmed))
        return found

    def _inner(self, sheet: Sheet, key: str) -> list[Selection]:
        return [self.read_selection(dict(one.items()), one.place) for one in sheet.sheets(key)]


def _union(index: Mapping[str, Selection], sheet: Sheet, key: str) -> Selection:
    names = sheet.texts(key)
    unknown = next((name for name in names if name not in index), None)
    if unknown:
        raise sheet.wrong(key, f"“{unknown}” is not known")
    found = [index[name] for name in names]
    return found[0] if len(found) == 1 else Selection().joined(found)
