"""Clicks, types and presses keys at random through the running application, as nobody planned it.

Afterwards nothing may have crashed, no message of Qt been written, nothing signed been changed or lost, no
plan been signed that its own rules refuse, and every chart must open.

    python -m tests.prove.wander --seed 7 --acts 500 --tabs plan,visits

The same seed makes the same choices; `--way` plants a bug.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer, QtMsgType, qInstallMessageHandler  # noqa: E402 - after the platform
from PySide6.QtPrintSupport import QPrintDialog  # noqa: E402 - after the platform is chosen
from PySide6.QtTest import QTest  # noqa: E402 - after the platform is chosen
from PySide6.QtWidgets import (  # noqa: E402 - after the platform is chosen
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

from medmanager.persistence import gates  # noqa: E402 - after the platform is chosen
from tests.guards import move_home  # noqa: E402 - after the platform is chosen
from tests.passwords import QuickGates  # noqa: E402 - after the platform is chosen
from tests.prove.wandered import faults_of, signed_of, unsign  # noqa: E402 - after the platform is chosen
from tests.stage import PROVIDER, Stage  # noqa: E402 - after the platform is chosen
from ui.kit.interpreter import protect_constants  # noqa: E402 - after the platform is chosen
from ui.kit.palettes import PaletteName  # noqa: E402 - after the platform is chosen

W = TypeVar("W", bound=QWidget)
SIZES: Final = ((1366, 768), (1024, 640), (1920, 1080))
WORDS: Final = (
    *("1", "2", "1/2", "0.5", "O.5", "5-10", "1,5", "¾", "-3", "1e9", "99999999", "25 mg", "50 mg", "   "),
    *(
        "sertr",
        "lith",
        "lamot",
        "venla",
        "phenel",
        "cloza",
        "ibuprofen",
        "for low mood",
        "because",
        "morning",
    ),
    *(
        "Dec 10",
        "2w",
        "12/31/2026",
        "2026-02-30",
        "tomorrow",
        "Nov 1 2020",
        "next year",
        "<b>x</b>",
        "%s {0}",
    ),
    *("x" * 300, "אבג\N{RIGHT-TO-LEFT OVERRIDE}", "😀", "\x00", "'; drop table plan"),
)
KEYS: Final = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left),
    *(Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Home, Qt.Key.Key_Space, Qt.Key.Key_PageDown),
)
SHORTCUTS: Final = (
    *(Qt.Key.Key_K, Qt.Key.Key_Z, Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_P),
)
STAYS: Final = 0.93
"""How often somebody goes on in what is open, and does not turn to the rail."""

ANEW: Final = 60
"""Acts after which another chart is opened, wherever the way has led."""

ANSWER_EVERY_MS: Final = 60


class Wanderer:
    """One person who presses whatever there is. `acts` is her way, for the report."""

    def __init__(self, stage: Stage, seed: int, tabs: tuple[str, ...]) -> None:
        self.acts: list[str] = []
        self._stage, self._tabs, self._random = stage, tabs, random.Random(seed)
        self._patients = tuple(row.id for row in stage.services.patients.search(""))
        self._weighted: tuple[tuple[float, Callable[[], None]], ...] = (
            (0.42, self._click),
            (0.75, self._write),
            (0.83, self._choose),
            (0.95, self._press),
            (0.97, self._press_shortcut),
            (0.99, self._open),
            (1.00, self._wait_a_day),
        )
        # What opens in a loop of its own, a menu or a question, is answered from outside.
        self._answering = QTimer()
        self._answering.timeout.connect(self._answer)
        self._answering.start(ANSWER_EVERY_MS)

    def wander(self, acts: int) -> None:
        for number in range(acts):
            self._come_in()
            if number % ANEW == 0:
                self._open()
            self._act()
            self._stage.settle()
        self._come_in()
        self._answering.stop()

    def _come_in(self) -> None:
        if self._stage.services.session.locked:
            self._stage.leave()
        if self._stage.application.workspace is None:
            for dialog in QApplication.topLevelWidgets():
                if dialog.isModal():
                    dialog.close()
            self._stage.enter(PROVIDER)

    def _act(self) -> None:
        room = self._room()
        # The system's own dialogs are not ours to prove.
        if isinstance(room, QFileDialog | QPrintDialog):
            self._note("close", room)
            room.reject()
            return
        chance = self._random.random()
        next(act for limit, act in self._weighted if chance < limit)()

    def _click(self) -> None:
        if buttons := self._seen(QAbstractButton):
            button = self._random.choice(buttons)
            self._note("click", button)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _write(self) -> None:
        fields: list[QLineEdit | QPlainTextEdit] = [*self._seen(QLineEdit), *self._seen(QPlainTextEdit)]
        fields = [field for field in fields if not field.isReadOnly()]
        if not fields:
            return
        field, text = self._random.choice(fields), self._random.choice(WORDS)
        self._note(f"write {text[:20]!r}", field)
        field.setFocus()
        if self._random.random() < 0.6:
            field.selectAll()
        _put(field, text)
        if self._random.random() < 0.5:
            self._press()

    def _choose(self) -> None:
        boxes = [box for box in self._seen(QComboBox) if box.count()]
        if boxes:
            box = self._random.choice(boxes)
            row = self._random.randrange(box.count())
            self._note(f"choose {box.itemText(row)!r}", box)
            box.setCurrentIndex(row)
            box.activated.emit(row)

    def _press(self) -> None:
        key, target = self._random.choice(KEYS), QApplication.focusWidget() or self._room()
        self._note(key.name, target)
        QTest.keyClick(target, key)

    def _press_shortcut(self) -> None:
        key, target = self._random.choice(SHORTCUTS), QApplication.focusWidget() or self._room()
        self._note(f"Ctrl+{key.name}", target)
        QTest.keyClick(target, key, Qt.KeyboardModifier.ControlModifier)

    def _open(self) -> None:
        if QApplication.activeModalWidget() is None:
            patient, tab = self._random.choice(self._patients), self._random.choice(self._tabs)
            self.acts.append(f"open {tab} of patient {self._patients.index(patient)}")
            self._stage.workspace.open_patient(patient, tab, None)

    def _wait_a_day(self) -> None:
        self.acts.append("a day later")
        self._stage.clock.instant += timedelta(days=1)

    def _answer(self) -> None:
        popup, box = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if isinstance(popup, QMenu):
            offered = [one for one in popup.actions() if one.isEnabled() and not one.isSeparator()]
            popup.close()
            if offered:
                action = self._random.choice(offered)
                self.acts.append(f"menu: {action.text()}")
                action.trigger()
        elif popup is None and isinstance(box, QMessageBox):
            self.acts.append(f"asked: {box.text()[:60]}")
            self._random.choice(box.buttons()).click()

    def _room(self) -> QWidget:
        return (
            QApplication.activeModalWidget()
            or QApplication.activePopupWidget()
            or self._stage.application.window
        )

    def _seen(self, kind: type[W]) -> list[W]:
        room, workspace = self._room(), self._stage.application.workspace
        in_window = room is self._stage.application.window
        if in_window and workspace and workspace.front and self._random.random() < STAYS:
            room = workspace.front.widget
        return [one for one in room.findChildren(kind) if one.isVisible() and one.isEnabled()]

    def _note(self, what: str, widget: QWidget) -> None:
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        self.acts.append(f"{what}: {type(widget).__name__} “{(text or widget.accessibleName())[:40]}”")


def _put(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Type it, or paste what no key types."""
    if text.isascii() and text.isprintable():
        QTest.keyClicks(field, text)
    elif isinstance(field, QLineEdit):
        field.insert(text)
        field.textEdited.emit(field.text())
    else:
        field.insertPlainText(text)


