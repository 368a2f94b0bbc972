"""A short list below a field: what may be meant while somebody types. It lies inside the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.kit.theme import Theme

ROWS, WIDTH, ROW = 8, 300, 26
VALUE = int(Qt.ItemDataRole.UserRole)
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` goes into the field, `label` is read; `value` is told to whoever asks."""

    text: str
    label: str
    value: object = None


class SuggestList(QObject):
    """One list for all fields that `serve` was called with. Typing shows what begins so (or holds it, with
    `inside`), the down key everything. Enter takes a row only after an arrow has gone to it.

    Signals: `picked(object)` with the value, after the text was put into the field.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, host: QWidget, *, inside: bool = False) -> None:
        super().__init__(host)
        self._theme, self._host, self._inside = theme, host, inside
        self._offered: tuple[Suggestion, ...] = ()
        self._field: QLineEdit | None = None
        self._popup: QFrame | None = None
        self._list: QListWidget | None = None

    @property
    def is_open(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def rows(self) -> tuple[str, ...]:
        """What is shown now."""
        if self._list is None or not self.is_open:
            return ()
        return tuple(self._list.item(row).text() for row in range(self._list.count()))

    def offer(self, suggestions: tuple[Suggestion, ...]) -> None:
        """What exists from now on."""
        self._offered = suggestions

    def serve(self, field: QLineEdit) -> None:
        """Help with this field."""
        field.installEventFilter(self)
        field.textEdited.connect(self._edited)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            self._field = watched
        elif watched is self._field and event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self.shut()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def shut(self) -> None:
        """Take the list away."""
        if self._popup is not None:
            self._popup.hide()

    def _pressed(self, event: QKeyEvent) -> bool:
        """Whether the key was for the list."""
        key = event.key()
        if key in MOVES and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if not self.is_open:
                self._show(self._offered)
            self._move(MOVES[Qt.Key(key)])
            return True
        if not self.is_open:
            return False
        if key == Qt.Key.Key_Escape:
            self.shut()
            return True
        item = self._list.currentItem() if self._list else None
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain and item is not None:
            self._take(item)
            return True
        return False

    def _move(self, step: int) -> None:
        if self._list is not None and self._list.count():
            row = max(0, min(self._list.count() - 1, self._list.currentRow() + step))
            self._list.setCurrentRow(row)

    @Slot(str)
    def _edited(self, text: str) -> None:
        wanted = " ".join(text.casefold().split())
        fitting = tuple(one for one in self._offered if wanted and self._fits(wanted, one))
        if any(one.text.casefold() == wanted for one in fitting):
            fitting = ()
        self._show(fitting)

    def _fits(self, wanted: str, one: Suggestion) -> bool:
        text = one.text.casefold()
        return wanted in text if self._inside else text.startswith(wanted)

    def _show(self, suggestions: tuple[Suggestion, ...]) -> None:
        field = self._field
        if not suggestions or field is None or not field.hasFocus() or field.isReadOnly():
            self.shut()
            return
        popup, rows = self._furnished()
        rows.clear()
        for one in suggestions:
            item = QListWidgetItem(one.label)
            item.setData(VALUE, one)
            rows.addItem(item)
        rows.setCurrentRow(-1)
        self._place(popup, field, len(suggestions))

    def _furnished(self) -> tuple[QFrame, QListWidget]:
        if self._popup is None or self._list is None:
            self._popup = QFrame(self._host)
            self._popup.setProperty("card", True)
            self._list = QListWidget()
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setAccessibleName("Suggestions")
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
            self._list.itemClicked.connect(self._take)
            inside = QVBoxLayout(self._popup)
            inside.setContentsMargins(4, 4, 4, 4)
            inside.addWidget(self._list)
        return self._popup, self._list

    def _place(self, popup: QFrame, field: QLineEdit, count: int) -> None:
        corner = field.mapTo(self._host, QPoint(0, field.height() + 2))
        row = max(self._theme.px(ROW), self._list.sizeHintForRow(0) if self._list else 0)
        height = min(ROWS, count) * row + 12
        if corner.y() + height > self._host.height():
            corner.setY(max(0, corner.y() - field.height() - 4 - height))
        width = min(max(self._theme.px(WIDTH), field.width()), self._host.width())
        popup.setFixedSize(width, height)
        popup.move(max(0, min(corner.x(), self._host.width() - width)), corner.y())
        popup.show()
        popup.raise_()

    @Slot(QListWidgetItem)
    def _take(self, item: QListWidgetItem) -> None:
        one, field = item.data(VALUE), self._field
        self.shut()
        if isinstance(one, Suggestion) and field is not None:
            field.setText(one.text)
            self.picked.emit(one.value)
