"""The knowledge base as the application has it: read once, when somebody first needs it."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from threading import Lock

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.formulary import Formulary
from medmanager.domain.paper.plainer_words import PlainerWords
from medmanager.domain.safety import EditionCard
from medmanager.services.session import Session


class KnowledgeShelf:
    """Holds the base for all services. Whoever comes first reads it; two threads read it once."""

    def __init__(self, read: Callable[[], KnowledgeBase]) -> None:
        self._read = read
        self._lock = Lock()

    @property
    def base(self) -> KnowledgeBase:
        """The base. Raises Refused when the files of this installation cannot be read."""
        with self._lock:
            return self._base

    @property
    def base_if_readable(self) -> KnowledgeBase | None:
        """The base; None where it cannot be read: what needs no rule goes on without it."""
        try:
            return self.base
        except Refused:
            return None

    @cached_property
    def _base(self) -> KnowledgeBase:
        return self._read()

    @cached_property
    def formulary(self) -> Formulary:
        """The drugs of the base, by name."""
        return Formulary(self.base.drugs.values())

    def search(self, text: str, limit: int = 12) -> tuple[Drug, ...]:
        """Drugs whose generic, brand or class fits what was typed."""
        return self.formulary.search(text, limit)

    def named(self, name: str) -> Drug | None:
        """The drug with exactly this name."""
        return self.formulary.named(name)


class Knowledge:
    """What the screens may ask of the base itself; needs no permission, for it holds no patient.

    `plainer` is the table of plainer words for hard ones.
    """

    def __init__(self, session: Session, shelf: KnowledgeShelf, plainer: PlainerWords) -> None:
        self._session, self._shelf = session, shelf
        self.plainer = plainer

    def edition(self) -> EditionCard:
        """Version, day, review and warnings. Reads the base when nobody has yet."""
        return edition_of(self._shelf.base, self._session.today())


def edition_of(base: KnowledgeBase, today: date) -> EditionCard:
    """The card that stands beside every answer."""
    edition = base.edition
    return EditionCard(
        edition.version,
        edition.as_of,
        edition.review_state,
        edition.entries,
        sum(base.counts.values()),
        base.warnings(today),
        edition.reviewed,
    )
