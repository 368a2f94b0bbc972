"""Decides what a search for a medicine finds, and takes one, or a protocol as a line to be read. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.plan.protocol import DoseProtocol
from medmanager.domain.plan.protocol_shelf import BegunLine, Found, ProtocolShelf
from medmanager.domain.plan.protocol_starters import Starter
from medmanager.domain.user import Act
from ui.kit.context import Context, Lane
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.finder.rows import Command, FinderLook, FinderRow, Pick, finder_rows, medicine_rows
from ui.screens.plan.line.presenter import LinePresenter

NOT_WHOLE = "A protocol is made of a whole line. See to what stands beside the fields first."

Show = Callable[[ProtocolShelf, Found], None]


class FinderFace(Protocol):
    """What the presenter asks of the box and of the dialogs of protocols."""

    def show_found(self, text: str, rows: tuple[FinderRow, ...]) -> None: ...
    def show_medicines(self, text: str, rows: tuple[FinderRow, ...]) -> None: ...
    def ask_protocol_name(self, name: str) -> None: ...
    def show_protocols(self, protocols: tuple[DoseProtocol, ...]) -> None: ...
    def show_protocol_refusal(self, field: str, sentence: str) -> None: ...
    def close_dialog(self) -> None: ...


class FinderPresenter:
    """Reads protocols and favourites when somebody begins to look; a key then reads no record."""

    def __init__(self, context: Context, face: FinderFace, lines: LinePresenter, desk: DraftDesk) -> None:
        self._context, self._face, self._lines, self._desk = context, face, lines, desk
        self._protocols = context.services.protocols
        self._shelf: ProtocolShelf | None = None

    def search(self, text: str) -> None:
        """What fits the text: protocols, favourites, the drug list."""
        self._search(text, self._show_all)

    def search_medicine(self, text: str) -> None:
        """Only medicines, as for the new one of a switch."""
        self._search(text, self._show_medicines)

    def _search(self, text: str, show: Show) -> None:
        """The shelf is read anew when a search begins."""
        if self._shelf is None or len(text.strip()) <= 1:
            self._context.ask(self._protocols.shelf, partial(self._shelved, text, show))
        else:
            self._find(text, show, self._shelf)

    def take(self, pick: Pick) -> None:
        """Begin a line of what was picked."""
        draft = self._desk.book.draft if self._desk.book else None
        if draft is None:
            return
        if isinstance(pick, DoseProtocol):
            self._context.ask(partial(self._protocols.line, pick), self._begun, self._told)
        elif isinstance(pick, Starter):
            self._context.ask(partial(self._protocols.starter_line, pick, draft), self._begun, self._told)
        elif isinstance(pick, Command):
            self.list_protocols()
        else:
            self._lines.add(pick)

    # ------------------------------------------------------------------------------------------ protocols

    def begin_protocol(self) -> None:
        """Ask under which name the line is kept as a protocol."""
        if self._item() is None:
            self._lines.tell_problems()
            self._context.notices.warn(NOT_WHOLE)
        else:
            self._face.ask_protocol_name(self._lines.suggested_name())

    def keep_protocol(self, name: str, instead: bool) -> None:
        """Keep the line that is being written under this name."""
        item = self._item()
        if item is not None:
            work = partial(self._protocols.keep, name, item, instead=instead)
            self._context.ask(work, partial(self._kept, name), self._refused)

    def list_protocols(self) -> None:
        """Show the protocols in use, to be renamed or retired."""
        self._context.ask(self._protocols.shelf, self._listed)

    def rename(self, protocol: DoseProtocol, name: str) -> None:
        """Give a protocol another name."""
        self._context.ask(partial(self._protocols.rename, protocol, name), self._changed, self._refused)

    def retire(self, protocol: DoseProtocol) -> None:
        """Take a protocol out of use; the notice offers it back."""
        done = partial(self._retired, protocol)
        self._context.ask(partial(self._protocols.retire, protocol), done, self._refused)

    def toggle_pin(self, generic: str) -> None:
        """Pin the medicine of the line, or let it go."""
        if generic.strip():
            self._context.ask(self._protocols.shelf, partial(self._pin_other, generic.strip()))

    # ------------------------------------------------------------------------------------------ answers

    def _shelved(self, text: str, show: Show, shelf: ProtocolShelf) -> None:
        self._shelf = shelf
        self._find(text, show, shelf)

    def _find(self, text: str, show: Show, shelf: ProtocolShelf) -> None:
        work = partial(self._protocols.find, text, shelf)
        self._context.ask(work, partial(show, shelf), lane=Lane.FREE)

    def _show_medicines(self, _: ProtocolShelf, found: Found) -> None:
        self._face.show_medicines(found.text, medicine_rows(found))

    def _show_all(self, shelf: ProtocolShelf, found: Found) -> None:
        session = self._context.services.session
        zone = ZoneInfo(session.practice.time_zone)
        look = FinderLook(shelf, zone, session.user.may(Act.SIGN_PLAN))
        self._face.show_found(found.text, finder_rows(found, look))

    def _begun(self, begun: BegunLine) -> None:
        self._lines.begin(begun)

    def _item(self) -> PlanItem | None:
        return self._lines.written

    def _kept(self, name: str, _: Changes) -> None:
        self._shelf = None
        self._face.close_dialog()
        self._context.notices.say(f"“{name.strip()}” is a protocol of the practice now.")

    def _listed(self, shelf: ProtocolShelf) -> None:
        self._shelf = shelf
        self._face.show_protocols(shelf.protocols)

    def _changed(self, _: Changes) -> None:
        self.list_protocols()

    def _retired(self, protocol: DoseProtocol, _: Changes) -> None:
        self.list_protocols()
        self._context.notices.say(f"“{protocol.name}” is retired.", undo=partial(self._take_back, protocol))

    def _take_back(self, protocol: DoseProtocol) -> None:
        self._context.ask(partial(self._protocols.take_back, protocol.id), self._changed, self._told)

    def _pin_other(self, generic: str, shelf: ProtocolShelf) -> None:
        pinned = not any(one.pinned and one.generic == generic for one in shelf.favourites)
        work = partial(self._protocols.pin, generic, pinned=pinned)
        self._context.ask(work, partial(self._pinned, generic, pinned))

    def _pinned(self, generic: str, pinned: bool, _: Changes) -> None:
        self._shelf = None
        said = "comes first when you look for a medicine" if pinned else "is no longer pinned"
        self._context.notices.say(f"{generic} {said}.")

    def _told(self, error: MedManagerError) -> None:
        self._context.notices.warn(error.sentence)

    def _refused(self, error: MedManagerError) -> None:
        self._face.show_protocol_refusal(error.field if isinstance(error, Refused) else "", error.sentence)
