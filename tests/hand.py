"""A person at keyboard and mouse: finds what can be seen by its words, presses it, types into it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from tests.stage import Stage
from ui.kit.fields.scorekeys import ScoreKeys

W = TypeVar("W", bound=QWidget)
PATIENCE_MS, BOX = 5_000, 20


class Hand:
    """Acts on the dialog that lies on top, else on the window; every act waits until the answer is there."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @property
    def room(self) -> QWidget:
        """What can be reached now."""
        return QApplication.activeModalWidget() or self._stage.application.window

    def click(self, words: str, number: int = 0) -> None:
        """Press the button that says so; `number` chooses among equal ones."""
        button = self._one(QAbstractButton, words, number)
        assert button.isEnabled(), f"“{words}” cannot be pressed now"
        # A box to tick may be wider than its words, and only the box and the words take a click.
        boxed = isinstance(button, QCheckBox | QRadioButton)
        spot = QPoint(BOX // 2, button.height() // 2) if boxed else QPoint()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=spot)
        self._stage.settle()

    def write(self, field: str, text: str, number: int = 0) -> None:
        """Write into the field with this name, in place of what stands there."""
        editor = self._editor(field, number)
        editor.window().activateWindow()
        editor.setFocus()
        if isinstance(editor, QLineEdit | QPlainTextEdit):
            editor.selectAll()
        QTest.keyClicks(editor, text)
        self._stage.settle()

    def choose(self, field: str, words: str) -> None:
        """Choose in a list that drops down."""
        box = self._one(QComboBox, field, 0)
        row = next((row for row in range(box.count()) if words == box.itemText(row)), -1)
        assert row >= 0, f"“{field}” offers no “{words}”"
        box.setCurrentIndex(row)
        box.activated.emit(row)
        self._stage.settle()

    def answer(self, question: str, digit: str) -> None:
        """Answer a row of score keys with a digit."""
        keys = self._one(ScoreKeys, question, 0)
        keys.setFocus()
        QTest.keyClicks(keys, digit)
        self._stage.settle()

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        target = QApplication.focusWidget() or self.room
        QTest.keyClick(target, key, keys)
        self._stage.settle()

    def choose_file(self, file: Path) -> None:
        """Answer the dialog that asks for a file."""
        dialog = self.room
        assert isinstance(dialog, QFileDialog), "nothing asks for a file"
        dialog.selectFile(str(file))
        dialog.fileSelected.emit(str(file))
        dialog.reject()
        self._stage.settle()

    def take_row(self, table: str, words: str) -> None:
        """Open the row of a table that holds these words."""
        view = self._one(QAbstractItemView, table, 0)
        model = view.model()
        for row in range(model.rowCount()):
            cells = (str(model.index(row, column).data() or "") for column in _columns(view))
            if words in " ".join(cells):
                view.setCurrentIndex(model.index(row, 0))
                QTest.keyClick(view, Qt.Key.Key_Return)
                self._stage.settle()
                return
        raise AssertionError(f"“{table}” has no row with “{words}”")

    def drop(self, target: QWidget, *files: Path) -> None:
        """Drop files onto a widget, as from the desktop."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        middle = QPointF(QPoint(target.width() // 2, target.height() // 2))
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        target.dropEvent(QDropEvent(middle, Qt.DropAction.CopyAction, mime, buttons, keys))
        self._stage.settle()

    def sees(self, words: str) -> bool:
        """Whether these words stand anywhere in what can be reached."""
        return words in self.page()

    def wait_for(self, words: str) -> None:
        """Wait until these words are there, as after a pause in typing."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not self.sees(words):
            assert not deadline.hasExpired(), f"“{words}” did not come"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
            self._stage.settle()

    def wait_for_list(self, name: str) -> QAbstractItemView:
        """Wait until the table or list of this name is there."""
        self.wait_for(name)
        return self._one(QAbstractItemView, name, 0)

    def page(self) -> str:
        """Everything that can be read now, names of painted things included."""
        return "\n".join(self._words()).replace("\xa0", " ")

    def _words(self) -> Iterator[str]:
        for widget in self.room.findChildren(QWidget):
            if not widget.isVisible():
                continue
            yield widget.accessibleName()
            yield widget.accessibleDescription()
            if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
                yield widget.text().replace("&", "")
            elif isinstance(widget, QPlainTextEdit):
                yield widget.toPlainText()
            elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
                yield from _cells(widget)

    def _editor(self, name: str, number: int) -> QWidget:
        kinds = (QLineEdit, QPlainTextEdit)
        found = [
            widget
            for kind in kinds
            for widget in self.room.findChildren(kind)
            if widget.isVisible() and widget.accessibleName() == name
        ]
        assert len(found) > number, f"no field “{name}” here; there are {sorted(self._names(kinds))}"
        return found[number]

    def _one(self, kind: type[W], words: str, number: int) -> W:
        found = [
            widget for widget in self.room.findChildren(kind) if widget.isVisible() and _says(widget, words)
        ]
        assert len(found) > number, f"nothing says “{words}” here; there are {sorted(self._names((kind,)))}"
        return found[number]

    def _names(self, kinds: tuple[type[QWidget], ...]) -> set[str]:
        widgets = (widget for kind in kinds for widget in self.room.findChildren(kind) if widget.isVisible())
        return {_text(widget) or widget.accessibleName() for widget in widgets}


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount()):
        for column in _columns(view):
            told = model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
            yield str(told or model.index(row, column).data() or "")


def _columns(view: QAbstractItemView) -> range:
    # A list has one column, and its model keeps the question private.
    return range(1 if isinstance(view, QListView) else view.model().columnCount(QModelIndex()))


def _says(widget: QWidget, words: str) -> bool:
    return words in (_text(widget), widget.accessibleName())


def _text(widget: QWidget) -> str:
    return widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else ""
