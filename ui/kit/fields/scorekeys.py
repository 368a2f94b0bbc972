"""Scores by key: `ScoreKeys` is one row of painted keys, `ScoreSheet` several items under one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.kit.debounce import Timer
from ui.kit.layout.layouts import empty
from ui.kit.painted_text import PaintedText
from ui.kit.tab_order import place_stops
from ui.kit.theme import MEDIUM, SEMIBOLD, Theme, Type

KEY, KEY_WIDE, ROW_HEIGHT, GAP = 24, 28, 27, 1
NUMBER_AT, TEXT_AT, BEFORE_AT, KEYS_AT, AFTER_AT = range(5)
WAIT_FOR_TEN_MS = 600


class ScoreKeys(QWidget):
    """Keys from `low` to `high`. Digits answer and go on; a 1 waits a moment where it may become 10.

    The value is None until answered; Delete takes the answer back. Signals: `answered(int | None)` for each
    answer of the user, also the same again, `left(int)` to go on (1) or back (-1).
    """

    answered = Signal(object)
    left = Signal(int)

    def __init__(self, theme: Theme, name: str, low: int, high: int, timer: Timer | None = None) -> None:
        super().__init__()
        self._theme, self._low, self._high = theme, low, high
        self._value: int | None = None
        self._context = ""
        self._hovered: int | None = None
        self._timer = timer or self._make_timer()
        self._timer.timeout.connect(self._go_on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self._describe()

    def value(self) -> int | None:
        """The answer; None is not answered."""
        return self._value

    def show_value(self, value: int | None) -> None:
        """Show an answer without a signal."""
        self._value = value
        self._describe()
        self.update()

    def set_context(self, words: str) -> None:
        """What is spoken after the answer, as the one of the last time."""
        self._context = words
        self._describe()

    def sizeHint(self) -> QSize:
        count = self._high - self._low + 1
        return QSize(count * (self._key_width() + GAP) + 3, self._theme.px(KEY) + 2)

    def key_rect(self, score: int) -> QRectF:
        """Where the key of a score is."""
        width = self._key_width()
        return QRectF(2 + (score - self._low) * (width + GAP), 1, width, self._theme.px(KEY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        if text.isdecimal() and text.isascii():
            self._digit(int(text))
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._nudge(1 if key == Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._leave(1)
        elif key == Qt.Key.Key_Up:
            self._leave(-1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._answer(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._timer.stop()
        super().focusOutEvent(event)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._score_at(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        score = self._score_at(event)
        if score is not None and event.button() is Qt.MouseButton.LeftButton:
            self._answer(score)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        usual, chosen = self._theme.font(Type.SMALL, MEDIUM), self._theme.font(Type.SMALL, SEMIBOLD)
        for score in range(self._low, self._high + 1):
            painter.setFont(chosen if score == self._value else usual)
            self._paint_key(painter, score)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_key(self, painter: QPainter, score: int) -> None:
        is_chosen = score == self._value
        fill = "accent" if is_chosen else "accentSoft" if score == self._hovered else "surface"
        painter.setPen(QPen(self._theme.colour("accent" if is_chosen else "ctl"), 1))
        painter.setBrush(self._theme.colour(fill))
        rect = self.key_rect(score)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(self._theme.colour("accentText" if is_chosen else "text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(score))

    def _digit(self, digit: int) -> None:
        if self._timer.isActive() and digit == 0 and self._value == 1:
            self._timer.stop()
            self._answer(10)
            self._leave(1)
        elif self._low <= digit <= self._high:
            self._answer(digit)
            if digit == 1 and self._high >= 10:
                self._timer.start()
            else:
                self._leave(1)

    def _nudge(self, step: int) -> None:
        start = self._low - step if self._value is None and step > 0 else self._value
        if start is None:
            start = self._high + 1
        self._answer(max(self._low, min(self._high, start + step)))

    def _answer(self, value: int | None) -> None:
        self._timer.stop()
        self.show_value(value)
        self.answered.emit(value)

    @Slot()
    def _go_on(self) -> None:
        self._leave(1)

    def _leave(self, step: int) -> None:
        self._timer.stop()
        self.left.emit(step)

    def _describe(self) -> None:
        answer = "not answered" if self._value is None else f"answered {self._value}"
        self.setAccessibleDescription(f"{answer}, {self._context}" if self._context else answer)

    def _score_at(self, event: QMouseEvent) -> int | None:
        scores = range(self._low, self._high + 1)
        return next((score for score in scores if self.key_rect(score).contains(event.position())), None)

    def _key_width(self) -> int:
        return self._theme.px(KEY if self._high >= 10 else KEY_WIDE)

    def _make_timer(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(WAIT_FOR_TEN_MS)
        return timer


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One item of a sheet: its key, words, number before the words, and what was answered the last time."""

    key: str
    text: str
    number: str = ""
    before: str = ""


