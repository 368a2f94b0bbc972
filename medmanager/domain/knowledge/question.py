"""What is asked of the base: a list of medicines as written, for one patient on one day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.allergies import Allergy
from medmanager.domain.knowledge.patient_facts import PatientFacts, Piece


@dataclass(frozen=True, slots=True)
class DailyDose:
    """What is taken from `start` on until another dose follows: `amount` a day, 0 for none, None where nobody
    knows; with `as_needed` at the most so much.
    """

    start: date
    amount: Decimal | None
    unit: str = "mg"
    as_needed: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list, with the name as it was written. `stop` is the first day without the medicine.

    `daily_mg` is the highest dose; `course` has the dated steps (first day, mg a day) where the dose changes.
    """

    name: str
    daily_mg: Decimal | None = None
    start: date | None = None
    stop: date | None = None
    day_of_treatment: int | None = None
    first_prescription: bool | None = None
    route: str = ""
    form: str = ""
    course: tuple[tuple[date, Decimal], ...] = ()
    pieces: tuple[Piece, ...] = ()
    dose_words: str = ""
    """What is taken, where it is not so many mg a day: "100 mg every 28 days". No rule reads it."""
    doses: tuple[DailyDose, ...] = ()
    """The whole way of the dose in order of time, past and coming, pauses and the end included; () where only
    `daily_mg`, `start` and `stop` are known.
    """

    @property
    def only_when_needed(self) -> bool:
        """Whether every dose of its way is one that is taken when needed."""
        given = [one for one in self.doses if one.amount != 0]
        return bool(given) and all(one.as_needed for one in given)

    @property
    def dose_told(self) -> str:
        """The dose as text, "" where none is known."""
        return self.dose_words if self.daily_mg is None else f"{self.daily_mg.normalize():f}"

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refused("Each medicine needs its name.", "name")
        if self.daily_mg is not None and (not self.daily_mg.is_finite() or self.daily_mg < 0):
            raise Refused("A daily dose is 0 mg or more.", "daily_mg")
        if self.start and self.stop and self.stop < self.start:
            raise Refused("A medicine cannot stop before it starts. Check both dates.", "stop")
        if any(one.start >= other.start for one, other in pairwise(self.doses)):
            raise Refused("Doses follow one another: each needs a later day than the one before.", "doses")


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """What is to be checked. `conditions` are as written: names or ICD-10-CM codes."""

    day: date
    medicines: tuple[Listed, ...] = ()
    facts: PatientFacts = PatientFacts()
    conditions: tuple[str, ...] = ()
    allergies: tuple[Allergy, ...] = ()
    called: tuple[tuple[str, str], ...] = ()
    """(code, words) of conditions that are given as codes: an alert tells them by their words."""
