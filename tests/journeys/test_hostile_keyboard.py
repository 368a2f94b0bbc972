"""Hostile text by keyboard in the whole application: told beside its field, not saved, mended by typing."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.builders import a_step, tablets
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_plan_journeys import LONG_AGO, Case, case
from tests.plan_services import a_line
from tests.scenes.scene import open_dialogs
from tests.stage import PROVIDER, Stage
from ui.kit.palettes import PaletteName

CONTROL = Qt.KeyboardModifier.ControlModifier
HIDDEN, LONG = "a\u202eb", "with food " * 90


@pytest.fixture(scope="module")
def one(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, demo_practice: Path) -> Iterator[Case]:
    """A patient on lorazepam with the plan open for changes, for all of them: none of them changes it."""
    home = tmp_path_factory.mktemp("office")
    shutil.copytree(demo_practice, home / "practice")
    stage = Stage(qapp, home, home / "practice")
    stage.show(PaletteName.LIGHT, 1366, 768)
    stage.enter(PROVIDER)
    yield case(
        stage, "Fernhill", a_line("lorazepam", a_step(LONG_AGO, None, tablets("1")), purpose="for worry")
    )
    stage.close()


@pytest.fixture
def keys(one: Case) -> Iterator[Keyboard]:
    yield one.keys
    for dialog in open_dialogs():
        dialog.reject()


@dataclass(frozen=True)
class Wrong:
    """What is pasted into a field, and words of the sentence."""

    field: str
    text: str
    told: str


def paste(keys: Keyboard, wrong: Wrong) -> QLineEdit:
    """Tab to the field, and paste in place of what stands there."""
    keys.go_to(wrong.field)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QGuiApplication.clipboard().setText(wrong.text)
    for key in (Qt.Key.Key_A, Qt.Key.Key_V):
        QTest.keyClick(field, key, CONTROL)
    return field


def check(one: Case, keys: Keyboard, wrong: Wrong, key: Qt.Key, pressed: str = "") -> None:
    """Try it twice with a key, or with the button that is called so; then write something else."""
    before = one.draft
    field = paste(keys, wrong)
    for _ in range(2):
        keys.press(key) if not pressed else keys.push(pressed)
        assert wrong.told in field.accessibleDescription()
        assert keys.eyes.page().count(field.accessibleDescription()) >= 2, "in the field and beside it"
        assert field.text() == wrong.text
    assert one.draft == before
    keys.fill(wrong.field, "7")
    assert field.accessibleDescription() == ""


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        ("Pause", Wrong("Through, last day without it", "5-10", "not a date")),
        ("Pause", Wrong("Why", LONG, "up to 500 fit")),
        ("Stop", Wrong("First day without it", "soon", "not a date")),
        ("Stop", Wrong("Why", HIDDEN, "cannot be shown")),
        ("Taper…", Wrong("Days between steps", "1.5", "whole number")),
        ("Taper…", Wrong("Why", LONG, "up to 500 fit")),
    ],
)
def test_that_a_dialog_of_a_dose_takes_nothing_that_it_cannot_read(
    one: Case, keys: Keyboard, act: str, wrong: Wrong
) -> None:
    keys.select("lorazepam")
    keys.push(act)
    check(one, keys, wrong, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong("Refills", "two", "whole number"),
        Wrong("Days at a time", "30-60", "whole number"),
        Wrong("Cost concern", LONG, "up to 200 fit"),
        Wrong("Question of the patient", HIDDEN, "cannot be shown"),
        Wrong("What makes it hard to take", LONG, "up to 200 fit"),
    ],
)
def test_that_a_line_is_not_kept_with_what_it_cannot_read(one: Case, keys: Keyboard, wrong: Wrong) -> None:
    keys.select("lorazepam")
    keys.push("Edit")
    for fold in ("Supply", "What worries the patient"):
        keys.push(fold)
    check(one, keys, wrong, Qt.Key.Key_Tab, "Keep changes")
    keys.push("Cancel")


@pytest.mark.parametrize("wrong", [Wrong("Day", "before Dec 7", "not a date"), Wrong("Why", LONG, "200 fit")])
def test_that_the_next_visit_is_not_set_to_what_cannot_be_kept(
    one: Case, keys: Keyboard, wrong: Wrong
) -> None:
    before = one.draft
    field = paste(keys, wrong)
    keys.press(Qt.Key.Key_Tab)
    assert (wrong.told in field.accessibleDescription(), field.text()) == (True, wrong.text)
    assert one.draft == before
    keys.fill(wrong.field, "")
    keys.press(Qt.Key.Key_Tab)
    assert field.accessibleDescription() == ""
