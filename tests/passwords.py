"""Passwords that are quick to try, for tests that sign in again and again and do not care how hard it is."""

from collections.abc import Iterator
from functools import partial

import pytest

from medmanager.persistence import gates
from medmanager.persistence.passwords import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """From now on practices are made with passwords that take no time to try."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gates, "PracticeGates", partial(gates.PracticeGates, cost=lambda: CHEAP))
        yield
