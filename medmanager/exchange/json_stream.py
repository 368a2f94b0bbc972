"""JSON read value by value from text that arrives in chunks, so that a large file costs time, not memory."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NoReturn

from medmanager.domain.errors import Refused

_SPACE = re.compile(r"[ \t\n\r]*")
_LOOK_BACK = 16
"""A cut literal, number or escape sequence shows as an error at most this far from the end of the text."""


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant)


def _goes_on(value: object) -> int:
    """How near the end of the text a value may still grow: a number by what follows, such as "." or "e+"."""
    return 3 if isinstance(value, int | Decimal) else 0


class JsonCursor:
    """A place in JSON text. Numbers with a fraction come as Decimal, exactly as they were written.

    Every method raises Refused with the line number when the text is not valid JSON, is cut off, or is
    nested deeper than any record.
    """

    def __init__(self, chunks: Iterator[str]) -> None:
        self._chunks = chunks
        self._text = ""
        self._at = 0
        self._lines_before = 0

    def peek(self) -> str:
        """The next character that is not space, "" at the end of the text."""
        while True:
            match = _SPACE.match(self._text, self._at)
            assert match is not None, "the pattern fits anywhere"
            self._at = match.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def skip(self, mark: str) -> None:
        """Go past `mark`, which must come next."""
        if self.peek() != mark:
            self._refuse(self._at)
        self._at += 1

    def skipped(self, mark: str) -> bool:
        """Go past `mark` if it comes next."""
        if self.peek() != mark:
            return False
        self._at += 1
        return True

    def value(self) -> object:
        """The next whole value, whatever its kind."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                is_open = error.msg.startswith("Unterminated string")
                if (is_open or error.pos >= len(self._text) - _LOOK_BACK) and self._fill():
                    continue
                self._refuse(len(self._text) if is_open else error.pos)
            except RecursionError:
                raise Refused(
                    f"The data that begin in line {self._line(self._at)} are nested too deeply. "
                    "This is not a usable FHIR file."
                ) from None
            except ValueError:
                self._refuse(self._at)
            if end < len(self._text) - _goes_on(value) or not self._fill():
                self._at = end
                return value

    def members(self) -> Iterator[str]:
        """The names of the object that comes next; read each value before asking for the next name."""
        self.skip("{")
        if self.skipped("}"):
            return
        while True:
            if self.peek() != '"':
                self._refuse(self._at)
            name = str(self.value())
            self.skip(":")
            yield name
            if not self.skipped(","):
                self.skip("}")
                return

    def items(self) -> Iterator[object]:
        """The values of the list that comes next, one at a time."""
        self.skip("[")
        if self.skipped("]"):
            return
        while True:
            yield self.value()
            if not self.skipped(","):
                self.skip("]")
                return

    def _fill(self) -> bool:
        """Take at least as much new text as is waiting; False at the end of the file."""
        waiting = self._text[self._at :]
        fresh: list[str] = []
        wanted = max(len(waiting), 1)
        while wanted > 0 and (chunk := next(self._chunks, "")):
            fresh.append(chunk)
            wanted -= len(chunk)
        if not fresh:
            return False
        self._lines_before += self._text.count("\n", 0, self._at)
        self._text = waiting + "".join(fresh)
        self._at = 0
        return True

    def _line(self, position: int) -> int:
        return self._lines_before + self._text.count("\n", 0, position) + 1

    def _refuse(self, position: int) -> NoReturn:
        line = self._line(position)
        if position >= len(self._text.rstrip()):
            raise Refused(
                f"This file is cut off: it ends in line {line} in the middle of the data. "
                "Ask the sender for it again."
            ) from None
        raise Refused(
            f"Line {line} of this file is not valid JSON. Ask the sender for the file again."
        ) from None
