"""Quick unlock with the keychain: whatever the keychain does, the password is a way in."""

import pytest

from medmanager.domain.errors import NotAllowed, Refused
from medmanager.persistence.key_document import WrapKind
from medmanager.persistence.local_gate import LocalGate
from medmanager.persistence.quick_unlock import QuickUnlock
from tests.persistence.conftest import PASSWORD


class FakeKeychain:
    """A keychain in memory; `keeps` False takes everything and keeps nothing."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.keeps = True

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, secret: str) -> bool:
        if self.keeps:
            self.kept[name] = secret
        return self.keeps

    def remove(self, name: str) -> None:
        self.kept.pop(name, None)


@pytest.fixture
def gate(local_gate: LocalGate) -> LocalGate:
    return local_gate


@pytest.fixture
def chain() -> FakeKeychain:
    return FakeKeychain()


@pytest.fixture
def quick(gate: LocalGate, chain: FakeKeychain) -> QuickUnlock:
    return QuickUnlock(gate, chain)


def turn_on(gate: LocalGate, quick: QuickUnlock) -> None:
    store = gate.open("root", PASSWORD)
    quick.turn_on(store, "root")
    store.close()


def test_that_it_opens_until_it_is_turned_off(gate: LocalGate, quick: QuickUnlock) -> None:
    turn_on(gate, quick)
    assert quick.works_for("root")
    store = quick.open("Root")
    assert store.actor_id is not None
    assert store.verify_audit().broken_at is None
    store.close()
    quick.turn_off("root")
    assert not quick.works_for("root")
    assert [wrap.kind for wrap in gate.ring.read().wraps].count(WrapKind.DEVICE) == 0


def test_that_turning_it_on_again_leaves_one_wrap(gate: LocalGate, quick: QuickUnlock) -> None:
    turn_on(gate, quick)
    turn_on(gate, quick)
    assert [wrap.kind for wrap in gate.ring.read().wraps].count(WrapKind.DEVICE) == 1
    quick.open("root").close()


@pytest.mark.parametrize("found", [None, "", "nonsense", "device:nothex", "0011223344556677:" + "00" * 32])
def test_that_a_lost_or_strange_entry_leaves_the_password(
    gate: LocalGate, quick: QuickUnlock, chain: FakeKeychain, found: str | None
) -> None:
    turn_on(gate, quick)
    (name,) = chain.kept
    if found is None:
        chain.kept.clear()
    else:
        chain.kept[name] = found
    with pytest.raises(NotAllowed, match="password"):
        quick.open("root")
    gate.open("root", PASSWORD).close()


def test_that_a_keychain_that_keeps_nothing_changes_nothing(
    gate: LocalGate, quick: QuickUnlock, chain: FakeKeychain
) -> None:
    chain.keeps = False
    before = gate.ring.read().wraps
    with pytest.raises(Refused, match="keychain"):
        turn_on(gate, quick)
    assert gate.ring.read().wraps == before


def test_that_one_persons_quick_unlock_does_not_open_for_another(gate: LocalGate, quick: QuickUnlock) -> None:
    turn_on(gate, quick)
    with pytest.raises(NotAllowed):
        quick.open("osei")
