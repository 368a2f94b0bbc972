"""Copies of a whole database: page by page from a file, table by table between engines."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    RowMapping,
    Table,
    bindparam,
    func,
    insert,
    inspect,
    select,
    table,
    update,
)

from medmanager.domain.plan.plan import PlanStatus
from medmanager.persistence.engine import reading, writing
from medmanager.persistence.rows.base import Row
from medmanager.services.ports import Progress

PAGES_AT_ONCE = 256
ROWS_AT_ONCE = 500
_MARK = "alembic_version"
_PLANS = "plan"


def copy_file(source: Engine, connect_target: Callable[[], Any], report: Progress) -> dict[str, int]:
    """An exact copy of one moment, while others go on writing. Gives the rows of each table then."""
    with reading(source) as connection, connection.begin():
        rows = count_rows(connection)
        target = connect_target()
        try:

            def progress(status: int, left: int, pages: int) -> None:
                report(pages - left, pages, "Copying the database")

            driver = connection.connection.driver_connection
            assert driver is not None, "the connection is open"
            driver.backup(target, pages=PAGES_AT_ONCE, progress=progress)
        finally:
            target.close()
    return rows


def copy_tables(source: Engine, target: Engine, report: Progress) -> dict[str, int]:
    """All rows of one moment into a database that has the same tables and nothing in them but its head."""
    with reading(source) as origin, origin.begin(), writing(target) as goal, goal.begin():
        rows = count_rows(origin)
        copy_rows(origin, goal, report)
    return rows


def copy_rows(origin: Connection, goal: Connection, report: Progress) -> None:
    """`copy_tables` inside transactions that the caller holds."""
    tables = tables_of(origin)
    goal.exec_driver_sql("DELETE FROM ledger_head")
    for done, one in enumerate(tables):
        report(done, len(tables), f"Copying {one.name.replace('_', ' ')}")
        _copy_table(origin, goal, one)
    for plans in (one for one in tables if one.name == _PLANS):
        _sign(origin, goal, plans)


def tables_of(connection: Connection) -> list[Table]:
    """The tables as they are in that database, parents first, with our types for the columns we know."""
    there = MetaData()
    there.reflect(connection)
    for one in there.sorted_tables:
        known = Row.metadata.tables.get(one.name)
        for column in one.columns:
            if known is not None and column.name in known.columns:
                column.type = known.columns[column.name].type
    return [one for one in there.sorted_tables if one.name != _MARK]


def count_rows(connection: Connection) -> dict[str, int]:
    """Rows of each table, by its name."""
    names = (name for name in inspect(connection).get_table_names() if name != _MARK)
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names
    }


def _copy_table(origin: Connection, goal: Connection, one: Table) -> None:
    with origin.execute(select(one), execution_options={"yield_per": ROWS_AT_ONCE}) as rows:
        for part in rows.mappings().partitions(ROWS_AT_ONCE):
            goal.execute(insert(one), [_as_it_comes(one, row) for row in part])


def _as_it_comes(one: Table, row: RowMapping) -> dict[str, object]:
    """A signed plan comes as a draft: for a signed one the store takes no line."""
    is_signed = one.name == _PLANS and row["status"] == PlanStatus.SIGNED
    return {**row, "status": PlanStatus.DRAFT} if is_signed else {**row}


def _sign(origin: Connection, goal: Connection, plans: Table) -> None:
    """Sign what is signed where it comes from, once all lines are there."""
    signed = origin.execute(select(plans.c.id).where(plans.c.status == PlanStatus.SIGNED)).scalars().all()
    if signed:
        statement = update(plans).where(plans.c.id == bindparam("plan")).values(status=PlanStatus.SIGNED)
        goal.execute(statement, [{"plan": one} for one in signed])
