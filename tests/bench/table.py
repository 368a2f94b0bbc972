"""The table of the bench: what was measured, beside its budget and the floor of the same machine."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.bench.measure import Times

HEADINGS = ("", "usual ms", "95 % ms", "budget ms", "floor ms", "ratio", "aim", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One measured action.

    `budget` in milliseconds is for the 95th percentile, 0 for none. `floor` is the least of this machine
    for the bare task; `aim` is how many times the floor the usual case may take, 0 for no aim.
    """

    action: str
    times: Times
    budget: float = 0
    floor: Times | None = None
    aim: float = 0

    @property
    def ratio(self) -> float:
        """How many times the floor; 0 without one."""
        return self.times.usual / self.floor.usual if self.floor else 0

    @property
    def is_within_budget(self) -> bool:
        """Whether nineteen of twenty stay within the budget."""
        return not self.budget or self.times.bad <= self.budget

    @property
    def is_near_floor(self) -> bool:
        """Whether the aim is reached; a missed aim is reported, it fails nothing."""
        return not self.aim or self.ratio <= self.aim

    @property
    def verdict(self) -> str:
        """One word for the last column."""
        if not self.is_within_budget:
            return "OVER BUDGET"
        return "ok" if self.is_near_floor else "above aim"


def table(rows: Iterable[Row]) -> str:
    """The rows as text, numbers right-aligned."""
    cells = [HEADINGS, *(cells_of(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if column in {0, len(HEADINGS) - 1} else text.rjust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def cells_of(row: Row) -> tuple[str, ...]:
    """The texts of one line; what does not apply stays empty."""
    return (
        row.action,
        number(row.times.usual),
        number(row.times.bad),
        f"{row.budget:.0f}" if row.budget else "",
        number(row.floor.usual) if row.floor else "",
        f"{row.ratio:.1f}" if row.floor else "",
        f"{row.aim:.1f}" if row.aim else "",
        row.verdict,
    )


def number(milliseconds: float) -> str:
    """One decimal below ten, else none."""
    return f"{milliseconds:.1f}" if milliseconds < 10 else f"{milliseconds:.0f}"
