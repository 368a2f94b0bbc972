"""What is known of the patient and of one medicine at a check. None is "not known", never "no"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Sex(StrEnum):
    """As it matters to medicines."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Impairment(StrEnum):
    """Of the liver, by Child-Pugh class A, B, C."""

    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"

    @property
    def rank(self) -> int:
        """0 for none to 3 for severe."""
        return tuple(Impairment).index(self)


class Smoking(StrEnum):
    """Tobacco smoke, which induces CYP1A2."""

    CURRENT = "current"
    STOPPED_RECENTLY = "stopped_recently"
    NEVER = "never"


@dataclass(frozen=True, slots=True, repr=False)
class PatientFacts:
    """One patient on one day. Kidney function in mL/min (eGFR per 1.73 m2), QTc in ms, neutrophils per
    microliter, weight in kg. `conditions` are keys of the vocabulary of conditions.
    """

    age: int | None = None
    sex: Sex | None = None
    pregnant: bool | None = None
    breastfeeding: bool | None = None
    childbearing_potential: bool | None = None
    contraception: str | None = None
    egfr: Decimal | None = None
    crcl_ml_min: Decimal | None = None
    hepatic_impairment: Impairment | None = None
    qtc_ms: Decimal | None = None
    weight_kg: Decimal | None = None
    anc: Decimal | None = None
    benign_ethnic_neutropenia: bool | None = None
    smoking: Smoking | None = None
    ancestry: tuple[str, ...] = ()
    hla: tuple[str, ...] = ()
    phenotypes: Mapping[str, str] = field(default_factory=dict)
    conditions: frozenset[str] = frozenset()

    @property
    def kidney(self) -> Decimal | None:
        """The lower of what is known of the kidneys, mL/min."""
        known = [value for value in (self.egfr, self.crcl_ml_min) if value is not None]
        return min(known) if known else None

    @property
    def may_become_pregnant(self) -> bool | None:
        """Said so, or a female of 12 to 50 years; None where neither sex nor age tells."""
        if self.childbearing_potential is not None:
            return self.childbearing_potential
        if self.sex is Sex.MALE:
            return False
        if self.sex is None or self.age is None:
            return None
        return self.sex is Sex.FEMALE and 12 <= self.age <= 50

    @property
    def may_be_pregnant(self) -> bool | None:
        """As said; where nobody said it, no for whoever cannot become pregnant."""
        if self.pregnant is None and self.may_become_pregnant is False:
            return False
        return self.pregnant

    @property
    def may_breastfeed(self) -> bool | None:
        """As said; where nobody said it, no for men, children and women past 60."""
        if self.breastfeeding is None and (
            self.sex is Sex.MALE or (self.age is not None and not 12 <= self.age <= 60)
        ):
            return False
        return self.breastfeeding


@dataclass(frozen=True, slots=True)
class Piece:
    """So many tablets, capsules … of one strength at one time of day; `form` is the plan's word for it."""

    form: str
    strength: Decimal
    unit: str
    count: Decimal


@dataclass(frozen=True, slots=True)
class Intake:
    """How one medicine of the list is taken. `daily_mg` is the dose of a day, the highest of `course`."""

    drug: str
    name: str
    daily_mg: Decimal | None = None
    start: date | None = None
    stop: date | None = None
    day_of_treatment: int | None = None
    first_prescription: bool | None = None
    route: str = ""
    form: str = ""
    pieces: tuple[Piece, ...] = ()
    course: tuple[tuple[date, Decimal], ...] = ()
    """Doses in mg a day from their days on, where the dose is stepped up or down."""
    again: tuple[date, ...] = ()
    """Days on which it begins anew, after a break."""
    as_needed: bool = False
    """Whether all of it is taken only when needed: `daily_mg` is the most of a day then."""

    def moments(self) -> "Iterator[Intake]":
        """The intake at each step of its course: rules about a start look at the dose of that day."""
        if self.start is None or not self.course:
            yield self
            return
        for day, daily_mg in self.course:
            begun = max((one for one in self.again if one <= day), default=self.start)
            yield replace(self, daily_mg=daily_mg, day_of_treatment=(day - begun).days + 1)

    def runs_on(self, day: date) -> bool:
        """Taken on that day or planned for later; `stop` is the first day without it."""
        return self.stop is None or self.stop > day

    def begins(self, day: date) -> bool | None:
        """Whether a first prescription starts on that day; on later days of treatment none does."""
        today = self.treatment_day(day)
        return False if today is not None and today > 1 else self.first_prescription

    def treatment_day(self, day: date) -> int | None:
        """1 on the day of the first dose, and on that of the first one after a break."""
        if self.day_of_treatment is not None or self.start is None:
            return self.day_of_treatment
        begun = max((one for one in self.again if one <= day), default=self.start)
        return (day - begun).days + 1 if day >= begun else None
