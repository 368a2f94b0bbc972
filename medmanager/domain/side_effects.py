"""Side effects: the list of the product and the one scale on which all of them are rated."""

from dataclasses import dataclass

from medmanager.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class SideEffect:
    """One row of the checklist; `code` is stable, `name` is what the screen and the paper say.

    `tip` is what the patient can do about it, in one or two sentences; `_es` are the same words in Spanish.
    """

    code: str
    name: str
    question: str
    tip: str = ""
    name_es: str = ""
    question_es: str = ""
    tip_es: str = ""


def severity_word(severity: int | None) -> str:
    """The word for a rating of 0-10: none 0, mild 1-3, moderate 4-6, severe 7-10; "not asked" for None."""
    if severity is None:
        return "not asked"
    if not 0 <= severity <= 10:
        raise Refused("A side effect is rated from 0 to 10.", "severity")
    if severity == 0:
        return "none"
    return "mild" if severity <= 3 else "moderate" if severity <= 6 else "severe"
