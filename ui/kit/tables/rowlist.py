"""Short lists of rows as in the right columns: `RowList(theme, "Refills")`, `show_rows((RowItem(...),
...))`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.buttons import Button, LinkButton
from ui.kit.chip import Chip
from ui.kit.labels import Icon, IconText, Label, restyle
from ui.kit.palettes import Severity
from ui.kit.tab_order import place_stops, stops_in
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type

ONE_LINE, TWO_LINES, SIDE = 32, 44, 12
AT_ONCE = 12
"""Rows that are built in one turn of the event loop."""


@dataclass(frozen=True, slots=True)
class RowItem:
    """One row. From left to right: icon or chip, title (semibold) with `rest`, `second` below, words, action.

    `words` with `words_icon` and `words_tone` stand at the right; `action` is a button ("Open"), or with
    `action_is_link` a text link ("Book"). `tip` explains.
    """

    key: object
    title: str
    rest: str = ""
    second: str = ""
    icon: str = ""
    tone: str = "text"
    chip: Severity | None = None
    chip_word: str = ""
    words: str = ""
    words_icon: str = ""
    words_tone: str = "muted"
    action: str = ""
    action_is_link: bool = False
    bold: bool = True
    muted: bool = False
    raised: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the keyboard was before rows came anew."""

    key: object
    number: int
    in_button: bool


class RowList(QWidget):
    """Rows separated by lines; arrows move, Enter or a click chooses. Not for long lists: those are tables.

    Signals: `chosen(key)` when a row is clicked or Enter is pressed, `acted(key)` for its button.
    """

    chosen = Signal(object)
    acted = Signal(object)

    def __init__(self, theme: Theme, name: str, *, selectable: bool = False) -> None:
        super().__init__()
        self._theme, self._name, self.selectable = theme, name, selectable
        self._rows: list[Row] = []
        self._items: tuple[RowItem, ...] = ()
        self._selected: object = None
        self._focused: _Place | None = None
        self._is_stale = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._build_some)
        theme.changed.connect(self._restyled)
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_rows(self, items: Sequence[RowItem]) -> None:
        """Show other rows; the focus stays on the row of the same key or at its button, else it goes to the
        row that stands there now, and rows that are the same stay too.

        Of many rows the first are built now and the rest in turns of the event loop of their own, so that the
        window is never held by them.
        """
        self._focused = self._place_of_focus()
        fresh, keep = tuple(items), 0
        while keep < min(len(self._rows), len(fresh)) and self._rows[keep].item == fresh[keep]:
            keep += 1
        self._forget_from(0 if self._is_stale else keep)
        self._items, self._is_stale = fresh, False
        self._build_some()

    def _place_of_focus(self) -> _Place | None:
        for number, row in enumerate(self._rows):
            in_button = row.button is not None and row.button.hasFocus()
            if in_button or row.hasFocus():
                return _Place(row.item.key, number, in_button=in_button)
        return None

    def _forget_from(self, number: int) -> None:
        if self._focused is not None and self._focused.number >= number:
            # Else the focus would wander off with the row, and what scrolls around it would follow.
            self.setFocus()
        for row in self._rows[number:]:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self._rows[number:]

    @Slot()
    def _build_some(self) -> None:
        built = len(self._rows)
        fresh = [self._build_row(item) for item in self._items[built : built + AT_ONCE]]
        self._rows += fresh
        place_stops(self, [stop for row in self._rows for stop in (row, *stops_in(row))])
        for number, row in enumerate(self._rows, 1):
            row.is_last = number == len(self._items)
            row.update()
        for row in fresh:
            if self._focused is not None and row.item.key == self._focused.key:
                self._focus(row, in_button=self._focused.in_button)
        self.select(self._selected)
        if len(self._rows) < len(self._items):
            self._later.start()
        elif self._focused is not None and self.hasFocus() and self._rows:
            # Never its button: a second press would act on something else.
            self._focus(self._rows[min(self._focused.number, len(self._rows) - 1)], in_button=False)

    def _focus(self, row: Row, *, in_button: bool) -> None:
        row.show()  # what is not shown cannot take the focus
        (row.button if in_button and row.button is not None else row).setFocus()

    @Slot()
    def _restyled(self) -> None:
        """The rows were measured for another size of text: they are built again when they are shown again."""
        self._is_stale = True

    def select(self, key: object) -> None:
        """Mark a row as the selected one, without a signal."""
        self._selected = key
        for row in self._rows:
            row.set_selected(self.selectable and key is not None and row.item.key == key)

    def selected(self) -> object:
        """The key of the selected row, or None."""
        return self._selected

    def rows(self) -> tuple[Row, ...]:
        """The rows as widgets."""
        return tuple(self._rows)

    def choose(self, key: object) -> None:
        """As if the user had clicked the row."""
        if self.selectable:
            self.select(key)
        self.chosen.emit(key)

    def step(self, row: Row, step: int) -> None:
        """Move the focus to a neighbour."""
        target = self._rows.index(row) + step
        if 0 <= target < len(self._rows):
            self._rows[target].setFocus(Qt.FocusReason.TabFocusReason)

    def _build_row(self, item: RowItem) -> Row:
        row = Row(self._theme, item, self)
        self._layout.addWidget(row)
        return row


