"""The booking form: who, when (typed freely), how long, with whom, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.calendar.appointment import AppointmentMode, ReasonCode
from medmanager.domain.calendar.schedule import DOUBLE_BOOKING, OUTSIDE_HOURS
from medmanager.domain.ids import PatientId
from ui.kit import words
from ui.kit.appointments.booking import BookingForm, FoundLine, Opened
from ui.kit.appointments.details import SIMILAR
from ui.kit.buttons import LinkButton, Segments
from ui.kit.dialogs.dialog import Dialog
from ui.kit.fields import typed
from ui.kit.fields.edits import Reading, TextEdit, TypedEdit
from ui.kit.fields.form import Field, Form
from ui.kit.fields.pull_down import PullDown
from ui.kit.fields.search import SearchBox
from ui.kit.fields.typed import TypedMoment
from ui.kit.labels import IconText, Label
from ui.kit.standing import MODES, reason_words
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.theme import SEMIBOLD, Theme, Type

WIDTH = 560
LENGTHS = (15, 20, 30, 45, 60, 90, 120)
EXAMPLE = "tue 2p, Dec 7 14:30, 4w 10:00"


class MomentEdit(TypedEdit):
    """A day and a time in one field, typed freely; shown as "Tue, Nov 24, 2026, 14:00"."""

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__(theme, self._read, _written)
        self._today = today
        self.setPlaceholderText(EXAMPLE)

    def _read(self, text: str) -> Reading[TypedMoment]:
        moment = typed.read_moment(text, self._today())
        if moment is None:
            return Reading(problem=f"This is not a day and time. Type it as {EXAMPLE}.")
        return Reading(moment)


def _written(moment: TypedMoment) -> str:
    day = words.full_day(moment.day)
    return day if moment.at is None else f"{day}, {moment.at.hour}:{moment.at.minute:02}"


class PatientPicker(QWidget):
    """Finds a patient as the name is typed, then shows who was chosen.

    Signals: `searched(str)`, `chosen(PatientId)`.
    """

    searched = Signal(str)
    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.patient: PatientId | None = None
        self._lines: tuple[FoundLine, ...] = ()
        self.box = SearchBox(theme, "Name, birth date or phone")
        self.box.setAccessibleName("Patient")
        self.rows = RowList(theme, "Patients found", selectable=True)
        self.none = Label(size=Type.SMALL, tone="muted").wrapped()
        self.name = Label(weight=SEMIBOLD)
        self.second = Label(size=Type.SMALL, tone="muted")
        self.warning = IconText(theme, "users", SIMILAR, "info", Type.SMALL)
        self.other = LinkButton(theme, "Somebody &else", big=True)
        self._card = self._build_card(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for widget in (self.box, self.rows, self.none, self._card):
            column.addWidget(widget)
        self.box.searched.connect(self.searched)
        self.box.moved.connect(self._move)
        self.box.taken.connect(self._take)
        self.rows.chosen.connect(self.chosen)
        self.other.clicked.connect(self.start_over)
        self.setFocusProxy(self.box)

    def show_found(self, lines: tuple[FoundLine, ...], none: str) -> None:
        """Show who may be meant; the first is marked."""
        self._lines = lines
        self.rows.show_rows([_found_row(line) for line in lines])
        self.rows.select(lines[0].id if lines else None)
        self.none.setText(none)
        self.none.setVisible(bool(none))

    def show_patient(self, line: FoundLine | None, stays: bool = False) -> None:
        """Show who was chosen; None begins the search."""
        self.patient = line.id if line else None
        self.show_found((), "")
        self.box.setVisible(line is None)
        # A proxy that is hidden would hold the Tab key up before this place.
        self.setFocusProxy(self.box if line is None else None)  # type: ignore[arg-type]  # Qt takes None
        self._card.setVisible(line is not None)
        if line is None:
            self.box.clear()
            return
        self.name.setText(line.name)
        self.second.setText(line.second)
        self.warning.setVisible(line.similar)
        self.other.setVisible(not stays)

    @Slot()
    def start_over(self) -> None:
        """Choose somebody else."""
        self.show_patient(None)
        self.box.setFocus()

    def _build_card(self, theme: Theme) -> QWidget:
        card = QWidget()
        text = QVBoxLayout()
        text.setSpacing(0)
        for widget in (self.name, self.second, self.warning):
            text.addWidget(widget)
        row = QHBoxLayout(card)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(text, 1)
        row.addWidget(self.other, 0, Qt.AlignmentFlag.AlignTop)
        return card

    @Slot(int)
    def _move(self, step: int) -> None:
        at = next((n for n, line in enumerate(self._lines) if line.id == self.rows.selected()), 0)
        if self._lines:
            self.rows.select(self._lines[min(max(0, at + step), len(self._lines) - 1)].id)

    @Slot()
    def _take(self) -> None:
        if self.rows.selected() is not None and self._lines:
            self.chosen.emit(self.rows.selected())


def _pair(theme: Theme, left: QWidget, right: QWidget) -> QWidget:
    """Two fields side by side."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(16))
    row.addWidget(left, 1)
    row.addWidget(right, 1)
    return pair


def _left(widget: QWidget) -> QWidget:
    """A widget of fixed size at the left end of its field."""
    holder = QWidget()
    holder.setFocusProxy(widget)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder


