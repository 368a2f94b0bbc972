"""The static checks, side by side on the cores there are, one line for each."""

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from workspace import ROOT, environment, say, venv_python

STYLED = ["medmanager", "ui", "tests", "packaging", "main.py"]
LINTER = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"


@dataclass(frozen=True)
class Check:
    """A tool with its name for people; `arguments` go to the clone's Python."""

    name: str
    arguments: tuple[str, ...]
    counts: bool = False
    """Its last line is worth reading when it is green too."""


@dataclass(frozen=True)
class Outcome:
    """What a check said."""

    check: Check
    status: int
    output: str
    seconds: float


def checks() -> list[Check]:
    """The longest first, so that the others run beside it."""
    styled = [name for name in STYLED if (ROOT / name).exists()]
    return [
        Check("types", ("-m", "mypy", "--no-error-summary", *styled)),
        Check("import rules", ("-c", LINTER)),
        Check("style", ("-m", "ruff", "check", "--quiet", *styled)),
        Check("format", ("-m", "ruff", "format", "--check", "--quiet", *styled)),
        Check("sizes", ("packaging/sizes.py",), counts=True),
    ]


def run(check: Check) -> Outcome:
    """Run one check and keep what it says."""
    started = time.monotonic()
    command = [str(venv_python()), *check.arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Outcome(check, done.returncode, done.stdout, time.monotonic() - started)


def check_all() -> int:
    """Run all checks; show what the red ones said, then one line for each."""
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        outcomes = list(pool.map(run, checks()))
    for outcome in outcomes:
        if outcome.status:
            print(f"--- {outcome.check.name}\n{outcome.output.rstrip()}\n")
    for outcome in outcomes:
        verdict = "failed" if outcome.status else "ok"
        count = outcome.output.splitlines()[-1] if outcome.check.counts and outcome.output else ""
        print(f"{outcome.check.name:<14}{verdict:<8}{outcome.seconds:6.1f} s  {count}".rstrip())
    red = [outcome.check.name for outcome in outcomes if outcome.status]
    say(f"Failed: {', '.join(red)}." if red else "All checks passed.")
    return 1 if red else 0
