"""The intake: one topic per page, every answer able to say "not asked", "declined" and "unknown"."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.record import Record


class AnswerState(StrEnum):
    """How an answer stands. A question without an answer record was not asked."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    DECLINED = "declined"


class QuestionKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long text"
    YES_NO = "yes or no"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class IntakeQuestion:
    """A question of the form, as the form file defines it. `key` never changes once used."""

    key: str
    label: str
    kind: QuestionKind
    choices: tuple[str, ...] = ()
    hint: str = ""
    only_if: str = ""
    """"key=value": asked only when that other answer holds; "" asks always."""


@dataclass(frozen=True, slots=True)
class IntakeSection:
    """One page. `records` names the list edited there (allergies, medicines ...), "" for questions only."""

    key: str
    title: str
    intro: str
    questions: tuple[IntakeQuestion, ...] = ()
    records: str = ""


@dataclass(frozen=True, slots=True)
class IntakeForm:
    """The whole form with its version; answers keep the version they were given to."""

    version: str
    sections: tuple[IntakeSection, ...]

    def section(self, key: str) -> IntakeSection:
        """The page with this key. Raises Refused when the form has none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise Refused(f"This form has no page named {key}.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to one question: the text as typed, or the choice; several are joined by "; "."""

    key: str
    value: str = ""
    state: AnswerState = AnswerState.ANSWERED


class SectionState(StrEnum):
    """How far a page is. A page not named in the intake was not begun."""

    BEGUN = "begun"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class SectionProgress:
    key: str
    state: SectionState


@dataclass(frozen=True, slots=True)
class Symptom:
    """A symptom or concern in the patient's words. `severity` 0-10, None: not asked."""

    name: str
    severity: int | None = None
    since: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refused("Write the symptom or concern.", "name")
        if self.severity is not None and not 0 <= self.severity <= 10:
            raise Refused("Severity is a number from 0 to 10.", "severity")


@dataclass(frozen=True, slots=True, repr=False)
class Intake(Record):
    """One patient's intake; lists (allergies, conditions, medicines) are records of their own."""

    id: UUID
    patient_id: PatientId
    author_id: UserId
    started_at: datetime
    form_version: str
    sections: tuple[SectionProgress, ...] = ()
    answers: tuple[Answer, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    resume_at: str = ""
    """Key of the page to open next."""
    completed_at: datetime | None = None
    completed_by: UserId | None = None
    version: int = 0

    def answer(self, key: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.key == key), None)

    def state_of(self, section: str) -> SectionState | None:
        return next(
            (progress.state for progress in self.sections if progress.key == section),
            None,
        )

    def with_answers(self, answers: tuple[Answer, ...]) -> "Intake":
        """The intake with these answers in place of those with the same keys."""
        given = {answer.key for answer in answers}
        return replace(
            self,
            answers=(*(old for old in self.answers if old.key not in given), *answers),
        )

    def without_answer(self, key: str) -> "Intake":
        return replace(self, answers=tuple(old for old in self.answers if old.key != key))

    def with_section(self, key: str, state: SectionState) -> "Intake":
        """The intake with this page so far."""
        others = tuple(progress for progress in self.sections if progress.key != key)
        return replace(self, sections=(*others, SectionProgress(key, state)))
