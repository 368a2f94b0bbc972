"""FHIR QuestionnaireResponse to a PHQ-9 or GAD-7 score, only where the answers and the total agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from medmanager.domain.history import Measure, Observation
from medmanager.domain.patient import Source
from medmanager.exchange.fhir_dates import when
from medmanager.exchange.fhir_reading import Reading
from medmanager.exchange.fhir_values import Json, LeftOut, number, part, parts, status, text

_POSSIBLE = frozenset(Decimal(score) for score in range(4))
_WORDS = dict(
    zip(
        ("not at all", "several days", "more than half the days", "nearly every day"),
        sorted(_POSSIBLE),
        strict=True,
    )
)
_LOINC_ANSWERS = dict(zip(("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"), sorted(_POSSIBLE), strict=True))
_ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"


Answers = dict[str, tuple[Json, ...]]


@dataclass(frozen=True, slots=True)
class _Scale:
    """How one questionnaire is recognised and where its items and its total stand."""

    measure: Measure
    marks: tuple[str, ...]
    """Parts of the questionnaire's address, lower case."""
    items: tuple[frozenset[str], ...]
    """Link ids of each item: LOINC codes, and those of the HL7 structured data capture guide."""
    totals: frozenset[str]
    safety_item: int | None = None
    """Number of the item about suicidal thoughts, from 1."""


def _links(loinc: str, guide: str = "") -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset({code, f"/{code}", guide.format(row)} - {""}) for row, code in enumerate(loinc.split(), 1)
    )


_SCALES = (
    _Scale(
        Measure.PHQ9,
        ("phq9", "phq-9", "44249-1"),
        _links(
            "44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8",
            "H1/T1/Q{}",
        ),
        frozenset({"44261-6", "/44261-6", "H1/TS"}),
        safety_item=9,
    ),
    _Scale(
        Measure.GAD7,
        ("gad7", "gad-7", "69737-5"),
        _links("69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7"),
        frozenset({"70274-6", "/70274-6"}),
    ),
)

_STATES = frozenset({"in-progress", "completed", "amended", "entered-in-error", "stopped"})


def questionnaire(reading: Reading) -> tuple[Observation, ...]:
    """The total of a PHQ-9 or GAD-7 whose every item is answered.

    A missing answer gives no total, and a stored total that is not the sum of the answers is not believed;
    neither are the answers, since nobody knows which of the two is wrong. An answer above 0 to the item
    about suicidal thoughts stands in the note.
    """
    resource = reading.resource
    scale = _scale_of(resource)
    state = status(resource, "status", _STATES)
    if state == "entered-in-error":
        raise LeftOut("marked by its sender as entered in error")
    if state not in {"completed", "amended"}:
        raise LeftOut("not completed")
    answered = _answers(resource)
    scores = _scores(scale, answered)
    at = reading.past(when(resource, "authored"))
    if at is None:
        raise LeftOut("it has no date")
    return (
        Observation(
            reading.new_id(),
            reading.patient.id,
            scale.measure,
            Decimal(_agreed_total(scale, answered, scores)),
            at.at,
            Source.RECORD,
            note=_safety_note(scale, scores),
            origin=reading.origin,
        ),
    )


def _scale_of(resource: Json) -> _Scale:
    address = text(resource, "questionnaire").casefold()
    found = [scale for scale in _SCALES if any(mark in address for mark in scale.marks)]
    if len(found) != 1:
        raise LeftOut("not a questionnaire that is kept (PHQ-9, GAD-7)")
    return found[0]


def _items(source: Json) -> Iterator[Json]:
    """All items, also those inside groups and under answers."""
    for item in parts(source, "item"):
        yield item
        yield from _items(item)
        for answer in parts(item, "answer"):
            yield from _items(answer)


def _answers(resource: Json) -> Answers:
    """Answers by link id; an id that stands twice keeps the answers of both."""
    found: Answers = {}
    for item in _items(resource):
        link = text(item, "linkId")
        found[link] = (*found.get(link, ()), *parts(item, "answer"))
    return found


def _scores(scale: _Scale, answered: Answers) -> tuple[int, ...]:
    scores = []
    for links in scale.items:
        answers = [answer for link in sorted(links) for answer in answered.get(link, ())]
        if not answers:
            raise LeftOut("an item has no answer, so there is no total")
        if len(answers) > 1:
            raise LeftOut("an item has two answers")
        scores.append(_score(answers[0]))
    return tuple(scores)


def _score(answer: Json) -> int:
    """0 to 3, said by code, by words, by number or by several of them alike. Raises LeftOut otherwise."""
    coding = part(answer, "valueCoding")
    numbers = (
        number(answer, "valueInteger"),
        number(answer, "valueDecimal"),
        *(number(one, "valueDecimal") for one in parts(coding, "extension") if text(one, "url") == _ORDINAL),
    )
    words = (text(coding, "display").casefold(), text(coding, "code").casefold().replace("-", " "))
    said = {_WORDS[word] for word in words if word in _WORDS}
    said |= {one for one in numbers if one is not None}
    if text(coding, "code") in _LOINC_ANSWERS:
        said.add(_LOINC_ANSWERS[text(coding, "code")])
    if len(said) != 1 or not said <= _POSSIBLE:
        raise LeftOut("an answer is not one of the four that the questionnaire has")
    return int(said.pop())


def _agreed_total(scale: _Scale, answered: Answers, scores: tuple[int, ...]) -> int:
    for link in sorted(scale.totals):
        for answer in answered.get(link, ()):
            stored = (
                number(answer, "valueInteger"),
                number(answer, "valueDecimal"),
                number(part(answer, "valueQuantity"), "value"),
            )
            if any(one is not None and one != sum(scores) for one in stored):
                raise LeftOut("its total is not the sum of its answers")
    return sum(scores)


def _safety_note(scale: _Scale, scores: tuple[int, ...]) -> str:
    if scale.safety_item is None or not scores[scale.safety_item - 1]:
        return ""
    return f"Item {scale.safety_item}, thoughts of death or self-harm: {scores[scale.safety_item - 1]} of 3."
