"""Two people at one intake: what one answered is not overwritten by the other, who is told."""

import pytest

from medmanager.domain.intake import Answer, Symptom
from tests.presenters.test_intake_presenter import Room, a_room, typed
from tests.screens.chart_services import chart_services


@pytest.fixture
def room() -> Room:
    room = a_room()
    room.presenter.begin()
    return room


def test_that_a_page_that_two_filled_holds_the_answers_of_both(room: Room) -> None:
    other = chart_services(room.session).intakes
    theirs = (Answer("reason", "her words"), Answer("goals", "sleep"))
    other.save_page(room.intake, "reason", theirs)
    room.presenter.work.save(typed(reason="cannot sleep"))
    assert room.display.page is not None
    standing = room.display.page.typed.answers
    assert (standing["reason"].text, standing["goals"].text) == ("cannot sleep", "sleep")
    assert room.display.marked == {"reason": "Somebody else answered “her words” here."}
    assert room.intake.answer("reason") == Answer("reason", "her words"), "nothing was overwritten"


def test_that_a_symptom_added_to_a_list_that_moved_on_joins_it(room: Room) -> None:
    room.go("symptoms")
    room.add(name="low mood")
    other = chart_services(room.session).intakes
    other.save_symptoms(room.intake, (*room.intake.symptoms, Symptom("poor sleep")))
    room.add(name="worry")
    assert "somebody else" in room.display.entry_refused[1]
    fields, key = room.display.entry
    assert (fields["name"], key) == ("worry", "")
    assert [title for title, _, _ in room.rows()] == ["low mood", "poor sleep"]
    room.add(name="worry")
    assert [one.name for one in room.intake.symptoms] == ["low mood", "poor sleep", "worry"]


def test_that_a_symptom_changed_in_a_list_that_moved_on_takes_nobodys_place(room: Room) -> None:
    room.go("symptoms")
    room.add(name="low mood")
    room.add(name="worry")
    other = chart_services(room.session).intakes
    other.save_symptoms(room.intake, (Symptom("poor sleep"),))
    room.add(key="1", name="worries")
    room.add(room.display.entry[1], name="worries")
    assert [one.name for one in room.intake.symptoms] == ["poor sleep", "worries"]
