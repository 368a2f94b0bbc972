"""What `packaging/dev.py` can be asked for."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import checks
import display
import system_packages
from installation import Installation
from workspace import ROOT, VENV, Trouble, say, start

LEFTOVERS = (
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".import_linter_cache",
    ".hypothesis",
    "build",
    "dist",
    "showing",
)


@dataclass(frozen=True)
class Verb:
    """One thing to ask for; `arguments` is what may follow it, as `--help` shows it."""

    name: str
    help: str
    work: Callable[[list[str]], int]
    arguments: str = ""


def run(arguments: list[str]) -> int:
    """Open the demo practice in a throw-away profile; without a display, play its day into a folder."""
    window = display.has_display()
    set_up(window=window)
    if not window:
        return show_offscreen(arguments)
    profile = tempfile.mkdtemp(prefix="medmanager-demo-")
    say("Opening the demo practice; everything in it goes when its window is closed.")
    try:
        return start(["main.py", "demo", "--dir", os.path.join(profile, "Demo practice"), *arguments])
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def show_offscreen(arguments: list[str]) -> int:
    """The same working day without a window; screenshots and the printed plan stay in a folder."""
    folder = ROOT / "showing"
    say("There is no display here, so the demo practice's working day is played without a window.")
    status = start(["-m", "tests.gallery.working_day", str(folder), *arguments], QT_QPA_PLATFORM="offscreen")
    if not status:
        say(f"The screenshots and the printed plan are in {folder}")
    return status


def test(arguments: list[str]) -> int:
    """Run the tests on all cores; arguments go to pytest."""
    set_up()
    told = any(argument.startswith("-n") for argument in arguments)
    parallel = [] if told else ["-n", str(cores()), "--dist", "loadfile", "--no-loadscope-reorder"]
    return start(["-m", "pytest", *parallel, *arguments], QT_QPA_PLATFORM="offscreen")


def check(arguments: list[str]) -> int:
    """Run the static checks."""
    set_up()
    return checks.check_all()


def bench(arguments: list[str]) -> int:
    """Measure, and print the table; arguments choose rows by a part of their name."""
    set_up()
    return start(["-m", "tests.bench", *arguments], QT_QPA_PLATFORM="offscreen")


def prove(arguments: list[str]) -> int:
    """Run the fault rigs in full size; arguments go to pytest."""
    set_up()
    return start(
        ["-m", "pytest", "-m", "rig", "--rig-scale", "1", "-s", *arguments], QT_QPA_PLATFORM="offscreen"
    )


def gallery(arguments: list[str]) -> int:
    """Render every screen to pictures."""
    set_up()
    return start(["-m", "tests.gallery", *arguments], QT_QPA_PLATFORM="offscreen")


def new_screen(arguments: list[str]) -> int:
    """Make a screen's files and tests."""
    set_up()
    return start(["packaging/new_screen.py", *arguments])


def new_migration(arguments: list[str]) -> int:
    """Make the file of a migration."""
    set_up()
    return start(["packaging/new_migration.py", *arguments])


def seal_knowledge(arguments: list[str]) -> int:
    """Read the knowledge base whole and write its manifest."""
    set_up()
    return start(["packaging/seal_knowledge.py", *arguments])


def clean(arguments: list[str]) -> int:
    """Remove what the tools left; with --all the virtual environment too."""
    for folder in [*(ROOT / name for name in LEFTOVERS), *ROOT.glob("*.egg-info")]:
        shutil.rmtree(folder, ignore_errors=True)
    for name in ("medmanager", "ui", "tests", "packaging"):
        for cache in list((ROOT / name).rglob("__pycache__")):
            shutil.rmtree(cache, ignore_errors=True)
    if "--all" in arguments:
        shutil.rmtree(VENV, ignore_errors=True)
    return 0


VERBS = (
    Verb("run", "open the demo practice, or play its day into a folder where there is no display", run),
    Verb("test", "run the tests; needs no display", test, "[pytest's arguments]"),
    Verb("check", "ruff, ruff format, mypy, import rules and sizes", check),
    Verb("bench", "measure, and print a table with the ratios", bench, "[rows]"),
    Verb("prove", "the fault rigs in full size; takes hours", prove, "[pytest's arguments]"),
    Verb("gallery", "render every screen to pictures", gallery, "[folder] [words in their names]"),
    Verb("new-screen", "make the files and tests of a screen", new_screen, "NAME"),
    Verb("new-migration", "make the file of a migration", new_migration, "NAME"),
    Verb("seal-knowledge", "check the knowledge base and seal it", seal_knowledge, "[VERSION [DAY]]"),
    Verb("clean", "remove what the tools left", clean, "[--all]"),
)


def set_up(*, window: bool = False) -> None:
    """The system's libraries, then the clone's own Python with everything it needs."""
    system_packages.ready(window=window)
    Installation().ready()


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


HELP = {"--help", "-h", "help"}


def overview(verbs: Sequence[Verb] = VERBS) -> str:
    """What can be asked for, one line each."""
    named = [(f"{verb.name} {verb.arguments}", verb.help) for verb in verbs]
    width = max(len(name) for name, _ in named)
    return "\n".join(
        ["python3 packaging/dev.py VERB", "", *(f"  {name:<{width}}  {text}" for name, text in named)]
    )


def show_verbs(arguments: list[str]) -> int:
    """For who asks what there is, and for who asked for something that is not there."""
    wanted = HELP.intersection(arguments[:1])
    if arguments and not wanted:
        say(f"There is no verb {arguments[0]}. These are there:")
    print(overview())
    return 0 if wanted else 2


def end(number: int, frame: object) -> None:
    """Leave through every `finally`."""
    sys.exit(128 + number)


def main(arguments: list[str]) -> int:
    """Do what the first argument asks for; 2 when it is not known."""
    # So that a run that is ended from outside still takes its throw-away profile with it.
    signal.signal(signal.SIGTERM, end)
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a letter shows its code instead of ending the program.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # always a text stream here
    chosen = [verb for verb in VERBS if arguments[:1] == [verb.name]]
    if not chosen:
        return show_verbs(arguments)
    if HELP.intersection(arguments[1:2]):
        print(overview(chosen))
        return 0
    try:
        return chosen[0].work(arguments[1:])
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
