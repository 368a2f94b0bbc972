"""The visits to come as a calendar file, from the command line."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from medmanager import cli
from medmanager.bootstrap import services_at
from medmanager.demo.team import PASSWORD
from medmanager.places import Place
from tests.commands.shell import run


def export(practice: Path, folder: Path, *more: object, user: str = "osei") -> int:
    return run("export", "calendar", "--database", practice, "--user", user, "--to", folder, *more)


def events(file: Path) -> list[Event]:
    calendar = Calendar.from_ical(file.read_bytes())
    assert isinstance(calendar, Calendar)
    return list(calendar.events)


def test_that_the_visits_of_the_practice_are_written_and_counted(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(practice, tmp_path) == cli.DONE
    target, count = capsys.readouterr().out.rstrip("\n").split("\t")
    assert Path(target) == tmp_path / "visits.ics"
    assert len(events(tmp_path / "visits.ics")) == int(count) > 30


def test_that_two_runs_give_the_same_bytes(practice: Path, tmp_path: Path) -> None:
    days = ("--from", "2026-01-01", "--until", "2027-12-31")
    assert export(practice, tmp_path, *days) == cli.DONE
    first = (tmp_path / "visits.ics").read_bytes()
    assert export(practice, tmp_path, *days, user="castellano") == cli.DONE
    assert (tmp_path / "visits.ics").read_bytes() == first


def test_that_the_file_names_nobody_of_the_practice(practice: Path, tmp_path: Path) -> None:
    assert export(practice, tmp_path, "--from", "2026-01-01", "--until", "2027-12-31") == cli.DONE
    said = (tmp_path / "visits.ics").read_text(encoding="utf-8").replace("\n ", "").casefold()
    services = services_at(Place(practice))
    services.session.sign_in("osei", PASSWORD)
    people = services.patients.search("")
    services.session.sign_out()
    words = {word.casefold() for row in people for word in (row.family_name, row.given_name, str(row.id))}
    assert len(people) > 40
    assert [word for word in words if word in said.split() or f",{word}" in said or f" {word}" in said] == []


def test_that_the_visits_of_one_provider_have_a_file_of_their_own(practice: Path, tmp_path: Path) -> None:
    assert export(practice, tmp_path, "--provider", "osei") == cli.DONE
    (file,) = tmp_path.glob("*.ics")
    assert file.name == "visits-osei.ics"
    assert {str(event["description"]).split(" with ")[1] for event in events(file)} == {"Dr. Amara Osei"}


def test_that_the_kind_of_visit_can_be_left_out(practice: Path, tmp_path: Path) -> None:
    assert export(practice, tmp_path, "--provider", "osei", "--no-kind") == cli.DONE
    said = {str(event["summary"]) for event in events(tmp_path / "visits-osei.ics")}
    assert said <= {"DEMO: Visit", "DEMO: Canceled: Visit"}


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (("--provider", "castellano"), "brodsky, ferreira, osei"),
        (("--provider", "nobody"), "brodsky, ferreira, osei"),
        (("--from", "tomorrow"), "--from as 2026-12-31"),
        (("--until", "31.12.2026"), "--until as 2026-12-31"),
        (("--from", "2026-12-31", "--until", "2026-12-01"), "before the first"),
        (("--from", "2031-01-01", "--until", "2031-01-02"), "no visit"),
    ],
)
def test_that_what_makes_no_file_is_one_sentence(
    more: tuple[str, ...], named: str, practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(practice, tmp_path, *more) == cli.REFUSED
    told = capsys.readouterr()
    assert told.out == ""
    assert named in told.err
    assert list(tmp_path.glob("*.ics*")) == []


def test_that_a_folder_that_is_not_there_is_refused(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(practice, tmp_path / "gone") == cli.REFUSED
    assert "no such folder" in capsys.readouterr().err


def test_that_an_export_is_in_the_audit_log(practice: Path, tmp_path: Path) -> None:
    assert export(practice, tmp_path) == cli.DONE
    services = services_at(Place(practice))
    services.session.sign_in("whitaker", PASSWORD)
    since, until = services.session.days_ago(1), services.session.now()
    said = [(one.entry.action, one.entry.detail) for one in services.session.store.audit(since, until)]
    services.session.sign_out()
    (detail,) = [detail for action, detail in said if action == "save calendar file"]
    assert detail.endswith(f"everybody, {len(events(tmp_path / 'visits.ics'))} visits")


def days_of(folder: Path) -> list[date]:
    """The days of the visits in the file, as the practice counts them."""
    zone = ZoneInfo("America/New_York")
    starts = [event.start for event in events(folder / "visits.ics")]
    return sorted(start.astimezone(zone).date() for start in starts if isinstance(start, datetime))


def test_that_only_the_visits_of_the_days_that_were_asked_for_are_written(
    practice: Path, tmp_path: Path
) -> None:
    assert export(practice, tmp_path, "--from", "2026-01-01", "--until", "2027-12-31") == cli.DONE
    every = days_of(tmp_path)
    days = sorted(set(every))
    first, last = days[len(days) // 3], days[len(days) // 2]
    assert every[0] < first < last < every[-1], "there are visits before and after"
    assert export(practice, tmp_path, "--from", first, "--until", last) == cli.DONE
    assert days_of(tmp_path) == [day for day in every if first <= day <= last], "both days belong to it"
    assert export(practice, tmp_path, "--from", last, "--until", last) == cli.DONE
    assert set(days_of(tmp_path)) == {last}


def test_that_an_export_without_days_begins_today_and_one_with_a_first_day_reaches_a_year(
    practice: Path, tmp_path: Path
) -> None:
    assert export(practice, tmp_path) == cli.DONE
    today = datetime.now(UTC).astimezone(ZoneInfo("America/New_York")).date()
    usual = days_of(tmp_path)
    assert usual[0] >= today
    assert export(practice, tmp_path, "--from", today - timedelta(days=30)) == cli.DONE
    earlier = days_of(tmp_path)
    assert earlier[0] < today, "visits of the month before are in it"
    assert [day for day in earlier if day >= today] == usual
