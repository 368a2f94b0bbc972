"""The intake: begin, save page by page, resume, review, complete."""

from pathlib import Path

import pytest

from medmanager.domain.errors import NotAllowed, Refused, StaleRecord
from medmanager.domain.intake import Answer, AnswerState, Intake, SectionState, Symptom
from medmanager.domain.intake_answers import review
from medmanager.domain.intake_form import read_intake_form
from medmanager.domain.knowledge.formulary import Formulary
from medmanager.domain.patient import Patient
from medmanager.domain.user import Role
from medmanager.services.history import History
from medmanager.services.intakes import REVIEW, Intakes
from medmanager.services.session import Session
from tests.builders import a_patient, a_session, an_allergy, keep

FORM = read_intake_form(Path(__file__).parents[2] / "resources" / "forms" / "intake.json")


def begun(role: Role = Role.NURSE_PRACTITIONER) -> tuple[Session, Intakes, Patient, Intake]:
    session, patient = a_session(role), a_patient()
    keep(session, patient)
    intakes = Intakes(session, FORM)
    intake, _ = intakes.begin(patient.id)
    return session, intakes, patient, intake


def test_that_an_intake_begins_at_its_first_page() -> None:
    _, intakes, patient, intake = begun()
    assert intake.resume_at == FORM.sections[0].key
    assert intakes.newest(patient.id) == intake


def test_that_beginning_again_resumes_where_it_was_left() -> None:
    _, intakes, patient, intake = begun()
    intakes.save_page(intake, "reason", (Answer("goals", "sleep"),))
    again, changes = intakes.begin(patient.id)
    assert (again.id, again.resume_at) == (intake.id, "symptoms")
    assert not changes.items


def test_that_no_answer_is_lost_when_the_intake_is_left_at_any_page() -> None:
    _, intakes, patient, intake = begun()
    for number, section in enumerate(FORM.sections, start=1):
        free = [
            one for one in section.questions if not one.choices and not one.only_if and one.kind == "text"
        ]
        answers = tuple(Answer(question.key, f"said {number}") for question in free)
        intakes.save_page(intake, section.key, answers)
        resumed, _ = intakes.begin(patient.id)
        following = FORM.sections[number].key if number < len(FORM.sections) else REVIEW
        assert resumed.resume_at == following
        assert all(resumed.answer(answer.key) == answer for answer in answers)
        intake = resumed


def test_that_skipping_for_now_keeps_what_was_answered() -> None:
    _, intakes, _, intake = begun()
    saved, _ = intakes.save_page(intake, "reason", (Answer("goals", "sleep"),), SectionState.SKIPPED)
    assert saved.state_of("reason") is SectionState.SKIPPED
    assert saved.answer("goals") == Answer("goals", "sleep")
    assert saved.resume_at == "symptoms"


def test_that_emptied_answers_become_not_asked() -> None:
    _, intakes, _, intake = begun()
    saved, _ = intakes.save_page(intake, "reason", (Answer("goals", "sleep"),))
    saved, _ = intakes.save_page(saved, "reason", (Answer("goals", "   "),))
    assert saved.answer("goals") is None


def test_that_unknown_declined_and_not_asked_stay_apart() -> None:
    _, intakes, _, intake = begun()
    saved, _ = intakes.save_page(
        intake,
        "psychiatric",
        (Answer("self_harm", "", AnswerState.DECLINED), Answer("hospital", "", AnswerState.UNKNOWN)),
    )
    states = [saved.answer(key) for key in ("self_harm", "hospital", "suicide_attempt")]
    assert [answer.state if answer else None for answer in states] == [
        AnswerState.DECLINED,
        AnswerState.UNKNOWN,
        None,
    ]


def test_that_an_answer_goes_when_its_question_no_longer_applies() -> None:
    _, intakes, _, intake = begun()
    asked = (Answer("hospital", "yes"), Answer("hospital_words", "2019, three weeks"))
    saved, _ = intakes.save_page(intake, "psychiatric", asked)
    assert saved.answer("hospital_words") is not None
    saved, _ = intakes.save_page(saved, "psychiatric", (Answer("hospital", "no"), asked[1]))
    assert saved.answer("hospital_words") is None


def test_that_a_condition_reaches_through_two_questions() -> None:
    _, intakes, _, intake = begun()
    answers = (
        Answer("can_be_pregnant", "no"),
        Answer("pregnant", "pregnant"),
        Answer("due_date", "2027-03-01"),
    )
    saved, _ = intakes.save_page(intake, "pregnancy", answers)
    assert [answer.key for answer in saved.answers] == ["can_be_pregnant"]


