"""Passwords that are quick to try, for tests that sign in again and again and do not care how hard it is."""

from collections.abc import Iterator

import pytest

from medmanager.persistence import gates
from medmanager.persistence.passwords import Cost
from medmanager.services.ports import Clock

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


class QuickGates(gates.PracticeGates):
    """Gates whose passwords cost nothing to try."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, lambda: CHEAP)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """From now on practices are made with passwords that take no time to try."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gates, "PracticeGates", QuickGates)
        yield
