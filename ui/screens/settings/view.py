"""The settings as they are seen: sections at the left, one page at the right."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.alert_levels import AlertLevels
from medmanager.domain.audit import AuditVerdict
from medmanager.domain.override import GivenReason
from medmanager.domain.practice import DeskStatus, MetabolicSchedule, Practice
from medmanager.domain.safety import EditionCard
from medmanager.domain.user import User
from ui.kit.card import Card
from ui.kit.layout.columns import Columns, Part
from ui.kit.layout.lengths import Lengths, hold
from ui.kit.layout.pages import LaterPage, Pages
from ui.kit.layout.scroll import ScrollArea
from ui.kit.layout.sections import SectionItem, SectionList, SectionState
from ui.kit.page_head import PageHead
from ui.kit.theme import Theme
from ui.screens.settings.calendar_page import CalendarFilePage
from ui.screens.settings.house_pages import AboutPage, BackupPage
from ui.screens.settings.own_pages import AccountPage, HoursPage, PracticePage
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.people import PeoplePage
from ui.screens.settings.presenter import ABOUT, ACCOUNT, BACKUP, CALENDAR, HOURS, PEOPLE, PRACTICE, SAFETY
from ui.screens.settings.safety_page import SafetyPage

MARGIN, LEFT, ROOMY_LEFT, PAGE, LIST, LOW = 12, 160, 232, 860, 200, 360
BESIDE_FROM, ROOMY_FROM = 600, 900
TITLES = {
    ACCOUNT: "Your account",
    PRACTICE: "Practice",
    HOURS: "Opening hours",
    PEOPLE: "People",
    SAFETY: "Safety alerts",
    BACKUP: "Backup and audit",
    CALENDAR: "Calendar file",
    ABOUT: "About",
}


class SettingsView(QWidget):
    """Its pages are public: the screen connects their signals to the presenter, and has them put together."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sections = SectionList(theme, "Settings")
        self.account = LaterPage(partial(AccountPage, theme))
        self.practice = LaterPage(partial(PracticePage, theme))
        self.hours = LaterPage(partial(HoursPage, theme))
        self.people = LaterPage(partial(PeoplePage, theme))
        self.safety = LaterPage(partial(SafetyPage, theme))
        self.backup = LaterPage(partial(BackupPage, theme))
        self.calendar = LaterPage(partial(CalendarFilePage, theme))
        self.about = LaterPage(partial(AboutPage, theme))
        self._pages: dict[str, LaterPage[SettingsPage]] = {
            ACCOUNT: self.account,
            PRACTICE: self.practice,
            HOURS: self.hours,
            PEOPLE: self.people,
            SAFETY: self.safety,
            BACKUP: self.backup,
            CALENDAR: self.calendar,
            ABOUT: self.about,
        }
        self._keys: tuple[str, ...] = ()
        self._stack = Pages()
        self._areas: dict[str, ScrollArea] = {}
        self._lay_out(theme)
        self._sections.chosen.connect(self.open_section)

    @property
    def pages(self) -> tuple[LaterPage[SettingsPage], ...]:
        """All pages, in the order of their sections."""
        return tuple(self._pages.values())

    def show_sections(self, keys: tuple[str, ...]) -> None:
        """Which sections this person may open."""
        self._keys = keys
        current = self._sections.current()
        self.open_section(current if current in keys else keys[0])

    @Slot(str)
    def open_section(self, key: str) -> None:
        """Show a page."""
        items = [SectionItem(one, TITLES[one], SectionState.PLAIN) for one in self._keys]
        self._sections.show_sections(items, key)
        if key not in self._areas:
            self._areas[key] = ScrollArea(self._pages[key].page)
        self._stack.bring(self._areas[key])

    def show_account(self, user: User) -> None:
        self.account.tell(lambda page: page.show_user(user))

    def show_office(self, names: tuple[str, ...]) -> None:
        self.account.tell(lambda page: page.show_office(names))

    def show_quick(self, on: bool) -> None:
        self.account.tell(lambda page: page.show_quick(on))

    def show_practice(self, practice: Practice) -> None:
        self.practice.tell(lambda page: page.show_practice(practice))
        self.hours.tell(lambda page: page.show_practice(practice))

    def show_levels(self, levels: AlertLevels, schedule: MetabolicSchedule) -> None:
        self.safety.tell(lambda page: page.show_levels(levels, schedule))

    def show_office_of_safety(self, people: tuple[User, ...], me: User) -> None:
        self.safety.tell(lambda page: page.show_people(people, me))

    def show_reasons(self, given: tuple[GivenReason, ...], days: int) -> None:
        self.safety.tell(lambda page: page.show_reasons(given, days))

    def show_edition(self, edition: EditionCard) -> None:
        self.safety.tell(lambda page: page.edition.show_edition(edition))
        self.about.tell(lambda page: page.edition.show_edition(edition))

    def show_no_edition(self, sentence: str) -> None:
        self.safety.tell(lambda page: page.edition.show_missing(sentence))
        self.about.tell(lambda page: page.edition.show_missing(sentence))

    def show_people(self, people: tuple[User, ...], me: User) -> None:
        self.people.tell(lambda page: page.show_people(people, me))

    def show_backup(self, status: DeskStatus, now: datetime) -> None:
        self.backup.tell(lambda page: page.show_status(status, now))

    def show_key(self, key: str, about: str) -> None:
        self.backup.tell(lambda page: page.show_key(key, about))

    def show_verdict(self, verdict: AuditVerdict) -> None:
        self.backup.tell(lambda page: page.show_verdict(verdict))

    def show_problem(self, section: str, sentence: str, field: str) -> None:
        self._pages[section].tell(lambda page: page.show_problem(sentence, field))

    def clear(self, section: str) -> None:
        self._pages[section].tell(lambda page: page.clear())

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        side = theme.px(MARGIN)
        column.setContentsMargins(side, 0, side, side)
        column.setSpacing(0)
        column.addWidget(PageHead(theme, "Settings"))
        left = Card(theme)
        left.add(self._sections)
        left.add_stretch()
        hold(theme, self._stack, Lengths(most=PAGE))
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._stack, 1)
        row.addStretch(0)
        parts = (Part(left, LEFT, low=LIST, roomy=ROOMY_LEFT), Part(page, low=LOW))
        column.addWidget(Columns(theme, parts, BESIDE_FROM, ROOMY_FROM), 1)
