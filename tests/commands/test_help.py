"""What the commands say of themselves."""

import argparse
from collections.abc import Iterator

import pytest

from medmanager import cli, orders


def commands() -> Iterator[str]:
    """Every command as it is typed, read from the parser itself."""
    yield from _below(cli._parser(), ())  # noqa: SLF001 - the parser has no other name


def _below(parser: argparse.ArgumentParser, words: tuple[str, ...]) -> Iterator[str]:
    kinds = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]  # noqa: SLF001 - argparse tells it nowhere else
    if not kinds and words:
        yield " ".join(words)
    for name, below in kinds[0].choices.items() if kinds else ():
        yield from _below(below, (*words, name))


@pytest.mark.parametrize("command", tuple(commands()))
def test_that_every_command_shows_what_it_does_and_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.read_order([*command.split(), "--help"])
    assert ended.value.code == cli.DONE
    told = " ".join(capsys.readouterr().out.split())
    assert "for example: " in told
    assert command in told


def test_that_every_command_that_is_offered_is_carried_out() -> None:
    assert set(commands()) == set(orders._WORK)  # noqa: SLF001 - the one table of the work


@pytest.mark.parametrize("arguments", [["--help"], ["database", "--help"], ["import", "--help"]])
def test_that_the_way_to_the_examples_is_told(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.read_order(arguments)
    assert "--help shows an example" in capsys.readouterr().out
