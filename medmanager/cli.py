"""The headless commands: the same services as the screens, for scheduled jobs and for a practice's IT.

Standard output carries the answer and nothing else; progress and messages go to standard error. Exit
status: 0 done, 1 refused (one clear sentence, nothing changed), 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from platformdirs import user_data_path

from medmanager.bootstrap import Opening, demo_at, practice_at, services_at
from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.import_choice import Choice
from medmanager.domain.patient import Language
from medmanager.domain.practice import PracticeCard
from medmanager.domain.user import FirstPerson
from medmanager.places import Place, place_of, usual_place
from medmanager.services.facade import Services

if TYPE_CHECKING:
    # argparse gives its sub-commands no public name.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

PASSWORD_VARIABLE = "MEDMANAGER_PASSWORD"  # noqa: S105 - the name of the variable, not what is in it
DONE, REFUSED, USAGE = 0, 1, 2


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
    with _refusals():
        if order.command == "demo":
            return demo_at(_demo_folder(order.options), order.options.seed, _report)
        return practice_at(_place(order.options))
    return None


def carry_out(order: Order) -> int:
    """Answer a headless order; gives the exit status."""
    with _refusals() as outcome:
        _WORK[order.command](order.options)
    return outcome[0]


@contextmanager
def _refusals() -> Iterator[list[int]]:
    """Turn an expected error into one sentence and status 1."""
    outcome = [DONE]
    try:
        yield outcome
    except MedManagerError as error:
        print(error.sentence, file=sys.stderr)
        outcome[0] = REFUSED


# -- the orders


def _demo(options: argparse.Namespace) -> None:
    folder = _demo_folder(options)
    made = demo_at(folder, options.seed, _report)
    print(f"{folder}\nSign in as {made.login}. {made.hint}")


def _create(options: argparse.Namespace) -> None:
    services = services_at(_place(options))
    person = FirstPerson(options.user, options.name or options.user, _password())
    key = services.setup.create(PracticeCard(options.practice), person)
    if key:
        print(key)
        print(
            "This is the recovery key. Print it and keep it in a safe place: it is shown once.",
            file=sys.stderr,
        )
    services.session.sign_out()


def _status(options: argparse.Namespace) -> None:
    with _signed_in(options) as services:
        status, facts = services.backups.status(), services.backups.facts()
        backup = status.last_backup.isoformat(timespec="minutes") if status.last_backup else "never"
        print(f"practice\t{status.practice}\nstore\t{status.kind}\nschema\t{facts.schema}\nbackup\t{backup}")


def _upgrade(options: argparse.Namespace) -> None:
    place = _place(options)
    keep_in = place.folder or user_data_path("MedManager", appauthor=False) / "backups"
    kept = services_at(place).backups.upgrade(options.user, _password(), keep_in, _report)
    print("up to date" if kept is None else f"upgraded\nthe backup made before is {kept}")


def _verify(options: argparse.Namespace) -> None:
    with _signed_in(options) as services:
        verdict, facts = services.admin.verify_audit(), services.backups.facts()
        print(f"integrity\t{facts.integrity}\naudit\t{verdict.sentence}")
        if facts.integrity != "ok" or verdict.broken_at is not None:
            raise Refused(
                "The database is not whole. Keep it as it is, and restore the last backup elsewhere."
            )


def _back_up(options: argparse.Namespace) -> None:
    with _signed_in(options) as services:
        made = services.backups.back_up(Path(options.file).absolute(), _report)
        print(made.isoformat(timespec="seconds"))


def _restore(options: argparse.Namespace) -> None:
    services = services_at(_place(options))
    kept = services.backups.restore(Path(options.file).absolute(), options.user, _password(), _report)
    print("restored" if kept is None else f"restored\nthe replaced database is in {kept}")


def _recover(options: argparse.Namespace) -> None:
    services = services_at(_place(options))
    key = _asked("Recovery key: ", "MEDMANAGER_RECOVERY_KEY")
    services.session.recover(key, options.user, _password())
    services.session.sign_out()
    print("The new password is set.")


def _import_fhir(options: argparse.Namespace) -> None:
    paths = tuple(Path(path) for path in options.paths)
    with _signed_in(options) as services:
        choice = _choice(options)
        reports = services.imports.take(paths, _report, choice=choice, dry_run=options.dry_run)
        print("\n".join(services.imports.report_lines(reports)))
        if any(report.asks for report in reports):
            raise Refused(
                "Nothing was taken of a file whose patient may be in the practice already. Compare them, then"
                " say --into PATIENT-ID to add the file to that chart, or --as-new for another person."
            )
        if any(report.refused for report in reports):
            raise Refused("Some files were refused; nothing of them was taken.")


def _choice(options: argparse.Namespace) -> Choice | None:
    """The answer to every look-alike; None leaves such files."""
    if options.into:
        return Choice(PatientId(_patient_id(options.into)))
    return Choice() if options.as_new else None


def _print_plan(options: argparse.Namespace) -> None:
    target = Path(options.to)
    if target.exists():
        raise Refused("There is a file of that name already. Choose another name.")
    with _signed_in(options) as services:
        language = Language(options.language) if options.language else None
        prepared = services.printing.prepare_plan(_patient_id(options.patient), language, large=options.large)
        document = services.printing.file(prepared)
        target.write_bytes(prepared.content)
        services.printing.printed(document.id, "PDF file")
        print(prepared.sha256)


_WORK: dict[str, Callable[[argparse.Namespace], None]] = {
    "demo": _demo,
    "database create": _create,
    "database status": _status,
    "database upgrade": _upgrade,
    "database verify": _verify,
    "database backup": _back_up,
    "database restore": _restore,
    "database recover": _recover,
    "import fhir": _import_fhir,
    "print plan": _print_plan,
}


# -- what they share


@contextmanager
def _signed_in(options: argparse.Namespace) -> Iterator[Services]:
    services = services_at(_place(options))
    services.session.sign_in(options.user, _password())
    try:
        yield services
    finally:
        services.session.sign_out()


def _place(options: argparse.Namespace) -> Place:
    return place_of(options.database) if options.database else usual_place()


def _demo_folder(options: argparse.Namespace) -> Path:
    return Path(options.dir).absolute() if options.dir else Path.cwd() / "medmanager-demo"


def _patient_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Refused("Write the patient's id as it stands in the chart's details.") from error


def _password() -> str:
    return _asked("Password: ", PASSWORD_VARIABLE)


def _asked(question: str, variable: str) -> str:
    """From the environment, else typed at the terminal without echo, else a line of standard input."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    if sys.stdin.isatty():
        return getpass(question)
    return sys.stdin.readline().rstrip("\r\n")


