"""Where things lie in the clone, and how its own Python is started."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"


class Trouble(Exception):
    """Set-up cannot go on; the text says why and what to do."""


def venv_python(venv: Path = VENV) -> Path:
    """The Python of a virtual environment."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


def environment(**more: str) -> dict[str, str]:
    """The environment of everything started here: UTF-8, and no way to another Python's libraries."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return {**kept, "PYTHONUTF8": "1", "PIP_USER": "0", **more}


def start(arguments: list[str], **more: str) -> int:
    """Run the clone's Python in the clone and give its exit status; `more` goes into the environment."""
    return subprocess.call([str(venv_python()), *arguments], cwd=ROOT, env=environment(**more))


def say(text: str) -> None:
    """A line of progress; standard output is left to the answer."""
    print(text, file=sys.stderr, flush=True)
