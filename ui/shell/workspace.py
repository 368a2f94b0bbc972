"""The workspace of a signed-in person: opens places and patients, keeps them, and lets go of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence

from medmanager.domain.patient import Patient
from medmanager.domain.practice import DeskStatus
from medmanager.domain.rows import PatientRow
from ui.kit import words
from ui.kit.notice import NoticeBar
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.kit.wiring import Contexts
from ui.shell.finder import Command, Finder, Found, FoundKind
from ui.shell.frame import Frame
from ui.shell.patient_window import PatientWindow
from ui.shell.places import PLACES, TABS, Place, Tab
from ui.shell.rail import RailEntry
from ui.shell.status import left_states, right_states

OPEN_PATIENTS = 5
"""Charts kept open; the one not used for longest is put aside and closed."""
MINUTE_MS = 60_000


class Workspace(QObject):
    """Fulfils `Places`. Signals: `lock_requested()`, `sign_out_requested()`, `command_chosen(key)`."""

    lock_requested = Signal()
    sign_out_requested = Signal()
    command_chosen = Signal(str)

    def __init__(
        self, contexts: Contexts, theme: Theme, notices: NoticeBar, commands: tuple[Command, ...]
    ) -> None:
        super().__init__()
        self._contexts, self._theme = contexts, theme
        self._context = contexts.make()
        self.frame = Frame(theme, notices)
        self._screens: dict[str, Screen] = {}
        self._patients: dict[UUID, PatientWindow] = {}
        self._front: Screen | None = None
        self._own = (*self._place_commands(), *commands)
        self._finder = Finder(self._context, self._own, self.frame.palette_box.show_rows)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._connect()
        self._add_actions()

    @property
    def front(self) -> Screen | None:
        """The screen that is shown now."""
        return self._front

    @property
    def actions(self) -> tuple[QAction, ...]:
        return tuple(self.frame.actions())

    def begin(self) -> None:
        """Show the person's first place."""
        self._show_rail()
        self.refresh_status()
        self._tell_time()
        self._minute.start()
        self.go(self._allowed()[0].key)

    def go(self, place: str) -> None:
        """Open a place of the table."""
        if place not in self._screens:
            found = next(entry for entry in PLACES if entry.key == place)
            self._keep(place, found.build(self._contexts.make(), self._theme))
        self._bring(self._screens[place])
        self.frame.rail.mark(place)

    def open_patient(self, patient_id: UUID, tab: str, subject: UUID | None) -> None:
        """Open a chart, at a tab, at a subject."""
        window = self._patients.pop(patient_id, None) or self._build_patient(patient_id)
        self._patients[patient_id] = window
        window.go(tab if tab in {known.key for known in self._tabs()} else self._tabs()[0].key, subject)
        self._bring(window)
        self.frame.rail.mark("patients")
        self._close_oldest()
        self._remember(patient_id)

    def patient_window(self, patient_id: UUID) -> PatientWindow | None:
        return self._patients.get(patient_id)

    def screen(self, place: str) -> Screen | None:
        return self._screens.get(place)

    def put_aside(self) -> None:
        """Keep everything typed as drafts."""
        for screen in (*self._screens.values(), *self._patients.values()):
            screen.put_aside()

    def close(self) -> None:
        """Let every screen go, for instance when another person signs in."""
        self._minute.stop()
        self._finder.forget()
        for screen in (*self._screens.values(), *self._patients.values()):
            screen.close()
        self._screens.clear()
        self._patients.clear()
        self._front = None
        self._context.close()

    def suspend(self) -> None:
        """While locked nothing refreshes: the store is closed."""
        self._minute.stop()
        if self._front is not None:
            self._front.hidden()

    def resume(self) -> None:
        """After unlocking, go on where it was."""
        self._minute.start()
        self.refresh_status()
        if self._front is not None:
            self._front.shown()

    @Slot()
    def refresh_status(self) -> None:
        if self._context.services.session.signed_in and not self._context.services.session.locked:
            self._context.ask(self._context.services.backups.status, self._status_came)

    @Slot()
    def open_palette(self) -> None:
        self.frame.open_palette()

    def _build_patient(self, patient_id: UUID) -> PatientWindow:
        window = PatientWindow(self._contexts, self._theme, patient_id, self._tabs())
        self.frame.pages.addWidget(window.widget)
        return window

    def _keep(self, key: str, screen: Screen) -> None:
        self._screens[key] = screen
        self.frame.pages.addWidget(screen.widget)

    def _bring(self, screen: Screen) -> None:
        if self._front is screen:
            screen.shown()
            return
        if self._front is not None:
            self._front.hidden()
        self._front = screen
        self.frame.pages.setCurrentWidget(screen.widget)
        screen.shown()

    def _close_oldest(self) -> None:
        for patient_id in list(self._patients)[:-OPEN_PATIENTS]:
            window = self._patients[patient_id]
            if window.may_close():
                window.put_aside()
                window.close()
                del self._patients[patient_id]

    def _remember(self, patient_id: UUID) -> None:
        patients = self._context.services.patients
        self._context.ask(lambda: patients.banner(patient_id).patient, self._patient_opened)

    def _patient_opened(self, patient: Patient) -> None:
        name = (patient.family_name, patient.given_name)
        self._finder.remember(
            PatientRow(patient.id, *name, patient.birth_date, patient.sex, patient.phone, patient.provider_id)
        )

    def _allowed(self) -> tuple[Place, ...]:
        user = self._context.services.session.user
        return tuple(place for place in PLACES if place.number and user.may(place.act))

    def _tabs(self) -> tuple[Tab, ...]:
        user = self._context.services.session.user
        return tuple(tab for tab in TABS if user.may(tab.act))

    def _show_rail(self) -> None:
        entries = (RailEntry(place.key, place.title, place.icon, place.shortcut) for place in self._allowed())
        self.frame.rail.show_entries(tuple(entries))
        self.frame.top.show_demo(self._context.services.session.practice.demo)

    def _place_commands(self) -> tuple[Command, ...]:
        return tuple(
            Command(f"place:{place.key}", f"Go to {place.title}", place.icon, place.shortcut, place.act)
            for place in PLACES
        )

    def _add_actions(self) -> None:
        """Every command is an action of the window, so that its keys work and the palette reaches it."""
        for command in self._own:
            action = QAction(command.title, self.frame)
            action.setData(command.key)
            if command.shortcut:
                action.setShortcut(QKeySequence(command.shortcut))
            action.triggered.connect(self._action_chosen)
            self.frame.addAction(action)

    def _connect(self) -> None:
        frame = self.frame
        frame.rail.chosen.connect(self.go)
        frame.top.search_requested.connect(self.open_palette)
        frame.top.lock_requested.connect(self.lock_requested)
        frame.palette_box.typed.connect(self._finder.find)
        frame.palette_box.taken.connect(self._take)
        frame.status.clicked.connect(self._status_clicked)
        self._minute.timeout.connect(self.refresh_status)
        self._minute.timeout.connect(self._tell_time)

    @Slot(object)
    def _take(self, found: Found) -> None:
        if found.kind is FoundKind.PATIENT and found.patient_id is not None:
            self.open_patient(found.patient_id, "summary", None)
        elif found.kind is FoundKind.DATE and found.day is not None:
            self._open_day(found)
        else:
            self._run(found.key)

    def _open_day(self, found: Found) -> None:
        self.go("calendar")
        assert found.day is not None, "a found day has its date"
        self._screens["calendar"].show_day(found.day)

    @Slot()
    def _action_chosen(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction), "only actions are connected here"
        self._run(str(action.data()))

    def _run(self, key: str) -> None:
        kind, _, name = key.partition(":")
        if kind == "place":
            self.go(name)
        elif key == "find":
            self.open_palette()
        elif key == "lock":
            self.lock_requested.emit()
        elif key == "sign_out":
            self.sign_out_requested.emit()
        else:
            self.command_chosen.emit(key)

    @Slot(str)
    def _status_clicked(self, key: str) -> None:
        if key == "user":
            self.lock_requested.emit()
        else:
            self.go("settings")

    def _status_came(self, status: DeskStatus) -> None:
        user = self._context.services.session.user
        self.frame.status.show_states(
            left_states(status, self._context.clock.now()), right_states(status, user)
        )

    @Slot()
    def _tell_time(self) -> None:
        now: datetime = self._context.clock.now()
        zone = ZoneInfo(self._context.services.session.practice.time_zone)
        day = words.full_day(words.local_day(now, zone))
        self.frame.top.show_time(f"{day}  {words.time_of(now, zone)}")
