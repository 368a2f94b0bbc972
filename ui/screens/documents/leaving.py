"""A paper on file on its way out, to a printer or into a file, and that this is noted. No Qt."""

from __future__ import annotations

import errno
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from medmanager.domain.changes import Changes
from medmanager.domain.errors import Refused
from medmanager.domain.ids import DocumentId
from medmanager.domain.paper.document import ArchivedDocument
from ui.kit.context import Context, Lane
from ui.kit.paper.print_job import NOT_ALL, PrintJob, follow
from ui.screens.documents.papers import FILE

NO_ROOM = "The disk is full, so the PDF was not saved there. Make room on it, or choose another folder."
NOT_WRITTEN = "The file could not be written there. Choose another folder."
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Sender(Protocol):
    """Gives bytes to the printer that was chosen; None when they are refused."""

    def send(self, content: bytes) -> PrintJob | None: ...


class Leaving:
    """What leaves is read back from the archive. One paper at a time is on its way to a printer; another one
    may be looked at meanwhile.
    """

    def __init__(self, context: Context, sender: Sender) -> None:
        self._context, self._sender = context, sender
        self._printing = context.services.printing
        self._going: tuple[DocumentId, str] | None = None

    def print_to(self, printer: str, document: ArchivedDocument) -> None:
        """Read the paper back from the archive, and send exactly those bytes to the printer."""
        hand_over = partial(self._hand_over, document, printer)
        self._context.ask(partial(self._printing.reprint, document.id), hand_over)

    def save_to(self, path: Path, key: DocumentId) -> None:
        """Write the archived bytes to this file."""
        self._context.ask(partial(self._printing.reprint, key), partial(self._write, key, path))

    def sent(self) -> None:
        """The printer has taken all pages."""
        going, self._going = self._going, None
        if going is not None:
            self._note(*going, f"Sent to {going[1]}.")

    def not_sent(self, sentence: str, begun: bool) -> None:
        """The printer did not take all pages; the paper is on file and can be printed again. Where some may
        have come out, that is noted.
        """
        self._context.notices.warn(f"Not printed. {sentence}")
        if begun and self._going is not None:
            (document_id, target), self._going = self._going, None
            self._note(document_id, f"{target}{NOT_ALL}", "")

    def _hand_over(self, document: ArchivedDocument, target: str, content: bytes) -> None:
        job = self._sender.send(content)
        if job is not None:
            # Only now: a paper that is refused meanwhile must not be noted in place of the one on its way.
            self._going = document.id, target
            follow(self._context, f"Printing: {document.title}", job)

    def _write(self, key: DocumentId, path: Path, content: bytes) -> None:
        note = partial(self._note, key, FILE, "The PDF is saved.")
        self._context.ask(partial(_write_file, path, content), lambda _: note(), lane=Lane.FREE)

    def _note(self, document_id: DocumentId, target: str, said: str) -> None:
        self._context.ask(partial(self._printing.printed, document_id, target), partial(self._noted, said))

    def _noted(self, said: str, _: Changes) -> None:
        if said:
            self._context.notices.say(said)


def _write_file(path: Path, content: bytes) -> None:
    """Write the whole file or nothing. Raises Refused, naming what to do."""
    partial_file = path.with_name(f"{path.name}.part")
    try:
        partial_file.write_bytes(content)
        partial_file.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial_file.unlink()
        raise Refused(NO_ROOM if error.errno in FULL else NOT_WRITTEN) from error
