"""Where a fact comes from, and whether anybody looked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from medmanager.domain.knowledge.sheet import Sheet, Unreadable


@dataclass(frozen=True, slots=True)
class Source:
    """A publication. `read_on` is the day on which its words were looked up; None: cited from memory."""

    key: str
    what: str
    where: str = ""
    read_on: date | None = None

    @property
    def citation(self) -> str:
        """What it is and where, as a reader needs it."""
        told = f"{self.what} ({self.where})" if self.where else self.what
        return told if self.read_on else f"{told}, not re-read"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sources of one fact, and who has reviewed the entry that holds it ("" today: nobody)."""

    sources: tuple[Source, ...]
    reviewed_by: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether at least one source was looked up for this base."""
        return any(source.read_on for source in self.sources)

    @property
    def text(self) -> str:
        """All citations in one line."""
        told = "; ".join(source.citation for source in self.sources)
        return told if self.confirmed else f"{told} - unverified"


class Library:
    """The sources that may be cited: those of one file, and behind them those that all files share."""

    def __init__(self, sources: Mapping[str, Source], shared: "Library | None" = None) -> None:
        self._sources = sources
        self._shared = shared
        self._found: dict[tuple[tuple[str, ...], str], Evidence] = {}

    def named(self, key: str) -> Source | None:
        """The source of that key, the file's own before the shared one."""
        return self._sources.get(key) or (self._shared.named(key) if self._shared else None)

    def evidence(self, keys: Iterable[str], place: str, reviewed_by: str = "") -> Evidence:
        """The evidence that those keys name. Raises Unreadable without any, or for a key nobody explains."""
        asked = tuple(keys)
        known = self._found.get((asked, reviewed_by))
        if known is not None:
            return known
        found = []
        for key in asked:
            source = self.named(key)
            if source is None:
                raise Unreadable(f"{place}: the source “{key}” is not explained anywhere.")
            found.append(source)
        if not found:
            raise Unreadable(f"{place}: a fact needs its source.")
        evidence = self._found[asked, reviewed_by] = Evidence(tuple(found), reviewed_by)
        return evidence


def read_library(sheet: Sheet, shared: Library | None = None) -> Library:
    """The object `sources` of a file: key → {what, where, read}."""
    sources = {}
    for key, fields in sheet.items():
        one = Sheet(fields, f"{sheet.place}, {key}")
        sources[key] = Source(key, one.text("what"), one.text("where", ""), one.maybe_day("read"))
        one.done()
    return Library(sources, shared)
