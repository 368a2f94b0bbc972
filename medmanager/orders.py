"""The headless commands at work: the same services as the screens, for scheduled jobs and a practice's IT.

Loaded when one is given: the sign-in window needs nothing of this. Standard output carries the answer and
nothing else; progress and messages go to standard error.
"""

import os
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from getpass import getpass
from pathlib import Path
from uuid import UUID

from platformdirs import user_data_path

from medmanager import answers
from medmanager.bootstrap import demo_at, services_at
from medmanager.cli import (
    KEY_VARIABLE,
    PASSWORD_VARIABLE,
    Order,
    demo_folder,
    place_in,
    refusals,
    say_progress,
)
from medmanager.domain.calendar.calendar_file import CalendarWish, file_name
from medmanager.domain.errors import Refused
from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.imports.import_choice import Choice
from medmanager.domain.paper.document import DocumentKind, PaperOptions
from medmanager.domain.patient import Language
from medmanager.domain.practice import PracticeCard
from medmanager.domain.user import FirstPerson
from medmanager.services.facade import Services

RECORDS = (".json", ".ndjson")
LOOKS_LIKE_AN_ID = re.compile("[0-9a-fA-F-]{32,36}")
NOTHING_THERE = (
    "There is no practice in this place. Name another one with --database, or make one with: "
    "main.py database create"
)


def carry_out(order: Order) -> int:
    """Answer a headless order; gives the exit status."""
    with refusals() as outcome:
        _WORK[order.command](order.options)
    return outcome[0]


# -- the orders


def _demo(options: Namespace) -> None:
    folder = demo_folder(options)
    made = demo_at(folder, options.seed, say_progress)
    print(f"{folder}\nSign in as {made.login}. {made.hint}")


def _create(options: Namespace) -> None:
    services = services_at(place_in(options))
    person = FirstPerson(options.user, options.name or options.user, _password())
    key = services.setup.create(PracticeCard(options.practice), person)
    if key:
        print(key)
        print(
            "This is the recovery key. Print it and keep it in a safe place: it is shown once.",
            file=sys.stderr,
        )
    services.session.sign_out()


def _status(options: Namespace) -> None:
    with _signed_in(options) as services:
        status, facts = services.backups.status(), services.backups.facts()
        backup = status.last_backup.isoformat(timespec="minutes") if status.last_backup else "never"
        print(f"practice\t{status.practice}\nstore\t{status.kind}\nschema\t{facts.schema}\nbackup\t{backup}")


def _upgrade(options: Namespace) -> None:
    place = place_in(options)
    keep_in = place.folder or user_data_path("MedManager", appauthor=False) / "backups"
    kept = _practice(options).backups.upgrade(options.user, _password(), keep_in, say_progress)
    print("up to date" if kept is None else f"upgraded\nthe backup made before is {kept}")


def _verify(options: Namespace) -> None:
    with _signed_in(options) as services:
        verdict, facts = services.admin.verify_audit(), services.backups.facts()
        print(f"integrity\t{facts.integrity}\naudit\t{verdict.sentence}")
        if facts.integrity != "ok" or verdict.broken_at is not None:
            raise Refused(
                "The database is not whole. Keep it as it is, and restore the last backup elsewhere."
            )


def _back_up(options: Namespace) -> None:
    with _signed_in(options) as services:
        made = services.backups.back_up(Path(options.file).absolute(), say_progress)
        print(made.isoformat(timespec="seconds"))


def _restore(options: Namespace) -> None:
    services = services_at(place_in(options))
    kept = services.backups.restore(Path(options.file).absolute(), options.user, _password(), say_progress)
    print("restored" if kept is None else f"restored\nthe replaced database is in {kept}")


def _recover(options: Namespace) -> None:
    services = _practice(options)
    key = _asked("Recovery key: ", KEY_VARIABLE)
    services.session.recover(key, options.user, _password())
    services.session.sign_out()
    print("The new password is set.")


def _import_fhir(options: Namespace) -> None:
    paths = tuple(file for path in options.paths for file in _files(Path(path)))
    with _signed_in(options) as services:
        choice = _choice(options)
        reports = services.imports.take(paths, say_progress, choice=choice, dry_run=options.dry_run)
        print("\n".join(services.imports.report_lines(reports)))
        if any(report.asks for report in reports):
            raise Refused(
                "Nothing was taken of a file whose patient may be in the practice already. Compare them, then"
                " say --into PATIENT-ID to add the file to that chart, or --as-new for another person."
            )
        if any(report.refused for report in reports):
            raise Refused("Some files were refused; nothing of them was taken.")


