"""The line editor: one medicine with its dated steps, what it is for, what to expect and to watch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from medmanager.domain.plainer_words import PlainerWords
from medmanager.domain.plan import Form
from medmanager.domain.ready_words import ReadyWords
from medmanager.domain.side_effects import SideEffect
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.cell_edit import CellEdit
from ui.kit.debounce import SAVE_MS, Debounce, Timer
from ui.kit.fold import Fold
from ui.kit.form import Field
from ui.kit.labels import IconText, Label, rule
from ui.kit.plain_words_hint import PlainWordsHint
from ui.kit.scroll import ScrollArea
from ui.kit.tab_order import place_stops, stops_in
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.grid_reading import SPACED
from ui.screens.plan.grid_view import StepGrid
from ui.screens.plan.line_fields import LineFields, RowKind
from ui.screens.plan.line_labels import (
    EXPECT,
    FORMS,
    NOT_TRANSLATED,
    SECTIONS,
    SUPPLY,
    TEXTS,
    TRANSLATED,
    WATCH,
    WORRY,
    section_of,
)
from ui.screens.plan.line_parts import SumsPart, TestsPart, WatchPart, chooser
from ui.screens.plan.line_presenter import LineHead
from ui.screens.plan.line_reading import LineReading
from ui.screens.plan.strength_reading import StrengthChoice
from ui.screens.plan.suggest_view import Suggestion, SuggestList


class LineEditor(QWidget):
    """Signals: `typed(LineFields)` at each key, `keep_requested()` within a second of typing, `left(str)`
    when a field is left, `row_wanted(RowKind)`, `row_removed(int)`, `test_wanted()`, `test_removed(int)`,
    `protocol_wanted()`, `pin_wanted(str)` with the generic name, `save_requested()`, `cancel_requested()`.
    """

    typed = Signal(object)
    keep_requested = Signal()
    left = Signal(str)
    row_wanted = Signal(object)
    row_removed = Signal(int)
    test_wanted = Signal()
    test_removed = Signal(int)
    protocol_wanted = Signal()
    pin_wanted = Signal(str)
    save_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, theme: Theme, effects: tuple[SideEffect, ...], timer: Timer | None = None) -> None:
        super().__init__()
        self._theme, self._effects = theme, effects
        self._debounce = Debounce(SAVE_MS, self, timer)
        self._debounce.fired.connect(self.keep_requested)
        self._words = ReadyWords((), (), frozenset())
        self._shown = LineFields()
        self._left: set[str] = set()
        self._plainer = PlainerWords({})
        self._shows_all = False
        self._reading = LineReading(None, {}, ())
        self._head: LineHead | None = None
        self._fields: dict[str, Field] = {}
        self._edits: dict[str, CellEdit] = {}
        self._folds: dict[str, Fold] = {}

    # ------------------------------------------------------------------------------------------ what is shown

    def offer(self, ready: ReadyWords) -> None:
        """Purposes and directions to choose from, and what can be said in Spanish."""
        self._words = ready

    def set_plainer(self, table: PlainerWords) -> None:
        """Plainer words to suggest while directions are written."""
        self._plainer = table

    def show_editor(self, head: LineHead, typed: LineFields) -> None:
        """Fill the form with another line; no problem is shown before a field was left."""
        self._furnish()
        self._left.clear()
        self._shows_all = False
        self._debounce.forget()
        for name, edit in self._edits.items():
            edit.setText(getattr(typed, name))
        self._hint.set_names([typed.medicine])
        self._form.setCurrentIndex(self._form.findData(typed.form))
        self._needed.setChecked(typed.needed)
        self._edits["medicine"].setReadOnly(head.is_signed)
        self._origin.label.setText(typed.origin)
        self._origin.setVisible(bool(typed.origin))
        self.show_head(head)
        self.show_rows(typed)
        for key, (_, fields) in SECTIONS.items():
            filled = key == EXPECT or any(getattr(typed, name) for name in fields)
            self._folds[key].unfold(filled or (key == WATCH and bool(typed.tests)))
        self.area.verticalScrollBar().setValue(0)

    def show_head(self, head: LineHead) -> None:
        """Title and what is known of the medicine."""
        if head == self._head:
            return
        self._head = head
        self._title.setText(head.title)
        self._note.show_text(head.note_icon, head.note, head.note_tone)
        self._note.icon.setVisible(bool(head.note_icon))
        self._note.setVisible(bool(head.note))
        why = "Why the dose changes" if head.is_signed else "Why it is started (may be empty)"
        self._fields["reason"].label.setText(why)
        self._fields["form"].set_note(head.forms)
        self.save_button.setText("&Add to plan" if head.is_new else "&Keep changes")
        self._watch.offer(head.likely)
        self.grid.offer(head.choices)
        self._needed_list.offer(tuple(Suggestion(one.text, one.label, one) for one in head.choices))
        self.pin_button.setEnabled(bool(head.generic))

    def show_rows(self, typed: LineFields) -> None:
        """Build the parts that come in rows: steps, tests, side effects to watch."""
        self._shown = typed
        self.grid.show_rows(typed.rows)
        self._tests.show_tests(typed.tests)
        self._watch.show_codes(typed.watch)
        self._fit_parts()
        # The form is made when it is opened first, and its rows later still: Tab comes to them here.
        place_stops(self, stops_in(self))

    def show_reading(self, reading: LineReading) -> None:
        """Sums at once; problems only of fields that were left, or all after a save was tried."""
        self._reading = reading
        told = {
            name: text for name, text in reading.problems.items() if self._shows_all or name in self._left
        }
        self.grid.show_reading(reading.rows, told)
        for name, field in self._fields.items():
            field.show_problem(told.get(name, ""))
        self._tests.show_problems(told)
        self._sums.show_words(reading.supply)
        self._fields["needed_strength"].set_note(reading.needed_hint)
        for name in TRANSLATED:
            foreign = self._words.untranslated(self._said(name))
            self._fields[name].set_note(NOT_TRANSLATED.format(foreign) if foreign else "")
        self._summarise(told)
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
        test = self._tests.field(name)
        if name in self._edits:
            self._edits[name].setText(text)
        elif test is not None:
            test.setText(text)
        else:
            self.grid.show_text(name, text)

    def go_to(self, field: str) -> None:
        """Put the keyboard into a field, and unfold the part that it is in."""
        section = section_of(field)
        if section:
            self._folds[section].unfold()
        if self.grid.go_to(field):
            return
        edit: QWidget | None = self._edits.get(field) or self._tests.field(field)
        if edit is not None:
            edit.setFocus(Qt.FocusReason.TabFocusReason)
            self._show_place(edit)

    def _show_place(self, edit: QWidget) -> None:
        """What was unfolded just now has no place yet: lay it out first."""
        content = self.area.widget()
        layout = content.layout() if content else None
        if layout is not None:
            layout.activate()
        self.area.ensureWidgetVisible(edit, 0, self._theme.px(80))

    def flush(self) -> None:
        """Ask to keep at once what was typed."""
        self._debounce.flush()

    def collect(self) -> LineFields:
        """Everything as it is typed now."""
        texts = {name: edit.text() for name, edit in self._edits.items()}
        return LineFields(
            **texts,
            form=str(self._form.currentData()),
            needed=self._needed.isChecked(),
            origin=self._shown.origin,
            watch=tuple(self._watch.codes),
            rows=self.grid.rows(),
            tests=self._tests.tests(),
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
        self._origin = IconText(theme, "clipboard-list", "", "info", Type.SMALL)
        self._origin.label.wrapped()
        self.save_button = Button(theme, "&Keep changes", primary=True)
        self.cancel_button = Button(theme, "Cance&l")
        self.protocol_button = LinkButton(theme, "Save as proto&col…", "save")
        self.pin_button = IconButton(theme, "pin", "Pin to the favourites, or let go")
        self.grid = StepGrid(theme, self)
        self._watch, self._tests, self._sums = (
            WatchPart(theme, self._effects),
            TestsPart(theme),
            SumsPart(theme),
        )
        self._form = QComboBox()
        for form, text in FORMS.items():
            self._form.addItem(text, form.value)
        self._needed = QCheckBox("Only when &needed")
        self._add_step = LinkButton(theme, "Add s&tep", "plus")
        self._add_strength = LinkButton(theme, "Add st&rength", "plus")
        self._add_pause = LinkButton(theme, "Add pa&use", "pause")
        self._add_direction = chooser("Add a direction")
        for words in self._words.directions:
            self._add_direction.addItem(words, words)
        for name, label in TEXTS.items():
            edit = CellEdit(name, label)
            edit.setProperty("compact", False)
            self._edits[name] = edit
            self._fields[name] = Field(theme, label, edit)
        self._needed_list = SuggestList(theme, self)
        self._needed_list.serve(self._edits["needed_strength"])
        self._fields["form"] = Field(theme, "Form", self._form)
        self._offer_purposes()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_head())
        column.addWidget(rule())
        self.area = ScrollArea(ground="surface")
        side = self._theme.px(12)
        self.area.inner.setContentsMargins(side, side, side, side)
        self.area.inner.setSpacing(self._theme.px(10))
        for part in self._build_body():
            if isinstance(part, QLayout):
                self.area.inner.addLayout(part)
            else:
                self.area.inner.addWidget(part)
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
        for button in (self.pin_button, self.cancel_button, self.save_button):
            head.addWidget(button)
        return head

    def _build_body(self) -> Iterator[QWidget | QLayout]:
        yield self._origin
        yield self._row(("medicine", 3), ("form", 2), ("purpose", 4))
        yield self._build_steps()
        yield self._fields["reason"]
        yield self._build_directions()
        for key, (title, _) in SECTIONS.items():
            fold = Fold(self._theme, title)
            self._folds[key] = fold
            yield rule()
            yield fold
        expect, watch, supply, worry = (self._folds[key].inner for key in SECTIONS)
        expect.addLayout(self._row(("benefit", 3), ("benefit_when", 2)))
        watch.addWidget(self._watch)
        watch.addWidget(self._tests)
        supply.addLayout(self._row(("supply_days", 1), ("supply_refills", 1), ("prescriber", 2)))
        supply.addWidget(self._sums)
        worry.addLayout(self._row(("cost_concern", 1), ("question", 1), ("adherence", 1)))
        yield rule()
        yield self._left_of(self.protocol_button)

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

    def _build_directions(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        column.addWidget(self._fields["directions"])
        self._hint = PlainWordsHint(self._theme, self._edits["directions"])
        self._hint.set_table(self._plainer)
        column.addWidget(self._hint)
        column.addWidget(self._add_direction, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _row(self, *parts: tuple[str, int]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(8))
        for name, stretch in parts:
            row.addWidget(self._fields[name], stretch, Qt.AlignmentFlag.AlignTop)
        return row

    def _left_of(self, widget: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(widget)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        for edit in self._edits.values():
            edit.typed.connect(self._typed)
            edit.left.connect(self._field_left)
        for part in (self.grid, self._tests):
            part.typed.connect(self._typed)
            part.left.connect(self._field_left)
        self.grid.removed.connect(self.row_removed)
        self.grid.form_chosen.connect(self._form_chosen)
        self._needed_list.picked.connect(self._needed_taken)
        self._form.activated.connect(self._chosen)
        self._needed.clicked.connect(self._chosen)
        self._watch.changed.connect(self._typed)
        self._add_direction.activated.connect(self._direction_chosen)
        self._add_step.clicked.connect(partial(self._want_row, RowKind.DOSE))
        self._add_strength.clicked.connect(partial(self._want_row, RowKind.ALSO))
        self._add_pause.clicked.connect(partial(self._want_row, RowKind.PAUSE))
        self._tests.wanted.connect(self.test_wanted)
        self._tests.removed.connect(self.test_removed)
        self.protocol_button.clicked.connect(self.protocol_wanted)
        self.pin_button.clicked.connect(self._want_pin)
        self.save_button.clicked.connect(self.save_requested)
        self.cancel_button.clicked.connect(self.cancel_requested)

    # ------------------------------------------------------------------------------------------ answers

    def _offer_purposes(self) -> None:
        """What the phrase table can say in Spanish too."""
        self._purposes = SuggestList(self._theme, self, inside=True)
        found = (words.removeprefix("for ") for words in self._words.purposes)
        self._purposes.offer(tuple(Suggestion(words, words) for words in found))
        self._purposes.serve(self._edits["purpose"])
        self._purposes.picked.connect(self._taken)

    @Slot(object)
    def _taken(self, _: object) -> None:
        self._typed()

    @Slot(object)
    def _needed_taken(self, choice: StrengthChoice) -> None:
        self._form_chosen(choice.form)

    def _said(self, name: str) -> str:
        text = " ".join(self._edits[name].text().split())
        return f"for {text}" if name == "purpose" and text and not text.startswith(("for ", "to ")) else text

    def _summarise(self, told: dict[str, str]) -> None:
        """What is in the folded parts, or how many of their fields need somebody."""
        filled = {
            EXPECT: self._edits["benefit"].text(),
            WATCH: self._watch.words(),
            SUPPLY: self._reading.supply.short or self._edits["prescriber"].text(),
            WORRY: " · ".join(
                edit.text() for name in SECTIONS[WORRY][1] if (edit := self._edits[name]).text()
            ),
        }
        for key, fold in self._folds.items():
            wrong = sum(section_of(name) == key for name in told)
            if wrong:
                fold.summarise(
                    "One field needs you." if wrong == 1 else f"{wrong} fields need you.", "contra"
                )
            else:
                fold.summarise("" if fold.is_unfolded else filled[key])

    def _say(self, sentence: str) -> None:
        self._problem.label.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._note.setVisible(not sentence and bool(self._note.label.text()))

    def _fit_parts(self) -> None:
        needed = self._needed.isChecked()
        self.grid.setVisible(not needed)
        self._needed_part.setVisible(needed)
        for button in (self._add_step, self._add_strength, self._add_pause):
            button.setVisible(not needed)
        self._fields["every"].setVisible(not needed and Form(self._form.currentData()) in SPACED)

    def _want_row(self, kind: RowKind, _checked: bool = False) -> None:
        self.row_wanted.emit(kind)

    @Slot()
    def _want_pin(self) -> None:
        self.pin_wanted.emit(self._head.generic if self._head else "")

    @Slot()
    def _typed(self) -> None:
        self._debounce.touch()
        self.typed.emit(self.collect())

    @Slot(str)
    def _field_left(self, name: str) -> None:
        self._left.add(name)
        self.left.emit(name)
        self.show_reading(self._reading)

    @Slot(object)
    def _form_chosen(self, form: Form) -> None:
        self._form.setCurrentIndex(self._form.findData(form.value))
        self._chosen()

    @Slot()
    def _chosen(self) -> None:
        rows = self.grid.rows()
        if self._needed.isChecked() and not self._edits["needed_start"].text() and rows:
            self._edits["needed_start"].setText(rows[0].start)
        self._fit_parts()
        self._typed()

    @Slot(int)
    def _direction_chosen(self, _: int) -> None:
        words = str(self._add_direction.currentData() or "")
        self._add_direction.setCurrentIndex(0)
        edit = self._edits["directions"]
        if words and words not in edit.text():
            edit.setText(f"{edit.text().strip()} {words}".strip())
            self._typed()
