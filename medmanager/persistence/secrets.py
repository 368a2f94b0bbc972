"""The operating system's keychain. The only importer of keyring.

A keychain may be absent, locked, empty, or take everything and keep nothing. It is a convenience: whatever
it does, the password and the recovery key still open the practice.
"""

from importlib import import_module
from importlib.util import find_spec

import keyring
import keyring.errors

SERVICE = "MedManager"


def _backend_faults() -> tuple[type[Exception], ...]:
    """Errors that backends let through as their own, where that backend is installed on this system."""
    owners = (
        ("secretstorage", "secretstorage.exceptions", "SecretStorageException"),
        ("jeepney", "jeepney.wrappers", "DBusErrorResponse"),
        ("pywintypes", "pywintypes", "error"),
    )
    return tuple(
        getattr(import_module(module), name) for package, module, name in owners if find_spec(package)
    )


_FAULTS: tuple[type[Exception], ...] = (
    keyring.errors.KeyringError,
    RuntimeError,
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    *_backend_faults(),
)
"""No backend at all is a RuntimeError, a dead D-Bus an OSError, a locked keychain a KeyringError."""


class Keychain:
    """Small secrets of this user on this computer. None means absent, never an empty secret."""

    def get(self, name: str) -> str | None:
        try:
            return keyring.get_password(SERVICE, name) or None
        except _FAULTS:
            return None

    def put(self, name: str, secret: str) -> bool:
        """Whether the keychain gives the secret back after taking it; some take it and keep nothing."""
        try:
            keyring.set_password(SERVICE, name, secret)
        except _FAULTS:
            return False
        return self.get(name) == secret

    def remove(self, name: str) -> None:
        try:
            keyring.delete_password(SERVICE, name)
        except _FAULTS:
            return
