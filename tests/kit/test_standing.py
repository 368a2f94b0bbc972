"""How an appointment stands at an instant, and heads of pages that flow into more rows."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.calendar.appointment import AppointmentMode, AppointmentState
from tests.builders import a_patient, a_user, an_appointment
from ui.kit.layout.two_ended import TwoEnded
from ui.kit.page_head import PageHead
from ui.kit.palettes import PaletteName
from ui.kit.standing import standing, visit_words
from ui.kit.theme import Theme

ZONE = ZoneInfo("America/New_York")
START = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
PATIENT, PROVIDER = a_patient(), a_user()


def said(state: AppointmentState, minutes: float) -> str:
    """How a visit of that state stands so many minutes after its start."""
    appointment = an_appointment(PATIENT, PROVIDER, START, state=state)
    return standing(appointment, START + timedelta(minutes=minutes), ZONE).words


@pytest.mark.parametrize(
    ("state", "minutes", "words"),
    [
        (AppointmentState.BOOKED, -3 * 1440, "Booked"),
        (AppointmentState.BOOKED, -1440, "Not confirmed"),
        (AppointmentState.CONFIRMED, -1440, "Confirmed"),
        (AppointmentState.CONFIRMED, 5, "Confirmed"),
        (AppointmentState.CONFIRMED, 6, "Late"),
        (AppointmentState.BOOKED, 6, "Late"),
        (AppointmentState.ARRIVED, 6, "Arrived"),
        (AppointmentState.IN_ROOM, 6, "In room"),
        (AppointmentState.BOOKED, 1440, "Not closed"),
        (AppointmentState.DONE, 1440, "Done"),
        (AppointmentState.CANCELED, -10, "Canceled"),
        (AppointmentState.NO_SHOW, 60, "No show"),
    ],
)
def test_that_late_unconfirmed_and_not_closed_follow_from_the_clock(
    state: AppointmentState, minutes: float, words: str
) -> None:
    assert said(state, minutes) == words


def test_that_a_visit_of_this_evening_is_late_and_not_of_another_utc_day() -> None:
    evening = an_appointment(PATIENT, PROVIDER, datetime(2026, 11, 23, 23, 50, tzinfo=UTC))
    after = datetime(2026, 11, 24, 0, 10, tzinfo=UTC)
    assert standing(evening, after, ZONE).words == "Late"


def test_that_a_visit_says_length_reason_and_mode() -> None:
    visit = an_appointment(PATIENT, PROVIDER, START, minutes=90, mode=AppointmentMode.VIDEO)
    assert visit_words(visit) == "1 h 30 min, follow-up, video"


def test_that_a_head_flows_into_more_rows_only_where_it_must(theme: Theme, qtbot: QtBot) -> None:
    head = TwoEnded(theme, 48)
    head.left.addWidget(QPushButton("Where we are"))
    for number in range(5):
        head.right.addWidget(QPushButton(f"Button number {number}"))
    qtbot.addWidget(head)
    head.resize(1200, 48)
    head.show()
    head.arrange()
    assert head.is_single()
    assert head.height() == 48
    head.resize(420, 48)
    assert not head.is_single()
    buttons = head.findChildren(QPushButton)
    assert all(button.mapTo(head, button.rect().bottomRight()).x() <= head.width() for button in buttons)
    assert len({button.mapTo(head, button.rect().topLeft()).y() for button in buttons}) > 2


def test_that_larger_text_alone_makes_a_head_flow(theme: Theme, qtbot: QtBot) -> None:
    head = TwoEnded(theme, 48)
    head.left.addWidget(QPushButton("Where we are"))
    for number in range(3):
        head.right.addWidget(QPushButton(f"Button number {number}"))
    qtbot.addWidget(head)
    head.resize(600, 48)
    head.show()
    head.arrange()
    assert head.is_single()
    theme.use(PaletteName.LIGHT, 1.9)
    head.arrange()
    assert not head.is_single()


def test_that_the_words_of_a_page_break_before_its_buttons_go_below(theme: Theme, qtbot: QtBot) -> None:
    head = PageHead(theme, "Summary", "Bipolar II disorder, with us since August 17 of last year")
    head.add(QPushButton("Print the plan"))
    head.add(QPushButton("Start the visit"))
    page = QWidget()
    QVBoxLayout(page).addWidget(head)
    qtbot.addWidget(page)
    page.show()
    seen = []
    for width in (900, 600, 400):
        page.resize(width, 200)
        QApplication.processEvents()
        whole = head.words.heightForWidth(head.words.width()) <= head.words.height()
        seen.append((head.is_single(), head.words.width() < theme.text_width(head.words.text()), whole))
    assert seen == [(True, False, True), (True, True, True), (False, True, True)]


def test_that_a_button_that_comes_later_finds_room(theme: Theme, qtbot: QtBot) -> None:
    head = PageHead(theme, "Patients")
    late = QPushButton("Import the records of other systems")
    for button in (late, QPushButton("New patient")):
        head.add(button)
    late.hide()
    qtbot.addWidget(head)
    head.resize(400, 56)
    head.show()
    QApplication.processEvents()
    assert head.is_single()
    late.show()
    QApplication.processEvents()
    assert not head.is_single()
    assert late.width() >= late.sizeHint().width()
