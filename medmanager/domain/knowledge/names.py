"""Finding a drug by what somebody wrote; a likely misspelling is only suggested, never taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.sheet import Sheet

_AMOUNT = re.compile(r"\b\d+(?:[.,]\d+)*\s*(?:mg|mcg|g|ml|units?|%)?(?:/\s*\d*\s*(?:ml|h|hr|day))?(?=\s|$)")
_GAP = re.compile(r"[\s/+,()®™]+")
_LIKE = 0.8
"""Likeness from which on a name is offered as a suggestion."""


@dataclass(frozen=True, slots=True)
class Found:
    """The drug of a name, or else names that somebody may have meant.

    `name` is what to call it: the generic name that was written, or the ingredient behind a brand.
    """

    drug: Drug | None
    name: str = ""
    suggestions: tuple[str, ...] = ()


class Names:
    """Every name of every drug, in one form of writing. `words` are the words for release forms and salts."""

    def __init__(self, drugs: Iterable[Drug], words: Sheet) -> None:
        self._release = frozenset(words.texts("release_forms"))
        self._salts = frozenset(words.texts("salts"))
        self._exact: dict[str, Found] = {}
        self._misspelt: dict[str, Drug] = {}
        for drug in drugs:
            for name in (drug.key, *drug.other_names):
                self._exact.setdefault(written(name), Found(drug, name.casefold()))
            for name in (*drug.brands, *(f"{drug.key} {salt}" for salt in drug.salts)):
                self._exact.setdefault(written(name), Found(drug, drug.key))
            for name in drug.misspellings:
                self._misspelt[written(name)] = drug

    def find(self, name: str) -> Found:
        """The drug that is written so, with or without salt, release form and strength; never a guess."""
        wanted = written(name)
        for form in (wanted, _without(wanted, self._release), self._bare(wanted)):
            if form and form in self._exact:
                return self._exact[form]
        return Found(None, suggestions=self._suggestions(self._bare(wanted) or wanted))

    def _bare(self, wanted: str) -> str:
        return _without(wanted, self._release | self._salts)

    def _suggestions(self, wanted: str) -> tuple[str, ...]:
        if wanted in self._misspelt:
            return (self._misspelt[wanted].key,)
        near = get_close_matches(wanted, self._exact, n=3, cutoff=_LIKE)
        return tuple(dict.fromkeys(self._exact[name].name for name in near))


def written(name: str) -> str:
    """Small letters, one space or hyphen-free gap between words, strengths left out."""
    plain = _GAP.sub(" ", name.casefold().replace("-", " ").replace("’", "'")).strip()
    return " ".join(_AMOUNT.sub(" ", plain).split())


def _without(name: str, words: frozenset[str]) -> str:
    return " ".join(word for word in name.split() if word not in words)
