"""Today with real widgets, as the desk and as a clinician open it."""

import gc
from datetime import time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from medmanager.domain.calendar.appointment import AppointmentState
from medmanager.domain.changes import Change, Changes
from medmanager.domain.ids import PatientId
from medmanager.domain.user import Role
from tests.builders import NOW, TODAY, a_visit, keep, new_id
from tests.conventions.screen_watch import clipped, nameless
from tests.kit.fakes import SetClock
from tests.screens.desk_practice import DeskPractice, at
from tests.screens.on_display import on_display
from ui.kit.palettes import PaletteName
from ui.kit.tables.table import DataTable
from ui.kit.theme import Theme
from ui.screens.today import TodayScreen, build
from ui.screens.today.clinic_lines import WeekLine
from ui.screens.today.day_list import DayList
from ui.screens.today.model import WEEK_COLUMNS

LEFT = Qt.MouseButton.LeftButton
SIZES = ((1368, 824), (1294, 692))


def opened(
    practice: DeskPractice, theme: Theme, qtbot: QtBot, size: tuple[int, int] = SIZES[0]
) -> TodayScreen:
    return on_display(qtbot, build(practice.context, theme), TodayScreen, size)


def columns(screen: TodayScreen) -> list[DayList]:
    return [one for one in screen.widget.findChildren(DayList) if one.isVisible()]


def columns_of(screen: TodayScreen) -> list[DayList]:
    """Also of a page that is covered."""
    return screen.widget.findChildren(DayList)


def a_busy_desk() -> DeskPractice:
    practice = DeskPractice()
    practice.planned()
    practice.booked(at(time(9)), state=AppointmentState.DONE)
    long_name = practice.patient(family_name="van der Westhuizen-Oppenheimer", given_name="Bartholomew")
    practice.booked(at(time(14)), long_name)
    practice.booked(at(time(15)), practice.patient(family_name="Quill"), provider_id=practice.nurse.id)
    return practice


def test_that_a_click_selects_a_visit_and_its_card_sets_the_state(theme: Theme, qtbot: QtBot) -> None:
    practice = DeskPractice()
    practice.booked(at(time(9)))
    screen = opened(practice, theme, qtbot)
    gc.collect()
    (osei, _) = columns(screen)
    qtbot.mouseClick(osei, LEFT, pos=QPoint(80, 20))
    card = screen.view.desk.details
    assert card.isVisible()
    assert card.name.text() == "LINDQVIST, Maren"
    arrived = card.buttons.itemAt(0)
    assert arrived is not None
    button = arrived.widget()
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    assert practice.state() is AppointmentState.ARRIVED
    assert osei.row_of(practice.stored()[0].id) is not None


