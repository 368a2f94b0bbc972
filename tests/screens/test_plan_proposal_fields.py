"""The dialog that proposes steps: what is asked stands in rows that are level."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.proposals import RequestKind
from medmanager.domain.plan.tablets import Choices
from tests.builders import TODAY, new_id
from ui.kit.theme import Theme
from ui.screens.plan.proposal.fields import LineChoice, ProposalBasis, ProposalFields
from ui.screens.plan.proposal.view import ProposalDialog


def middle(widget: QWidget, dialog: QWidget) -> int:
    return widget.mapTo(dialog, QPoint(0, widget.height() // 2)).y()


@pytest.mark.parametrize("kind", [RequestKind.TAPER, RequestKind.RESTART], ids=lambda kind: kind.value)
def test_that_the_box_is_level_with_the_fields_beside_it(
    qtbot: QtBot, theme: Theme, kind: RequestKind
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    theme.dress(parent)
    parent.resize(1366, 768)
    parent.show()
    line = LineChoice(LineId(new_id()), "lamotrigine", "200 mg a day", taken=True)
    typed = ProposalFields(kind=kind, line_id=line.line_id)
    dialog = ProposalDialog(theme, parent, ProposalBasis(TODAY, (line,)), typed)
    dialog.show_choices(Choices(""), Choices(""))
    dialog.show()
    QApplication.processEvents()
    (box,) = (one for one in dialog.findChildren(QCheckBox) if one.isVisible())
    beside = [
        middle(one, dialog)
        for one in dialog.findChildren(QLineEdit)
        if one.isVisible() and abs(middle(one, dialog) - middle(box, dialog)) < theme.px(24)
    ]
    assert beside
    assert all(abs(one - middle(box, dialog)) <= 1 for one in beside)
