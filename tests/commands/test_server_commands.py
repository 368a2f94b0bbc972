"""The commands over a practice on PostgreSQL, by its address."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from medmanager import cli
from tests.commands.shell import run
from tests.servers import TestServer, postgres_server

__all__ = ["postgres_server"]
pytestmark = pytest.mark.postgres

WORDS = "four plain words here"
FHIR = next((Path(__file__).parents[1] / "data" / "fhir" / "synthea").glob("Alberto*.json"))


@pytest.fixture
def address(postgres_server: TestServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A new practice on the server, made by the command."""
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, WORDS)
    made = postgres_server.empty()
    order = ("database", "create", "--database", made, "--user", "boss", "--practice", "Lakeside")
    assert run(*order) == cli.DONE
    yield made
    postgres_server.drop(made)


def test_that_a_practice_on_a_server_is_made_checked_and_backed_up_by_its_address(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert capsys.readouterr().out == "", "a server has no recovery key"
    kept = tmp_path / "kept.mmbackup"
    for what in ("status", "verify", "upgrade"):
        assert run("database", what, "--database", address, "--user", "boss") == cli.DONE, what
    told = capsys.readouterr().out
    assert "practice\tLakeside\nstore\tpractice server" in told
    assert "integrity\tok" in told
    assert "up to date" in told
    assert run("database", "backup", "--database", address, "--user", "boss", kept) == cli.DONE
    assert run("database", "restore", "--database", address, "--user", "boss", kept) == cli.DONE
    assert "the replaced database is in replaced_" in capsys.readouterr().out
    assert run("database", "restore", "--database", tmp_path / "here", "--user", "boss", kept) == cli.DONE
    assert run("database", "verify", "--database", tmp_path / "here", "--user", "boss") == cli.DONE


def test_that_a_second_practice_in_the_same_database_is_refused(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ("database", "create", "--database", address, "--user", "other", "--practice", "Other")
    assert run(*order) == cli.REFUSED
    assert "There is a practice in this place already." in capsys.readouterr().err


def test_that_an_empty_database_and_a_missing_server_are_told_apart(
    postgres_server: TestServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(cli.PASSWORD_VARIABLE, WORDS)
    empty = postgres_server.empty()
    assert run("database", "status", "--database", empty, "--user", "boss") == cli.REFUSED
    assert "There is no practice in this place." in capsys.readouterr().err
    nobody = "postgresql://boss@127.0.0.1:1/practice"
    assert run("database", "status", "--database", nobody, "--user", "boss") == cli.REFUSED
    assert "The practice server does not answer." in capsys.readouterr().err
    postgres_server.drop(empty)
