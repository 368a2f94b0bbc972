"""The line editor: one medicine with its dated steps, what it is for, what to expect and to watch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.plan import Form
from medmanager.domain.side_effects import SideEffect
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.debounce import SAVE_MS, Debounce, Timer
from ui.kit.flow import Flow
from ui.kit.form import Field
from ui.kit.labels import IconText, Label, rule
from ui.kit.layouts import empty
from ui.kit.scroll import ScrollArea
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.grid_reading import SPACED
from ui.screens.plan.grid_view import CellEdit, StepGrid
from ui.screens.plan.line_fields import LineFields, MonitorFields, RowKind
from ui.screens.plan.line_presenter import LineHead
from ui.screens.plan.line_reading import LineReading

FORMS = {form: form.value for form in Form} | {Form.LIQUID: "liquid (mL)"}
TEXTS = {
    "medicine": "Medicine",
    "purpose": "What it is for, in plain words",
    "reason": "Why the dose changes",
    "directions": "Directions, one short sentence each",
    "benefit": "Expected benefit",
    "benefit_when": "When",
    "prescriber": "Outside prescriber",
    "cost_concern": "Cost concern",
    "question": "Question of the patient",
    "every": "Given every … days",
    "needed_start": "From",
    "needed_through": "Through",
    "needed_reason": "Only if needed for",
    "needed_strength": "Strength",
    "needed_count": "How many at once",
    "needed_wait": "Hours between doses",
    "needed_most": "Most in one day",
}


class LineEditor(QWidget):
    """Signals: `typed(LineFields)` at each key, `keep_requested()` within a second of typing, `left(str)`
    when a field is left, `row_wanted(RowKind)`, `row_removed(int)`, `test_wanted()`, `test_removed(int)`,
    `save_requested()`, `cancel_requested()`.
    """

    typed = Signal(object)
    keep_requested = Signal()
    left = Signal(str)
    row_wanted = Signal(object)
    row_removed = Signal(int)
    test_wanted = Signal()
    test_removed = Signal(int)
    save_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, theme: Theme, effects: tuple[SideEffect, ...], timer: Timer | None = None) -> None:
        super().__init__()
        self._theme, self._effects = theme, effects
        self._debounce = Debounce(SAVE_MS, self, timer)
        self._debounce.fired.connect(self.keep_requested)
        self._shown = LineFields()
        self._left: set[str] = set()
        self._shows_all = False
        self._reading = LineReading(None, {}, ())
        self._fields: dict[str, Field] = {}
        self._edits: dict[str, CellEdit] = {}
        self._tests: list[tuple[CellEdit, CellEdit, CellEdit]] = []
        self._watch: list[str] = []

    # ------------------------------------------------------------------------------------------ what is shown

    def show_editor(self, head: LineHead, typed: LineFields) -> None:
        """Fill the form with another line; no problem is shown before a field was left."""
        self._furnish()
        self._left.clear()
        self._shows_all = False
        self._debounce.forget()
        for name, edit in self._edits.items():
            edit.setText(getattr(typed, name))
        self._form.setCurrentIndex(self._form.findData(typed.form))
        self._needed.setChecked(typed.needed)
        self._edits["medicine"].setReadOnly(head.is_signed)
        self.show_head(head)
        self.show_rows(typed)
        self.area.verticalScrollBar().setValue(0)

    def show_head(self, head: LineHead) -> None:
        """Title and what is known of the medicine."""
        self._title.setText(head.title)
        self._note.show_text(head.note_icon, head.note, head.note_tone)
        self._note.icon.setVisible(bool(head.note_icon))
        self._note.setVisible(bool(head.note))
        why = "Why the dose changes" if head.is_signed else "Why it is started (may be empty)"
        self._fields["reason"].label.setText(why)
        self.save_button.setText("&Add to plan" if head.is_new else "&Keep changes")

    def show_rows(self, typed: LineFields) -> None:
        """Build the parts that come in rows: steps, tests, side effects to watch."""
        self._shown = typed
        self.grid.show_rows(typed.rows)
        self._build_tests(typed.tests)
        self._watch = list(typed.watch)
        self._show_watch()
        self._fit_parts()

    def show_reading(self, reading: LineReading) -> None:
        """Sums at once; problems only of fields that were left, or all after a save was tried."""
        self._reading = reading
        told = {
            name: text for name, text in reading.problems.items() if self._shows_all or name in self._left
        }
        self.grid.show_reading(reading.rows, told)
        for name, field in self._fields.items():
            field.show_problem(told.get(name, ""))
        for number, edits in enumerate(self._tests):
            for part, edit in zip(("measure", "due", "why"), edits, strict=True):
                edit.show_problem(told.get(f"test.{number}.{part}", ""))
        tests = [text for name, text in told.items() if name.startswith("test.")]
        self._tests_problem.label.setText(tests[0] if tests else "")
        self._tests_problem.setVisible(bool(tests))
        self._say(told.get("steps", ""))

    def show_problems(self, problems: dict[str, str]) -> None:
        """Everything that stands in the way; the keyboard goes to the first."""
        self._shows_all = True
        self.show_reading(replace(self._reading, problems={**self._reading.problems, **problems}))
        first = next(iter(problems), "")
        if first in self._fields or first.startswith(("row.", "test.")):
            count = len(problems)
            self._say(f"{count} fields need you." if count > 1 else "One field needs you.")
            self.go_to(first)
        else:
            self._say(problems.get(first, ""))

    def show_text(self, name: str, text: str) -> None:
        """The usual way of writing what was typed into a field."""
        if name in self._edits:
            self._edits[name].setText(text)
        self.grid.show_text(name, text)
        for number, edits in enumerate(self._tests):
            if name == f"test.{number}.due":
                edits[1].setText(text)

    def go_to(self, field: str) -> None:
        """Put the keyboard into a field."""
        if self.grid.go_to(field):
            return
        edit: QWidget | None = self._edits.get(field)
        if field.startswith("test."):
            number, part = int(field.split(".")[1]), field.split(".")[2]
            edit = self._tests[number][("measure", "due", "why").index(part)]
        if edit is not None:
            edit.setFocus(Qt.FocusReason.TabFocusReason)

    def flush(self) -> None:
        """Ask to keep at once what was typed."""
        self._debounce.flush()

    def collect(self) -> LineFields:
        """Everything as it is typed now."""
        texts = {name: edit.text() for name, edit in self._edits.items()}
        done = [test.done for test in self._shown.tests]
        tests = tuple(
            MonitorFields(measure.text(), due.text(), why.text(), done[number])
            for number, (measure, due, why) in enumerate(self._tests)
        )
        return LineFields(
            **texts,
            form=str(self._form.currentData()),
            needed=self._needed.isChecked(),
            watch=tuple(self._watch),
            rows=self.grid.rows(),
            tests=tests,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and with_control:
            self.save_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancel_requested.emit()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------------------------------ building

    def _furnish(self) -> None:
        """Most charts are read and not written: the form is put together when it is opened first."""
        if not self._edits:
            self._build_parts()
            self._build()

    def _build_parts(self) -> None:
        theme = self._theme
        self._title = Label(weight=SEMIBOLD)
        self._note = IconText(theme, "", "", "muted", Type.SMALL)
        self._problem = IconText(theme, "circle-alert", "", "contra", Type.SMALL)
        self._problem.label.wrapped()
        self._tests_problem = IconText(theme, "circle-alert", "", "contra", Type.SMALL)
        self.save_button = Button(theme, "&Keep changes", primary=True)
        self.cancel_button = Button(theme, "Cance&l")
        self.grid = StepGrid(theme)
        self._form = QComboBox()
        for form, text in FORMS.items():
            self._form.addItem(text, form.value)
        self._needed = QCheckBox("Only when &needed")
        self._add_step = LinkButton(theme, "Add s&tep", "plus")
        self._add_strength = LinkButton(theme, "Add st&rength", "plus")
        self._add_pause = LinkButton(theme, "Add pa&use", "pause")
        self._add_test = LinkButton(theme, "Add t&est", "plus")
        self._add_effect = QComboBox()
        self._add_effect.setAccessibleName("Add a side effect to watch")
        self._add_effect.setProperty("compact", True)
        self._add_effect.addItem("Add a side effect to watch…", "")
        for effect in self._effects:
            self._add_effect.addItem(effect.name, effect.code)
        for name, label in TEXTS.items():
            edit = CellEdit(name, label)
            edit.setProperty("compact", False)
            self._edits[name] = edit
            self._fields[name] = Field(theme, label, edit)
        self._fields["form"] = Field(theme, "Form", self._form)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_head())
        column.addWidget(rule())
        self.area = ScrollArea(ground="surface")
        side = self._theme.px(12)
        self.area.inner.setContentsMargins(side, side, side, side)
        self.area.inner.setSpacing(side)
        for part in self._build_body():
            if isinstance(part, QWidget):
                self.area.inner.addWidget(part)
            else:
                self.area.inner.addLayout(part)
        self.area.inner.addStretch(1)
        column.addWidget(self.area, 1)
        self._connect()

    def _build_head(self) -> QHBoxLayout:
        head, side = QHBoxLayout(), self._theme.px(12)
        head.setContentsMargins(side, self._theme.px(4), side, self._theme.px(4))
        head.setSpacing(self._theme.px(8))
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self._problem, 1)
        self._problem.hide()
        head.addWidget(self.cancel_button)
        head.addWidget(self.save_button)
        return head

    def _build_body(self) -> Iterator[QWidget | QGridLayout | QHBoxLayout | QVBoxLayout]:
        yield self._row(("medicine", 3), ("form", 2), ("purpose", 4))
        yield self._build_steps()
        yield self._fields["reason"]
        yield self._row(("benefit", 3), ("benefit_when", 2))
        yield self._fields["directions"]
        yield self._build_watch()
        yield self._build_test_part()
        yield self._row(("cost_concern", 1), ("question", 1), ("prescriber", 1))

    def _build_steps(self) -> QVBoxLayout:
        column, acts = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(self._theme.px(6))
        acts.setSpacing(self._theme.px(12))
        for button in (self._add_step, self._add_strength, self._add_pause):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self._needed)
        self._needed_part = QWidget()
        part = QVBoxLayout(self._needed_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(self._theme.px(8))
        part.addLayout(self._row(("needed_reason", 3), ("needed_strength", 2), ("needed_count", 2)))
        part.addLayout(
            self._row(("needed_wait", 1), ("needed_most", 1), ("needed_start", 1), ("needed_through", 1))
        )
        column.addWidget(self.grid)
        column.addWidget(self._needed_part)
        column.addLayout(acts)
        column.addWidget(self._fields["every"])
        return column

    def _build_watch(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        column.addWidget(Label("Side effects to watch", Type.SMALL))
        self._chips = QWidget()
        self._flow = Flow(self._theme.px(6), self._chips)
        column.addWidget(self._chips)
        column.addWidget(self._add_effect, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _build_test_part(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        column.addWidget(Label("Tests to plan: which, when, why", Type.SMALL))
        self._test_grid = QGridLayout()
        self._test_grid.setSpacing(self._theme.px(4))
        for at, stretch in enumerate((3, 2, 4)):
            self._test_grid.setColumnStretch(at, stretch)
        column.addLayout(self._test_grid)
        column.addWidget(self._tests_problem)
        self._tests_problem.hide()
        column.addWidget(self._add_test, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _build_tests(self, tests: tuple[MonitorFields, ...]) -> None:
        self._tests = []
        empty(self._test_grid)
        for number, test in enumerate(tests):
            texts = {"measure": test.measure, "due": test.due, "why": test.why}
            edits = [
                CellEdit(f"test.{number}.{part}", f"Test {number + 1}: {part}", text)
                for part, text in texts.items()
            ]
            for at, edit in enumerate(edits):
                edit.typed.connect(self._typed)
                edit.left.connect(self._field_left)
                self._test_grid.addWidget(edit, number, at)
            button = IconButton(self._theme, "x", f"Remove test {number + 1}")
            button.clicked.connect(partial(self._remove_test, number))
            self._test_grid.addWidget(button, number, 3)
            self._tests.append((edits[0], edits[1], edits[2]))

    def _row(self, *parts: tuple[str, int]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(8))
        for name, stretch in parts:
            row.addWidget(self._fields[name], stretch, Qt.AlignmentFlag.AlignTop)
        return row

    def _connect(self) -> None:
        for edit in self._edits.values():
            edit.typed.connect(self._typed)
            edit.left.connect(self._field_left)
        self.grid.typed.connect(self._typed)
        self.grid.left.connect(self._field_left)
        self.grid.removed.connect(self.row_removed)
        self._form.activated.connect(self._chosen)
        self._needed.clicked.connect(self._chosen)
        self._add_effect.activated.connect(self._effect_chosen)
        self._add_step.clicked.connect(partial(self._want_row, RowKind.DOSE))
        self._add_strength.clicked.connect(partial(self._want_row, RowKind.ALSO))
        self._add_pause.clicked.connect(partial(self._want_row, RowKind.PAUSE))
        self._add_test.clicked.connect(self.test_wanted)
        self.save_button.clicked.connect(self.save_requested)
        self.cancel_button.clicked.connect(self.cancel_requested)

    # ------------------------------------------------------------------------------------------ answers

    def _say(self, sentence: str) -> None:
        self._problem.label.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._note.setVisible(not sentence and bool(self._note.label.text()))

    def _show_watch(self) -> None:
        self._flow.clear()
        names = {effect.code: effect.name for effect in self._effects}
        for code in self._watch:
            name = names.get(code, code)
            chip = Button(self._theme, name, "x", compact=True)
            chip.setAccessibleName(f"Do not watch {name}")
            chip.clicked.connect(partial(self._unwatch, code))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._watch))
        self._chips.updateGeometry()

    def _fit_parts(self) -> None:
        needed = self._needed.isChecked()
        self.grid.setVisible(not needed)
        self._needed_part.setVisible(needed)
        for button in (self._add_step, self._add_strength, self._add_pause):
            button.setVisible(not needed)
        self._fields["every"].setVisible(not needed and Form(self._form.currentData()) in SPACED)

    def _want_row(self, kind: RowKind, _checked: bool = False) -> None:
        self.row_wanted.emit(kind)

    def _remove_test(self, number: int, _checked: bool = False) -> None:
        self.test_removed.emit(number)

    @Slot()
    def _typed(self) -> None:
        self._debounce.touch()
        self.typed.emit(self.collect())

    @Slot(str)
    def _field_left(self, name: str) -> None:
        self._left.add(name)
        self.left.emit(name)
        self.show_reading(self._reading)

    @Slot()
    def _chosen(self) -> None:
        rows = self.grid.rows()
        if self._needed.isChecked() and not self._edits["needed_start"].text() and rows:
            self._edits["needed_start"].setText(rows[0].start)
        self._fit_parts()
        self._typed()

    @Slot(int)
    def _effect_chosen(self, _: int) -> None:
        code = str(self._add_effect.currentData())
        self._add_effect.setCurrentIndex(0)
        if code and code not in self._watch:
            self._watch.append(code)
            self._show_watch()
            self._typed()

    def _unwatch(self, code: str, _checked: bool = False) -> None:
        self._watch.remove(code)
        self._show_watch()
        self._typed()
