"""Hostile text by keyboard in the whole application: told beside its field, not saved, mended by typing."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from medmanager.domain.paper.document import DocumentKind, PaperOptions
from tests.builders import a_step, tablets
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_plan_journeys import LONG_AGO, Case, case
from tests.plan_services import a_line
from tests.scenes.scene import open_dialogs
from tests.stage import PROVIDER, TODAY, Stage
from ui.kit.palettes import PaletteName
from ui.screens.diary.day_view import Box

CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = timedelta(days=1)
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


@pytest.fixture(scope="module")
def lowered(one: Case) -> Case:
    """Another patient whose dose was lowered and is to be lowered again, for all tests of moving."""
    steps = (
        a_step(LONG_AGO, TODAY - 8 * DAY, tablets("2")),
        a_step(TODAY - 7 * DAY, TODAY + 6 * DAY, tablets("1")),
        a_step(TODAY + 7 * DAY, None, tablets("0.5")),
    )
    return case(one.stage, "Larchmont", a_line("lorazepam", *steps, purpose="for worry"))


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


MOVES = {
    "days in letters": ("Hold", Wrong("Days longer than planned", "1O", "whole number")),
    "days as a range": ("Hold", Wrong("Days longer than planned", "5-10", "whole number")),
    "why of holding": ("Hold", Wrong("Why", LONG, "up to 500 fit")),
    "day of going back": ("Go back", Wrong("First day on 2\u00a0mg again", "soon", "not a date")),
    "days of going back": ("Go back", Wrong("Days on 2\u00a0mg", "1,5", "whole number")),
    "why of going back": ("Go back", Wrong("Why", HIDDEN, "cannot be shown")),
}


@pytest.mark.parametrize(("act", "wrong"), MOVES.values(), ids=MOVES)
def test_that_a_step_is_not_moved_by_what_cannot_be_read(
    lowered: Case, keys: Keyboard, act: str, wrong: Wrong
) -> None:
    lowered.stage.workspace.open_patient(lowered.patient_id, "plan", None)
    lowered.stage.settle()
    keys.select("lorazepam")
    keys.push(act)
    if act == "Hold" and wrong.field == "Why":
        keys.fill("Days longer than planned", "7")
    check(lowered, keys, wrong, Qt.Key.Key_Return)


def test_that_a_step_moves_by_keyboard_and_its_visit_with_it(lowered: Case, keys: Keyboard) -> None:
    lowered.stage.workspace.open_patient(lowered.patient_id, "plan", None)
    lowered.stage.settle()
    before = lowered.line("lorazepam").steps[-1].start
    keys.select("lorazepam")
    keys.push("Hold")
    keys.fill("Days longer than planned", "7")
    keys.fill("Why", "sleeps badly")
    keys.press(Qt.Key.Key_Return)
    assert open_dialogs() == []
    assert lowered.line("lorazepam").steps[-1].start == before + 7 * DAY
    asked = keys.eyes.page()
    assert "before step" in asked
    assert f"on {(before + 7 * DAY):%b} {(before + 7 * DAY).day}" in asked
    keys.select("lorazepam")
    keys.press(Qt.Key.Key_Z, CONTROL)
    assert lowered.line("lorazepam").steps[-1].start == before


DIARY = {
    "too much": ("12", "0 to 10"),
    "a letter": ("O", ""),
    "a comma": ("1,5", ""),
    "a range": ("5-10", ""),
    "a face": ("\U0001f600", ""),
    "from the right": ("\u0663", ""),
}


def test_that_a_diary_takes_by_keyboard_only_what_can_be_read(one: Case) -> None:
    stage, keys = one.stage, one.keys
    printing, diaries = stage.services.printing, stage.services.diaries
    made = printing.prepare(DocumentKind.DIARY, one.patient_id, PaperOptions(subject="today"))
    printing.file(made)
    assert made.diary is not None
    stage.workspace.go("diary")
    stage.settle()
    for code in ("", "x" * 400, "\u202eABC"):
        paste(keys, Wrong("Code on the paper", code, ""))
        keys.press(Qt.Key.Key_Return)
        assert keys.eyes.sees("Code on the paper"), "nothing was opened"
    keys.fill("Code on the paper", made.diary.code.lower())
    keys.press(Qt.Key.Key_Return)
    for text, told in DIARY.values():
        box = QApplication.focusWidget()
        assert isinstance(box, Box)
        QGuiApplication.clipboard().setText(text)
        for key in (Qt.Key.Key_A, Qt.Key.Key_V):
            QTest.keyClick(box, key, CONTROL)
        keys.press(Qt.Key.Key_Return)
        assert box.accessibleDescription(), text
        assert told in box.accessibleDescription()
        assert box.text() == text
        assert QApplication.focusWidget() is box
        assert diaries.find(made.diary.code).sheet.day(TODAY) is None
    keys.type("4")
    keys.press(Qt.Key.Key_Return)
    day = diaries.find(made.diary.code).sheet.day(TODAY)
    assert day is not None
    assert day.mood == 4
