"""Visits to come as a file for calendar programs: it names no patient, and each one is audited."""

from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from medmanager.domain.calendar.calendar_file import CalendarWish, calendar_sheet
from medmanager.domain.calendar.schedule import CLINICAL
from medmanager.domain.errors import Refused
from medmanager.domain.local_time import instant_at
from medmanager.domain.user import Act
from medmanager.services.ports import CalendarWriter
from medmanager.services.session import Session


class CalendarFiles:
    """Everybody who may see the schedule may take it along."""

    def __init__(self, session: Session, writer: CalendarWriter) -> None:
        self._session = session
        self._writer = writer

    def save(self, wish: CalendarWish, target: Path) -> int:
        """Write the file, in place of an older one of that name; gives how many visits are in it.

        Raises Refused without a visit in these days, and where the file cannot be written.
        """
        session, practice = self._session, self._session.practice
        zone = ZoneInfo(practice.time_zone)
        first, last = wish.days(session.today())
        start, end = instant_at(first, time(), zone), instant_at(last + timedelta(days=1), time(), zone)
        with session.read(Act.SEE_SCHEDULE) as work:
            visits = work.queries.appointments(start, end)
            people = {user.id: user for user in work.users.all() if user.role in CLINICAL}
        sheet = calendar_sheet(practice, visits, people, wish)
        count = len(sheet.entries)
        if not count:
            raise Refused("There is no visit in these days, so no file was written. Choose other days.")
        whose = f"user {wish.provider_id}" if wish.provider_id else "everybody"
        detail = f"{first} to {last}, {whose}, {count} visit{'s' if count > 1 else ''}"
        with session.write(Act.SEE_SCHEDULE, "save calendar file", detail=detail):
            self._writer.write(sheet, target)
        return count
