"""Finding a drug by what somebody wrote; a likely misspelling is only suggested, never taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.sheet import Sheet

_AMOUNT = re.compile(r"\b\d+(?:[.,]\d+)*\s*(?:mg|mcg|g|ml|units?|%)?(?:/\s*\d*\s*(?:ml|h|hr|day))?(?=\s|$)")
_GAP = re.compile(r"[\s/+,()®™]+")
_BRAND_BEHIND = re.compile(r"(?P<name>[^\[\]]+)\[(?P<brand>[^\[\]]+)\]\s*")
"""As RxNorm writes it: the generic name with its brand in brackets."""
_LIKE = 0.8
"""Likeness from which on a name is offered as a suggestion."""
_KEPT = 256
"""Of so many unknown names the suggestions are kept: a plan that is written is checked at every key."""


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
        self._suggestions = lru_cache(_KEPT)(self._look_for_near)

    def find(self, name: str) -> Found:
        """The drug that is written so, with or without salt, release form and strength; never a guess.

        A brand in brackets behind the name has to be a brand of the same drug.
        """
        both = _BRAND_BEHIND.fullmatch(name)
        if both:
            plain, brand = self.find(both["name"]), self.find(both["brand"])
            agree = plain.drug is not None and plain.drug is brand.drug
            return plain if agree else Found(None, suggestions=plain.suggestions or brand.suggestions)
        forms = self._forms(written(name))
        found = next((self._exact[form] for form in forms if form in self._exact), None)
        return found or Found(None, suggestions=self._suggestions(forms))

    def _forms(self, wanted: str) -> tuple[str, ...]:
        """As written, without release forms, and without salts too; what is left empty is left out."""
        short = _without(wanted, self._release)
        bare = _without(wanted, self._release | self._salts)
        return tuple(dict.fromkeys(form for form in (wanted, short, bare) if form))

    def _look_for_near(self, forms: tuple[str, ...]) -> tuple[str, ...]:
        known = next((self._misspelt[form] for form in forms if form in self._misspelt), None)
        if known:
            return (known.key,)
        near = (name for form in forms for name in get_close_matches(form, self._exact, n=3, cutoff=_LIKE))
        return tuple(dict.fromkeys(self._exact[name].name for name in near))[:3]


def written(name: str) -> str:
    """Small letters, one space or hyphen-free gap between words, strengths left out."""
    plain = _GAP.sub(" ", name.casefold().replace("-", " ").replace("’", "'")).strip()
    return " ".join(_AMOUNT.sub(" ", plain).split())


def _without(name: str, words: frozenset[str]) -> str:
    return " ".join(word for word in name.split() if word not in words)
