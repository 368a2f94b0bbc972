"""Makes the gates of both kinds of practice."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from medmanager.persistence.local_gate import LocalGate
from medmanager.persistence.passwords import Cost, calibrated
from medmanager.persistence.quick_unlock import QuickUnlock
from medmanager.persistence.secrets import Keychain
from medmanager.persistence.server_gate import ServerGate
from medmanager.services.ports import Clock, Gate


class PracticeGates:
    """Gates with one clock and one cost of passwords, measured when the first password is set."""

    def __init__(self, clock: Clock, cost: Callable[[], Cost] = calibrated) -> None:
        self._clock = clock
        self._cost = cache(cost)

    def local(self, folder: Path) -> LocalGate:
        return LocalGate(folder, self._clock, self._cost)

    def server(self, url: str) -> ServerGate:
        return ServerGate(url, self._clock, self._cost)

    def quick_unlock(self, gate: Gate) -> QuickUnlock | None:
        """None for a server, which asks for the password each time."""
        return QuickUnlock(gate, Keychain()) if isinstance(gate, LocalGate) else None
