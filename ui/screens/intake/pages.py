"""What a page and the review of the intake say: questions with their raw answers, states, counts. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.intake import (
    Answer,
    AnswerState,
    Intake,
    IntakeForm,
    IntakeQuestion,
    IntakeSection,
    QuestionKind,
    SectionState,
)
from medmanager.domain.intake_answers import asked_questions, review
from ui.kit import words
from ui.kit.fields import typed
from ui.screens.intake.entries import EntryRow

REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Given:
    """What stands at one question: the raw text, and "unknown" or "declined" where that was chosen."""

    text: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class PageTyped:
    """Everything that stands on a page, raw: the answers by key, and the entry that is being typed."""

    answers: Mapping[str, Given] = field(default_factory=dict)
    entry: Mapping[str, str] = field(default_factory=dict)
    entry_key: str = ""
    """Which record the entry changes, "" for a new one."""


@dataclass(frozen=True, slots=True)
class SectionWords:
    """One line of the list of pages."""

    key: str
    title: str
    state: SectionState | None
    not_asked: int


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One question of the review; `is_asked` False is told as "not asked"."""

    question: str
    answer: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One page of the review with its lists and questions."""

    key: str
    title: str
    state: SectionState | None
    entries: tuple[EntryRow, ...]
    lines: tuple[ReviewLine, ...]


def section_words(form: IntakeForm, intake: Intake) -> tuple[SectionWords, ...]:
    """The list of pages with how far each is."""
    return tuple(
        SectionWords(page.section.key, page.section.title, page.state, page.not_asked)
        for page in review(form, intake)
    )


def given_of(section: IntakeSection, intake: Intake) -> dict[str, Given]:
    """The stored answers of a page as they are shown in its fields."""
    given = {}
    for question in section.questions:
        answer = intake.answer(question.key)
        if answer is not None:
            is_answered = answer.state is AnswerState.ANSWERED
            given[question.key] = Given(
                _shown(question, answer.value) if is_answered else "",
                "" if is_answered else str(answer.state),
            )
    return given


def joined_answers(
    seen: Mapping[str, Given], mine: Mapping[str, Given], theirs: Mapping[str, Given]
) -> tuple[dict[str, Given], tuple[str, ...]]:
    """Their answers with what I changed since I saw the page, and the keys that both changed differently."""
    joined, crossed = {}, []
    for key in dict.fromkeys((*theirs, *mine)):
        old, new = seen.get(key, Given()), theirs.get(key, Given())
        own = mine.get(key, old)
        joined[key] = new if own == old else own
        if own not in (old, new) and new != old:
            crossed.append(key)
    return joined, tuple(crossed)


def given_words(given: Given | None) -> str:
    """An answer as it is told beside another one."""
    return given.state or given.text if given else "nothing"


def answers_of(section: IntakeSection, given: Mapping[str, Given], today: date) -> tuple[Answer, ...]:
    """The answers to store; an empty one is left out, for it was not asked.

    Raises Refused beside the question's key for a number or date that cannot be read.
    """
    return tuple(
        _answer(question, given[question.key], today)
        for question in section.questions
        if question.key in given and (given[question.key].state or given[question.key].text.strip())
    )


def asked_keys(section: IntakeSection, intake: Intake, given: Mapping[str, Given]) -> tuple[str, ...]:
    """Keys of the questions that apply, judged by what stands on the page and what other pages hold."""
    answers = {answer.key: answer for answer in intake.answers}
    for question in section.questions:
        one = given.get(question.key, Given())
        state = AnswerState(one.state) if one.state else AnswerState.ANSWERED
        answers[question.key] = Answer(question.key, one.text, state)
    return tuple(question.key for question in asked_questions(section, answers))


def review_pages(
    form: IntakeForm, intake: Intake, entries: Mapping[str, tuple[EntryRow, ...]]
) -> tuple[ReviewPage, ...]:
    """The whole intake, with what was not asked."""
    return tuple(
        ReviewPage(
            page.section.key,
            page.section.title,
            page.state,
            entries.get(page.section.records, ()),
            tuple(_line(one.question, one.answer) for one in page.questions),
        )
        for page in review(form, intake)
    )


def not_asked(pages: Iterable[ReviewPage]) -> int:
    """How many questions of the review were not asked."""
    return sum(not line.is_asked for page in pages for line in page.lines)


def draft_fields(page: str, typed_page: PageTyped) -> dict[str, str]:
    """A page as a draft: raw fields by name."""
    fields = {"page": page, "entry": typed_page.entry_key}
    for key, given in typed_page.answers.items():
        fields[f"answer.{key}"], fields[f"state.{key}"] = given.text, given.state
    fields |= {f"entry.{key}": text for key, text in typed_page.entry.items()}
    return fields


def page_of_draft(fields: Mapping[str, str]) -> PageTyped:
    """The page that a draft holds."""
    keys = [name.removeprefix("answer.") for name in fields if name.startswith("answer.")]
    return PageTyped(
        {key: Given(fields[f"answer.{key}"], fields.get(f"state.{key}", "")) for key in keys},
        {name.removeprefix("entry."): text for name, text in fields.items() if name.startswith("entry.")},
        fields.get("entry", ""),
    )


def _answer(question: IntakeQuestion, given: Given, today: date) -> Answer:
    if given.state:
        return Answer(question.key, "", AnswerState(given.state))
    text = given.text.strip()
    if question.kind is QuestionKind.DATE:
        day = typed.read_date(text, today)
        if day is None:
            otherwise = "This is not a date. Type it as 3/14/2027."
            raise Refused(typed.date_problem(text, today, otherwise), question.key)
        text = day.isoformat()
    elif question.kind is QuestionKind.NUMBER:
        number = typed.read_number(text)
        if number is None:
            raise Refused("This is not a number. Type it as 7 or 7.5.", question.key)
        text = f"{number:f}"
    return Answer(question.key, text)


def _shown(question: IntakeQuestion, value: str) -> str:
    if question.kind is QuestionKind.DATE:
        return words.full_day(date.fromisoformat(value))
    return words.number(Decimal(value)) if question.kind is QuestionKind.NUMBER else value


def _line(question: IntakeQuestion, answer: Answer | None) -> ReviewLine:
    if answer is None:
        return ReviewLine(question.label, "not asked", False)
    if answer.state is not AnswerState.ANSWERED:
        said = "unknown" if answer.state is AnswerState.UNKNOWN else "declined to say"
        return ReviewLine(question.label, said, True)
    return ReviewLine(question.label, _shown(question, answer.value), True)
