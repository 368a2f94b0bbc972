"""Keeps tests from reaching the network, the keychain and the home folder of whoever runs them."""

import ipaddress
import os
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

LOCAL_NAMES = {"", "localhost", "localhost.localdomain"}


class OutsideTouched(RuntimeError):
    """A test tried to leave its sandbox."""


def is_local(host: object) -> bool:
    """Whether a host is this machine's loopback; a path (a Unix socket) and an unset host are local too."""
    if host is None or not isinstance(host, str | bytes):
        return True
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES or name.startswith(("/", "\0")):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@dataclass
class NetworkGuard:
    """Refuses connections and look-ups that would leave this machine, and remembers them.

    They are remembered since code under test may swallow the refusal; the test fails all the same.
    """

    attempts: list[str] = field(default_factory=list)

    def install(self) -> None:
        """Watch from now on; an audit hook cannot be taken out again."""
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """Called by the interpreter for every audited event; only three are of interest."""
        if event in {"socket.connect", "socket.sendto"}:
            address = arguments[1]
            self._judge(address[0] if isinstance(address, tuple) and address else None)
        elif event == "socket.getaddrinfo":
            self._judge(arguments[0])

    def taken(self) -> list[str]:
        """What was tried since the last call."""
        attempts, self.attempts = self.attempts, []
        return attempts

    def _judge(self, host: object) -> None:
        if not is_local(host):
            self.attempts.append(str(host))
            raise OutsideTouched(f"a test tried to reach {host!s} over the network")


def move_home() -> Path:
    """Give this process, and every one it starts, an empty home folder; returns it."""
    home = Path(tempfile.mkdtemp(prefix="medmanager-test-home-"))
    for name, value in home_variables(home).items():
        os.environ[name] = value
    return home


def home_variables(home: Path) -> dict[str, str]:
    """What the systems look at to find a user's folders, the desktop's bus and the keychain."""
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "APPDATA": str(home / "AppData" / "Roaming"),
        "LOCALAPPDATA": str(home / "AppData" / "Local"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
