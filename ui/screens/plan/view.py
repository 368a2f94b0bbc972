"""Shows the plan of a patient: dated steps, lanes, safety, what changed; decides nothing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from medmanager.domain.errors import MedManagerError
from medmanager.domain.ids import LineId
from medmanager.domain.protocol import DoseProtocol
from medmanager.domain.side_effects import SideEffect
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.chip import Tag
from ui.kit.columns import Columns, Part
from ui.kit.debounce import Timer
from ui.kit.dialog import Dialog
from ui.kit.labels import Label, rule
from ui.kit.safety_words import AlertWords, SafetyWords
from ui.kit.scroll import ScrollArea
from ui.kit.states import StateStack
from ui.kit.theme import SEMIBOLD, Theme
from ui.screens.plan.acts_view import ActBar
from ui.screens.plan.burden_view import BurdenStrip
from ui.screens.plan.dialogs_view import (
    CompareDialog,
    FieldsDialog,
    HistoryDialog,
    ThrowAwayDialog,
)
from ui.screens.plan.finder_dialogs import ProtocolDialog, ProtocolsDialog
from ui.screens.plan.finder_rows import FinderRow
from ui.screens.plan.finder_view import MedicineBox
from ui.screens.plan.lanes_view import LanesView
from ui.screens.plan.line_fields import LineFields
from ui.screens.plan.line_presenter import LineHead
from ui.screens.plan.line_reading import LineReading
from ui.screens.plan.line_view import LineEditor
from ui.screens.plan.merge_view import MergeDialog
from ui.screens.plan.merge_words import MergeSheet
from ui.screens.plan.monitoring_view import MonitoringCard
from ui.screens.plan.page import LaneChart, PlanPage
from ui.screens.plan.preview_view import PreviewCard
from ui.screens.plan.proposal_dialogs import LineDialogs
from ui.screens.plan.reconcile_view import ElsewhereCard, ReconcileDialog
from ui.screens.plan.reconcile_words import ReconcileSheet
from ui.screens.plan.safety_view import SafetyCard
from ui.screens.plan.sheets import CompareSheet, HistoryRow, SignSheet
from ui.screens.plan.side_view import (
    ChangesCard,
    VisitCard,
    WordsCard,
)
from ui.screens.plan.sign_view import SignDialog
from ui.screens.plan.steps_view import StepsTable
from ui.screens.plan.tools_view import PlanNotice, PlanTools

MARGIN, GAP, TOOLS, LOW, LEAST_LANES = 12, 12, 48, 640, 130
SAFETY, SIDE, SIDE_GROWS, MIDDLE_FROM, WIDE_FROM = 260, 352, 28, 880, 1260
STEPS_LOW, SAFETY_LOW, SIDE_LOW = 480, 190, 420
PREVIEW_FROM = 1330
"""Width of the screen from which the take-home sheet stands beside the plan."""


class PlanView(QWidget):
    """Signals are intents, as named. `acted_on(str, LineId)` is one of change, edit, remove, history;
    `steps_wanted(LineId | None)` asks for steps from the knowledge base.
    """

    begin_requested = Signal()
    version_chosen = Signal(object)
    undo_requested = Signal()
    compare_requested = Signal()
    versions_chosen = Signal(object, object)
    preview_requested = Signal()
    signature_requested = Signal()
    signed = Signal(str, object)
    thrown_away = Signal()
    take_up_requested = Signal()
    merge_decided = Signal(object)
    reconciled = Signal(object)
    retry_requested = Signal()
    medicine_searched = Signal(str)
    medicine_picked = Signal(object)
    protocol_named = Signal(str, bool)
    protocol_renamed = Signal(object, str)
    protocol_retired = Signal(object)
    acted_on = Signal(str, object)
    steps_wanted = Signal(object)

    def __init__(self, theme: Theme, effects: tuple[SideEffect, ...], timer: Timer | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._page: PlanPage | None = None
        self._dialog: Dialog | None = None
        self._may_begin = False
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table, self.lanes = StepsTable(theme), LanesView(theme)
        self.editor = LineEditor(theme, effects, timer)
        self.safety, self.burden, self.changes = SafetyCard(theme), BurdenStrip(theme), ChangesCard(theme)
        self.visit, self.monitoring, self.words = VisitCard(theme), MonitoringCard(theme), WordsCard(theme)
        self.elsewhere = ElsewhereCard(theme)
        self.add_box = MedicineBox(theme, self)
        self.steps_button = Button(theme, "T&aper…", compact=True)
        self.line_dialogs = LineDialogs(theme, self)
        self._read_only = Tag(theme, "read-only", "lock")
        self.tools, self.notice, self.acts = PlanTools(theme), PlanNotice(theme), ActBar(theme)
        self.preview = PreviewCard(theme)
        self.state = StateStack(theme, self._build_content())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(MARGIN), 0, theme.px(MARGIN), theme.px(MARGIN))
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.notice)
        column.addWidget(self.state, 1)
        column.addSpacing(theme.px(GAP))
        column.addWidget(self.burden)
        self.burden.hide()
        self._connect()

    # ---------------------------------------------------------------------- what is shown

    def show_loading(self) -> None:
        """The plans are on their way."""
        self.tools.hide()
        self.burden.hide()
        self.state.show_loading()

    def show_empty(self, sentence: str, *, may_begin: bool) -> None:
        """There is no plan."""
        self.tools.hide()
        self.burden.hide()
        self.notice.hide()
        self._may_begin = may_begin
        self.state.show_empty(sentence, "Start a plan" if may_begin else "")

    def show_not_allowed(self, sentence: str) -> None:
        """This role sees no plan."""
        self.tools.hide()
        self.burden.hide()
        self.state.show_not_allowed(sentence)

    def show_error(self, sentence: str) -> None:
        """The plans could not be read."""
        self._may_begin = False
        self.tools.hide()
        self.burden.hide()
        self.state.show_error("The plan could not be opened.", sentence)

    def show_safety(self, safety: SafetyWords) -> None:
        """What the check says of the version that is shown."""
        self.safety.show_safety(safety)
        self.burden.show_safety(safety)
        if isinstance(self._dialog, SignDialog):
            self._dialog.show_safety(safety)

    def show_safety_refusal(self, error: MedManagerError) -> None:
        """A reason for going on was not taken."""
        self.safety.show_refusal(error)

    def close_reason(self) -> None:
        """A reason for going on is kept."""
        self.safety.close_dialog()

    def show_page(self, page: PlanPage, *, can_undo: bool) -> None:
        """Show a version of the plan."""
        self._page = page
        self.tools.show()
        self.burden.show()
        self.tools.show_page(page, can_undo=can_undo)
        self.notice.show_notice(page.notice)
        self.table.show_page(page)
        if self._stack.currentIndex() == 0:
            self._show_chart(page.chart)
        self.add_box.setVisible(page.editable)
        self.steps_button.setVisible(page.editable)
        self._read_only.setVisible(not page.editable)
        self.safety.set_may_answer(page.may_sign)
        self.changes.show_page(page)
        self.visit.show_page(page)
        self.words.show_page(page)
        self.elsewhere.show_rows(page.elsewhere, may_decide=page.may_decide)
        self._show_acts(self.table.selected_line())
        self.state.show_content()

    def show_refusal(self, field: str, sentence: str) -> None:
        """In the open dialog beside its field, or beside the day of the next visit."""
        if isinstance(self._dialog, FieldsDialog | SignDialog):
            self._dialog.show_refusal(field, sentence)
        elif field == "follow_up":
            self.visit.show_problem(sentence)

    def close_dialog(self) -> None:
        """What was asked for is done."""
        self.safety.close_dialog()
        if self._dialog is not None:
            self._dialog.accept()

    def ask_signature(self, sheet: SignSheet) -> None:
        """Show once more what is signed."""
        dialog = SignDialog(self._theme, self, sheet)
        dialog.signed.connect(self.signed)
        dialog.reason_wanted.connect(self._ask_reason_to_sign)
        dialog.change_wanted.connect(self._change_for)
        self._open(dialog)

    def show_comparison(self, sheet: CompareSheet) -> None:
        """Two versions side by side; the dialog stays while others are chosen."""
        if not isinstance(self._dialog, CompareDialog):
            dialog = CompareDialog(self._theme, self)
            dialog.chosen.connect(self.versions_chosen)
            self._open(dialog)
        assert isinstance(self._dialog, CompareDialog), "opened just now"
        self._dialog.show_sheet(sheet)

    def show_merge(self, sheet: MergeSheet) -> None:
        """What two people changed, to be decided on."""
        dialog = MergeDialog(self._theme, self, sheet)
        dialog.decided.connect(self.merge_decided)
        self._open(dialog)

    def show_merge_refusal(self, sentence: str) -> None:
        """Why it was not merged."""
        if isinstance(self._dialog, MergeDialog):
            self._dialog.show_refusal(sentence)

    def show_reconciling(self, sheet: ReconcileSheet) -> None:
        """The medicines from elsewhere, to be decided on."""
        dialog = ReconcileDialog(self._theme, self, sheet)
        dialog.decided.connect(self.reconciled)
        self._open(dialog)

    def show_reconcile_refusal(self, sentence: str) -> None:
        """Why nothing was kept."""
        if isinstance(self._dialog, ReconcileDialog):
            self._dialog.show_refusal(sentence)

    def show_history(self, name: str, rows: tuple[HistoryRow, ...]) -> None:
        """Where the doses of a line came from."""
        self._open(HistoryDialog(self._theme, self, name, rows))

    def flush(self) -> None:
        """Tell at once what waits, as before a lock."""
        self.words.flush()
        self.editor.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lanes.set_low(self._is_low())
        self.burden.set_low(self._is_low())
        self.preview.set_room(self.width() >= self._theme.px(PREVIEW_FROM))
        self._fit_lanes()

    def _fit_lanes(self) -> None:
        """The lanes take what they need up to a third of the height, then they scroll."""
        most = max(self._theme.px(LEAST_LANES), self.height() * 2 // 5 - self._theme.px(TOOLS))
        self._lane_area.setFixedHeight(min(most, self.lanes.sizeHint().height()))

    def _show_chart(self, chart: LaneChart) -> None:
        self.lanes.show_chart(chart)
        self._fit_lanes()

    def _is_low(self) -> bool:
        return self.height() < self._theme.px(LOW)

    # ---------------------------------------------------------------------- the line editor

    def show_editor(self, head: LineHead, typed: LineFields) -> None:
        """Open the editor in the place of the table."""
        self.editor.show_editor(head, typed)
        self._stack.setCurrentIndex(1)
        self.tools.set_editing(True)

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

    def show_found(self, text: str, rows: tuple[FinderRow, ...]) -> None:
        """Protocols and medicines for what was typed."""
        self.add_box.show_found(text, rows)

    def show_medicines(self, text: str, rows: tuple[FinderRow, ...]) -> None:
        """Medicines alone, for the new one of the steps that are proposed."""
        self.line_dialogs.show_medicines(text, rows)

    def ask_protocol_name(self, name: str) -> None:
        """Ask under which name the line is kept."""
        dialog = ProtocolDialog(self._theme, self, name)
        dialog.wanted.connect(self.protocol_named)
        self._open(dialog)

    def show_protocols(self, protocols: tuple[DoseProtocol, ...]) -> None:
        """The protocols in use; the dialog stays while they are changed."""
        if not isinstance(self._dialog, ProtocolsDialog) or not self._dialog.isVisible():
            dialog = ProtocolsDialog(self._theme, self)
            dialog.renamed.connect(self.protocol_renamed)
            dialog.retired.connect(self.protocol_retired)
            dialog.show_protocols(protocols)
            self._open(dialog)
        elif isinstance(self._dialog, ProtocolsDialog):
            self._dialog.show_protocols(protocols)

    def show_protocol_refusal(self, field: str, sentence: str) -> None:
        """Why a protocol was not kept or changed."""
        if isinstance(self._dialog, ProtocolDialog | ProtocolsDialog):
            self._dialog.show_refusal(field, sentence)

    def show_lanes(self, chart: LaneChart, line_id: LineId) -> None:
        """The lanes with the line as it is typed now; in a low window that line alone."""
        lanes = tuple(lane for lane in chart.lanes if lane.line_id == line_id)
        self._show_chart(replace(chart, lanes=lanes) if self._is_low() else chart)

    def go_to(self, field: str) -> None:
        """Put the keyboard into a field of the editor."""
        self.editor.go_to(field)

    def close_editor(self) -> None:
        """Back to the table."""
        self._stack.setCurrentIndex(0)
        self.tools.set_editing(False)
        if self._page is not None:
            self._show_chart(self._page.chart)
        self.table.setFocus()

    # ---------------------------------------------------------------------- building

    def _build_content(self) -> Columns:
        theme = self._theme
        self.steps_card = Card(theme)
        table_part = QWidget()
        column = QVBoxLayout(table_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addWidget(rule())
        column.addWidget(self.table, 1)
        column.addWidget(self.acts)
        self._stack = QStackedWidget()
        self._stack.addWidget(table_part)
        self._stack.addWidget(self.editor)
        self.steps_card.add(self._stack, 1)
        self._lane_area = ScrollArea(self.lanes, "surface")
        self.steps_card.add(self._lane_area)
        side = ScrollArea()
        side.inner.setSpacing(theme.px(GAP))
        for card in (self.preview, self.changes, self.visit, self.monitoring, self.elsewhere, self.words):
            side.inner.addWidget(card)
        side.inner.addStretch(1)
        parts = (
            Part(self.steps_card, low=STEPS_LOW),
            Part(self.safety, SAFETY, low=SAFETY_LOW),
            Part(side, SIDE, SIDE_GROWS, SIDE_LOW),
        )
        return Columns(theme, parts, WIDE_FROM, middle_from=MIDDLE_FROM)

    def _build_head(self) -> QWidget:
        """The editor has a head of its own, so this one belongs to the table and not to the card."""
        part, side = QWidget(), self._theme.px(12)
        part.setMinimumHeight(self._theme.px(39))
        head = QHBoxLayout(part)
        head.setContentsMargins(side, 3, side, 3)
        head.setSpacing(self._theme.px(8))
        head.addWidget(Label("Dated steps", weight=SEMIBOLD))
        head.addWidget(self._read_only)
        head.addStretch(1)
        self.add_box.setFixedWidth(self._theme.px(220))
        head.addWidget(self.add_box)
        head.addWidget(self.steps_button)
        return part

    def _connect(self) -> None:
        tools = self.tools
        tools.begin_button.clicked.connect(self.begin_requested)
        tools.version_chosen.connect(self.version_chosen)
        tools.undo_button.clicked.connect(self.undo_requested)
        tools.throw_button.clicked.connect(self._ask_throw_away)
        tools.compare_button.clicked.connect(self.compare_requested)
        tools.preview_button.clicked.connect(self.preview_requested)
        tools.sign_button.clicked.connect(self._ask_signature)
        self.notice.take_up_button.clicked.connect(self.take_up_requested)
        self.state.acted.connect(self._state_acted)
        self.safety.change_wanted.connect(self._change_for)
        self.add_box.wanted.connect(self.medicine_searched)
        self.add_box.picked.connect(self.medicine_picked)
        self.table.line_selected.connect(self._show_acts)
        self.table.line_opened.connect(self._edit_line)
        self.acts.acted.connect(self._act)
        self.steps_button.clicked.connect(self._want_steps)
        self.line_dialogs.opened.connect(self._open)
        self._undo_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self.table)
        self._undo_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._undo_key.activated.connect(tools.undo_button.click)

    # ---------------------------------------------------------------------- answers

    @Slot(object)
    def _show_acts(self, line_id: LineId | None) -> None:
        self.acts.show_line(self._page, line_id)

    @Slot(str, object)
    def _act(self, act: str, line_id: LineId) -> None:
        acts = self.acts.acts_of(self._page, line_id)
        tomorrow = self._page.tomorrow if self._page else ""
        if acts is None or not self.line_dialogs.ask(act, acts, tomorrow):
            self.acted_on.emit(act, line_id)

    @Slot()
    def _want_steps(self) -> None:
        self.steps_wanted.emit(self.table.selected_line())

    @Slot(object)
    def _edit_line(self, line_id: LineId) -> None:
        self.acted_on.emit("edit" if self._page and self._page.editable else "history", line_id)

    @Slot()
    def _ask_throw_away(self) -> None:
        if self._page is not None:
            dialog = ThrowAwayDialog(self._theme, self, self._page.number)
            dialog.confirmed.connect(self.thrown_away)
            self._open(dialog)

    @Slot(object)
    def _ask_reason_to_sign(self, alert: AlertWords) -> None:
        self.safety.ask_reason(alert, self._dialog)

    @Slot(object)
    def _change_for(self, alert: AlertWords) -> None:
        """Lead to the medicine that an alert is about; what is being written stays in front."""
        if isinstance(self._dialog, SignDialog):
            self._dialog.reject()
        if self._stack.currentIndex() == 0:
            self.table.select_line(alert.line)
            self.table.setFocus()
        else:
            self.editor.setFocus()

    @Slot()
    def _ask_signature(self) -> None:
        self.flush()
        self.signature_requested.emit()

    @Slot()
    def _state_acted(self) -> None:
        if self._may_begin:
            self.begin_requested.emit()
        else:
            self.retry_requested.emit()

    @Slot(object)
    def _open(self, dialog: Dialog) -> None:
        self._dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

    @Slot(int)
    def _dialog_closed(self, _: int) -> None:
        self._dialog = None
