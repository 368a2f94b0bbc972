"""Acknowledged work survives a killed program, and the rig that says so has teeth."""

import subprocess
import sys

import pytest

FULL_RUN = 10_000
BUG_FOUND_WITHIN = 300


def rig(count: int, way: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, from which children can be forked without the threads of other tests."""
    asked = ["--count", str(count), "--way", way]
    command = [sys.executable, "-m", "tests.prove.kill_commits", *asked]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.rig
def test_that_nothing_acknowledged_is_lost_or_torn_by_kills(rig_scale: float) -> None:
    told = rig(max(20, int(FULL_RUN * rig_scale)), "real")
    sys.stdout.write(told.stdout)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.rig
@pytest.mark.parametrize(("way", "sign"), [("early", "lost=1"), ("two", "torn=1")])
def test_that_the_rig_finds_planted_bugs(way: str, sign: str) -> None:
    told = rig(BUG_FOUND_WITHIN, way)
    assert told.returncode == 1, told.stdout + told.stderr
    assert sign in told.stdout
