"""The intake form: read from its file and checked against its schema."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from medmanager.domain.errors import Refused
from medmanager.domain.intake import IntakeForm, IntakeQuestion, IntakeSection, QuestionKind

SYMPTOMS = "symptoms"
ALLERGIES = "allergies"
CONDITIONS = "conditions"
EARLIER_MEDICINES = "earlier medicines"
CURRENT_MEDICINES = "current medicines"
RECORDS = frozenset({SYMPTOMS, ALLERGIES, CONDITIONS, EARLIER_MEDICINES, CURRENT_MEDICINES})
"""Lists that a page may edit."""

KNOWN_ALLERGIES = "allergies_known"
NO_ALLERGIES = "no known allergies"
PREGNANT = "pregnant"
COST_WORRY = "cost_worry"
COST_WORDS = "cost_words"
COST_MOST = "cost_most"
NEEDED = (KNOWN_ALLERGIES, PREGNANT, COST_WORRY, COST_WORDS, COST_MOST)
"""Keys that the banner and the summary read; a form without them would silence them."""

YES_NO = ("yes", "no")
JOIN = "; "
"""Between several choices of one answer."""

_QUESTION_FIELDS = {"key", "label", "kind", "choices", "hint", "only_if"}
_SECTION_FIELDS = {"key", "title", "intro", "questions", "records"}
_WITH_CHOICES = {QuestionKind.CHOICE, QuestionKind.CHOICES}


def read_intake_form(path: Path) -> IntakeForm:
    """The form in this JSON file.

    Raises Refused, naming the place in the file, when it is missing, is not JSON or breaks the schema: an
    unknown or missing field, a key used twice, choices that are missing, an `only_if` that points nowhere.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Refused(
            "The intake form of this installation cannot be read. Install MedManager again."
        ) from error
    return _Reader().form(raw)


class _Reader:
    """Turns parsed JSON into a form and remembers the questions before, which `only_if` may point to."""

    def __init__(self) -> None:
        self._known: dict[str, IntakeQuestion] = {}

    def form(self, raw: object) -> IntakeForm:
        fields = _table(raw, "the form", {"version", "sections"})
        sections = tuple(
            self._section(entry, f"page {number}")
            for number, entry in enumerate(_list(fields.get("sections"), "sections"), start=1)
        )
        keys = [section.key for section in sections]
        if not keys or len(set(keys)) != len(keys):
            _refuse("sections", "every page needs a key of its own, and there must be a page")
        for key in NEEDED:
            if key not in self._known:
                _refuse("sections", f"the question {key} is missing")
        return IntakeForm(_words(fields, "version", "the form"), sections)

    def _section(self, raw: object, place: str) -> IntakeSection:
        fields = _table(raw, place, _SECTION_FIELDS)
        key = _words(fields, "key", place)
        records = _words(fields, "records", place, needed=False)
        if records and records not in RECORDS:
            _refuse(place, f"there is no list named {records}")
        questions = tuple(
            self._question(entry, f"{key}, question {number}")
            for number, entry in enumerate(_list(fields.get("questions", []), place), start=1)
        )
        return IntakeSection(
            key, _words(fields, "title", place), _words(fields, "intro", place), questions, records
        )

    def _question(self, raw: object, place: str) -> IntakeQuestion:
        fields = _table(raw, place, _QUESTION_FIELDS)
        kinds = {kind.value: kind for kind in QuestionKind}
        kind = kinds.get(_words(fields, "kind", place))
        if kind is None:
            _refuse(place, f"kind is one of {', '.join(kinds)}")
        question = IntakeQuestion(
            _words(fields, "key", place),
            _words(fields, "label", place),
            kind,
            self._choices(fields, kind, place),
            _words(fields, "hint", place, needed=False),
            self._only_if(fields, place),
        )
        if question.key in self._known:
            _refuse(place, f"the key {question.key} is used twice")
        self._known[question.key] = question
        return question

    def _choices(self, fields: Mapping[str, object], kind: QuestionKind, place: str) -> tuple[str, ...]:
        raw = _list(fields.get("choices", []), place)
        choices = tuple(choice for choice in raw if isinstance(choice, str) and choice.strip())
        if len(choices) != len(raw) or len(set(choices)) != len(choices):
            _refuse(place, "choices are different, non-empty words")
        if any(JOIN.strip() in choice for choice in choices):
            _refuse(place, 'a choice holds no ";"')
        if (kind in _WITH_CHOICES) != bool(choices):
            _refuse(place, f"{kind} needs choices" if kind in _WITH_CHOICES else f"{kind} takes no choices")
        return choices

    def _only_if(self, fields: Mapping[str, object], place: str) -> str:
        rule = _words(fields, "only_if", place, needed=False)
        if not rule:
            return ""
        key, equals, value = rule.partition("=")
        before = self._known.get(key)
        if not equals or before is None or value not in offered(before):
            _refuse(place, "only_if is key=value of a question before it, with one of its choices")
        return rule


def _refuse(place: str, why: str) -> NoReturn:
    raise Refused(f"The intake form is not right at {place}: {why}.")


def _table(raw: object, place: str, fields: set[str]) -> Mapping[str, object]:
    if not isinstance(raw, dict):
        _refuse(place, "a table of fields is expected")
    unknown = sorted(set(raw) - fields)
    if unknown:
        _refuse(place, f"there is no field named {unknown[0]}")
    return raw


def _list(raw: object, place: str) -> list[object]:
    if not isinstance(raw, list):
        _refuse(place, "a list is expected")
    return raw


def _words(fields: Mapping[str, object], name: str, place: str, needed: bool = True) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str) or (needed and not value.strip()):
        _refuse(place, f"{name} is words")
    return value


def offered(question: IntakeQuestion) -> tuple[str, ...]:
    """The answers that a question offers; empty where anything may be written."""
    return YES_NO if question.kind is QuestionKind.YES_NO else question.choices
