"""The intake interview: begin, save page by page, resume, review, complete."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from medmanager.domain.changes import Changes
from medmanager.domain.errors import Refused
from medmanager.domain.intake import (
    Answer,
    AnswerState,
    Intake,
    IntakeForm,
    IntakeSection,
    SectionState,
    Symptom,
)
from medmanager.domain.intake_answers import asked_questions, checked_answer, next_section
from medmanager.domain.intake_form import ALLERGIES, KNOWN_ALLERGIES, NO_ALLERGIES
from medmanager.domain.typed_text import typed_line
from medmanager.domain.user import Act
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session

REVIEW = "review"
"""Where an intake resumes when every page was seen."""
MOST_SYMPTOMS = 100


class Intakes:
    """One open intake for a patient at a time. Every save checks the version it carries."""

    def __init__(self, session: Session, form: IntakeForm) -> None:
        self._session = session
        self._form = form

    @property
    def form(self) -> IntakeForm:
        return self._form

    def newest(self, patient_id: UUID) -> Intake | None:
        """The intake that is open, else the one completed last; None when none was begun."""
        with self._session.read(Act.SEE_CHART) as work:
            work.patients.get(patient_id)
            return _newest(work, patient_id)

    def begin(self, patient_id: UUID) -> tuple[Intake, Changes]:
        """The open intake, or a new one. Beginning twice gives the same intake."""
        with self._session.write(Act.EDIT_CHART, "begin intake", patient_id) as work:
            patient = work.patients.get(patient_id)
            intake = _newest(work, patient_id)
            if intake is None or intake.completed_at is not None:
                intake = work.intakes.save(
                    Intake(
                        self._session.new_id(),
                        patient.id,
                        self._session.user.id,
                        self._session.now(),
                        self._form.version,
                        resume_at=self._form.sections[0].key,
                    )
                )
        return intake, work.changes

    def save_page(
        self, intake: Intake, page: str, answers: Iterable[Answer], state: SectionState = SectionState.DONE
    ) -> tuple[Intake, Changes]:
        """Save one page as a whole: a question without an answer here was not asked.

        `state` SKIPPED keeps what was answered and goes on; BEGUN comes back to this page. Raises Refused
        beside the question's key, StaleRecord, and Refused when the intake is completed.
        """
        section = self._form.section(page)
        _check_open(intake)
        given = self._checked(intake, section, answers)
        kept = tuple(old for old in intake.answers if old.key not in {one.key for one in section.questions})
        after = page if state is SectionState.BEGUN else next_section(self._form, page) or REVIEW
        saved = replace(intake, answers=(*kept, *given), resume_at=after).with_section(page, state)
        with self._session.write(Act.EDIT_CHART, "save intake page", intake.patient_id) as work:
            _check_allergies(work, saved, section)
            saved = work.intakes.save(saved)
        return saved, work.changes

    def save_symptoms(self, intake: Intake, symptoms: tuple[Symptom, ...]) -> tuple[Intake, Changes]:
        """Save the list of symptoms. Raises Refused, StaleRecord."""
        _check_open(intake)
        if len(symptoms) > MOST_SYMPTOMS:
            raise Refused(f"Up to {MOST_SYMPTOMS} symptoms fit. Join some of them.", "name")
        tidy = tuple(_tidy_symptom(symptom) for symptom in symptoms)
        with self._session.write(Act.EDIT_CHART, "save symptoms", intake.patient_id) as work:
            saved = work.intakes.save(replace(intake, symptoms=tidy))
        return saved, work.changes

    def complete(self, intake: Intake) -> tuple[Intake, Changes]:
        """Close the intake with who and when; questions that were not asked stay "not asked"."""
        _check_open(intake)
        done = replace(intake, completed_at=self._session.now(), completed_by=self._session.user.id)
        with self._session.write(Act.EDIT_CHART, "complete intake", intake.patient_id) as work:
            saved = work.intakes.save(done)
        return saved, work.changes

    def reopen(self, intake: Intake) -> tuple[Intake, Changes]:
        """Open a completed intake again, to add to it; the audit keeps who had completed it."""
        if intake.completed_at is None:
            raise Refused("This intake is open already.")
        again = replace(intake, completed_at=None, completed_by=None, resume_at=REVIEW)
        with self._session.write(Act.EDIT_CHART, "reopen intake", intake.patient_id) as work:
            saved = work.intakes.save(again)
        return saved, work.changes

    def _checked(
        self, intake: Intake, section: IntakeSection, answers: Iterable[Answer]
    ) -> tuple[Answer, ...]:
        """The answers to questions of this page that apply, in stored form and in the form's order."""
        own = {question.key for question in section.questions}
        given = {answer.key: answer for answer in answers if _says_something(answer)}
        unknown = sorted(set(given) - own)
        if unknown:
            raise Refused(f"This page has no question {unknown[0]}.", unknown[0])
        elsewhere = {answer.key: answer for answer in intake.answers if answer.key not in own}
        asked = asked_questions(section, {**elsewhere, **given})
        today = self._session.today()
        return tuple(
            checked_answer(question, given[question.key], today)
            for question in asked
            if question.key in given
        )


def _newest(work: UnitOfWork, patient_id: UUID) -> Intake | None:
    intakes = work.intakes.of_patient(patient_id)
    return max(intakes, key=lambda one: (one.completed_at is None, one.started_at, one.id), default=None)


def _check_open(intake: Intake) -> None:
    if intake.completed_at is not None:
        raise Refused("This intake is completed. Open it again to change it.")


def _says_something(answer: Answer) -> bool:
    return answer.state is not AnswerState.ANSWERED or bool(answer.value.strip())


def _check_allergies(work: UnitOfWork, intake: Intake, section: IntakeSection) -> None:
    """ "No known allergies" beside a list of them would be read as either; neither is safe."""
    answer = intake.answer(KNOWN_ALLERGIES)
    if section.records != ALLERGIES or answer is None or answer.value != NO_ALLERGIES:
        return
    if any(allergy.active for allergy in work.allergies.of_patient(intake.patient_id)):
        raise Refused('There are allergies in the list. Choose "listed above".', KNOWN_ALLERGIES)


def _tidy_symptom(symptom: Symptom) -> Symptom:
    return replace(
        symptom,
        name=typed_line(symptom.name, "name", "The symptom"),
        since=typed_line(symptom.since, "since", "Since when"),
        note=typed_line(symptom.note, "note", "The note", 500),
    )
