"""A list in a narrow place never shows half a dose as if it were a whole one."""

from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.ids import LineId
from tests.builders import TODAY, new_id
from ui.kit.fields.choice_box import ChoiceBox
from ui.kit.theme import Theme
from ui.screens.plan.proposal.fields import LineChoice, ProposalBasis, ProposalFields
from ui.screens.plan.proposal.view import ProposalDialog

DOSE = "lithium carbonate ER, 1,200 mg a day"


def test_that_words_without_room_are_seen_to_go_on_and_stand_in_the_tip(qtbot: QtBot, theme: Theme) -> None:
    box = ChoiceBox(10)
    qtbot.addWidget(box)
    theme.dress(box)
    box.addItem(DOSE)
    box.resize(180, box.sizeHint().height())
    assert box.shown_text().endswith("…")
    assert box.toolTip() == DOSE
    box.resize(600, box.height())
    assert box.shown_text() == DOSE


def test_that_the_lists_of_proposed_steps_say_that_their_words_go_on(qtbot: QtBot, theme: Theme) -> None:
    parent = QWidget()
    parent.resize(1000, 700)
    qtbot.addWidget(parent)
    basis = ProposalBasis(
        TODAY, (LineChoice(LineId(new_id()), "lithium carbonate ER", "1,200 mg a day", True),)
    )
    dialog = ProposalDialog(theme, parent, basis, ProposalFields())
    assert all(isinstance(box, ChoiceBox) for box in dialog.findChildren(QComboBox))


def test_that_words_use_the_room_up_to_the_arrow(qtbot: QtBot, theme: Theme) -> None:
    box = ChoiceBox(10)
    qtbot.addWidget(box)
    theme.dress(box)
    box.addItem("extended-release capsule")
    words = box.fontMetrics().horizontalAdvance(box.currentText())
    box.resize(words + theme.px(44), box.sizeHint().height())
    assert box.shown_text() == "extended-release capsule"
