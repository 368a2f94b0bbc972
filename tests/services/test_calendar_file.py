"""Coming visits that leave for calendar programs: which, in what words, and with what trace."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from medmanager.domain.calendar.appointment import Appointment, AppointmentMode, AppointmentState, ReasonCode
from medmanager.domain.calendar.calendar_file import CalendarEntry, CalendarSheet, CalendarWish
from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.ids import AppointmentId, uuid7
from medmanager.domain.local_time import instant_at
from medmanager.domain.patient import Patient
from medmanager.domain.user import Role
from medmanager.services.calendar_files import CalendarFiles
from tests.builders import TODAY, a_patient, a_session, a_user, an_appointment, keep
from tests.fakes import FakeStore

ZONE = ZoneInfo("America/New_York")
TARGET = Path("visits.ics")
SECRETS = ("Lindqvist", "Maren", "1984", "lithium", "mother rings", "moved away", "555")


def at(clock: time, day: date = TODAY) -> datetime:
    return instant_at(day, clock, ZONE)


@dataclass
class KeptSheets:
    """Writes nothing, and keeps what it was to write; fails when it is told to."""

    sheets: list[tuple[CalendarSheet, Path]] = field(default_factory=list)
    fails: bool = False

    def write(self, sheet: CalendarSheet, target: Path) -> None:
        if self.fails:
            raise Refused("The disk is full.")
        self.sheets.append((sheet, target))


class Desk:
    """Two clinicians, one patient, and whoever has `role` is signed in."""

    def __init__(self, role: Role = Role.FRONT_DESK, **practice: Any) -> None:
        self.session = a_session(role, login="castellano")
        self.provider, self.nurse = a_user(), a_user(Role.NURSE_PRACTITIONER, "ferreira")
        self.patient: Patient = a_patient(phone="555-0109")
        card = {"address": "12 Harbor Lane", **practice}
        keep(self.session, self.provider, self.nurse, self.patient, replace(self.session.practice, **card))
        self.session.refresh_practice()
        self.writer = KeptSheets()
        self.files = CalendarFiles(self.session, self.writer)

    def booked(self, start: datetime, **changes: Any) -> Appointment:
        clinical = {"why": "lithium level", "desk_note": "mother rings", **changes}
        made = an_appointment(self.patient, clinical.pop("provider", self.provider), start, **clinical)
        keep(self.session, made)
        return made

    def sheet(self, **wish: Any) -> CalendarSheet:
        self.files.save(CalendarWish(**wish), TARGET)
        sheet, target = self.writer.sheets[-1]
        assert target == TARGET
        return sheet

    def entries(self, **wish: Any) -> tuple[CalendarEntry, ...]:
        return self.sheet(**wish).entries

    def audited(self) -> list[tuple[str, str]]:
        store = self.session.store
        assert isinstance(store, FakeStore)
        signed_in, *others = store.audited
        assert signed_in.action == "sign in"
        return [(entry.action, entry.detail) for entry in others]


def texts(sheet: CalendarSheet) -> Iterator[str]:
    yield sheet.title
    for entry in sheet.entries:
        yield from (entry.title, entry.place, entry.about)


def test_that_a_visit_is_told_by_time_kind_place_and_length() -> None:
    desk = Desk()
    booked = desk.booked(at(time(9)), minutes=60, reason=ReasonCode.NEW_PATIENT, version=3)
    (entry,) = desk.entries(provider_id=desk.provider.id)
    assert entry.key == booked.id
    assert (entry.start, entry.end) == (at(time(9)), at(time(10)))
    assert entry.title == "Visit, new patient"
    assert entry.place == "Harbor Lane Psychiatry, 12 Harbor Lane"
    assert entry.about == "60 min with Dr. Amara Osei"
    assert not entry.canceled
    assert entry.changes == 3


@pytest.mark.parametrize(
    ("mode", "place"), [(AppointmentMode.VIDEO, "Video"), (AppointmentMode.PHONE, "Phone")]
)
def test_that_a_visit_elsewhere_names_no_room(mode: AppointmentMode, place: str) -> None:
    desk = Desk()
    desk.booked(at(time(9)), mode=mode)
    assert [entry.place for entry in desk.entries()] == [place]


def test_that_a_practice_without_an_address_is_named() -> None:
    desk = Desk(address="")
    desk.booked(at(time(9)))
    assert [entry.place for entry in desk.entries()] == ["Harbor Lane Psychiatry"]


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.PROVIDER, Role.NURSE_PRACTITIONER, Role.ADMIN])
def test_that_nothing_of_a_patient_leaves_whoever_asks(role: Role) -> None:
    desk = Desk(role)
    for number, state in enumerate(AppointmentState):
        desk.booked(at(time(9)) + timedelta(hours=number), state=state, cancel_reason="moved away")
    sheet = desk.sheet()
    assert len(sheet.entries) == len(AppointmentState)
    said = " ".join(texts(sheet)).casefold()
    assert [one for one in (*SECRETS, str(desk.patient.id)) if one.casefold() in said] == []


def test_that_the_kind_of_visit_can_be_left_out() -> None:
    desk = Desk()
    desk.booked(at(time(9)), reason=ReasonCode.INJECTION)
    assert [entry.title for entry in desk.entries(provider_id=desk.provider.id)] == ["Visit, injection"]
    untold = desk.entries(provider_id=desk.provider.id, tells_kind=False)
    assert [entry.title for entry in untold] == ["Visit"]


def test_that_a_kind_that_says_nothing_is_not_said() -> None:
    desk = Desk()
    desk.booked(at(time(9)), reason=ReasonCode.OTHER)
    assert [entry.title for entry in desk.entries(provider_id=desk.provider.id)] == ["Visit"]


def test_that_the_file_of_everybody_says_whose_visit_it_is() -> None:
    desk = Desk()
    desk.booked(at(time(9)), provider=desk.nurse)
    desk.booked(at(time(9)))
    desk.booked(at(time(8)), provider=desk.nurse)
    sheet = desk.sheet()
    assert sheet.title == "Harbor Lane Psychiatry"
    titles = [(entry.start, entry.title) for entry in sheet.entries]
    assert titles[0] == (at(time(8)), "Visit, follow-up, Ferreira")
    assert sorted(title for _, title in titles[1:]) == [
        "Visit, follow-up, Ferreira",
        "Visit, follow-up, Osei",
    ]


def test_that_two_providers_of_one_name_are_told_apart() -> None:
    desk = Desk()
    other = replace(a_user(Role.PROVIDER, "kwame"), display_name="Dr. Kwame Osei")
    keep(desk.session, other)
    desk.booked(at(time(9)))
    desk.booked(at(time(10)), provider=other)
    assert [entry.title for entry in desk.entries()] == [
        "Visit, follow-up, Dr. Amara Osei",
        "Visit, follow-up, Dr. Kwame Osei",
    ]


def test_that_the_file_of_one_provider_holds_no_others() -> None:
    desk = Desk()
    mine = desk.booked(at(time(9)))
    desk.booked(at(time(10)), provider=desk.nurse)
    sheet = desk.sheet(provider_id=desk.provider.id)
    assert [entry.key for entry in sheet.entries] == [mine.id]
    assert sheet.title == "Dr. Amara Osei, Harbor Lane Psychiatry"


def test_that_a_visit_of_somebody_who_left_the_practice_keeps_her_name() -> None:
    desk = Desk()
    gone = a_user(Role.PROVIDER, "koval", active=False)
    keep(desk.session, gone)
    desk.booked(at(time(9)), provider=gone)
    assert [entry.about for entry in desk.entries()] == ["30 min with Koval"]


@pytest.mark.parametrize("state", [AppointmentState.CANCELED, AppointmentState.NO_SHOW])
def test_that_a_visit_that_does_not_take_place_stays_in_the_file_as_canceled(state: AppointmentState) -> None:
    desk = Desk()
    desk.booked(at(time(9)), state=state, cancel_reason="moved away")
    (entry,) = desk.entries(provider_id=desk.provider.id)
    assert entry.canceled
    assert entry.title == "Canceled: Visit, follow-up"


def test_that_the_demo_says_so_in_every_entry() -> None:
    desk = Desk(demo=True)
    desk.booked(at(time(9)))
    sheet = desk.sheet(provider_id=desk.provider.id)
    assert sheet.title == "DEMO: Dr. Amara Osei, Harbor Lane Psychiatry"
    assert [entry.title for entry in sheet.entries] == ["DEMO: Visit, follow-up"]


def test_that_the_file_begins_today_and_reaches_a_year_ahead() -> None:
    desk = Desk()
    desk.booked(at(time(23), TODAY - timedelta(days=1)))
    early = desk.booked(at(time(0, 30)))
    late = desk.booked(at(time(23), TODAY + timedelta(days=365)))
    desk.booked(at(time(0, 30), TODAY + timedelta(days=366)))
    assert [entry.key for entry in desk.entries()] == [early.id, late.id]


def test_that_days_can_be_chosen_and_both_are_in_the_file() -> None:
    desk = Desk()
    first, last = TODAY + timedelta(days=3), TODAY + timedelta(days=4)
    kept = [desk.booked(at(time(23, 30), day)).id for day in (first, last)]
    for day in (first - timedelta(days=1), last + timedelta(days=1)):
        desk.booked(at(time(12), day))
    assert [entry.key for entry in desk.entries(first=first, last=last)] == kept


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_that_a_visit_keeps_its_wall_clock_on_the_days_clocks_change(day: date) -> None:
    desk = Desk()
    for clock in (time(0, 30), time(9), time(23, 30)):
        desk.booked(at(clock, day))
    starts = [entry.start for entry in desk.entries(first=day, last=day)]
    assert [start.astimezone(ZONE).time() for start in starts] == [time(0, 30), time(9), time(23, 30)]
    assert all(start.tzinfo is UTC for start in starts)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (TODAY, TODAY - timedelta(days=1), "last"),
        (TODAY, TODAY + timedelta(days=732), "last"),
        (None, TODAY - timedelta(days=1), "last"),
    ],
)
def test_that_days_that_make_no_file_are_refused(first: date | None, last: date, field: str) -> None:
    desk = Desk()
    with pytest.raises(Refused) as refused:
        desk.sheet(first=first, last=last)
    assert refused.value.field == field
    assert desk.writer.sheets == []


def test_that_days_without_a_visit_make_no_file_and_leave_no_trace() -> None:
    desk = Desk()
    with pytest.raises(Refused, match="no visit"):
        desk.sheet()
    assert desk.writer.sheets == []
    assert desk.audited() == []


def test_that_a_file_is_audited_with_days_and_whose_it_is() -> None:
    desk = Desk()
    desk.booked(at(time(9)))
    desk.sheet(last=TODAY)
    desk.sheet(last=TODAY, provider_id=desk.provider.id)
    assert desk.audited() == [
        ("save calendar file", "2026-11-23 to 2026-11-23, everybody, 1 visit"),
        ("save calendar file", f"2026-11-23 to 2026-11-23, user {desk.provider.id}, 1 visit"),
    ]


def test_that_a_file_that_could_not_be_written_is_not_audited_as_one() -> None:
    desk = Desk()
    desk.booked(at(time(9)))
    desk.writer.fails = True
    with pytest.raises(Refused, match="full"):
        desk.sheet()
    assert desk.audited() == []


def test_that_an_entry_was_made_when_its_visit_was_booked() -> None:
    desk = Desk()
    booked_at = datetime(2026, 10, 5, 14, 30, tzinfo=UTC)
    key = AppointmentId(uuid7(int(booked_at.timestamp() * 1000), 7))
    keep(desk.session, replace(an_appointment(desk.patient, desk.provider, at(time(9))), id=key))
    assert [entry.made for entry in desk.entries()] == [booked_at]


def test_that_nobody_saves_the_calendar_behind_the_lock() -> None:
    desk = Desk()
    desk.booked(at(time(9)))
    desk.session.lock()
    with pytest.raises(NotAllowed):
        desk.files.save(CalendarWish(), TARGET)
    assert desk.writer.sheets == []
