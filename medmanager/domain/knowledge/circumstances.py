"""When a rule holds: clauses over patient, medicine and list, read from the data files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from medmanager.domain.knowledge.patient_facts import Impairment, Intake, PatientFacts
from medmanager.domain.knowledge.selecting import Shelf
from medmanager.domain.knowledge.sheet import Sheet

UNKNOWN = "unknown"
NEVER_MISSING = "conditions"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a clause is asked about: the patient, the list of today, and one medicine of it, or none."""

    facts: PatientFacts
    day: date
    drugs: frozenset[str] = frozenset()
    intake: Intake | None = None


Answer = bool | None
"""None: what the clause asks for is not known."""


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Clauses that must all hold. Without clauses it always holds."""

    clauses: tuple[Clause, ...] = ()

    def holds(self, setting: Setting) -> bool:
        """Whether every clause is known to hold."""
        return all(clause.answer(setting) is True for clause in self.clauses)

    def missing(self, setting: Setting) -> tuple[str, ...]:
        """Facts that nobody knows and that decide: no known clause speaks against."""
        answers = [(clause, clause.answer(setting)) for clause in self.clauses]
        if any(answer is False for _, answer in answers):
            return ()
        return tuple(clause.fact for clause, answer in answers if answer is None)


ALWAYS = Circumstance()


@dataclass(frozen=True, slots=True)
class Clause:
    """One test. `fact` is what it asks for, in words."""

    fact: str
    test: Callable[[Setting], Answer] = field(repr=False)

    def answer(self, setting: Setting) -> Answer:
        return self.test(setting)


def read_circumstance(found: object, place: str, shelf: Shelf) -> Circumstance:
    """Clauses from an object such as {"age_from": 65, "condition": ["dementia"]}; null always holds."""
    if found is None:
        return ALWAYS
    sheet = Sheet(found, place)
    return Circumstance(tuple(_clause(sheet, key, shelf) for key, _ in list(sheet.items())))


def _clause(sheet: Sheet, key: str, shelf: Shelf) -> Clause:
    if key in NUMBERS:
        return _number(sheet, key)
    if key in READERS:
        return READERS[key](sheet, key)
    if key in NESTED:
        return NESTED[key](sheet, key, shelf)
    raise sheet.wrong(key, "no such circumstance is known")


# numbers: one fact, one bound

Measure = Callable[[Setting], "Decimal | int | None"]


def _day_of_treatment(setting: Setting) -> int | None:
    return setting.intake.treatment_day(setting.day) if setting.intake else None


def _dose(setting: Setting) -> Decimal | None:
    return setting.intake.daily_mg if setting.intake else None


MEASURES: Mapping[str, tuple[str, Measure]] = {
    "age": ("age", lambda setting: setting.facts.age),
    "egfr": ("kidney function", lambda setting: setting.facts.kidney),
    "qtc": ("QTc", lambda setting: setting.facts.qtc_ms),
    "weight": ("weight", lambda setting: setting.facts.weight_kg),
    "anc": ("neutrophil count", lambda setting: setting.facts.anc),
    "dose": ("daily dose", _dose),
    "day": ("day of treatment", _day_of_treatment),
}
BOUNDS: Mapping[str, Callable[[Decimal | int, Decimal], bool]] = {
    "from": lambda value, bound: value >= bound,
    "above": lambda value, bound: value > bound,
    "below": lambda value, bound: value < bound,
    "to": lambda value, bound: value <= bound,
}
NUMBERS = {f"{measure}_{bound}": (measure, bound) for measure in MEASURES for bound in BOUNDS}


def _number(sheet: Sheet, key: str) -> Clause:
    measure, bound = NUMBERS[key]
    fact, value_of = MEASURES[measure]
    limit, compare = sheet.number(key), BOUNDS[bound]

    def test(setting: Setting) -> Answer:
        value = value_of(setting)
        return None if value is None else compare(value, limit)

    return Clause(fact, test)


# yes, no, not known

FLAGS: Mapping[str, tuple[str, Callable[[Setting], Answer]]] = {
    "pregnant": ("pregnancy", lambda setting: setting.facts.may_be_pregnant),
    "breastfeeding": ("breastfeeding", lambda setting: setting.facts.may_breastfeed),
    "childbearing": ("whether pregnancy is possible", lambda setting: setting.facts.may_become_pregnant),
    "benign_ethnic_neutropenia": (
        "benign ethnic neutropenia",
        lambda setting: setting.facts.benign_ethnic_neutropenia,
    ),
    "first_prescription": (
        "whether it is the first prescription",
        lambda setting: setting.intake.begins(setting.day) if setting.intake else None,
    ),
}


def _flag(sheet: Sheet, key: str) -> Clause:
    fact, value_of = FLAGS[key]
    if sheet.says(key, UNKNOWN):
        return Clause(fact, lambda setting: value_of(setting) is None)
    wanted = sheet.flag(key)

    def test(setting: Setting) -> Answer:
        value = value_of(setting)
        return None if value is None else value == wanted

    return Clause(fact, test)


# words


def _one_of(fact: str, value_of: Callable[[Setting], str | None]) -> Callable[[Sheet, str], Clause]:
    def read(sheet: Sheet, key: str) -> Clause:
        wanted = frozenset(sheet.texts(key))

        def test(setting: Setting) -> Answer:
            value = value_of(setting)
            if not value:
                return UNKNOWN in wanted or None
            return value in wanted

        return Clause(fact, test)

    return read


def _condition(sheet: Sheet, key: str) -> Clause:
    wanted = frozenset(sheet.texts(key))
    # A condition that is not on the list is taken for absent: lists of conditions name what is there.
    return Clause(NEVER_MISSING, lambda setting: bool(wanted & setting.facts.conditions))


def _ancestry(sheet: Sheet, key: str) -> Clause:
    wanted = frozenset(name.casefold() for name in sheet.texts(key))

    def test(setting: Setting) -> Answer:
        known = {name.casefold() for name in setting.facts.ancestry}
        return bool(wanted & known) if known else None

    return Clause("ancestry", test)


def _hla(sheet: Sheet, key: str) -> Clause:
    wanted = frozenset(sheet.texts(key))

    def test(setting: Setting) -> Answer:
        if not setting.facts.hla:
            return UNKNOWN in wanted or None
        return bool(wanted & set(setting.facts.hla))

    return Clause("HLA type", test)


def _phenotype(sheet: Sheet, key: str) -> Clause:
    wanted = {gene: frozenset(words) for gene, words in _named(sheet, key)}

    def test(setting: Setting) -> Answer:
        known = [(setting.facts.phenotypes.get(gene), words) for gene, words in wanted.items()]
        if any(found in words for found, words in known if found):
            return True
        return None if any(found is None for found, _ in known) else False

    return Clause(f"{' and '.join(wanted)} phenotype", test)


def _named(sheet: Sheet, key: str) -> list[tuple[str, tuple[str, ...]]]:
    inner = sheet.sheet(key)
    return [(gene, inner.texts(gene)) for gene, _ in list(inner.items())]


def _hepatic(sheet: Sheet, key: str) -> Clause:
    least = Impairment(sheet.text(key)).rank

    def test(setting: Setting) -> Answer:
        impairment = setting.facts.hepatic_impairment
        return None if impairment is None else impairment.rank >= least

    return Clause("liver function", test)


# the list, and clauses of clauses


def _together(sheet: Sheet, key: str, shelf: Shelf) -> Clause:
    wanted = sheet.read(key, shelf.read_selection)

    def test(setting: Setting) -> Answer:
        own = setting.intake.drug if setting.intake else ""
        return any(drug != own and drug in wanted for drug in setting.drugs)

    return Clause("the other medicines", test)


def _any_of(sheet: Sheet, key: str, shelf: Shelf) -> Clause:
    choices = tuple(read_circumstance(dict(one.items()), one.place, shelf) for one in sheet.sheets(key))

    def test(setting: Setting) -> Answer:
        if any(choice.holds(setting) for choice in choices):
            return True
        return None if any(choice.missing(setting) for choice in choices) else False

    facts = dict.fromkeys(clause.fact for choice in choices for clause in choice.clauses)
    facts.pop(NEVER_MISSING, None)
    return Clause(" or ".join(facts) or NEVER_MISSING, test)


def _not(sheet: Sheet, key: str, shelf: Shelf) -> Clause:
    inner = sheet.read(key, lambda found, place: read_circumstance(found, place, shelf))

    def test(setting: Setting) -> Answer:
        if inner.missing(setting):
            return None
        return not inner.holds(setting)

    return Clause(" and ".join(clause.fact for clause in inner.clauses), test)


READERS: Mapping[str, Callable[[Sheet, str], Clause]] = {
    **{key: _flag for key in FLAGS},
    "sex": _one_of("sex", lambda setting: setting.facts.sex),
    "contraception": _one_of("contraception", lambda setting: setting.facts.contraception),
    "smoking": _one_of("smoking", lambda setting: setting.facts.smoking),
    "route": _one_of("route", lambda setting: setting.intake.route if setting.intake else None),
    "form": _one_of("form", lambda setting: setting.intake.form if setting.intake else None),
    "condition": _condition,
    "ancestry": _ancestry,
    "hla": _hla,
    "phenotype": _phenotype,
    "hepatic_from": _hepatic,
}
NESTED: Mapping[str, Callable[[Sheet, str, Shelf], Clause]] = {"with": _together, "any": _any_of, "not": _not}
