"""What a command refuses: one sentence beside the answer, status 1, and nothing changed."""

import io
import shutil
from pathlib import Path

import pytest

from medmanager import cli
from medmanager.bootstrap import services_at
from medmanager.demo.team import PASSWORD
from medmanager.places import Place
from medmanager.services.facade import Services
from tests.commands.shell import run

FHIR = Path(__file__).parents[1] / "data" / "fhir"
SYNTHEA = sorted((FHIR / "synthea").glob("*.json"))[:2]
OLD_FHIR = next((FHIR / "not-r4").glob("stu3*.json"))
PROVIDER, MANAGER = "osei", "whitaker"


def opened(practice: Path) -> Services:
    services = services_at(Place(practice))
    services.session.sign_in(PROVIDER, PASSWORD)
    return services


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The sentence with which the command was refused; no answer stands beside it."""
    assert run(*arguments) == cli.REFUSED
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    return told.err


@pytest.mark.parametrize("what", ["status", "verify", "upgrade", "recover"])
def test_that_a_place_without_a_practice_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, PASSWORD)
    order = ("database", what, "--database", tmp_path / "nothing", "--user", PROVIDER)
    assert "There is no practice in this place." in refused(capsys, *order)
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("given", ["", "\n"])
def test_that_a_missing_password_is_not_tried(
    practice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    monkeypatch.delenv(cli.PASSWORD_VARIABLE)
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    said = refused(capsys, "database", "status", "--database", practice, "--user", MANAGER)
    assert "Nothing was given for “Password”. Set MEDMANAGER_PASSWORD" in said


def test_that_the_password_is_read_from_standard_input(
    practice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(cli.PASSWORD_VARIABLE)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert run("database", "status", "--database", practice, "--user", MANAGER) == cli.DONE


def test_that_a_backup_into_a_folder_that_is_not_there_is_refused(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ("database", "backup", "--database", practice, "--user", MANAGER, tmp_path / "no" / "kept")
    assert "There is no such folder." in refused(capsys, *order)


def test_that_a_backup_that_is_not_there_is_refused(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ("database", "restore", "--database", practice, "--user", MANAGER, tmp_path / "kept")
    assert "There is no such file." in refused(capsys, *order)


def test_that_only_an_administrator_replaces_a_practice(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.mmbackup"
    assert run("database", "backup", "--database", practice, "--user", MANAGER, kept) == cli.DONE
    capsys.readouterr()
    order = ("database", "restore", "--database", practice, "--user", PROVIDER, kept)
    assert "Only an administrator" in refused(capsys, *order)
    assert list(practice.glob("replaced-*")) == []
    assert run("database", "restore", "--database", tmp_path / "new", "--user", PROVIDER, kept) == cli.DONE


# -- importing


def test_that_a_folder_is_taken_file_by_file_with_what_lies_below_it(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "older").mkdir(parents=True)
    shutil.copy(SYNTHEA[0], inbox)
    shutil.copy(SYNTHEA[1], inbox / "older")
    (inbox / "readme.txt").write_text("not a record", encoding="utf-8")
    assert run("import", "fhir", "--database", practice, "--user", PROVIDER, inbox) == cli.DONE
    told = capsys.readouterr().out
    assert all(f"{file.name}: took 1 patient" in told for file in SYNTHEA)
    assert "readme" not in told


def test_that_several_paths_are_taken_and_each_is_reported(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ("import", "fhir", "--database", practice, "--user", PROVIDER, "--dry-run")
    assert run(*order, *SYNTHEA, OLD_FHIR) == cli.REFUSED
    told = capsys.readouterr()
    assert told.out.count("would take 1 patient") == 2
    assert f"{OLD_FHIR.name}: not taken" in told.out
    assert told.err == "Some files were refused; nothing of them was taken.\n"


def test_that_a_folder_without_records_is_refused(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "inbox").mkdir()
    order = ("import", "fhir", "--database", practice, "--user", PROVIDER, tmp_path / "inbox")
    assert "holds no .json or .ndjson file" in refused(capsys, *order)


# -- printing


def printed(practice: Path, target: Path, patient: str) -> tuple[object, ...]:
    order = ("print", "plan", "--database", practice, "--user", PROVIDER)
    return (*order, "--patient", patient, "--to", target)


def shelf(practice: Path) -> int:
    """How many papers are on file for the patient."""
    services = opened(practice)
    rows = services.printing.shelf(services.patients.search("lindqvist")[0].id).rows
    services.session.sign_out()
    return len(rows)


def test_that_a_patient_is_found_by_name_and_birth_date(practice: Path, tmp_path: Path) -> None:
    services = opened(practice)
    born = services.patients.search("lindqvist")[0].birth_date
    services.session.sign_out()
    assert run(*printed(practice, tmp_path / "plan.pdf", f"Lindqvist {born.isoformat()}")) == cli.DONE
    assert shelf(practice) == 1


@pytest.mark.parametrize(("words", "said"), [("a", "That fits "), ("zzz", "That fits no patient.")])
def test_that_words_that_fit_nobody_or_several_are_refused_without_a_name(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str, said: str
) -> None:
    told = refused(capsys, *printed(practice, tmp_path / "plan.pdf", words))
    assert told.startswith(said)
    assert "LINDQVIST" not in told.upper().replace('SUCH AS "LINDQVIST', "")
    assert not (tmp_path / "plan.pdf").exists()


def test_that_a_file_that_cannot_be_written_leaves_nothing_on_file(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = printed(practice, tmp_path / "no folder" / "plan.pdf", "lindqvist")
    assert "could not be written there" in refused(capsys, *order)
    assert shelf(practice) == 0


def test_that_a_paper_that_could_not_be_filed_leaves_no_file(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("medmanager.services.printing.Printing.file", refuse)
    with pytest.raises(KeyboardInterrupt):
        run(*printed(practice, tmp_path / "plan.pdf", "lindqvist"))
    assert not (tmp_path / "plan.pdf").exists()
