"""The calendar grid without pixels and with them: blocks, lanes, places, cursor, and how names are broken."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medmanager.domain.calendar.appointment import AppointmentMode, AppointmentState
from medmanager.domain.calendar.schedule import Board, board_days, provider_columns
from medmanager.domain.local_time import instant_at
from tests.builders import NOW, TODAY, a_patient, a_practice, a_user, an_appointment
from tests.screens.desk_practice import HOURS, TUESDAY, ZONE, DeskPractice, at
from ui.screens.calendar.block_text import Room, break_name, fit
from ui.screens.calendar.blocks import GridSheet, Look, SheetSource, make_sheet
from ui.screens.calendar.geometry import SNAP, Place, measure
from ui.screens.calendar.steps import misfits, next_place, problem_at


def sheet_of(practice: DeskPractice, days: int = 7, now: datetime = NOW) -> GridSheet:
    board = practice.services.calendar.board(TODAY, days)
    proposals = practice.services.calendar.proposals()
    return make_sheet(SheetSource(board, proposals, now))


def looks(practice: DeskPractice) -> list[tuple[str, str, Look]]:
    return [(block.title, block.second, block.look) for block in sheet_of(practice).blocks]


def test_that_a_week_leaves_out_the_closed_weekend_and_shrinks_the_closed_day() -> None:
    sheet = sheet_of(DeskPractice())
    assert [day.head for day in sheet.days] == [
        "Mon, Nov 23",
        "Tue, Nov 24",
        "Wed, Nov 25",
        "Thu, Nov 26",
        "Fri, Nov 27",
    ]
    assert [sum(column.day == number for column in sheet.columns) for number in range(5)] == [2, 2, 2, 1, 2]
    assert (sheet.first, sheet.last, sheet.now) == (8, 17, 10 * 60 + 42)


def test_that_a_visit_on_a_closed_day_brings_its_columns_back() -> None:
    practice = DeskPractice()
    practice.booked(at(time(10), TODAY + timedelta(days=3)))
    sheet = sheet_of(practice)
    assert sum(column.day == 3 for column in sheet.columns) == 2


def test_that_blocks_say_state_mode_or_reason() -> None:
    practice = DeskPractice()
    practice.booked(at(time(9)), state=AppointmentState.DONE)
    practice.booked(at(time(9, 30)), practice.patient(family_name="Quill", given_name="Rosa"))
    practice.booked(at(time(10, 30)), practice.patient(family_name="Keller"), state=AppointmentState.IN_ROOM)
    practice.booked(
        at(time(14)),
        practice.patient(family_name="Petrov", given_name="Lena"),
        state=AppointmentState.CONFIRMED,
        mode=AppointmentMode.VIDEO,
    )
    practice.booked(at(time(15)), practice.patient(family_name="Tanaka", given_name="Sora"))
    practice.booked(at(time(16)), practice.patient(family_name="Novak"), state=AppointmentState.CANCELED)
    practice.booked(at(time(9), TODAY + timedelta(days=4)), practice.patient(family_name="Roth"))
    assert looks(practice) == [
        ("Lindqvist M", "done", Look.OVER),
        ("Quill R", "late", Look.LATE),
        ("Keller M", "in room", Look.INFO),
        ("Petrov L", "video", Look.PLAIN),
        ("Tanaka S", "not conf.", Look.WARN),
        ("Novak M", "canceled", Look.CANCELED),
        ("Roth M", "follow-up", Look.PLAIN),
    ]


def test_that_a_proposal_is_a_dashed_block_without_its_clinical_reason() -> None:
    practice = DeskPractice()
    practice.planned()
    board = practice.services.calendar.board(TODAY + timedelta(days=14), 7)
    sheet = make_sheet(SheetSource(board, practice.services.calendar.proposals(), NOW))
    (block,) = sheet.blocks
    assert (block.look, block.second, block.movable) == (Look.PROPOSED, "step check", False)
    assert "lamotrigine" not in block.spoken


def test_that_a_canceled_visit_gives_way_to_the_one_that_took_its_time() -> None:
    practice = DeskPractice()
    practice.booked(at(time(14)), state=AppointmentState.CANCELED)
    practice.booked(at(time(14)), practice.patient(family_name="Quill"))
    blocks = {block.title: block for block in sheet_of(practice).blocks}
    assert blocks["Lindqvist M"].thin
    assert blocks["Quill M"].room
    assert blocks["Quill M"].lanes == 1


def test_that_hours_widen_for_a_visit_outside_them() -> None:
    practice = DeskPractice()
    practice.booked(at(time(18, 30)))
    practice.booked(at(time(6, 15), TUESDAY))
    sheet = sheet_of(practice)
    assert (sheet.first, sheet.last) == (6, 19)


def test_that_a_sunday_on_which_the_clocks_change_keeps_its_wall_times() -> None:
    day = datetime(2026, 3, 8, tzinfo=ZONE).date()
    patient, provider = a_patient(), a_user()
    visit = an_appointment(patient, provider, instant_at(day, time(10), ZONE))
    board = Board(
        board_days(a_practice(hours=HOURS), day, 1),
        "America/New_York",
        provider_columns([provider]),
        (visit,),
    )
    (block,) = make_sheet(SheetSource(board, (), NOW)).blocks
    assert (block.start, block.minutes) == (600, 30)


@st.composite
def crowded(draw: st.DrawFn) -> GridSheet:
    """One column with whatever overlaps."""
    practice = DeskPractice()
    for start, minutes, state in draw(
        st.lists(
            st.tuples(
                st.integers(0, 31), st.sampled_from((15, 30, 45, 90)), st.sampled_from(AppointmentState)
            ),
            max_size=7,
        )
    ):
        practice.booked(at(time(9)) + timedelta(minutes=15 * start), minutes=minutes, state=state)
    return sheet_of(practice, days=1)


@given(crowded())
def test_that_blocks_never_lie_over_one_another(sheet: GridSheet) -> None:
    geometry = measure(sheet, 800, 600)
    boxes = [(block, geometry.block_box(block)) for block in sheet.blocks]
    for number, (block, one) in enumerate(boxes):
        for other_block, other in boxes[number + 1 :]:
            if block.thin and other_block.thin:
                continue
            apart = (
                one.left + one.width <= other.left + 0.01
                or other.left + other.width <= one.left + 0.01
                or block.end <= other_block.start
                or other_block.end <= block.start
            )
            assert apart
        column = geometry.span_box(block.column, 0, 24 * 60)
        assert column.left <= one.left
        assert one.left + one.width <= column.left + column.width + 0.01


@given(st.integers(300, 2000), st.integers(200, 1400), st.integers(0, 8), st.integers(8 * 4, 17 * 4 - 1))
def test_that_a_place_is_found_again_where_it_was_drawn(
    width: int, height: int, column: int, quarter: int
) -> None:
    geometry = measure(sheet_of(DeskPractice()), width, height)
    box = geometry.span_box(column, quarter * SNAP, (quarter + 1) * SNAP)
    found = geometry.place_at(box.left + box.width / 2, box.top + box.height / 2)
    assert found == Place(column, quarter * SNAP)


def test_that_a_day_fits_without_scrolling_where_there_is_room_and_stays_readable_where_not() -> None:
    sheet = sheet_of(DeskPractice())
    assert measure(sheet, 1000, 700).height == pytest.approx(700)
    assert measure(sheet, 1000, 100).hour == 44
    assert measure(sheet, 100, 700).width > 100


def test_that_the_cursor_goes_to_the_next_visit_or_half_hour_and_across_columns() -> None:
    practice = DeskPractice()
    practice.booked(at(time(9, 15)), minutes=60)
    sheet = sheet_of(practice)
    down = next_place(sheet, Place(0, 9 * 60), (0, 1))
    assert down == Place(0, 9 * 60 + 15)
    assert next_place(sheet, down, (0, 1)) == Place(0, 10 * 60 + 30)
    assert next_place(sheet, Place(1, 9 * 60 + 30), (-1, 0)) == Place(0, 9 * 60 + 15)
    assert next_place(sheet, Place(0, 8 * 60), (0, -1)) == Place(0, 8 * 60)
    assert next_place(sheet, Place(0, 8 * 60), (-1, 0)) == Place(0, 8 * 60)


def test_that_a_move_onto_another_visit_or_outside_the_hours_is_told() -> None:
    practice = DeskPractice()
    moved = practice.booked(at(time(9)))
    practice.booked(at(time(14)), practice.patient(family_name="Quill"))
    sheet = sheet_of(practice)
    block = sheet.block(moved.id)
    assert block is not None
    assert problem_at(sheet, block, Place(0, 14 * 60 + 15), 30) == "taken"
    assert problem_at(sheet, block, Place(0, 12 * 60), 30) == "outside hours"
    assert problem_at(sheet, block, Place(0, 9 * 60 + 15), 30) == ""
    assert problem_at(sheet, block, Place(1, 14 * 60), 30) == ""


def test_that_gaps_too_short_for_a_visit_are_marked_while_it_is_moved() -> None:
    practice = DeskPractice()
    moved = practice.booked(at(time(9)), minutes=60)
    practice.booked(at(time(13, 30)), practice.patient(family_name="Quill"), minutes=120)
    sheet = sheet_of(practice, days=1)
    block = sheet.block(moved.id)
    assert block is not None
    assert misfits(sheet, block) == ((0, 13 * 60, 13 * 60 + 30),)


def width_of(text: str) -> float:
    return 7.0 * len(text)


@given(st.text("abcdeABC -", min_size=1, max_size=40), st.integers(14, 200))
def test_that_no_letter_of_a_name_is_lost_when_it_is_broken(name: str, width: int) -> None:
    lines = break_name(name, width, width_of)
    assert "".join("".join(lines).split()) == "".join(name.split())
    assert all(width_of(line) <= width for line in lines)


def test_that_a_name_is_broken_after_its_hyphen() -> None:
    assert break_name("Mbeki-Sørensen A", 80, width_of) == ["Mbeki-", "Sørensen A"]


def test_that_an_initial_without_room_goes_before_the_second_words() -> None:
    room = Room(63, 2, 14)
    text = fit("Lindqvist M", "x", False, room, (width_of, width_of))
    assert (text.name, text.second) == (("Lindqvist",), "M, x")


@pytest.mark.parametrize(
    ("title", "width", "name"),
    [
        ("Abelow T", 28, ("AT",)),
        ("Castellanos Villanueva-Etxeberria M", 30, ("CM",)),
        ("Mbeki-Sørensen A", 63, ("Mbeki-", "Sørensen A")),
        ("Ng L", 28, ("Ng L",)),
    ],
)
def test_that_a_block_says_initials_rather_than_shreds_of_a_name(
    title: str, width: int, name: tuple[str, ...]
) -> None:
    assert fit(title, "late", True, Room(width, 4, 14), (width_of, width_of)).name == name


def test_that_a_low_block_keeps_the_family_name_and_its_icon() -> None:
    text = fit("Whitcombe J", "late", True, Room(84, 1, 14), (width_of, width_of))
    assert (text.name, text.icon_beside) == (("Whitcombe J",), False)
    text = fit("Ng L", "late", True, Room(84, 1, 14), (width_of, width_of))
    assert text.icon_beside


def test_that_a_block_says_its_words_for_screen_readers() -> None:
    practice = DeskPractice()
    practice.booked(at(time(14)))
    (block,) = sheet_of(practice).blocks
    assert block.spoken == "LINDQVIST, Maren, 14:00 to 14:30, follow-up, Not confirmed"
