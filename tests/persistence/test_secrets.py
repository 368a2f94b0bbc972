"""The keychain: whatever it does, nothing but convenience is lost."""

from collections.abc import Iterator

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest

from medmanager.persistence.secrets import SERVICE, Keychain


class MemoryBackend(keyring.backend.KeyringBackend):
    """A keychain that works; `fault` makes it raise."""

    priority = 1

    def __init__(self, fault: Exception | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring has no types here
        self.kept: dict[tuple[str, str], str] = {}
        self.fault = fault

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError("not found")
        del self.kept[service, username]

    def _fail(self) -> None:
        if self.fault is not None:
            raise self.fault


class Forgetful(MemoryBackend):
    """Takes everything and keeps nothing, as the null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return None


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_that_a_working_keychain_keeps_and_forgets() -> None:
    backend = MemoryBackend()
    keyring.set_keyring(backend)
    chain = Keychain()
    assert chain.get("a") is None
    assert chain.put("a", "secret")
    assert chain.get("a") == "secret"
    assert set(backend.kept) == {(SERVICE, "a")}
    chain.remove("a")
    assert chain.get("a") is None
    chain.remove("a")


@pytest.mark.parametrize(
    "backend",
    [
        keyring.backends.fail.Keyring(),  # type: ignore[no-untyped-call]  # keyring has no types here
        keyring.backends.null.Keyring(),  # type: ignore[no-untyped-call]  # keyring has no types here
        Forgetful(),
        MemoryBackend(keyring.errors.KeyringLocked("locked")),
        MemoryBackend(keyring.errors.InitError("no bus")),
        MemoryBackend(RuntimeError("no backend")),
        MemoryBackend(OSError("bus is gone")),
        MemoryBackend(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad entry")),
    ],
    ids=["absent", "null", "forgetful", "locked", "init", "runtime", "os", "damaged"],
)
def test_that_a_failing_keychain_is_the_same_as_an_empty_one(backend: keyring.backend.KeyringBackend) -> None:
    keyring.set_keyring(backend)
    chain = Keychain()
    assert chain.get("a") is None
    assert chain.put("a", "secret") is False
    chain.remove("a")


def test_that_an_empty_entry_counts_as_absent() -> None:
    backend = MemoryBackend()
    backend.kept[SERVICE, "a"] = ""
    keyring.set_keyring(backend)
    assert Keychain().get("a") is None
