"""The dialogs between a grave alert and a signature, through the real widgets."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.override import EVERYTHING
from medmanager.domain.reason_table import COLUMNS, ReasonChoice
from tests.builders import an_item
from tests.plan_services import Chart, chart_services
from tests.screens.plan_opened import opened
from ui.kit.buttons import LinkButton
from ui.kit.labels import Label
from ui.kit.safety.lines import ALL_MYSELF, VOUCH, SafetyLines
from ui.kit.safety.reason import NO_CHOICE, NO_WORDS, ReasonDialog
from ui.kit.safety.vow import NOT_CONFIRMED, Vow
from ui.kit.safety.words import SafetyWords
from ui.kit.theme import Theme
from ui.screens.plan import PlanScreen
from ui.screens.plan.safety.blocks import AlertBlock
from ui.screens.plan.versions.sign_view import SignDialog
from ui.screens.settings.safety_reasons import ExportDialog

MISSING = (NO_CHOICE, NO_WORDS, NOT_CONFIRMED)
"""What is told of an empty reason against a contraindication."""


@pytest.fixture
def chart() -> Chart:
    """A draft with a contraindicated pair and a name that nobody knows."""
    chart = Chart(chart_services())
    chart.begin()
    for name in ("phenelzine", "moonwater"):
        chart.services.plans.keep_line(chart.draft, an_item(name))
    return chart


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, chart: Chart) -> PlanScreen:
    return opened(qtbot, theme, chart)


def signing(screen: PlanScreen) -> SignDialog:
    screen.view.tools.sign_button.click()
    dialog = screen.view.findChild(SignDialog)
    assert dialog is not None
    return dialog


def link(dialog: SignDialog, text: str) -> LinkButton:
    return next(button for button in dialog.findChildren(LinkButton) if text in button.text())


def asked(dialog: SignDialog) -> tuple[ReasonDialog, QComboBox, QPlainTextEdit, Vow]:
    """The dialog that asks for a reason, with its fields."""
    asks = dialog.findChild(ReasonDialog)
    assert asks is not None
    box, words, vow = asks.findChild(QComboBox), asks.findChild(QPlainTextEdit), asks.findChild(Vow)
    assert box is not None
    assert words is not None
    assert vow is not None
    return asks, box, words, vow


def answer(qtbot: QtBot, dialog: SignDialog) -> None:
    """Give a reason against the contraindication, which has to be confirmed as well."""
    link(dialog, "Give a reason").click()
    asks, box, words, vow = asked(dialog)
    box.setCurrentIndex(1)
    words.setPlainText("No other way")
    asks.confirm()
    assert asks.isVisible(), "it was not confirmed"
    qtbot.keyClick(vow.box, Qt.Key.Key_Space)
    asks.confirm()


def test_that_a_contraindication_is_answered_confirmed_and_signed_out_of_the_dialog(
    qtbot: QtBot, screen: PlanScreen, chart: Chart
) -> None:
    dialog = signing(screen)
    dialog.confirm()
    assert "Answer one grave alert first" in dialog.problem.label.text()
    answer(qtbot, dialog)
    assert not dialog.safety.vouched
    dialog.confirm()
    assert "checked it yourself" in dialog.problem.label.text()
    mine = dialog.safety.findChildren(Vow)[-1]
    qtbot.keyClick(mine.box, Qt.Key.Key_Space)
    assert dialog.safety.vouched == ("moonwater",)
    dialog.confirm()
    assert chart.in_force.number == 7


def test_that_the_keyboard_begins_at_what_is_to_be_answered_and_goes_on_to_what_is_left(
    qtbot: QtBot, screen: PlanScreen
) -> None:
    dialog = signing(screen)
    assert dialog.focusWidget() is link(dialog, "Change the plan")
    answer(qtbot, dialog)
    assert dialog.focusWidget() is dialog.safety.findChildren(Vow)[-1].box


def test_that_the_ring_of_a_tick_box_does_not_lie_on_its_sentence(theme: Theme, qtbot: QtBot) -> None:
    vow = Vow(theme, "I have checked moonwater myself.")
    qtbot.addWidget(vow)
    vow.resize(400, 60)
    vow.show()
    sentence = next(label for label in vow.findChildren(Label) if label.text().startswith("I have"))
    assert sentence.x() >= vow.box.x() + vow.box.width() + theme.px(4)


def test_that_advice_against_something_is_not_headed_twice(screen: PlanScreen) -> None:
    dialog = signing(screen)
    link(dialog, "Give a reason").click()
    for part in (screen.view.safety, dialog.safety, asked(dialog)[0]):
        told = [label.text() for label in part.findChildren(Label) if "not combine" in label.text()]
        assert told
        assert all(text.startswith("Do not combine") for text in told)


def test_that_what_was_mended_is_not_told_any_more(qtbot: QtBot, screen: PlanScreen) -> None:
    dialog = signing(screen)
    link(dialog, "Give a reason").click()
    asks, box, words, vow = asked(dialog)
    asks.confirm()
    told = [label for label in asks.findChildren(Label) if label.isVisible() and label.text() in MISSING]
    assert len(told) == len(MISSING)
    box.setCurrentIndex(1)
    words.setPlainText("No other way")
    qtbot.keyClick(vow.box, Qt.Key.Key_Space)
    assert not [label.text() for label in told if label.isVisible()]


def test_that_the_dialog_leads_to_the_line_that_an_alert_is_about(screen: PlanScreen, chart: Chart) -> None:
    link(signing(screen), "Change the plan").click()
    assert screen.view.steps.table.selected_line() == chart.draft.items[-2].line_id
    assert chart.in_force == chart.signed


def test_that_the_strip_says_what_it_does_not_count(screen: PlanScreen) -> None:
    words = [label.text() for label in screen.view.burden.findChildren(Label) if label.isVisible()]
    assert "Not counted: moonwater" in words
    assert "At least high" in words or "At least moderate" in words


def test_that_a_key_in_the_line_editor_moves_the_alerts(
    qtbot: QtBot, screen: PlanScreen, chart: Chart
) -> None:
    before = screen.view.safety.safety
    screen.lines.add("ibuprofen")
    assert screen.view.safety.isVisible(), "the panel stays while a line is written"
    assert screen.view.safety.safety.undosed == ("ibuprofen",)
    assert len(screen.view.safety.safety.alerts) > len(before.alerts)
    screen.lines.cancel()
    assert screen.view.safety.safety.alerts == before.alerts


def test_that_no_alert_is_left_lying_over_the_list_when_the_ways_on_change(
    screen: PlanScreen, chart: Chart
) -> None:
    panel = screen.view.safety
    for version in (chart.signed.id, chart.draft.id):
        screen.presenter.choose_version(version)
        QApplication.processEvents()
        shown = [block for block in panel.findChildren(AlertBlock) if block.isVisible()]
        assert len(shown) == len(panel.safety.alerts) > 0
        places = [block.geometry() for block in shown]
        assert not any(one.intersects(other) for one, other in combinations(places, 2))


def test_that_the_export_says_its_columns_and_names_nobody_unless_told(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ExportDialog(theme, window, ReasonChoice())
    assert ", ".join(COLUMNS) in [label.text() for label in dialog.findChildren(Label)]
    chosen: list[tuple[object, object]] = []
    dialog.chosen.connect(lambda path, choice: chosen.append((path, choice)))
    dialog._send("/somewhere/reasons.csv")  # noqa: SLF001 - what the file dialog tells
    by_name = next(one for one in dialog.findChildren(QRadioButton) if "Name" in one.text().replace("&", ""))
    by_name.setChecked(True)
    dialog._send("/somewhere/reasons.csv")  # noqa: SLF001 - what the file dialog tells
    path = Path("/somewhere/reasons.csv")
    assert chosen == [(path, ReasonChoice()), (path, ReasonChoice(names=True))]


def test_that_a_refusal_stays_in_sight_when_the_check_comes_back(screen: PlanScreen) -> None:
    dialog = signing(screen)
    dialog.show_refusal("", "The disk is full.")
    dialog.show_safety(screen.view.safety.safety)
    assert dialog.problem.label.text() == "The disk is full."


def test_that_a_doubtful_base_is_said_before_signing_and_needs_the_signers_word(
    qtbot: QtBot, theme: Theme
) -> None:
    told = "The knowledge base was changed since it was sealed."
    words = SafetyWords(edition="safety data 1", warnings=(told,), to_vouch_for=(EVERYTHING,))
    lines = SafetyLines(theme, words)
    qtbot.addWidget(lines)
    said = [label.text() for label in lines.findChildren(Label)]
    assert told in said
    assert "Safety: the safety data cannot be relied on" in said
    assert lines.problem() == VOUCH
    vow = lines.findChild(Vow)
    assert vow is not None
    assert vow.box.accessibleName() == ALL_MYSELF
    vow.box.click()
    assert (lines.problem(), lines.vouched) == ("", (EVERYTHING,))
    assert words.not_counted == (), "the sums have counted every medicine all the same"
