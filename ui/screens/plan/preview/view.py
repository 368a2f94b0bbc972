"""The take-home sheet beside the plan, a page at a time, as it would print now."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import IconButton
from ui.kit.card import Card
from ui.kit.fields.plain_words_hint import told
from ui.kit.labels import IconText, Label
from ui.kit.paper.pages import ONE, PageStrip
from ui.kit.theme import Theme, Type
from ui.screens.plan.preview.presenter import Preview

TITLE = "Take-home sheet"
CANNOT = "This plan cannot go on paper as it is. "


class PreviewCard(Card):
    """Shows pages and decides nothing. Signals: `seen(bool)` when it comes into sight or goes."""

    seen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, TITLE)
        self._page, self._pages = 0, 0
        self._has_room = False
        self.strip = PageStrip(theme)
        self.strip.show_as(ONE)
        self.place = Label(tone="muted")
        self.back = IconButton(theme, "chevron-left", "Page before")
        self.on = IconButton(theme, "chevron-right", "Next page")
        for widget in (self.place, self.back, self.on):
            self.add_to_head(widget)
        self.problem = IconText(theme, "triangle-alert", "", "major")
        self.problem.label.wrapped()
        self._refusal = QWidget()
        padded = QHBoxLayout(self._refusal)
        padded.addWidget(self.problem)
        self.grade = IconText(theme, "", "", "muted", Type.SMALL)
        self.note = Label("", Type.SMALL, tone="muted").wrapped()
        self.add(self._refusal)
        self.add(self.strip)
        self.add(self._build_foot())
        self.back.clicked.connect(self._turn_back)
        self.on.clicked.connect(self._turn_on)
        self.show_nothing()

    def set_room(self, has_room: bool) -> None:
        """Whether the window is wide enough for it."""
        if has_room != self._has_room:
            self._has_room = has_room
            self.setVisible(has_room)
            self.seen.emit(has_room)

    def show_preview(self, preview: Preview) -> None:
        """The sheet as it would print now; the page that is looked at stays."""
        self._pages = preview.pages
        self.strip.show_pdf(preview.content)
        self._show_page(min(self._page, preview.pages - 1))
        icon, words, tone = told(preview.reading)
        self.grade.show_text(icon, f"Your words: {words[:1].lower()}{words[1:]}" if words else "", tone)
        self.grade.setVisible(bool(words))
        self.note.setText(preview.note)
        self._show(self.strip, self._foot)

    def show_refused(self, sentence: str) -> None:
        """The plan as it stands makes no paper: why, and what to do."""
        self._pages = 0
        self.problem.label.setText(CANNOT + sentence)
        self._show(self._refusal)

    def show_nothing(self) -> None:
        """There is no plan, or this role prints none."""
        self._pages = 0
        self._show()
        self.setVisible(False)

    def _show(self, *shown: QWidget) -> None:
        for widget in (self.strip, self._foot, self._refusal):
            widget.setVisible(widget in shown)
        for widget in (self.place, self.back, self.on):
            widget.setVisible(self._pages > 0)
        self.setVisible(self._has_room)

    def _show_page(self, page: int) -> None:
        self._page = page
        self.strip.turn_to(page)
        self.strip.setAccessibleName(f"Take-home sheet, page {page + 1}")
        self.place.setText(f"Page {page + 1} of {self._pages}")
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page < self._pages - 1)

    @Slot()
    def _turn_back(self) -> None:
        self._show_page(max(0, self._page - 1))

    @Slot()
    def _turn_on(self) -> None:
        self._show_page(min(self._pages - 1, self._page + 1))

    def _build_foot(self) -> QWidget:
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        side = self._theme.px(12)
        row.setContentsMargins(side, 0, side, self._theme.px(8))
        row.setSpacing(self._theme.px(12))
        row.addWidget(self.grade)
        row.addWidget(self.note, 1)
        return self._foot
