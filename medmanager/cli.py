"""The command line: what it asks for, and what the window opens with.

Exit status: 0 done, 1 refused (one clear sentence, nothing changed), 2 wrong usage. This is read before the
window is painted, so what carries the orders out is not in here but in `medmanager/orders.py`.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medmanager.bootstrap import Opening, demo_at, practice_at
from medmanager.domain.errors import MedManagerError
from medmanager.places import Place, place_of, usual_place

if TYPE_CHECKING:
    # argparse gives its sub-commands no public name.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

PASSWORD_VARIABLE = "MEDMANAGER_PASSWORD"  # noqa: S105 - the name of the variable, not what is in it
KEY_VARIABLE = "MEDMANAGER_RECOVERY_KEY"
DONE, REFUSED, USAGE = 0, 1, 2
PLACE = "a folder, or postgresql://user@host/database (default: the practice the window opened last)"


@dataclass(frozen=True, slots=True)
class Order:
    """A command line that was understood."""

    command: str
    options: argparse.Namespace

    @property
    def wants_window(self) -> bool:
        return self.command == "" or (self.command == "demo" and not self.options.no_window)


def read_order(arguments: list[str]) -> Order:
    """The order in these arguments; ends the program with status 2 and a usage line when there is none."""
    options = _parser().parse_args(arguments)
    command = " ".join(part for part in (options.command, getattr(options, "what", "")) if part)
    return Order(command, options)


def opening(order: Order) -> Opening | None:
    """What the window of this order begins with; makes the demo practice when it asks for one.

    None after a refusal, which was said.
    """
    with refusals():
        if order.command == "demo":
            return demo_at(demo_folder(order.options), order.options.seed, say_progress)
        return practice_at(place_in(order.options))
    return None


@contextmanager
def refusals() -> Iterator[list[int]]:
    """Turn an expected error into one sentence and status 1."""
    outcome = [DONE]
    try:
        yield outcome
    except MedManagerError as error:
        print(error.sentence, file=sys.stderr)
        outcome[0] = REFUSED


def place_in(options: argparse.Namespace) -> Place:
    return place_of(options.database) if options.database else usual_place()


def demo_folder(options: argparse.Namespace) -> Path:
    return Path(options.dir).absolute() if options.dir else Path.cwd() / "medmanager-demo"


def say_progress(done: int, of: int, text: str) -> None:
    if sys.stderr.isatty():
        end = "\n" if done >= of else "\r"
        print(f"{text}: {done} of {of}\x1b[K", end=end, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "main.py",
        description="Medication management for a psychiatric practice. Without a command the window opens.",
        epilog="main.py COMMAND --help shows an example.",
    )
    parser.add_argument("--database", default="", metavar="PLACE", help=PLACE)
    parser.set_defaults(what="")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    parser.set_defaults(command="")
    _add_demo(commands)
    _add_database(commands)
    _add_import(commands)
    _add_export(commands)
    _add_print(commands)
    _add_knowledge(commands)
    return parser


def _add_command(commands: "Commands", name: str, text: str, example: str) -> argparse.ArgumentParser:
    """A command whose help says what it does and how it is written."""
    return commands.add_parser(
        name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=f"for example: main.py {example}",
    )


def _add_group(commands: "Commands", name: str, text: str) -> argparse.ArgumentParser:
    """A word that other commands begin with."""
    return commands.add_parser(name, help=text, epilog=f"main.py {name} WHAT --help shows an example.")


def _add_demo(commands: "Commands") -> None:
    demo = _add_command(
        commands, "demo", "make a practice of synthetic patients and open it", "demo --dir demo --no-window"
    )
    demo.add_argument("--dir", default="", help="the folder to keep it in (default: medmanager-demo here)")
    demo.add_argument("--seed", type=int, default=1, help="another number gives other ids and values")
    demo.add_argument("--no-window", action="store_true", help="make it only")


def _add_database(commands: "Commands") -> None:
    database = _add_group(commands, "database", "create, check, back up and restore")
    kinds = database.add_subparsers(dest="what", required=True, metavar="WHAT")
    create = _add_command(
        kinds,
        "create",
        "make a new practice with one administrator, and print its recovery key",
        'database create --database practice --user koval.admin --practice "Lakeside Psychiatry"',
    )
    create.add_argument("--practice", required=True, help="name of the practice")
    create.add_argument("--name", default="", help="name of the administrator (default: the sign-in name)")
    _with_practice(create)
    for what, text in (
        ("status", "tell practice, schema and last backup"),
        ("upgrade", "bring an older database to this version, after a verified backup"),
        ("verify", "check integrity, migrations and the audit chain"),
        (
            "recover",
            f"set a new password with the printed recovery key, which comes from {KEY_VARIABLE} or "
            "standard input",
        ),
    ):
        _with_practice(_add_command(kinds, what, text, f"database {what} --user koval.admin"))
    for what, text, file in (
        ("backup", "write an encrypted backup and open it once to be sure", "the new file"),
        ("restore", "put a backup in place and keep what it replaces", "the backup"),
    ):
        example = f"database {what} --user koval.admin monday.mmbackup"
        _with_practice(_add_command(kinds, what, text, example)).add_argument(
            "file", metavar="FILE", help=file
        )


def _add_import(commands: "Commands") -> None:
    outside = _add_group(commands, "import", "take outside records")
    kinds = outside.add_subparsers(dest="what", required=True, metavar="WHAT")
    fhir = _with_practice(
        _add_command(
            kinds,
            "fhir",
            "take FHIR R4 bundles, resources and NDJSON, and report per file what was taken and left",
            "import fhir --user koval --dry-run inbox/",
        )
    )
    fhir.add_argument("paths", nargs="+", metavar="PATH", help="files, or folders with .json and .ndjson")
    fhir.add_argument("--dry-run", action="store_true", help="say what would be taken; change nothing")
    alike = fhir.add_mutually_exclusive_group()
    alike.add_argument("--as-new", action="store_true", help="take look-alikes as other, new patients")
    alike.add_argument("--into", default="", metavar="PATIENT-ID", help="add look-alikes to this chart")


def _add_export(commands: "Commands") -> None:
    away = _add_group(commands, "export", "write files for other programs")
    kinds = away.add_subparsers(dest="what", required=True, metavar="WHAT")
    visits = _with_practice(
        _add_command(
            kinds,
            "calendar",
            "write the visits to come as a calendar file (.ics) that names no patient",
            "export calendar --user osei --provider osei --to calendar/",
        )
    )
    visits.add_argument(
        "--to", required=True, metavar="FOLDER", help="where visits.ics is written or replaced"
    )
    visits.add_argument("--from", default="", dest="first", metavar="DAY", help="first day (default: today)")
    visits.add_argument(
        "--until", default="", metavar="DAY", help="last day, as 2026-12-31 (default: a year later)"
    )
    visits.add_argument("--provider", default="", metavar="LOGIN", help="her visits only (default: all)")
    visits.add_argument("--no-kind", action="store_true", help="leave out what kind of visit each one is")


def _add_print(commands: "Commands") -> None:
    paper = _add_group(commands, "print", "write the same documents as the screen")
    kinds = paper.add_subparsers(dest="what", required=True, metavar="WHAT")
    plan = _with_practice(
        _add_command(
            kinds,
            "plan",
            "file the take-home plan in force and write it as a PDF",
            'print plan --user koval --patient "lindqvist 1984-03-14" --to plan.pdf',
        )
    )
    plan.add_argument("--patient", required=True, help="the id, or as in the search: name and birth date")
    plan.add_argument("--to", required=True, metavar="FILE.pdf", help="the new file")
    plan.add_argument("--language", default="", help="en or es (default: the patient's)")
    plan.add_argument("--large", action="store_true", help="large print")


QUESTIONS = (
    (
        "check",
        "alerts for a list of medicines",
        '{"patient": {"age": 34}, "medications": [{"name": "phenelzine"}, {"name": "lorazepam", "doses": '
        '[{"from": "2026-01-05", "daily_mg": 2}, {"from": "2026-12-01", "daily_mg": 0}]}]}',
    ),
    ("score", "the score of a rating scale", '{"scale": "PHQ-2", "items": [2, 3]}'),
    (
        "monitoring",
        "what has to be measured when",
        '{"medications": [{"name": "lithium", "start": "2026-01-05"}], "until": "2026-12-31"}',
    ),
    (
        "taper",
        "a proposal for a taper, switch, washout, restart or titration",
        '{"kind": "taper", "from": {"name": "lorazepam", "daily_mg": 3}, "start": "2026-01-05"}',
    ),
)
"""Commands that take a file of JSON: name, what they answer, an example."""


def _add_knowledge(commands: "Commands") -> None:
    for name, text, example in QUESTIONS:
        parser = commands.add_parser(
            name,
            help=text,
            description=f"JSON in, JSON out: {text}. One object, or a list of them.",
            epilog=f"for example: {example}",
        )
        parser.add_argument("file", metavar="FILE", help="a file of JSON, or - for standard input")
    knowledge = _add_command(
        commands,
        "knowledge",
        "tell the version of the knowledge base, or all about one drug",
        "knowledge quetiapine",
    )
    knowledge.add_argument("name", nargs="?", default="", metavar="NAME", help="generic or brand name")


def _with_practice(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "--user",
        required=True,
        help=f"sign-in name; the password comes from {PASSWORD_VARIABLE} or standard input",
    )
    parser.add_argument("--database", default=argparse.SUPPRESS, metavar="PLACE", help=PLACE)
    return parser
