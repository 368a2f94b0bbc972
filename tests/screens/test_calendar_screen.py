"""The calendar with real widgets: keyboard and mouse do the same, dialogs ask, parts stay alive."""

import gc
from datetime import time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from medmanager.domain.calendar.appointment import Appointment, AppointmentState
from medmanager.domain.calendar.schedule import DOUBLE_BOOKING
from medmanager.domain.changes import Change, Changes
from medmanager.domain.user import Role
from tests.builders import TODAY, new_id
from tests.conventions.screen_watch import clipped, nameless
from tests.screens.desk_practice import TUESDAY, DeskPractice, at
from tests.screens.on_display import on_display
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme
from ui.screens.calendar import CalendarScreen, build
from ui.screens.calendar.geometry import Place

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
SIZES = ((1368, 824), (1294, 692))


def opened(
    practice: DeskPractice, theme: Theme, qtbot: QtBot, size: tuple[int, int] = SIZES[0]
) -> CalendarScreen:
    screen = on_display(qtbot, build(practice.context, theme), CalendarScreen, size)
    screen.widget.activateWindow()
    qtbot.waitUntil(screen.view.grid.hasFocus)
    return screen


def point_of(screen: CalendarScreen, place: Place, down: int = 6) -> QPoint:
    """A point in the viewport, a little below the beginning of a place."""
    grid = screen.view.grid
    box = grid.measures.span_box(place.column, place.minute, place.minute + 15)
    x = box.left + box.width / 2 - grid.horizontalScrollBar().value()
    return QPoint(round(x), round(box.top + down - grid.verticalScrollBar().value()))


def drag(screen: CalendarScreen, qtbot: QtBot, start: Place, end: Place, *, drop: bool = True) -> None:
    viewport = screen.view.grid.viewport()
    qtbot.mousePress(viewport, LEFT, pos=point_of(screen, start))
    qtbot.mouseMove(viewport, point_of(screen, start) + QPoint(0, 9))
    qtbot.mouseMove(viewport, point_of(screen, end))
    if drop:
        qtbot.mouseRelease(viewport, LEFT, pos=point_of(screen, end))


def ink_at(screen: CalendarScreen, point: QPoint) -> str:
    return str(screen.view.grid.viewport().grab().toImage().pixelColor(point).name())


def only(practice: DeskPractice) -> Appointment:
    (visit,) = practice.stored()
    return visit


@pytest.fixture
def practice() -> DeskPractice:
    practice = DeskPractice()
    practice.booked(at(time(14)))
    return practice


def test_that_dragging_and_alt_with_arrows_move_alike(
    practice: DeskPractice, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(practice, theme, qtbot)
    drag(screen, qtbot, Place(0, 14 * 60), Place(1, 15 * 60))
    by_mouse = only(practice)
    assert (by_mouse.start, by_mouse.provider_id) == (at(time(15)), practice.nurse.id)
    undo = practice.said.undo
    assert undo is not None
    undo()
    grid = screen.view.grid
    grid.select(by_mouse.id)
    for key, times in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 4)):
        for _ in range(times):
            qtbot.keyClick(grid, key, ALT)
    assert grid.accessibleDescription() == "15:00 to 15:30, Ferreira"
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    by_keys = only(practice)
    assert (by_keys.start, by_keys.provider_id) == (by_mouse.start, by_mouse.provider_id)


def test_that_escape_takes_a_drag_back(practice: DeskPractice, theme: Theme, qtbot: QtBot) -> None:
    screen = opened(practice, theme, qtbot)
    drag(screen, qtbot, Place(0, 14 * 60), Place(1, 15 * 60), drop=False)
    ghost = point_of(screen, Place(1, 15 * 60 + 15), down=12)
    assert ink_at(screen, ghost) == theme.colour("accentSoft").name()
    qtbot.keyClick(screen.view.grid, Qt.Key.Key_Escape)
    qtbot.mouseRelease(screen.view.grid.viewport(), LEFT, pos=point_of(screen, Place(1, 15 * 60)))
    assert ink_at(screen, ghost) == theme.colour("surface").name()
    assert only(practice).start == at(time(14))