def test_that_an_open_stretch_is_booked_by_mouse_and_by_keys(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(DeskPractice(), theme, qtbot)
    dialog = screen.desk.booking_dialog
    (osei, _) = columns(screen)
    qtbot.mouseClick(osei, LEFT, pos=QPoint(80, 10))
    assert dialog.moment.text() == "Mon, Nov 23, 2026, 10:45"
    dialog.reject()
    dialog.moment.clear()
    qtbot.keyClick(osei, Qt.Key.Key_Return)
    assert dialog.moment.text() == "Mon, Nov 23, 2026, 10:45"


def test_that_arrows_pass_over_the_break_and_say_where_they_are(theme: Theme, qtbot: QtBot) -> None:
    practice = DeskPractice()
    practice.booked(at(time(14)))
    (osei, _) = columns(opened(practice, theme, qtbot))
    for _ in range(2):
        qtbot.keyClick(osei, Qt.Key.Key_Down)
    assert osei.accessibleDescription() == "14:00, LINDQVIST, Maren, 30 min, follow-up, Not confirmed"


def test_that_a_call_is_answered_with_its_button(theme: Theme, qtbot: QtBot) -> None:
    practice = DeskPractice()
    practice.booked(at(time(15)))
    screen = opened(practice, theme, qtbot)
    button = screen.view.desk.calls.rows()[0].button
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    assert practice.state() is AppointmentState.CONFIRMED
    assert screen.view.desk.calls.rows() == ()


def test_that_a_proposal_is_booked_with_its_button(theme: Theme, qtbot: QtBot) -> None:
    practice = DeskPractice()
    practice.planned()
    screen = opened(practice, theme, qtbot)
    button = screen.view.desk.proposals.rows()[0].button
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    assert len(practice.stored()) == 1


def test_that_keys_turn_the_day_and_n_begins_a_booking(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(DeskPractice(), theme, qtbot)
    qtbot.keyClick(screen.view, Qt.Key.Key_PageDown)
    assert screen.view.title.text() == "Tue, Nov 24"
    qtbot.keyClick(screen.view, Qt.Key.Key_T)
    assert screen.view.title.text() == "Today"
    qtbot.keyClick(screen.view, Qt.Key.Key_N)
    assert screen.desk.booking_dialog.isVisible()


def test_that_a_clinician_opens_the_chart_that_is_offered_and_the_note(theme: Theme, qtbot: QtBot) -> None:
    practice = DeskPractice(Role.PROVIDER)
    practice.booked(at(time(14)))
    note = a_visit(practice.maren, practice.provider, NOW - timedelta(days=3))
    keep(practice.session, note)
    screen = opened(practice, theme, qtbot)
    assert screen.view.primary.text() == "Open LINDQVIST, Maren"
    qtbot.mouseClick(screen.view.primary, LEFT)
    assert practice.went.patients[-1][:2] == (practice.maren.id, "summary")
    button = screen.view.clinic.notes.rows()[0].button
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    assert practice.went.patients[-1] == (practice.maren.id, "visits", note.id)


def test_that_selecting_another_visit_offers_another_chart(theme: Theme, qtbot: QtBot) -> None:
    practice = DeskPractice(Role.PROVIDER)
    practice.booked(at(time(14)))
    practice.booked(at(time(15)), practice.patient(family_name="Quill", given_name="Rosa"))
    screen = opened(practice, theme, qtbot)
    table = screen.view.clinic.visits
    assert table.selected_record() is not None
    table.step(1)
    assert screen.view.primary.text() == "Open QUILL, Rosa"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert practice.went.patients[-1][1] == "summary"


def test_that_an_administrator_sees_neither_calls_nor_a_booking_button(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(DeskPractice(Role.ADMIN), theme, qtbot)
    assert not screen.view.desk.calls_card.isVisible()
    assert not screen.view.primary.isVisible()


def test_that_changes_of_the_schedule_refresh_it_and_others_do_not(theme: Theme, qtbot: QtBot) -> None:
    practice = DeskPractice()
    screen = opened(practice, theme, qtbot)
    practice.booked(at(time(14)))
    screen.context.feed.publish(Changes((Change("appointment", practice.stored()[0].id),)))
    assert columns(screen)[0].row_of(practice.stored()[0].id) is not None
    assert not screen.concerns(Changes((Change("draft", new_id()),)))


def test_that_a_covered_page_waits_with_the_time_until_it_is_seen_again(theme: Theme, qtbot: QtBot) -> None:
    practice = DeskPractice()
    practice.booked(at(time(11)), state=AppointmentState.CONFIRMED)
    screen = opened(practice, theme, qtbot)
    visit = practice.stored()[0].id
    screen.widget.hide()
    clock = practice.context.clock
    assert isinstance(clock, SetClock)
    clock.advance(minutes=30)
    screen.view.days._minute.timeout.emit()  # noqa: SLF001 - as if a minute had passed
    shown = columns_of(screen)[0].row_of(visit)
    assert shown is not None
    assert shown.words == "Confirmed"
    screen.widget.show()
    shown = columns_of(screen)[0].row_of(visit)
    assert shown is not None
    assert shown.words == "Late"


def test_that_a_day_can_be_turned_to_from_outside(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(DeskPractice(), theme, qtbot)
    screen.show_day(TODAY + timedelta(days=2))
    assert screen.view.title.text() == "Wed, Nov 25"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("palette", list(PaletteName))
def test_that_the_desk_is_named_whole_and_fits_in_every_palette(
    theme: Theme, qtbot: QtBot, palette: PaletteName, size: tuple[int, int]
) -> None:
    theme.use(palette)
    screen = opened(a_busy_desk(), theme, qtbot, size)
    assert screen.widget.width() == size[0]
    assert not nameless(screen.widget)
    assert not clipped(screen.widget)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("palette", list(PaletteName))
def test_that_the_clinic_is_named_whole_and_fits_in_every_palette(
    theme: Theme, qtbot: QtBot, palette: PaletteName, size: tuple[int, int]
) -> None:
    practice = DeskPractice(Role.PROVIDER)
    practice.planned()
    practice.booked(at(time(14)))
    theme.use(palette)
    screen = opened(practice, theme, qtbot, size)
    assert screen.widget.width() == size[0]
    assert not nameless(screen.widget)
    assert not clipped(screen.widget)


def test_that_many_steps_of_one_day_wrap_and_leave_their_kind_in_sight(theme: Theme, qtbot: QtBot) -> None:
    table = DataTable(theme, "Dose steps", WEEK_COLUMNS)
    qtbot.addWidget(table)
    table.resize(984, 200)
    table.show()
    words = "; ".join(f"{name} 25 mg as needed started" for name in ("hydroxyzine", "risperidone") * 4)
    table.show_rows(
        [WeekLine(1, PatientId(new_id()), "today", "GREY, Anton", words, "Step", "pill", "accent")]
    )
    assert table.horizontalScrollBar().maximum() == 0
    assert table.rowHeight(0) > table.verticalHeader().defaultSectionSize()
