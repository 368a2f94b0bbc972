"""Keeps the take-home sheet beside the plan as the plan stands now: built off the GUI thread. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Protocol

from medmanager.domain.errors import MedManagerError, NotAllowed
from medmanager.domain.ids import PatientId
from medmanager.domain.paper.document import DocumentKind, PaperOptions, PreparedDocument
from medmanager.domain.paper.plainer_words import Reading, look_over
from medmanager.domain.paper.ready_words import ReadyWords
from medmanager.domain.plan.plan import Plan
from medmanager.domain.practice import Paper
from ui.kit.context import Context
from ui.kit.languages import LANGUAGES

PAPERS = {Paper.LETTER: "Letter", Paper.A4: "A4"}


MANY = 12
"""A plan of more medicines wants another pair of eyes: a house rule of the printed plan."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The sheet as it would print now: its bytes, how it is made, and how hard the free words on it are."""

    content: bytes
    pages: int
    note: str
    reading: Reading


class PreviewFace(Protocol):
    """What the presenter asks of the card."""

    def show_preview(self, preview: Preview) -> None: ...
    def show_refused(self, sentence: str) -> None: ...
    def show_nothing(self) -> None: ...


class PreviewPresenter:
    """One sheet at a time is on its way; what was asked for meanwhile is made after it, and only that shown.

    Nothing is made while the card is not seen.
    """

    def __init__(self, context: Context, face: PreviewFace, patient_id: PatientId) -> None:
        self._context, self._face, self._patient_id = context, face, patient_id
        self._plan: Plan | None = None
        self._is_seen = self._is_out = self._is_old = False

    def see(self, is_seen: bool) -> None:
        """The card came into sight, or went."""
        self._is_seen = is_seen
        self._make()

    def look_at(self, plan: Plan) -> None:
        """Show the sheet of this version, the one that the page shows, as far as it may still be printed."""
        self._plan = plan
        self._make()

    def _make(self) -> None:
        if self._is_out:
            self._is_old = True
            return
        plan = self._plan
        if not self._is_seen:
            return
        if plan is None:
            self._face.show_nothing()
            return
        self._is_out, self._is_old = True, False
        self._context.ask(partial(self._made, plan), self._came, self._failed)

    def _made(self, plan: Plan) -> Preview:
        """In a worker: the paper of the plan as it is saved, and how its free words read."""
        services = self._context.services
        paper: PreparedDocument = services.printing.prepare(
            DocumentKind.PLAN, self._patient_id, PaperOptions(subject=str(plan.id))
        )
        size = PAPERS[services.session.practice.paper]
        pages = f"{paper.pages} {'page' if paper.pages == 1 else 'pages'}"
        note = f"{LANGUAGES[paper.language]} · {pages} · {size}"
        many = len(plan.active_items(services.session.today()))
        if many > MANY:
            note += f". {many} medicines: ask the pharmacist to review them."
        names = [item.medicine.generic for item in plan.items]
        written = free_words(plan, services.protocols.words)
        reading = look_over(written, services.knowledge.plainer, names, paper.language)
        return Preview(paper.content, paper.pages, note, reading)

    def _came(self, preview: Preview) -> None:
        self._is_out = False
        if self._is_old:
            self._make()
        elif self._is_seen:
            self._face.show_preview(preview)

    def _failed(self, error: MedManagerError) -> None:
        self._is_out = False
        if self._is_old:
            self._make()
        elif isinstance(error, NotAllowed):
            self._face.show_nothing()
        else:
            self._face.show_refused(error.sentence)


def free_words(plan: Plan, ready: ReadyWords) -> str:
    """What people wrote themselves and the sheet prints, a line each; chosen phrases nobody here wrote."""
    lines = [text for item in plan.items for text in (item.purpose, item.directions)]
    written = (text.strip() for text in (*lines, plan.message, *plan.warning_signs))
    return "\n".join(text for text in written if text and not ready.translated(text))
