"""Chance that repeats: the same seed gives the same practice, ids included."""

import random
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from medmanager.domain.ids import uuid7

T = TypeVar("T")


class Dice:
    """Seeded choices and seeded UUIDv7 ids."""

    def __init__(self, seed: int | str) -> None:
        self._seed = seed
        self._random = random.Random(seed)

    def fork(self, name: str) -> "Dice":
        """Dice of their own for one patient, so that a new story leaves the others as they were."""
        return Dice(f"{self._seed}/{name}")

    def between(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def one_of(self, choices: tuple[T, ...]) -> T:
        return self._random.choice(choices)

    def chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent

    def id_at(self, instant: datetime) -> UUID:
        return uuid7(int(instant.timestamp() * 1000), self._random.getrandbits(74))
