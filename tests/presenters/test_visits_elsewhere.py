"""What outside records tell of contacts elsewhere is part of the patient's visible history."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from medmanager.domain.history import Encounter
from medmanager.domain.user import Role
from tests.builders import keep, new_id
from tests.plan_services import Chart, chart_services
from tests.presenters.visits_bench import Bench, a_chart
from ui.screens.visits.contact_words import ContactRow, contact_rows

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2019, 3, 4, 2, 30, tzinfo=UTC)


def a_contact(chart: Chart, start: datetime = START, **changes: Any) -> Encounter:
    return Encounter(new_id(), chart.patient.id, start, **changes)


@pytest.mark.parametrize("make", [a_chart, lambda: Chart(chart_services())])
def test_that_contacts_elsewhere_are_shown_with_and_without_visits_here_newest_first(
    make: Callable[[], Chart],
) -> None:
    chart = make()
    old, new = a_contact(chart, kind="old"), a_contact(chart, START + timedelta(days=900), kind="new")
    keep(chart.services.session, old, new)
    bench = Bench(chart)
    bench.presenter.load()
    assert [row.what for row in bench.face.contacts] == ["New", "Old"]


def test_that_a_role_without_the_chart_sees_no_contact() -> None:
    chart = Chart(chart_services(Role.FRONT_DESK))
    keep(chart.services.session, a_contact(chart))
    bench = Bench(chart)
    bench.presenter.load()
    assert bench.face.contacts == ()
    assert bench.face.said[-1] == "not allowed"


@pytest.mark.parametrize(
    ("changes", "row"),
    [
        ({}, ContactRow("Mar 3, 2019", "Contact", "")),
        (
            {
                "kind": "office visit",
                "reason": "panic",
                "practitioner": "Dr. Ignacio Towne",
                "place": "Quay Clinic",
            },
            ContactRow("Mar 3, 2019", "Office visit: panic", "Dr. Ignacio Towne, Quay Clinic"),
        ),
        (
            {"kind": "Drug rehabilitation, inpatient", "end": START + timedelta(days=12)},
            ContactRow("Mar 3 to 15, 2019", "Drug rehabilitation, inpatient", "", "bed"),
        ),
        ({"kind": "emergency"}, ContactRow("Mar 3, 2019", "Emergency", "", "heart-pulse")),
        ({"kind": "visit", "end": START + timedelta(minutes=30)}, ContactRow("Mar 3, 2019", "Visit", "")),
    ],
)
def test_that_a_contact_says_when_what_and_who_in_the_time_of_the_practice(
    changes: dict[str, Any], row: ContactRow
) -> None:
    contact = a_contact(a_chart(), **changes)
    assert contact_rows([contact], NEW_YORK) == (row,)
