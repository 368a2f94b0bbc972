"""The dialogs of the plan screen: pause, hold, go back, stop, sign, throw away, compare, history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from medmanager.domain.ids import LineId, PlanId
from medmanager.domain.plan_book import Rest
from ui.kit.buttons import Button, Segments
from ui.kit.dialog import Dialog
from ui.kit.flow import Flow
from ui.kit.form import Field
from ui.kit.labels import Icon, IconText, Label, rule
from ui.kit.layouts import empty
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.page import LineActs
from ui.screens.plan.sheets import CompareRow, CompareSheet, HistoryRow

NARROW, WIDE, TALL = 460, 760, 460


class FieldsDialog(Dialog):
    """A dialog with typed fields by name; a refusal is shown beside its field."""

    def __init__(self, theme: Theme, parent: QWidget, title: str, act: str) -> None:
        super().__init__(theme, parent, title, act)
        self._fields: dict[str, Field] = {}
        self.set_length(NARROW)

    def add_line(self, name: str, label: str, text: str = "", note: str = "") -> QLineEdit:
        """One line of text."""
        edit = QLineEdit(text)
        self._fields[name] = Field(self.theme, label, edit, note)
        self.body.addWidget(self._fields[name])
        return edit

    def show_refusal(self, field: str, sentence: str) -> None:
        """Beside the field where it has one, else at the foot."""
        known = self._fields.get(field)
        self.show_problem("" if known else sentence)
        for name, one in self._fields.items():
            one.show_problem(sentence if name == field else "")
        if known is not None:
            known.editor.setFocus()


class WithoutItDialog(FieldsDialog):
    """The base of dialogs after which a medicine is not taken: a pause takes it away as suddenly as a stop.

    Signal: `taper_wanted(LineId)`: steps from the knowledge base instead.
    """

    taper_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, title: str, act: str, line: LineId) -> None:
        super().__init__(theme, parent, title, act)
        self._line = line
        self._advice = IconText(theme, "triangle-alert", "", "major")
        self._advice.label.wrapped()
        self._source = Label(size=Type.SMALL, tone="muted").wrapped()
        self._taper = Button(theme, "Plan a &taper…")
        self._taper.clicked.connect(self._taper_instead)

    def add_advice(self) -> None:
        """The place for it below the fields, empty until `show_advice`."""
        for widget in (self._advice, self._source):
            self.body.addWidget(widget)
            widget.hide()
        self.add_button(self._taper)
        self._taper.hide()

    def show_advice(self, words: str, source: str) -> None:
        """What the knowledge base says of going without at once; the choice is the clinician's."""
        self._advice.label.setText(words)
        self._source.setText(source)
        for widget in (self._advice, self._source, self._taper):
            widget.show()

    @Slot()
    def _taper_instead(self) -> None:
        self.taper_wanted.emit(self._line)


class PauseDialog(WithoutItDialog):
    """Signals: `wanted(LineId, str, str, str)`: line, from, through, reason, as typed."""

    wanted = Signal(object, str, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs, tomorrow: str) -> None:
        super().__init__(theme, parent, f"Pause {acts.name}", "&Pause", acts.line_id)
        self._start = self.add_line("start", "&From, first day without it", tomorrow)
        note = "A day, or a length such as 5 days. Empty: until a dose is set again."
        self._end = self.add_line("end", "T&hrough, last day without it", note=note)
        self._reason = self.add_line("reason", "&Why")
        self.add_advice()
        self.confirmed.connect(self._tell)
        self._end.setFocus()

    @Slot()
    def _tell(self) -> None:
        self.wanted.emit(self._line, self._start.text(), self._end.text(), self._reason.text())


class StopDialog(WithoutItDialog):
    """Signals: `wanted(LineId, str, str)`: line, first day without it, reason, as typed."""

    wanted = Signal(object, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs, tomorrow: str) -> None:
        super().__init__(theme, parent, f"Stop {acts.name}", "&Stop", acts.line_id)
        self._on = self.add_line("on", "&First day without it", tomorrow)
        self._reason = self.add_line("reason", "&Why")
        self.add_advice()
        self.confirmed.connect(self._tell)
        self._reason.setFocus()

    @Slot()
    def _tell(self) -> None:
        self.wanted.emit(self._line, self._on.text(), self._reason.text())


