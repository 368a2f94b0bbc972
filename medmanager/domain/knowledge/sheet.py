"""Reads the data files of the knowledge base strictly: a wrong or unknown key is said, never guessed."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from medmanager.domain.errors import Refused
from medmanager.domain.json_objects import Repeated, without_repeats

T = TypeVar("T")
_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
HOLDERS = (dict, list)
"""What of JSON can hold a key at some depth."""


class Unreadable(Refused):
    """A file of the knowledge base is not as it should be; the sentence names file and place."""


class Sheet:
    """One JSON object of a data file, read key by key. `done` refuses the keys that nobody asked for."""

    __slots__ = ("_asked", "_fields", "place")

    def __init__(self, fields: object, place: str) -> None:
        if not isinstance(fields, dict):
            raise Unreadable(f"{place}: an object is expected here.")
        self._fields = fields
        self.place = place
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._fields

    def text(self, key: str, default: str | None = None) -> str:
        """The words at `key`; without `default` they must be there and not empty."""
        found = self._value(key, default)
        if isinstance(found, str) and (default is not None or found.strip()):
            return found
        raise self.wrong(key, "words are expected")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words; one string stands for a list of one, a missing key for none."""
        found = self._value(key, None)
        if found is None:
            return ()
        many = [found] if isinstance(found, str) else found
        if not isinstance(many, (list, tuple)):
            raise self.wrong(key, "a list of words is expected")
        for one in many:
            if not isinstance(one, str) or not one.strip():
                raise self.wrong(key, "a list of words is expected")
        return tuple(many)

    def number(self, key: str) -> Decimal:
        """A number; it must be there."""
        found = self.maybe_number(key)
        if found is None:
            raise self.wrong(key, "a number is expected")
        return found

    def maybe_number(self, key: str) -> Decimal | None:
        """A number, None when the key is missing or null."""
        found = self._value(key, None)
        if found is None:
            return None
        number = exact(found)
        if number is None:
            raise self.wrong(key, "a number is expected")
        return number

    def numbers(self, key: str) -> tuple[Decimal, ...]:
        """A list of numbers; a missing key is an empty list."""
        found = self._value(key, [])
        numbers = [exact(one) for one in found] if isinstance(found, list) else [None]
        if None in numbers:
            raise self.wrong(key, "a list of numbers is expected")
        return tuple(one for one in numbers if one is not None)

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers; a missing key is an empty list."""
        found = self._value(key, [])
        if not isinstance(found, list) or any(
            isinstance(one, bool) or not isinstance(one, int) for one in found
        ):
            raise self.wrong(key, "a list of whole numbers is expected")
        return tuple(found)

    def maybe_whole(self, key: str) -> int | None:
        """A whole number, None when the key is missing or null."""
        return None if self._value(key, None) is None else self.whole(key)

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        found = self._value(key, default)
        if isinstance(found, bool) or not isinstance(found, int):
            raise self.wrong(key, "a whole number is expected")
        return found

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        found = self._value(key, default)
        if not isinstance(found, bool):
            raise self.wrong(key, "true or false is expected")
        return found

    def says(self, key: str, word: str) -> bool:
        """Whether exactly this word stands at `key`."""
        return self._value(key, None) == word

    def maybe_flag(self, key: str) -> bool | None:
        """True, false, or None where nobody knows."""
        return None if self._value(key, None) is None else self.flag(key)

    def maybe_day(self, key: str) -> date | None:
        """A calendar day as 2026-11-25, None when the key is missing or null."""
        found = self._value(key, None)
        if found is None:
            return None
        try:
            if isinstance(found, str) and _ISO_DAY.fullmatch(found):
                return date.fromisoformat(found)
        except ValueError:
            pass
        raise self.wrong(key, "a day such as 2026-11-25 is expected")

    def sheet(self, key: str) -> "Sheet":
        """The object at `key`, an empty one when there is none."""
        return Sheet(self._value(key, {}), f"{self.place}, {key}")

    def sheets(self, key: str) -> tuple["Sheet", ...]:
        """The objects of a list; a missing key is an empty list."""
        return self.maybe_sheets(key) or ()

    def maybe_sheets(self, key: str) -> tuple["Sheet", ...] | None:
        """The objects of a list, None when the key is missing or null."""
        found = self._value(key, None)
        if found is None:
            return None
        if not isinstance(found, list):
            raise self.wrong(key, "a list is expected")
        return tuple(Sheet(one, f"{self.place}, {key} {number}") for number, one in enumerate(found, start=1))

    def items(self) -> Iterator[tuple[str, object]]:
        """Every key with its value, for objects whose keys are names."""
        self._asked.update(self._fields)
        yield from self._fields.items()

    def read(self, key: str, read: Callable[[object, str], T]) -> T:
        """The value at `key` as `read` makes it from the value and its place."""
        return read(self._value(key, None), f"{self.place}, {key}")

    @property
    def unasked(self) -> tuple[str, ...]:
        """The keys that nobody has asked for."""
        return tuple(sorted(set(self._fields) - self._asked))

    def anywhere(self, key: str) -> Iterator[tuple[str, object]]:
        """The place and the value of every such key, at any depth; this asks for none of them."""
        yield from _anywhere(self._fields, key, self.place)

    def done(self) -> None:
        """Raise Unreadable when a key was never asked for: most likely it is misspelt."""
        if len(self._asked) < len(self._fields) or not self._asked.issuperset(self._fields):
            raise Unreadable(f"{self.place}: “{self.unasked[0]}” is not known here.")

    def wrong(self, key: str, what: str) -> Unreadable:
        """The error for the value at `key`."""
        return Unreadable(f"{self.place}, {key}: {what}.")

    def _value(self, key: str, default: object) -> object:
        """What stands at `key`; null is the same as nothing."""
        self._asked.add(key)
        found = self._fields.get(key)
        return default if found is None else found


def _anywhere(found: object, key: str, place: str) -> Iterator[tuple[str, object]]:
    if isinstance(found, dict):
        if key in found:
            yield f"{place}, {key}", found[key]
        for name, value in found.items():
            if type(value) in HOLDERS:
                yield from _anywhere(value, key, f"{place}, {name}")
    elif isinstance(found, list):
        for number, one in enumerate(found, start=1):
            if type(one) in HOLDERS:
                yield from _anywhere(one, key, f"{place} {number}")


def exact(found: object) -> Decimal | None:
    """The number as it was written; None for what is no number, also for NaN and infinity."""
    if isinstance(found, bool) or not isinstance(found, (int, float, Decimal)):
        return None
    number = Decimal(str(found))
    return number if number.is_finite() else None


def read_sheet(path: Path) -> Sheet:
    """The object in that file. Raises Unreadable, which names the file, when there is none."""
    return sheet_of(file_bytes(path), path.name)


def file_bytes(path: str | Path) -> bytes:
    """The bytes of a data file. Raises Unreadable when it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        name = Path(path).name
        raise Unreadable(f"{name}: the file cannot be read. Install MedManager again.") from error


def sheet_of(content: bytes, name: str) -> Sheet:
    """The object in these bytes. Raises Unreadable, also where a key stands twice in one object."""
    try:
        found = json.loads(content.decode("utf-8"), parse_float=Decimal, object_pairs_hook=without_repeats)
        return Sheet(found, name)
    except Repeated as error:
        raise Unreadable(f"{name}: “{error.key}” stands twice in one object.") from error
    except (UnicodeDecodeError, ValueError, ArithmeticError, RecursionError) as error:
        raise Unreadable(f"{name}: this is not the JSON that is expected.") from error
