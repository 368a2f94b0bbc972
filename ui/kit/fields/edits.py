"""Line edits that know what may be typed: `TextEdit`, `NumberEdit`, `DateEdit`, `TimeEdit`. Empty is None:
not asked.

All of them emit `answered(value)` when editing is finished with a new value, and `problem_changed(str)` when
what stands there cannot be read; `value()` is None while empty or unreadable, `problem()` tells which.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from medmanager.domain.errors import Refused
from medmanager.domain.number_words import plain
from medmanager.domain.typed_text import LINE, typed_paragraph
from ui.kit import words
from ui.kit.fields import typed
from ui.kit.labels import restyle
from ui.kit.theme import SEMIBOLD, Theme, Type

T = TypeVar("T")


@dataclass(frozen=True)  # with slots, `Reading[...](...)` raises
class Reading(Generic[T]):
    """What was typed, read: a value, or a problem in words for the user."""

    value: T | None = None
    problem: str = ""


class TypedEdit(QLineEdit):
    """The base: reads with `reader`, shows with `writer`, keeps the last answer."""

    answered = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        reader: Callable[[str], Reading[Any]],
        writer: Callable[[Any], str],
        unit: str = "",
    ) -> None:
        super().__init__()
        self._theme, self._reader, self._writer, self._unit = theme, reader, writer, unit
        self._last: object = None
        self._problem, self._is_refused = "", False
        self.editingFinished.connect(self.finish)
        self.textEdited.connect(self._edited)
        theme.changed.connect(self._fit_unit)
        self._fit_unit()

    def show_value(self, value: Any) -> None:
        """Show a value without a signal; None empties the field."""
        self._last = value
        self.setText("" if value is None else self._writer(value))
        self._show_beginning()
        self.show_problem("")

    def value(self) -> Any:
        """What stands there, read; None when empty or not readable."""
        return self._reading().value

    def problem(self) -> str:
        """Why it cannot be read, or empty."""
        return self._reading().problem

    def show_problem(self, problem: str) -> None:
        """Show a problem that somebody else found, as a refused save: it stays until the text is changed."""
        self._is_refused = bool(problem)
        self._set_problem(problem)

    def set_unit(self, unit: str) -> None:
        """The muted unit at the right end."""
        self._unit = unit
        self._fit_unit()

    @Slot()
    def finish(self) -> None:
        """Read, rewrite in the usual form, and tell when the value is new."""
        reading = self._reading()
        if reading.problem or not self._is_refused:
            self._set_problem(reading.problem)
        if reading.problem:
            return
        if reading.value is not None:
            self.setText(self._writer(reading.value))
        if reading.value != self._last:
            self._last = reading.value
            self.answered.emit(reading.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._written():
            self.show_value(self._last)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.selectAll()
        elif event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.end(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_beginning()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setFont(self._theme.font(Type.SMALL))
            painter.setPen(self._theme.colour("muted" if self.isEnabled() else "ctl"))
            place = QRectF(self.rect()).adjusted(0, 0, -self._theme.px(9), 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._unit)

    def _show_beginning(self) -> None:
        """Words that are longer than the field are read from their beginning while nobody writes there."""
        if not self.hasFocus():
            self.home(False)

    def _written(self) -> str:
        return "" if self._last is None else self._writer(self._last)

    def _reading(self) -> Reading[Any]:
        text = self.text().strip()
        return self._reader(text) if text else Reading()

    def _set_problem(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.setProperty("problem", bool(problem))
            self.setAccessibleDescription(problem)
            restyle(self)
            self.problem_changed.emit(problem)

    @Slot()
    def _edited(self) -> None:
        self.show_problem("")

    @Slot()
    def _fit_unit(self) -> None:
        room = self._theme.text_width(self._unit, Type.SMALL) + self._theme.px(4) if self._unit else 0
        self.setTextMargins(0, 0, room, 0)
        self.update()


class TextEdit(TypedEdit):
    """One line of text; the value is None when empty, so "not asked" differs from every answer.

    More than `limit` characters stay in the field and are told at once: whoever saves asks `must_mend` first,
    as every `Dialog` does.
    """

    def __init__(self, theme: Theme, limit: int = LINE) -> None:
        super().__init__(theme, self._read_text, str)
        self._limit = limit

    def _read_text(self, text: str) -> Reading[str]:
        try:
            return Reading(typed_paragraph(text, "", "This text", self._limit))
        except Refused as refusal:
            return Reading(problem=refusal.sentence)

    @Slot()
    def _edited(self) -> None:
        self._is_refused = False
        self._set_problem(self.problem())


def must_mend(room: QWidget) -> bool:
    """Whether a text that stands in `room` cannot be kept; it says why, and takes the keyboard."""
    for edit in room.findChildren(TextEdit):
        if edit.isVisibleTo(room) and edit.isEnabled() and edit.problem():
            edit.finish()
            edit.setFocus()
            return True
    return False


@dataclass(frozen=True, slots=True)
class NumberRule:
    """What a number may be: range, places after the point, unit. `what` names it in the problem."""

    what: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(1_000_000)
    places: int = 0
    unit: str = ""

    def read(self, text: str) -> Reading[Decimal]:
        """The number, or what is wrong with it."""
        value = typed.read_number(text.removesuffix(self.unit).rstrip(" ") if self.unit else text)
        if value is None:
            return Reading(problem=f"{self.what} must be a number. Write it in digits, as {self._example()}.")
        if not self.low <= value <= self.high:
            span = f"from {self._shown(self.low)} to {self._shown(self.high)}"
            return Reading(problem=f"{self.what} is a number {span}. Check the number.")
        exponent = value.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.places:
            return Reading(problem=f"{self.what} {self._precision()}.")
        return Reading(value)

    def _shown(self, value: Decimal) -> str:
        return words.amount(value, self.unit)

    def _example(self) -> str:
        middle = (self.low + min(self.high, self.low + 100)) / 2
        return plain(middle.quantize(Decimal(1).scaleb(-self.places)))

    def _precision(self) -> str:
        if self.places == 0:
            return "is a whole number. Write it without a point"
        return f"has at most {words.counted(self.places, 'place')} after the point"


class NumberEdit(TypedEdit):
    """A number or a dose: right-aligned, semibold, with its unit; typing the same number again is heard
    too.
    """

    def __init__(self, theme: Theme, rule: NumberRule) -> None:
        super().__init__(theme, rule.read, plain, rule.unit)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(theme.font(Type.BODY, SEMIBOLD))
        theme.changed.connect(self._refont)

    @Slot()
    def _refont(self) -> None:
        self.setFont(self._theme.font(Type.BODY, SEMIBOLD))


class DateEdit(TypedEdit):
    """A day, typed freely (`4w`, `tue`, `dec 7`); shown as "Mon, Dec 7, 2026" once it is left.

    `today` is asked at each reading; `past` reads days without a year, and two-digit years, as gone by.
    """

    def __init__(self, theme: Theme, today: Callable[[], date], *, past: bool = False) -> None:
        super().__init__(theme, self._read_day, words.full_day)
        self._today, self._past = today, past
        self.setPlaceholderText("Mar 14, 1984" if past else "4w, tue, Dec 7")

    def _read_day(self, text: str) -> Reading[date]:
        day = typed.read_date(text, self._today(), past=self._past)
        if day is None:
            example = "3/14/1984 or Mar 14, 1984" if self._past else "12/7/2026, Dec 7, tue or 4w"
            otherwise = f"This is not a date. Type it as {example}."
            return Reading(problem=typed.date_problem(text, self._today(), otherwise, past=self._past))
        return Reading(day)


class TimeEdit(TypedEdit):
    """A time of day, typed freely (`9`, `2p`, `14:30`); shown as 14:30."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, self._read_time, lambda at: f"{at.hour}:{at.minute:02}")

    @staticmethod
    def _read_time(text: str) -> Reading[time]:
        at = typed.read_time(text)
        return Reading(at) if at else Reading(problem="This is not a time. Type it as 9:30, 2p or 14:30.")