class HoldDialog(FieldsDialog):
    """Signals: `wanted(LineId, str, str)`: line, days, reason, as typed."""

    wanted = Signal(object, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs) -> None:
        super().__init__(theme, parent, f"Stay on {acts.dose} of {acts.name}", "&Hold the dose")
        self._line: LineId = acts.line_id
        note = "Everything that is planned after it moves later by as many days, a stop too."
        self._days = self.add_line("days", "&Days longer than planned", note=note)
        self._reason = self.add_line("reason", "&Why")
        self.confirmed.connect(self._tell)
        self._days.setFocus()

    @Slot()
    def _tell(self) -> None:
        self.wanted.emit(self._line, self._days.text(), self._reason.text())


class GoBackDialog(FieldsDialog):
    """Signals: `wanted(LineId, str, str, str, str)`: line, first day, days, reason, as typed, and what
    becomes of the rest.
    """

    wanted = Signal(object, str, str, str, str)

    def __init__(self, theme: Theme, parent: QWidget, acts: LineActs, tomorrow: str) -> None:
        title = f"Back from {acts.left_dose} to {acts.back_dose} of {acts.name}"
        super().__init__(theme, parent, title, "Go &back")
        self._line: LineId = acts.line_id
        self._on = self.add_line("on", f"&First day on {acts.back_dose} again", tomorrow)
        self._rest = Segments(
            theme,
            "The steps after it",
            ((Rest.REDATE, "Take them later"), (Rest.DROP, "Drop them")),
        )
        self.body.addWidget(Label("The steps after it", Type.SMALL))
        self.body.addWidget(self._rest, 0, Qt.AlignmentFlag.AlignLeft)
        note = f"Then {acts.left_dose} again, and the rest as far apart as planned."
        self._days = self.add_line("days", f"&Days on {acts.back_dose}", acts.back_days, note)
        self._reason = self.add_line("reason", "&Why")
        self._rest.chosen.connect(self._choose)
        self.confirmed.connect(self._tell)
        self._reason.setFocus()

    @Slot(str)
    def _choose(self, rest: str) -> None:
        """What is dropped has no length to wait for."""
        self._fields["days"].setVisible(rest == Rest.REDATE)

    @Slot()
    def _tell(self) -> None:
        texts = (self._on.text(), self._days.text(), self._reason.text())
        self.wanted.emit(self._line, *texts, self._rest.value())


class ThrowAwayDialog(Dialog):
    """Asks before a draft is thrown away: it cannot be taken back."""

    def __init__(self, theme: Theme, parent: QWidget, number: int) -> None:
        super().__init__(theme, parent, f"Throw the draft of plan {number} away?", "&Throw away", "&Keep it")
        self.body.addWidget(
            Label("The plan in force stays as it is. The draft does not come back.").wrapped()
        )
        self.set_length(NARROW)
        self.cancel.setFocus()


