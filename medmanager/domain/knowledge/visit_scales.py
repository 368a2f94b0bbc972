"""The rating scales of the visit form: read from their files, and scored as those say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from medmanager.domain.errors import Refused
from medmanager.domain.history import Measure
from medmanager.domain.knowledge.evidence import Library, read_library
from medmanager.domain.knowledge.scale_clauses import Answers, Value
from medmanager.domain.knowledge.scale_files import AnswerKind, Form, Item, Scale, read_scale
from medmanager.domain.knowledge.scoring import Status, in_order, known_sum, score, score_total
from medmanager.domain.knowledge.sheet import Unreadable, read_sheet
from medmanager.domain.visit import ScaleResult

KEYS = (0, 3)
"""The lowest and the highest key of the form; a scale with other answers does not fit it."""
SELF_HARM = "self-harm item answered"
"""The flag of a scale file that asks to ask about it now."""


@dataclass(frozen=True, slots=True)
class FormScale:
    """A sum scale whose words may be shown and whose items are all answered by the keys of the form."""

    scale: Scale

    @property
    def name(self) -> str:
        return self.scale.name

    @property
    def period(self) -> str:
        return self.scale.period

    @property
    def items(self) -> tuple[Item, ...]:
        return self.scale.items

    @property
    def answers(self) -> tuple[str, ...]:
        """The words for the keys, from the lowest on."""
        return self.scale.items[0].answers

    @property
    def highest(self) -> int:
        """The highest total."""
        return int(self.scale.highest or 0)

    @property
    def bounds(self) -> tuple[int, ...]:
        """The totals at which another word begins, and the highest."""
        return (*(int(band.least or 0) for band in self.scale.bands), self.highest)

    def result(self, answers: Sequence[int | None]) -> ScaleResult:
        """The answers with their total. It is recorded only when every item is answered: what a file allows
        to be estimated from fewer is no measurement.

        Raises Refused for an answer that the scale does not have or a wrong number of answers.
        """
        found = score(self.scale, in_order(self.scale, [_value(answer) for answer in answers]))
        is_whole = found.status is Status.COMPLETE and found.total is not None
        return ScaleResult(self.name, tuple(answers), int(found.total or 0) if is_whole else None)

    def band(self, total: int) -> str:
        """The published word for a total, for example "moderate"; "" for one that the scale cannot have."""
        try:
            return score_total(self.scale, Decimal(total)).band
        except Refused:
            return ""

    def so_far(self, answers: Sequence[int | None]) -> int:
        """Sum of what is answered; not a score while answers are missing."""
        return int(known_sum(self.scale, self._by_key(answers)))

    def harm_named(self, answers: Sequence[int | None]) -> bool:
        """Whether the answers raise the flag about self-harm."""
        given = Answers(self._by_key(answers))
        return any(flag.name == SELF_HARM and flag.when.holds(given) for flag in self.scale.flags)

    def _by_key(self, answers: Iterable[int | None]) -> Mapping[str, Value]:
        """Answers of a note, also of one that has fewer of them."""
        return {item.key: _value(answer) for item, answer in zip(self.items, answers, strict=False)}


@dataclass(frozen=True, slots=True)
class VisitScales:
    """What the visit form asks, in its order."""

    phq9: FormScale
    gad7: FormScale

    @property
    def all(self) -> tuple[FormScale, ...]:
        return (self.phq9, self.gad7)

    def named(self, name: str) -> FormScale | None:
        """The scale of that name; None for one that the form does not have."""
        return next((one for one in self.all if one.name == name), None)


def read_visit_scales(folder: Path) -> VisitScales:
    """The scales of the visit form, from the folder of the knowledge base.

    Raises Refused when a file is missing, cannot be read, does not fit the form, or does not flag what the
    form warns of: no scale loses its words, its bounds or its warning silently.
    """
    try:
        shared = read_library(read_sheet(folder / "sources.json"))
        scales = VisitScales(
            _read(folder / "scales" / "phq-9.json", Measure.PHQ9, shared),
            _read(folder / "scales" / "gad-7.json", Measure.GAD7, shared),
        )
        if not scales.phq9.harm_named([KEYS[1]] * len(scales.phq9.items)):
            raise Unreadable(f"phq-9.json, flags: “{SELF_HARM}” is expected.")
    except (Unreadable, ValueError) as error:
        raise Refused(f"The rating scales cannot be read. Install MedManager again. ({error})") from error
    return scales


def _read(path: Path, measure: Measure, shared: Library) -> FormScale:
    sheet = read_sheet(path)
    scale = read_scale(sheet, shared)
    if scale.name != measure.value:
        raise sheet.wrong("name", f"“{measure.value}” is expected")
    if scale.form is not Form.LIST:
        raise sheet.wrong("form", "the form of a visit asks a list")
    lows = [band.least for band in scale.bands if band.least is not None]
    if not lows or lows[0] != 0 or lows != sorted(set(lows)) or len(lows) < len(scale.bands):
        raise sheet.wrong("bands", "words for the totals from 0 on are expected, the lowest first")
    if scale.lowest != 0 or scale.highest != KEYS[1] * len(scale.items):
        raise sheet.wrong("highest", "this is not the sum of the items")
    if set(scale.summed) != {item.key for item in scale.items}:
        raise sheet.wrong("summed", "the form of a visit adds up all items")
    if not all(_fits(item, scale) for item in scale.items):
        raise sheet.wrong("items", f"words, and answers from {KEYS[0]} to {KEYS[1]} in words, are expected")
    return FormScale(scale)


def _fits(item: Item, scale: Scale) -> bool:
    return (
        item.kind is AnswerKind.NUMBER
        and (item.low, item.high) == KEYS
        and len(item.answers) == len(range(KEYS[0], KEYS[1] + 1))
        and item.answers == scale.items[0].answers
        and bool(item.words)
        and not item.optional
        and item.asked_when is None
    )


def _value(answer: int | None) -> Value:
    return None if answer is None else Decimal(answer)
