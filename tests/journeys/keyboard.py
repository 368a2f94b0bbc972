"""A person who has no mouse: everything is reached with Tab, the arrows and the marked letters."""

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QTabBar,
    QWidget,
)

from tests.hand import PATIENCE_MS, Hand
from tests.stage import Stage

FAR, FEW = 160, 8
"""Presses of Tab after which a field counts as out of reach."""
NONE = Qt.KeyboardModifier.NoModifier


class Keyboard:
    """Keys go where the focus is, as from a real keyboard; what was found is read with `eyes`."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.eyes = Hand(stage)

    def press(self, key: Qt.Key, with_: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """One key, some times, at the focus."""
        for _ in range(times):
            QTest.keyClick(self._focus, key, with_)
        self._stage.settle()

    def type(self, text: str) -> None:
        """Letters, in place of what stands in the field."""
        QTest.keyClick(self._focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(self._focus, Qt.Key.Key_Delete)
        QTest.keyClicks(self._focus, text)
        self._stage.settle()

    def go_to(self, name: str) -> None:
        """Tab until the focus is on what says so."""
        for _ in range(FAR):
            if name in _names(self._focus):
                return
            QTest.keyClick(self._focus, Qt.Key.Key_Tab)
            QApplication.processEvents()
        raise AssertionError(f"Tab does not come to “{name}”")

    def fill(self, name: str, text: str) -> None:
        """Tab to a field and type into it."""
        self.go_to(name)
        self.type(text)

    def push(self, name: str) -> None:
        """Tab to a button and press it with the space bar."""
        self.go_to(name)
        self.press(Qt.Key.Key_Space)

    def choose(self, name: str, words: str) -> None:
        """Tab to a list and go through it with the arrows until it says so."""
        self.go_to(name)
        box = self._focus
        assert isinstance(box, QComboBox), f"“{name}” is no list"
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(box.count()):
            if words in box.currentText():
                break
            QTest.keyClick(box, Qt.Key.Key_Down)
        assert words in box.currentText(), f"“{name}” does not offer “{words}”"
        self._stage.settle()

    def find(self, typed: str, row: str) -> None:
        """Tab to the medicine finder, type, and go down with the arrows to the row that begins so."""
        self.fill("Add medicine", typed)
        self.take_found(row)

    def take_found(self, row: str) -> None:
        """Go down the list below the field to the row that begins so, and take it with Enter."""
        field = self._focus
        listed = self.eyes.wait_for_list("Medicines found")
        for _ in range(listed.model().rowCount()):
            if str(listed.currentIndex().data() or "").startswith(row):
                break
            self.press(Qt.Key.Key_Down)
        assert str(listed.currentIndex().data()).startswith(row), f"the arrows do not come to “{row}”"
        assert self._focus is field, "the keyboard stays in the field"
        self.press(Qt.Key.Key_Return)

    def turn(self, name: str, words: str) -> None:
        """Tab to a row of choices and go through it with the arrows."""
        for _ in range(FAR):
            if any(one.startswith(f"{name}: ") for one in _names(self._focus)):
                break
            QTest.keyClick(self._focus, Qt.Key.Key_Tab)
            QApplication.processEvents()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            for _ in range(FEW):
                if f"{name}: {words}" in _names(self._focus):
                    self._stage.settle()
                    return
                QTest.keyClick(self._focus, key)
        raise AssertionError(f"“{name}” does not offer “{words}”")

    def select(self, words: str) -> None:
        """Tab to the table of steps and go down to the medicine that is called so."""
        self.go_to("Dated steps")
        table = self._focus
        assert isinstance(table, QAbstractItemView), "the steps stand in a table"
        QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(table.model().rowCount()):
            if words in str(table.currentIndex().siblingAtColumn(0).data() or "").casefold():
                break
            QTest.keyClick(table, Qt.Key.Key_Down)
        assert words in str(table.currentIndex().siblingAtColumn(0).data() or "").casefold(), f"no {words}"
        self._stage.settle()

    def open_chart(self, name: str, tab: str) -> None:
        """Ctrl+K, the name, Enter, and the arrows to a tab."""
        self.find_chart(name)
        self.turn_to(tab)

    def find_chart(self, name: str) -> None:
        """Ctrl+K, the name, and Enter."""
        QTest.keyClick(self._focus, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        self._stage.settle()
        # The name may stand on the page already: it has to be found once more.
        told = self.eyes.page().count(name.upper())
        QTest.keyClicks(self._focus, name)
        patience = QDeadlineTimer(PATIENCE_MS)
        while self.eyes.page().count(name.upper()) == told:
            assert not patience.hasExpired(), f"“{name}” was not found"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
            self._stage.settle()
        self.press(Qt.Key.Key_Return)

    def turn_to(self, tab: str) -> None:
        """The arrows to a tab of the chart that is open."""
        for _ in range(FAR):
            bar = self._focus
            if isinstance(bar, QTabBar):
                break
            QTest.keyClick(bar, Qt.Key.Key_Tab)
            QApplication.processEvents()
        assert isinstance(bar, QTabBar), "Tab does not come to the tabs"
        QTest.keyClick(bar, Qt.Key.Key_Home)
        for _ in range(bar.count()):
            if bar.tabText(bar.currentIndex()) == tab:
                break
            QTest.keyClick(bar, Qt.Key.Key_Right)
        assert bar.tabText(bar.currentIndex()) == tab, f"there is no tab “{tab}”"
        self._stage.settle()

    @property
    def _focus(self) -> QWidget:
        """Where the keys go: the focus of the dialog on top, else of the window."""
        room = QApplication.activeModalWidget() or self._stage.application.window
        if not room.isActiveWindow():
            room.activateWindow()
            QApplication.processEvents()
        places: tuple[QWidget | None, ...] = (room.focusWidget(), room)
        return next(one for one in places if one is not None and one.isVisible())


def _names(widget: QWidget) -> set[str]:
    text = widget.text().replace("&", "") if isinstance(widget, QAbstractButton | QLabel) else ""
    return {text, widget.accessibleName()}
