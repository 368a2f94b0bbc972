"""What the fields of the line editor are called, and in which part each of them is. No Qt."""

from __future__ import annotations

from medmanager.domain.plan.dose import Form

FORMS = {form: form.value for form in Form} | {Form.LIQUID: "liquid (mL)"}
TEXTS = {
    "medicine": "Medicine",
    "purpose": "What it is for, in plain words",
    "reason": "Why the dose changes",
    "directions": "Directions, one short sentence each",
    "benefit": "Expected benefit",
    "benefit_when": "When",
    "prescriber": "Outside prescriber",
    "cost_concern": "Cost concern",
    "question": "Question of the patient",
    "adherence": "What makes it hard to take",
    "supply_days": "Days at a time",
    "supply_refills": "Refills",
    "needed_start": "From",
    "needed_through": "Through",
    "needed_reason": "Only if needed for",
    "needed_strength": "Strength",
    "needed_count": "How many at once",
    "needed_wait": "Hours between doses",
    "needed_most": "Most in one day",
}
EXPECT, WATCH, SUPPLY, WORRY = "expect", "watch", "supply", "worry"
SECTIONS = {
    EXPECT: ("What to expect", ("benefit", "benefit_when")),
    WATCH: ("Watch and tests", ()),
    SUPPLY: ("Supply", ("supply_days", "supply_refills", "prescriber")),
    WORRY: ("What worries the patient", ("cost_concern", "question", "adherence")),
}
"""The parts that fold, with the fields in them; tests are in `WATCH`."""
TRANSLATED = ("purpose", "directions")
NOT_TRANSLATED = "Not translated: on Spanish paper this stays English: {}"
MOST_QUOTED = 80
"""So many letters of what was typed are said once more below its field."""
PRINTED = ("medicine", *TRANSLATED, "question")
"""Fields whose words stand on the sheet."""

CANNOT_PRINT = "The sheet cannot print {}. Write it in Latin letters."


def not_translated(sentence: str) -> str:
    """What is told of a sentence that stays English; "" for none."""
    return NOT_TRANSLATED.format(_quoted(sentence)) if sentence else ""


def not_printed(signs: str) -> str:
    """What is told of signs that the sheet lacks; "" for none."""
    return CANNOT_PRINT.format(_quoted(signs)) if signs else ""


def _quoted(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED].rstrip()}…"


def section_of(field: str) -> str:
    """The part that folds in which this field is, "" for one that is always seen."""
    if field.startswith("test."):
        return WATCH
    return next((key for key, (_, fields) in SECTIONS.items() if field in fields), "")