def test_that_the_lower_edge_changes_the_length_by_mouse_and_by_keys(
    practice: DeskPractice, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(practice, theme, qtbot)
    grid, viewport = screen.view.grid, screen.view.grid.viewport()
    edge = point_of(screen, Place(0, 14 * 60 + 30), down=-3)
    qtbot.mousePress(viewport, LEFT, pos=edge)
    qtbot.mouseMove(viewport, edge + QPoint(0, 12))
    qtbot.mouseMove(viewport, point_of(screen, Place(0, 14 * 60 + 45)))
    qtbot.mouseRelease(viewport, LEFT, pos=point_of(screen, Place(0, 14 * 60 + 45)))
    assert only(practice).minutes == 60
    grid.select(only(practice).id)
    qtbot.keyClick(grid, Qt.Key.Key_Up, ALT | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert only(practice).minutes == 45


def test_that_a_drop_on_another_visit_asks_and_books_only_when_meant(
    practice: DeskPractice, theme: Theme, qtbot: QtBot
) -> None:
    practice.booked(at(time(15)), practice.patient(family_name="Quill", given_name="Rosa"))
    screen = opened(practice, theme, qtbot)
    drag(screen, qtbot, Place(0, 14 * 60), Place(0, 15 * 60))
    dialog = screen.desk.overrule_dialog
    assert dialog.isVisible()
    assert dialog.sentence.text().endswith("In the way: RQ.")
    assert not dialog.reason.isVisible()
    dialog.reject()
    assert practice.stored()[0].start == at(time(14))
    drag(screen, qtbot, Place(0, 14 * 60), Place(0, 15 * 60))
    qtbot.mouseClick(dialog.primary, LEFT)
    assert [one.start for one in practice.stored()] == [at(time(15))] * 2


def test_that_outside_the_hours_a_reason_must_be_written(
    practice: DeskPractice, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(practice, theme, qtbot)
    drag(screen, qtbot, Place(0, 14 * 60), Place(0, 12 * 60))
    dialog = screen.desk.overrule_dialog
    qtbot.mouseClick(dialog.primary, LEFT)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.reason.editor, "works shifts")
    qtbot.keyClick(dialog.reason.editor, Qt.Key.Key_Return)
    assert only(practice).start == at(time(12))
    assert "works shifts" in only(practice).desk_note


def test_that_a_visit_in_the_room_is_not_dragged_away(theme: Theme, qtbot: QtBot) -> None:
    practice = DeskPractice()
    practice.booked(at(time(14)), state=AppointmentState.IN_ROOM)
    screen = opened(practice, theme, qtbot)
    drag(screen, qtbot, Place(0, 14 * 60), Place(0, 15 * 60))
    assert only(practice).start == at(time(14))


def test_that_a_follow_up_is_booked_by_keys_alone(theme: Theme, qtbot: QtBot) -> None:
    practice = DeskPractice()
    screen = opened(practice, theme, qtbot)
    qtbot.keyClick(screen.view.grid, Qt.Key.Key_N)
    dialog = screen.desk.booking_dialog
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.picker.box, "lind")
    qtbot.keyClick(dialog.picker.box, Qt.Key.Key_Return)
    dialog.moment.selectAll()
    qtbot.keyClicks(dialog.moment, "tue 2p")
    qtbot.keyClick(dialog.moment, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert only(practice).start == at(time(14), TUESDAY)


def test_that_enter_on_a_free_place_books_there_and_on_a_visit_changes_it(
    practice: DeskPractice, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(practice, theme, qtbot)
    grid, dialog = screen.view.grid, screen.desk.booking_dialog
    qtbot.mouseClick(grid.viewport(), LEFT, pos=point_of(screen, Place(2, 9 * 60)))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert dialog.moment.text() == "Tue, Nov 24, 2026, 9:00"
    dialog.reject()
    qtbot.mouseDClick(grid.viewport(), LEFT, pos=point_of(screen, Place(0, 14 * 60)))
    assert dialog.title.text() == "Change appointment"
    assert dialog.picker.name.text() == "LINDQVIST, Maren"


def test_that_delete_asks_why_and_needs_an_answer(practice: DeskPractice, theme: Theme, qtbot: QtBot) -> None:
    screen = opened(practice, theme, qtbot)
    qtbot.mouseClick(screen.view.grid.viewport(), LEFT, pos=point_of(screen, Place(0, 14 * 60)))
    qtbot.keyClick(screen.view.grid, Qt.Key.Key_Delete)
    dialog = screen.desk.cancel_dialog
    qtbot.mouseClick(dialog.primary, LEFT)
    assert dialog.isVisible()
    assert practice.state() is AppointmentState.BOOKED
    usual = next(button for button in dialog.findChildren(QPushButton) if button.text() == "ill")
    qtbot.mouseClick(usual, LEFT)
    qtbot.mouseClick(dialog.primary, LEFT)
    assert (practice.state(), only(practice).cancel_reason) == (AppointmentState.CANCELED, "ill")


def test_that_arrows_walk_through_the_grid_and_say_where_they_are(
    practice: DeskPractice, theme: Theme, qtbot: QtBot
) -> None:
    grid = opened(practice, theme, qtbot).view.grid
    assert grid.accessibleDescription() == "Mon, Nov 23, Osei, 9:00, free"
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.accessibleDescription() == "Mon, Nov 23, Ferreira, 9:00, free"
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    for _ in range(10):
        qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.accessibleDescription().startswith("LINDQVIST, Maren, 14:00 to 14:30")


def test_that_t_and_page_keys_turn_the_week(practice: DeskPractice, theme: Theme, qtbot: QtBot) -> None:
    screen = opened(practice, theme, qtbot)
    qtbot.keyClick(screen.view.grid, Qt.Key.Key_PageDown)
    assert screen.view.title.text() == "Nov 30 to Dec 4, 2026"
    qtbot.keyClick(screen.view.grid, Qt.Key.Key_T)
    assert screen.view.title.text() == "Nov 23 to 27, 2026"


def test_that_a_refused_form_shows_what_overrules_it_beside_the_time(
    practice: DeskPractice, theme: Theme, qtbot: QtBot
) -> None:
    quill = practice.patient(family_name="Quill", given_name="Rosa")
    screen = opened(practice, theme, qtbot)
    dialog = screen.desk.booking_dialog
    screen.begin_booking()
    assert not dialog.form.fields[DOUBLE_BOOKING].isVisible()
    qtbot.keyClicks(dialog.picker.box, "quill")
    qtbot.keyClick(dialog.picker.box, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.moment, "today 14:00")
    qtbot.mouseClick(dialog.primary, LEFT)
    assert dialog.form.fields[DOUBLE_BOOKING].isVisible()
    dialog.double.setChecked(True)
    qtbot.mouseClick(dialog.primary, LEFT)
    assert [one.patient_id for one in practice.stored() if one.patient_id == quill.id] == [quill.id]


def test_that_a_proposal_is_booked_from_the_tray_after_a_garbage_collection(
    theme: Theme, qtbot: QtBot
) -> None:
    practice = DeskPractice()
    practice.planned()
    screen = opened(practice, theme, qtbot)
    gc.collect()
    button = screen.view.tray.proposals.rows.rows()[0].button
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    assert len(practice.stored()) == 1
    assert screen.view.tray.proposals.rows.rows() == ()


def test_that_an_opening_begins_a_booking(practice: DeskPractice, theme: Theme, qtbot: QtBot) -> None:
    screen = opened(practice, theme, qtbot)
    row = screen.view.tray.openings.rows.rows()[1]
    qtbot.mouseClick(row, LEFT)
    assert screen.desk.booking_dialog.moment.text() == "Tue, Nov 24, 2026, 9:00"


def test_that_the_selection_outlives_a_refresh(practice: DeskPractice, theme: Theme, qtbot: QtBot) -> None:
    screen = opened(practice, theme, qtbot)
    screen.show_subject(only(practice).id)
    screen.context.feed.publish(Changes((Change("appointment", new_id()),)))
    assert screen.view.grid.selected() == only(practice).id
    assert screen.view.tray.details.isVisible()


def test_that_only_changes_of_the_schedule_concern_it(
    practice: DeskPractice, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(practice, theme, qtbot)
    assert screen.concerns(Changes((Change("plan", new_id()),)))
    assert not screen.concerns(Changes((Change("draft", new_id()),)))


def test_that_an_administrator_cannot_begin_a_booking(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(DeskPractice(Role.ADMIN), theme, qtbot)
    assert not screen.view.new.isVisible()
    qtbot.keyClick(screen.view.grid, Qt.Key.Key_N)
    qtbot.keyClick(screen.view.grid, Qt.Key.Key_Return)
    assert not screen.desk.booking_dialog.isVisible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("palette", list(PaletteName))
def test_that_it_is_named_whole_and_painted_in_every_palette(
    theme: Theme, qtbot: QtBot, palette: PaletteName, size: tuple[int, int]
) -> None:
    practice = DeskPractice()
    practice.planned()
    names = ("Mbeki-Sørensen", "van der Westhuizen-Oppenheimer", "Ng")
    for number, name in enumerate(names):
        visitor = practice.patient(family_name=name, given_name="Alexandra")
        practice.booked(at(time(9)) + timedelta(minutes=20 * number), visitor, state=AppointmentState.DONE)
    theme.use(palette)
    screen = opened(practice, theme, qtbot, size)
    screen.show_subject(practice.stored()[1].id)
    assert screen.widget.width() == size[0]
    assert not nameless(screen.widget)
    assert not clipped(screen.widget)
    picture = screen.view.grid.grab().toImage()
    inks = {picture.pixelColor(x, y).name() for x in range(60, 300, 3) for y in range(60, 300, 3)}
    assert theme.colour("off").name() in inks
    assert theme.colour("selection").name() in inks


def test_that_the_day_shown_is_the_one_that_was_asked_for(
    practice: DeskPractice, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(practice, theme, qtbot)
    screen.show_day(TODAY + timedelta(days=7))
    assert screen.view.title.text() == "Nov 30 to Dec 4, 2026"


def test_that_its_head_stays_one_row_in_the_smallest_window(
    practice: DeskPractice, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(practice, theme, qtbot, (952, 564))
    assert screen.view.head.is_single()
    assert not screen.view.hours_missing.isVisible()
    assert not clipped(screen.widget)


@pytest.mark.parametrize("size", [(952, 564), SIZES[0]])
def test_that_the_hours_come_before_the_legend(
    practice: DeskPractice, theme: Theme, qtbot: QtBot, size: tuple[int, int]
) -> None:
    screen = opened(practice, theme, qtbot, size)
    words = [label for label in screen.widget.findChildren(QLabel) if label.text() == "Not confirmed"]
    assert any(label.isVisible() for label in words) == (size == SIZES[0])
    assert screen.view.grid.height() > size[1] - 120
