"""The documents tab: which paper is looked at, in which language and size, and where it goes. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Change, Changes
from medmanager.domain.errors import MedManagerError, NotAllowed
from medmanager.domain.ids import DocumentId
from medmanager.domain.paper.document import (
    ArchivedDocument,
    DocumentKind,
    PaperOffer,
    PaperOptions,
    PreparedDocument,
    Shelf,
    ShelfRow,
)
from medmanager.domain.patient import Language
from medmanager.domain.user import Act
from ui.kit import words
from ui.kit.context import Context
from ui.screens.documents.leaving import Leaving, Sender
from ui.screens.documents.papers import (
    LARGE,
    STANDARD,
    Key,
    Paper,
    PaperRow,
    file_name,
    filed_note,
    filed_rows,
    makeable_rows,
)

NOTHING_ON_FILE = "No paper is on file yet."
NOTHING_READY = "No paper is ready to print yet. It is made from the plan by those who may open charts."
NOTHING = "There is no signed plan and no paper on file yet. Sign the plan, then print it here."
BLIND = "Your role prints this paper without looking inside."


class DocumentsDisplay(Sender, Protocol):
    """What the presenter asks of its view."""

    def show_loading(self) -> None: ...

    def show_rows(self, makeable: Sequence[PaperRow], filed: Sequence[PaperRow]) -> None: ...

    def select(self, key: Key | None) -> None: ...

    def show_paper(self, paper: Paper) -> None: ...

    def show_pages(self, content: bytes) -> None: ...

    def show_drawing(self) -> None: ...

    def show_hidden(self, sentence: str) -> None: ...

    def show_nothing(self, sentence: str) -> None: ...

    def show_refused(self, what: str, why: str) -> None: ...

    def show_problem(self, sentence: str) -> None: ...

    def show_not_allowed(self, sentence: str) -> None: ...

    def ask_where(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at: its key, and for a paper that is being made how it is made."""

    key: Key | None = None
    language: Language = Language.ENGLISH
    large: bool = False
    subject: str = ""

    @property
    def options(self) -> PaperOptions:
        return PaperOptions(self.language, self.large, self.subject)


