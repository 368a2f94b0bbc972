"""The first run as it is seen: steps at the left, one page at a time, Back never loses anything."""

from __future__ import annotations

from datetime import time
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.kit.buttons import Button
from ui.kit.card import Card, box
from ui.kit.edits import TextEdit, TimeEdit
from ui.kit.form import Field, Form
from ui.kit.labels import Icon, IconText, Label, rule
from ui.kit.sections import SectionItem, SectionList, SectionState
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.first_run.pages import DAYS, ORDER, TITLES, Answers, DayHours, Page

WIDTH, STEPS, HEIGHT = 860, 240, 620
INTRO = {
    Page.PLACE: "MedManager keeps the records of one practice. Choose where; nothing is sent anywhere else.",
    Page.PRACTICE: "This stands on every printed plan, so that patients know whom to call.",
    Page.PERSON: "You become the first person who can sign in. You can add the others in Settings.",
    Page.HOURS: "The calendar offers open times in these hours. You can change them at any time.",
    Page.KEY: "If every password is lost, this key is the only way in. Keep it on paper only.",
}


class FirstRunView(QWidget):
    """Signals: `next_requested()`, `back_requested()`, `print_requested()`, `save_requested()`."""

    next_requested = Signal()
    back_requested = Signal()
    print_requested = Signal()
    save_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._steps = SectionList(theme, "Steps of the set-up")
        self._steps.setEnabled(False)
        self._title = Label(size=Type.TITLE, weight=SEMIBOLD)
        self._intro = Label(tone="muted").wrapped()
        self._problem = IconText(theme, "circle-alert", "", "contra")
        self._problem.label.wrapped()
        self._stack = QStackedWidget()
        self._back = Button(theme, "&Back")
        self._next = Button(theme, "&Next", primary=True)
        self.place, self.practice, self.person, self.hours = (
            PlacePage(theme),
            PracticePage(theme),
            PersonPage(theme),
            HoursPage(theme),
        )
        self.key = KeyPage(theme)
        for page in (self.place, self.practice, self.person, self.hours, self.key):
            self._stack.addWidget(page)
        self._lay_out()
        self._back.clicked.connect(self.back_requested)
        self._next.clicked.connect(self.next_requested)
        self.key.printing.clicked.connect(self.print_requested)
        self.key.saving.clicked.connect(self.save_requested)

    def show_page(self, page: Page, answers: Answers) -> None:
        """Show a page; what was typed on it before is still there."""
        number = ORDER.index(page)
        self._title.setText(TITLES[page])
        self._intro.setText(INTRO[page])
        self._stack.setCurrentIndex(number)
        self._steps.show_sections(
            [SectionItem(step, TITLES[step], _state(at, number)) for at, step in enumerate(ORDER)], page
        )
        self._back.setVisible(0 < number < len(ORDER) - 1)
        self._next.setText(
            {Page.HOURS: "&Make the practice", Page.KEY: "&Open MedManager"}.get(page, "&Next")
        )
        self.show_problem("", "")
        self._next.setFocus()

    def show_problem(self, sentence: str, field: str) -> None:
        """Beside the field where there is one, else above the buttons."""
        forms = [page.form for page in (self.place, self.practice, self.person, self.hours, self.key)]
        for form in forms:
            form.clear_problems()
        beside = bool(field) and any(form.show_problem(field, sentence) for form in forms)
        self._problem.label.setText(sentence)
        self._problem.setVisible(bool(sentence) and not beside)

    def show_busy(self, busy: bool) -> None:
        """While the practice is being made."""
        self._next.setDisabled(busy)
        self._back.setDisabled(busy)
        self._stack.setDisabled(busy)

    def show_key(self, key: str, group: int) -> None:
        self.key.show_key(key, group)

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
        outer.addWidget(self._build_card(), 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)

    def _build_card(self) -> Card:
        theme = self._theme
        card = Card(theme)
        card.setFixedSize(theme.px(WIDTH), theme.px(HEIGHT))
        row = QHBoxLayout()
        row.setSpacing(0)
        self._steps.setFixedWidth(theme.px(STEPS))
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
        column.addWidget(self._title)
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


class _PageBase(QWidget):
    """A page with one form at its top."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.form = Form(theme)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(12))
        self.column.addWidget(self.form)

    def text_field(self, name: str, label: str, note: str = "") -> TextEdit:
        """A plain text field of the form."""
        edit = TextEdit(self.theme)
        self.form.add(name, Field(self.theme, label, edit, note))
        return edit


class PlacePage(_PageBase):
    """This computer, or the practice's server."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.here = QRadioButton("On &this computer only")
        self.server = QRadioButton("On the practice's &PostgreSQL server")
        self.here.setChecked(True)
        self.form.add_row(self.here)
        self.form.add_row(Label("One encrypted file. Right for one computer.", Type.SMALL, tone="muted"))
        self.form.add_row(self.server)
        words = "Right for more than one computer: everybody sees the same record at once."
        self.form.add_row(Label(words, Type.SMALL, tone="muted"))
        self.url = self.text_field("url", "Server &address", "postgresql://user@host/database")
        self.url.setEnabled(False)
        self.server.toggled.connect(self.url.setEnabled)
        self.column.addStretch(1)


