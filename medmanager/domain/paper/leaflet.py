"""Leaflets as paper: what a patient is told of her medicines, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from medmanager.domain.paper.sheets import SheetHead


@dataclass(frozen=True, slots=True)
class LeafletPart:
    """One medicine's leaflet: `sections` by name in the order of the knowledge base. `source` is cited."""

    name: str
    sections: Mapping[str, tuple[str, ...]]
    source: str
    reviewed: bool = False
    """Whether a pharmacist has read it."""


@dataclass(frozen=True, slots=True)
class LeafletTopic:
    """Something about medicines in general, a habit or a myth, in the sheet's language. `source` is cited."""

    title: str
    sentences: tuple[str, ...]
    source: str
    reviewed: bool = False
    """Whether a pharmacist has read it."""


@dataclass(frozen=True, slots=True, repr=False)
class LeafletSheet:
    """The leaflets that were chosen, one after the other. Not a Medication Guide, and not called one."""

    head: SheetHead
    leaflets: tuple[LeafletPart, ...]
    as_of: date
    """How old the knowledge base is."""
    missing: tuple[str, ...] = ()
    """Medicines for which there is no leaflet: said, so that nobody takes silence for safety."""
    topics: tuple[LeafletTopic, ...] = ()
