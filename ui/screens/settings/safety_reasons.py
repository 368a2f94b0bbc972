"""What was overridden, for the safety owner: by month and rule, counted, and as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QRadioButton, QVBoxLayout, QWidget

from medmanager.domain.override import GivenReason
from medmanager.domain.reason_table import COLUMNS, ReasonChoice, RuleCount, counted_by_rule, months_of
from ui.kit import words
from ui.kit.buttons import Button
from ui.kit.dialogs.dialog import Dialog
from ui.kit.dialogs.file_dialog import FileDialog
from ui.kit.fields.form import Field
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import Label
from ui.kit.layout.flow import Flow
from ui.kit.tables.cells import Cell, Column
from ui.kit.tables.whole_table import WholeTable
from ui.kit.tallman import tall_man
from ui.kit.theme import SEMIBOLD, Theme, Type

ALL_MONTHS, ALL_RULES = "All months", "All rules"


def _key(given: GivenReason) -> object:
    return given.override.id


def _day(given: GivenReason) -> Cell:
    return Cell(words.dated(given.day))


def _alert(given: GivenReason) -> Cell:
    return Cell(tall_man(given.override.title), str(given.override.severity).capitalize())


def _reason(given: GivenReason) -> Cell:
    return Cell(f"{given.override.reason[0].upper()}{given.override.reason[1:]}", given.override.words)


def _patient(given: GivenReason) -> Cell:
    return Cell(words.person(given.family_name, given.given_name), given.by)


def _rule_key(count: RuleCount) -> object:
    return count.rule


def _rule(count: RuleCount) -> Cell:
    return Cell(count.rule, tall_man(count.title))


def _count(count: RuleCount) -> Cell:
    return Cell(str(count.count))


REASON_COLUMNS = (
    Column("Day", 96, _day),
    Column("Patient and prescriber", 140, _patient, most=220),
    Column("Alert", 160, _alert, most=280),
    Column("Reason", 120, _reason, takes_rest=True),
)
RULE_COLUMNS = (Column("Reasons", 72, _count), Column("Rule", 240, _rule, takes_rest=True))


class ReasonReview(QWidget):
    """Signals: `export_wanted(object, object)`: the path of the file and a `ReasonChoice`."""

    export_wanted = Signal(object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._given: tuple[GivenReason, ...] = ()
        self._days = 0
        self._head = Label(weight=SEMIBOLD)
        self._month, self._rule = PullDown(), PullDown()
        self._export = Button(theme, "E&xport the reasons…")
        self.rules = WholeTable[RuleCount](theme, "Reasons by rule", RULE_COLUMNS, _rule_key)
        self.reasons = WholeTable[GivenReason](theme, "Reasons given", REASON_COLUMNS, _key)
        self._filters = QWidget()
        row = Flow(theme.px(12))
        self._filters.setLayout(row)
        for label, editor in (("&Month", self._month), ("Ru&le", self._rule)):
            editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(Field(theme, label, editor))
            editor.activated.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for widget in (self._head, self._filters, self.rules, self.reasons):
            column.addWidget(widget)
        column.addWidget(self._export, 0, Qt.AlignmentFlag.AlignLeft)
        self._export.clicked.connect(self._ask_export)

    def show_reasons(self, given: Sequence[GivenReason], days: int) -> None:
        """What was overridden in the last so many days, the newest first."""
        self._given, self._days = tuple(given), days
        _fill(self._month, ALL_MONTHS, ((month, _month_words(month)) for month in months_of(given)))
        _fill(
            self._rule,
            ALL_RULES,
            ((one.rule, f"{one.rule} ({one.count})") for one in counted_by_rule(given)),
        )
        self._show()

    @property
    def choice(self) -> ReasonChoice:
        """What is looked at now."""
        return ReasonChoice(self._month.currentData(), self._rule.currentData() or "")

    @Slot()
    def _show(self) -> None:
        choice = self.choice
        chosen = [one for one in self._given if choice.picks(one)]
        count = words.counted(len(chosen), "reason") if chosen else "No reason"
        when = f"in {_month_words(choice.month)}" if choice.month else f"in the last {self._days} days"
        self._head.setText(f"{count} given for going on {when}")
        self.reasons.show_rows(chosen)
        self.rules.show_rows(counted_by_rule(chosen))
        for part in (self._filters, self.reasons, self.rules, self._export):
            part.setVisible(bool(self._given))

    @Slot()
    def _ask_export(self) -> None:
        dialog = ExportDialog(self._theme, self, self.choice)
        dialog.chosen.connect(self.export_wanted)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class ExportDialog(Dialog):
    """Says what will be in the file, and how patients are named. Signals: `chosen(object, object)`."""

    chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget, choice: ReasonChoice) -> None:
        super().__init__(theme, parent, "Export the reasons", "&Choose a file…")
        self._choice = choice
        told = _month_words(choice.month) if choice.month else "all months"
        rule = f"the rule {choice.rule}" if choice.rule else "all rules"
        self.body.addWidget(Label(f"Reasons of {told}, {rule}, as a table (CSV).").wrapped())
        self.body.addWidget(Label("Columns", Type.SMALL, SEMIBOLD))
        self.body.addWidget(Label(", ".join(COLUMNS), Type.SMALL).wrapped())
        self.body.addWidget(Label("Patients are written by", Type.SMALL, SEMIBOLD))
        self._id, self._name = QRadioButton("&Record id, without a name"), QRadioButton("&Name")
        self._id.setChecked(True)
        for button in (self._id, self._name):
            self.body.addWidget(button)
        note = (
            "The words that prescribers wrote go along as they are. The file is not encrypted: keep it where "
            "records of patients may lie. That it was written is in the audit log."
        )
        self.body.addWidget(Label(note, Type.SMALL, tone="muted").wrapped())
        self.confirmed.connect(self._ask_where)

    @Slot()
    def _ask_where(self) -> None:
        dialog = FileDialog(self, "Export the reasons", QDir.homePath(), "Tables (*.csv)")
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("alert-reasons.csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._send)
        dialog.open()

    @Slot(str)
    def _send(self, name: str) -> None:
        choice = ReasonChoice(self._choice.month, self._choice.rule, self._name.isChecked())
        self.chosen.emit(Path(name), choice)
        self.accept()


def _month_words(month: date) -> str:
    return f"{words.LONG_MONTHS[month.month - 1]} {month.year}"


def _fill(box: QComboBox, every: str, entries: Iterable[tuple[object, str]]) -> None:
    """Keep what was chosen where it is still there."""
    chosen = box.currentData()
    box.clear()
    box.addItem(every, None)
    for data, text in entries:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(chosen) if chosen is not None else 0))
