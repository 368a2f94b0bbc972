"""A long taper in few words: what is on the bottles, and what a version changed."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt

from medmanager.domain.plan.changes import ChangeKind, LineChange
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import PlanItem
from tests.builders import TODAY, a_patient, a_plan, an_item, tablets
from ui.kit.change_words import change_words
from ui.screens.plan.model import StepsModel
from ui.screens.plan.page import LineRow
from ui.screens.plan.page_rows import table_rows

WEEK = timedelta(days=7)
NB = "\u00a0"


def weekly(doses: Sequence[int]) -> PlanItem:
    """A tablet of its own for each week."""
    starts = [TODAY + number * WEEK for number in range(len(doses))]
    steps = [
        DoseStep(start, start + WEEK - timedelta(days=1), (tablets(str(dose)),))
        for start, dose in zip(starts, doses, strict=True)
    ]
    return an_item("paroxetine", *steps)


def head(item: PlanItem) -> LineRow:
    found = next(iter(table_rows(a_plan(a_patient(), item), (), (), TODAY)))
    assert isinstance(found, LineRow)
    return found


def test_that_the_head_of_a_medicine_lists_a_few_strengths_and_counts_many() -> None:
    assert head(weekly((20, 10, 5))).details.startswith(f"5{NB}mg, 10{NB}mg, 20{NB}mg tablets · ")
    assert head(weekly(range(60, 0, -1))).details.startswith(f"60 strengths, 1 to 60{NB}mg tablets · ")


def test_that_the_tip_of_the_head_lists_every_strength() -> None:
    row = head(weekly(range(60, 0, -1)))
    model = StepsModel()
    model.show_rows((row,))
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.count("mg") == 60
    assert head(weekly((20, 10, 5))).tip == ""


def test_that_a_long_even_taper_is_told_by_its_ends_and_any_other_dose_by_dose() -> None:
    even, uneven = weekly(range(60, 0, -1)), weekly((*range(60, 30, -1), 300, *range(29, 0, -1)))
    said = change_words(LineChange(ChangeKind.START, even), TODAY)
    assert said == f"60, 59, 58 … 1{NB}mg in 60 steps, 420 days"
    said = change_words(LineChange(ChangeKind.START, uneven), TODAY)
    assert "31, 300, 29" in said
    assert "…" not in said


def test_that_a_line_without_a_change_tells_its_end() -> None:
    ends = weekly((20,))
    said = change_words(LineChange(ChangeKind.KEEP, ends, ends), TODAY)
    assert said == f"20{NB}mg, no change, stop Nov 30"
    goes_on = an_item("paroxetine")
    assert change_words(LineChange(ChangeKind.KEEP, goes_on, goes_on), TODAY).endswith("no change")
