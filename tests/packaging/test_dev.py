"""The front door: verbs, old Pythons, a missing display."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import old_python
import verbs
from display import has_display
from workspace import ROOT, Trouble

PACKAGING = ROOT / "packaging"


def test_that_without_a_verb_the_verbs_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert verbs.main([]) == 2
    listed = capsys.readouterr().out
    assert all(verb.name in listed for verb in verbs.VERBS)


def test_that_trouble_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_library(**_: bool) -> None:
        raise Trouble("Run: sudo something")

    monkeypatch.setattr("system_packages.ready", no_library)
    assert verbs.main(["test"]) == 1
    assert capsys.readouterr().err == "Run: sudo something\n"


def test_that_a_verb_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert verbs.main(["tset"]) == 2
    assert "no verb tset" in capsys.readouterr().err


@pytest.mark.parametrize("verb", verbs.VERBS, ids=lambda verb: str(verb.name))
def test_that_asking_for_help_starts_nothing(
    verb: verbs.Verb, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("system_packages.ready", lambda **_: pytest.fail("it sets up"))
    assert verbs.main([verb.name, "--help"]) == 0
    told = capsys.readouterr().out
    assert verb.help in told
    assert len(told.splitlines()) == 3


@pytest.mark.parametrize("name", ["dev.py", "old_python.py"])
def test_that_old_pythons_can_read_the_gate(name: str) -> None:
    text = (PACKAGING / name).read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 6))
    assert text.isascii(), "Python 2 reads nothing else without being told"
    assert not [node for node in ast.walk(tree) if unknown_to_python_2(node)]


def unknown_to_python_2(node: ast.AST) -> bool:
    annotated = getattr(node, "annotation", None) or getattr(node, "returns", None)
    return annotated is not None or isinstance(node, ast.JoinedStr)


def test_that_an_old_python_is_told_which_one_to_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_python, "newer_pythons", lambda: ["python3.12"])
    told = old_python.explanation("3.8", "packaging/dev.py run")
    assert told == (
        "MedManager needs Python 3.11 or later, and this is Python 3.8. Run: python3.12 packaging/dev.py run"
    )


def test_that_an_old_python_alone_is_told_to_install_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_python, "newer_pythons", list)
    assert "Install one" in old_python.explanation("3.8", "packaging/dev.py run")


def test_that_a_launcher_without_its_python_is_not_offered() -> None:
    assert not old_python.answers(["python3.99"])
    mine = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert not old_python.answers([sys.executable, "-9.9"])
    assert mine in old_python.SUPPORTED


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, False),
        ({"QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": "xcb"}, True),
        ({"WAYLAND_DISPLAY": "wayland-9"}, False),
        ({"DISPLAY": ":987"}, False),
    ],
)
def test_that_a_display_is_there_only_when_it_answers(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: bool
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert has_display() is expected


def test_that_the_set_up_needs_the_standard_library_only() -> None:
    own = {path.stem for path in PACKAGING.glob("*.py")}
    # These run in the environment that the others made.
    started = re.findall(r"packaging/(\w+\.py)", (PACKAGING / "verbs.py").read_text(encoding="utf-8"))
    foreign = {
        f"{path.name}: {name}"
        for path in PACKAGING.glob("*.py")
        if path.name not in started
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported(node)
        if name not in sys.stdlib_module_names | own
    }
    assert not foreign


def imported(node: ast.AST) -> list[str]:
    """The top names that an import statement brings in."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    return [node.module.split(".")[0]] if isinstance(node, ast.ImportFrom) and node.module else []


def test_that_dev_starts_as_a_script_from_anywhere(tmp_path: Path) -> None:
    command = [sys.executable, str(PACKAGING / "dev.py"), "--help"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert said.returncode == 0
    assert "new-screen" in said.stdout
