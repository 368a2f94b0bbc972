"""The first run as it is seen: steps at the left, one page at a time, Back never loses anything."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.fields.edits import must_mend
from ui.kit.labels import Icon, IconText, Label, rule
from ui.kit.layout.scroll import ScrollArea
from ui.kit.layout.sections import SectionItem, SectionList, SectionState
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.first_run.pages import ORDER, TITLES, Answers, Page
from ui.screens.first_run.pages_view import (
    FirstRunPage,
    HoursPage,
    KeyPage,
    PersonPage,
    PlacePage,
    PracticePage,
)

WIDTH, STEPS, HEIGHT, HEAD, EDGE = 860, 240, 640, 60, 12
BESIDE_FROM = 680
"""In a narrower card the steps are only counted."""
INTRO = {
    Page.PLACE: "MedManager keeps the records of one practice. Choose where; nothing is sent anywhere else.",
    Page.PRACTICE: "This stands on every printed plan, so that patients know whom to call.",
    Page.PERSON: "You become the first person who can sign in.",
    Page.HOURS: "The calendar offers open times in these hours. You can change them in Settings.",
    Page.KEY: "If every password is lost, this key is the only way in. It is shown once: print it, or "
    "write it down, and keep the paper away from the computer.",
}
ACTS = {Page.HOURS: "&Make the practice", Page.KEY: "&Open MedManager"}


class FirstRunView(QWidget):
    """Signals: `next_requested()`, `back_requested()`, `restore_requested()`."""

    next_requested = Signal()
    back_requested = Signal()
    restore_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._steps = SectionList(theme, "Steps of the set-up")
        self._steps.setEnabled(False)
        self._title = Label(size=Type.TITLE, weight=SEMIBOLD)
        self._count = Label(tone="muted")
        self._intro = Label(tone="muted").wrapped()
        self._problem = IconText(theme, "circle-alert", "", "contra")
        self._problem.label.wrapped()
        self._stack = QStackedWidget()
        self._back = Button(theme, "&Back")
        self._next = Button(theme, "&Next", primary=True)
        self.place, self.practice, self.person = PlacePage(theme), PracticePage(theme), PersonPage(theme)
        self.hours, self.key = HoursPage(theme), KeyPage(theme)
        self._pages: tuple[FirstRunPage, ...] = (
            self.place,
            self.practice,
            self.person,
            self.hours,
            self.key,
        )
        self._areas = [ScrollArea(page, "surface") for page in self._pages]
        for area in self._areas:
            self._stack.addWidget(area)
        self._card = self._build_card()
        self._lay_out()
        theme.changed.connect(self._fit)
        self._connect()

    def show_page(self, page: Page, answers: Answers) -> None:
        """Show a page; what was typed on it before is still there."""
        number = ORDER.index(page)
        self._title.setText(TITLES[page])
        self._intro.setText(INTRO[page])
        self._stack.setCurrentIndex(number)
        steps = list(answers.pages())
        self._steps.show_sections(
            [SectionItem(step, TITLES[step], _state(at, number)) for at, step in enumerate(steps)], page
        )
        self._count.setText(f"{steps.index(page) + 1} of {len(steps)}")
        self._back.setVisible(0 < number < len(ORDER) - 1)
        self._next.setText(ACTS.get(page, "&Next"))
        self.show_problem("", "")
        self._areas[number].verticalScrollBar().setValue(0)
        (self._pages[number].first or self._next).setFocus()

    def show_problem(self, sentence: str, field: str) -> None:
        """Beside the field where there is one, else above the buttons."""
        for page in self._pages:
            page.form.clear_problems()
        beside = bool(field) and any(page.form.show_problem(field, sentence) for page in self._pages)
        self._problem.label.setText(sentence)
        self._problem.setVisible(bool(sentence) and not beside)
        focused = self.focusWidget()
        if beside and focused is not None:
            # Its label above it and the problem below it as well.
            self._areas[self._stack.currentIndex()].ensureWidgetVisible(focused.parentWidget() or focused)
        elif sentence:
            self._next.setFocus()

    def show_busy(self, busy: bool) -> None:
        """While the practice is being made."""
        self._next.setDisabled(busy)
        self._back.setDisabled(busy)
        self._stack.setDisabled(busy)

    def show_key(self, key: str, about: str) -> None:
        self.key.show_key(key, about)

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self._next.clicked.connect(self._ask_next)
        self.place.restore_requested.connect(self.restore_requested)
        self.key.shown.failed.connect(self._say_failed)

    @Slot()
    def _ask_next(self) -> None:
        if not must_mend(self._pages[self._stack.currentIndex()]):
            self.next_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from any field, and presses the button that has the keyboard."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        (focused if isinstance(focused, QPushButton) else self._next).click()

    def _say_failed(self, sentence: str) -> None:
        self.show_problem(sentence, "")

    def _lay_out(self) -> None:
        theme = self._theme
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(Icon(theme, "mark", "accent", 32))
        head.addSpacing(theme.px(12))
        head.addWidget(Label("Welcome to MedManager", Type.TITLE, SEMIBOLD))
        head.addStretch(1)
        outer.addLayout(head)
        outer.addSpacing(theme.px(16))
        outer.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """The card keeps to the window; what does not find room in it scrolls."""
        theme = self._theme
        room = self.size() - QSize(2 * theme.px(EDGE), theme.px(HEAD) + 2 * theme.px(EDGE))
        self._card.setFixedSize(room.boundedTo(QSize(theme.px(WIDTH), theme.px(HEIGHT))))
        beside = self._card.width() >= theme.px(BESIDE_FROM)
        self._steps.setVisible(beside)
        self._steps.setFixedWidth(min(theme.px(STEPS), self._card.width() // 3))
        self._count.setVisible(not beside)

    def _build_card(self) -> Card:
        theme = self._theme
        card = Card(theme)
        row = QHBoxLayout()
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(0, theme.px(16), 0, 0)
        left.addWidget(self._steps)
        left.addStretch(1)
        row.addLayout(left)
        row.addLayout(self._build_page(), 1)
        card.add(row, 1)
        return card

    def _build_page(self) -> QVBoxLayout:
        theme = self._theme
        column = QVBoxLayout()
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._count)
        column.addLayout(title)
        column.addWidget(self._intro)
        column.addWidget(rule())
        column.addWidget(self._stack, 1)
        column.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        column.addLayout(buttons)
        return column


def _state(at: int, now: int) -> SectionState:
    if at == now:
        return SectionState.NOW
    return SectionState.DONE if at < now else SectionState.OPEN
