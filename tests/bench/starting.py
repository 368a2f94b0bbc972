"""How long it takes from the command to the painted sign-in window."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.large_practice import practice_of
from tests.bench.measure import Times
from tests.bench.paint_watch import SAID
from tests.bench.table import Row
from tests.guards import home_variables

STARTS = 15


def rows() -> list[Row]:
    """The start of the application beside the start of an empty window."""
    practice = str(practice_of(0))
    with tempfile.TemporaryDirectory() as home:
        floor, start, people = start_times(
            Path(home),
            ["tests.bench.probe_bare"],
            ["tests.bench.probe_sign_in", practice],
            ["tests.bench.probe_sign_in", practice, "people"],
        )
    return [
        Row("start to sign-in window", start, budget=2000, floor=floor, aim=3),
        Row("start to who can sign in", people, budget=2000, floor=floor, aim=3),
    ]


def start_times(home: Path, *modules: list[str]) -> list[Times]:
    """Start the modules' processes in turn, so that a busy moment of the machine meets all of them.

    The first start of each, untimed, compiles, as after an installation.
    """
    variables = {
        **os.environ,
        **home_variables(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    commands = [[sys.executable, "-m", *module] for module in modules]
    rounds = [[time_to_paint(command, variables) for command in commands] for _ in range(STARTS + 1)]
    return [Times(taken) for taken in zip(*rounds[1:], strict=True)]


def time_to_paint(command: list[str], variables: dict[str, str]) -> float:
    """Milliseconds from starting the process to its word that the window is painted."""
    started = time.perf_counter()
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None, "asked for by PIPE"
        said = process.stdout.readline().strip()
        milliseconds = (time.perf_counter() - started) * 1000
    assert said == SAID, f"{command} did not paint"
    return milliseconds
