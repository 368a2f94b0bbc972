"""The safety card while a dose is typed: what cannot be read is said, and the alerts stay where they are."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.labels import Label
from ui.kit.palettes import Severity
from ui.kit.safety.words import AlertWords, SafetyWords
from ui.kit.theme import Theme
from ui.screens.plan.safety.blocks import AlertBlock
from ui.screens.plan.safety.view import SafetyCard

ALERT = AlertWords(
    Severity.MAJOR, "phenelzine with venlafaxine", "It may be fatal.", "Do not combine.", "A label"
)
ANSWER = SafetyWords(edition="safety data", alerts=(ALERT,))


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> SafetyCard:
    card = SafetyCard(theme)
    qtbot.addWidget(card)
    card.resize(280, 600)
    card.show()
    return card


def seen(card: SafetyCard) -> str:
    QApplication.processEvents()
    return " ".join(label.text() for label in card.findChildren(Label) if label.isVisible())


@pytest.mark.parametrize("alerts", [(), (ALERT,)], ids=["none", "one"])
def test_that_a_dose_that_cannot_be_read_is_said_and_gone_once_it_can(
    card: SafetyCard, alerts: tuple[AlertWords, ...]
) -> None:
    answer = replace(ANSWER, alerts=alerts)
    card.show_safety(replace(answer, unread="sertraline"))
    assert "sertraline Its new dose; it cannot be read yet" in seen(card)
    assert answer.silence not in seen(card)
    card.show_safety(replace(answer, unread="lithium"))
    assert "lithium Its new dose" in seen(card)
    assert "sertraline" not in seen(card)
    card.show_safety(answer)
    assert "cannot be read" not in seen(card)
    assert (answer.silence in seen(card)) is (not alerts)


def test_that_the_alerts_stay_where_they_are_for_it(card: SafetyCard) -> None:
    card.show_safety(ANSWER)
    assert "phenelzine" in seen(card)
    (block,) = card.findChildren(AlertBlock)
    place = block.geometry()
    card.show_safety(replace(ANSWER, unread="sertraline"))
    assert "sertraline" in seen(card)
    assert card.findChildren(AlertBlock) == [block]
    assert block.geometry() == place


def test_that_what_cannot_be_read_stays_said_while_it_is_checked_again(card: SafetyCard) -> None:
    card.show_safety(replace(ANSWER, unread="sertraline"))
    card.show_safety(replace(ANSWER, unread="sertraline", running=True))
    assert "cannot be read" in seen(card)