def _found_row(line: FoundLine) -> RowItem:
    tip = SIMILAR if line.similar else ""
    return RowItem(
        line.id, line.name, second=line.second, words_icon="users" if line.similar else "",
        words="Similar name" if line.similar else "", words_tone="info", tip=tip,
    )  # fmt: skip


class BookingDialog(Dialog):
    """Signals: `searched(str)`, `patient_chosen(PatientId)`, `save_requested(BookingForm)`."""

    searched = Signal(str)
    patient_chosen = Signal(object)
    save_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None, today: Callable[[], date]) -> None:
        super().__init__(theme, parent, "New appointment", "&Book")
        self.set_length(WIDTH)
        self.picker = PatientPicker(theme)
        self.moment = MomentEdit(theme, today)
        self.length, self.person, self.reason = PullDown(), PullDown(), PullDown()
        for reason in ReasonCode:
            self.reason.addItem(reason_words(reason), reason)
        self.mode = Segments(theme, "Where", tuple((mode.value, MODES[mode][1]) for mode in AppointmentMode))
        self.note = TextEdit(theme)
        self.double = QCheckBox("Book it nevertheless")
        self.outside = TextEdit(theme)
        self.form = Form(theme)
        self._build_form(theme)
        self.picker.searched.connect(self.searched)
        self.picker.chosen.connect(self.patient_chosen)
        self.confirmed.connect(self._save)

    def open_form(self, opened: Opened) -> None:
        """Fill the form and open it."""
        self.setWindowTitle(opened.title)
        self.title.setText(opened.title)
        self.primary.setText(f"&{opened.act}")
        self._fill(opened)
        self.form.clear_problems()
        self.show_problem("")
        self.set_busy(False)
        self._offer("")
        self.open()
        (self.moment if opened.patient else self.picker.box).setFocus()

    def show_found(self, lines: tuple[FoundLine, ...], none: str) -> None:
        """Show who may be meant."""
        self.picker.show_found(lines, none)

    def show_patient(self, line: FoundLine) -> None:
        """Show who was chosen, and go on to the time."""
        self.picker.show_patient(line)
        self.moment.setFocus()

    def show_refusal(self, field: str, sentence: str) -> None:
        """Say beside the field why it was refused; offer what overrules it."""
        self.set_busy(False)
        self._offer(field)
        if not self.form.show_problem(field, sentence):
            self.show_problem(sentence)

    def close_form(self) -> None:
        """It is saved."""
        self.set_busy(False)
        self.accept()

    def _build_form(self, theme: Theme) -> None:
        self.form.add("patient_id", Field(theme, "&Patient", self.picker))
        self.form.add("start", Field(theme, "&When", self.moment))
        self.form.add(DOUBLE_BOOKING, Field(theme, "Already booked", self.double))
        self.form.add(OUTSIDE_HOURS, Field(theme, "Wh&y outside the hours", self.outside))
        length, person = Field(theme, "&Length", self.length), Field(theme, "W&ith", self.person)
        reason, mode = Field(theme, "&Visit", self.reason), Field(theme, "Where", _left(self.mode))
        self.form.fields |= {"minutes": length, "provider_id": person, "reason": reason, "mode": mode}
        self.form.add_row(_pair(theme, length, person))
        self.form.add_row(_pair(theme, reason, mode))
        note = self.form.add("desk_note", Field(theme, "&Note for the desk", self.note))
        note.set_note("Nothing clinical belongs here.")
        self.body.addWidget(self.form)

    def _fill(self, opened: Opened) -> None:
        form = opened.form
        self.picker.show_patient(opened.patient, opened.patient_stays)
        self.moment.show_value(form.moment)
        self.length.clear()
        for minutes in sorted({*LENGTHS, form.minutes}):
            self.length.addItem(words.minutes(minutes), minutes)
        self.length.setCurrentIndex(self.length.findData(form.minutes))
        self.person.clear()
        for key, name in opened.people:
            self.person.addItem(name, key)
        self.person.setCurrentIndex(max(0, self.person.findData(form.provider)))
        self.reason.setCurrentIndex(list(ReasonCode).index(form.reason))
        self.mode.choose(form.mode.value)
        self.note.show_value(form.note or None)
        self.double.setChecked(False)
        self.outside.show_value(None)
        for name in ("reason", "mode", "desk_note"):
            self.form.fields[name].setVisible(not opened.only_time)

    def _offer(self, field: str) -> None:
        """Show the fields that overrule a refusal once it was met."""
        if field in {"", DOUBLE_BOOKING, OUTSIDE_HOURS}:
            for name in (DOUBLE_BOOKING, OUTSIDE_HOURS):
                shown = name == field or (field != "" and self.form.fields[name].isVisible())
                self.form.fields[name].setVisible(shown)

    @Slot()
    def _save(self) -> None:
        self.form.clear_problems()
        if self.form.first_problem():
            return
        self.set_busy(True)
        self.save_requested.emit(
            BookingForm(
                self.picker.patient,
                self.moment.value(),
                int(self.length.currentData()),
                self.person.currentData() or "",
                ReasonCode(self.reason.currentData()),
                AppointmentMode(self.mode.value()),
                self.note.text().strip(),
                self.double.isChecked(),
                self.outside.text().strip(),
            )
        )
