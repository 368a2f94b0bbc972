"""A signed plan stays as it is, whoever writes to the store: the same on both engines."""

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from sqlalchemy import Executable, Insert, Table, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from medmanager.domain.errors import Refused
from medmanager.domain.ids import PlanId, UserId
from medmanager.domain.plan.plan import MonitoringItem, Plan, PlanStatus, SetAside
from medmanager.persistence.copying import count_rows
from medmanager.persistence.engine import reading, writing
from medmanager.persistence.rows.plan import (
    PlanItemTable,
    PlanMonitoringTable,
    PlanSetAsideTable,
    PlanStepTable,
    PlanTabletTable,
)
from medmanager.persistence.store import SqlStore
from tests.builders import NOW, TODAY, a_patient, a_plan, a_step, an_item, new_id
from tests.persistence.samples import an_entry, saved

STAYS = "signed plan stays as it is"
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
ROWS = (PlanItemTable, PlanStepTable, PlanTabletTable, PlanMonitoringTable, PlanSetAsideTable)
LINES = tuple(cast("Table", row.__table__) for row in ROWS)


@pytest.fixture
def draft(store: SqlStore) -> Plan:
    return begun(store)


def begun(store: SqlStore) -> Plan:
    """A draft with something in each table."""
    patient = a_patient()
    step = a_step(TODAY, TODAY + timedelta(days=6))
    due = MonitoringItem("lithium level", TODAY, "yearly", rule="lithium-level")
    aside = SetAside("ECG", "done elsewhere", UserId(new_id()), NOW)
    line = an_item("lithium carbonate", step, monitoring=(due,), set_aside=(aside,))
    return cast("Plan", saved(store, patient, a_plan(patient, line))[1])


@pytest.fixture
def signed(store: SqlStore, draft: Plan) -> Plan:
    """Begun as a draft, then signed, as every plan is."""
    with store.write(an_entry()) as work:
        return work.plans.save(as_signed(draft))


def as_signed(draft: Plan) -> Plan:
    return replace(draft, status=PlanStatus.SIGNED, signed_by=UserId(new_id()), signed_at=NOW)


def as_draft(signed: Plan) -> Plan:
    """The next version, begun."""
    fresh = replace(signed, id=PlanId(new_id()), version=0, number=2)
    return replace(fresh, status=PlanStatus.DRAFT, signed_by=None, signed_at=None)


def execute(store: SqlStore, statement: Executable) -> None:
    with writing(store.engine) as connection, connection.begin():
        connection.execute(statement)


def once_more(lines: Table) -> Insert:
    """The rows of all plans a second time, behind those that are there."""
    columns = (column + 7 if column.name == "position" else column for column in lines.columns)
    return insert(lines).from_select(lines.columns.keys(), select(*columns))


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_that_no_statement_changes_a_signed_plan(store: SqlStore, signed: Plan, statement: str) -> None:
    with pytest.raises(SQLAlchemyError, match=STAYS):
        execute(store, text(statement))
    with store.read() as work:
        assert work.plans.get(signed.id) == signed


@pytest.mark.parametrize("lines", LINES, ids=str)
def test_that_no_statement_adds_a_line_to_a_signed_plan(store: SqlStore, signed: Plan, lines: Table) -> None:
    with pytest.raises(SQLAlchemyError, match=STAYS):
        execute(store, once_more(lines))
    with store.read() as work:
        assert work.plans.get(signed.id) == signed


@pytest.mark.parametrize("lines", LINES, ids=str)
@pytest.mark.usefixtures("draft")
def test_that_the_same_statement_adds_a_line_to_a_draft(store: SqlStore, lines: Table) -> None:
    execute(store, once_more(lines))
    with reading(store.engine) as connection:
        assert count_rows(connection)[lines.name] == 2


def test_that_no_line_of_a_draft_is_moved_to_a_signed_plan(store: SqlStore, signed: Plan) -> None:
    other = replace(as_draft(signed), items=(an_item("quetiapine"), an_item("lamotrigine")))
    with store.write(an_entry()) as work:
        work.plans.save(other)
    move = update(LINES[0]).where(LINES[0].c.owner_id == other.id, LINES[0].c.position == 1)
    with pytest.raises(SQLAlchemyError, match=STAYS):
        execute(store, move.values(owner_id=signed.id))


def test_that_a_plan_that_comes_in_signed_has_all_its_lines_and_takes_no_more(
    store: SqlStore, signed: Plan
) -> None:
    other = replace(signed, id=PlanId(new_id()), version=0, number=2)
    with store.write(an_entry()) as work:
        came = work.plans.save(other)
    with store.read() as work:
        assert work.plans.get(other.id) == came == replace(other, version=1)
    with pytest.raises(SQLAlchemyError, match=STAYS):
        execute(store, once_more(LINES[0]))


def test_that_replacing_a_signed_plan_does_not_take_its_lines(local_store: SqlStore) -> None:
    draft = begun(local_store)
    with local_store.write(an_entry()) as work:
        signed = work.plans.save(as_signed(draft))
    with pytest.raises(SQLAlchemyError, match=STAYS):
        execute(local_store, text("REPLACE INTO plan SELECT * FROM plan"))
    with local_store.read() as work:
        assert work.plans.get(signed.id) == signed


def test_that_a_draft_is_written_and_rewritten(store: SqlStore, signed: Plan) -> None:
    with store.write(an_entry()) as work:
        kept = work.plans.save(work.plans.save(replace(as_draft(signed), reason="first")))
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
