"""What was chosen of outside medicines and put aside: nothing that cannot be read keeps the page away."""

import json
from dataclasses import replace

import pytest

from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.plan.reconciliation import Decision, OutsideMedicine, ReconcileBook
from tests.builders import TODAY, a_patient, new_id
from ui.screens.plan.reconcile.drafts import from_draft, to_draft
from ui.screens.plan.reconcile.words import Answer

METFORMIN = MedicationStatement(new_id(), a_patient().id, "metformin", status=TakingStatus.TAKING, version=1)
BOOK = ReconcileBook(TODAY, None, (OutsideMedicine(METFORMIN, None),), {}, {})
CHOSEN = {METFORMIN.id: Answer(Decision.STOP, "it is not needed any more")}


def test_that_what_was_chosen_comes_back_while_the_medicine_is_told_as_before() -> None:
    kept = to_draft(CHOSEN, BOOK)
    assert from_draft(kept, BOOK) == (CHOSEN, ())
    told_otherwise = replace(BOOK, medicines=(OutsideMedicine(replace(METFORMIN, version=2), None),))
    assert from_draft(kept, told_otherwise) == ({}, ("metformin",))


@pytest.mark.parametrize(
    "raw",
    ["", "{", "null", "[1]", json.dumps([1, "", "postpone", "", False])],
    ids=["nothing", "half", "null", "too short", "an unknown decision"],
)
def test_that_what_another_version_put_aside_is_asked_again(raw: str) -> None:
    assert from_draft({str(METFORMIN.id): raw}, BOOK) == ({}, ("metformin",))
