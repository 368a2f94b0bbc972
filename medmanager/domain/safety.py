"""What the knowledge base says of one patient's plan, with the reasons that were given for going on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.ids import LineId, UserId
from medmanager.domain.knowledge.alerts import NotChecked
from medmanager.domain.knowledge.burden import Load
from medmanager.domain.override import Answered
from medmanager.domain.patient import Allergy


@dataclass(frozen=True, slots=True)
class EditionCard:
    """Which knowledge base speaks: version, day, whether anybody reviewed it, and what is wrong with it."""

    version: str
    as_of: date
    review: str
    drugs: int = 0
    rules: int = 0
    warnings: tuple[str, ...] = ()
    reviewed: int = 0
    """Drugs whose entry somebody has signed."""


@dataclass(frozen=True, slots=True, repr=False)
class SafetyReport:
    """The answer of one check. `medicines` were checked; what was not stands in `not_checked`.

    `not_known` are facts of the patient that would have decided a rule: silence about them means nothing.
    """

    edition: EditionCard
    on: date
    medicines: tuple[str, ...]
    alerts: tuple[Answered, ...]
    loads: tuple[Load, ...] = ()
    loads_before: tuple[Load, ...] | None = None
    """Of the plan in force, where a draft was checked and there is one."""
    not_checked: tuple[NotChecked, ...] = ()
    not_known: tuple[NotChecked, ...] = ()
    to_vouch_for: tuple[str, ...] = ()
    """Medicines and allergies that were not checked: who signs has to have checked them herself."""
    undosed: tuple[str, ...] = ()
    """Names being written down, checked without their dose."""
    hidden: int = 0
    """How many milder alerts this role is not shown, by the practice's own setting."""
    allergies: tuple[Allergy, ...] = ()
    """Active ones, medicines first."""
    allergy_knowledge: AllergyKnowledge = AllergyKnowledge.NOT_ASKED
    lines: Mapping[str, LineId] = field(default_factory=dict)
    """The line of the plan by the name under which alerts speak of its medicine."""
    reader: str = ""
    """Who asked, as she signs."""
    at: datetime | None = None
    people: Mapping[UserId, str] = field(default_factory=dict)
    """Names of those who gave the reasons."""

    def __repr__(self) -> str:
        return f"SafetyReport({len(self.alerts)} alerts)"

    @property
    def open(self) -> tuple[Answered, ...]:
        """Alerts that nobody has answered, or whose answer has expired."""
        return tuple(one for one in self.alerts if one.is_open)
