"""Shows the plan of a patient: dated steps, lanes, safety, what changed; decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medmanager.domain.errors import MedManagerError
from medmanager.domain.ids import LineId
from medmanager.domain.plan.protocol import DoseProtocol
from medmanager.domain.side_effects import SideEffect
from ui.kit.debounce import Timer
from ui.kit.layout.columns import Columns, Part
from ui.kit.layout.scroll import ScrollArea
from ui.kit.overtaken import OvertakenNotice
from ui.kit.safety.words import AlertWords, SafetyWords
from ui.kit.states import StateStack
from ui.kit.theme import Theme
from ui.screens.plan.finder.rows import FinderRow
from ui.screens.plan.monitoring.view import MonitoringCard
from ui.screens.plan.page import PlanPage
from ui.screens.plan.plan_dialogs import PlanDialogs
from ui.screens.plan.preview.view import PreviewCard
from ui.screens.plan.reconcile.view import ElsewhereCard
from ui.screens.plan.room import Room
from ui.screens.plan.safety.burden_view import BurdenStrip
from ui.screens.plan.safety.view import SafetyCard
from ui.screens.plan.side_view import ChangesCard, VisitCard, WordsCard
from ui.screens.plan.steps_card_view import StepsCard
from ui.screens.plan.tools_view import PlanTools
from ui.screens.plan.versions.sheets import CompareSheet, HistoryRow, SignSheet

MARGIN, GAP, TOOLS, LOW, CRAMPED = 12, 12, 48, 640, 520
SAFETY, SIDE, SIDE_GROWS, MIDDLE_FROM, WIDE_FROM = 260, 352, 28, 880, 1260
SAFETY_ROOMY, SIDE_ROOMY, ROOMY_FROM = 340, 500, 1640
STEPS_LOW, SAFETY_LOW, SIDE_LOW, WRITING_LOW = 480, 190, 420, 300
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
    preview_requested = Signal()
    signature_requested = Signal()
    take_up_requested = Signal()
    retry_requested = Signal()
    acted_on = Signal(str, object)
    steps_wanted = Signal(object)

    def __init__(self, theme: Theme, effects: tuple[SideEffect, ...], timer: Timer | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._page: PlanPage | None = None
        self._may_begin = self._shows_plan = self._has_begun = False
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.steps = StepsCard(theme, self, effects, timer)
        self.safety, self.burden, self.changes = SafetyCard(theme), BurdenStrip(theme), ChangesCard(theme)
        self.visit, self.monitoring, self.words = VisitCard(theme), MonitoringCard(theme), WordsCard(theme)
        self.elsewhere, self.preview = ElsewhereCard(theme), PreviewCard(theme)
        self.dialogs = PlanDialogs(theme, self)
        self.tools, self.notice = PlanTools(theme), OvertakenNotice(theme)
        self._columns = self._build_columns()
        self.state = StateStack(theme, self._columns)
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
        self._show_no_plan()
        self.state.show_loading()

    def show_empty(self, sentence: str, *, may_begin: bool) -> None:
        """There is no plan."""
        self._show_no_plan()
        self.notice.hide()
        self._may_begin = may_begin
        self.state.show_empty(sentence, "Start a plan" if may_begin else "")

    def show_not_allowed(self, sentence: str) -> None:
        """This role sees no plan."""
        self._show_no_plan()
        self.state.show_not_allowed(sentence)

    def show_error(self, sentence: str) -> None:
        """The plans could not be read."""
        self._may_begin = False
        self._show_no_plan()
        self.state.show_error("The plan could not be opened.", sentence)

    def show_safety(self, safety: SafetyWords) -> None:
        """What the check says of the version that is shown."""
        self.safety.show_safety(safety)
        self.burden.show_safety(safety)
        self.dialogs.show_safety(safety)

    def show_safety_refusal(self, error: MedManagerError) -> None:
        """A reason for going on was not taken."""
        self.safety.show_refusal(error)

    def close_reason(self) -> None:
        """A reason for going on is kept."""
        self.safety.close_dialog()

    def show_page(self, page: PlanPage, *, can_undo: bool) -> None:
        """Show a version of the plan."""
        self._page, self._shows_plan = page, True
        self.burden.show()
        self.tools.show_page(page, can_undo=can_undo)
        self.notice.show_notice(page.notice)
        self.steps.show_page(page)
        self.safety.set_may_answer(page.may_sign)
        self.changes.show_page(page)
        self.visit.show_page(page)
        self.words.show_page(page)
        self.elsewhere.show_rows(page.elsewhere, may_decide=page.may_decide)
        self.state.show_content()
        self._fit()
        if self._has_begun and page.editable:
            self._has_begun = False
            self.steps.begin()

    def show_refusal(self, field: str, sentence: str) -> None:
        """In the open dialog beside its field, or beside the day of the next visit."""
        if not self.dialogs.show_refusal(field, sentence) and field == "follow_up":
            self.visit.show_problem(sentence)

    def show_outcome(self, sentence: str) -> None:
        """The doses that an act would leave, in its dialog."""
        self.dialogs.line.show_outcome(sentence)

    def close_dialog(self) -> None:
        """What was asked for is done."""
        self.safety.close_dialog()
        self.dialogs.close_dialog()

    def ask_signature(self, sheet: SignSheet) -> None:
        """Show once more what is signed."""
        self.dialogs.ask_signature(sheet)

    def show_comparison(self, sheet: CompareSheet) -> None:
        """Two versions side by side."""
        self.dialogs.show_comparison(sheet)

    def show_history(self, name: str, rows: tuple[HistoryRow, ...]) -> None:
        """Where the doses of a line came from."""
        self.dialogs.show_history(name, rows)

    def flush(self) -> None:
        """Tell at once what waits, as before a lock."""
        self.words.flush()
        self.steps.editor.flush()

    def _show_no_plan(self) -> None:
        self._shows_plan = False
        self.tools.hide()
        self.burden.hide()

    # ---------------------------------------------------------------------- finding a medicine

    def show_found(self, text: str, rows: tuple[FinderRow, ...]) -> None:
        """Protocols and medicines for what was typed."""
        self.steps.show_found(text, rows)

    def show_medicines(self, text: str, rows: tuple[FinderRow, ...]) -> None:
        """Medicines alone, for the new one of the steps that are proposed."""
        self.dialogs.line.show_medicines(text, rows)

    def ask_protocol_name(self, name: str) -> None:
        """Ask under which name the line is kept."""
        self.dialogs.ask_protocol_name(name)

    def show_protocols(self, protocols: tuple[DoseProtocol, ...]) -> None:
        """The protocols in use."""
        self.dialogs.show_protocols(protocols)

    def show_protocol_refusal(self, field: str, sentence: str) -> None:
        """Why a protocol was not kept or changed."""
        self.dialogs.show_protocol_refusal(field, sentence)

    # ---------------------------------------------------------------------- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.set_room(self.width() >= self._theme.px(PREVIEW_FROM))
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Where there is little room, a line that is written has it all; the rest stands below it."""
        px = self._theme.px
        lanes = self.height() * 2 // 5 - px(TOOLS)
        room = Room(self.height() < px(LOW), self.height() < px(CRAMPED), lanes)
        alone = room.is_cramped and self.steps.is_writing
        self.tools.setVisible(self._shows_plan and not alone)
        self._columns.set_least(px(WRITING_LOW) if alone else 0)
        self._columns.fill_with_first(alone)
        self.steps.fit(room)
        self.burden.set_low(room.is_low)

    # ---------------------------------------------------------------------- building

    def _build_columns(self) -> Columns:
        theme, side = self._theme, ScrollArea()
        side.inner.setSpacing(theme.px(GAP))
        for card in (self.preview, self.changes, self.visit, self.monitoring, self.elsewhere, self.words):
            side.inner.addWidget(card)
        side.inner.addStretch(1)
        parts = (
            Part(self.steps, low=STEPS_LOW),
            Part(self.safety, SAFETY, low=SAFETY_LOW, roomy=SAFETY_ROOMY),
            Part(side, SIDE, SIDE_GROWS, SIDE_LOW, SIDE_ROOMY),
        )
        return Columns(theme, parts, WIDE_FROM, ROOMY_FROM, MIDDLE_FROM)

    def _connect(self) -> None:
        tools, steps = self.tools, self.steps
        tools.begin_button.clicked.connect(self._begin)
        tools.version_chosen.connect(self.version_chosen)
        tools.undo_button.clicked.connect(self.undo_requested)
        tools.throw_button.clicked.connect(self._ask_throw_away)
        tools.compare_button.clicked.connect(self.compare_requested)
        tools.preview_button.clicked.connect(self.preview_requested)
        tools.sign_button.clicked.connect(self._ask_signature)
        self.notice.take_up_button.clicked.connect(self.take_up_requested)
        self.state.acted.connect(self._state_acted)
        self.safety.change_wanted.connect(self._change_for)
        steps.line_opened.connect(self._edit_line)
        steps.acted.connect(self._act)
        steps.steps_wanted.connect(self.steps_wanted)
        steps.undo_wanted.connect(tools.undo_button.click)
        steps.writing_changed.connect(self._writing_changed)
        self.dialogs.reason_wanted.connect(self._ask_reason_to_sign)
        self.dialogs.change_wanted.connect(self._change_for)

    # ---------------------------------------------------------------------- answers

    @Slot(bool)
    def _writing_changed(self, writing: bool) -> None:
        self.tools.set_editing(writing)
        self._fit()

    @Slot()
    def _begin(self) -> None:
        """The button goes away with its page: the keyboard is led to the draft when that comes."""
        self._has_begun = True
        self.begin_requested.emit()

    @Slot(str, object)
    def _act(self, act: str, line_id: LineId) -> None:
        acts = self.steps.acts.acts_of(self._page, line_id)
        tomorrow = self._page.tomorrow if self._page else ""
        if acts is None or not self.dialogs.line.ask(act, acts, tomorrow):
            self.acted_on.emit(act, line_id)

    @Slot(object)
    def _edit_line(self, line_id: LineId) -> None:
        self.acted_on.emit("edit" if self._page and self._page.editable else "history", line_id)

    @Slot()
    def _ask_throw_away(self) -> None:
        if self._page is not None:
            self.dialogs.ask_throw_away(self._page.number)

    @Slot(object)
    def _ask_reason_to_sign(self, alert: AlertWords) -> None:
        self.safety.ask_reason(alert, self.dialogs.front)

    @Slot(object)
    def _change_for(self, alert: AlertWords) -> None:
        """Lead to the medicine that an alert is about; what is being written stays in front."""
        self.dialogs.leave_signature()
        self.steps.lead_to(alert.line)

    @Slot()
    def _ask_signature(self) -> None:
        self.flush()
        self.signature_requested.emit()

    @Slot()
    def _state_acted(self) -> None:
        if self._may_begin:
            self._begin()
        else:
            self.retry_requested.emit()
