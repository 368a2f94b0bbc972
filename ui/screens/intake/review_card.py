"""The review: every page with its lists and answers, and what was not asked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.intake import SectionState
from ui.kit.buttons import LinkButton
from ui.kit.card import Card
from ui.kit.labels import IconText, Label, rule
from ui.kit.layout.scroll import ScrollArea
from ui.kit.pairs import Pair, Pairs
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.kit.words import counted
from ui.screens.intake.entries import EntryRow
from ui.screens.intake.pages import ReviewLine, ReviewPage

QUESTION = 380
STATES = {
    SectionState.DONE: ("circle-check", "ok", "done"),
    SectionState.SKIPPED: ("arrow-right", "moderate", "skipped for now"),
    SectionState.BEGUN: ("pencil", "accent", "begun"),
    None: ("circle-minus", "muted", "not begun"),
}


class ReviewCard(Card):
    """Signals: `page_chosen(str)` to go back to a page."""

    page_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Review")
        self._review_theme = theme
        self.verdict = IconText(theme, "info", "", "info")
        self.verdict.label.wrapped()
        self.area = ScrollArea(ground="surface")
        self.area.setMinimumHeight(1)  # in a low window it gives way before the verdict does
        self._page = QWidget()
        self.add_padded(self.verdict)
        self.add_rule()
        self.add(self.area, 1)

    def show_review(self, pages: tuple[ReviewPage, ...], unasked: int, is_completed: bool) -> None:
        """Build the review; a completed one has no links to its pages."""
        self._say(unasked, is_completed)
        self._page.deleteLater()
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for page in pages:
            column.addWidget(self._build_page(page, is_completed))
            column.addWidget(rule())
        column.addStretch(1)
        while self.area.inner.count():
            self.area.inner.takeAt(0)
        self.area.inner.addWidget(self._page)
        self._page.show()
        self.area.verticalScrollBar().setValue(0)

    def _say(self, unasked: int, is_completed: bool) -> None:
        if unasked:
            verb = "was" if unasked == 1 else "were"
            stays = "It stays" if unasked == 1 else "They stay"
            text = f"{counted(unasked, 'question')} {verb} not asked. {stays} “not asked” in the record."
            self.verdict.show_text("diamond-alert", text, "moderate")
        else:
            self.verdict.show_text("circle-check", "Every question was asked.", "ok")
        self.set_count("completed" if is_completed else "check the answers, then complete")

    def _build_page(self, page: ReviewPage, is_completed: bool) -> QWidget:
        frame = QWidget()
        side, theme = self._review_theme.px(16), self._review_theme
        column = QVBoxLayout(frame)
        column.setContentsMargins(side, theme.px(10), side, theme.px(10))
        column.setSpacing(theme.px(4))
        column.addLayout(self._page_head(page, is_completed))
        told = [*(_entry_pair(entry) for entry in page.entries), *(_line_pair(line) for line in page.lines)]
        if told:
            column.addWidget(Pairs(theme, QUESTION, told))
        return frame

    def _page_head(self, page: ReviewPage, is_completed: bool) -> QHBoxLayout:
        icon, tone, word = STATES[page.state]
        head = QHBoxLayout()
        head.setSpacing(self._review_theme.px(10))
        head.addWidget(Label(page.title, weight=SEMIBOLD))
        head.addWidget(IconText(self._review_theme, icon, word, tone, Type.SMALL))
        head.addStretch(1)
        if not is_completed:
            change = LinkButton(self._review_theme, "Change")
            change.setAccessibleName(f"Change: {page.title}")
            change.clicked.connect(partial(self.page_chosen.emit, page.key))
            head.addWidget(change)
        return head


def _entry_pair(entry: EntryRow) -> Pair:
    told = " · ".join(part for part in (entry.words, entry.second) if part)
    return Pair(entry.title, told, "text", bold=True)


def _line_pair(line: ReviewLine) -> Pair:
    return Pair(line.question, line.answer, right_tone="text" if line.is_asked else "muted")
