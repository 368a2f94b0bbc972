"""The card in the middle: the dated steps with their lanes, or in their place the editor of one line."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from medmanager.domain.ids import LineId
from medmanager.domain.side_effects import SideEffect
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.chip import Tag
from ui.kit.debounce import Timer
from ui.kit.labels import Label, rule
from ui.kit.layout.scroll import ScrollArea
from ui.kit.theme import SEMIBOLD, Theme
from ui.screens.plan.acts_view import ActBar
from ui.screens.plan.finder.rows import FinderRow
from ui.screens.plan.finder.view import MedicineBox
from ui.screens.plan.line.fields import LineFields
from ui.screens.plan.line.head import LineHead
from ui.screens.plan.line.reading import LineReading
from ui.screens.plan.line.view import LineEditor
from ui.screens.plan.page import LaneChart, PlanPage
from ui.screens.plan.room import Room
from ui.screens.plan.steps.lanes_view import LanesView
from ui.screens.plan.steps.view import StepsTable

SIDE, GAP, HEAD, FINDER, LEAST_LANES = 12, 8, 39, 220, 130


class StepsCard(Card):
    """Signals: `acted(str, LineId)` with an act of the bar, `line_opened(LineId)`, `medicine_searched(str)`,
    `medicine_picked(Pick)`, `undo_wanted()`, `steps_wanted(object)` with a line or None, for steps from the
    knowledge base, and `writing_changed(bool)` when the editor opens or closes.
    """

    acted = Signal(str, object)
    line_opened = Signal(object)
    steps_wanted = Signal(object)
    medicine_searched = Signal(str)
    medicine_picked = Signal(object)
    undo_wanted = Signal()
    writing_changed = Signal(bool)

    def __init__(
        self, theme: Theme, host: QWidget, effects: tuple[SideEffect, ...], timer: Timer | None
    ) -> None:
        super().__init__(theme)
        self._page: PlanPage | None = None
        self._written: LineId | None = None
        self._room = Room()
        self.table, self.lanes, self.acts = StepsTable(theme), LanesView(theme), ActBar(theme)
        self.editor = LineEditor(theme, effects, timer)
        self.add_box = MedicineBox(theme, host)
        self.steps_button = Button(theme, "T&aper…", compact=True)
        self._read_only = Tag(theme, "read-only", "lock")
        self._stack = QStackedWidget()
        self._lane_area, self._lane_rule = ScrollArea(self.lanes, "surface"), rule()
        self._build()
        self._connect()

    @property
    def is_writing(self) -> bool:
        """Whether a line is being written."""
        return self._stack.currentIndex() == 1

    def show_page(self, page: PlanPage) -> None:
        """Show a version of the plan."""
        self._page = page
        was_in_acts = self._is_in_acts()
        self.table.show_page(page)
        if not self.is_writing:
            self._choose_written()
            self._show_chart(page.chart)
        self.add_box.setVisible(page.editable)
        self.steps_button.setVisible(page.editable)
        self._read_only.setVisible(not page.editable)
        self._show_acts(self.table.selected_line())
        if was_in_acts and not self._is_in_acts():
            # The act that was pressed is not offered any more, as "Remove" once the medicine is gone.
            self.table.setFocus()

    def fit(self, room: Room) -> None:
        """Choose for the room of the screen how high lanes are, and where the one of the editor stands."""
        self._room = room
        self.lanes.set_low(room.is_low)
        self.acts.set_low(room.is_low)
        self._fit_lanes()

    def show_found(self, text: str, rows: tuple[FinderRow, ...]) -> None:
        """Protocols and medicines for what was typed."""
        self.add_box.show_found(text, rows)

    def lead_to(self, line_id: LineId | None) -> None:
        """Put the keyboard on a line; what is being written stays in front."""
        if self.is_writing:
            self.editor.setFocus()
        else:
            self.table.select_line(line_id)
            self.table.setFocus()

    def begin(self) -> None:
        """Put the keyboard where writing begins: on the medicines that there are, else where one is found."""
        if not self.table.lines():
            self.add_box.setFocus()
            return
        self.table.setFocus()
        if self.table.selected_line() is None:
            self.table.enter_rows()

    # ---------------------------------------------------------------------- the line editor

    def show_editor(self, head: LineHead, typed: LineFields) -> None:
        """Open the editor in the place of the table."""
        self.editor.show_editor(head, typed)
        self._write(True)

    def show_head(self, head: LineHead) -> None:
        """Title and what is known of the medicine."""
        self.editor.show_head(head)

    def show_rows(self, typed: LineFields) -> None:
        """Other rows of steps, tests or side effects."""
        self.editor.show_rows(typed)

    def show_reading(self, reading: LineReading) -> None:
        """Sums and problems."""
        self.editor.show_reading(reading)

    def show_problems(self, problems: dict[str, str]) -> None:
        """Everything that stands in the way of the line."""
        self.editor.show_problems(problems)

    def show_text(self, name: str, text: str) -> None:
        """The usual way of writing what was typed."""
        self.editor.show_text(name, text)

    def show_lanes(self, chart: LaneChart, line_id: LineId) -> None:
        """The lanes with the line as it is typed now; in a low window that line alone."""
        self._written = line_id
        alone = replace(chart, lanes=tuple(lane for lane in chart.lanes if lane.line_id == line_id))
        self.editor.show_lane(alone)
        self._show_chart(alone if self._room.is_low else chart)

    def go_to(self, field: str) -> None:
        """Put the keyboard into a field of the editor."""
        self.editor.go_to(field)

    def close_editor(self) -> None:
        """Back to the table."""
        self._write(False)
        if self._page is not None:
            self._show_chart(self._page.chart)
        self.table.setFocus()

    def _choose_written(self) -> None:
        """The line that was written last is the chosen one; a new line is there once it was saved."""
        written, self._written = self._written, None
        if written is not None and written in self.table.lines():
            self.table.select_line(written)

    def _write(self, writing: bool) -> None:
        self._stack.setCurrentIndex(int(writing))
        self._fit_lanes()
        self.writing_changed.emit(writing)

    # ---------------------------------------------------------------------- building

    def _build(self) -> None:
        table_part = QWidget()
        column = QVBoxLayout(table_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addWidget(rule())
        column.addWidget(self.table, 1)
        column.addWidget(self.acts)
        self._stack.addWidget(table_part)
        self._stack.addWidget(self.editor)
        self.add(self._stack, 1)
        self.add(self._lane_rule)
        self.add(self._lane_area)

    def _build_head(self) -> QWidget:
        """The editor has a head of its own, so this one belongs to the table and not to the card."""
        px, part = self._theme.px, QWidget()
        part.setMinimumHeight(px(HEAD))
        head = QHBoxLayout(part)
        head.setContentsMargins(px(SIDE), 3, px(SIDE), 3)
        head.setSpacing(px(GAP))
        head.addWidget(Label("Dated steps", weight=SEMIBOLD))
        head.addWidget(self._read_only)
        head.addStretch(1)
        self.add_box.setFixedWidth(px(FINDER))
        head.addWidget(self.add_box)
        head.addWidget(self.steps_button)
        return part

    def _connect(self) -> None:
        self.add_box.wanted.connect(self.medicine_searched)
        self.add_box.picked.connect(self.medicine_picked)
        self.table.line_selected.connect(self._show_acts)
        self.table.line_opened.connect(self.line_opened)
        self.acts.acted.connect(self.acted)
        self.steps_button.clicked.connect(self._want_steps)
        self.table.undo_wanted.connect(self.undo_wanted)

    def _is_in_acts(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and focused.isVisible() and self.acts.isAncestorOf(focused)

    def _show_chart(self, chart: LaneChart) -> None:
        self.lanes.show_chart(chart)
        self._fit_lanes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_lanes()

    def _fit_lanes(self) -> None:
        """The lanes take what they need up to a third of the height, and less where the steps need the room;
        then they scroll. Where the editor has little room, its lane scrolls with its fields instead.
        """
        inside = self.is_writing and self._room.is_cramped
        self.editor.set_lane_inside(inside)
        self._lane_area.setVisible(not inside)
        self._lane_rule.setVisible(not inside)
        most = max(self._theme.px(LEAST_LANES), self._room.lanes)
        if not self.is_writing:
            most = min(most, max(self.lanes.least(), self._left_of_steps()))
        self._lane_area.setFixedHeight(min(most, self.lanes.sizeHint().height()))

    def _left_of_steps(self) -> int:
        """What the head, all steps and the acts leave of the height of the card."""
        acts = self.acts.sizeHint().height() if self.acts.isVisibleTo(self) else 0
        return self.height() - self._theme.px(HEAD) - self.table.whole() - acts

    @Slot(object)
    def _show_acts(self, line_id: LineId | None) -> None:
        self.acts.show_line(self._page, line_id)
        self._fit_lanes()

    @Slot()
    def _want_steps(self) -> None:
        self.steps_wanted.emit(self.table.selected_line())
