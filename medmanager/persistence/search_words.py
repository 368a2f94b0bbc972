"""What somebody types to find a patient, as words of which each must be found."""

import re
from dataclasses import dataclass
from datetime import date

from medmanager.persistence.search_keys import digits, folded

_MONTHS = (
    ("jan", "ene"), ("feb",), ("mar",), ("apr", "abr"), ("may",), ("jun",),
    ("jul",), ("aug", "ago"), ("sep",), ("oct",), ("nov",), ("dec", "dic"),
)  # fmt: skip
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_NAMED = r"(?P<n>jan|ene|feb|mar|apr|abr|may|jun|jul|aug|ago|sep|oct|nov|dec|dic)[a-z]*\.?"
_DATES = (
    re.compile(r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b"),
    re.compile(r"\b(?P<m>\d{1,2})[/-](?P<d>\d{1,2})[/-](?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(r"\b(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(rf"\b{_NAMED}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<d>\d{{1,2}})\.?\s+(?:de\s+)?{_NAMED}\s+(?:de\s+)?(?P<y>\d{{4}})\b", re.I),
)
"""Usual writings: 1984-03-14, 3/14/1984, 14.3.1984, March 14, 1984, 14 de marzo de 1984."""

_PHONE = re.compile(r"\+?[\d()\-.]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that must be found. `either` are its writings, of which one is enough."""

    either: tuple[str, ...]
    name: bool = False
    """Whether it can be the beginning of a name."""


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a search: dates as ISO dates, phone numbers as digits, the rest as folded letters."""
    words: list[Word] = []
    for pattern in _DATES:
        for found in list(pattern.finditer(text)):
            days = _days(found.groupdict())
            if days:
                words.append(Word(tuple(day.isoformat() for day in days)))
                text = text.replace(found.group(), " ", 1)
    for typed in text.split():
        words.extend(_plain_words(typed))
    return tuple(words)


def _plain_words(typed: str) -> list[Word]:
    if "/" in typed or re.fullmatch(r"\d{4}-[\d-]*", typed):
        return [Word((typed.casefold(),))]
    if _PHONE.fullmatch(typed) and digits(typed):
        return [Word((digits(typed),))]
    return [Word((word,), name=True) for word in folded(typed).split()]


def _days(parts: dict[str, str]) -> tuple[date, ...]:
    """The dates meant; a year of two digits may lie in either century."""
    month = _MONTH_NUMBER[parts["n"][:3].casefold()] if parts.get("n") else int(parts["m"])
    year = int(parts["y"])
    years = (year,) if len(parts["y"]) == 4 else (1900 + year, 2000 + year)
    return tuple(day for day in (_day(year, month, int(parts["d"])) for year in years) if day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
