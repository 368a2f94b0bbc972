"""The cards of the visit form are filled again without being built again."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.ids import LineId, VisitId
from medmanager.domain.visit import Response
from tests.builders import new_id
from ui.kit.buttons import Button, IconButton
from ui.kit.card import Card
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.fields.scorekeys import ScoreKeys
from ui.kit.theme import Theme
from ui.screens.visits.answers_view import EffectsCard
from ui.screens.visits.medicines_view import MedicinesCard
from ui.screens.visits.questions_view import CostsCard, QuestionsCard
from ui.screens.visits.scale_view import ScaleCard
from ui.screens.visits.side_view import PlanCard
from ui.screens.visits.tools_view import VisitTools
from ui.screens.visits.visit_fields import CostFields, EffectFields, QuestionFields, ReviewFields
from ui.screens.visits.visit_page import (
    EffectBox,
    ItemBox,
    LastVisit,
    MedicineBox,
    PlanBox,
    ScaleBox,
    VisitPage,
)

ITEMS = tuple(ItemBox(f"item {number}", f"The whole item {number}") for number in range(3))
SCALE = ScaleBox("GAD-7", "last 2 weeks", "", ITEMS, (0, 9), 9, (Decimal(4),))
EFFECTS = (EffectBox("nausea", "Nausea", "Felt sick?"), EffectBox("tremor", "Tremor", "Hands shook?"))


def a_medicine(name: str) -> MedicineBox:
    return MedicineBox(LineId(new_id()), name, "50 mg")


def a_page(shown: VisitId, listed: tuple[tuple[VisitId, str], ...]) -> VisitPage:
    """One of several visits of somebody about whom nothing is asked."""
    plan = PlanBox("Plan", "", ())
    return VisitPage(shown, "Visit", "", False, listed, (), (), "", (), (), LastVisit(""), plan)


def values(card: Card) -> list[int | None]:
    return [keys.value() for keys in card.findChildren(ScoreKeys)]


def texts(card: Card) -> list[str]:
    """What stands on its labels, but for those that go."""
    return [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]


def kept(card: Card, kind: type[QWidget]) -> list[QWidget]:
    return [*card.findChildren(kind)]


def test_that_answers_of_a_scale_fill_the_keys_that_are_there(qtbot: QtBot, theme: Theme) -> None:
    card = ScaleCard(theme, "GAD-7")
    qtbot.addWidget(card)
    card.show_box(SCALE)
    before = kept(card, ScoreKeys)
    card.show_fields((2, None, 1))
    assert kept(card, ScoreKeys) == before
    assert values(card) == [2, None, 1]
    assert card.answers() == (2, None, 1)


def test_that_a_scale_keeps_its_answers_when_its_items_are_told_anew(qtbot: QtBot, theme: Theme) -> None:
    card = ScaleCard(theme, "GAD-7")
    qtbot.addWidget(card)
    card.show_box(SCALE)
    card.show_fields((2, None, 1))
    card.show_box(ScaleBox("GAD-7", "last 2 weeks", "Nov 2", ITEMS, (0, 9), 9))
    assert card.answers() == (2, None, 1)


def test_that_the_words_for_the_keys_are_those_of_the_scale_and_break_in_a_narrow_window(
    qtbot: QtBot, theme: Theme
) -> None:
    card = ScaleCard(theme, "GAD-7")
    qtbot.addWidget(card)
    card.show_box(
        replace(SCALE, answers=("Never", "Seldom or on some of the days", "Often", "Nearly always"))
    )
    told = "0 never · 1 seldom or on some of the days · 2 often · 3 nearly always"
    (words,) = (label for label in card.findChildren(QLabel) if label.text() == told)
    assert card.minimumSizeHint().width() < words.fontMetrics().horizontalAdvance(told)


def test_that_ratings_fill_the_keys_that_are_there(qtbot: QtBot, theme: Theme) -> None:
    card = EffectsCard(theme, ())
    qtbot.addWidget(card)
    card.show_boxes(EFFECTS, "")
    before = kept(card, ScoreKeys)
    card.show_fields((EffectFields("nausea", 0), EffectFields("tremor", 4)))
    assert kept(card, ScoreKeys) == before
    assert values(card) == [0, 4]
    card.show_fields((EffectFields("nausea"), EffectFields("tremor", 4)))
    assert values(card) == [None, 4]


def test_that_reviews_fill_the_rows_that_are_there(qtbot: QtBot, theme: Theme) -> None:
    card, boxes = MedicinesCard(theme), (a_medicine("lithium"), a_medicine("quetiapine"))
    qtbot.addWidget(card)
    card.show_boxes(boxes)
    before = kept(card, CellEdit)
    rows = tuple(ReviewFields(str(box.line_id), Response.BETTER.value, "2", "forgot") for box in boxes)
    card.show_fields(rows)
    assert kept(card, CellEdit) == before
    assert card.rows() == rows
    assert {choice.currentData() for choice in card.findChildren(QComboBox)} == {Response.BETTER.value}


def test_that_reviews_that_changed_places_are_built_anew(qtbot: QtBot, theme: Theme) -> None:
    card, boxes = MedicinesCard(theme), (a_medicine("lithium"), a_medicine("quetiapine"))
    qtbot.addWidget(card)
    card.show_boxes(boxes)
    gone = ReviewFields(str(new_id()), Response.WORSE.value, "1", "gone")
    rows = (gone, *(ReviewFields(str(box.line_id), missed=str(at)) for at, box in enumerate(boxes)))
    card.show_fields(rows)
    assert card.rows() == rows
    cells = [cell for cell in card.findChildren(CellEdit) if not cell.isHidden()]
    assert [cell.name for cell in cells] == [
        "line.1.missed",
        "line.1.reason",
        "line.2.missed",
        "line.2.reason",
    ]


def test_that_a_long_list_of_visits_is_filled_once_and_follows_what_is_shown(
    qtbot: QtBot, theme: Theme
) -> None:
    tools, ids = VisitTools(theme), [VisitId(new_id()) for _ in range(3)]
    qtbot.addWidget(tools)
    listed = tuple((visit_id, f"visit {number}") for number, visit_id in enumerate(ids))
    tools.show_page(a_page(ids[0], listed))
    filled = QSignalSpy(tools.visits.model().rowsInserted)
    tools.show_page(a_page(ids[2], listed))
    assert (filled.count(), tools.visits.currentText()) == (0, "visit 2")
    tools.show_page(a_page(ids[1], listed[:2]))
    assert [tools.visits.itemText(number) for number in range(tools.visits.count())] == ["visit 0", "visit 1"]


def test_that_each_problem_of_a_card_of_rows_is_said_below_them(qtbot: QtBot, theme: Theme) -> None:
    card = QuestionsCard(theme)
    qtbot.addWidget(card)
    card.show_fields((QuestionFields("q" * 600, "a" * 600),))
    card.show_problems(
        {"question.0.text": "Shorten the question.", "question.0.answer": "Shorten the answer."}
    )
    assert "Shorten the question.\nShorten the answer." in texts(card)


def test_that_each_cost_says_which_medicine_it_is_about_and_keeps_it_when_another_goes(
    qtbot: QtBot, theme: Theme
) -> None:
    card = CostsCard(theme)
    qtbot.addWidget(card)
    card.show_names({"1": "sertraline", "2": "lithium"})
    card.show_fields((CostFields("copay", line_id="1"), CostFields("copay", line_id="2"), CostFields("bus")))
    assert [text for text in texts(card) if text.startswith("About")] == ["About sertraline", "About lithium"]
    buttons = {button.accessibleName(): button for button in card.findChildren(IconButton)}
    buttons["Remove cost concern 1"].click()
    assert card.rows() == (CostFields("copay", line_id="2"), CostFields("bus"))
    assert [text for text in texts(card) if text.startswith("About")] == ["About lithium"]


@pytest.mark.parametrize(
    ("state", "says"),
    [("in force then", "Today's &plan"), ("", "Today's &plan"), ("in force", "Open &plan")],
    ids=["older", "none then", "in force"],
)
def test_that_the_button_says_when_it_opens_another_plan_than_the_one_beside_the_note(
    qtbot: QtBot, theme: Theme, state: str, says: str
) -> None:
    card = PlanCard(theme)
    qtbot.addWidget(card)
    card.show_box(PlanBox("Plan 5", state, (), opens_another=state != "in force"))
    assert says in [button.text() for button in card.findChildren(Button)]
