"""The tables of cases that were written from the sources, and how an answer is held against a row.

What a row expects is said in the modules that read it. A list of words in place of a word: any will do.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from medmanager.domain.errors import MedManagerError
from medmanager.domain.knowledge.base import KnowledgeBase
from tests.shelf import the_base

Row = dict[str, Any]
ROOT = Path(__file__).parents[2]
TABLES = Path(__file__).parent / "cases"


def rows(name: str) -> list[Row]:
    """The rows of one table."""
    found = json.loads((TABLES / f"{name}.json").read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return found


@cache
def base() -> KnowledgeBase:
    """The base as it is shipped; read once for all rows."""
    return the_base()


def answered(answer: Callable[[], Mapping[str, object]]) -> tuple[Row, str]:
    """The answer and no reason, or nothing and the reason of the refusal."""
    try:
        given = dict(answer())
    except MedManagerError as refusal:
        return {}, refusal.sentence
    reason = str(given.get("error", ""))
    return ({} if reason else given), reason


def words_of(answer: Row, *keys: str) -> str:
    """Everything that stands under the keys, as one text in small letters."""
    return json.dumps([answer.get(key) for key in keys], default=str).lower()


def missing_words(wanted: list[str | list[str]], text: str) -> list[str | list[str]]:
    """What of the wanted words the text lacks."""
    return [
        word
        for word in wanted
        if not any(one.lower() in text.lower() for one in ([word] if isinstance(word, str) else word))
    ]


def plain_word(text: object) -> str:
    """A name without its case, hyphens and underscores."""
    return re.sub(r"[\s_-]+", " ", str(text)).strip().lower()


def within(number: float, wanted: float | list[float], slack: float = 0.01) -> bool:
    """Whether a number is the wanted one or in the wanted span."""
    low, high = wanted if isinstance(wanted, list) else (wanted, wanted)
    return low - slack <= number <= high + slack
