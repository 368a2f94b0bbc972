"""The patient window: the banner over the tabs; each tab is a screen that is built when first shown."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from medmanager.domain.changes import Changes
from medmanager.domain.chart import Banner
from ui.kit import words
from ui.kit.labels import rule
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.kit.wiring import Contexts
from ui.shell.banner import PatientBanner
from ui.shell.places import Tab


class PatientView(QWidget):
    """Banner, tab bar and pages. Signals: `tab_chosen(int)`."""

    tab_chosen = Signal(int)

    def __init__(self, theme: Theme, titles: tuple[str, ...]) -> None:
        super().__init__()
        self.banner = PatientBanner(theme)
        self.pages = QStackedWidget()
        self._bar = QTabBar()
        self._bar.setExpanding(False)
        self._bar.setDrawBase(False)
        self._bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bar.setAccessibleName("Parts of the chart")
        for number, title in enumerate(titles):
            self._bar.addTab(title)
            self._bar.setTabToolTip(number, f"{title} (Ctrl+{number + 1})")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(_strip(theme, self._bar))
        column.addWidget(rule())
        column.addWidget(self.pages, 1)
        self._bar.currentChanged.connect(self.tab_chosen)

    def choose(self, number: int) -> None:
        """Show this tab as open, without a signal when it is open already."""
        self._bar.setCurrentIndex(number)

    def title_tab(self, number: int, title: str) -> None:
        self._bar.setTabText(number, title)


def _strip(theme: Theme, bar: QTabBar) -> QWidget:
    strip = QWidget()
    strip.setProperty("ground", "surface")
    strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(strip)
    column.setContentsMargins(theme.px(6), 0, 0, 0)
    column.addWidget(bar)
    return strip


class PatientWindow(Screen):
    """Owns the tabs' screens. `name` is what the shell shows of it; empty until the banner has come."""

    def __init__(self, contexts: Contexts, theme: Theme, patient_id: UUID, tabs: tuple[Tab, ...]) -> None:
        self.view = PatientView(theme, tuple(tab.title for tab in tabs))
        super().__init__(contexts.make(), "", self.view)
        self.patient_id = patient_id
        self._contexts, self._theme, self._tabs = contexts, theme, tabs
        self._screens: dict[int, Screen] = {}
        self._open = -1
        self.view.tab_chosen.connect(self.show_tab)

    @property
    def open_tab(self) -> str:
        """Key of the tab in front, "" before one was shown."""
        return self._tabs[self._open].key if self._open >= 0 else ""

    def screen_of(self, key: str) -> Screen | None:
        """The screen of a tab that was opened before."""
        return self._screens.get(self._number(key))

    def go(self, key: str, subject: UUID | None = None) -> None:
        """Open a tab, and in it one subject."""
        number = self._number(key)
        known = self._screens.get(number)
        if known is None:
            self._build(number, subject)
        elif subject is not None:
            known.show_subject(subject)
        self.view.choose(number)
        self.show_tab(number)

    @Slot(int)
    def show_tab(self, number: int) -> None:
        """Bring a tab to the front."""
        if number == self._open or number < 0:
            return
        if self._open >= 0:
            self._screens[self._open].hidden()
        if number not in self._screens:
            self._build(number, None)
        self._open = number
        screen = self._screens[number]
        self.view.pages.setCurrentWidget(screen.widget)
        if self.is_visible:
            screen.shown()

    def refresh(self) -> None:
        patients = self.context.services.patients
        self.context.ask(lambda: patients.banner(self.patient_id), self._banner_came)

    def concerns(self, changes: Changes) -> bool:
        return changes.touches_patient(self.patient_id)

    def shown(self) -> None:
        super().shown()
        if self._open >= 0:
            self._screens[self._open].shown()

    def hidden(self) -> None:
        super().hidden()
        if self._open >= 0:
            self._screens[self._open].hidden()

    def put_aside(self) -> None:
        for screen in self._screens.values():
            screen.put_aside()

    def may_close(self) -> bool:
        return all(screen.may_close() for screen in self._screens.values())

    def close(self) -> None:
        for screen in self._screens.values():
            screen.close()
        super().close()

    def _number(self, key: str) -> int:
        return next((number for number, tab in enumerate(self._tabs) if tab.key == key), 0)

    def _build(self, number: int, subject: UUID | None) -> None:
        tab = self._tabs[number]
        screen = tab.build(self._contexts.make(), self._theme, self.patient_id, subject)
        self._screens[number] = screen
        self.view.pages.addWidget(screen.widget)
        screen.title_changed.connect(self._retitled)

    @Slot(str)
    def _retitled(self, title: str) -> None:
        sender = self.sender()
        for number, screen in self._screens.items():
            if screen is sender:
                self.view.title_tab(number, title)

    def _banner_came(self, banner: Banner) -> None:
        patient = banner.patient
        self.view.banner.show_banner(banner, self.context.services.session.today())
        self.retitle(words.person(patient.family_name, patient.given_name))
