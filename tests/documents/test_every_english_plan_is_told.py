"""Whatever the plan, the English paper tells all of it: each medicine, count and date, and nothing stopped.

One file for each language: a file is worked off by one worker.
"""

from hypothesis import given, settings

from medmanager.domain.patient import Language
from medmanager.domain.sheets import PlanSheet
from tests.documents.any_plan import EXAMPLES, plan_sheets
from tests.documents.plan_told import assert_told


@settings(max_examples=EXAMPLES[Language.ENGLISH])
@given(sheet=plan_sheets(Language.ENGLISH))
def test_that_every_medicine_count_and_date_of_any_english_plan_is_on_the_paper(sheet: PlanSheet) -> None:
    assert_told(sheet)
