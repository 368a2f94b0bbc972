"""The headless commands over a real encrypted practice: the answer on standard output, refusals beside it."""

from dataclasses import replace
from pathlib import Path

import pytest

from medmanager import cli
from medmanager.bootstrap import services_at
from medmanager.demo.team import PASSWORD
from medmanager.places import Place
from tests.commands.shell import run

FHIR = Path(__file__).parents[1] / "data" / "fhir"
SYNTHEA = next((FHIR / "synthea").glob("Alberto*.json"))
OLD_FHIR = next((FHIR / "not-r4").glob("stu3*.json"))


def patient_of(practice: Path) -> str:
    services = services_at(Place(practice))
    services.session.sign_in("osei", PASSWORD)
    found = services.patients.search("lindqvist")[0]
    services.session.sign_out()
    return str(found.id)


def test_that_without_a_command_the_window_is_wanted() -> None:
    assert cli.read_order([]).wants_window
    assert cli.read_order(["demo"]).wants_window
    assert not cli.read_order(["demo", "--no-window"]).wants_window


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["database"], ["import"], ["print", "plan"], ["--seed", "x"]]
)
def test_that_a_wrong_usage_ends_with_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.read_order(arguments)
    assert ended.value.code == cli.USAGE


def test_that_the_status_names_practice_schema_and_backup(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("database", "status", "--database", practice, "--user", "whitaker") == cli.DONE
    told = dict(line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert told["practice"] == "Harbor Lane Psychiatry"
    assert told["backup"] == "never"
    assert told["schema"]


def test_that_a_wrong_password_is_one_sentence_and_status_1(
    practice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, "not the one")
    assert run("database", "status", "--database", practice, "--user", "whitaker") == cli.REFUSED
    told = capsys.readouterr()
    assert told.out == ""
    assert "not right" in told.err


def test_that_verify_finds_a_whole_practice_whole(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("database", "verify", "--database", practice, "--user", "whitaker") == cli.DONE
    assert "integrity\tok" in capsys.readouterr().out


def test_that_a_role_without_the_right_may_not_back_up(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "kept.mmbackup"
    assert run("database", "backup", "--database", practice, "--user", "castellano", target) == cli.REFUSED
    assert "may not back up" in capsys.readouterr().err
    assert not target.exists()


def test_that_a_backup_puts_back_what_was_there_before(practice: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.mmbackup"
    assert run("database", "backup", "--database", practice, "--user", "whitaker", kept) == cli.DONE
    assert run("import", "fhir", "--database", practice, "--user", "osei", SYNTHEA) == cli.DONE
    assert run("database", "restore", "--database", practice, "--user", "whitaker", kept) == cli.DONE
    services = services_at(Place(practice))
    services.session.sign_in("osei", PASSWORD)
    assert not services.patients.search("atencio")
    services.session.sign_out()


def test_that_importing_twice_takes_nothing_the_second_time(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ("import", "fhir", "--database", practice, "--user", "osei", SYNTHEA)
    assert run(*order) == cli.DONE
    first = capsys.readouterr().out
    assert run(*order) == cli.DONE
    second = capsys.readouterr().out
    assert "1 patient" in first
    assert "0 known" in first
    assert "1 patient" not in second


def a_registered_look_alike(practice: Path) -> str:
    """Somebody with the name and the birth date of the sample's patient, registered by hand; gives her id."""
    services = services_at(Place(practice))
    services.session.sign_in("osei", PASSWORD)
    sample = services.imports.read([SYNTHEA], lambda done, of, text: None)[0].records
    assert sample is not None
    given = replace(sample.patients[0].patient, identities=(), phone="555-0100", desk_note="")
    registered, _ = services.patients.register(given)
    services.session.sign_out()
    return str(registered.id)


def test_that_a_look_alike_is_refused_with_the_options_and_nothing_is_taken(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registered = a_registered_look_alike(practice)
    assert run("import", "fhir", "--database", practice, "--user", "osei", SYNTHEA) == cli.REFUSED
    told = capsys.readouterr()
    assert registered in told.out
    assert "--into PATIENT-ID" in told.err
    assert "--as-new" in told.err
    assert "ATENCIO" not in told.err


def test_that_a_file_is_added_to_the_chart_that_was_named_and_again_changes_nothing(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registered = a_registered_look_alike(practice)
    order = ("import", "fhir", "--database", practice, "--user", "osei", SYNTHEA)
    assert run(*order, "--into", registered) == cli.DONE
    told = capsys.readouterr().out
    assert f"id {registered}" in told
    assert "kept: phone 555-0100; the file says" in told
    assert run(*order) == cli.DONE
    assert "took nothing new" in capsys.readouterr().out


def test_that_a_look_alike_is_taken_as_another_person_when_that_was_said(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_registered_look_alike(practice)
    assert run("import", "fhir", "--database", practice, "--user", "osei", "--as-new", SYNTHEA) == cli.DONE
    assert "1 patient taken as new" in capsys.readouterr().out


def test_that_the_two_answers_exclude_each_other() -> None:
    with pytest.raises(SystemExit) as ended:
        cli.read_order(["import", "fhir", "--user", "osei", "--as-new", "--into", "x", "a.json"])
    assert ended.value.code == cli.USAGE


def test_that_a_dry_run_changes_nothing(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", "fhir", "--database", practice, "--user", "osei", "--dry-run", SYNTHEA) == cli.DONE
    assert "would take" in capsys.readouterr().out
    services = services_at(Place(practice))
    services.session.sign_in("osei", PASSWORD)
    assert not services.patients.search("atencio")
    services.session.sign_out()


def test_that_a_file_of_another_fhir_version_is_refused_and_the_others_are_taken(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", "fhir", "--database", practice, "--user", "osei", OLD_FHIR, SYNTHEA) == cli.REFUSED
    told = capsys.readouterr()
    assert "STU3" in told.out
    assert "1 patient" in told.out


def test_that_the_printed_plan_is_the_one_on_file(practice: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    patient = patient_of(practice)
    order = ("print", "plan", "--database", practice, "--user", "osei", "--patient", patient, "--to", target)
    assert run(*order) == cli.DONE
    assert target.read_bytes().startswith(b"%PDF")
    services = services_at(Place(practice))
    services.session.sign_in("osei", PASSWORD)
    shelf = services.printing.shelf(services.patients.search("lindqvist")[0].id)
    assert services.printing.content(shelf.rows[0].document.id) == target.read_bytes()
    services.session.sign_out()
    assert run(*order) == cli.REFUSED, "a file is never overwritten"


@pytest.mark.parametrize("patient", ["Nobody", "", "1", "00000000-0000-7000-8000-000000000000"])
def test_that_an_unknown_patient_is_refused_and_no_file_is_left(
    practice: Path, tmp_path: Path, patient: str
) -> None:
    target = tmp_path / "plan.pdf"
    order = ("print", "plan", "--database", practice, "--user", "osei", "--patient", patient, "--to", target)
    assert run(*order) == cli.REFUSED
    assert not target.exists()


def test_that_a_new_practice_gives_its_recovery_key_once_and_the_key_sets_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "new"
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, "four plain words here")
    assert (
        run("database", "create", "--database", place, "--user", "osei", "--practice", "Harbor") == cli.DONE
    )
    key = capsys.readouterr().out.strip()
    assert len(key.split("-")) == 8
    monkeypatch.setenv("MEDMANAGER_RECOVERY_KEY", key)
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, "four other words here")
    assert run("database", "recover", "--database", place, "--user", "osei") == cli.DONE
    assert run("database", "status", "--database", place, "--user", "osei") == cli.DONE
    assert (
        run("database", "create", "--database", place, "--user", "osei", "--practice", "Again") == cli.REFUSED
    )


def test_that_the_demo_refuses_a_folder_with_a_real_practice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "new"
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, "four plain words here")
    run("database", "create", "--database", place, "--user", "somebody", "--practice", "Harbor")
    assert run("demo", "--no-window", "--dir", place) == cli.REFUSED
    assert "not the demo" in capsys.readouterr().err


def test_that_an_address_of_another_kind_is_refused(practice: Path) -> None:
    assert run("database", "status", "--database", "mysql://there/x", "--user", "osei") == cli.REFUSED


def test_that_a_language_that_no_paper_has_is_refused(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "plan.pdf"
    order = ("print", "plan", "--database", practice, "--user", "osei", "--patient", patient_of(practice))
    assert run(*order, "--to", target, "--language", "fr") == cli.REFUSED
    assert capsys.readouterr().err == "Write the language as en or es.\n"
    assert not target.exists()
