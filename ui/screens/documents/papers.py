"""What the documents tab says: papers that can be made now, papers on file, and the one being looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from medmanager.domain.ids import DocumentId
from medmanager.domain.paper.document import (
    ArchivedDocument,
    DocumentKind,
    Printing,
    Shelf,
    ShelfRow,
    Subject,
)
from medmanager.domain.patient import Language
from ui.kit import words

LANGUAGES = ((Language.ENGLISH.value, "English"), (Language.SPANISH.value, "Español"))
STANDARD, LARGE = "standard", "large"
SIZES = ((STANDARD, "Standard"), (LARGE, "Large print"))
FILE = "PDF file"
"""Where a saved paper went; what is written there tells no path."""
_ICONS = {
    DocumentKind.PLAN: "tablets",
    DocumentKind.TREND: "chart-line",
    DocumentKind.DOSE_STEPS: "calendar-days",
    DocumentKind.DIARY: "pen-line",
    DocumentKind.MONITORING: "flask-conical",
    DocumentKind.VISIT_SUMMARY: "clipboard-list",
    DocumentKind.APPOINTMENT_CARD: "calendar",
}
_OTHER = "file-text"
MOST_TOLD = 5
"""So many printings of a paper are told one by one."""
Key = DocumentKind | DocumentId


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper in a list; `words` stand at the right, `tip` explains them; `muted` cannot be made now."""

    key: Key
    title: str
    icon: str
    second: str
    words: str = ""
    tip: str = ""
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands over the pages. Empty `language` and `size`, and a single subject, leave it out."""

    title: str
    note: str
    can_print: bool = True
    language: str = ""
    size: str = ""
    subject: str = ""
    subjects: tuple[Subject, ...] = ()


def makeable_rows(shelf: Shelf) -> tuple[PaperRow, ...]:
    """Every kind of paper that may be made here; what cannot be made now says why."""
    return tuple(
        PaperRow(
            offer.kind,
            offer.title,
            icon=_ICONS.get(offer.kind, _OTHER),
            second=offer.note if offer.can_be_made else offer.why_not,
            tip=offer.why_not,
            muted=not offer.can_be_made,
        )
        for offer in shelf.offers
    )


def filed_rows(shelf: Shelf, today: date, zone: ZoneInfo) -> tuple[PaperRow, ...]:
    """Papers on file, the newest first, with how often each was printed."""
    return tuple(
        PaperRow(
            row.document.id,
            row.document.title,
            icon=_ICONS.get(row.document.kind, _OTHER),
            second=f"{words.moment_of(row.document.created_at, today, zone)} · {row.made_by}",
            words=_times(row.printings),
            tip=printed_words(row, today, zone),
        )
        for row in shelf.rows
    )


def _times(printings: tuple[Printing, ...]) -> str:
    if not printings:
        return "not printed"
    count = sum(printing.target != FILE for printing in printings)
    if not count:
        return "saved as PDF"
    return "printed" if count == 1 else f"printed {count} times"


def printed_words(row: ShelfRow, today: date, zone: ZoneInfo) -> str:
    """Each time it left the machine, the last one first: when, who printed it, and where."""
    if not row.printings:
        return "It has not left this program yet."
    named = sorted(zip(row.printings, row.printed_by, strict=True), key=lambda one: one[0].at)
    told = [
        f"{words.moment_of(one.at, today, zone)}, by {name}, to {one.target}" for one, name in named[::-1]
    ]
    more = [f"and {len(told) - MOST_TOLD} earlier"] if len(told) > MOST_TOLD else []
    return "\n".join((*told[:MOST_TOLD], *more))


def filed_note(row: ShelfRow, today: date, zone: ZoneInfo) -> str:
    """What is said over the pages of a filed paper."""
    document = row.document
    filed = words.moment_of(document.created_at, today, zone)
    draft = "draft · " if document.draft else ""
    return f"{draft}{words.counted(document.pages, 'page')} · on file since {filed} · {row.made_by}"


def file_name(document: ArchivedDocument) -> str:
    """A name for a saved file: what it is and from when, never whose."""
    title = "".join(letter if letter.isalnum() else "-" for letter in document.title.lower())
    return f"{'-'.join(part for part in title.split('-') if part)}-{document.created_at:%Y-%m-%d}.pdf"
