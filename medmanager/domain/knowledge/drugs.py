"""The medicines that can be found by name: generic, brand or class. Knows names, not rules."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from medmanager.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Drug:
    """One row of the drug sheet. `rxcui` is the RxNorm ingredient, "" where no source gave one."""

    generic: str
    brands: tuple[str, ...]
    drug_class: str
    rxcui: str = ""

    @property
    def brand(self) -> str:
        """The first brand name without remarks, "" when there is none."""
        return self.brands[0].split(" (")[0] if self.brands else ""


class Formulary:
    """Finds drugs as you type. A name it does not hold is not a drug that does not exist: callers say so."""

    def __init__(self, drugs: Iterable[Drug]) -> None:
        self._drugs = tuple(drugs)
        self._by_name = {
            name.casefold(): drug for drug in self._drugs for name in (drug.generic, *drug.brands)
        }

    def __len__(self) -> int:
        return len(self._drugs)

    def named(self, name: str) -> Drug | None:
        """The drug with exactly this generic or brand name, in any case."""
        return self._by_name.get(name.strip().casefold())

    def search(self, text: str, limit: int = 12) -> tuple[Drug, ...]:
        """Names that begin with `text` first, then names or classes that hold it."""
        wanted = text.strip().casefold()
        if not wanted:
            return ()
        ranked = ((_rank(drug, wanted), drug) for drug in self._drugs)
        found = sorted(
            (pair for pair in ranked if pair[0] < _NO_MATCH), key=lambda pair: (pair[0], pair[1].generic)
        )
        return tuple(drug for _, drug in found[:limit])


_NO_MATCH = 4


def _rank(drug: Drug, wanted: str) -> int:
    generic = drug.generic.casefold()
    brands = [brand.casefold() for brand in drug.brands]
    if generic.startswith(wanted):
        return 0
    if any(brand.startswith(wanted) for brand in brands):
        return 1
    if wanted in generic or any(wanted in brand for brand in brands):
        return 2
    return 3 if wanted in drug.drug_class.casefold() else _NO_MATCH


def read_formulary(path: Path) -> Formulary:
    """The drug sheet as CSV with the columns generic, brands (separated by ";"), class, rxcui.

    Raises Refused when the file is missing or is not such a sheet: there is no silent empty list.
    """
    try:
        with path.open(encoding="utf-8", newline="") as sheet:
            rows = list(csv.DictReader(sheet))
        return Formulary(_drug(row) for row in rows)
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise Refused(
            "The drug list of this installation cannot be read. Install MedManager again."
        ) from error


def _drug(row: dict[str, str]) -> Drug:
    brands = tuple(brand.strip() for brand in row["brands"].split(";") if brand.strip())
    return Drug(row["generic"].strip(), brands, row["class"].strip(), row["rxcui"].strip())
