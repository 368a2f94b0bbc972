"""The base of every screen: owns view, model and presenter, and keeps what it shows fresh."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medmanager.domain.changes import Changes
from ui.kit.context import Context


class Screen(QObject):
    """Wire a screen in its own `__init__.py` as a subclass that keeps `view`, `model` and `presenter` as
    attributes.

    PySide6 holds bound methods of plain objects weakly, so this object is what keeps a presenter alive.
    Override `refresh` (load again), `concerns` (is this change about what is shown) and `may_close`.
    Signals: `title_changed(str)`.
    """

    title_changed = Signal(str)

    def __init__(self, context: Context, title: str, widget: QWidget) -> None:
        super().__init__()
        self.context = context
        self.title = title
        self.widget = widget
        self.is_visible = False
        self.is_stale = True
        context.feed.subscribe(self, self.changes_came)

    def refresh(self) -> None:
        """Load again what is shown. Called when first shown, and when a change concerns it."""

    def concerns(self, changes: Changes) -> bool:
        """Whether `changes` touch what is shown; when unsure, say yes."""
        return bool(changes.items)

    def prepare(self, part: Callable[[], object]) -> None:
        """Put a part of the view together in a turn of its own, before anything asked for later is answered.

        For parts with so many widgets that to make them and to fill them would hold the window too long.
        """
        self.context.ask(_nothing, partial(_made, part))

    def may_close(self) -> bool:
        """Whether it may be closed now; a screen with an unsaved answer asks or saves here."""
        return True

    def put_aside(self) -> None:
        """Keep what is typed now as a draft, without asking; before locking, quitting, and after a crash."""

    def carry_out(self, command: str) -> None:
        """Do what the palette asked for; only screens with commands of their own do anything."""

    def show_subject(self, subject: UUID) -> None:
        """Turn to one thing of this screen, for instance a visit; called when it is open already."""

    def show_day(self, day: date) -> None:
        """Turn to a day, where the screen has days."""

    def retitle(self, title: str) -> None:
        """Change the title, for instance when the patient's name is known."""
        self.title = title
        self.title_changed.emit(title)

    def shown(self) -> None:
        """The shell brought it to the front."""
        self.is_visible = True
        self._refresh_when_stale()

    def hidden(self) -> None:
        """The shell shows another one."""
        self.is_visible = False

    def close(self) -> None:
        """Let go: callbacks still out are dropped, the widget is deleted."""
        self.is_visible = False
        self.context.feed.unsubscribe(self)
        self.context.close()
        self.widget.deleteLater()

    def changes_came(self, changes: Changes) -> None:
        """Refresh at once when visible, else when next shown."""
        if self.concerns(changes):
            self._outdated()

    def outdate(self) -> None:
        """All that is shown may be old: read it again, at once when visible, else when next shown."""
        self._outdated()

    def _outdated(self) -> None:
        self.is_stale = True
        if self.is_visible:
            self._refresh_when_stale()

    def _refresh_when_stale(self) -> None:
        if self.is_stale:
            self.is_stale = False
            self.refresh()


def _nothing() -> None:
    """The work of a part: the door is passed for the order of its answers only."""


def _made(part: Callable[[], object], _: None) -> None:
    part()
