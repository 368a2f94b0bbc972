"""The printed recovery key: 160 bits in eight groups, each with its own check letter."""

from medmanager.domain.errors import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that paper can be read aloud."""

SECRET_BYTES = 20
GROUPS = 8
GROUP_DATA = 4
_GROUP_LENGTH = GROUP_DATA + 1
_READ_AS = {"O": "0", "I": "1", "L": "1", "U": "V"}
_WEIGHTS = (2, 4, 8, 16)
"""Distinct non-zero weights in GF(32): every single wrong letter and every swap inside a group shows."""


def printed(secret: bytes) -> str:
    """The key as it stands on paper, "7K3QX-…", for a secret of `SECRET_BYTES` bytes."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"a recovery secret has {SECRET_BYTES} bytes")
    number = int.from_bytes(secret, "big")
    digits = [number >> 5 * place & 31 for place in reversed(range(GROUPS * GROUP_DATA))]
    groups = (digits[start : start + GROUP_DATA] for start in range(0, len(digits), GROUP_DATA))
    return "-".join(_spelled([*group, _check(group, place)]) for place, group in enumerate(groups))


def read_back(text: str) -> bytes:
    """The secret behind what somebody typed from paper.

    Case, spaces and dashes do not matter, and letters that look alike are taken for each other.
    Raises Refused, naming the group that holds a mistake.
    """
    letters = [_READ_AS.get(letter, letter) for letter in text.upper() if letter.isalnum()]
    if len(letters) != GROUPS * _GROUP_LENGTH:
        raise Refused(
            f"The recovery key has {GROUPS} groups of {_GROUP_LENGTH} letters. "
            f"{len(letters)} letters were typed; type all {GROUPS * _GROUP_LENGTH}.",
            "recovery_key",
        )
    number = 0
    for place in range(GROUPS):
        for digit in _group(letters[place * _GROUP_LENGTH : (place + 1) * _GROUP_LENGTH], place):
            number = number << 5 | digit
    return number.to_bytes(SECRET_BYTES, "big")


def _group(letters: list[str], place: int) -> list[int]:
    digits = [ALPHABET.find(letter) for letter in letters]
    if -1 in digits or digits[-1] != _check(digits[:-1], place):
        raise Refused(
            f"Group {place + 1} of the recovery key has a typing mistake. Compare it with the paper.",
            "recovery_key",
        )
    return digits[:-1]


def _check(digits: list[int], place: int) -> int:
    total = place
    for weight, digit in zip(_WEIGHTS, digits, strict=True):
        total ^= _times(weight, digit)
    return total


def _times(left: int, right: int) -> int:
    """Product in GF(32), polynomial x^5 + x^2 + 1."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left = left << 1 ^ (0b100101 if left & 0b10000 else 0)
        right >>= 1
    return product


def _spelled(digits: list[int]) -> str:
    return "".join(ALPHABET[digit] for digit in digits)
