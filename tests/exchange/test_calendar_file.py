"""Calendar files, read back with the library of calendar programs and line by line."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from medmanager.domain.calendar.calendar_file import CalendarEntry, CalendarSheet
from medmanager.domain.errors import Refused
from medmanager.domain.ids import AppointmentId, uuid7
from medmanager.domain.local_time import instant_at
from medmanager.exchange.calendar_file import IcsWriter

ZONE = ZoneInfo("America/New_York")
BOOKED = datetime(2026, 10, 5, 14, 30, tzinfo=UTC)
ENTRY = CalendarEntry(
    AppointmentId(uuid7(1_000, 7)),
    datetime(2026, 11, 23, 14, tzinfo=UTC),
    datetime(2026, 11, 23, 14, 30, tzinfo=UTC),
    "Visit, follow-up",
    "Harbor Lane Psychiatry; 12 Harbor Lane, Suite 3",
    "30 min with Dr. Amara Osei",
    canceled=False,
    changes=2,
    made=BOOKED,
)


def sheet(*entries: CalendarEntry, title: str = "Dr. Amara Osei, Harbor Lane Psychiatry") -> CalendarSheet:
    return CalendarSheet(title, entries)


def written(folder: Path, made: CalendarSheet, name: str = "visits.ics") -> bytes:
    IcsWriter().write(made, folder / name)
    return (folder / name).read_bytes()


def read_back(content: bytes) -> tuple[Calendar, list[Event]]:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert calendar.errors == []
    return calendar, list(calendar.events)


def lines(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_that_a_visit_comes_back_as_it_went(tmp_path: Path) -> None:
    calendar, (event,) = read_back(written(tmp_path, sheet(ENTRY)))
    assert calendar["version"] == "2.0"
    assert calendar["x-wr-calname"] == "Dr. Amara Osei, Harbor Lane Psychiatry"
    assert event["uid"] == str(ENTRY.key)
    assert (event.start, event.end, event.stamp) == (ENTRY.start, ENTRY.end, BOOKED)
    assert event["summary"] == ENTRY.title
    assert event["location"] == ENTRY.place
    assert event["description"] == ENTRY.about
    assert (event["status"], event["transp"], event.sequence) == ("CONFIRMED", "OPAQUE", 2)


def test_that_times_are_utc_without_a_zone_of_their_own(tmp_path: Path) -> None:
    said = lines(written(tmp_path, sheet(ENTRY)))
    assert "DTSTART:20261123T140000Z" in said
    assert "DTEND:20261123T143000Z" in said
    assert "DTSTAMP:20261005T143000Z" in said
    assert [line for line in said if "TZID" in line or "VTIMEZONE" in line] == []


@pytest.mark.parametrize(
    ("day", "said"), [(date(2026, 3, 8), "20260308T130000Z"), (date(2026, 11, 1), "20261101T140000Z")]
)
def test_that_nine_in_the_morning_is_nine_on_the_days_clocks_change(
    day: date, said: str, tmp_path: Path
) -> None:
    start = instant_at(day, time(9), ZONE)
    content = written(tmp_path, sheet(replace(ENTRY, start=start, end=instant_at(day, time(9, 30), ZONE))))
    assert f"DTSTART:{said}" in lines(content)
    read = read_back(content)[1][0].start
    assert isinstance(read, datetime)
    assert read.astimezone(ZONE).replace(tzinfo=None) == datetime.combine(day, time(9))


def test_that_a_canceled_visit_says_so_and_takes_no_time(tmp_path: Path) -> None:
    (event,) = read_back(written(tmp_path, sheet(replace(ENTRY, canceled=True))))[1]
    assert (event["status"], event["transp"]) == ("CANCELLED", "TRANSPARENT")


def test_that_the_same_visits_give_the_same_bytes(tmp_path: Path) -> None:
    made = sheet(ENTRY, replace(ENTRY, key=AppointmentId(uuid7(2_000, 8))))
    assert written(tmp_path, made, "a.ics") == written(tmp_path, made, "b.ics")


def test_that_a_change_keeps_the_name_of_a_visit_and_raises_its_number(tmp_path: Path) -> None:
    before = read_back(written(tmp_path, sheet(ENTRY)))[1][0]
    after = read_back(written(tmp_path, sheet(replace(ENTRY, changes=3, canceled=True))))[1][0]
    assert before["uid"] == after["uid"]
    assert after.sequence > before.sequence


def test_that_lines_are_folded_at_75_bytes_and_words_survive(tmp_path: Path) -> None:
    place = "Praxis für Seelenheilkunde, Straße der Möglichkeiten 12; Hof\\Hinterhaus, links 🏥 " * 3
    content = written(tmp_path, sheet(replace(ENTRY, place=place)))
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert read_back(content)[1][0]["location"] == place


@pytest.mark.parametrize("text", ["Visit\r\nATTENDEE:mailto:x@example.org", "Visit\nEND:VEVENT", "a\x00b"])
def test_that_no_word_can_become_a_line_of_its_own(text: str, tmp_path: Path) -> None:
    content = written(tmp_path, sheet(replace(ENTRY, place=text)))
    assert len(read_back(content)[1]) == 1
    assert not [line for line in lines(content) if line.startswith("ATTENDEE")]
    assert b"\x00" not in content


def test_that_a_newer_file_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    written(tmp_path, sheet(ENTRY, replace(ENTRY, key=AppointmentId(uuid7(2_000, 8)))))
    assert len(read_back(written(tmp_path, sheet(ENTRY)))[1]) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["visits.ics"]


def test_that_a_folder_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="another folder"):
        IcsWriter().write(sheet(ENTRY), tmp_path / "gone" / "visits.ics")


def test_that_a_file_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "visits.ics").mkdir()
    with pytest.raises(Refused, match="could not be written"):
        IcsWriter().write(sheet(ENTRY), tmp_path / "visits.ics")
    assert [file.name for file in tmp_path.iterdir()] == ["visits.ics"]


def test_that_an_older_file_stays_whole_when_the_newer_one_cannot_be_written(tmp_path: Path) -> None:
    before = written(tmp_path, sheet(ENTRY))
    (tmp_path / "visits.ics.part").mkdir()
    with pytest.raises(Refused, match="could not be written"):
        IcsWriter().write(sheet(ENTRY, title="newer"), tmp_path / "visits.ics")
    assert (tmp_path / "visits.ics").read_bytes() == before
