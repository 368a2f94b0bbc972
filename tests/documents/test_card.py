"""The appointment card: when, where, with whom, and nothing of why."""

from dataclasses import replace

import pytest

from medmanager.domain.calendar.appointment import AppointmentMode
from medmanager.domain.paper.sheets import ClinicCard
from medmanager.domain.patient import Language
from medmanager.domain.practice import Paper as Size
from tests.documents import checks
from tests.documents.sheet_builders import CLINIC
from tests.documents.sheet_checks import EVERY_WAY, drawn, faults, plain
from tests.documents.visit_builders import NEXT, a_card

WAYS = pytest.mark.parametrize(("language", "size", "large"), EVERY_WAY)


@WAYS
def test_that_a_card_stands_every_check(language: Language, size: Size, large: bool) -> None:
    assert faults(a_card(language=language, paper=size, large_print=large), 1) == []


@pytest.mark.parametrize("mode", list(AppointmentMode))
def test_that_the_card_says_where(mode: AppointmentMode) -> None:
    text = plain(drawn(a_card(replace(NEXT, mode=mode))))
    where = {"clinic": "Harbor Street Clinic", "video": "By video", "phone": "By phone"}[mode]
    assert where in text
    assert "Monday, December 7, 2026" in text
    assert "10:30 in the morning" in text
    assert "With Dana Whitfield, NP." in text


def test_that_the_card_bears_no_plan_and_dials_the_clinic() -> None:
    paper = drawn(a_card())
    assert "Plan 4" not in paper.text()
    assert "Visit card, page 1 of 1" in plain(paper)
    assert checks.codes(paper) == ["tel:+15035550142"]


def test_that_a_clinic_that_answers_by_day_only_is_told_so() -> None:
    day = ClinicCard(CLINIC.name, CLINIC.phone, CLINIC.address)
    other = ClinicCard(CLINIC.name, CLINIC.phone, CLINIC.address, "503-555-0199")
    assert "day or night" not in plain(drawn(a_card(clinic=day)))
    assert "At night: 503-555-0199" in plain(drawn(a_card(clinic=other)))
