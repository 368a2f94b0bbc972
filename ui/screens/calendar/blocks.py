"""What the calendar grid shows, as values: days, columns and blocks in local minutes. No Qt, no pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from enum import Enum, auto

from medmanager.domain.calendar.appointment import Appointment, AppointmentMode, AppointmentState
from medmanager.domain.calendar.schedule import Board, BoardDay, Proposal, ProviderColumn
from medmanager.domain.ids import UserId
from ui.kit import words
from ui.kit.appointments.agenda import Proposed, VisitKey
from ui.kit.standing import MODES, Standing, standing

MINUTES_IN_DAY = 24 * 60
MOVABLE = frozenset({AppointmentState.BOOKED, AppointmentState.CONFIRMED, AppointmentState.ARRIVED})
WEEKEND = 5


class Look(Enum):
    """How a block is drawn: border and fill."""

    PLAIN = auto()
    OVER = auto()
    CANCELED = auto()
    OK = auto()
    INFO = auto()
    WARN = auto()
    LATE = auto()
    PROPOSED = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """One appointment or proposal. `lane` of `lanes` side by side in its column; minutes since midnight.

    A canceled visit whose time was given away is `thin`: a strip at the right edge, for which the visits
    beside it leave `room`.
    """

    key: VisitKey
    column: int
    start: int
    minutes: int
    title: str
    second: str
    spoken: str
    icon: str = ""
    tone: str = "muted"
    look: Look = Look.PLAIN
    movable: bool = False
    lane: int = 0
    lanes: int = 1
    thin: bool = False
    room: bool = False

    @property
    def end(self) -> int:
        return self.start + self.minutes


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One provider on one day."""

    day: int
    provider_id: UserId
    name: str
    colour: int


@dataclass(frozen=True, slots=True)
class GridDay:
    """One day. `open` are (start, end) in minutes, None when nobody wrote the hours; closed days have ()."""

    on: date
    head: str
    open: tuple[tuple[int, int], ...] | None
    is_today: bool = False

    @property
    def closed(self) -> bool:
        return self.open == ()