def _choice(options: Namespace) -> Choice | None:
    """The answer to every look-alike; None leaves such files."""
    if options.into:
        return Choice(PatientId(_patient_id(options.into)))
    return Choice() if options.as_new else None


def _export_calendar(options: Namespace) -> None:
    folder = Path(options.to).absolute()
    if not folder.is_dir():
        raise Refused("There is no such folder. Make it first, or name another one with --to.")
    first, last = _day(options.first, "--from"), _day(options.until, "--until")
    with _signed_in(options) as services:
        whose = _provider(services, options.provider) if options.provider else None
        wish = CalendarWish(first, last, whose, tells_kind=not options.no_kind)
        target = folder / file_name(options.provider)
        count = services.calendar_files.save(wish, target)
        print(f"{target}\t{count}")


def _day(text: str, option: str) -> date | None:
    """None for a day that was not given."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = None
    if text and (day is None or day.isoformat() != text):  # weeks as 2026-W53-4 are read too
        raise Refused(f"Write the day after {option} as 2026-12-31.")
    return day


def _provider(services: Services, login: str) -> UserId:
    seeing = {user.login: user.id for user in services.admin.providers()}
    if login not in seeing:
        known = ", ".join(sorted(seeing))
        raise Refused(
            f"Nobody who sees patients signs in with that name. After --provider stands one of: {known}."
        )
    return seeing[login]


def _print_plan(options: Namespace) -> None:
    language = _language(options.language)
    with _signed_in(options) as services:
        patient = _patient(services, options.patient)
        how = PaperOptions(language, options.large)
        prepared = services.printing.prepare(DocumentKind.PLAN, patient, how)
        with _new_file(Path(options.to), prepared.content):
            document = services.printing.file(prepared)
            services.printing.printed(document.id, "PDF file")
        print(prepared.sha256)


_WORK: dict[str, Callable[[Namespace], None]] = {
    "check": answers.check,
    "score": answers.score,
    "monitoring": answers.monitoring,
    "taper": answers.taper,
    "knowledge": answers.knowledge,
    "demo": _demo,
    "database create": _create,
    "database status": _status,
    "database upgrade": _upgrade,
    "database verify": _verify,
    "database backup": _back_up,
    "database restore": _restore,
    "database recover": _recover,
    "import fhir": _import_fhir,
    "export calendar": _export_calendar,
    "print plan": _print_plan,
}


# -- what they share


@contextmanager
def _signed_in(options: Namespace) -> Iterator[Services]:
    services = _practice(options)
    services.session.sign_in(options.user, _password())
    try:
        yield services
    finally:
        services.session.sign_out()


def _practice(options: Namespace) -> Services:
    """The services over a practice that is there."""
    services = services_at(place_in(options))
    if services.setup.needed:
        raise Refused(NOTHING_THERE)
    return services


def _patient_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Refused("This is not the id of a patient. The report of the import tells the ids.") from error


def _patient(services: Services, text: str) -> UUID:
    """By id, or by words that only one patient has. A refusal repeats none of them."""
    if LOOKS_LIKE_AN_ID.fullmatch(text):
        return _patient_id(text)
    found = services.patients.search(text) if text.strip() else ()
    if len(found) != 1:
        said = f"That fits {len(found)} patients" if found else "That fits no patient"
        raise Refused(f'{said}. Write the name and the birth date, such as "lindqvist 1984-03-14".')
    return found[0].id


def _files(path: Path) -> tuple[Path, ...]:
    """A file, or those in a folder and below it that may hold records."""
    if not path.is_dir():
        return (path,)
    found = tuple(sorted(one for one in path.rglob("*") if one.suffix.lower() in RECORDS and one.is_file()))
    if not found:
        raise Refused(f"A folder holds no {' or '.join(RECORDS)} file. Nothing was taken.")
    return found


@contextmanager
def _new_file(path: Path, content: bytes) -> Iterator[None]:
    """A file that was not there before, and that goes again when what belongs to it fails."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise Refused("There is a file of that name already. Choose another name.") from error
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Refused(
            "The file could not be written there. Choose another folder, with room in it."
        ) from error
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _language(text: str) -> Language | None:
    """None for the patient's own."""
    try:
        return Language(text) if text else None
    except ValueError as error:
        raise Refused(f"Write the language as {' or '.join(Language)}.") from error


def _password() -> str:
    return _asked("Password: ", PASSWORD_VARIABLE)


def _asked(question: str, variable: str) -> str:
    """From the environment, else typed at the terminal without echo, else a line of standard input."""
    given = os.environ.get(variable)
    if given is None:
        given = getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise Refused(
            f"Nothing was given for “{question.strip(': ')}”. Set {variable}, or give a line of input."
        )
    return given
