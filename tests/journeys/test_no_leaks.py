"""Words planted in one patient's records are nowhere in the clear after a day with everything going wrong."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from medmanager import cli
from medmanager.bootstrap import services_at
from medmanager.demo.team import PASSWORD
from medmanager.domain.calendar.appointment import AppointmentMode
from medmanager.domain.calendar.schedule import Booking
from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError
from medmanager.domain.ids import PatientId
from medmanager.domain.paper.document import DocumentKind, PaperOptions
from medmanager.domain.patient import Allergy, Language
from medmanager.persistence.store import SqlStore
from medmanager.places import Place
from medmanager.services.facade import Services
from tests.conventions.project import ROOT
from tests.guards import home_variables
from tests.prove.planted_words import ALLERGY, ASKED, ENCODINGS, FAMILY, MANAGER, PENDING, WORDS, secrets_in
from tests.stage import PROVIDER, StageClock

BROKEN = {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "name": FAMILY}}]}


@dataclass(frozen=True)
class PlantedDay:
    """What a day left behind: home, temporary files and the practice in `root`, and all that it `said`."""

    root: Path
    said: str

    @property
    def practice(self) -> Path:
        return self.root / "work" / "practice"

    def allowed(self, path: Path) -> bool:
        """What the person asked for, in the folder that she named, and what she was given from outside."""
        inside = path.relative_to(self.root).parts
        return inside[:2] == ("work", "outside") or (
            inside[:2] == ("work", ASKED) and path.suffix != ".mmbackup"
        )


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> PlantedDay:
    """Played once: a program of its own works and is killed while somebody types, then commands fail."""
    root = tmp_path_factory.mktemp("planted")
    work, home, temporary = (root / name for name in ("work", "home", "tmp"))
    for folder in (work / "outside", home, temporary):
        folder.mkdir(parents=True)
    broken = work / "outside" / "broken.json"
    broken.write_text(json.dumps(BROKEN)[:-3], encoding="utf-8")
    surroundings = os.environ | home_variables(home) | {"TMPDIR": str(temporary)}
    said = worked_and_killed(work, surroundings)
    shutil.copytree(work / "practice", root / "at the kill")
    said += failing_commands(work / "practice", broken, surroundings)
    return PlantedDay(root, said)


def worked_and_killed(work: Path, surroundings: dict[str, str]) -> str:
    command = [sys.executable, "-m", "tests.prove.planted_words", str(work)]
    with subprocess.Popen(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as worker:
        assert worker.stdout is not None
        said = ""
        while "ready\n" not in said:
            line = worker.stdout.readline()
            assert line, f"the day came to no end:\n{said}"
            said += line
        worker.kill()
        return said + worker.stdout.read()


def failing_commands(practice: Path, broken: Path, surroundings: dict[str, str]) -> str:
    at = ["--database", str(practice), "--user", PROVIDER]
    said = ""
    for password, order in (
        (PASSWORD, ["import", "fhir", str(broken), *at]),
        (PASSWORD, ["print", "plan", "--patient", str(broken), "--to", str(broken.parent / "x.pdf"), *at]),
        ("not the one", ["database", "status", *at]),
    ):
        done = subprocess.run(
            [sys.executable, "main.py", *order],
            cwd=ROOT,
            env=surroundings | {cli.PASSWORD_VARIABLE: password},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode != cli.DONE, order
        said += done.stdout + done.stderr
    return said


def leaks(root: Path, allowed: Callable[[Path], bool]) -> list[str]:
    """Every file whose content or own name holds a planted word and may not."""
    found = []
    for path in sorted(root.rglob("*")):
        if path.is_file() and not allowed(path):
            words = secrets_in(path.read_bytes()) | secrets_in(path.name.encode())
            found += [f"{path.relative_to(root)}: {word}" for word in sorted(words)]
    return found


def test_that_no_planted_word_is_in_any_file(day: PlantedDay) -> None:
    names = {path.name for path in day.root.rglob("*") if path.is_file()}
    assert {"practice.mmdb", "practice.mmdb-wal", "practice.mmdb-shm", "today.mmbackup"} <= names
    assert {"medmanager.log", "look.ini", "QtProject.conf"} <= names
    assert leaks(day.root, day.allowed) == []


def test_that_no_planted_word_was_printed_or_shown_in_a_dialog(day: PlantedDay) -> None:
    assert "Something went wrong inside MedManager." in day.said
    assert "builtins.ValueError" in day.said
    assert secrets_in(day.said.encode()) == set()


def test_that_the_papers_hold_the_words_where_they_were_asked_for(day: PlantedDay) -> None:
    papers = list((day.root / "work" / ASKED).glob("*.pdf"))
    text = " ".join(page.extract_text() for page in PdfReader(papers[0]).pages)
    assert {"quetzalvine", "jabberlow", "galumphing"} <= secrets_in(text.encode())
    assert [path for path in day.root.rglob("*.pdf") if path not in papers] == []


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("word", [FAMILY.upper(), WORDS[4]])
def test_that_the_search_finds_a_planted_leak(tmp_path: Path, encoding: str, word: str) -> None:
    leak = tmp_path / "home" / ".cache" / "recent.bin"
    leak.parent.mkdir(parents=True)
    leak.write_bytes(os.urandom(5000) + f"<{word}>".encode(encoding) + os.urandom(5000))
    assert leaks(tmp_path, lambda path: False) == [f"home/.cache/recent.bin: {word.lower()}"]
    leak.unlink()
    named = tmp_path / f"plan of {word}.txt"
    named.touch()
    assert leaks(tmp_path, lambda path: False) == [f"{named.name}: {word.lower()}"]


# what is read from the practice that was left behind


@pytest.fixture
def services(day: PlantedDay) -> Services:
    services = services_at(Place(day.practice), StageClock())
    services.session.sign_in(PROVIDER, PASSWORD)
    return services


def planted(services: Services) -> PatientId:
    return services.patients.search(FAMILY)[0].id


def test_that_what_was_typed_before_the_kill_is_there(services: Services) -> None:
    note = services.visits.of_patient(planted(services))[0]
    kept = services.drafts.recall("visit", note.id) or {}
    assert PENDING in note.since_last + str(kept)


def test_that_no_record_tells_a_planted_word_of_itself(services: Services) -> None:
    store = services.session.store
    assert isinstance(store, SqlStore)
    with store.read() as work:
        kinds = (work.patients, work.allergies, work.plans, work.visits, work.appointments, work.documents)
        kept = [record for kind in (*kinds, work.drafts, work.intakes) for record in kind.all()]
    assert {type(record).__name__ for record in kept} >= {"Patient", "Allergy", "Plan", "Visit", "Draft"}
    assert [record for record in kept if secrets_in(repr(record).encode())] == []


READS: dict[str, Callable[[Services, PatientId], object]] = {
    "row": lambda services, patient: services.patients.search(FAMILY),
    "banner": lambda services, patient: services.patients.banner(patient),
    "chart": lambda services, patient: services.patients.open_chart(patient),
    "summary": lambda services, patient: services.summary.of(patient),
    "plans": lambda services, patient: services.plans.open(patient),
    "visits": lambda services, patient: services.visits.open(patient),
    "board": lambda services, patient: services.calendar.board(date(2027, 2, 9)),
    "today": lambda services, patient: services.today.clinic(date(2027, 2, 9)),
    "trend": lambda services, patient: services.trends.page(patient),
    "shelf": lambda services, patient: services.printing.shelf(patient),
    "paper": lambda services, patient: services.printing.prepare(
        DocumentKind.PLAN, patient, PaperOptions(Language.ENGLISH)
    ),
}


@pytest.mark.parametrize("read", READS)
def test_that_nothing_that_is_read_tells_a_planted_word_of_itself(services: Services, read: str) -> None:
    assert secrets_in(repr(READS[read](services, planted(services))).encode()) == set()


def again(services: Services, patient: PatientId) -> object:
    return services.patients.register(replace(services.patients.demographics(patient), version=0))


def stale(services: Services, patient: PatientId) -> object:
    return services.patients.edit(replace(services.patients.demographics(patient), version=7))


def nameless(services: Services, patient: PatientId) -> object:
    return services.patients.edit(replace(services.patients.demographics(patient), family_name=""))


def second_allergy(services: Services, patient: PatientId) -> Changes:
    return services.history.save_allergy(Allergy(services.history.new_id(), patient, ALLERGY))


def signed_note(services: Services, patient: PatientId) -> Changes:
    return services.visits.save(services.visits.of_patient(patient)[-1])


def taken_hour(services: Services, patient: PatientId) -> Changes:
    (held,) = services.calendar.board(date(2027, 2, 9)).appointments
    wanted = Booking(patient, held.provider_id, held.start, 30, mode=AppointmentMode.CLINIC)
    return services.calendar.book(wanted)


def foreign_note(services: Services, patient: PatientId) -> Changes:
    note = services.visits.of_patient(patient)[0]
    return services.visits.save(replace(note, patient_id=PatientId(services.history.new_id())))


def nobody(services: Services, patient: PatientId) -> object:
    return services.patients.demographics(services.history.new_id())


def clerk(services: Services, patient: PatientId) -> object:
    services.session.sign_out()
    services.session.sign_in(MANAGER, PASSWORD)
    return services.plans.open(patient)


ATTEMPTS = (again, stale, nameless, second_allergy, signed_note, taken_hour, foreign_note, nobody, clerk)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.__name__)
def test_that_no_error_tells_a_planted_word(
    services: Services, attempt: Callable[[Services, PatientId], object]
) -> None:
    with pytest.raises(MedManagerError) as refused:
        attempt(services, planted(services))
    error: BaseException | None = refused.value
    while error is not None:
        assert secrets_in(f"{error!r} {error}".encode()) == set()
        error = error.__cause__ or error.__context__
