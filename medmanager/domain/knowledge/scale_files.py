"""A rating scale as its file describes it: items, licence, scoring; words only where they may be shipped."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from medmanager.domain.knowledge.evidence import Evidence, Library, read_library
from medmanager.domain.knowledge.scale_clauses import ScaleClause, read_clause
from medmanager.domain.knowledge.sheet import Sheet


class AnswerKind(StrEnum):
    """What an item is answered with."""

    NUMBER = "number"
    YES_NO = "yes or no"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `words` are "" where the licence keeps them; `answers` are the words from `low` on.

    `asked_when`: the item is skipped, and not missed, where that does not hold.
    """

    key: str
    short: str
    words: str = ""
    kind: AnswerKind = AnswerKind.NUMBER
    low: int = 0
    high: int = 3
    answers: tuple[str, ...] = ()
    asked_when: ScaleClause | None = None
    optional: bool = False
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """From this total on, or when the clause holds, it is called so; and what then is usual."""

    word: str
    least: Decimal | None = None
    when: ScaleClause | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name for what a clause finds: a flag, a criterion, an advice."""

    name: str
    when: ScaleClause


@dataclass(frozen=True, slots=True)
class Subscore:
    """The sum of some items."""

    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """Who holds the rights, what may be done, how we know; `text`: whether item words may be shipped."""

    holder: str
    status: str
    text: bool
    evidence: Evidence


class Form(StrEnum):
    """How the answers come: a list in order, by name, numbers of the items answered yes, or only a total."""

    LIST = "list"
    NAMED = "named"
    YES_ITEMS = "yes_items"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Scale:
    """`summed` are the items of the total, empty where there is none; `missing_allowed` may be prorated."""

    name: str
    title: str
    form: Form
    licence: Licence
    evidence: Evidence
    items: tuple[Item, ...] = ()
    other_names: tuple[str, ...] = ()
    period: str = ""
    instruction: str = ""
    summed: tuple[str, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    missing_allowed: int = 0
    bands: tuple[Band, ...] = ()
    band_of: str = ""
    """The item whose value the bands are about; "" for the total."""
    positive: ScaleClause | None = None
    flags: tuple[Named, ...] = ()
    subscores: tuple[Subscore, ...] = ()
    criteria: tuple[Named, ...] = ()
    advice: tuple[Named, ...] = ()

    def item(self, key: str) -> Item | None:
        """The item of that key."""
        return next((item for item in self.items if item.key == key), None)


def read_scale(sheet: Sheet, shared: Library) -> Scale:
    """A scale from its file. Raises Unreadable, also for item words that its licence does not allow."""
    library = read_library(sheet.sheet("sources"), shared)
    evidence = library.evidence(sheet.texts("source"), sheet.place)
    licence = _licence(sheet.sheet("licence"), library)
    scale = Scale(
        name=sheet.text("name"),
        title=sheet.text("title"),
        form=Form(sheet.text("form")),
        licence=licence,
        evidence=evidence,
        items=tuple(_item(one, number, licence) for number, one in enumerate(sheet.sheets("items"), start=1)),
        other_names=sheet.texts("other_names"),
        period=sheet.text("period", ""),
        instruction=sheet.text("instruction", ""),
        summed=sheet.texts("summed"),
        lowest=sheet.maybe_number("lowest"),
        highest=sheet.maybe_number("highest"),
        missing_allowed=sheet.whole("missing_allowed", 0),
        bands=tuple(_band(one) for one in sheet.sheets("bands")),
        band_of=sheet.text("band_of", ""),
        positive=sheet.read("positive", read_clause) if "positive" in sheet else None,
        flags=_named(sheet, "flags"),
        subscores=tuple(_subscore(one) for one in sheet.sheets("subscores")),
        criteria=_named(sheet, "criteria"),
        advice=_named(sheet, "advice"),
    )
    sheet.done()
    _check_keys(scale, sheet)
    return scale


def _licence(sheet: Sheet, library: Library) -> Licence:
    made = Licence(
        sheet.text("holder"),
        sheet.text("status"),
        sheet.flag("text"),
        library.evidence(sheet.texts("source"), sheet.place),
    )
    sheet.done()
    return made


def _item(sheet: Sheet, number: int, licence: Licence) -> Item:
    item = Item(
        key=sheet.text("key", str(number)),
        short=sheet.text("short"),
        words=sheet.text("words", ""),
        kind=AnswerKind(sheet.text("kind", AnswerKind.NUMBER)),
        low=sheet.whole("low", 0),
        high=sheet.whole("high", 3),
        answers=sheet.texts("answers"),
        asked_when=sheet.read("asked_when", read_clause) if "asked_when" in sheet else None,
        optional=sheet.flag("optional"),
        reversed=sheet.flag("reversed"),
    )
    sheet.done()
    if item.words and not licence.text:
        raise sheet.wrong("words", "the licence does not allow the words of the items")
    return item


def _band(sheet: Sheet) -> Band:
    when = sheet.read("when", read_clause) if "when" in sheet else None
    least = sheet.number("from") if when is None else None
    made = Band(sheet.text("word"), least, when, sheet.text("advice", ""))
    sheet.done()
    return made


def _subscore(sheet: Sheet) -> Subscore:
    made = Subscore(sheet.text("name"), sheet.texts("of"))
    sheet.done()
    return made


def _named(sheet: Sheet, key: str) -> tuple[Named, ...]:
    found = []
    for one in sheet.sheets(key):
        found.append(Named(one.text("name"), one.read("when", read_clause)))
        one.done()
    return tuple(found)


def _check_keys(scale: Scale, sheet: Sheet) -> None:
    keys = {item.key for item in scale.items}
    asked = {*scale.summed, *(key for sub in scale.subscores for key in sub.keys), scale.band_of} - {""}
    if asked - keys:
        raise sheet.wrong("items", f"“{min(asked - keys)}” is not one of them")
