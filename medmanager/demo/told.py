"""What a story is told with: who it is about, medicines as they are started, and what a visit found."""

from dataclasses import dataclass
from decimal import Decimal

from medmanager.domain.patient import Language, Sex
from medmanager.domain.plan.dose import Form, Slot, Strength, TabletCount
from medmanager.domain.visit import Response

SLOTS = (Slot.MORNING, Slot.NOON, Slot.EVENING, Slot.BEDTIME)
_WORDS = {
    Sex.FEMALE: ("she", "her", "her"),
    Sex.MALE: ("he", "his", "him"),
    Sex.OTHER: ("they", "their", "them"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who the story is about."""

    family_name: str
    given_name: str
    age: int
    sex: Sex
    language: Language = Language.ENGLISH

    @property
    def pronouns(self) -> str:
        subject, _, other = _WORDS[self.sex]
        return f"{subject}/{other}"

    @property
    def possessive(self) -> str:
        return _WORDS[self.sex][1]


@dataclass(frozen=True, slots=True)
class Drug:
    """A medicine as a story starts it."""

    generic: str
    brand: str
    rxcui: str
    purpose: str
    form: Form = Form.TABLET
    directions: str = ""
    benefit: str = ""
    benefit_when: str = ""
    watch: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a visit found. `gained` is in kg since the first visit, `grown` in cm."""

    words: str
    response: Response = Response.SAME
    effects: tuple[tuple[str, int], ...] = ()
    phq9: int | None = None
    gad7: int | None = None
    gained: str = ""
    grown: str = ""
    pressure: tuple[int, int] | None = None
    pulse: int | None = None
    question: str = ""
    answer: str = ""
    cost: str = ""
    cost_monthly: str = ""
    cost_settled: bool = False
    harm: int = 0
    """Thoughts of death, 0 to 3: the last item of a PHQ-9."""
    missed: int | None = None
    missed_reason: str = ""
    risk: str = ""
    assessment: str = ""


Course = tuple[tuple[int, Told], ...]
"""Visits of a story: how many weeks before its today, and what each found."""


def take(strength: str, *counts: str | int) -> tuple[TabletCount, ...]:
    """Tablets of one strength in mg for morning, noon, evening, bedtime; 0 is left out."""
    amount = Strength(Decimal(strength))
    pairs = zip(SLOTS, counts, strict=False)
    return tuple(TabletCount(amount, slot, Decimal(count)) for slot, count in pairs if Decimal(count))
