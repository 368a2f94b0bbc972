"""Whatever is damaged of a practice is told or harmless, and the rig that says so has teeth."""

import subprocess
import sys

import pytest

FULL_RUN = 50_000
BUG_FOUND_WITHIN = 60


def rig(count: int, way: str, patience: float = 10) -> subprocess.CompletedProcess[str]:
    """In a process of its own, from which children can be forked without the threads of other tests."""
    asked = ["--count", str(count), "--way", way, "--patience", str(patience)]
    command = [sys.executable, "-m", "tests.prove.damaged_files", *asked]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.rig
def test_that_no_damage_crashes_hangs_or_gives_other_data(rig_scale: float) -> None:
    told = rig(max(100, int(FULL_RUN * rig_scale)), "real")
    sys.stdout.write(told.stdout)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.rig
@pytest.mark.parametrize(("way", "sign"), [("edited", "wrong"), ("falls", "crashed"), ("hangs", "hung")])
def test_that_the_rig_finds_planted_bugs(way: str, sign: str) -> None:
    told = rig(BUG_FOUND_WITHIN, way, patience=2)
    assert told.returncode == 1, told.stdout + told.stderr
    assert f"'{sign}': 1" in told.stdout
