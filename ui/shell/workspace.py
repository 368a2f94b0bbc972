"""The workspace of a signed-in person: opens places and charts, carries out commands, keeps drafts."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from medmanager.domain.patient import Patient
from medmanager.domain.rows import PatientRow
from ui.kit.context import nothing
from ui.kit.notice import NoticeBar
from ui.kit.screen import Screen
from ui.kit.tab_order import stops_along
from ui.kit.theme import Theme
from ui.kit.wiring import Contexts
from ui.shell.finder import Command, Finder, Found, FoundKind
from ui.shell.frame import Frame
from ui.shell.open_charts import OpenCharts
from ui.shell.patient_window import PatientWindow
from ui.shell.places import PLACES, Place
from ui.shell.pulse import Pulse
from ui.shell.rail import RailEntry


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
        self._notices = notices
        self.frame = Frame(theme, notices)
        self._screens: dict[str, Screen] = {}
        self._charts = OpenCharts(contexts, theme, self._context.services.session.user)
        self._front: Screen | None = None
        self._commands = (*_place_commands(), *commands)
        self._finder = Finder(self._context, self._commands, self.frame.palette_box.show_rows)
        self.pulse = Pulse(self._context, self.frame)
        self._connect()
        self._add_actions()

    @property
    def front(self) -> Screen | None:
        """The screen that is shown now."""
        return self._front

    def screen(self, place: str) -> Screen | None:
        """The screen of a place that was opened before."""
        return self._screens.get(place)

    def patient_window(self, patient_id: UUID) -> PatientWindow | None:
        """The window of a chart that is open."""
        return self._charts.find(patient_id)

    def begin(self) -> None:
        """Show the person's first place."""
        allowed = self._allowed()
        entries = (RailEntry(place.key, place.title, place.icon, place.shortcut) for place in allowed)
        self.frame.rail.show_entries(tuple(entries))
        self.frame.top.show_demo(self._context.services.session.practice.demo)
        self.pulse.start()
        self.go(allowed[0].key)

    def go(self, place: str) -> None:
        """Open a place of the table, and bring the keyboard to it."""
        self._open_place(place)
        self.lead_keyboard()

    @Slot(str)
    def _open_place(self, place: str) -> None:
        found = next(entry for entry in PLACES if entry.key == place)
        if place not in self._screens:
            self._screens[place] = found.build(self._contexts.make(), self._theme)
        self._bring(self._screens[place])
        self.frame.rail.mark(found.under or place)

    def open_patient(self, patient_id: UUID, tab: str, subject: UUID | None) -> None:
        """Open a chart, at a tab, at a subject."""
        self._bring(self._charts.open(patient_id, tab, subject))
        self.frame.rail.mark("patients")
        # To let a chart go takes as long as to show one: in a turn of its own.
        self._context.ask(nothing, self._close_oldest)
        self.lead_keyboard()
        patients = self._context.services.patients
        self._context.ask(lambda: patients.demographics(patient_id), self._patient_opened)

    def put_aside(self) -> None:
        """Keep everything typed as drafts."""
        for screen in (*self._screens.values(), *self._charts):
            screen.put_aside()

    def suspend(self) -> None:
        """While locked nothing refreshes: the store is closed."""
        self.pulse.rest()
        if self._front is not None:
            self._front.hidden()

    def resume(self) -> None:
        """After unlocking, go on where it was. Others may have worked meanwhile, and a lock is long."""
        self.pulse.start()
        self._outdate()
        if self._front is not None:
            self._front.shown()

    def close(self) -> None:
        """Let every screen go, for instance when another person signs in."""
        self.pulse.rest()
        self._finder.forget()
        for screen in self._screens.values():
            screen.close()
        self._screens.clear()
        self._charts.close()
        self._front = None
        self._context.close()

    @Slot(str)
    def store_is_back(self, told: str) -> None:
        """What was typed meanwhile is kept now, and what could not be read is read."""
        self._notices.withdraw(told)
        self.put_aside()
        self._outdate()

    def _outdate(self) -> None:
        """Whatever is shown may be old."""
        for screen in (*self._screens.values(), *self._charts):
            screen.outdate()

    def _bring(self, screen: Screen) -> None:
        if self._front is not None and self._front is not screen:
            self._front.hidden()
        self._front = screen
        self.frame.pages.bring(screen.widget)
        screen.shown()
        self.pulse.look()

    def _close_oldest(self, _: None) -> None:
        self._charts.close_oldest()

    def _patient_opened(self, patient: Patient) -> None:
        name = (patient.family_name, patient.given_name)
        self._finder.remember(
            PatientRow(patient.id, *name, patient.birth_date, patient.sex, patient.phone, patient.provider_id)
        )

    def _allowed(self) -> tuple[Place, ...]:
        user = self._context.services.session.user
        return tuple(place for place in PLACES if place.number and user.may(place.act))

    def _add_actions(self) -> None:
        """Every command is an action of the window, so that its keys work and the palette reaches it."""
        user = self._context.services.session.user
        for command in self._commands:
            if command.act is not None and not user.may(command.act):
                continue
            action = QAction(command.title, self.frame)
            action.setData(command.key)
            if command.shortcut:
                action.setShortcut(QKeySequence(command.shortcut))
            action.triggered.connect(self._action_chosen)
            self.frame.addAction(action)

    def _connect(self) -> None:
        frame = self.frame
        # Whoever goes through the rail by keyboard stays there.
        frame.rail.chosen.connect(self._open_place)
        frame.top.search_requested.connect(frame.open_palette)
        frame.top.lock_requested.connect(self.lock_requested)
        frame.palette_box.typed.connect(self._finder.find)
        frame.palette_box.taken.connect(self._take)
        frame.status.clicked.connect(self._status_clicked)
        self.pulse.came_back.connect(self.store_is_back)

    @Slot(object)
    def _take(self, found: Found) -> None:
        if found.kind is FoundKind.PATIENT and found.patient_id is not None:
            self.open_patient(found.patient_id, "summary", None)
        elif found.kind is FoundKind.DATE and found.day is not None:
            self.go("calendar")
            self._screens["calendar"].show_day(found.day)
        else:
            self._carry_out(found.key)
        if not self.frame.palette_box.isVisible():
            self.lead_keyboard()

    def lead_keyboard(self) -> None:
        """To the first stop of what is in front, where it is not in there already: else it would stay on the
        rail or in the box above, far from what was just opened.
        """
        assert self._front is not None, "something was brought to the front"
        room, now = self._front.widget, QApplication.focusWidget()
        if now is None or not now.isVisible() or not room.isAncestorOf(now):
            first = next((one for one in stops_along(room) if _takes_tab(one, room)), room)
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _action_chosen(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction), "only actions are connected here"
        self._carry_out(str(action.data()))

    @Slot(str)
    def _status_clicked(self, key: str) -> None:
        self._carry_out("lock" if key == "user" else "place:settings")

    def _carry_out(self, key: str) -> None:
        kind, _, name = key.partition(":")
        if kind == "place":
            self.go(name)
        elif kind == "today":
            self.go("today")
            self._screens["today"].carry_out(name)
        elif key == "find":
            self.frame.open_palette()
        elif key == "lock":
            self.lock_requested.emit()
        elif key == "sign_out":
            self.sign_out_requested.emit()
        else:
            self.command_chosen.emit(key)


def _takes_tab(stop: QWidget, room: QWidget) -> bool:
    by_tab = stop.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(by_tab) and stop.isEnabled() and stop.isVisibleTo(room)


def _place_commands() -> tuple[Command, ...]:
    return tuple(
        Command(
            f"place:{place.key}",
            # What lies under another place is named by what one does there.
            place.title if place.under else f"Go to {place.title}",
            place.icon,
            place.shortcut,
            place.act,
        )
        for place in PLACES
    )
