"""Makes the files and tests of a screen: a list that works at once, to be replaced piece by piece."""

import re
import subprocess
import sys
from pathlib import Path
from string import Template

from workspace import ROOT, Trouble, say, venv_python

TEMPLATES = Path(__file__).parent / "screen_template"
NAME = re.compile(r"[a-z]+(_[a-z]+)*")
FILES = {
    "init.txt": "ui/screens/{name}/__init__.py",
    "presenter.txt": "ui/screens/{name}/presenter.py",
    "model.txt": "ui/screens/{name}/model.py",
    "view.txt": "ui/screens/{name}/view.py",
    "patients.txt": "tests/screens/{name}_patients.py",
    "test_presenter.txt": "tests/presenters/test_{name}.py",
    "test_view.txt": "tests/screens/test_{name}_view.py",
    "test_screen.txt": "tests/screens/test_{name}_screen.py",
}


def make(name: str, root: Path = ROOT) -> list[Path]:
    """Write all files of the screen; gives their paths. Refuses to touch a screen that is there already."""
    if not NAME.fullmatch(name):
        raise Trouble("Name a screen in small letters after what it shows: refill_requests")
    paths = [root / pattern.format(name=name) for pattern in FILES.values()]
    taken = [path for path in paths if path.exists()]
    if taken:
        raise Trouble(f"{taken[0]} exists already. Nothing was written.")
    words = {
        "name": name,
        "Name": "".join(part.capitalize() for part in name.split("_")),
        "title": name.replace("_", " ").capitalize(),
    }
    for template, path in zip(FILES, paths, strict=True):
        text = Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(words)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return paths


def tidy(paths: list[Path], root: Path = ROOT) -> None:
    """Sort imports and wrap lines, which depend on how long the name is."""
    names = [str(path) for path in paths]
    for arguments in (["check", "--select", "I", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([str(venv_python()), "-m", "ruff", *arguments, *names], cwd=root, check=True)


def main(arguments: list[str]) -> int:
    """Make the screen named by the one argument."""
    if len(arguments) != 1:
        say("python3 packaging/dev.py new-screen refill_requests")
        return 2
    try:
        paths = make(arguments[0])
    except Trouble as trouble:
        say(str(trouble))
        return 1
    tidy(paths)
    for path in paths:
        say(f"made {path.relative_to(ROOT)}")
    say("Its tests pass already. Now name it in the rail (ui/shell) or among the patient's tabs.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
