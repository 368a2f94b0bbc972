"""The hours of a week as they are typed: one row for each day, and lunch."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.calendar.week import WEEKDAYS, DayHours, Week
from ui.kit.fields.edits import TimeEdit
from ui.kit.labels import Label
from ui.kit.layout.lengths import Lengths, hold
from ui.kit.theme import Theme

NAME_WIDTH, TIME_WIDTH = 160, 96


class SpanEdit(QWidget):
    """A box to tick with two times beside it, which count while it is ticked."""

    def __init__(self, theme: Theme, box: QCheckBox, name: str, verbs: tuple[str, str]) -> None:
        super().__init__()
        self.box = box
        self.start, self.end = TimeEdit(theme), TimeEdit(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        hold(theme, box, Lengths(least=NAME_WIDTH))
        row.addWidget(box)
        for edit, verb in ((self.start, verbs[0]), (self.end, verbs[1])):
            hold(theme, edit, Lengths(width=TIME_WIDTH))
            edit.setAccessibleName(f"{name} {verb}")
            box.toggled.connect(edit.setEnabled)
        row.addWidget(self.start)
        row.addWidget(Label("to"))
        row.addWidget(self.end)
        row.addStretch(1)

    def show_span(self, ticked: bool, start: object, end: object) -> None:
        self.box.setChecked(ticked)
        for edit, time in ((self.start, start), (self.end, end)):
            edit.show_value(time)
            edit.setEnabled(ticked)


class WeekEdit(QWidget):
    """Shows a `Week` and gives back what was typed; a time that cannot be read is None in it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._days = [SpanEdit(theme, QCheckBox(name), name, ("opens", "closes")) for name in WEEKDAYS]
        self._lunch = SpanEdit(theme, QCheckBox("Closed for &lunch"), "Lunch", ("begins", "ends"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for span in (*self._days, self._lunch):
            column.addWidget(span)
        self.show_week(Week())

    def show_week(self, week: Week) -> None:
        usual = DayHours(0, False)
        for span, day in zip(self._days, week.days, strict=True):
            span.show_span(day.is_open, day.start or usual.start, day.end or usual.end)
        start, end = week.lunch or Week().lunch or (None, None)
        self._lunch.show_span(week.lunch is not None, start, end)

    def week(self) -> Week:
        lunch = self._lunch
        return Week(
            tuple(
                DayHours(weekday, span.box.isChecked(), span.start.value(), span.end.value())
                for weekday, span in enumerate(self._days)
            ),
            (lunch.start.value(), lunch.end.value()) if lunch.box.isChecked() else None,
        )
