"""A backup made in the settings and put back from the sign-in card, through the real dialogs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from medmanager.bootstrap import services_at
from medmanager.demo.team import PASSWORD as DEMO_PASSWORD
from medmanager.places import Place
from tests.hand import Hand
from tests.journeys.new_practice import Newcomer
from tests.stage import PROVIDER, Stage

MANAGER = "whitaker"
CHANGED = "Another Practice"


class Manager(Newcomer):
    """The administrator of the demo practice."""

    def back_up_and_change(self, file: Path) -> None:
        """A backup, and after it another name of the practice."""
        self.stage.enter(MANAGER)
        self.back_up(file)
        assert self.hand.sees("The backup is written, and was opened once to be sure.")
        assert self.hand.sees("Backup just now, verified"), "the status bar knows it at once"
        self.open_settings("practice")
        self.hand.write("Name", CHANGED)
        self.hand.click("Save practice")
        assert self.practice_name() == CHANGED

    def practice_name(self) -> str:
        return self.stage.services.session.practice.name


@pytest.fixture
def manager(at_a_computer: Callable[[Path], Stage], practice: Path) -> Manager:
    return Manager(at_a_computer(practice))


def replaced(practice: Path) -> list[Path]:
    return sorted(practice.glob("replaced-*"))


def test_that_a_restore_takes_the_change_back_and_keeps_the_file_that_was_replaced(
    manager: Manager, practice: Path, tmp_path: Path
) -> None:
    file = tmp_path / "kept.mmbackup"
    manager.back_up_and_change(file)
    manager.go_to_card()
    manager.hand.click("Restore a backup")
    manager.restore(file, MANAGER, DEMO_PASSWORD)
    assert manager.hand.sees("The backup is in place. The replaced database is kept in replaced-")

    manager.stage.enter(PROVIDER)
    assert manager.practice_name() == "Harbor Lane Psychiatry"
    assert manager.stage.services.patients.search("Lindqvist"), "the rest is there"
    (kept,) = replaced(practice)
    before = services_at(Place(kept), manager.stage.clock)
    before.session.sign_in(MANAGER, DEMO_PASSWORD)
    assert before.session.practice.name == CHANGED
    before.session.sign_out()


def test_that_a_backup_brings_the_practice_to_a_computer_without_one(
    manager: Manager, at_a_computer: Callable[[Path], Stage], tmp_path: Path
) -> None:
    file = tmp_path / "kept.mmbackup"
    manager.back_up_and_change(file)
    fresh = at_a_computer(tmp_path / "new computer")
    person = Manager(fresh)
    person.hand.click("Restore a practice from its backup…")
    person.restore(file, PROVIDER, DEMO_PASSWORD)
    assert person.hand.sees("The backup is in place. Sign in with the password of that time.")
    fresh.enter(PROVIDER)
    assert fresh.services.patients.search("Lindqvist")


def test_that_whoever_gives_up_restoring_is_back_at_the_first_run(
    at_a_computer: Callable[[Path], Stage], tmp_path: Path
) -> None:
    hand = Hand(at_a_computer(tmp_path / "new computer"))
    hand.click("Restore a practice from its backup…")
    hand.click("Cancel")
    hand.click("Next")
    assert hand.sees("Name of the practice")


def test_that_what_cannot_be_restored_is_told_and_changes_nothing(
    manager: Manager, practice: Path, tmp_path: Path
) -> None:
    file = tmp_path / "kept.mmbackup"
    manager.back_up_and_change(file)
    manager.go_to_card()
    manager.hand.click("Restore a backup")
    for wrong, login, password, said in (
        (tmp_path / "nothing.mmbackup", MANAGER, DEMO_PASSWORD, "There is no such file."),
        (other_file(tmp_path), MANAGER, DEMO_PASSWORD, "not a backup"),
        (cut_in_half(file), MANAGER, DEMO_PASSWORD, "not a backup"),
        (file, MANAGER, "another password", "The name or the password is not right."),
        (file, PROVIDER, DEMO_PASSWORD, "Only an administrator may put a backup in the place of a practice."),
    ):
        manager.restore(wrong, login, password)
        assert manager.hand.sees(said), f"{wrong.name}: {manager.hand.page()}"
    manager.hand.click("Cancel")
    manager.stage.enter(MANAGER)
    assert manager.practice_name() == CHANGED
    assert replaced(practice) == []


def other_file(folder: Path) -> Path:
    other = folder / "letter.mmbackup"
    other.write_text("Dear practice,", encoding="utf-8")
    return other


def cut_in_half(file: Path) -> Path:
    half = file.with_name("half.mmbackup")
    half.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    return half