def _plant_crash(stage: Stage) -> None:
    """A slot that fails whenever another chart is opened."""

    def fail(*_: object) -> None:
        raise RuntimeError("planted")

    stage.application.door.busy_changed.connect(fail)


WAYS: Final[dict[str, Callable[[Stage], None]]] = {
    "real": lambda stage: None,
    "crash": _plant_crash,
    "unsigned": lambda stage: unsign(stage.services),
}


def walk(seed: int, acts: int, tabs: tuple[str, ...], way: str) -> list[str]:
    """What is wrong after one way through the application; the acts that led there are written out."""
    said: list[str] = []

    def hear(kind: QtMsgType, context: object, message: str) -> None:
        if "This plugin does not support" not in message:
            said.append(f"Qt said: {message}")

    qInstallMessageHandler(hear)
    move_home()
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(QApplication(["wanderer"]), Path(folder))
        sys.excepthook = lambda kind, error, trace: said.append(f"crashed: {kind.__name__} {error}")
        stage.show(PaletteName.LIGHT, *random.Random(seed).choice(SIZES))
        stage.enter(PROVIDER)
        signed = signed_of(stage.services)
        wanderer = Wanderer(stage, seed, tabs)
        try:
            WAYS[way](stage)
            wanderer.wander(acts)
        except AssertionError as stuck:
            said.append(f"stuck: {stuck}")
        else:
            said += faults_of(stage.services, signed)
        for act in wanderer.acts[-20:] if said else ():
            sys.stdout.write(f"    {act}\n")
    return said


def main(asked: list[str]) -> int:
    """1 when something is wrong. A process for each seed: what one left open does not reach the next."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--acts", type=int, default=500)
    parser.add_argument("--tabs", default="plan,visits,documents,intake,trends,summary")
    parser.add_argument("--way", choices=sorted(WAYS), default="real")
    given = parser.parse_args(asked)
    protect_constants()
    # How hard passwords are to try is no part of the way.
    setattr(gates, "PracticeGates", QuickGates)  # noqa: B010 - a plain assignment would not type
    faults = walk(given.seed, given.acts, tuple(given.tabs.split(",")), given.way)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"seed {given.seed}: {given.acts} acts, {len(faults)} faults\n")
    sys.stdout.flush()
    # Without the end of the application: a crashed one may not come to an end.
    os._exit(1 if faults else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
