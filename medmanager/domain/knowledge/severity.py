"""The four grades of an alert."""

from enum import StrEnum


class Severity(StrEnum):
    """How much is at stake.

    Contraindicated: section 4 of the label or equal. Major: boxed warning, avoid. Moderate: adjust or
    monitor. Minor: good to know.
    """

    MINOR = "minor"
    MODERATE = "moderate"
    MAJOR = "major"
    CONTRAINDICATED = "contraindicated"

    @property
    def rank(self) -> int:
        """1 for minor to 4 for contraindicated."""
        return RANKS[self]


RANKS = {severity: number for number, severity in enumerate(Severity, start=1)}


def worse(one: Severity, other: Severity) -> Severity:
    """The graver of two."""
    return max(one, other, key=lambda severity: severity.rank)


def milder(one: Severity, other: Severity) -> Severity:
    """The less grave of two."""
    return min(one, other, key=lambda severity: severity.rank)
