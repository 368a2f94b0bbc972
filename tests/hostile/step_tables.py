"""Tables of dated steps as nobody should write them, and what each comes to, apart from the editor."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from medmanager.domain.plan.dose import Form
from tests.builders import TODAY
from tests.hostile import days, meanings
from tests.hostile.days import Asked, Look
from ui.screens.plan.line.fields import LineFields, RowFields, RowKind

SEED = 3000
WHOLE_ONLY = {Form.CAPSULE, Form.ER_CAPSULE, Form.SPRAY, Form.INJECTION, Form.PATCH}
FORMS = (Form.TABLET, Form.TABLET, Form.TABLET, Form.ER_TABLET, Form.CAPSULE, Form.LIQUID, Form.INJECTION)
ODD_DAYS = (
    *("Feb 29", "Feb 30", "2/29/2028", "Jan 1, 1900", "12/31/9999", "", "soon", "Nov 1", "1.5", "13/1/2026"),
    *("Tue, Dec 7", "12/7/28", "Jan 1, 2046", "٧ Dec", "Dec 7 or 8", "0001-01-01"),
)
ODD_ENDS = (
    "yesterday",
    "Nov 1",
    "0 d",
    "+7d",
    "1000 d",
    "9999 y",
    "2 months",
    "1 w",
    "1.5 weeks",
    "Feb 29",
    "x",
)
ODD_STRENGTHS = (
    "",
    "50",
    "7 mg",
    "0 mg",
    ".5 mg",
    "300 mcg",
    "50,5 mg",
    "20000 mg",
    "50mg",
    "1/2",
    "20 mg/mL",
    "5 µg",
)
ODD_COUNTS = ("0", "21", "1/3", "0.1", "-1", "1,5", "two", ".5", "1/2", "½", "5-10", "101", "0.30", "2")
Tablets = tuple[tuple[Decimal, str, int, Decimal], ...]
"""Amount, unit, place in the day, count; in the order of these."""


@dataclass(frozen=True)
class Told:
    """One step as it has to be stored; without tablets it is a pause."""

    start: date
    end: date | None
    tablets: Tablets
    every: int


def tables(count: int) -> Iterator[LineFields]:
    """So many tables, the same each time; most hold one fault or two, some none."""
    dice = random.Random(SEED)
    for _ in range(count):
        form = dice.choice(FORMS)
        rows = list(_sound(dice, form))
        for _ in range(dice.choice((0, 1, 1, 1, 2, 3))):
            _spoil(dice, rows)
        yield LineFields("sertraline", form.value, purpose="low mood", rows=tuple(rows))


def _sound(dice: random.Random, form: Form) -> Iterator[RowFields]:
    start = TODAY + dice.choice((0, 1, 1, 7, 30)) * days.DAY
    number = dice.randint(1, 5)
    for at in range(number):
        length = dice.choice((1, 3, 7, 14, 28))
        end = start + (length - 1) * days.DAY
        dates = (
            _day(dice, start),
            dice.choice(("", _day(dice, end), f"{length} d")) if at < number - 1 else "",
        )
        if at < number - 1 and dice.random() < 0.15:
            yield RowFields(RowKind.PAUSE, *dates)
        else:
            yield from _dose(dice, form, dates)
        start = end + days.DAY


def _day(dice: random.Random, day: date) -> str:
    return dice.choice(
        (f"{day:%b} {day.day}", f"{day.month}/{day.day}", f"{day:%b} {day.day}, {day.year}", day.isoformat())
    )


def _dose(dice: random.Random, form: Form, dates: tuple[str, str]) -> Iterator[RowFields]:
    unit = "mg/mL" if form is Form.LIQUID else "mg"
    amounts = dice.sample(("25", "50", "100", "12.5"), dice.choice((1, 1, 1, 2)))
    every = dice.choice(("14", "28")) if form is Form.INJECTION else ""
    for at, amount in enumerate(amounts):
        counts = ["", "", "", ""]
        for slot in dice.sample(range(4), dice.choice((1, 1, 2))):
            counts[slot] = dice.choice(
                ("1", "2", "3") if form in WHOLE_ONLY else ("1", "2", "0.5", "1 1/2", "¼")
            )
        kind = RowKind.ALSO if at else RowKind.DOSE
        held = ("", "") if at else dates
        yield RowFields(
            kind, *held, f"{amount} {unit}", (counts[0], counts[1], counts[2], counts[3]), every=every
        )


def _spoil(dice: random.Random, rows: list[RowFields]) -> None:
    at = dice.randrange(len(rows))
    row, other = rows[at], dice.choice(rows)
    slot = dice.randrange(4)
    odd = tuple(dice.choice(ODD_COUNTS) if number == slot else text for number, text in enumerate(row.counts))
    rows[at] = dice.choice(
        (
            replace(row, start=dice.choice(ODD_DAYS)),
            replace(row, start=other.start),
            replace(row, through=dice.choice(ODD_ENDS)),
            replace(row, through=other.start),
            replace(row, strength=dice.choice(ODD_STRENGTHS)),
            replace(row, strength=other.strength),
            replace(row, counts=(odd[0], odd[1], odd[2], odd[3])),
            replace(row, counts=("", "", "", "")),
            replace(row, kind=dice.choice((RowKind.ALSO, RowKind.PAUSE)) if at else row.kind),
        )
    )
    if dice.random() < 0.2:
        rows.insert(at, other if at else rows[0])
    if dice.random() < 0.1:
        rows.append(RowFields(RowKind.ALSO, strength="25 mg", counts=("1", "", "", "")))


def told(table: LineFields) -> tuple[Told, ...] | None:
    """The steps that are written there; None where anything is missing, impossible or read in two ways."""
    form = Form(table.form)
    groups = _groups(table.rows)
    starts = [_only(days.day(rows[0].start, Asked(TODAY, Look.NEAREST))) for rows in groups]
    found = []
    for rows, start, following in zip(groups, starts, [*starts[1:], None], strict=True):
        last = rows is groups[-1]
        if start is None or not _is_near(start) or (following is None and not last):
            return None
        until = following - days.DAY if following else None
        typed = rows[0].through.strip()
        end = _only(days.through(rows[0].through, start, TODAY)) if typed else until
        if (typed and (end is None or not _is_near(end))) or (end is not None and end < start):
            return None
        if until is not None and end != until:
            return None
        tablets = _tablets(rows, form)
        if tablets is None:
            return None
        found.append(Told(start, end, tablets, _every(rows[0], form) if tablets else 1))
    over = not found or (found[-1].end is not None and found[-1].end < TODAY)
    return None if over else tuple(found)


def _groups(rows: Sequence[RowFields]) -> list[list[RowFields]]:
    groups: list[list[RowFields]] = []
    for row in rows:
        if row.kind is RowKind.ALSO:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _only(meant: set[date]) -> date | None:
    return next(iter(meant)) if len(meant) == 1 else None


def _is_near(day: date) -> bool:
    return -36525 <= (day - TODAY).days <= 3653


def _tablets(rows: list[RowFields], form: Form) -> Tablets | None:
    """What is taken at which time; () in a pause, None where it cannot be."""
    if rows[0].kind is RowKind.PAUSE:
        below = any(row.strength.strip() or any(text.strip() for text in row.counts) for row in rows[1:])
        return None if below else ()
    found: list[tuple[Decimal, str, int, Decimal]] = []
    for row in rows:
        written = [(slot, text) for slot, text in enumerate(row.counts) if text.strip()]
        if not row.strength.strip() and not written:
            continue
        strength = list(
            meanings.liquid(row.strength) if form is Form.LIQUID else meanings.strength(row.strength)
        )
        counts = [(slot, list(meanings.count(text))) for slot, text in written]
        if len(strength) != 1 or not counts or not 0 < strength[0][0] <= 10_000:
            return None
        if any(len(meant) != 1 or not _can_be_taken(meant[0], form) for _, meant in counts):
            return None
        if any(held[:2] == strength[0] for held in found):
            return None
        found += [(*strength[0], slot, meant[0]) for slot, meant in counts]
    units = {unit for _, unit, _, _ in found}
    return tuple(sorted(found)) if len(units) == 1 else None


def _can_be_taken(count: Decimal, form: Form) -> bool:
    finest = Decimal(1) if form in WHOLE_ONLY else Decimal("0.01") if form is Form.LIQUID else Decimal("0.25")
    return 0 < count <= (100 if form is Form.LIQUID else 20) and count % finest == 0


def _every(row: RowFields, form: Form) -> int:
    return int(row.every) if form is Form.INJECTION else 1
