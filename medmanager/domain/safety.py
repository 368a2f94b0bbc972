"""What the knowledge base says of one patient's plan, with the reasons that were given for going on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from medmanager.domain.ids import UserId
from medmanager.domain.knowledge.alerts import NotChecked
from medmanager.domain.override import Answered


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
    burden: Mapping[str, int]
    not_checked: tuple[NotChecked, ...] = ()
    not_known: tuple[NotChecked, ...] = ()
    hidden: int = 0
    """How many milder alerts this role is not shown, by the practice's own setting."""
    people: Mapping[UserId, str] = field(default_factory=dict)
    """Names of those who gave the reasons."""

    def __repr__(self) -> str:
        return f"SafetyReport({len(self.alerts)} alerts)"

    @property
    def open(self) -> tuple[Answered, ...]:
        """Alerts that nobody has answered, or whose answer has expired."""
        return tuple(one for one in self.alerts if one.is_open)
