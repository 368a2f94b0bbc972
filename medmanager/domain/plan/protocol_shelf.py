"""What is found when somebody looks for a medicine: protocols first, then favourites, then the drug list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from medmanager.domain.ids import UserId
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.plan.favourite import Favourite
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.plan.protocol import DoseProtocol
from medmanager.domain.plan.protocol_starters import Starter

MOST_FAVOURITES = 8


@dataclass(frozen=True, slots=True)
class ProtocolShelf:
    """What the practice has at hand, read once: its protocols in use, shipped ones, and favourites."""

    protocols: tuple[DoseProtocol, ...] = ()
    starters: tuple[Starter, ...] = ()
    favourites: tuple[Favourite, ...] = ()
    people: Mapping[UserId, str] | None = None

    def by(self, protocol: DoseProtocol) -> str:
        """Who changed a protocol last, "" where nobody knows any more."""
        return (self.people or {}).get(protocol.changed_by, "") if protocol.changed_by else ""


@dataclass(frozen=True, slots=True)
class FoundFavourite:
    """A favourite with its entry in the drug list, None for one that is not there."""

    favourite: Favourite
    drug: Drug | None

    @property
    def names(self) -> tuple[str, ...]:
        """The generic name first."""
        return self.drug.names if self.drug else (self.favourite.generic,)


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to `text`, in the order in which it is shown. A drug is there once: as a favourite first.

    `near` are the drugs of names written like it, where nothing else was found: to be asked about, not taken.
    """

    text: str
    protocols: tuple[DoseProtocol, ...] = ()
    starters: tuple[Starter, ...] = ()
    favourites: tuple[FoundFavourite, ...] = ()
    drugs: tuple[Drug, ...] = ()
    near: tuple[Drug, ...] = ()


@dataclass(frozen=True, slots=True)
class BegunLine:
    """A line made of a protocol: not on the plan before a clinician has read and kept it."""

    item: PlanItem
    origin: str
    notes: tuple[str, ...] = ()


def fits(typed: str, *names: str) -> bool:
    """Whether every typed word begins a word of the names: "start ser" finds "Start sertraline"."""
    words = [word for name in names for word in name.casefold().replace("-", " ").split()]
    return all(any(word.startswith(part) for word in words) for part in typed.casefold().split())


def closeness(typed: str, names: Sequence[str]) -> int:
    """2 where what was typed begins the generic name, which stands first; 1 where another; else 0."""
    wanted = " ".join(typed.casefold().split())
    begun = [name.casefold().startswith(wanted) for name in names] if wanted else []
    return 2 if begun[:1] == [True] else int(any(begun))


def ranked(counted: Iterable[tuple[str, int]], pinned: Iterable[str]) -> tuple[Favourite, ...]:
    """Pinned ones by name, then the most prescribed, at most `MOST_FAVOURITES` of these."""
    counts = dict(counted)
    pins = sorted(set(pinned))
    often = [generic for generic in counts if generic not in pins][:MOST_FAVOURITES]
    return (
        *(Favourite(generic, counts.get(generic, 0), pinned=True) for generic in pins),
        *(Favourite(generic, counts[generic]) for generic in often),
    )
