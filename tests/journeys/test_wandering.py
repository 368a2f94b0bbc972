"""Whatever somebody clicks and types, nothing crashes and nothing signed is lost; the rig has teeth."""

import subprocess
import sys

import pytest

SEEDS, ACTS = 100, 500


def wander(seed: int, acts: int, way: str = "real") -> subprocess.CompletedProcess[str]:
    """In a process of its own: a crash leaves dialogs and workers behind."""
    asked = ["--seed", str(seed), "--acts", str(acts), "--way", way]
    command = [sys.executable, "-m", "tests.prove.wander", *asked]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.rig
def test_that_no_way_through_the_application_crashes_it_or_changes_what_was_signed(rig_scale: float) -> None:
    for seed in range(max(1, int(SEEDS * rig_scale))):
        told = wander(seed, ACTS if rig_scale >= 1 else ACTS // 10)
        sys.stdout.write(told.stdout)
        assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.rig
@pytest.mark.parametrize(("way", "sign"), [("crash", "planted"), ("unsigned", "was changed")])
def test_that_the_rig_finds_planted_bugs(way: str, sign: str) -> None:
    told = wander(1, 5, way)
    assert told.returncode == 1, told.stdout + told.stderr
    assert sign in told.stdout
