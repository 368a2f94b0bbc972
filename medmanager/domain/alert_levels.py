"""From which severity on a role is shown alerts. Only the practice's safety owner may change it."""

from dataclasses import dataclass

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.user import Role

HIGHEST = Severity.MAJOR
"""What is major or contraindicated is shown to everybody who may open a chart."""


@dataclass(frozen=True, slots=True)
class AlertLevels:
    """The mildest severity that a nurse practitioner and a provider are shown."""

    nurse: Severity = Severity.MINOR
    provider: Severity = Severity.MINOR

    def __post_init__(self) -> None:
        if max(self.nurse.rank, self.provider.rank) > HIGHEST.rank:
            raise Refused(f"Alerts that are {HIGHEST} or graver are always shown.", "alert_levels")

    def shows(self, role: Role, severity: Severity) -> bool:
        """Whether this role is shown an alert of that severity; roles without charts are shown none."""
        lowest = {Role.NURSE_PRACTITIONER: self.nurse, Role.PROVIDER: self.provider}.get(role)
        return lowest is not None and severity.rank >= lowest.rank
