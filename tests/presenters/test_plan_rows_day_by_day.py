"""The table of a plan on the screen read day by day: each day tells what the steps give on it, no more."""

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings

from medmanager.domain.plan.changes import compare
from medmanager.domain.plan.dose import Slot
from medmanager.domain.plan.plan import PlanItem
from tests.any_line import given_on, lines
from tests.builders import TODAY, a_patient, a_plan, a_signed_plan, a_step, a_user, an_item, tablets
from ui.screens.plan.page import LineRow, StepRow
from ui.screens.plan.page_rows import table_rows

DAY = timedelta(days=1)
PARTS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "": Decimal(0)}
MONTHS = list(calendar.month_abbr)


def rows_of(item: PlanItem) -> list[StepRow]:
    plan = a_signed_plan(a_patient(), a_user(), item)
    return [
        row for row in table_rows(plan, compare(None, plan, TODAY), (), TODAY) if isinstance(row, StepRow)
    ]


def day_of(cell: str) -> date:
    """`Mon, Nov 23` of this year, or `Jan 4, 2027`."""
    found = re.search(r"([A-Z][a-z]{2}) (\d+)(?:, (\d{4}))?$", cell)
    assert found is not None
    return date(int(found[3] or TODAY.year), MONTHS.index(found[1]), int(found[2]))


def count_of(cell: str) -> Decimal:
    whole = cell.rstrip("".join(PARTS)).replace("\N{NO-BREAK SPACE}", "")
    return Decimal(whole or 0) + PARTS[cell[len(whole) :].strip("\N{NO-BREAK SPACE}")]


def covers(row: StepRow, day: date) -> bool:
    first, last = row.cells[:2]
    return day_of(first) <= day and (last in ("", "ongoing") or day <= day_of(last))


def counts_on(row: StepRow, day: date) -> dict[Slot, Decimal]:
    every = re.search(r"\d+", row.rhythm)
    if (day - day_of(row.cells[0])).days % int(every[0] if every else 1):
        return {}
    return {slot: count_of(cell) for slot, cell in zip(Slot, row.cells[3:7], strict=True) if cell}


@settings(max_examples=50, deadline=None)
@given(lines(needed=True))
def test_that_every_day_of_any_line_is_told_in_the_table_as_its_steps_give_it(item: PlanItem) -> None:
    rows = rows_of(item)
    for day in (TODAY + n * DAY for n in range(150)):
        wanted: dict[Slot, Decimal] = {}
        for (slot, _), count in given_on(item.steps, day).items():
            wanted[slot] = wanted.get(slot, Decimal(0)) + count
        told = [row for row in rows if covers(row, day) and not row.stop]
        assert len(told) <= 1
        assert (counts_on(told[0], day) if told else {}) == wanted
        step = item.step_on(day)
        assert any("if needed" in row.cells[7] for row in told) is (
            step is not None and step.as_needed is not None
        )
        assert not (wanted and any(row.stop and covers(row, day) for row in rows))


def test_that_what_ends_today_stands_in_the_table_of_a_signed_plan_and_what_is_over_does_not() -> None:
    over = a_step(TODAY - 9 * DAY, TODAY - DAY, tablets("25"))
    ends = a_step(TODAY, TODAY, tablets("50"))
    rows = rows_of(an_item("sertraline", over, ends, a_step(TODAY + DAY, None, tablets("100"))))
    assert [row.cells[8].replace("\N{NO-BREAK SPACE}", " ") for row in rows] == ["50 mg", "100 mg"]


def test_that_what_ends_today_stands_above_the_rows_of_a_draft_as_what_is_taken_now() -> None:
    item = an_item("sertraline", a_step(TODAY - DAY, TODAY), a_step(TODAY + DAY, None, tablets("100")))
    head, *rows = table_rows(a_plan(a_patient(), item), (), (), TODAY)
    assert isinstance(head, LineRow)
    assert head.details.replace("\N{NO-BREAK SPACE}", " ").endswith("now 50 mg")
    assert [row.cells[0] for row in rows if isinstance(row, StepRow)] == ["Tue, Nov 24"]
