"""What keeps tests in their sandbox holds, and a run that would hide something fails."""

import os
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import keyring
import keyring.errors
import pytest
from platformdirs import user_data_path

from tests.conftest import NETWORK
from tests.conventions.project import ROOT
from tests.guards import NetworkGuard, OutsideTouched, is_local

ELSEWHERE = "192.0.2.1"
SKIPPED = "import pytest\n@pytest.mark.postgres\ndef test_a_b_c_d():\n    pytest.skip('no server')\n"
SWALLOWING = f"""
import socket
from contextlib import suppress
def test_that_reaches_out_and_hides_it():
    with suppress(Exception):
        socket.create_connection(("{ELSEWHERE}", 80), timeout=0.1)
"""


def run(tmp_path: Path, text: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one test file under the project's own conftest."""
    path = tmp_path / "test_planted.py"
    path.write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-q",
        str(path),
    ]
    environment = {**os.environ, "CI": "", **variables}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "/run/socket", b"127.0.0.1", None, ""])
def test_that_this_machine_is_local(host: object) -> None:
    assert is_local(host)


@pytest.mark.parametrize(
    "host", [ELSEWHERE, "10.0.0.1", "2001:db8::1", "example.org", "localhost.example.org"]
)
def test_that_every_other_machine_is_not(host: object) -> None:
    assert not is_local(host)


def test_that_reaching_out_is_refused_and_remembered() -> None:
    with pytest.raises(OutsideTouched), socket.socket() as plug:
        plug.connect((ELSEWHERE, 80))
    with pytest.raises(OutsideTouched):
        socket.getaddrinfo("example.org", 80)
    assert NETWORK.taken() == [ELSEWHERE, "example.org"]


def test_that_a_guard_remembers_what_was_swallowed() -> None:
    guard = NetworkGuard()
    with suppress(OutsideTouched):
        guard.hear("socket.getaddrinfo", ("example.org", 80))
    assert guard.taken() == ["example.org"]
    assert guard.taken() == []


def test_that_a_test_that_hides_reaching_out_fails(tmp_path: Path) -> None:
    said = run(tmp_path, SWALLOWING)
    assert said.returncode == 1
    assert f"tried to reach {ELSEWHERE}" in said.stdout


def test_that_a_skipped_postgres_test_fails_ci_only(tmp_path: Path) -> None:
    assert run(tmp_path, SKIPPED).returncode == 0
    in_ci = run(tmp_path, SKIPPED, CI="true")
    assert in_ci.returncode == 1
    assert "1 tests that need PostgreSQL were skipped" in in_ci.stdout


def test_that_the_home_folder_is_an_empty_one() -> None:
    assert Path.home().parent == Path(tempfile.gettempdir())
    if sys.platform == "linux":
        assert user_data_path("MedManager").is_relative_to(Path.home())


def test_that_there_is_no_keychain_in_tests() -> None:
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("MedManager", "anything")
