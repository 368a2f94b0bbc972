"""The doses of the line editor: dated steps, or when it is taken only if needed; below them its lane."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.labels import IconText
from ui.kit.theme import Theme, Type
from ui.screens.plan.line.fields import LineFields, RowKind
from ui.screens.plan.line.grid_view import StepGrid
from ui.screens.plan.line.strength_reading import StrengthChoice
from ui.screens.plan.line.suggest_view import Suggestion, SuggestList
from ui.screens.plan.line.texts import LineTexts
from ui.screens.plan.page import LaneChart
from ui.screens.plan.steps.lanes_view import LanesView

GAP, ACTS = 6, 12


class DosingPart(QWidget):
    """Signals: `typed()`, `left(str)`, `chosen()` when a box was ticked, `row_wanted(RowKind)`,
    `row_removed(int)`, `form_chosen(Form)` when a strength was picked that exists in this form.
    """

    typed = Signal()
    left = Signal(str)
    chosen = Signal()
    row_wanted = Signal(object)
    row_removed = Signal(int)
    form_chosen = Signal(object)

    def __init__(self, theme: Theme, host: QWidget, texts: LineTexts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self.grid = StepGrid(theme, host)
        self.lane = LanesView(theme)
        self.lane.set_low(True)
        self.lane.hide()
        self._gone = IconText(theme, "clipboard-list", "", "info", Type.SMALL)
        self._gone.label.wrapped()
        self._gone.hide()
        self._needed = QCheckBox("Only when &needed")
        self._adds = {
            RowKind.DOSE: LinkButton(theme, "Add s&tep", "plus"),
            RowKind.ALSO: LinkButton(theme, "Add st&rength", "plus"),
            RowKind.PAUSE: LinkButton(theme, "Add pa&use", "pause"),
        }
        self._strengths = SuggestList(theme, host)
        self._strengths.serve(texts.edits["needed_strength"])
        self._build()
        self._connect()

    @property
    def is_needed(self) -> bool:
        """Whether it is taken only when needed."""
        return self._needed.isChecked()

    def offer(self, choices: tuple[StrengthChoice, ...]) -> None:
        """The products that exist."""
        self.grid.offer(choices)
        self._strengths.offer(tuple(Suggestion(one.text, one.label, one) for one in choices))

    def show_needed(self, needed: bool) -> None:
        """Whether another line is taken only when needed."""
        self._needed.setChecked(needed)

    def show_rows(self, typed: LineFields) -> None:
        """Fields for these steps."""
        self.grid.show_rows(typed.rows)
        self.fit()

    def show_lane(self, chart: LaneChart) -> None:
        """The line as it is typed now."""
        self.lane.show_chart(chart)

    def show_gone(self, sentence: str) -> None:
        """What was planned and is left out; below the fields, which stay where they are."""
        self._gone.label.setText(sentence)
        self._gone.setVisible(bool(sentence))

    def fit(self) -> None:
        """Show the fields of the way in which it is taken."""
        needed = self.is_needed
        self.grid.setVisible(not needed)
        self._needed_part.setVisible(needed)
        for button in self._adds.values():
            button.setVisible(not needed)

    def field(self, name: str) -> CellEdit | None:
        """The field of a step."""
        return self.grid.field(name)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - the signature of Qt
        if not next and self.grid.isVisible() and not self.grid.has_keyboard:
            # Back from below the steps one comes to the last of them, also while it waits to be built.
            self.grid.make_end()
        return super().focusNextPrevChild(next)

    def _build(self) -> None:
        px, texts = self._theme.px, self._texts
        self._needed_part = QWidget()
        part = QVBoxLayout(self._needed_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(px(8))
        part.addLayout(texts.row(("needed_reason", 3), ("needed_strength", 2), ("needed_count", 2)))
        part.addLayout(
            texts.row(("needed_wait", 1), ("needed_most", 1), ("needed_start", 1), ("needed_through", 1))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(GAP))
        column.addWidget(self.grid)
        column.addWidget(self._needed_part)
        column.addLayout(self._build_acts())
        column.addWidget(self._gone)
        column.addWidget(self.lane)

    def _build_acts(self) -> QHBoxLayout:
        acts = QHBoxLayout()
        acts.setSpacing(self._theme.px(ACTS))
        for button in self._adds.values():
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self._needed)
        return acts

    def _connect(self) -> None:
        self.grid.typed.connect(self.typed)
        self.grid.left.connect(self.left)
        self.grid.removed.connect(self.row_removed)
        self.grid.form_chosen.connect(self.form_chosen)
        self._strengths.picked.connect(self._strength_taken)
        self._needed.clicked.connect(self._turned)
        for kind, button in self._adds.items():
            button.clicked.connect(partial(self._want_row, kind))

    def _want_row(self, kind: RowKind, _checked: bool = False) -> None:
        self.row_wanted.emit(kind)

    @Slot(object)
    def _strength_taken(self, choice: StrengthChoice) -> None:
        self.form_chosen.emit(choice.form)

    @Slot()
    def _turned(self) -> None:
        start, rows = self._texts.edits["needed_start"], self.grid.rows()
        if self.is_needed and not start.text() and rows:
            start.setText(rows[0].start)
        self.chosen.emit()
