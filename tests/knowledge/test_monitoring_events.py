"""What a question about monitoring says of events: nothing in it is guessed or dropped in silence."""

from typing import Any

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.history import AT_EVERY_VISIT
from medmanager.domain.knowledge.monitoring_rules import EventType, MonitoringRule
from medmanager.domain.measured import TESTS
from medmanager.exchange.monitoring_json import monitoring_answer
from tests.builders import TODAY
from tests.shelf import SHELF

BOTH = [{"name": name, "start": "2026-11-02"} for name in ("lithium", "quetiapine")]


def answer(**event: object) -> dict[str, Any]:
    asked = {"medications": BOTH, "from": "2026-11-01", "events": [{"date": "2026-11-09", **event}]}
    return dict(monitoring_answer(asked, SHELF.base, TODAY))


def told(found: dict[str, Any]) -> dict[str, str]:
    return {one["subject"]: one["why"] for one in found["not_checked"] if one["subject"] != "knowledge base"}


def test_that_a_stop_of_a_misspelt_medicine_ends_the_tests_of_no_other() -> None:
    found = answer(type="stop", name="lithum")
    assert "lithium level" in {one["measure"] for one in found["due"]}
    assert told(found) == {"lithum": "This name is not in the base, so its event was not used."}


def test_that_a_stop_which_names_no_medicine_says_that_it_was_taken_for_all() -> None:
    assert "taken for all" in told(answer(type="stop"))["stop on 2026-11-09"]
    assert told(answer(type="stop", name="lithium")) == {}


@pytest.mark.parametrize("value", [-5, 1e300])
def test_that_a_result_which_nobody_can_have_is_refused(value: float) -> None:
    with pytest.raises(Refused, match="events 1, value: a value of"):
        answer(type="result", measure="lithium level", value=value)


def brings_forward(rule: MonitoringRule, results: set[str]) -> bool:
    """Whether one of these results may ask for a day on which the rule did not measure before."""
    if rule.until_stable is not None and rule.measure in results:
        return True
    asking = (one for one in rule.triggers if one.event is EventType.RESULT and (one.days or one.every_days))
    return any((one.measures or {rule.measure}) & results for one in asking)


def test_that_what_is_measured_at_every_visit_brings_no_test_forward() -> None:
    """Today's list of calls is worked out anew for other results only."""
    rules = SHELF.base.monitoring
    everyday = {name for measure in AT_EVERY_VISIT for name in TESTS.get(measure, ())}
    assert "weight" in everyday
    assert any(brings_forward(rule, {"ANC"}) for rule in rules)
    assert [rule.id for rule in rules if brings_forward(rule, everyday)] == []