def _report(done: int, of: int, text: str) -> None:
    if sys.stderr.isatty():
        end = "\n" if done >= of else "\r"
        print(f"{text}: {done} of {of}\x1b[K", end=end, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "main.py", description="Medication management for a psychiatric practice."
    )
    parser.add_argument("--database", default="", help="a folder, or postgresql://user@host/database")
    parser.set_defaults(what="")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    parser.set_defaults(command="")
    _add_demo(commands)
    _add_database(commands)
    _add_import(commands)
    _add_print(commands)
    return parser


def _add_demo(commands: "Commands") -> None:
    demo = commands.add_parser("demo", help="make a practice of synthetic patients and open it")
    demo.add_argument("--dir", default="", help="the folder to keep it in (default: medmanager-demo here)")
    demo.add_argument("--seed", type=int, default=1, help="another number gives other ids and values")
    demo.add_argument("--no-window", action="store_true", help="make it only")


def _add_database(commands: "Commands") -> None:
    database = commands.add_parser("database", help="create, check, back up and restore")
    kinds = database.add_subparsers(dest="what", required=True, metavar="WHAT")
    create = _with_practice(kinds.add_parser("create", help="make a new practice; prints the recovery key"))
    create.add_argument("--practice", required=True, help="name of the practice")
    create.add_argument("--name", default="", help="your name")
    for what, text in (
        ("status", "practice, schema and last backup"),
        ("upgrade", "bring an older database to this version, after a verified backup"),
        ("verify", "check integrity, migrations and the audit chain"),
        ("recover", "set a new password with the printed recovery key"),
    ):
        _with_practice(kinds.add_parser(what, help=text))
    for what, text in (
        ("backup", "write an encrypted, verified backup"),
        ("restore", "put a backup in place"),
    ):
        _with_practice(kinds.add_parser(what, help=text)).add_argument("file", metavar="FILE")


def _add_import(commands: "Commands") -> None:
    outside = commands.add_parser("import", help="take outside records")
    kinds = outside.add_subparsers(dest="what", required=True, metavar="WHAT")
    fhir = _with_practice(kinds.add_parser("fhir", help="FHIR R4 bundles, resources and NDJSON"))
    fhir.add_argument("paths", nargs="+", metavar="FILE")
    fhir.add_argument("--dry-run", action="store_true", help="say what would be taken; change nothing")
    alike = fhir.add_mutually_exclusive_group()
    alike.add_argument("--as-new", action="store_true", help="take look-alikes as other, new patients")
    alike.add_argument("--into", default="", metavar="PATIENT-ID", help="add look-alikes to this chart")


def _add_print(commands: "Commands") -> None:
    paper = commands.add_parser("print", help="the same documents as on the screen")
    kinds = paper.add_subparsers(dest="what", required=True, metavar="WHAT")
    plan = _with_practice(kinds.add_parser("plan", help="the take-home plan in force"))
    plan.add_argument("--patient", required=True, metavar="ID")
    plan.add_argument("--to", required=True, metavar="FILE.pdf")
    plan.add_argument("--language", choices=[language.value for language in Language])
    plan.add_argument("--large", action="store_true", help="large print")


def _with_practice(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "--user",
        required=True,
        help=f"sign-in name; the password comes from {PASSWORD_VARIABLE} or standard input",
    )
    parser.add_argument(
        "--database", default=argparse.SUPPRESS, help="a folder, or postgresql://user@host/database"
    )
    return parser
