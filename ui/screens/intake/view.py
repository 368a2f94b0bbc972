"""Shows the intake: the list of pages left, the open page or the review right; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from medmanager.domain.intake import SectionState as Progress
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.labels import IconText
from ui.kit.layout.scroll import ScrollArea
from ui.kit.layout.sections import SectionItem, SectionList, SectionState
from ui.kit.page_head import PageHead
from ui.kit.states import StateStack
from ui.kit.theme import Theme, Type
from ui.screens.intake.entries import EntryRow, Typed
from ui.screens.intake.page_card import PageCard
from ui.screens.intake.page_work import PageWords
from ui.screens.intake.pages import REVIEW, ReviewPage, SectionWords
from ui.screens.intake.review_card import ReviewCard

GAP, SECTIONS, HUGE_TEXT = 12, 276, 1.5
STATES = {
    Progress.DONE: (SectionState.DONE, "done"),
    Progress.SKIPPED: (SectionState.SKIPPED, "skipped"),
    Progress.BEGUN: (SectionState.DRAFT, "begun"),
}
NOT_BEGUN = "No intake yet. It can be left at any page and resumed where it was left."


class IntakeView(QWidget):
    """Signals carry the page as it stands (`PageTyped`): `save_requested`, `skip_requested`,
    `back_requested`, `page_requested(str, PageTyped)`; `begin_requested()`, `complete_requested()`,
    `reopen_requested()`, `retry_requested()`.
    """

    save_requested = Signal(object)
    skip_requested = Signal(object)
    back_requested = Signal(object)
    page_requested = Signal(str, object)
    begin_requested = Signal()
    complete_requested = Signal()
    reopen_requested = Signal()
    retry_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_begun = True
        self.head = PageHead(theme, "Intake", in_patient=True)
        self.saved = IconText(theme, "check", "", "muted", Type.SMALL)
        self.back_button = Button(theme, "&Back", "arrow-left")
        self.skip_button = Button(theme, "&Skip for now")
        self.save_button = Button(theme, "Save and go &on", primary=True)
        self.complete_button = Button(theme, "&Complete intake", primary=True)
        self.reopen_button = Button(theme, "&Open again")
        self.sections = SectionList(theme, "Pages of the intake")
        self.sections_card = Card(theme, "Pages")
        self.page = PageCard(theme)
        self.review = ReviewCard(theme)
        self._stack = QStackedWidget()
        self.states = StateStack(theme, self._build_content())
        self._lay_out()
        self._connect()
        self._show_acts()

    def show_loading(self) -> None:
        """The frame at once."""
        self._show_acts()
        self.states.show_loading()

    def show_not_begun(self) -> None:
        """Nobody has begun; offer to."""
        self._is_begun = False
        self._show_acts()
        self.states.show_empty(NOT_BEGUN, "Begin intake")

    def show_not_allowed(self, sentence: str) -> None:
        """This role does not open charts."""
        self._show_acts()
        self.states.show_not_allowed(sentence)

    def show_error(self, sentence: str) -> None:
        """It could not be read or begun."""
        self._is_begun = True
        self._show_acts()
        self.states.show_error("The intake could not be read.", sentence)

    def show_head(self, text: str) -> None:
        """Who began it and when."""
        self.head.say(text)

    def show_sections(self, sections: tuple[SectionWords, ...], current: str) -> None:
        """The list of pages, with the review at its end."""
        items = [_item(section, section.key == current) for section in sections]
        now = current == REVIEW
        items.append(SectionItem(REVIEW, "Review", SectionState.NOW if now else SectionState.OPEN))
        self.sections.show_sections(items, current)
        done = sum(section.state is Progress.DONE for section in sections)
        self.sections_card.set_count(f"{done} of {len(sections)} done")

    def show_page(self, page: PageWords) -> None:
        """Show one page."""
        self.page.show_page(page)
        self._stack.setCurrentWidget(self.page)
        self._show_acts(self.back_button, self.skip_button, self.save_button)
        self.back_button.setEnabled(not page.is_first)
        self.states.show_content()
        self.page.take_focus()

    def show_asked(self, keys: tuple[str, ...]) -> None:
        """Show the questions that apply."""
        self.page.show_asked(keys)

    def show_review(self, pages: tuple[ReviewPage, ...], unasked: int, is_completed: bool) -> None:
        """Show the whole intake."""
        self.review.show_review(pages, unasked, is_completed)
        self._stack.setCurrentWidget(self.review)
        if is_completed:
            self._show_acts(self.reopen_button)
        else:
            self._show_acts(self.back_button, self.complete_button)
            self.back_button.setEnabled(True)
            self.complete_button.setFocus()
        self.sections.setEnabled(not is_completed)
        self.states.show_content()

    def refuse(self, key: str, sentence: str) -> None:
        """Say it beside its question, else in the head."""
        if not self.page.refuse(key, sentence):
            self.saved.show_text("circle-alert", sentence, "contra")
            self.saved.show()

    def mark(self, problems: Mapping[str, str]) -> None:
        """Say something beside several questions."""
        self.page.mark(problems)

    def say_saved(self, text: str) -> None:
        """That what was typed is kept, and since when."""
        self.saved.show_text("check", text, "muted")
        self.saved.setVisible(bool(text))

    def show_entries(self, rows: tuple[EntryRow, ...]) -> None:
        """Show the list of the open page."""
        self.page.show_entries(rows)

    def show_entry(self, fields: Typed, key: str) -> None:
        """Fill the fields of the list."""
        self.page.show_entry(fields, key)

    def refuse_entry(self, field: str, sentence: str) -> None:
        """Say what is wrong with the entry."""
        self.page.refuse_entry(field, sentence)

    def show_medicines(self, names: tuple[tuple[str, str], ...]) -> None:
        """Offer medicines."""
        self.page.show_medicines(names)

    @Slot()
    def fit(self) -> None:
        """With huge text the list of pages gives way; Back, Save and the review still lead everywhere."""
        self.sections_card.setFixedWidth(self._theme.px(SECTIONS))
        self.sections_card.setVisible(self._theme.factor <= HUGE_TEXT)

    def _show_acts(self, *shown: Button) -> None:
        for button in (
            self.back_button,
            self.skip_button,
            self.save_button,
            self.complete_button,
            self.reopen_button,
        ):
            button.setVisible(button in shown)

    def _build_content(self) -> QWidget:
        area = ScrollArea(ground="surface")
        area.inner.addWidget(self.sections)
        area.inner.addStretch(1)
        self.sections_card.add(area, 1)
        self._theme.changed.connect(self.fit)
        for card in (self.page, self.review):
            self._stack.addWidget(card)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(GAP))
        row.addWidget(self.sections_card)
        row.addWidget(self._stack, 1)
        self.fit()
        return content

    def _lay_out(self) -> None:
        for widget in (
            self.saved,
            self.back_button,
            self.skip_button,
            self.save_button,
            self.complete_button,
            self.reopen_button,
        ):
            self.head.add(widget)
        self.saved.hide()
        gap = self._theme.px(GAP)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(gap, 0, gap, gap)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self.states, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._back)
        self.skip_button.clicked.connect(self._skip)
        self.save_button.clicked.connect(self.save_page)
        self.complete_button.clicked.connect(self.complete_requested)
        self.reopen_button.clicked.connect(self.reopen_requested)
        self.sections.chosen.connect(self._go)
        self.review.page_chosen.connect(self._go)
        self.states.acted.connect(self._act)
        self._shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        self._shortcut.activated.connect(self.save_page)

    @Slot()
    def save_page(self) -> None:
        """Ctrl+Enter, or the primary button."""
        if self.save_button.isVisible():
            self.page.forget()
            self.save_requested.emit(self.page.read())

    @Slot()
    def _skip(self) -> None:
        self.page.forget()
        self.skip_requested.emit(self.page.read())

    @Slot()
    def _back(self) -> None:
        self.page.forget()
        self.back_requested.emit(self.page.read())

    @Slot(str)
    def _go(self, key: str) -> None:
        self.page.forget()
        self.page_requested.emit(key, self.page.read())

    @Slot()
    def _act(self) -> None:
        if self._is_begun:
            self.retry_requested.emit()
        else:
            self.begin_requested.emit()


def _item(section: SectionWords, is_current: bool) -> SectionItem:
    state, word = STATES[section.state] if section.state else (SectionState.OPEN, "")
    if is_current:
        return SectionItem(section.key, section.title, SectionState.NOW, word or "now")
    return SectionItem(section.key, section.title, state, word)
