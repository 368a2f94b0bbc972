"""Calendar files (iCalendar, RFC 5545) of visits, for the calendar programs that people have anyway."""

import errno
from contextlib import suppress
from pathlib import Path

from icalendar import Calendar, Event

from medmanager.domain.calendar.calendar_file import CalendarEntry, CalendarSheet
from medmanager.domain.errors import Refused

PRODUCT = "-//MedManager//Visits//EN"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class IcsWriter:
    """The same sheet gives the same bytes."""

    def write(self, sheet: CalendarSheet, target: Path) -> None:
        """Write the whole file or nothing, in place of an older one. Raises Refused, naming what to do."""
        content = _calendar(sheet).to_ical()
        partial = target.with_name(f"{target.name}.part")
        try:
            partial.write_bytes(content)
            partial.replace(target)
        except OSError as error:
            with suppress(OSError):
                partial.unlink()
            raise Refused(_sentence(error)) from error


def _calendar(sheet: CalendarSheet) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _plain(sheet.title))
    for entry in sheet.entries:
        calendar.add_component(_event(entry))
    return calendar


def _event(entry: CalendarEntry) -> Event:
    """The id of the visit is its name for good: a later file changes the entry instead of adding one."""
    event = Event()
    event.add("uid", str(entry.key))
    event.add("dtstamp", entry.made)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end)
    event.add("sequence", entry.changes)
    event.add("status", "CANCELLED" if entry.canceled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.canceled else "OPAQUE")
    event.add("summary", _plain(entry.title))
    event.add("location", _plain(entry.place))
    event.add("description", _plain(entry.about))
    return event


def _plain(text: str) -> str:
    """Without control characters, which no calendar file may hold; the library escapes line breaks."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")


def _sentence(error: OSError) -> str:
    if error.errno in _FULL:
        return "The disk is full, so no calendar file was written. Make room on it, or choose another folder."
    return "The calendar file could not be written there. Choose another folder."