class ScoreSheet(QWidget):
    """Items with their keys; answering goes on to the next. `after` words stand behind the keys. Words are
    painted here, and spoken by the keys.

    Signals: `answered(str, object)` with the item's key and the score or None, `finished()` after the last
    item.
    """

    answered = Signal(str, object)
    finished = Signal()

    def __init__(self, theme: Theme, low: int, high: int) -> None:
        super().__init__()
        self._theme, self._low, self._high = theme, low, high
        self._keys: dict[str, ScoreKeys] = {}
        self._texts: dict[str, dict[int, PaintedText]] = {}
        self._rows: dict[str, int] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.px(12), theme.px(2), theme.px(12), theme.px(2))
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)

    def show_items(self, items: Sequence[ScoreItem], answers: dict[str, int | None]) -> None:
        """Build the rows; an item without an answer is not answered."""
        self._clear()
        for row, item in enumerate(items):
            keys = ScoreKeys(self._theme, item.text, self._low, self._high)
            keys.show_value(answers.get(item.key))
            keys.answered.connect(partial(self.answered.emit, item.key))
            keys.left.connect(partial(self._leave, item.key))
            self._keys[item.key], self._rows[item.key] = keys, row
            self._grid.setRowMinimumHeight(row, self._theme.px(ROW_HEIGHT))
            self._texts[item.key] = {}
            self._grid.addWidget(keys, row, KEYS_AT)
            self._write(item.key, NUMBER_AT, item.number)
            self._write(item.key, TEXT_AT, item.text, "text")
            self._write(item.key, BEFORE_AT, item.before)
            self._speak(item.key)
        place_stops(self, self._keys.values())

    def show_answer(self, key: str, value: int | None) -> None:
        """Show another answer without a signal."""
        self._keys[key].show_value(value)

    def show_after(self, key: str, text: str, tone: str = "muted") -> None:
        """Words behind the keys of an item, as "better by 1"."""
        if text != self.words_of(key)[AFTER_AT]:
            self._write(key, AFTER_AT, text, tone)
            self._speak(key)
            self._grid.invalidate()
            self.updateGeometry()
            self.update()

    def words_of(self, key: str) -> tuple[str, ...]:
        """What stands in the row of an item: number, words, last answer, "" for the keys, after."""
        texts = self._texts[key]
        return tuple(texts[at].text() if at in texts else "" for at in range(AFTER_AT + 1))

    def keys_of(self, key: str) -> ScoreKeys:
        """The keys of one item."""
        return self._keys[key]

    def go_to_first_open(self) -> None:
        """Put the focus on the first item that has no answer."""
        target = next((keys for keys in self._keys.values() if keys.value() is None), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self, key: str, step: int) -> None:
        order = list(self._keys)
        target = order.index(key) + step
        if target >= len(order):
            self.finished.emit()
        elif target >= 0:
            self._keys[order[target]].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for texts in self._texts.values():
            for text in texts.values():
                text.paint(painter, "" if self.isEnabled() else "ctl")

    def _write(self, key: str, column: int, text: str, tone: str = "muted") -> None:
        texts = self._texts[key]
        if column in texts:
            texts[column].say(text, tone)
        elif text:
            texts[column] = PaintedText(self._theme, text, tone, wraps=column == TEXT_AT)
            side = Qt.AlignmentFlag(0) if column == TEXT_AT else Qt.AlignmentFlag.AlignRight
            self._grid.addItem(texts[column], self._rows[key], column, 1, 1, side)

    def _speak(self, key: str) -> None:
        words = self.words_of(key)
        before = f"last time {words[BEFORE_AT]}" if words[BEFORE_AT] else ""
        self._keys[key].set_context(", ".join(part for part in (before, words[AFTER_AT]) if part))

    def _clear(self) -> None:
        empty(self._grid)
        self._keys, self._texts, self._rows = {}, {}, {}
