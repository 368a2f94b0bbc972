"""What a taper, a switch or a titration looks like before a clinician has edited it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.evidence import Evidence
from medmanager.domain.knowledge.patient_facts import PatientFacts
from medmanager.domain.knowledge.question import Listed
from medmanager.domain.knowledge.tablets import Portion, Tablet, portions, shared_out, tablets_of

TIMES = ("morning", "noon", "evening", "bedtime")


class Unsafe(Refused):
    """Refused because the base says that it would harm; `told` is the sentence without its `source`."""

    def __init__(self, told: str, source: str, field: str = "") -> None:
        super().__init__(f"{told} ({source})", field)
        self.told, self.source = told, source


class Method(StrEnum):
    """Linear takes off the same part of the first dose each time, proportional of the dose before."""

    LINEAR = "linear"
    PROPORTIONAL = "proportional"


class RequestKind(StrEnum):
    """What is asked for."""

    TAPER = "taper"
    SWITCH = "switch"
    WASHOUT = "washout"
    RESTART = "restart"
    TITRATION = "titration"


@dataclass(frozen=True, slots=True)
class Options:
    """Wishes of the clinician; None leaves it to the rule. `strengths` in mg are the tablets at hand."""

    method: Method | None = None
    percent: Decimal | None = None
    every_days: int | None = None
    strengths: tuple[Decimal, ...] = ()
    may_split: bool = True

    def __post_init__(self) -> None:
        if self.percent is not None and not 0 < self.percent <= 100:
            raise Refused("A step takes off more than 0 and at most 100 percent.", "percent")
        if self.every_days is not None and not 1 <= self.every_days <= 365:
            raise Refused("Steps are 1 to 365 days apart.", "every_days")
        if any(strength <= 0 for strength in self.strengths):
            raise Refused("A strength is more than 0 mg.", "strengths_mg")


@dataclass(frozen=True, slots=True)
class Dosed:
    """A drug with its dose of the whole day in mg; None where none was given. `times` are those at which it
    is taken already, the largest share first; () leaves them to the rule.
    """

    drug: Drug
    name: str
    daily_mg: Decimal | None = None
    times: tuple[str, ...] = ()

    @property
    def dose(self) -> Decimal:
        """The dose. Raises Refused without one, or for one of 0 or less."""
        if self.daily_mg is None or self.daily_mg <= 0:
            raise Refused(f"Write the daily dose of {self.name} in mg; it is more than 0.", "daily_mg")
        return self.daily_mg


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """A question for a proposal. `others` are the medicines that go on beside it."""

    kind: RequestKind
    start: date
    leaving: Dosed | None = None
    coming: Dosed | None = None
    facts: PatientFacts = PatientFacts()
    others: tuple[Listed, ...] = ()
    missed_days: int | None = None
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class Taken:
    """Tablets of one strength at one time of day."""

    strength: Decimal
    count: Decimal
    time: str


@dataclass(frozen=True, slots=True)
class ProposedStep:
    """What is taken from `start` through `end`, both days included; `end` None goes on. `daily_mg` is
    the sum of the tablets.
    """

    name: str
    start: date
    end: date | None
    daily_mg: Decimal
    tablets: tuple[Taken, ...]
    reason: str = ""
    every_days: int = 1

    def mg_at(self, time: str) -> Decimal:
        """mg at that time of day."""
        return sum((one.strength * one.count for one in self.tablets if one.time == time), Decimal(0))


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know, with its source."""

    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Proposal:
    """Dated steps with their sums, what to know, and what is not as one would wish."""

    steps: tuple[ProposedStep, ...]
    total_days: int
    notes: tuple[Note, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cabinet:
    """The tablets that a proposal may use, and the times of day for them, the largest share first."""

    name: str
    tablets: tuple[Tablet, ...]
    times: tuple[str, ...]

    def step(self, start: date, end: date | None, daily: Decimal, reason: str) -> ProposedStep:
        """The step with its tablets. Raises Refused when the tablets cannot make the dose."""
        shares = shared_out(self.tablets, daily, len(self.times))
        if shares is None:
            raise Refused(f"{daily:f} mg of {self.name} cannot be made from {self.words}.", "strengths_mg")
        return ProposedStep(self.name, start, end, daily, _taken(shares, self.times), reason)

    @property
    def words(self) -> str:
        """The strengths in words."""
        return ", ".join(
            f"{one.strength:f} mg{' (may be halved)' if one.halves else ''}" for one in self.tablets
        )


def cabinet(dosed: Dosed, times: tuple[str, ...], options: Options) -> Cabinet:
    """The tablets of a drug, or those of them that the clinician names.

    Raises Refused when the base knows no tablet of the drug, or not one of the named strengths.
    """
    known = _known(dosed, options)
    if not known:
        raise Refused(
            f"The base knows no tablet or capsule of {dosed.name}, so no steps can be made.", "name"
        )
    chosen = [one for one in known if one.strength in options.strengths] if options.strengths else list(known)
    strange = sorted(set(options.strengths) - {one.strength for one in known})
    if strange:
        exist = ", ".join(f"{one.strength:f}" for one in known)
        raise Refused(
            f"{dosed.name} {strange[0]:f} mg does not exist as far as the base knows. There are {exist} mg.",
            "strengths_mg",
        )
    return Cabinet(dosed.name, tuple(chosen), dosed.times or times)


def _known(dosed: Dosed, options: Options) -> tuple[Tablet, ...]:
    """The tablets that can be added up. A dose that only those that stand apart make is made of those."""
    products, split = dosed.drug.products, options.may_split
    if options.strengths:
        return tablets_of(products, may_split=split, apart=True)
    alike = tablets_of(products, may_split=split)
    others = tablets_of((one for one in products if one.apart), may_split=split)
    dose = dosed.daily_mg
    return others if dose and not portions(alike, dose) and portions(others, dose) else alike


def dated_steps(
    shelf: Cabinet, doses: Sequence[tuple[Decimal, int, str]], start: date, *, goes_on: bool
) -> tuple[ProposedStep, ...]:
    """Steps one after the other from (daily mg, days, reason); with `goes_on` the last has no end."""
    steps = []
    for number, (daily, days, reason) in enumerate(doses, start=1):
        last = goes_on and number == len(doses)
        steps.append(shelf.step(start, None if last else start + timedelta(days=days - 1), daily, reason))
        start += timedelta(days=days)
    return tuple(steps)


def _taken(shares: tuple[tuple[Portion, ...], ...], times: tuple[str, ...]) -> tuple[Taken, ...]:
    found = [
        Taken(portion.strength, portion.count, time)
        for share, time in zip(shares, times, strict=True)
        for portion in share
    ]
    return tuple(sorted(found, key=lambda one: (TIMES.index(one.time), -one.strength)))
