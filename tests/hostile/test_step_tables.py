"""3,000 random step tables: stored exactly as written, or refused at the row with what to do."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from medmanager.domain.ids import LineId
from medmanager.domain.plan.dose import Slot
from medmanager.domain.plan.plan import PlanItem
from tests.builders import TODAY, a_drug, new_id
from tests.hostile.step_tables import Told, tables, told
from ui.screens.plan.line.fields import LineBasis, LineFields, RowFields, RowKind
from ui.screens.plan.line.reading import read_line

HOW_MANY, AT_LEAST = 3_000, 300
PLACE = re.compile(r"row\.([0-9]+)\.(start|through|strength|morning|noon|evening|bedtime|every)|steps")
ADVICE = re.compile(r"\b(Write|Leave|Check|Start|Close|Add|Remove|need the same unit)\b")
SLOTS = list(Slot)


Rows = tuple[RowFields, ...]
Change = Callable[[Rows], Rows]


def stored(item: PlanItem) -> tuple[Told, ...]:
    return tuple(
        Told(
            step.start,
            step.end,
            tuple(
                sorted(
                    (one.strength.amount, one.strength.unit, SLOTS.index(one.slot), one.count)
                    for one in step.tablets
                )
            ),
            step.every_days,
        )
        for step in item.steps
    )


def complaint(table: LineFields, sloppy: Change = lambda rows: rows) -> str:
    """What is wrong with how the editor takes this table; "" where nothing is."""
    reading = read_line(
        replace(table, rows=sloppy(table.rows)), LineBasis(LineId(new_id()), TODAY), a_drug("sertraline")
    )
    wanted = told(table)
    if reading.item is None:
        return _refusal_fault(table, reading.problems) or (
            f"refused, but sound: {reading.problems}" if wanted else ""
        )
    if wanted is None:
        return f"taken as {stored(reading.item)}"
    return "" if stored(reading.item) == wanted else f"{stored(reading.item)} is not what is written"


def _refusal_fault(table: LineFields, problems: dict[str, str]) -> str:
    for name, sentence in problems.items():
        place = PLACE.fullmatch(name)
        if place is None or (place[1] and int(place[1]) >= len(table.rows)):
            return f"the refusal stands nowhere: {name}"
        if not ADVICE.search(sentence) or not sentence.endswith(".") or len(sentence) > 150:
            return f"the refusal does not say what to do: {sentence}"
    return "" if problems else "refused without a word"


def shown(table: LineFields) -> str:
    return "; ".join(
        f"{row.kind}|{row.start}|{row.through}|{row.strength}|{','.join(row.counts)}" for row in table.rows
    )


@pytest.mark.rig
def test_that_each_table_is_stored_as_written_or_refused_at_its_row(rig_scale: float) -> None:
    made = list(tables(max(AT_LEAST, int(HOW_MANY * rig_scale))))
    assert [(shown(one), one.form, wrong) for one in made if (wrong := complaint(one))] == []


def test_that_sound_and_faulty_tables_are_both_among_them() -> None:
    sound = sum(told(one) is not None for one in tables(AT_LEAST))
    assert AT_LEAST // 5 < sound < AT_LEAST * 4 // 5


@pytest.mark.parametrize(
    "sloppy",
    [
        lambda rows: tuple(replace(row, through="") for row in rows),
        lambda rows: tuple(row for row in rows if row.kind is not RowKind.ALSO),
        lambda rows: tuple(replace(row, start=row.start or "tomorrow") for row in rows),
        lambda rows: tuple(replace(row, strength=row.strength or "50 mg") for row in rows),
        lambda rows: rows[:-1] or rows,
    ],
    ids=["ends", "further strengths", "missing days", "missing strengths", "last row"],
)
def test_that_an_editor_that_overlooks_something_is_found(sloppy: Change) -> None:
    assert any(complaint(one, sloppy) for one in tables(HOW_MANY))