class DocumentsPresenter:
    """Papers are built, shown, filed and printed here; what is printed is read back from the archive."""

    def __init__(
        self, context: Context, display: DocumentsDisplay, patient_id: UUID, subject: UUID | None
    ) -> None:
        self._context = context
        self._display = display
        self._patient_id = patient_id
        self._subject = subject
        self._shelf: Shelf | None = None
        self._look = Look()
        self._prepared: PreparedDocument | None = None
        self.leaving = Leaving(context, display)

    # ---------------------------------------------------------------------- the list

    def load(self) -> None:
        """Read what is on file; the paper that is looked at stays."""
        if self._shelf is None:
            self._display.show_loading()
        self._context.ask(
            partial(self._context.services.printing.shelf, self._patient_id), self._came, self._not_read
        )

    def try_again(self) -> None:
        """Read or make again what failed."""
        if self._shelf is None or self._look.key is None:
            self.load()
        else:
            self._show()

    def turn_to(self, subject: UUID) -> None:
        """Look at the paper of this plan, which may be the draft; for the patient herself, her trends."""
        self._subject = subject
        self._look = replace(self._look, key=None)
        self.load()

    def _came(self, shelf: Shelf) -> None:
        first = self._shelf is None
        self._shelf = shelf
        if first:
            self._look = Look(None, shelf.language, shelf.large_print)
        self._display.show_rows(makeable_rows(shelf), filed_rows(shelf, self._today, self._zone))
        if self._look.key is None:
            self._look_first(shelf)
            return
        self._display.select(self._look.key)
        if isinstance(self._look.key, DocumentKind):
            self._keep_subject(self._look.key)
            self._show()

    def _look_first(self, shelf: Shelf) -> None:
        """The paper that was asked for, else today's plan, the newest paper, or what a desk can make."""
        kind = self._asked_for(shelf)
        ready = next((offer.kind for offer in shelf.offers if offer.can_be_made), None)
        if kind is not None:
            self.choose(kind)
        elif shelf.rows:
            self.choose(shelf.rows[0].document.id)
        elif ready is not None and not self._may_make:
            self.choose(ready)
        else:
            self._display.show_nothing(NOTHING if self._may_make else NOTHING_READY)

    def _asked_for(self, shelf: Shelf) -> DocumentKind | None:
        """Which paper to make first: the trends for the patient herself, else the plan, the one named."""
        trend, plan = shelf.offer(DocumentKind.TREND), shelf.offer(DocumentKind.PLAN)
        if trend is not None and trend.can_be_made and self._subject == self._patient_id:
            return trend.kind
        if plan is None or not plan.can_be_made:
            return None
        named = next((one.key for one in plan.subjects if one.key == str(self._subject)), "")
        self._look = replace(self._look, subject=named)
        return plan.kind

    def _not_read(self, error: MedManagerError) -> None:
        if isinstance(error, NotAllowed):
            self._display.show_not_allowed(error.sentence)
        elif self._shelf is None:
            self._display.show_problem(error.sentence)
        else:
            self._context.notices.warn(error.sentence)

    # ---------------------------------------------------------------------- the paper

    def choose(self, key: Key) -> None:
        """Look at another paper."""
        self._look = replace(self._look, key=key)
        if isinstance(key, DocumentKind):
            self._keep_subject(key)
        self._display.select(key)
        self._show()

    def choose_language(self, language: str) -> None:
        """Make the paper in another language."""
        self._look = replace(self._look, language=Language(language))
        self._show()

    def choose_subject(self, subject: str) -> None:
        """Make the paper about something else: another version of the plan, another medicine."""
        self._look = replace(self._look, subject=subject)
        self._show()

    def choose_size(self, size: str) -> None:
        """Make the paper in another size of type."""
        self._look = replace(self._look, large=size == LARGE)
        self._show()

    def _keep_subject(self, kind: DocumentKind) -> None:
        """The chosen subject where this paper has it, else its first one."""
        offer = self._offer(kind)
        keys = [one.key for one in offer.subjects] if offer else []
        if self._look.subject not in keys:
            self._look = replace(self._look, subject=keys[0] if keys else "")

    def _show(self) -> None:
        look = self._look
        self._prepared = None
        self._display.show_drawing()
        if isinstance(look.key, DocumentKind):
            self._make(look, look.key)
            return
        row = self._row(look.key)
        if row is None:
            self._display.show_nothing(NOTHING_ON_FILE)
            return
        self._display.show_paper(Paper(row.document.title, filed_note(row, self._today, self._zone)))
        if self._offer(row.document.kind) is None:
            self._display.show_hidden(BLIND)
            return
        self._context.ask(
            partial(self._context.services.printing.content, row.document.id),
            partial(self._read, look),
            partial(self._not_made, look),
        )

    def _make(self, look: Look, kind: DocumentKind) -> None:
        offer = self._offer(kind)
        if offer is None or not offer.can_be_made:
            self._display.show_nothing(offer.why_not if offer else NOTHING_READY)
            return
        self._context.ask(
            partial(self._context.services.printing.prepare, kind, self._patient_id, look.options),
            partial(self._made, look),
            partial(self._not_made, look),
        )

    def _made(self, look: Look, prepared: PreparedDocument) -> None:
        if look != self._look:
            return
        self._prepared = prepared
        pages = words.counted(prepared.pages, "page")
        self._display.show_paper(self._paper(look, prepared.title, f"{pages} · not on file yet"))
        self._display.show_pages(prepared.content)

    def _paper(self, look: Look, title: str, note: str, *, can_print: bool = True) -> Paper:
        offer = self._offer(look.key)
        size = (LARGE if look.large else STANDARD) if offer and offer.sizes else ""
        subjects = offer.subjects if offer else ()
        return Paper(title, note, can_print, look.language.value, size, look.subject, subjects)

    def _read(self, look: Look, content: bytes) -> None:
        if look == self._look:
            self._display.show_pages(content)

    def _not_made(self, look: Look, error: MedManagerError) -> None:
        """A sheet that does not fit says so; its language and size can still be changed."""
        if look != self._look:
            return
        offer = self._offer(look.key)
        if offer is not None:
            self._display.show_paper(self._paper(look, offer.title, "", can_print=False))
        self._display.show_refused("This paper was not made.", error.sentence)

    # ---------------------------------------------------------------------- out of the machine

    def print_to(self, printer: str) -> None:
        """File the paper if it is new, and send exactly those bytes to the printer."""
        self._on_file(partial(self.leaving.print_to, printer))

    def save(self) -> None:
        """File the paper if it is new, and ask where a copy goes."""
        self._on_file(lambda document: self._display.ask_where(file_name(document)))

    def save_to(self, path: str) -> None:
        """Write the archived bytes to this file."""
        key = self._look.key
        if key is not None and not isinstance(key, DocumentKind):
            self.leaving.save_to(Path(path), key)

    def _on_file(self, then: Callable[[ArchivedDocument], None]) -> None:
        if self._prepared is not None:
            prepared = self._prepared
            self._context.ask(
                partial(self._context.services.printing.file, prepared), partial(self._filed, then)
            )
            return
        key = self._look.key
        row = None if key is None or isinstance(key, DocumentKind) else self._row(key)
        if row is not None:
            then(row.document)

    def _filed(self, then: Callable[[ArchivedDocument], None], document: ArchivedDocument) -> None:
        """From here on the filed paper is the one that is looked at."""
        self._look = replace(self._look, key=document.id)
        self._prepared = None
        who = self._context.services.session.user.display_name
        note = filed_note(ShelfRow(document, who), self._today, self._zone)
        self._display.show_paper(Paper(document.title, note))
        self._context.feed.publish(Changes((Change("archiveddocument", document.id, self._patient_id),)))
        then(document)

    # ---------------------------------------------------------------------- inside

    @property
    def _may_make(self) -> bool:
        return self._context.services.session.user.may(Act.PRINT_CLINICAL)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._context.services.session.practice.time_zone)

    @property
    def _today(self) -> date:
        return words.local_day(self._context.clock.now(), self._zone)

    def _offer(self, key: Key | None) -> PaperOffer | None:
        """What can be made of that kind; None for a paper on file, and where this role makes none."""
        return self._shelf.offer(key) if self._shelf and isinstance(key, DocumentKind) else None

    def _row(self, key: DocumentId | None) -> ShelfRow | None:
        rows = self._shelf.rows if self._shelf else ()
        return next((row for row in rows if row.document.id == key), None)
