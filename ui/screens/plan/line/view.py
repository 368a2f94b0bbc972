"""The line editor: one medicine with its dated steps, what it is for, what to expect and to watch."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.paper.plainer_words import PlainerWords
from medmanager.domain.paper.printable import unprintable
from medmanager.domain.paper.ready_words import ReadyWords
from medmanager.domain.plan.dose import Form
from medmanager.domain.side_effects import SideEffect
from ui.kit.buttons import LinkButton
from ui.kit.debounce import SAVE_MS, Debounce, Timer
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.fields.form import Field
from ui.kit.fields.plain_words_hint import PlainWordsHint
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import IconText, rule
from ui.kit.layout.scroll import ScrollArea, bring_into_sight, show_if_new
from ui.kit.plan_words import for_purpose
from ui.kit.tab_order import place_stops, stops_in
from ui.kit.theme import Theme, Type
from ui.screens.plan.line.dosing_view import DosingPart
from ui.screens.plan.line.fields import LineFields
from ui.screens.plan.line.folds_view import FoldsPart
from ui.screens.plan.line.head import LineHead
from ui.screens.plan.line.head_view import LineHeadBar
from ui.screens.plan.line.labels import FORMS, PRINTED, TRANSLATED, not_printed, not_translated
from ui.screens.plan.line.parts import chooser
from ui.screens.plan.line.reading import LineReading
from ui.screens.plan.line.suggest_view import Suggestion, SuggestList
from ui.screens.plan.line.texts import LineTexts
from ui.screens.plan.page import LaneChart

SIDE, GAP, AROUND = 12, 10, 12


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
        self._shows_all = self._is_furnished = False
        self._reading = LineReading(None, {}, ())
        self._head: LineHead | None = None

    # ------------------------------------------------------------------------------------------ what is shown

    def offer(self, plainer: PlainerWords, ready: ReadyWords) -> None:
        """Plainer words to suggest; purposes and directions to choose from, said in Spanish too."""
        self._plainer, self._words = plainer, ready

    def show_editor(self, head: LineHead, typed: LineFields) -> None:
        """Fill the form with another line; no problem is shown before a field was left."""
        self.furnish()
        self._left.clear()
        self._shows_all = False
        self._debounce.forget()
        self._texts.show_all(typed)
        self._hint.set_names([typed.medicine])
        self._form.setCurrentIndex(self._form.findData(typed.form))
        self.dosing.show_needed(typed.needed)
        self._texts.edits["medicine"].setReadOnly(head.is_signed)
        self._origin.label.setText(typed.origin)
        self._origin.setVisible(bool(typed.origin))
        self.dosing.show_gone("")
        self.show_head(head)
        self.show_rows(typed)
        self._folds.open_for(typed)
        self.area.verticalScrollBar().setValue(0)

    def show_head(self, head: LineHead) -> None:
        """Title and what is known of the medicine."""
        if head == self._head:
            return
        self._head = head
        self.head.show_head(head)
        why = "Why the dose changes" if head.is_signed else "Why it is started (may be empty)"
        self._texts.fields["reason"].label.setText(why)
        self._form_field.set_note(head.forms)
        self._folds.offer(head.likely)
        self.dosing.offer(head.choices)
        self._hint.set_language(head.language)

    def show_rows(self, typed: LineFields) -> None:
        """Build the parts that come in rows: steps, tests, side effects to watch."""
        self._shown = typed
        self.dosing.show_rows(typed)
        self._folds.show_rows(typed)
        # The form is made when it is opened first, and its rows later still: Tab comes to them here.
        place_stops(self, stops_in(self))

    def show_reading(self, reading: LineReading) -> None:
        """Sums at once; problems only of fields that were left, or all after a save was tried."""
        self._reading = reading
        told = {
            name: text for name, text in reading.problems.items() if self._shows_all or name in self._left
        }
        self.dosing.grid.show_reading(reading.rows, told)
        fields = self._texts.fields
        for name, field in fields.items():
            field.show_problem(told.get(name, ""))
        self._form_field.show_problem(told.get("form", ""))
        self._folds.show_supply(reading.supply)
        if reading.dosed is not None and not self._shown.origin:
            self.dosing.show_gone(reading.gone)
        fields["needed_strength"].set_note(reading.needed_hint)
        for name in PRINTED:
            fields[name].set_note(self._paper_note(name))
        self._folds.show_problems(told)
        self.head.say(told.get("steps", ""))

    def show_problems(self, problems: dict[str, str]) -> None:
        """Everything that stands in the way; the keyboard goes to the first."""
        self._shows_all = True
        self.show_reading(replace(self._reading, problems={**self._reading.problems, **problems}))
        first = next(iter(problems), "")
        if first in self._texts.fields or first.startswith(("form", "row.", "test.")):
            count = len(problems)
            self.head.say(f"{count} fields need you." if count > 1 else "One field needs you.")
            self.go_to(first)
        else:
            self.head.say(problems.get(first, ""))

    def show_text(self, name: str, text: str) -> None:
        """The usual way of writing what was typed into a field."""
        edit = self._edit(name)
        if edit is not None:
            edit.setText(text)

    def show_lane(self, chart: LaneChart) -> None:
        """The line as it is typed now, for where its lane stands among the fields."""
        if self._is_furnished:
            self.dosing.show_lane(chart)

    def set_lane_inside(self, inside: bool) -> None:
        """Whether the lane stands among the fields."""
        if self._is_furnished:
            self.dosing.lane.setVisible(inside)

    def go_to(self, field: str) -> None:
        """Put the keyboard into a field, unfold the part that it is in, and scroll to it."""
        self._folds.unfold(field)
        edit = self._edit(field)
        if edit is not None:
            show_if_new(edit)
            edit.setFocus(Qt.FocusReason.TabFocusReason)
            if field.startswith("row."):
                edit.selectAll()
            bring_into_sight(edit, self._theme.px(AROUND))

    def flush(self) -> None:
        """Ask to keep at once what was typed."""
        self._debounce.flush()

    def collect(self) -> LineFields:
        """Everything as it is typed now."""
        return LineFields(
            **self._texts.texts(),
            form=str(self._form.currentData()),
            needed=self.dosing.is_needed,
            origin=self._shown.origin,
            watch=self._folds.watched,
            rows=self.dosing.grid.rows(),
            tests=self._folds.tests(),
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

    def furnish(self) -> None:
        """Put the form together, unless it is: when it is opened first, or in a turn of its own before that.
        Most charts are read and not written.
        """
        if not self._is_furnished:
            self._is_furnished = True
            self._build_parts()
            self._build()
            self._connect()

    def _build_parts(self) -> None:
        theme = self._theme
        self.head = LineHeadBar(theme)
        self._texts = LineTexts(theme, self)
        self._origin = IconText(theme, "clipboard-list", "", "info", Type.SMALL)
        self._origin.label.wrapped()
        self._form = PullDown()
        for form, text in FORMS.items():
            self._form.addItem(text, form.value)
        self._form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._form_field = Field(theme, "Form", self._form)
        self._form_field.let_note_wrap()
        self.dosing = DosingPart(theme, self, self._texts)
        self._folds = FoldsPart(theme, self._effects, self._texts)
        self._add_direction = chooser("Add a direction")
        for words in self._words.directions:
            self._add_direction.addItem(words, words)
        self.protocol_button = LinkButton(theme, "Save as proto&col…", "save")
        self._offer_purposes()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule())
        self.area = ScrollArea(ground="surface")
        self.area.let_scroll_sideways()
        inner, side = self.area.inner, self._theme.px(SIDE)
        inner.setContentsMargins(side, side, side, side)
        inner.setSpacing(self._theme.px(GAP))
        inner.addWidget(self._origin)
        inner.addLayout(self._build_first())
        inner.addWidget(self.dosing)
        inner.addWidget(self._texts.fields["reason"])
        inner.addLayout(self._build_directions())
        inner.addWidget(self._folds)
        inner.addWidget(rule())
        inner.addWidget(self.protocol_button, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        column.addWidget(self.area, 1)

    def _build_first(self) -> QHBoxLayout:
        row = self._texts.row(("medicine", 3), ("purpose", 4))
        row.insertWidget(1, self._form_field, 2, Qt.AlignmentFlag.AlignTop)
        return row

    def _build_directions(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        column.addWidget(self._texts.fields["directions"])
        self._hint = PlainWordsHint(self._theme, self._texts.edits["directions"])
        self._hint.set_table(self._plainer)
        self._hint.set_ready(self._words)
        column.addWidget(self._hint)
        column.addWidget(self._add_direction, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _offer_purposes(self) -> None:
        """What the phrase table can say in Spanish too."""
        self._purposes = SuggestList(self._theme, self, inside=True)
        found = (words.removeprefix("for ") for words in self._words.purposes)
        self._purposes.offer(tuple(Suggestion(words, words) for words in found))
        self._purposes.serve(self._texts.edits["purpose"])
        self._purposes.picked.connect(self._taken)

    def _connect(self) -> None:
        dosing, folds, head = self.dosing, self._folds, self.head
        for part in (self._texts, dosing, folds):
            part.typed.connect(self._typed)
            part.left.connect(self._field_left)
        dosing.chosen.connect(self._chosen)
        dosing.form_chosen.connect(self._form_chosen)
        dosing.row_wanted.connect(self.row_wanted)
        dosing.row_removed.connect(self.row_removed)
        folds.test_wanted.connect(self.test_wanted)
        folds.test_removed.connect(self.test_removed)
        self._form.activated.connect(self._chosen)
        self._add_direction.activated.connect(self._direction_chosen)
        self.protocol_button.clicked.connect(self.protocol_wanted)
        head.pin.clicked.connect(self._want_pin)
        head.save.clicked.connect(self.save_requested)
        head.cancel.clicked.connect(self.cancel_requested)

    # ------------------------------------------------------------------------------------------ answers

    def _edit(self, name: str) -> CellEdit | None:
        """The field of this name, wherever it stands."""
        return self._texts.edits.get(name) or self.dosing.field(name) or self._folds.field(name)

    def _paper_note(self, name: str) -> str:
        """What paper will make of these words: letters that it lacks, or a sentence that stays English."""
        lost = not_printed(unprintable(self._texts.edits[name].text()))
        foreign = self._words.untranslated(self._said(name)) if name in TRANSLATED and not lost else ""
        return lost or not_translated(foreign)

    def _said(self, name: str) -> str:
        text = " ".join(self._texts.edits[name].text().split())
        return for_purpose(text) if name == "purpose" else text

    @Slot(object)
    def _taken(self, _: object) -> None:
        self._typed()

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
        self.dosing.fit()
        self._typed()

    @Slot(int)
    def _direction_chosen(self, _: int) -> None:
        words = str(self._add_direction.currentData() or "")
        self._add_direction.setCurrentIndex(0)
        edit = self._texts.edits["directions"]
        if words and words not in edit.text():
            edit.setText(f"{edit.text().strip()} {words}".strip())
            self._typed()
