"""The vocabulary of conditions: names and ICD-10-CM codes become the keys that rules ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from medmanager.domain.knowledge.sheet import Sheet

_CODE = re.compile(r"^[A-TV-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?$", re.IGNORECASE)
_LEAD = re.compile(r"^(?:history of|hx of|h/o|past|known|chronic|acute|current|active)\s+")


@dataclass(frozen=True, slots=True)
class Condition:
    """`names` are ways to write it, `codes` beginnings of ICD-10-CM codes, `within` wider conditions."""

    key: str
    names: tuple[str, ...]
    codes: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class Vocabulary:
    """Conditions by name and code. What it does not hold is told, not dropped."""

    def __init__(self, conditions: Iterable[Condition]) -> None:
        self._by_key = {condition.key: condition for condition in conditions}
        self._by_name = {
            _plain(name): condition
            for condition in self._by_key.values()
            for name in (condition.key, *condition.names)
        }
        codes = ((code, condition) for condition in self._by_key.values() for code in condition.codes)
        self._codes = sorted(
            ((code.replace(".", ""), one) for code, one in codes), key=lambda pair: -len(pair[0])
        )

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def __len__(self) -> int:
        return len(self._by_key)

    def keys_of(self, written: str) -> frozenset[str]:
        """The key and the wider keys of what was written; empty when it is not known."""
        condition = self._named(written)
        return frozenset(self._upward(condition)) if condition else frozenset()

    def suggestions(self, written: str) -> tuple[str, ...]:
        """What may have been meant."""
        near = get_close_matches(_plain(written), self._by_name, n=3, cutoff=0.75)
        return tuple(dict.fromkeys(self._by_name[name].key for name in near))

    def _named(self, written: str) -> Condition | None:
        text = _plain(written)
        if _CODE.match(text):
            code = text.upper().replace(".", "")
            return next((condition for begin, condition in self._codes if code.startswith(begin)), None)
        return self._by_name.get(text) or self._by_name.get(_LEAD.sub("", text))

    def _upward(self, condition: Condition) -> list[str]:
        keys = [condition.key]
        for wider in condition.within:
            keys += self._upward(self._by_key[wider])
        return keys


def read_vocabulary(sheet: Sheet) -> Vocabulary:
    """From the file of conditions. Raises Unreadable when a wider condition does not exist, or conditions lie
    within one another in a circle, or a key stands twice.
    """
    conditions = []
    for one in sheet.sheets("conditions"):
        conditions.append(
            Condition(one.text("key"), one.texts("names"), one.texts("icd10"), one.texts("within"))
        )
        one.done()
    sheet.done()
    keys = {condition.key for condition in conditions}
    if len(keys) < len(conditions):
        raise sheet.wrong("conditions", "a key stands twice")
    lost = next((wide for condition in conditions for wide in condition.within if wide not in keys), None)
    if lost:
        raise sheet.wrong("conditions", f"“{lost}” is not one of them")
    above = {condition.key: set(condition.within) for condition in conditions}
    for key in above:
        wider, seen = set(above[key]), set[str]()
        while wider:
            seen |= wider
            wider = {more for one in wider for more in above[one]} - seen
        if key in seen:
            raise sheet.wrong("conditions", f"“{key}” lies within itself")
    return Vocabulary(conditions)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[’']s\b", "s", text.casefold()).replace("-", " ").split())
