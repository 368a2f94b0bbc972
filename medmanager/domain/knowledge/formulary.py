"""The medicines that can be found by name as somebody types: generic, brand or class."""

from collections.abc import Iterable

from medmanager.domain.knowledge.drug import Drug, Kind


class Formulary:
    """Finds drugs as you type. A name it does not hold is not a drug that does not exist: callers say so."""

    def __init__(self, drugs: Iterable[Drug]) -> None:
        self._drugs = tuple(drugs)
        self._by_name = {name.casefold(): drug for drug in self._drugs for name in drug.names}

    def __len__(self) -> int:
        return len(self._drugs)

    def named(self, name: str) -> Drug | None:
        """The drug with exactly this generic or brand name, in any case."""
        return self._by_name.get(name.strip().casefold())

    def search(self, text: str, limit: int = 12) -> tuple[Drug, ...]:
        """Names that begin with `text` first, then names or classes that hold it; psychotropics lead."""
        wanted = text.strip().casefold()
        if not wanted:
            return ()
        ranked = (
            (_rank(drug, wanted), drug.kind is not Kind.PSYCHOTROPIC, drug.generic) for drug in self._drugs
        )
        found = sorted(place for place in ranked if place[0] < _NO_MATCH)
        return tuple(self._by_name[generic.casefold()] for _, _, generic in found[:limit])


_NO_MATCH = 4


def _rank(drug: Drug, wanted: str) -> int:
    generic = drug.generic.casefold()
    others = [name.casefold() for name in drug.names[1:]]
    if generic.startswith(wanted):
        return 0
    if any(name.startswith(wanted) for name in others):
        return 1
    if wanted in generic or any(wanted in name for name in others):
        return 2
    return 3 if wanted in drug.drug_class.casefold() else _NO_MATCH
