"""One drug as the knowledge base knows it: names, products, doses, properties, and a source for each fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from medmanager.domain.knowledge.evidence import Evidence, Library, read_library
from medmanager.domain.knowledge.sheet import Sheet


class Kind(StrEnum):
    """Why the base knows the drug."""

    PSYCHOTROPIC = "psychotropic"
    OTHER = "other"
    """Prescribed elsewhere, and it matters to psychotropics."""
    SUPPLEMENT = "supplement"


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement with its evidence."""

    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Product:
    """What a pharmacy has. `strengths` in `unit`; `scored` None where nobody looked: it is not split then."""

    form: str
    strengths: tuple[Decimal, ...]
    evidence: Evidence
    unit: str = "mg"
    route: str = "oral"
    release: str = "immediate"
    brand: str = ""
    scored: bool | None = None
    crush: bool | None = None
    apart: bool = False
    """Taken up otherwise than the rest: a mg of it is not a mg of the others."""


@dataclass(frozen=True, slots=True)
class DoseRange:
    """Labelled adult doses in `unit` per `every_days` days. None where the label names none."""

    evidence: Evidence
    start: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    most: Decimal | None = None
    unit: str = "mg"
    every_days: int = 1
    text: str = ""

    @property
    def words(self) -> str:
        """The range as the alert shows it, "50-200 mg a day, at most 200"."""
        per = "a day" if self.every_days == 1 else f"every {self.every_days} days"
        usual = "-".join(f"{one:f}" for one in (self.low, self.high) if one is not None)
        parts = [
            f"{usual} {self.unit} {per}" if usual else "",
            f"at most {self.most:f} {self.unit}" if self.most else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class HalfLife:
    """Hours, shortest and longest; those of an active metabolite where it matters."""

    low: Decimal
    high: Decimal
    evidence: Evidence
    metabolite: str = ""
    metabolite_low: Decimal | None = None
    metabolite_high: Decimal | None = None

    @property
    def longest(self) -> Decimal:
        """The longest half-life of drug or active metabolite, hours."""
        return max(self.high, self.metabolite_high or self.high)


@dataclass(frozen=True, slots=True)
class Drug:
    """`properties` are name → level 1 to 3, with the evidence of each in `property_evidence`; those of the
    ingredients are in them. `facts` are by topic: benefits, onset, common effects, boxed warning, pregnancy …
    """

    key: str
    kind: Kind
    drug_class: str
    groups: tuple[str, ...]
    brands: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    salts: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    tall_man: str = ""
    rxcui: str = ""
    atc: str = ""
    schedule: str = ""
    ingredients: tuple[str, ...] = ()
    products: tuple[Product, ...] = ()
    dose: DoseRange | None = None
    half_life: HalfLife | None = None
    effects: tuple[str, ...] = ()
    """Codes of the side-effect checklist that this drug commonly causes."""
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)
    property_evidence: Mapping[str, Evidence] = field(default_factory=dict)
    reviewed_by: str = ""

    @property
    def generic(self) -> str:
        """The name in lower case, as RxNorm writes ingredients."""
        return self.key

    @property
    def brand(self) -> str:
        """The first brand name, "" when there is none."""
        return self.brands[0] if self.brands else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which somebody may know it."""
        return (self.key, *self.brands, *self.other_names)


TOPICS = (
    "benefits", "onset", "common_effects", "serious_effects", "boxed_warning", "contraindications",
    "pregnancy", "lactation", "stopping", "missed_dose", "administration", "kidney", "liver", "older",
    "genes", "note",
)  # fmt: skip
"""What may be told of a drug in sentences, each with its source."""


def read_drug(sheet: Sheet, shared: Library) -> Drug:
    """A drug from its file; the format is described in the README beside the files.

    Raises Unreadable for what is missing, mistyped, not known, or without a source.
    """
    library = read_library(sheet.sheet("sources"), shared)
    reviewed_by = sheet.text("reviewed_by", "")

    def evidence(of: Sheet) -> Evidence:
        return library.evidence(of.texts("source"), of.place, reviewed_by)

    properties, property_evidence = _properties(sheet.sheet("properties"), library, reviewed_by)
    drug = Drug(
        key=sheet.text("generic"),
        kind=Kind(sheet.text("kind")),
        drug_class=sheet.text("class"),
        groups=sheet.texts("groups"),
        brands=sheet.texts("brands"),
        other_names=sheet.texts("other_names"),
        salts=sheet.texts("salts"),
        misspellings=sheet.texts("misspellings"),
        tall_man=sheet.text("tall_man", ""),
        rxcui=sheet.text("rxcui", ""),
        atc=sheet.text("atc", ""),
        schedule=sheet.text("schedule", ""),
        ingredients=sheet.texts("ingredients"),
        products=tuple(_product(one, evidence(one)) for one in sheet.sheets("products")),
        dose=_dose(sheet.sheet("dose"), evidence) if "dose" in sheet else None,
        half_life=_half_life(sheet.sheet("half_life"), evidence) if "half_life" in sheet else None,
        effects=sheet.texts("effects"),
        facts=_facts(sheet.sheet("facts"), evidence),
        properties=properties,
        property_evidence=property_evidence,
        reviewed_by=reviewed_by,
    )
    sheet.done()
    return drug


def _product(sheet: Sheet, evidence: Evidence) -> Product:
    product = Product(
        form=sheet.text("form"),
        strengths=sheet.numbers("strengths"),
        evidence=evidence,
        unit=sheet.text("unit", "mg"),
        route=sheet.text("route", "oral"),
        release=sheet.text("release", "immediate"),
        brand=sheet.text("brand", ""),
        scored=sheet.maybe_flag("scored"),
        crush=sheet.maybe_flag("crush"),
        apart=sheet.flag("apart"),
    )
    sheet.done()
    return product


def _dose(sheet: Sheet, evidence: Callable[[Sheet], Evidence]) -> DoseRange:
    dose = DoseRange(
        evidence=evidence(sheet),
        start=sheet.maybe_number("start"),
        low=sheet.maybe_number("low"),
        high=sheet.maybe_number("high"),
        most=sheet.maybe_number("most"),
        unit=sheet.text("unit", "mg"),
        every_days=sheet.whole("every_days", 1),
        text=sheet.text("text", ""),
    )
    sheet.done()
    return dose


def _half_life(sheet: Sheet, evidence: Callable[[Sheet], Evidence]) -> HalfLife:
    life = HalfLife(
        low=sheet.number("low"),
        high=sheet.number("high"),
        evidence=evidence(sheet),
        metabolite=sheet.text("metabolite", ""),
        metabolite_low=sheet.maybe_number("metabolite_low"),
        metabolite_high=sheet.maybe_number("metabolite_high"),
    )
    sheet.done()
    return life


def _facts(sheet: Sheet, evidence: Callable[[Sheet], Evidence]) -> dict[str, tuple[Fact, ...]]:
    facts: dict[str, tuple[Fact, ...]] = {}
    for topic in (topic for topic in TOPICS if topic in sheet):
        told = []
        for one in sheet.sheets(topic):
            told.append(Fact(one.text("text"), evidence(one)))
            one.done()
        if told:
            facts[topic] = tuple(told)
    sheet.done()
    return facts


def _properties(
    sheet: Sheet, library: Library, reviewed_by: str
) -> tuple[dict[str, int], dict[str, Evidence]]:
    """Written as source key → {property: level}, several keys with "+" between them."""
    levels: dict[str, int] = {}
    evidence: dict[str, Evidence] = {}
    for keys, _ in list(sheet.items()):
        inner = sheet.sheet(keys)
        found = library.evidence(keys.split("+"), inner.place, reviewed_by)
        for name, _ in list(inner.items()):
            level = inner.whole(name)
            if not 0 <= level <= 3:
                raise inner.wrong(name, "a level is 0 to 3")
            levels[name], evidence[name] = level, found
    return levels, evidence


def with_ingredients(drug: Drug, ingredients: tuple[Drug, ...]) -> Drug:
    """The drug with the properties and groups of its ingredients, which its own entries overrule."""
    levels: dict[str, int] = {}
    evidence: dict[str, Evidence] = {}
    for one in ingredients:
        for name, level in one.properties.items():
            if level > levels.get(name, -1):
                levels[name], evidence[name] = level, one.property_evidence[name]
    groups = dict.fromkeys((*drug.groups, *(group for one in ingredients for group in one.groups)))
    own = {name: level for name, level in {**levels, **drug.properties}.items() if level > 0}
    return replace(
        drug,
        groups=tuple(groups),
        properties=own,
        property_evidence={**evidence, **drug.property_evidence},
        half_life=drug.half_life or next((one.half_life for one in ingredients if one.half_life), None),
    )