class Row(QWidget):
    """One row of a RowList."""

    def __init__(self, theme: Theme, item: RowItem, owner: RowList) -> None:
        super().__init__(owner)
        self._theme, self.item, self._owner = theme, item, owner
        self.button: Button | LinkButton | None = None
        self.is_last = self._is_selected = self._is_hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(item.tip)
        spoken = (item.chip_word or item.chip or "", item.title, item.rest, item.second, item.words)
        self.setAccessibleName(", ".join(str(part) for part in spoken if part))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(SIDE), theme.px(4), theme.px(SIDE), theme.px(4) + 1)
        line.setSpacing(theme.px(8))
        self._build_lead(line)
        line.addLayout(self._build_text(), 1)
        self._build_end(line)
        theme.changed.connect(self._ink)
        theme.changed.connect(self._fit)
        self._fit()

    def set_selected(self, selected: bool) -> None:
        """Fill with the colour of the selection."""
        self._is_selected = selected
        self._ink()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._owner.step(self, steps[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._owner.choose(self.item.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._owner.choose(self.item.key)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = self._fill()
        if fill:
            painter.fillRect(self.rect(), self._theme.colour(fill))
        if not self.is_last:
            painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("line"))
        if self.hasFocus():
            one_ink = self._is_selected and self._theme.is_high_contrast()
            painter.setPen(QPen(self._theme.colour("selText" if one_ink else "focus"), 2))
            inset = 3 if one_ink else 1
            painter.drawRect(self.rect().adjusted(inset, inset, -inset, -inset - 1))

    @Slot()
    def _fit(self) -> None:
        self.setMinimumHeight(self._theme.px(TWO_LINES if self.item.second else ONE_LINE))

    @Slot()
    def _ink(self) -> None:
        # In high contrast no tone is readable on a selection: everything is drawn in one ink.
        one_ink = self._is_selected and self._theme.is_high_contrast()
        if bool(self.property("onSelection")) != one_ink:
            self.setProperty("onSelection", one_ink)
            for label in self.findChildren(QLabel):
                restyle(label)
            for icon in self.findChildren(Icon):
                icon.set_one_ink("selText" if one_ink else "")
        self.update()

    def _fill(self) -> str:
        if self._is_selected:
            return "selection"
        if self.item.raised or (self._is_hovered and self._owner.selectable):
            return "raised"
        return ""

    def _build_lead(self, line: QHBoxLayout) -> None:
        if self.item.chip is not None:
            line.addWidget(Chip(self._theme, self.item.chip, self.item.chip_word))
        elif self.item.icon:
            line.addWidget(Icon(self._theme, self.item.icon, self.item.tone))

    def _build_text(self) -> QVBoxLayout:
        item = self.item
        text = QVBoxLayout()
        text.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(self._theme.px(5))
        tone = "muted" if item.muted else "text"
        title = Label(item.title, weight=SEMIBOLD if item.bold else REGULAR, tone=tone)
        title.setWordWrap(not item.rest)
        head.addWidget(title, 0 if item.rest else 1)
        if item.rest:
            head.addWidget(Label(item.rest, tone=tone).wrapped(), 1)
        text.addStretch(1)
        text.addLayout(head)
        if item.second:
            text.addWidget(Label(item.second, Type.SMALL, tone="muted").wrapped())
        text.addStretch(1)
        return text

    def _build_end(self, line: QHBoxLayout) -> None:
        item = self.item
        if item.words and item.words_icon:
            line.addWidget(IconText(self._theme, item.words_icon, item.words, item.words_tone))
        elif item.words:
            line.addWidget(Label(item.words, Type.SMALL, tone=item.words_tone))
        if item.action and item.action_is_link:
            self.button = LinkButton(self._theme, item.action)
        elif item.action:
            self.button = Button(self._theme, item.action, compact=True)
        if self.button is not None:
            self.button.setAccessibleName(f"{item.action}: {item.title}")
            self.button.clicked.connect(self._act)
            line.addWidget(self.button)

    @Slot()
    def _act(self) -> None:
        self._owner.acted.emit(self.item.key)
