"""How long it takes from the command to the painted sign-in window."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import Times
from tests.bench.paint_watch import SAID
from tests.bench.table import Row
from tests.guards import home_variables

STARTS = 15


def rows() -> list[Row]:
    """The start of the application beside the start of an empty window."""
    with tempfile.TemporaryDirectory() as home:
        floor = start_times("tests.bench.probe_bare", (), home)
        start = start_times("tests.bench.probe_sign_in", (str(Path(home, "practice")),), home)
    return [Row("start to sign-in window", start, budget=2000, floor=floor, aim=3)]


def start_times(module: str, arguments: Sequence[str], home: str) -> Times:
    """Start the module's process some times, the first one untimed."""
    variables = {**os.environ, **home_variables(Path(home)), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", module, *arguments]
    milliseconds = [time_to_paint(command, variables) for _ in range(STARTS + 1)]
    return Times(tuple(milliseconds[1:]))


def time_to_paint(command: list[str], variables: dict[str, str]) -> float:
    """Milliseconds from starting the process to its word that the window is painted."""
    started = time.perf_counter()
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None, "asked for by PIPE"
        said = process.stdout.readline().strip()
        milliseconds = (time.perf_counter() - started) * 1000
    assert said == SAID, f"{command} did not paint"
    return milliseconds
