"""An alert on the fail-safe sheet: what was said to it, and when."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.knowledge.alerts import Alert, AlertKind
from medmanager.domain.knowledge.evidence import Evidence
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.override import Answered, Override, OverrideReason
from medmanager.domain.paper.fail_safe import warning_of
from tests.builders import NOW, new_id

MAJOR = Severity.MAJOR
ALERT = Alert(AlertKind.DOSE, MAJOR, ("lithium",), "lithium", "", "", Evidence(()), "rule", "topic")
GIVEN = Override(
    new_id(),
    PatientId(new_id()),
    "rule",
    ("lithium",),
    MAJOR,
    OverrideReason.BENEFIT,
    "",
    UserId(new_id()),
    NOW,
)


def test_that_a_reason_given_in_the_evening_is_one_of_the_practices_own_day() -> None:
    """Nine in the evening of Nov 23 in New York is Nov 24 in UTC."""
    evening = replace(GIVEN, at=datetime(2026, 11, 24, 2, tzinfo=UTC))
    told = warning_of(Answered(ALERT, evening), str, ZoneInfo("America/New_York"))
    assert told.answer == "Kept on Nov 23: benefit outweighs the risk."
