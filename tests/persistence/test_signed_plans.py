"""A signed plan stays as it is, whoever writes to the store: the same on both engines."""

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from medmanager.domain.errors import Refused
from medmanager.domain.ids import PlanId, UserId
from medmanager.domain.plan import MonitoringItem, Plan, PlanStatus
from medmanager.persistence.engine import writing
from medmanager.persistence.store import SqlStore
from tests.builders import NOW, TODAY, a_patient, a_plan, a_step, an_item, new_id
from tests.persistence.samples import an_entry, saved

ATTEMPTS = (
    "UPDATE plan SET reason = 'another'",
    "UPDATE plan SET status = 'draft', signed_by = NULL, signed_at = NULL",
    "UPDATE plan SET number = 9",
    "DELETE FROM plan",
    "UPDATE plan_item SET cost_concern = 'none'",
    "DELETE FROM plan_item",
    'UPDATE plan_step SET "end" = NULL',
    "DELETE FROM plan_step",
    "UPDATE plan_tablet SET position = 7",
    "DELETE FROM plan_tablet",
    "DELETE FROM plan_monitoring",
)


@pytest.fixture
def signed(store: SqlStore) -> Plan:
    """Begun as a draft, then signed, as every plan is."""
    patient = a_patient()
    step = a_step(TODAY, TODAY + timedelta(days=6))
    due = MonitoringItem("lithium level", TODAY, "yearly", rule="lithium-level")
    _, draft = saved(store, patient, a_plan(patient, an_item("lithium carbonate", step, monitoring=(due,))))
    plan = cast("Plan", draft)
    with store.write(an_entry()) as work:
        return work.plans.save(
            replace(plan, status=PlanStatus.SIGNED, signed_by=UserId(new_id()), signed_at=NOW)
        )


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_that_no_statement_changes_a_signed_plan(store: SqlStore, signed: Plan, statement: str) -> None:
    with (
        pytest.raises(SQLAlchemyError, match="signed plan stays as it is"),
        writing(store.engine) as connection,
        connection.begin(),
    ):
        connection.execute(text(statement))
    with store.read() as work:
        assert work.plans.get(signed.id) == signed


def test_that_a_draft_is_written_and_rewritten(store: SqlStore, signed: Plan) -> None:
    fresh = replace(signed, id=PlanId(new_id()), version=0, number=2)
    draft = replace(fresh, status=PlanStatus.DRAFT, signed_by=None, signed_at=None)
    with store.write(an_entry()) as work:
        kept = work.plans.save(work.plans.save(replace(draft, reason="first")))
        assert work.plans.save(replace(kept, items=(), reason="second")).items == ()


def test_that_saving_a_signed_plan_again_is_refused_by_the_store_itself(
    store: SqlStore, signed: Plan
) -> None:
    with pytest.raises(Refused, match="signed and stays"), store.write(an_entry()) as work:
        work.plans.save(replace(signed, reason="slipped in"))


def test_that_a_signed_plan_can_be_voided_with_its_reason(store: SqlStore, signed: Plan) -> None:
    with store.write(an_entry()) as work:
        work.plans.void(signed, "wrong patient")
    with store.read() as work:
        assert work.plans.find(signed.id) is None
