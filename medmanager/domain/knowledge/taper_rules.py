"""The rules of stopping, switching, titrating and restarting, as their files say them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from medmanager.domain.knowledge.circumstances import Circumstance, Setting
from medmanager.domain.knowledge.evidence import Evidence
from medmanager.domain.knowledge.proposals import Method, Note
from medmanager.domain.knowledge.selecting import Selection


@dataclass(frozen=True, slots=True)
class Ceiling:
    """At most so many percent of the dose within so many days. `strict`: more is refused, not only said."""

    percent: Decimal
    days: int
    strict: bool = False

    def for_one_step(self, every_days: int) -> Decimal:
        """The most that one step may take off when steps are so many days apart."""
        return self.percent / max(Decimal(self.days) / every_days, Decimal(1))

    def days_for(self, fall: Decimal) -> int:
        """The days that so many percent take; at most those of the ceiling, as tablets may force more."""
        share = min(fall / self.percent, Decimal(1))
        return int((share * self.days).to_integral_value(ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class Partners:
    """Medicines that go on beside a drug that is stopped, and what becomes of `{names}`."""

    drugs: Selection
    text: str


@dataclass(frozen=True, slots=True)
class StopRule:
    """How a drug is stopped. `sudden` drugs need no steps."""

    id: str
    drugs: Selection
    when: Circumstance
    evidence: Evidence
    notes: tuple[Note, ...]
    method: Method = Method.LINEAR
    percent: Decimal = Decimal(25)
    every_days: int = 7
    ceiling: Ceiling | None = None
    sudden: bool = False
    least_days: int = 0
    """From the first step to the first day without it."""
    most_mg: Decimal | None = None
    """The most that one step may take off."""
    partners: Partners | None = None
    least_step_days: int = 1
    """Steps are no closer than this."""


@dataclass(frozen=True, slots=True)
class TitrationStep:
    """A daily dose for so many days; `every_days` 2 is every other day."""

    daily_mg: Decimal
    days: int
    every_days: int = 1


@dataclass(frozen=True, slots=True)
class TitrationRule:
    """The labelled way up: fixed steps, then so many mg more each time up to the target or `most`."""

    id: str
    drugs: Selection
    when: Circumstance
    evidence: Evidence
    notes: tuple[Note, ...]
    steps: tuple[TitrationStep, ...]
    add_mg: Decimal = Decimal(0)
    add_every_days: int = 7
    target_mg: Decimal | None = None
    most_mg: Decimal | None = None
    times: tuple[str, ...] = ()
    """When it is taken on this way up; () as the drug always is."""


class RestartAction(StrEnum):
    """What is done after missed days."""

    RESUME = "resume"
    LOWER = "lower"
    TITRATE = "titrate"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class RestartRule:
    """From `missed_from` days on. `lower_mg` is where a lower restart begins."""

    id: str
    drugs: Selection
    when: Circumstance
    evidence: Evidence
    notes: tuple[Note, ...]
    missed_from: int
    action: RestartAction
    lower_mg: Decimal | None = None
    why: str = ""


class SwitchMethod(StrEnum):
    """How one drug gives way to another."""

    DIRECT = "direct"
    CROSS_TAPER = "cross-taper"
    TAPER_THEN_START = "taper, then start"
    TAPER_BESIDE = "taper beside"
    """The old drug comes down as its own stopping rule says, while the new one begins."""
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class SwitchRule:
    """From one to another. `gap_days` lie between; interaction rules may ask for more."""

    id: str
    leaving: Selection
    coming: Selection
    when: Circumstance
    evidence: Evidence
    notes: tuple[Note, ...]
    method: SwitchMethod
    gap_days: int = 0
    steps: int = 4
    """Steps of a cross-taper."""
    every_days: int = 7
    why: str = ""


@dataclass(frozen=True, slots=True)
class TimesRule:
    """Times of day a drug is taken at, the largest share first."""

    drugs: Selection
    times: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaperRules:
    """All of them; of each kind the first that fits counts, so special ones stand before general ones."""

    stops: tuple[StopRule, ...] = ()
    titrations: tuple[TitrationRule, ...] = ()
    restarts: tuple[RestartRule, ...] = ()
    switches: tuple[SwitchRule, ...] = ()
    times: tuple[TimesRule, ...] = ()

    def __len__(self) -> int:
        return len(self.stops) + len(self.titrations) + len(self.restarts) + len(self.switches)

    def stop(self, drug: str, setting: Setting) -> StopRule | None:
        """How to stop this drug in this setting; None when no rule knows it."""
        return next((rule for rule in self.stops if drug in rule.drugs and rule.when.holds(setting)), None)

    def titration(self, drug: str, setting: Setting) -> TitrationRule | None:
        """The way up for this drug in this setting."""
        return next((one for one in self.titrations if drug in one.drugs and one.when.holds(setting)), None)

    def restart(self, drug: str, missed: int, setting: Setting) -> RestartRule | None:
        """What to do after so many missed days; of several that fit, the one for the longest gap."""
        fit = (one for one in self.restarts if drug in one.drugs and one.when.holds(setting))
        return max(
            (one for one in fit if missed >= one.missed_from), key=lambda one: one.missed_from, default=None
        )

    def switch(self, leaving: str, coming: str, setting: Setting) -> SwitchRule | None:
        """How one gives way to the other."""
        fit = (one for one in self.switches if leaving in one.leaving and coming in one.coming)
        return next((one for one in fit if one.when.holds(setting)), None)

    def times_of(self, drug: str) -> tuple[str, ...]:
        """When it is taken; in the morning where no rule says otherwise."""
        return next((rule.times for rule in self.times if drug in rule.drugs), ("morning",))


def joined(parts: Iterable[TaperRules]) -> TaperRules:
    """The rules of several files, in their order."""
    found = tuple(parts)
    return TaperRules(
        stops=tuple(rule for part in found for rule in part.stops),
        titrations=tuple(rule for part in found for rule in part.titrations),
        restarts=tuple(rule for part in found for rule in part.restarts),
        switches=tuple(rule for part in found for rule in part.switches),
        times=tuple(rule for part in found for rule in part.times),
    )
