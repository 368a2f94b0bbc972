"""The card on which a person signs in or unlocks. Shows no patient, ever."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.kit.buttons import Button, LinkButton
from ui.kit.card import Card
from ui.kit.chip import DemoChip
from ui.kit.fields.form import Field
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import Icon, IconText, Label
from ui.kit.layout.lengths import Lengths, hold
from ui.kit.layout.scroll import ScrollArea
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.sign_in.door import Door

CARD, EDGE, ICON = 400, 24, 16
NEAR, APART, ROWS = 4, 12, 16
"""Between a title and its words, between blocks, and between fields."""


class SignInView(QWidget):
    """Signals: `sign_in_requested(login, password)`, `switch_requested()`, `recovery_requested()`,
    `restore_requested()`, `quick_requested()`, `elsewhere_requested()`, and `seen()` with its first picture.
    """

    sign_in_requested = Signal(str, str)
    switch_requested = Signal()
    recovery_requested = Signal()
    restore_requested = Signal()
    quick_requested = Signal()
    elsewhere_requested = Signal()
    seen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_seen = False
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = Icon(theme, "lock", "text", 20)
        self._title = Label(size=Type.TITLE, weight=SEMIBOLD)
        self._words = Label(tone="muted").wrapped()
        self._people = PullDown()
        self._login = QLineEdit()
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._problem = IconText(theme, "circle-alert", "", "contra")
        self._problem.label.wrapped()
        self._enter = Button(theme, "Sign in", primary=True)
        self._switch = Button(theme, "S&witch user")
        self._quick = Button(theme, "Unlock with this &computer", "key-round")
        self._recovery = LinkButton(theme, "Use &recovery key")
        self._restore = LinkButton(theme, "Restore a &backup")
        self._elsewhere = LinkButton(theme, "Use another p&lace")
        self._demo = DemoChip(theme, "DEMO practice")
        self._hint = Label(size=Type.SMALL, tone="muted")
        self._lay_out()
        self._connect()
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Follow the text size."""
        self._people.setIconSize(QSize(self._theme.px(ICON), self._theme.px(ICON)))

    def show_door(self, door: Door) -> None:
        """Say who may come in; the password field is empty and has the keyboard."""
        self._icon.show_icon(door.icon, "text")
        self._title.setText(door.title)
        self.show_words(door.words)
        self._enter.setText(door.button)
        self._fill_people(door)
        self._switch.setVisible(door.may_switch)
        self.offer_quick(door.quick)
        # Whoever is locked out has her drafts here: another way in begins with Switch user.
        self._others.setVisible(not (door.demo or door.may_switch))
        self._elsewhere.setVisible(door.elsewhere)
        self._demo.setVisible(door.demo)
        self._hint.setText(door.hint)
        self._hint.setVisible(bool(door.hint))
        self.show_problem("")
        self._password.clear()
        self.take_keyboard()

    def show_words(self, text: str) -> None:
        """The sentence under the title."""
        self._words.setText(text)
        self._words.setVisible(bool(text))

    def show_problem(self, sentence: str) -> None:
        """A sentence under the password; empty takes it away."""
        self._problem.show_text("circle-alert", sentence, "contra")
        self._problem.setVisible(bool(sentence))

    def offer_quick(self, works: bool) -> None:
        """Offer to unlock with this computer's keychain."""
        self._quick.setVisible(works)

    def say(self, sentence: str) -> None:
        """Something went well."""
        self.show_problem(sentence)
        self._problem.show_text("circle-check", sentence, "ok")

    def refuse(self, sentence: str) -> None:
        """The password did not open: say why, and let it be typed again."""
        self.show_busy(False)
        self.show_problem(sentence)
        self._password.selectAll()
        self._password.setFocus()

    def show_busy(self, busy: bool) -> None:
        """While the password is tried, nothing else can be pressed: a second Enter opened a link below."""
        fields = (self._password, self._people, self._login)
        links = (self._recovery, self._restore, self._elsewhere)
        for widget in (self._enter, self._switch, self._quick, *fields, *links):
            widget.setDisabled(busy)

    def take_keyboard(self) -> None:
        first = self._password if self._people.count() or self._login.text() else self._login
        first.setFocus()

    @Slot()
    def send(self) -> None:
        """Enter, or the button."""
        login = self._people.currentData() if self._people.count() else self._login.text().strip()
        self.sign_in_requested.emit(str(login or ""), self._password.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_seen:
            self._is_seen = True
            self.seen.emit()

    def _fill_people(self, door: Door) -> None:
        self._people.clear()
        for login, name in door.people:
            self._people.addItem(self._theme.icon("user"), name, login)
        self._people.setCurrentIndex(max(0, self._people.findData(door.chosen)))
        offers = bool(door.people) or door.waiting
        self._people_field.setVisible(offers)
        self._login_field.setVisible(not offers)

    def _connect(self) -> None:
        self._enter.clicked.connect(self.send)
        self._password.returnPressed.connect(self.send)
        self._login.returnPressed.connect(self._password.setFocus)
        self._people.activated.connect(self._password.setFocus)
        self._switch.clicked.connect(self.switch_requested)
        self._quick.clicked.connect(self.quick_requested)
        self._recovery.clicked.connect(self.recovery_requested)
        self._restore.clicked.connect(self.restore_requested)
        self._elsewhere.clicked.connect(self.elsewhere_requested)
        self._theme.changed.connect(self.fit)

    def _lay_out(self) -> None:
        theme = self._theme
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(3)
        column.addLayout(self._build_mark())
        column.addSpacing(theme.px(16))
        # Stretches, not an alignment: only so the card grows with sentences that wrap.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._build_card())
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(theme.px(APART))
        self._others = self._build_others()
        for widget in (self._others, self._demo, self._hint):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(theme.px(8))
        column.addStretch(4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollArea(page))

    def _build_others(self) -> QWidget:
        others = QWidget()
        row = QHBoxLayout(others)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(16))
        row.addWidget(self._recovery)
        row.addWidget(self._restore)
        row.addWidget(self._elsewhere)
        return others

    def _build_mark(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(APART))
        row.addStretch(1)
        row.addWidget(Icon(self._theme, "mark", "accent", 32))
        row.addWidget(Label("MedManager", Type.TITLE, SEMIBOLD))
        row.addStretch(1)
        return row

    def _build_card(self) -> Card:
        theme = self._theme
        card = Card(theme)
        hold(theme, card, Lengths(width=CARD))
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.px(EDGE),) * 4)
        inner.setSpacing(theme.px(ROWS))
        inner.addLayout(self._build_head())
        self._people_field = Field(theme, "&User", self._people)
        self._login_field = Field(theme, "Sign-in &name", self._login)
        for widget in (self._people_field, self._login_field, Field(theme, "&Password", self._password)):
            inner.addWidget(widget)
        inner.addWidget(self._problem)
        inner.addLayout(self._build_buttons())
        inner.addWidget(self._quick)
        card.add(inner)
        return card

    def _build_head(self) -> QVBoxLayout:
        theme, both = self._theme, QVBoxLayout()
        both.setSpacing(theme.px(NEAR))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        both.addLayout(head)
        both.addWidget(self._words)
        return both

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(8))
        row.addWidget(self._enter, 1)
        row.addWidget(self._switch)
        return row
