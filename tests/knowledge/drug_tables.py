"""The drug files and the starting sheet that they are held against."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from medmanager.domain.knowledge.drug import Drug

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "resources" / "knowledge"
FILES = sorted((KNOWLEDGE / "drugs").glob("*.json"))

Row = dict[str, str]


def sheet() -> list[Row]:
    """The rows of the sheet."""
    with (ROOT / "tests" / "data" / "knowledge" / "psychotropics.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


SHEET = sheet()


def written_file(path: Path) -> Mapping[str, Any]:
    """The file as it is written, before the ingredients lend it anything."""
    found = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def brands(row: Row) -> list[str]:
    """The brands of a row without the remarks behind them."""
    named = [re.sub(r"\s*\(.*\)", "", one).strip() for one in row["brands"].split(";")]
    return [one for one in named if one and one != "others"]


def plain(text: str) -> Decimal | None:
    """The number of a cell that holds nothing else."""
    return Decimal(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def span(text: str) -> tuple[Decimal, Decimal] | None:
    """Both ends of a cell such as 50-200."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)", text)
    return (Decimal(found[1]), Decimal(found[2])) if found else None


def dose_disagreements(drug: Drug, row: Row) -> Iterator[str]:
    """Where the dose of the file is not that of the sheet, for the cells that are plain numbers."""
    dose = drug.dose
    start, usual, most = (row[f"{key}_mg_day"] for key in ("usual_adult_start", "usual_range", "max"))
    if dose is None:
        yield from ["no dose"] if start or usual or most else []
        return
    if plain(start) not in (None, dose.start):
        yield f"start {dose.start}, in the sheet {start}"
    if span(usual) not in (None, (dose.low, dose.high)):
        yield f"usual {dose.low}-{dose.high}, in the sheet {usual}"
    one = plain(usual)
    if one is not None and (dose.low is None or dose.high is None or not dose.low <= one <= dose.high):
        yield f"usual {dose.low}-{dose.high}, in the sheet {usual}"
    if plain(most) not in (None, dose.most):
        yield f"at most {dose.most}, in the sheet {most}"


def related(drugs: Sequence[Drug]) -> bool:
    """Whether they are one drug, or one of them holds another or the same ingredient."""
    first, *others = drugs
    own = {first.key, *first.ingredients}
    return all(own & {one.key, *one.ingredients} for one in others)


def lacking(drug: Drug) -> list[str]:
    """What a psychotropic does not tell. A note may say why there is no brand, product or dose."""
    noted = "note" in drug.facts
    told = {
        "class": bool(drug.drug_class),
        "brand": bool(drug.brands) or noted,
        "products": bool(drug.products) or noted,
        "dose": drug.dose is not None or noted,
        "half-life": drug.half_life is not None,
        "effects": bool(drug.effects),
        **{topic: topic in drug.facts for topic in ("benefits", "onset", "stopping")},
    }
    return [what for what, there in told.items() if not there]


def out_of_order(drug: Drug) -> list[str]:
    """Numbers of dose and half-life that contradict one another."""
    pairs = []
    if drug.dose:
        pairs += [
            ("low and high dose", drug.dose.low, drug.dose.high),
            ("dose and maximum", drug.dose.high, drug.dose.most),
        ]
        pairs += [("start and maximum", drug.dose.start, drug.dose.most)]
    if drug.half_life:
        life = drug.half_life
        pairs += [
            ("half-life", life.low, life.high),
            ("metabolite", life.metabolite_low, life.metabolite_high),
        ]
    return [what for what, less, more in pairs if less is not None and more is not None and less > more]


def known_property(name: str, listed: str) -> bool:
    """Whether the list of properties names it; an enzyme stands apart from what is done to it."""
    verb, _, enzyme = name.partition(" ")
    if verb in ("substrate", "inhibits", "induces"):
        return enzyme in listed or (enzyme.startswith("UGT") and "UGT…" in listed)
    return name in listed