@dataclass(frozen=True, slots=True)
class GridSheet:
    """Everything the grid paints. `first` and `last` hour bound the day; `now` only when today is shown."""

    days: tuple[GridDay, ...] = ()
    columns: tuple[GridColumn, ...] = ()
    blocks: tuple[Block, ...] = ()
    first: int = 8
    last: int = 18
    now: int | None = None

    def block(self, key: object) -> Block | None:
        return next((block for block in self.blocks if block.key == key), None)

    def open_at(self, column: int, start: int, minutes: int) -> bool:
        """Whether the practice is open for so long; where no hours are written it counts as open."""
        spans = self.days[self.columns[column].day].open
        return spans is None or any(begin <= start and start + minutes <= end for begin, end in spans)

    def taken_at(self, column: int, start: int, minutes: int, but: object) -> Block | None:
        """The first block that takes this time in this column, `but` itself left out."""
        free = {Look.CANCELED, Look.PROPOSED}
        return next(
            (
                block
                for block in self.blocks
                if block.column == column
                and block.key != but
                and block.look not in free
                and block.start < start + minutes
                and start < block.end
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class SheetSource:
    """What a sheet is made from. `only` shows the column of one provider."""

    board: Board
    proposals: tuple[Proposal, ...]
    now: datetime
    only: UserId | None = None


def make_sheet(source: SheetSource) -> GridSheet:
    """The sheet of a board; a weekend day that is closed and empty is left out of a week."""
    board, zone = source.board, source.board.zone
    today = words.local_day(source.now, zone)
    busy = {words.local_day(one.start, zone) for one in board.appointments}
    days = tuple(day for day in board.days if len(board.days) == 1 or _is_shown(day, busy))
    people = tuple(one for one in board.providers if source.only in (None, one.id))
    grid_days = tuple(_grid_day(day, today, zone) for day in days)
    columns = tuple(
        GridColumn(number, person.id, person.short_name, person.colour)
        for number, day in enumerate(days)
        for person in (people if len(days) == 1 else _columns_of(day, people, busy))
    )
    blocks = _blocks(source, tuple(day.on for day in days), columns)
    first, last = _hours(grid_days, blocks)
    clock = words.local(source.now, zone)
    now = clock.hour * 60 + clock.minute if any(day.is_today for day in grid_days) else None
    return GridSheet(grid_days, columns, blocks, first, last, now)


def _is_shown(day: BoardDay, busy: set[date]) -> bool:
    return day.on.weekday() < WEEKEND or bool(day.open) or day.on in busy


def _columns_of(
    day: BoardDay, people: tuple[ProviderColumn, ...], busy: set[date]
) -> tuple[ProviderColumn, ...]:
    """A closed day without visits is one narrow column, whose provider nobody sees."""
    return people[:1] if day.closed and day.on not in busy else people


def _grid_day(day: BoardDay, today: date, zone: tzinfo) -> GridDay:
    spans = None
    if day.open is not None:
        spans = tuple((_minute(span.start, zone), _end_minute(span.end, day.on, zone)) for span in day.open)
    return GridDay(day.on, words.day_name(day.on, today), spans, day.on == today)


def _minute(instant: datetime, zone: tzinfo) -> int:
    moment = words.local(instant, zone)
    return moment.hour * 60 + moment.minute


def _end_minute(instant: datetime, day: date, zone: tzinfo) -> int:
    return MINUTES_IN_DAY if words.local_day(instant, zone) > day else _minute(instant, zone)


def _blocks(
    source: SheetSource, days: tuple[date, ...], columns: tuple[GridColumn, ...]
) -> tuple[Block, ...]:
    places = {(days[column.day], column.provider_id): number for number, column in enumerate(columns)}
    zone = source.board.zone
    found = []
    for one in source.board.appointments:
        place = places.get((words.local_day(one.start, zone), one.provider_id))
        if place is not None:
            found.append(_block(one, place, source))
    for proposal in source.proposals:
        if proposal.start is not None and proposal.provider_id is not None:
            place = places.get((words.local_day(proposal.start, zone), proposal.provider_id))
            if place is not None:
                found.append(_proposed(proposal, proposal.start, place, zone))
    return tuple(block for number in range(len(columns)) for block in _laned(found, number))


def _block(appointment: Appointment, column: int, source: SheetSource) -> Block:
    zone = source.board.zone
    row = source.board.patient(appointment.patient_id)
    title = words.short_person(row.family_name, row.given_name) if row else "Booked"
    stands = standing(appointment, source.now, zone)
    icon, second, tone = _second(appointment, stands)
    person = words.person(row.family_name, row.given_name) if row else "somebody"
    times = f"{words.time_of(appointment.start, zone)} to {words.time_of(appointment.end, zone)}"
    return Block(
        appointment.id,
        column,
        _minute(appointment.start, zone),
        appointment.minutes,
        title,
        second,
        f"{person}, {times}, {appointment.reason}, {stands.words}",
        icon,
        tone,
        _look(appointment, stands),
        movable=appointment.state in MOVABLE,
    )


def _second(appointment: Appointment, stands: Standing) -> tuple[str, str, str]:
    """Icon, words and tone of the second line: the state where it says something, else the visit."""
    if stands.over or stands.tone in {"ok", "info", "moderate", "minor"}:
        return stands.icon, stands.short, stands.tone
    if appointment.mode is not AppointmentMode.CLINIC:
        return MODES[appointment.mode][0], appointment.mode.value, "muted"
    return "", appointment.reason.value, "muted"


def _look(appointment: Appointment, stands: Standing) -> Look:
    if appointment.state in {AppointmentState.CANCELED, AppointmentState.NO_SHOW}:
        return Look.CANCELED
    if stands.short == "late":
        return Look.LATE
    looks = {"ok": Look.OK, "info": Look.INFO, "moderate": Look.WARN}
    return Look.OVER if stands.over else looks.get(stands.tone, Look.PLAIN)


def _proposed(proposal: Proposal, start: datetime, column: int, zone: tzinfo) -> Block:
    name = words.person(proposal.patient.family_name, proposal.patient.given_name)
    return Block(
        Proposed(proposal.patient.id),
        column,
        _minute(start, zone),
        proposal.minutes,
        words.short_person(proposal.patient.family_name, proposal.patient.given_name),
        proposal.reason.value,
        f"{name}, {words.time_of(start, zone)}, {proposal.reason}, proposed by the plan, not booked",
        tone="accent",
        look=Look.PROPOSED,
    )


def _laned(blocks: list[Block], column: int) -> list[Block]:
    """The blocks of a column: overlapping ones side by side, canceled ones thin where they are in the way."""
    mine = sorted((block for block in blocks if block.column == column), key=lambda one: (one.start, one.end))
    standing_ones = [block for block in mine if block.look is not Look.CANCELED]
    thin = [
        replace(block, thin=True)
        for block in mine
        if block.look is Look.CANCELED and any(_overlap(block, other) for other in standing_ones)
    ]
    gone = {block.key for block in thin}
    wide = [
        replace(block, room=any(_overlap(block, other) for other in thin))
        for block in mine
        if block.key not in gone
    ]
    return [*_in_lanes(wide), *thin]


def _overlap(one: Block, other: Block) -> bool:
    return one.start < other.end and other.start < one.end


def _in_lanes(mine: list[Block]) -> list[Block]:
    done: list[Block] = []
    group: list[Block] = []
    for block in mine:
        if group and block.start >= max(one.end for one in group):
            done += _spread(group)
            group = []
        taken = {one.lane for one in group if one.end > block.start}
        lane = next(number for number in range(len(mine)) if number not in taken)
        group.append(replace(block, lane=lane))
    return done + _spread(group)


def _spread(group: list[Block]) -> list[Block]:
    lanes = max((block.lane for block in group), default=0) + 1
    room = any(block.room for block in group)
    return [replace(block, lanes=lanes, room=room) for block in group]


def _hours(days: tuple[GridDay, ...], blocks: tuple[Block, ...]) -> tuple[int, int]:
    """Full hours from one before opening to closing, wider where a block needs it."""
    spans = [span for day in days for span in day.open or ()]
    opens = min((start for start, _ in spans), default=9 * 60) - 60
    closes = max((end for _, end in spans), default=17 * 60)
    first = min([opens, *(block.start for block in blocks)])
    last = max([closes, *(block.end for block in blocks)])
    return max(0, first // 60), min(24, -(-last // 60))