class PracticePage(_PageBase):
    """Name, phones, address, time zone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.name = self.text_field("name", "&Name of the practice")
        self.phone = self.text_field("phone", "&Phone by day")
        self.night = self.text_field(
            "after_hours_phone", "Phone at &night", "Leave empty when nobody answers at night."
        )
        self.address = self.text_field("address", "&Address")
        self.zone = QComboBox()
        self.zone.addItems(
            sorted(zone for zone in available_timezones() if zone.startswith(("America/", "US/", "Pacific/")))
        )
        self.zone.setCurrentText("America/New_York")
        self.form.add("time_zone", Field(theme, "Time &zone", self.zone))
        self.column.addStretch(1)


class PersonPage(_PageBase):
    """The first person who signs in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.name = self.text_field(
            "display_name", "Your &name", "As it stands under notes, for example Dr. Amara Osei."
        )
        self.credentials = self.text_field("credentials", "&Credentials", "For example MD, DO, PMHNP.")
        self.login = self.text_field("login", "&Sign-in name")
        self.password = self._password_field(
            "password", "&Password", "At least 10 characters; a few words are good."
        )
        self.again = self._password_field("again", "Password a&gain", "")
        self.provider = QCheckBox("I also &treat patients")
        self.provider.setChecked(True)
        self.form.add_row(self.provider)
        self.column.addStretch(1)

    def _password_field(self, name: str, label: str, note: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(name, Field(self.theme, label, edit, note))
        return edit


class HoursPage(_PageBase):
    """One row for each weekday, and lunch."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._rows: list[tuple[QCheckBox, TimeEdit, TimeEdit]] = []
        for weekday, name in enumerate(DAYS):
            self.column.addLayout(self._day(weekday, name))
        self.lunch = QCheckBox("Closed for &lunch from 12:00 to 13:00")
        self.lunch.setChecked(True)
        self.column.addWidget(self.lunch)
        self.column.addStretch(1)

    def days(self) -> tuple[DayHours, ...]:
        """What the rows say; an unreadable time makes the day close before it opens: refused."""
        return tuple(
            DayHours(weekday, box.isChecked(), start.value() or time.max, end.value() or time.min)
            for weekday, (box, start, end) in enumerate(self._rows)
        )

    def _day(self, weekday: int, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        is_open = QCheckBox(name)
        is_open.setChecked(weekday < 5)
        is_open.setFixedWidth(self.theme.px(140))
        start, end = TimeEdit(self.theme), TimeEdit(self.theme)
        for edit, hour, words in ((start, 9, "opens"), (end, 17, "closes")):
            edit.show_value(time(hour))
            edit.setFixedWidth(self.theme.px(96))
            edit.setAccessibleName(f"{name} {words}")
            edit.setEnabled(weekday < 5)
            is_open.toggled.connect(edit.setEnabled)
        row.addWidget(is_open)
        row.addWidget(start)
        row.addWidget(Label("to"))
        row.addWidget(end)
        row.addStretch(1)
        self._rows.append((is_open, start, end))
        return row


class KeyPage(_PageBase):
    """The recovery key, shown once, and one group of it typed again."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        frame, inside = box(theme)
        self._key = Label(size=Type.TITLE, weight=SEMIBOLD).wrapped()
        self._key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(self._key)
        self.printing = Button(theme, "&Print the key…", "printer")
        self.saving = Button(theme, "&Save as a file…", "download")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.printing)
        buttons.addWidget(self.saving)
        buttons.addStretch(1)
        self.column.insertWidget(0, frame)
        self.column.insertLayout(1, buttons)
        self.group = TextEdit(theme, 5)
        self._field = self.form.add("group", Field(theme, "Type a group of the &key", self.group))
        self.column.addStretch(1)

    def show_key(self, key: str, group: int) -> None:
        """Four groups on a line."""
        groups = key.split("-")
        self._key.setText("  ".join(groups[:4]) + "\n" + "  ".join(groups[4:]))
        self._field.label.setText(f"Type group {group} from your &print")

    def key(self) -> str:
        """The key as shown."""
        return self._key.text()

    @Slot()
    def focus(self) -> None:
        self.group.setFocus()
