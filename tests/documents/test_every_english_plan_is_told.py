"""Whatever the plan, the English paper tells all of it: each medicine, count and date, and nothing stopped.

One file for each language: a file is worked off by one worker.
"""

import pytest
from hypothesis import given, settings

from medmanager.domain.paper.sheets import PlanSheet
from medmanager.domain.patient import Language
from tests.documents.any_plan import DRAWN, MADE_OF_RECORD, plan_sheets
from tests.documents.any_record import Made, made_sheets
from tests.documents.plan_told import assert_made, assert_told


@pytest.mark.rig
@settings(max_examples=DRAWN)
@given(sheet=plan_sheets(Language.ENGLISH))
def test_that_every_medicine_count_and_date_of_any_english_plan_is_on_the_paper(
    rig_scale: float, sheet: PlanSheet
) -> None:
    assert_told(sheet, rig_scale)


@pytest.mark.rig
@settings(max_examples=MADE_OF_RECORD)
@given(made=made_sheets(Language.ENGLISH))
def test_that_whatever_the_record_plans_is_on_the_english_paper_made_of_it(
    rig_scale: float, made: Made
) -> None:
    assert_made(made, rig_scale)