@pytest.mark.parametrize(
    ("page", "key", "value"),
    [
        ("symptoms", "sleep_hours", "seven"),
        ("symptoms", "sleep_hours", "-1"),
        ("symptoms", "sleep_hours", "7,5"),
        ("symptoms", "appetite", "huge"),
        ("psychiatric", "hospital", "maybe"),
        ("reason", "referred_by", "x" * 501),
        ("reason", "reason", "bell \u0007"),
        ("reason", "no_such_question", "x"),
        ("conditions", "ever_had", "stroke; dragon pox"),
    ],
)
def test_that_answers_that_do_not_fit_are_refused_beside_their_question(
    page: str, key: str, value: str
) -> None:
    _, intakes, patient, intake = begun()
    with pytest.raises(Refused) as refused:
        intakes.save_page(intake, page, (Answer(key, value),))
    assert refused.value.field == key
    assert intakes.newest(patient.id) == intake


def test_that_choices_are_stored_in_the_order_of_the_form() -> None:
    _, intakes, _, intake = begun()
    saved, _ = intakes.save_page(intake, "conditions", (Answer("ever_had", "seizures; stroke"),))
    assert saved.answer("ever_had") == Answer("ever_had", "stroke; seizures")


def test_that_a_page_saved_on_an_old_version_is_refused() -> None:
    _, intakes, patient, intake = begun()
    intakes.save_page(intake, "reason", (Answer("goals", "sleep"),))
    with pytest.raises(StaleRecord):
        intakes.save_page(intake, "reason", (Answer("goals", "work"),))
    newest = intakes.newest(patient.id)
    assert newest is not None
    assert newest.answer("goals") == Answer("goals", "sleep")


def test_that_no_known_allergies_is_refused_beside_a_list_of_them() -> None:
    session, intakes, patient, intake = begun()
    History(session, Formulary(())).save_allergy(an_allergy(patient))
    with pytest.raises(Refused) as refused:
        intakes.save_page(intake, "allergies", (Answer("allergies_known", "no known allergies"),))
    assert refused.value.field == "allergies_known"
    saved, _ = intakes.save_page(intake, "allergies", (Answer("allergies_known", "listed above"),))
    assert saved.state_of("allergies") is SectionState.DONE


def test_that_symptoms_are_saved_with_their_severity_or_without() -> None:
    _, intakes, _, intake = begun()
    listed = (Symptom("  low mood ", 7, "since June"), Symptom("worry", None))
    saved, _ = intakes.save_symptoms(intake, listed)
    assert saved.symptoms == (Symptom("low mood", 7, "since June"), Symptom("worry", None))


def test_that_the_review_shows_what_was_not_asked() -> None:
    _, intakes, _, intake = begun()
    saved, _ = intakes.save_page(intake, "reason", (Answer("goals", "sleep"),))
    pages = {page.section.key: page for page in review(FORM, saved)}
    assert pages["reason"].state is SectionState.DONE
    assert pages["reason"].not_asked == 3
    assert pages["social"].state is None
    assert "cost_words" not in [one.question.key for one in pages["social"].questions]


def test_that_a_completed_intake_is_closed_until_it_is_opened_again() -> None:
    session, intakes, patient, intake = begun()
    done, _ = intakes.complete(intake)
    assert done.completed_by == session.user.id
    with pytest.raises(Refused, match="completed"):
        intakes.save_page(done, "reason", ())
    with pytest.raises(Refused, match="completed"):
        intakes.save_symptoms(done, ())
    with pytest.raises(Refused, match="completed"):
        intakes.complete(done)
    opened, _ = intakes.reopen(done)
    saved, _ = intakes.save_page(opened, "reason", (Answer("goals", "work"),))
    assert saved.completed_at is None
    assert intakes.newest(patient.id) == saved


def test_that_a_new_intake_begins_after_the_old_one_was_completed() -> None:
    _, intakes, patient, intake = begun()
    done, _ = intakes.complete(intake)
    new, _ = intakes.begin(patient.id)
    assert new.id != done.id
    assert intakes.newest(patient.id) == new


def test_that_the_front_desk_sees_no_intake() -> None:
    session, patient = a_session(Role.FRONT_DESK), a_patient()
    keep(session, patient)
    with pytest.raises(NotAllowed):
        Intakes(session, FORM).newest(patient.id)
    with pytest.raises(NotAllowed):
        Intakes(session, FORM).begin(patient.id)
