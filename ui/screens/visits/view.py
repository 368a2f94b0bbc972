"""Shows the visits of a patient: the note that is written, or a signed one; decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medmanager.domain.errors import MedManagerError
from medmanager.domain.side_effects import SideEffect
from ui.kit.card import Card
from ui.kit.debounce import SAVE_MS, Debounce, Timer
from ui.kit.dialogs.merge_sheet import MergeSheet
from ui.kit.layout.columns import Columns, Part
from ui.kit.layout.scroll import ScrollArea
from ui.kit.layout.sections import SectionItem, SectionList, SectionState
from ui.kit.overtaken import OvertakenNotice
from ui.kit.safety.words import SafetyWords
from ui.kit.states import StateStack
from ui.kit.theme import Theme
from ui.screens.visits.contact_words import ContactRow
from ui.screens.visits.elsewhere_view import ElsewhereCard
from ui.screens.visits.note_pages import NotePages
from ui.screens.visits.side_view import LastCard, PlanCard, RemarksCard
from ui.screens.visits.tools_view import VisitTools
from ui.screens.visits.visit_dialogs import VisitDialogs
from ui.screens.visits.visit_fields import VisitFields
from ui.screens.visits.visit_page import LivePage, SectionRow, SignAsk, VisitPage

MARGIN, GAP, SECTIONS, SIDE, SIDE_GROWS, MIDDLE_FROM, WIDE_FROM = 12, 12, 244, 344, 96, 880, 1260
LEFT_LOW, FORM_LOW, RIGHT_LOW, ALONE, EMPTY = 420, 480, 420, 560, 92
ANY_HEIGHT = 16_777_215
"""No upper limit, as Qt writes it."""
FIRST = "since"
"""The section with which a note begins."""
STATES = {
    "done": SectionState.DONE,
    "open": SectionState.OPEN,
    "warning": SectionState.WARNING,
    "draft": SectionState.DRAFT,
}


class VisitsView(QWidget):
    """Signals are intents, as named: `typed(VisitFields)` at each answer, `keep_requested()` within a second
    of it, `settle_requested()` when a part of the note is left.
    """

    typed = Signal(object)
    keep_requested = Signal()
    settle_requested = Signal()
    begin_requested = Signal()
    retry_requested = Signal()
    visit_chosen = Signal(object)
    signature_requested = Signal()
    take_up_requested = Signal()
    plan_wanted = Signal()

    def __init__(self, theme: Theme, effects: tuple[SideEffect, ...], timer: Timer | None = None) -> None:
        super().__init__()
        self._theme = theme
        self.pages = NotePages(theme, effects)
        self._may_begin = False
        self.dialogs = VisitDialogs(theme, self)
        self._section = FIRST
        self._rows: tuple[SectionRow, ...] = ()
        self._debounce = Debounce(SAVE_MS, self, timer)
        self._debounce.fired.connect(self.keep_requested)
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tools, self.notice = VisitTools(theme), OvertakenNotice(theme)
        self.plan, self.remarks, self.last = PlanCard(theme), RemarksCard(theme), LastCard(theme)
        self.elsewhere, self.elsewhere_alone = ElsewhereCard(theme), ElsewhereCard(theme)
        self.sections = SectionList(theme, "Sections of the visit")
        self.state = StateStack(theme, self._build_content())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(MARGIN), 0, theme.px(MARGIN), theme.px(MARGIN))
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.notice)
        column.addWidget(self.state, 1)
        column.addWidget(self._build_alone(), 3)
        self._connect()

    # ---------------------------------------------------------------------- what is shown

    def show_contacts(self, rows: tuple[ContactRow, ...]) -> None:
        """Show what was done elsewhere: beside the note, or below the sentence that there is no visit."""
        for card in (self.elsewhere, self.elsewhere_alone):
            card.show_contacts(rows)

    def show_loading(self) -> None:
        """The visits are on their way."""
        self.tools.hide()
        self.state.show_loading()

    def show_empty(self, sentence: str, *, may_begin: bool) -> None:
        """There is no visit."""
        self._may_begin = may_begin
        self.tools.hide()
        self._show_alone(not self.elsewhere_alone.isHidden())
        self.state.show_empty(sentence, "Begin a visit" if may_begin else "")

    def show_not_allowed(self, sentence: str) -> None:
        """This role sees no visit."""
        self.tools.hide()
        self.state.show_not_allowed(sentence)

    def show_error(self, sentence: str) -> None:
        """The visits could not be read."""
        self._may_begin = False
        self.tools.hide()
        self.state.show_error("The visits could not be opened.", sentence)

    def show_page(self, page: VisitPage) -> None:
        """Show what stands still of a visit."""
        self.tools.show()
        self._show_alone(False)
        self.tools.show_page(page)
        self.last.show_last(page.last)
        self.plan.show_box(page.plan)
        for widget in (self._sections_card, self.pages.beside, self.remarks):
            widget.setVisible(page.editable)
        if page.editable:
            self.pages.show_form(page, self._section)
        else:
            self.pages.show_note(page)
        self.state.show_content()

    def show_fields(self, typed: VisitFields) -> None:
        """Fill the form, if there is one to fill."""
        self._debounce.forget()
        if self.pages.is_writing:
            self.pages.form.show_fields(typed)

    def lead_keyboard(self) -> None:
        """To the first section."""
        self._section = FIRST
        self._show_sections()
        self.pages.form.go_to(FIRST)

    def show_live(self, live: LivePage) -> None:
        """Everything that follows each answer."""
        self._rows = live.sections
        self._sections_card.set_count(
            f"{sum(row.state == 'done' for row in live.sections)} of {len(live.sections)}"
        )
        self._show_sections()
        if self.pages.is_writing:
            self.pages.form.show_live(live)
        self.remarks.show_remarks(live.remarks)

    def show_safety(self, safety: SafetyWords) -> None:
        """What the check says of the plan beside the visit."""
        self.plan.show_safety(safety)
        self.dialogs.show_safety(safety)

    def show_saved(self, words: str) -> None:
        """When the draft was saved last."""
        self.tools.show_saved(words)

    def show_conflict(self, sentence: str) -> None:
        """Somebody else changed the note; "" when that is over."""
        self.notice.show_notice(sentence)

    def show_merge(self, sheet: MergeSheet) -> None:
        """What two people wrote, to be decided on. Nothing opens over another page: the notice waits."""
        if self.isVisible():
            self.dialogs.show_merge(sheet)

    def show_addendum(self, text: str) -> None:
        """Offer what was typed as an addendum of the signed note."""
        self.pages.note.show_addendum(text)

    def ask_signature(self, ask: SignAsk) -> None:
        """Show once more what is signed."""
        self.dialogs.ask_signature(ask)

    def show_refusal(self, field: str, sentence: str) -> None:
        """In the open dialog, or beside the addendum."""
        if field == "addendum":
            self.pages.note.show_refusal(sentence)
        else:
            self.dialogs.show_refusal(field, sentence)

    def show_reason_refusal(self, error: MedManagerError) -> None:
        """A reason for going on was not taken."""
        self.dialogs.show_reason_refusal(error)

    def close_reason(self) -> None:
        """A reason for going on is kept."""
        self.dialogs.close_reason()

    def close_dialog(self) -> None:
        """What was asked for is done."""
        self.dialogs.close_dialog()

    def flush(self) -> None:
        """Tell at once what waits."""
        self._debounce.flush()

    # ---------------------------------------------------------------------- building

    def _build_content(self) -> Columns:
        theme = self._theme
        self._sections_card = Card(theme, "Sections")
        self._sections_card.add(self.sections)
        left = ScrollArea()
        left.inner.setSpacing(theme.px(GAP))
        left.inner.addWidget(self._sections_card)
        left.inner.addWidget(self.last)
        left.inner.addWidget(self.elsewhere)
        left.inner.addStretch(1)
        right = ScrollArea()
        right.inner.setSpacing(theme.px(GAP))
        for card in (self.pages.beside, self.remarks, self.plan):
            right.inner.addWidget(card)
        right.inner.addStretch(1)
        parts = (
            Part(left, SECTIONS, low=LEFT_LOW),
            Part(self.pages, low=FORM_LOW),
            Part(right, SIDE, SIDE_GROWS, RIGHT_LOW),
        )
        return Columns(theme, parts, WIDE_FROM, middle_from=MIDDLE_FROM)

    def _build_alone(self) -> QWidget:
        """The contacts elsewhere of somebody who has no visit here."""
        self._alone = ScrollArea()
        self.elsewhere_alone.setMaximumWidth(self._theme.px(ALONE))
        self._alone.inner.addWidget(self.elsewhere_alone)
        self._alone.inner.addStretch(1)
        self._alone.hide()
        return self._alone

    def _show_alone(self, is_alone: bool) -> None:
        """Below the one sentence of an empty tab, or not at all."""
        self._alone.setVisible(is_alone)
        self.state.setMaximumHeight(self._theme.px(EMPTY) if is_alone else ANY_HEIGHT)

    def _connect(self) -> None:
        self.pages.answered.connect(self._answered)
        self.plan.open_wanted.connect(self.plan_wanted)
        self.remarks.section_wanted.connect(self._go_to_remark)
        self.sections.chosen.connect(self.go_to)
        self.state.acted.connect(self._state_acted)
        self.notice.take_up_button.clicked.connect(self.take_up_requested)
        self.tools.visit_chosen.connect(self.visit_chosen)
        self.tools.begin_button.clicked.connect(self.begin_requested)
        self.tools.sign_button.clicked.connect(self._ask_signature)
        self.tools.throw_button.clicked.connect(self.dialogs.ask_throw_away)

    # ---------------------------------------------------------------------- answers

    @Slot(str)
    def go_to(self, key: str) -> None:
        """Bring a section into view and put the keyboard into it; what was left is saved."""
        self.flush()
        self.settle_requested.emit()
        if not self.pages.form.has(key):
            self.plan_wanted.emit()
            return
        self._section = key
        self._show_sections()
        self.pages.form.show_score(key)
        self.pages.form.go_to(key)

    @Slot(object)
    def _go_to_remark(self, key: str) -> None:
        self.go_to(key)

    def _show_sections(self) -> None:
        items = []
        for row in self._rows:
            now = row.key == self._section and row.state == "open" and not row.words
            state = SectionState.NOW if now else STATES[row.state]
            items.append(SectionItem(row.key, row.name, state, "now" if now else row.words))
        self.sections.show_sections(items, self._section)

    @Slot()
    def _answered(self) -> None:
        self._debounce.touch()
        self.typed.emit(self.pages.form.collect())

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
