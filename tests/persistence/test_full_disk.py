"""A disk that runs full at whatever write leaves everything as it was, and the rig that says so has teeth."""

import subprocess
import sys

import pytest

SMALLEST_STEP = 512

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="this system has no limit on the size of files"
)


def rig(*asked: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: the limit would hit the files of other tests."""
    command = [sys.executable, "-m", "tests.prove.full_disk", *asked]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.rig
def test_that_nothing_is_half_written_or_falsely_done_on_a_full_disk(rig_scale: float) -> None:
    told = rig("--step", str(int(SMALLEST_STEP / min(1.0, rig_scale))))
    sys.stdout.write(told.stdout)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.rig
@pytest.mark.parametrize(
    ("act", "sign"), [("hopes", "falsely done"), ("in two", "changed"), ("plainly", "'bug'")]
)
def test_that_the_rig_finds_planted_bugs(act: str, sign: str) -> None:
    told = rig("--act", act)
    assert told.returncode == 1, told.stdout + told.stderr
    assert sign in told.stdout
