"""The patient window: the banner over the tabs; each tab is a screen that is built when first shown."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from medmanager.domain.changes import Changes
from medmanager.domain.chart import Banner
from medmanager.domain.errors import MedManagerError
from medmanager.domain.user import Act
from ui.kit import words
from ui.kit.labels import rule
from ui.kit.layout.pages import LowRoom, Pages
from ui.kit.screen import Screen
from ui.kit.tabs import Tabs
from ui.kit.theme import Theme
from ui.kit.wiring import Contexts
from ui.shell.banner import PatientBanner
from ui.shell.places import Tab


class PatientView(QWidget):
    """Banner, tab bar and pages. Signals: `tab_chosen(key)`."""

    tab_chosen = Signal(str)

    def __init__(self, theme: Theme, tabs: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.banner = PatientBanner(theme)
        self.pages = Pages()
        self._bar = Tabs(theme, "Parts of the chart", tabs)
        self._keys = tuple(key for key, _ in tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(_strip(theme, self._bar))
        column.addWidget(rule())
        column.addWidget(LowRoom(self.pages), 1)
        self._bar.chosen.connect(self.tab_chosen)

    def choose(self, key: str) -> None:
        """Show this tab as open, without a signal."""
        self._bar.choose(key)

    def title_tab(self, key: str, title: str) -> None:
        self._bar.setTabText(self._keys.index(key), title)


def _strip(theme: Theme, bar: QTabBar) -> QWidget:
    strip = QWidget()
    strip.setProperty("ground", "surface")
    strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(strip)
    column.setContentsMargins(theme.px(6), 0, 0, 0)
    column.addWidget(bar)
    return strip


class PatientWindow(Screen):
    """Owns the tabs' screens. Its title is the patient's name, empty until the banner has come."""

    def __init__(self, contexts: Contexts, theme: Theme, patient_id: UUID, tabs: tuple[Tab, ...]) -> None:
        self.view = PatientView(theme, tuple((tab.key, tab.title) for tab in tabs))
        super().__init__(contexts.make(), "", self.view)
        self.patient_id = patient_id
        self._contexts, self._theme = contexts, theme
        self._tabs = {tab.key: tab for tab in tabs}
        self._screens: dict[str, Screen] = {}
        self._open = ""
        self._is_audited = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._bring)
        self.view.tab_chosen.connect(self.show_tab)

    @property
    def open_tab(self) -> str:
        """Key of the tab in front, "" before one was shown."""
        return self._open

    def screen_of(self, key: str) -> Screen | None:
        """The screen of a tab that was opened before."""
        return self._screens.get(key)

    def go(self, key: str, subject: UUID | None = None) -> None:
        """Open a tab, and in it one subject."""
        known = self._screens.get(key)
        if known is None:
            self._build(key, subject)
        elif subject is not None:
            known.show_subject(subject)
        self.view.choose(key)
        self.show_tab(key)

    @Slot(str)
    def show_tab(self, key: str) -> None:
        """Bring a tab to the front: a new one in the next turn of the event loop, for to put it
        together and to style it in the window takes too long for one.
        """
        if key == self._open:
            return
        if self._open:
            self._screens[self._open].hidden()
        if key not in self._screens:
            self._build(key, None)
        self._open = key
        if self.view.pages.indexOf(self._screens[key].widget) < 0:
            self._later.start(0)
        else:
            self._bring()

    @Slot()
    def _bring(self) -> None:
        self._later.stop()
        screen = self._screens[self._open]
        self.view.pages.bring(screen.widget)
        if self.is_visible:
            self._refresh_when_stale()
            screen.shown()

    def refresh(self) -> None:
        self.context.ask(self._read_banner, self._banner_came, self._banner_failed)

    def outdate(self) -> None:
        super().outdate()
        for screen in self._screens.values():
            screen.outdate()

    def concerns(self, changes: Changes) -> bool:
        return changes.touches_patient(self.patient_id)

    def shown(self) -> None:
        super().shown()
        if self._open and not self._later.isActive():
            self._screens[self._open].shown()

    def hidden(self) -> None:
        super().hidden()
        if self._open:
            self._screens[self._open].hidden()

    def put_aside(self) -> None:
        for screen in self._screens.values():
            screen.put_aside()

    def may_close(self) -> bool:
        return all(screen.may_close() for screen in self._screens.values())

    def close(self) -> None:
        self._later.stop()
        for screen in self._screens.values():
            screen.close()
        super().close()

    def _build(self, key: str, subject: UUID | None) -> None:
        tab = self._tabs[key]
        screen = tab.build(self._contexts.make(), self._theme, self.patient_id, subject)
        self._screens[key] = screen
        screen.title_changed.connect(self._retitled)

    @Slot(str)
    def _retitled(self, title: str) -> None:
        sender = self.sender()
        for key, screen in self._screens.items():
            if screen is sender:
                self.view.title_tab(key, title)

    def _read_banner(self) -> Banner:
        """The first time, the audit says that the chart was opened."""
        services = self.context.services
        if not self._is_audited and services.session.user.may(Act.SEE_CHART):
            services.patients.open_chart(self.patient_id)
            self._is_audited = True
        return services.patients.banner(self.patient_id)

    def _banner_failed(self, error: MedManagerError) -> None:
        """Without name and allergies nobody should work on: it is read again as soon as that may help."""
        self.is_stale = True
        if not self.title:
            self.view.banner.show_unread()
        self.context.notices.warn(error.sentence)

    def _banner_came(self, banner: Banner) -> None:
        patient = banner.patient
        session = self.context.services.session
        self.view.banner.show_banner(banner, session.today(), session.practice.demo)
        self.retitle(words.person(patient.family_name, patient.given_name))
