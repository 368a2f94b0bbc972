"""The static checks: one line each, the words of the red ones above, and a status."""

import sys

import pytest

import checks
from checks import Check
from sizes import sizes_of

GOOD = Check("good", ("-c", "print('fine')"))
BAD = Check("bad", ("-c", "import sys; print('line 7: no'); sys.exit(1)"))
COUNTS = Check("counts", ("-c", "print('0 too long, 3 longer than usual')"), counts=True)


@pytest.fixture(autouse=True)
def own_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever Python runs the tests does for the checks."""
    monkeypatch.setattr(checks, "venv_python", lambda: sys.executable)


def test_that_a_red_check_shows_its_words_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "checks", lambda: [GOOD, BAD])
    assert checks.check_all() == 1
    told = capsys.readouterr()
    assert "line 7: no" in told.out
    assert "fine" not in told.out
    assert told.err == "Failed: bad.\n"


def test_that_green_checks_take_one_line_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "checks", lambda: [GOOD, COUNTS])
    assert checks.check_all() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [["good", "ok"], ["counts", "ok"]]
    assert lines[1].endswith("3 longer than usual")


def function_of(lines: int, name: str = "long") -> str:
    return f"def {name}():\n" + "    pass\n" * (lines - 1)


@pytest.mark.parametrize(
    ("source", "over"),
    [
        (function_of(25), []),
        (function_of(26), [False]),
        (function_of(61), [True]),
        (function_of(80, "_build_page"), [False]),
        ("x = 1\n" * 301, [False]),
        ("x = 1\n" * 501, [True]),
    ],
)
def test_that_sizes_are_noted_and_judged(source: str, over: list[bool]) -> None:
    assert [size.over for size in sizes_of(source, "some.py")] == over
