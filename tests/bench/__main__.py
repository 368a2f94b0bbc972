"""Measures everything, or the parts that are named, and prints the table: `python -m tests.bench storing`."""

import sys
from collections.abc import Callable

from tests.bench import fail_safe, knowing, planning, printing, showing, starting, storing, week
from tests.bench.table import Row, table
from ui.kit.interpreter import protect_constants

PARTS: dict[str, Callable[[], list[Row]]] = {
    "starting": starting.rows,
    "storing": storing.rows,
    "printing": printing.rows,
    "fail_safe": fail_safe.rows,
    "showing": showing.rows,
    "week": week.rows,
    "knowing": knowing.rows,
    "planning": planning.rows,
}


def main(names: list[str]) -> int:
    """Print the table; 1 when something is over its budget, 2 for a name that is not known."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.stderr.write(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.\n")
        return 2
    # As the application does: a part that paints without one would end the interpreter.
    protect_constants()
    rows = []
    for name in names or PARTS:
        sys.stderr.write(f"measuring: {name} …\n")
        rows += PARTS[name]()
    sys.stdout.write(f"{table(rows)}\n")
    return 0 if all(row.is_within_budget for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
