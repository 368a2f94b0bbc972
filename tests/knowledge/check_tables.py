"""The tables of cases for the check of a list, as they stand in the files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NotRequired, TypedDict, TypeVar, cast

from medmanager.exchange.knowledge_json import read_questions

CASES = Path(__file__).parent / "cases"
Row = TypeVar("Row")


class Expected(TypedDict):
    """`kind` names the kinds that will do, with | between them; `subjects` are all to be in the alert."""

    kind: str
    subjects: list[str]
    at_least: str
    at_most: NotRequired[str]


class LoudRow(TypedDict):
    """A list that must be alerted. `check` is the input of the command of that name."""

    case: str
    check: dict[str, object]
    expect: Expected
    source: str


class CalmRow(TypedDict):
    """A list of which no alert may reach the severity in `expect`."""

    case: str
    check: dict[str, object]
    expect: dict[str, str]
    source: str


class NameRow(TypedDict):
    """What somebody wrote, with the drug it is, the drug it may be, or neither."""

    written: str
    generic: NotRequired[str]
    suggests: NotRequired[str]


class ListedRow(TypedDict):
    """A row of the list of 2012, with its cases, or why it has none."""

    row: str
    touches_psychotropic: bool
    cases: NotRequired[list[str]]
    why: NotRequired[str]


def _rows(name: str) -> object:
    return read_questions((CASES / name).read_bytes())


LOUD = cast("list[LoudRow]", _rows("must_alert.json"))
CALM = cast("list[CalmRow]", _rows("must_not_reach_major.json"))
NAMES = cast("list[NameRow]", _rows("names.json"))
LIST_OF_2012 = cast("list[ListedRow]", _rows("onc_2012.json"))


def case_names(rows: Iterable[LoudRow | CalmRow]) -> list[str]:
    """The short names, which also name the tests."""
    return [row["case"] for row in rows]
