"""Contacts elsewhere, known from outside records, as words: when, what, why, where and with whom. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from medmanager.domain.history import Encounter
from ui.kit import words

_ICONS = {"inpatient": "bed", "emergency": "heart-pulse"}


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact. `icon` marks a stay and an emergency, "" for any other."""

    day: str
    what: str
    who: str
    icon: str = ""


def contact_rows(contacts: Iterable[Encounter], zone: tzinfo | None) -> tuple[ContactRow, ...]:
    """The contacts in their order."""
    return tuple(_row(contact, zone) for contact in contacts)


def _row(contact: Encounter, zone: tzinfo | None) -> ContactRow:
    first = words.local_day(contact.start, zone)
    last = words.local_day(contact.end, zone) if contact.end else first
    kind = contact.kind or "contact"
    what = f"{kind[:1].upper()}{kind[1:]}"
    return ContactRow(
        words.dated(first) if first == last else words.day_span(first, last),
        f"{what}: {contact.reason}" if contact.reason else what,
        ", ".join(part for part in (contact.practitioner, contact.place) if part),
        next((icon for setting, icon in _ICONS.items() if setting in kind.casefold()), ""),
    )
