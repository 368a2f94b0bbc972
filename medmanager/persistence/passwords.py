"""Argon2id: what a password costs to try, and the two things it is turned into."""

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret_raw

from medmanager.domain.errors import Refused

SHORTEST = 8
SALT_BYTES = 16
KEY_BYTES = 32
MOST_MEMORY_KIB = 1024 * 1024
MOST_PASSES = 64


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id parameters. `OWASP` is the floor below which no practice goes."""

    memory_kib: int
    passes: int
    lanes: int

    def is_sane(self) -> bool:
        """Whether a file may ask this computer for that much work."""
        return (
            8 * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB
            and 1 <= self.passes <= MOST_PASSES
            and 1 <= self.lanes <= 16
        )


OWASP = Cost(memory_kib=19 * 1024, passes=2, lanes=1)
"""OWASP Password Storage Cheat Sheet, Argon2id minimum."""

USUAL = Cost(memory_kib=64 * 1024, passes=3, lanes=4)


def calibrated(least_seconds: float = 0.25, most_seconds: float = 0.5) -> Cost:
    """The cost that keeps this computer busy for a quarter to half a second; never below `OWASP`."""
    return calibrated_by(_seconds, least_seconds, most_seconds)


def calibrated_by(seconds: Callable[[Cost], float], least_seconds: float, most_seconds: float) -> Cost:
    """`calibrated` with the stop watch handed in."""
    for memory_kib in (128 * 1024, 64 * 1024, 32 * 1024):
        once = seconds(Cost(memory_kib, 1, USUAL.lanes))
        if 2 * once <= most_seconds:
            passes = max(2, min(MOST_PASSES, round((least_seconds + most_seconds) / 2 / once)))
            return Cost(memory_kib, passes, USUAL.lanes)
    return OWASP


def _seconds(cost: Cost) -> float:
    start = time.perf_counter()
    derived_key("calibration", b"\0" * SALT_BYTES, cost)
    return time.perf_counter() - start


def normal_password(password: str) -> bytes:
    """The same bytes for the same keys pressed: keyboards differ in how they compose accents."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def normal_login(login: str) -> str:
    """Sign-in names are compared without case and without spaces around them."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def check_new_password(password: str) -> None:
    """Raises Refused where a password is too short to protect a file that may be carried away."""
    if len(password) < SHORTEST:
        raise Refused(f"Choose a password of at least {SHORTEST} characters.", "password")


def derived_key(password: str, salt: bytes, cost: Cost) -> bytes:
    """The 256-bit key that wraps a data key."""
    return hash_secret_raw(
        secret=normal_password(password),
        salt=salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


class Verifier:
    """Makes and checks the verifier of a server database's user row."""

    def __init__(self, cost: Cost = USUAL) -> None:
        self._hasher = PasswordHasher(
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
        )

    def made(self, password: str) -> str:
        return self._hasher.hash(normal_password(password))

    def accepts(self, verifier: str, password: str) -> bool:
        """False for a wrong password and for a row that holds no verifier."""
        try:
            return self._hasher.verify(verifier, normal_password(password))
        except (VerificationError, InvalidHashError):
            return False
