"""Missing system libraries: found by the loader, installed when allowed, else told in one line."""

import sys

import pytest

import system_packages
from system_packages import Library, install_line, missing
from workspace import Trouble

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")

NO_SUCH = Library("libno-such-thing.so.7", "libno-such-thing7", "no-such-thing")
C_LIBRARY = Library("libc.so.6", "libc6", "glibc")


@pytest.fixture
def nothing_loads(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A machine that lacks every library; gives the packages that were installed."""
    installed: list[list[str]] = []
    monkeypatch.setattr(system_packages, "loads", lambda soname: bool(installed))
    monkeypatch.setattr(system_packages, "apt_install", installed.append)
    return installed


def test_that_only_missing_libraries_are_found() -> None:
    assert missing((C_LIBRARY, NO_SUCH)) == [NO_SUCH]


def test_that_the_line_fits_the_package_manager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name == "apt-get")
    assert install_line([NO_SUCH]).endswith("Run: sudo apt-get install -y libno-such-thing7")
    monkeypatch.setattr("shutil.which", lambda name: name == "dnf")
    assert install_line([NO_SUCH]).endswith("Run: sudo dnf install -y no-such-thing")
    monkeypatch.setattr("shutil.which", lambda name: False)
    assert "libno-such-thing.so.7" in install_line([NO_SUCH])


def test_that_root_installs_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, nothing_loads: list[list[str]]
) -> None:
    monkeypatch.setattr(system_packages, "may_install", lambda: True)
    system_packages.ready(window=False)
    assert "libgl1" in nothing_loads[0]
    assert "libxcb-cursor0" not in nothing_loads[0]


def test_that_a_window_needs_more_than_the_tests_do(
    monkeypatch: pytest.MonkeyPatch, nothing_loads: list[list[str]]
) -> None:
    monkeypatch.setattr(system_packages, "may_install", lambda: True)
    monkeypatch.setenv("DISPLAY", ":0")
    system_packages.ready(window=True)
    assert {"libgl1", "libxcb-cursor0", "libxcb-icccm4", "libcups2"} <= set(nothing_loads[0])


def test_that_a_window_opens_without_what_only_printing_or_the_other_display_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lacking = {"libcups.so.2", "libwayland-cursor.so.0"}
    monkeypatch.setattr(system_packages, "loads", lambda soname: soname not in lacking)
    monkeypatch.setattr(system_packages, "may_install", lambda: False)
    monkeypatch.setenv("DISPLAY", ":0")
    system_packages.ready(window=True)
    monkeypatch.delenv("DISPLAY")
    with pytest.raises(Trouble, match="libwayland-cursor"):
        system_packages.ready(window=True)


def test_that_others_are_given_the_line(
    monkeypatch: pytest.MonkeyPatch, nothing_loads: list[list[str]]
) -> None:
    monkeypatch.setattr(system_packages, "may_install", lambda: False)
    with pytest.raises(Trouble, match="Run: sudo|package manager"):
        system_packages.ready(window=False)
    assert not nothing_loads
