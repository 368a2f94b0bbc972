"""Reading one FHIR resource: its parts by name and type, its texts cleaned, its codes found."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal

from medmanager.domain.typed_text import LINE

Json = dict[str, object]

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UCUM = "http://unitsofmeasure.org"

LONGEST_NAME = LINE
LONGEST_TEXT = 4000
LONGEST_NOTE = 300
"""Of a note beside a record: what is longer is cut and says so, and keeps no record out."""

_KEPT_SPACES = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\x0b": " ", "\x0c": " "})
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Two invisible characters that some scripts need inside words."""
_TURNS_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Controls after which a text reads in another order than it is written."""
_OF_NUMBERS = frozenset(".,/")
LOST = "\ufffd"
"""Stands where something was that cannot be shown."""
_MODIFIERS = "modifierExtension"
_SORT = re.compile(
    r" \((?:disorder|finding|situation|procedure|regime/therapy|event|substance|product"
    r"|morphologic abnormality|context-dependent category|record artifact)\)$"
)


class LeftOut(Exception):
    """This resource is not taken. `why` is a short clause without patient data, for the report."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def not_valid(what: str) -> LeftOut:
    """The reason for a part that is not what FHIR R4 says it is."""
    return LeftOut(f"not valid FHIR R4 ({what})")


def clean(text: str) -> str:
    """`text` in composed form (NFC) without control, private and invisible characters; spaces are single.

    What is hidden within a number, or turns a text with digits around, leaves a mark: without it another
    number would stand there than the sender saw.
    """
    composed = unicodedata.normalize("NFC", text.translate(_KEPT_SPACES))
    if any(map(_is_hidden, composed)):
        kept = "".join(_kept(composed, any(map(str.isnumeric, composed))))
        composed = unicodedata.normalize("NFC", kept)
    return " ".join(composed.split())


def _kept(text: str, counts: bool) -> Iterator[str]:
    """The signs that are seen, and a mark for what is lost where it `counts`."""
    before, hidden = "", ""
    for letter in (*text, ""):
        if letter and _is_hidden(letter):
            hidden += letter
            continue
        within = _is_of_number(before) and _is_of_number(letter)
        if counts and hidden and (within or not _TURNS_AROUND.isdisjoint(hidden)):
            yield LOST
        else:
            yield from (joiner for joiner in hidden if joiner in _JOINERS)
        before, hidden = letter, ""
        yield letter


def _is_of_number(letter: str) -> bool:
    return bool(letter) and (letter.isnumeric() or letter in _OF_NUMBERS)


def _is_hidden(letter: str) -> bool:
    return unicodedata.category(letter) in _DROPPED


def part(source: Json, name: str) -> Json:
    """The object called `name`, empty when absent. Raises LeftOut when it is something else."""
    found = source.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise not_valid(name)
    return found


def parts(source: Json, name: str) -> tuple[Json, ...]:
    """The objects of the list called `name`, none when absent. Raises LeftOut when it is something else."""
    found = source.get(name)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise not_valid(name)
    return tuple(found)


def text(source: Json, name: str, longest: int = LONGEST_TEXT) -> str:
    """The cleaned text called `name`, "" when absent. Raises LeftOut for another type or an endless text."""
    found = source.get(name)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise not_valid(name)
    return _measured(clean(found), name, longest)


def texts(source: Json, name: str) -> tuple[str, ...]:
    """The cleaned texts of the list called `name`; a null in it stands for a missing text and is skipped."""
    found = source.get(name)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(one is None or isinstance(one, str) for one in found):
        raise not_valid(name)
    cleaned = (_measured(clean(one), name, LONGEST_TEXT) for one in found if one is not None)
    return tuple(one for one in cleaned if one)


def notes(resource: Json) -> str:
    """What its sender wrote beside it, each note once; a very long one says that it goes on in the file."""
    said = (_shortened(one["text"]) for one in parts(resource, "note") if isinstance(one.get("text"), str))
    return "; ".join(dict.fromkeys(one for one in said if one))


def _shortened(note: object) -> str:
    written = clean(str(note))
    if len(written) <= LONGEST_NOTE:
        return written
    return f"{written[:LONGEST_NOTE]} … (goes on in the file)"


def number(source: Json, name: str) -> Decimal | None:
    """The number called `name`, exactly; None when absent. Raises LeftOut for text, true, false."""
    found = source.get(name)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        raise not_valid(name)
    return Decimal(found)


def flag(source: Json, name: str) -> bool | None:
    """The truth value called `name`, None when absent."""
    found = source.get(name)
    if found is not None and not isinstance(found, bool):
        raise not_valid(name)
    return found


def codings(concept: Json) -> tuple[tuple[str, str, str], ...]:
    """(system, code, display) of a CodeableConcept, in its order."""
    return tuple(
        (text(coding, "system"), text(coding, "code"), text(coding, "display"))
        for coding in parts(concept, "coding")
    )


def code_of(concept: Json, systems: Iterable[str]) -> tuple[str, str]:
    """(system, code) of the first of these systems that the concept uses, ("", "") when it uses none."""
    held = codings(concept)
    for system in systems:
        found = next((code for used, code, _ in held if used == system and code), "")
        if found:
            return system, found
    return "", ""


def codes_of(concept: Json) -> frozenset[str]:
    """All codes of a concept, whatever their system: for FHIR's own small required code lists."""
    return frozenset(code for _, code, _ in codings(concept))


def words_of(concept: Json, longest: int = LONGEST_TEXT) -> str:
    """What the sender calls it: the concept's text, else its first display; "" when it has neither.

    SNOMED CT writes behind a full name what sort of thing it is, "Prediabetes (finding)": that is not said.
    """
    held = codings(concept)
    said = text(concept, "text", longest) or next((display for _, _, display in held if display), "")
    is_snomed = any(system == SNOMED for system, _, _ in held)
    return _measured(_SORT.sub("", said) if is_snomed else said, "display", longest)


def status(source: Json, name: str, known: Iterable[str]) -> str:
    """A code of a required list, "" when absent. Raises LeftOut for a code that is not in the list."""
    found = text(source, name)
    if found and found not in known:
        raise not_valid(name)
    return found


def has_modifier(value: object) -> bool:
    """Whether anything inside may turn the meaning round in a way that only its sender knows.

    FHIR R4 (extensibility, 2.4.0.2) forbids processing an element with a modifier extension one does not
    understand.
    """
    if isinstance(value, dict):
        return bool(value.get(_MODIFIERS)) or any(has_modifier(one) for one in value.values())
    return isinstance(value, list) and any(has_modifier(one) for one in value)


def _measured(cleaned: str, name: str, longest: int) -> str:
    if len(cleaned) > longest:
        raise LeftOut(f"a text is longer than {longest} characters ({name})")
    return cleaned
