"""The code of a diary sheet: which sheet of paper it is, and a sign that finds a mistyped one.

It is the code of a sheet and of nobody: without this practice's records it means nothing.
"""

import re
from dataclasses import dataclass

from medmanager.domain.errors import Refused

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Signs that nobody takes for one another: without 0, O, 1, I, L and U."""

LEFT_OUT = "0, O, 1, I, L and U"
SIGNS = 4
FIELD = "code"
_PRIME = 31
"""The first prime above the number of signs: every single wrong sign and every swap of two neighbors
changes the sum (as in ISBN-10, ISO 2108:1992)."""

_VALUES = {sign: value for value, sign in enumerate(ALPHABET)} | {
    "0": len(ALPHABET),
    "1": ALPHABET.index("Z"),
}
"""Of every sign as it is written, P and W too. A digit 1 counts as much as a Z: where one of them may stand,
the other is refused for itself."""

_WRITTEN = re.compile(
    r"(?P<signs>[A-Z0-9]{4})P(?P<plan>[1-9][0-9]{0,3})W(?P<week>[1-9][0-9]{0,2})(?P<check>[A-Z0-9])"
)
_HOW = "Write it as on the paper, for example 7K4M P4 W1 {check}."


@dataclass(frozen=True, slots=True)
class DiaryCode:
    """`signs` are four drawn at random, `plan` is the plan's number, `week` counts from 1."""

    signs: str
    plan: int
    week: int

    @property
    def check(self) -> str:
        """The last sign, which finds a mistyped one; "" where it has none: then others are drawn."""
        place = self._sum % _PRIME
        return ALPHABET[place] if place < len(ALPHABET) else ""

    @property
    def compact(self) -> str:
        """As it is kept and as the bars say it: 7K4MP4W1C."""
        return f"{self.signs}P{self.plan}W{self.week}{self.check}"

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """As it stands on paper, in four groups."""
        return self.signs, f"P{self.plan}", f"W{self.week}", self.check

    @property
    def words(self) -> str:
        """As people read it: 7K4M P4 W1 C."""
        return " ".join(self.parts)

    @property
    def _sum(self) -> int:
        written = f"{self.signs}P{self.plan}W{self.week}"
        return sum(place * _VALUES[sign] for place, sign in enumerate(written, 2))


def draw_code(bits: int, plan: int, week: int) -> DiaryCode:
    """A code from random bits (at least 60 of them); the same bits give the same code."""
    wide = len(ALPHABET) ** SIGNS
    number = bits % wide
    while True:
        code = DiaryCode(_signs(number), plan, week)
        if code.check:
            return code
        number = (number + 1) % wide


def _signs(number: int) -> str:
    found = []
    for _ in range(SIGNS):
        number, place = divmod(number, len(ALPHABET))
        found.append(ALPHABET[place])
    return "".join(found)


def read_code(text: str) -> DiaryCode:
    """The code that was typed, in any case and with any spaces. Nothing is guessed.

    Raises Refused, saying what is wrong: a sign that no code has, the wrong shape, or a mistyped sign.
    """
    plain = re.sub(r"[\s\-]+", "", text).upper()
    if not plain:
        raise Refused("Type the code that stands under the bars on the paper.", FIELD)
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        raise Refused(f"This is not the code of a diary. {example()}", FIELD)
    strange = sorted({sign for sign in found["signs"] + found["check"] if sign not in ALPHABET})
    if strange:
        raise Refused(
            f"A diary code never has {LEFT_OUT} in it. Look at the {strange[0]} on the paper again.",
            FIELD,
        )
    code = DiaryCode(found["signs"], int(found["plan"]), int(found["week"]))
    if code.check != found["check"]:
        raise Refused(
            "The last sign does not fit the others: one of them is mistyped. Compare it with the paper.",
            FIELD,
        )
    return code


def example() -> str:
    """How a code is written, for a hint beside its field."""
    return _HOW.format(check=DiaryCode("7K4M", 4, 1).check)
