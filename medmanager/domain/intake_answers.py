"""What the answers of an intake must look like, which questions apply, and the review of the whole."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

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
from medmanager.domain.intake_form import JOIN, offered
from medmanager.domain.typed_text import typed_line, typed_paragraph

LONGEST_LINE = 500
"""Most characters of an answer that is one line."""
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,3})?")


def applies(question: IntakeQuestion, answers: Mapping[str, Answer]) -> bool:
    """Whether this question is to be asked, given the other answers by key."""
    if not question.only_if:
        return True
    key, _, value = question.only_if.partition("=")
    other = answers.get(key)
    return other is not None and other.state is AnswerState.ANSWERED and value in other.value.split(JOIN)


def asked_questions(section: IntakeSection, answers: Mapping[str, Answer]) -> tuple[IntakeQuestion, ...]:
    """The questions of a page that apply; one whose condition does not apply itself is left out too."""
    known = dict(answers)
    asked = []
    for question in section.questions:
        if applies(question, known):
            asked.append(question)
        else:
            known.pop(question.key, None)
    return tuple(asked)


def checked_answer(question: IntakeQuestion, answer: Answer, today: date) -> Answer:
    """The answer in its stored form: numbers plain, dates as YYYY-MM-DD, choices in the form's order.

    Raises Refused beside the question's key when it does not fit. `today` is the practice's local day.
    """
    if answer.state is not AnswerState.ANSWERED:
        return Answer(answer.key, "", answer.state)
    value = answer.value.strip()
    if question.kind is QuestionKind.NUMBER:
        value = _number(value, question.key)
    elif question.kind is QuestionKind.DATE:
        value = _day(value, question.key, today)
    elif offered(question):
        value = _picked(value, question)
    elif question.kind is QuestionKind.TEXT:
        value = typed_line(value, question.key, "This answer", LONGEST_LINE)
    else:
        value = typed_paragraph(value, question.key, "This answer")
    return Answer(answer.key, value)


def _number(value: str, field: str) -> str:
    """No comma: "1,5" may mean 1.5 or 15, and "1,000" one or a thousand."""
    if not _NUMBER.fullmatch(value):
        raise Refused("Write a number from 0 up, such as 7 or 7.5, or leave it empty.", field)
    return value


def _day(value: str, field: str, today: date) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Refused("Write a date, for example 2026-03-14.", field) from None
    if abs(day.year - today.year) > 120:
        raise Refused("This date is more than 120 years away. Check the year.", field)
    return day.isoformat()


def is_none(choice: str) -> bool:
    """Whether this choice says that no other one holds."""
    return choice.startswith("none")


def _picked(value: str, question: IntakeQuestion) -> str:
    picked = {choice.strip() for choice in value.split(JOIN.strip())}
    choices = offered(question)
    one_only = question.kind is not QuestionKind.CHOICES
    if not picked <= set(choices) or (one_only and len(picked) > 1):
        raise Refused("Choose one of the answers that are offered.", question.key)
    if len(picked) > 1 and any(is_none(choice) for choice in picked):
        raise Refused("“None” does not stand beside other answers. Take one of them away.", question.key)
    return JOIN.join(choice for choice in choices if choice in picked)


@dataclass(frozen=True, slots=True)
class ReviewedQuestion:
    """One question with its answer; None: not asked."""

    question: IntakeQuestion
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class ReviewedSection:
    """One page with everything that was asked and what was not. `state` None: not begun."""

    section: IntakeSection
    state: SectionState | None
    questions: tuple[ReviewedQuestion, ...]

    @property
    def not_asked(self) -> int:
        return sum(reviewed.answer is None for reviewed in self.questions)


def review(form: IntakeForm, intake: Intake) -> tuple[ReviewedSection, ...]:
    """Every page and question that applies, asked or not, in the order of the form."""
    return tuple(_reviewed(form, intake))


def _reviewed(form: IntakeForm, intake: Intake) -> Iterator[ReviewedSection]:
    answers = {answer.key: answer for answer in intake.answers}
    for section in form.sections:
        asked = asked_questions(section, answers)
        questions = tuple(ReviewedQuestion(question, answers.get(question.key)) for question in asked)
        yield ReviewedSection(section, intake.state_of(section.key), questions)


def next_section(form: IntakeForm, key: str) -> str:
    """The key of the page after this one; "" after the last, where the review comes."""
    keys = [section.key for section in form.sections]
    place = keys.index(form.section(key).key)
    return keys[place + 1] if place + 1 < len(keys) else ""
