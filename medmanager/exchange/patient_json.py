"""The patient of a question as JSON: strictly read, with the ways in which clinics write one and the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.alerts import NotChecked
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.patient_facts import Impairment, PatientFacts, Sex, Smoking
from medmanager.domain.knowledge.sheet import Sheet

Word = TypeVar("Word", bound=StrEnum)

EARLIEST, LATEST = date(1850, 1, 1), date(2199, 12, 31)
"""Days outside are slips of the pen, and sums of days would leave the calendar."""
MOST = Decimal(1_000_000)
"""More of anything than any patient has: mg a day, neutrophils, ms."""
FINEST = Decimal("0.000001")
"""Less than this is no amount."""

CONTRACEPTION = ("none", "effective")
PHENOTYPES = {
    "poor": "poor",
    "pm": "poor",
    "intermediate": "intermediate",
    "im": "intermediate",
    "normal": "normal",
    "nm": "normal",
    "extensive": "normal",
    "em": "normal",
    "rapid": "rapid",
    "rm": "rapid",
    "ultrarapid": "ultrarapid",
    "ultra rapid": "ultrarapid",
    "um": "ultrarapid",
}
NOBODY_KNOWS = frozenset({"", "unknown", "indeterminate"})
GENES = frozenset({"CYP2C9", "CYP2C19", "CYP2D6"})
"""Those that a rule asks for."""
_ANCESTRIES = """
    asian, east asian, southeast asian, south asian, han chinese, chinese, taiwanese, hong kong,
    thai, malay, malaysian, filipino, vietnamese, indonesian, cambodian, lao, burmese, singaporean,
    hmong, indian, pakistani, bangladeshi, sri lankan, nepali, japanese, korean, central asian,
    white, european, caucasian, black, african, african american, hispanic, latino, latina,
    hispanic or latino, american indian, alaska native, native american,
    american indian or alaska native, native hawaiian, pacific islander, black or african american,
    native hawaiian or other pacific islander, middle eastern, arab, jewish, ashkenazi, mixed,
    other
"""
ANCESTRIES = frozenset(one.strip() for one in _ANCESTRIES.replace("\n", " ").split(","))
"""Those that a rule asks for, and those of which everybody knows that none does."""

_METABOLIZER = re.compile(r"\s*metaboli[sz]er$")
_HLA = re.compile(r"(?:HLA[- ]?)?(A|B|C|DRB1|DQB1)\*?(\d\d):?(\d\d)", re.IGNORECASE)


def word(sheet: Sheet, key: str, words: type[Word]) -> Word | None:
    """One of the words, None where nothing or "unknown" stands."""
    found = sheet.text(key, "")
    if found in {"", "unknown"}:
        return None
    try:
        return words(found.casefold())
    except ValueError:
        raise sheet.wrong(key, f"one of {', '.join(words)} is expected") from None


def day_of(sheet: Sheet, key: str) -> date | None:
    """A day, None where there is none. Raises Refused for one that nobody can have lived."""
    day = sheet.maybe_day(key)
    if day is not None and not EARLIEST <= day <= LATEST:
        raise sheet.wrong(key, f"a day from {EARLIEST.year} to {LATEST.year} is expected")
    return day


def amount(sheet: Sheet, key: str) -> Decimal | None:
    """A number of 0 or more that can be meant, None where there is none."""
    value = sheet.maybe_number(key)
    if value is None or value == 0:
        return value
    if value < 0:
        raise sheet.wrong(key, "a value of 0 or more is expected")
    if not FINEST <= value <= MOST:
        raise sheet.wrong(key, f"a value of {FINEST:f} to {MOST:,} is expected")
    return value


def patient_facts(sheet: Sheet, day: date) -> PatientFacts:
    """The patient of a question; the age comes from the birth date where only that is given."""
    return PatientFacts(
        age=_age(sheet, day),
        sex=word(sheet, "sex", Sex),
        pregnant=sheet.maybe_flag("pregnant"),
        breastfeeding=sheet.maybe_flag("breastfeeding"),
        childbearing_potential=sheet.maybe_flag("childbearing_potential"),
        contraception=_contraception(sheet),
        egfr=amount(sheet, "egfr"),
        crcl_ml_min=amount(sheet, "crcl_ml_min"),
        hepatic_impairment=word(sheet, "hepatic_impairment", Impairment),
        qtc_ms=_qtc(sheet),
        weight_kg=amount(sheet, "weight_kg"),
        anc=amount(sheet, "anc"),
        benign_ethnic_neutropenia=sheet.maybe_flag("benign_ethnic_neutropenia"),
        smoking=word(sheet, "smoking", Smoking),
        ancestry=sheet.texts("ancestry"),
        hla=tuple(_hla(sheet, one) for one in sheet.texts("hla")),
        phenotypes=_phenotypes(sheet.sheet("phenotypes")),
    )


def with_conditions(facts: PatientFacts, written: Iterable[str], base: KnowledgeBase) -> PatientFacts:
    """The facts with the conditions that the vocabulary knows."""
    keys = (base.conditions.keys_of(text) for text in written)
    return replace(facts, conditions=frozenset(key for found in keys for key in found))


def facts_not_used(facts: PatientFacts) -> tuple[NotChecked, ...]:
    """What is told of the patient in words that no rule asks for: it may be misspelt."""
    genes = sorted(set(facts.phenotypes) - GENES)
    strange = sorted(one for one in facts.ancestry if one.casefold() not in ANCESTRIES)
    return (
        *(NotChecked(gene, "No rule asks for this gene, so it was not used.") for gene in genes),
        *(NotChecked(one, "No rule knows this ancestry, so it was not used.") for one in strange),
    )


def _age(sheet: Sheet, day: date) -> int | None:
    born, age = day_of(sheet, "birth_date"), sheet.maybe_number("age")
    if born and born > day:
        raise Refused("The birth date lies after the day of the check.", "birth_date")
    if age is not None and not 0 <= age <= 130:
        raise Refused("An age is 0 to 130 years.", "age")
    years = _years(born, day) if born else None
    if age is not None and years is not None and abs(int(age) - years) > 1:
        raise Refused("The age and the birth date do not agree. Give one of them.", "age")
    return years if age is None else int(age)


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _qtc(sheet: Sheet) -> Decimal | None:
    value = amount(sheet, "qtc_ms")
    if value is not None and value < 100:
        raise sheet.wrong("qtc_ms", "milliseconds are expected, such as 430")
    return value


def _contraception(sheet: Sheet) -> str | None:
    found = sheet.text("contraception", "").casefold()
    if found in NOBODY_KNOWS:
        return None
    if found not in CONTRACEPTION:
        raise sheet.wrong("contraception", f"one of {', '.join(CONTRACEPTION)} is expected")
    return found


def _hla(sheet: Sheet, written: str) -> str:
    """As the rules write it: B*15:02."""
    found = _HLA.fullmatch(written.strip())
    if found is None:
        raise sheet.wrong("hla", "types that are present are expected, such as B*15:02")
    return f"{found[1].upper()}*{found[2]}:{found[3]}"


def _phenotypes(sheet: Sheet) -> dict[str, str]:
    found = {}
    for gene, written in list(sheet.items()):
        plain = "" if written is None else " ".join(sheet.text(gene).casefold().replace("-", " ").split())
        plain = _METABOLIZER.sub("", plain)
        if plain in NOBODY_KNOWS:
            continue
        if plain not in PHENOTYPES:
            raise sheet.wrong(gene, f"one of {', '.join(dict.fromkeys(PHENOTYPES.values()))} is expected")
        found[gene.strip().upper()] = PHENOTYPES[plain]
    return found