class CompareDialog(Dialog):
    """Two versions side by side. Signals: `chosen(object, object)`: ids of the older and the newer."""

    chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Compare two versions", "Close", "")
        self.cancel.hide()
        self.confirmed.connect(self.accept)
        self.set_length(WIDE)
        self._older, self._newer = QComboBox(), QComboBox()
        self._older.setAccessibleName("Older version")
        self._newer.setAccessibleName("Newer version")
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnMinimumWidth(1, theme.px(130))
        for column, stretch in ((2, 1), (3, 1)):
            self._grid.setColumnStretch(column, stretch)
        head = Flow(theme.px(12))
        for widget in (self._older, Label("and", tone="muted"), self._newer):
            head.addWidget(widget)
        self.body.addLayout(head)
        self.body.addWidget(self._rows, 1)
        for box in (self._older, self._newer):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(self._choose)

    def show_sheet(self, sheet: CompareSheet) -> None:
        """Show two versions."""
        for box, chosen in ((self._older, sheet.older_id), (self._newer, sheet.newer_id)):
            _fill(box, sheet.versions, chosen)
        empty(self._grid)
        self._grid.addWidget(Label("Medicine", Type.SMALL, tone="muted"), 0, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(_made(self._older.currentText(), sheet.older_words), 0, 2)
        self._grid.addWidget(_made(self._newer.currentText(), sheet.newer_words), 0, 3)
        line = 1
        for row in sheet.rows:
            line = self._show_row(line, row)
        self._grid.setRowStretch(line + 1, 1)

    def _show_row(self, line: int, row: CompareRow) -> int:
        """From that line of the grid on; gives the next free one."""
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(rule(), line, 0, 1, 4)
        icon = Icon(self.theme, row.icon, row.tone)
        icon.setFixedHeight(self.theme.px(20))
        self._grid.addWidget(icon, line + 1, 0, top)
        name = Label(row.name, weight=SEMIBOLD)
        name.setWordWrap(True)
        self._grid.addWidget(name, line + 1, 1, top)
        before = Label(row.before or "not on this plan", tone="text" if row.before else "muted")
        self._grid.addWidget(before.wrapped(), line + 1, 2, top)
        self._grid.addWidget(self._after(row), line + 1, 3, top)
        for number, detail in enumerate(row.details, start=line + 2):
            self._grid.addWidget(Label(detail.label, Type.SMALL, tone="muted").wrapped(), number, 1, top)
            self._grid.addWidget(Label(detail.before, Type.SMALL).wrapped(), number, 2, top)
            self._grid.addWidget(Label(detail.after, Type.SMALL, SEMIBOLD).wrapped(), number, 3, top)
        return line + 2 + len(row.details)

    def _after(self, row: CompareRow) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        text = row.after or "not on this plan"
        column.addWidget(Label(text, weight=SEMIBOLD if row.tone == "accent" else 400).wrapped())
        if row.reason:
            column.addWidget(Label(row.reason, Type.SMALL, tone="muted").wrapped())
        return cell

    @Slot(int)
    def _choose(self, _: int) -> None:
        self.chosen.emit(self._older.currentData(), self._newer.currentData())


class HistoryDialog(Dialog):
    """Where each dose of a line came from, the latest first."""

    def __init__(self, theme: Theme, parent: QWidget, name: str, rows: Sequence[HistoryRow]) -> None:
        super().__init__(theme, parent, f"Doses of {name}", "Close", "")
        self.cancel.hide()
        self.confirmed.connect(self.accept)
        self.set_length(NARROW + 140)
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(2, 1)
        for number, row in enumerate(rows):
            self._show_row(grid, number, row)
        grid.setRowStretch(len(rows), 1)
        self.body.addWidget(content, 1)

    def _show_row(self, grid: QGridLayout, number: int, row: HistoryRow) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Label(row.since), number, 0, top)
        grid.addWidget(Label(row.dose, weight=SEMIBOLD), number, 1, top | Qt.AlignmentFlag.AlignRight)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            Label(row.reason or "no reason written", tone="text" if row.reason else "muted").wrapped()
        )
        column.addWidget(Label(row.version, Type.SMALL, tone="muted").wrapped())
        grid.addWidget(cell, number, 2, top)


def _made(version: str, made: str) -> QWidget:
    """A version over who made it, when and why."""
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Label(version, weight=SEMIBOLD).wrapped())
    if made:
        column.addWidget(Label(made, Type.SMALL, tone="muted").wrapped())
    column.addStretch(1)
    return cell


def _fill(box: QComboBox, versions: Sequence[tuple[PlanId, str]], chosen: PlanId) -> None:
    box.clear()
    for plan_id, text in versions:
        box.addItem(text, plan_id)
    box.setCurrentIndex(
        max(0, next((at for at, (plan_id, _) in enumerate(versions) if plan_id == chosen), 0))
    )
