"""Forms of writing that may not stand on a patient's page, refused before anything is drawn.

Sources: ISMP list of error-prone abbreviations, symbols and dose designations; Joint Commission do-not-use
list. Names of people and medicines are not looked at: they are written as they are.
"""

import re
from collections.abc import Iterable, Iterator

from medmanager.domain.errors import Refused
from medmanager.domain.paper.sheets import PlanSheet

_FORMS: tuple[tuple[str, str], ...] = (
    (r"\d\.0+(?!\d)", "Write the whole number without .0: 5, not 5.0."),
    (r"(?<!\d)\.\d", "Write a zero before the point: 0.5, not .5."),
    (r"\b(?:IU|[\d.,]+\s?I?U)\b", "Write “units” in full."),
    (r"(?i)\bq\.?\s?(?:o\.?\s?)?d\b|\bq\.d\.|\bq\.o\.d\.", "Write “every day” or “every 2 days”."),
    (r"(?i)\b(?:[btq]\.?i\.?d|qhs|hs|q\d+h)\b", "Write the times: morning, noon, evening, bedtime."),
    (r"(?i)\bp\.?\s?r\.?\s?n\b", "Write “only if you need it”."),
    (r"(?i)\bp\.?o\b(?!\w)", "Write “take” or “swallow”."),
    (r"(?i)\bd/c\b", "Write “stop”."),
    (r"[µμ]g|\bug\b", "Write mcg."),
    (r"(?i)\d\s?cc\b", "Write mL."),
    (r"(?i)\d(?:mg|mcg|ml|g|units?)\b", "Write a space between number and unit: 25 mg."),
    (r"(?<![\d,.\-])(?!(?:19|20)\d\d(?!\d))\d{4,}(?![\d\-])", "Write a comma from 1,000 on."),
    (r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)", "Leave that number out: it may not go home on paper."),
    (r"\b[A-TV-Z]\d[0-9A-Z]\.\d{1,4}\b", "Leave the diagnosis code out: say what the medicine is for."),
    (r"[@&<>]|\d\s*\+\s*\d", "Write the sign as a word: at, and, less than, more than, plus."),
)
_COMPILED = tuple((re.compile(pattern), instead) for pattern, instead in _FORMS)


def objection(text: str) -> str:
    """What to write instead of the first forbidden form in the text; "" where there is none."""
    return next((instead for pattern, instead in _COMPILED if pattern.search(text)), "")


def refuse_forbidden_forms(texts: Iterable[tuple[str, str]]) -> None:
    """Raises Refused, naming the part, for a form that has been misread with harm.

    `texts` are free words of the record, each behind the name of the part that holds it.
    """
    for part, text in texts:
        if instead := objection(text):
            raise Refused(f"{part} holds a way of writing that is easily misread. {instead}", "directions")


def plan_texts(sheet: PlanSheet) -> Iterator[tuple[str, str]]:
    """The free words of a take-home plan."""
    for medicine in sheet.daily:
        for text in (medicine.purpose, *medicine.directions):
            yield "The purpose or directions of a medicine", text
    for needed in sheet.as_needed:
        yield "The reason of an as-needed medicine", needed.dose.reason
    for sign in sheet.warning_signs:
        yield "A warning sign", sign
    advice = sheet.advice
    for feeling in advice.feelings:
        yield "What the patient may feel", f"{feeling.what} {feeling.action}"
    for test in advice.tests:
        yield "A test", " ".join((test.name, *test.advice))
    for text in (*advice.missed_dose, *advice.stopping, *advice.tell_us):
        yield "The advice on the back", text
    for text in advice.message:
        yield "The message to the patient", text
    for text in advice.ask_us:
        yield "A question or a worry on a line", text
