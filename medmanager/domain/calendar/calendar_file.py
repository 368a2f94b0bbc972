"""The visits as they leave for calendar programs: times, places and kinds of visit, and no patient."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from medmanager.domain.calendar.appointment import Appointment, AppointmentMode, ReasonCode
from medmanager.domain.errors import Refused
from medmanager.domain.ids import AppointmentId, UserId, made_at
from medmanager.domain.practice import Practice
from medmanager.domain.user import User

USUAL_DAYS, MOST_DAYS = 365, 731


@dataclass(frozen=True, slots=True)
class CalendarWish:
    """What somebody wants in the file.

    Local days, both included: None for today, and for a year from the first. Without a `provider_id` it is
    about everybody.
    """

    first: date | None = None
    last: date | None = None
    provider_id: UserId | None = None
    tells_kind: bool = True
    """Whether the file says "follow-up", "injection" and the like; names and medicines it never says."""

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last day. Raises Refused where there are none between them, or too many."""
        first = self.first or today
        last = self.last or first + timedelta(days=USUAL_DAYS)
        if last < first:
            raise Refused("The last day lies before the first one. Choose a later day.", "last")
        if (last - first).days > MOST_DAYS:
            raise Refused("A calendar file holds two years at most. Choose an earlier last day.", "last")
        return first, last


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One visit, times in UTC. `changes` rises with every change of it, `made` is when it was booked."""

    key: AppointmentId
    start: datetime
    end: datetime
    title: str
    place: str
    about: str
    canceled: bool
    changes: int
    made: datetime


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """A whole file: its name in the calendar program, and its visits in order of time."""

    title: str
    entries: tuple[CalendarEntry, ...]


def file_name(login: str = "") -> str:
    """What the file is called: that of everybody, or of whoever has this sign-in name."""
    return f"visits-{login}.ics" if login else "visits.ics"


def calendar_sheet(
    practice: Practice,
    visits: Iterable[Appointment],
    people: Mapping[UserId, User],
    wish: CalendarWish,
) -> CalendarSheet:
    """The sheet of these visits. `people` are all who see patients or did so."""
    mine = [one for one in visits if wish.provider_id in (None, one.provider_id)]
    ordered = sorted(mine, key=lambda one: (one.start, one.id))
    whose = people.get(wish.provider_id) if wish.provider_id else None
    title = f"{whose.display_name}, {practice.name}" if whose else practice.name
    shown = {} if wish.provider_id else _short_names(people)
    entries = tuple(
        _entry(practice, one, people.get(one.provider_id), _words(one, shown, wish)) for one in ordered
    )
    return CalendarSheet(_marked(practice, title), entries)


def _entry(practice: Practice, visit: Appointment, provider: User | None, words: str) -> CalendarEntry:
    length = f"{visit.minutes} min"
    return CalendarEntry(
        visit.id,
        visit.start,
        visit.end,
        _marked(practice, words if visit.takes_time else f"Canceled: {words}"),
        _place(practice, visit.mode),
        f"{length} with {provider.display_name}" if provider else length,
        not visit.takes_time,
        visit.version,
        made_at(visit.id),
    )


def _words(visit: Appointment, whose: Mapping[UserId, str], wish: CalendarWish) -> str:
    kind = visit.reason.value if wish.tells_kind and visit.reason is not ReasonCode.OTHER else ""
    return ", ".join(part for part in ("Visit", kind, whose.get(visit.provider_id, "")) if part)


def _short_names(people: Mapping[UserId, User]) -> dict[UserId, str]:
    """Family names, and whole ones where two share theirs."""
    families = {key: user.display_name.split()[-1] for key, user in people.items()}
    held = Counter(families.values())
    return {
        key: family if held[family] == 1 else people[key].display_name for key, family in families.items()
    }


def _place(practice: Practice, mode: AppointmentMode) -> str:
    if mode is not AppointmentMode.CLINIC:
        return mode.value.capitalize()
    return ", ".join(part for part in (practice.name, practice.address) if part)


def _marked(practice: Practice, text: str) -> str:
    """A calendar program shows entries of several calendars side by side: each entry has to say DEMO."""
    return f"DEMO: {text}" if practice.demo else text
