"""The practice itself: its card, its hours, its policies."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from uuid import UUID

from medmanager.domain.alert_levels import AlertLevels
from medmanager.domain.errors import Refused
from medmanager.domain.record import Record


class Paper(StrEnum):
    LETTER = "Letter"
    A4 = "A4"


class MetabolicSchedule(StrEnum):
    """Which published schedule of tests this practice follows for antipsychotics; the rules name it so."""

    ADA_APA_2004 = "ADA/APA 2004"
    """Consensus of the American Diabetes and Psychiatric Associations, Diabetes Care 2004;27:596."""
    APA_2020 = "APA 2020"
    """APA practice guideline for schizophrenia, third edition."""


@dataclass(frozen=True, slots=True)
class OpenHours:
    """One opening of one weekday, local time; Monday is 0. A lunch break makes two openings."""

    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class SlotClock:
    """Clock times that morning, noon, evening and bedtime mean in this practice, local time."""

    morning: time = time(8)
    noon: time = time(12)
    evening: time = time(18)
    bedtime: time = time(22)


@dataclass(frozen=True, slots=True, repr=False)
class Practice(Record):
    """One row: who we are. `lock_minutes` is bounded by policy to 1-30."""

    id: UUID
    name: str
    phone: str = ""
    after_hours_phone: str = ""
    address: str = ""
    time_zone: str = "America/New_York"
    paper: Paper = Paper.LETTER
    hours: tuple[OpenHours, ...] = ()
    slot_clock: SlotClock = SlotClock()
    lock_minutes: int = 10
    demo: bool = False
    alert_levels: AlertLevels = AlertLevels()
    metabolic_schedule: MetabolicSchedule = MetabolicSchedule.ADA_APA_2004
    version: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.lock_minutes <= 30:
            raise Refused(
                "The screen may lock after 1 to 30 minutes. Write a number from 1 to 30.",
                "lock_minutes",
            )


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """What the wizard asks about the practice."""

    name: str
    phone: str = ""
    after_hours_phone: str = ""
    address: str = ""
    time_zone: str = "America/New_York"
    hours: tuple[OpenHours, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """What the status bar shows: the kind of store, its backup and its practice. Names no patient."""

    kind: str
    place: str
    last_backup: datetime | None
    practice: str
    demo: bool
