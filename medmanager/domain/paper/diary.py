"""The diary as paper: 14 rows to fill in at home, and the code by which it is typed in again."""

from dataclasses import dataclass
from datetime import date, timedelta

from medmanager.domain.diary.code import DiaryCode
from medmanager.domain.diary.diary import DAYS
from medmanager.domain.paper.sheets import SheetHead, SheetVisit
from medmanager.domain.plan.dose import Slot


@dataclass(frozen=True, slots=True)
class DiaryColumn:
    """A side effect that is rated: its code in the checklist, and its name there."""

    effect: str
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class DiaryPage:
    """The diary of 14 days from `first_day`."""

    head: SheetHead
    code: DiaryCode
    first_day: date
    columns: tuple[DiaryColumn, ...] = ()
    slots: tuple[Slot, ...] = ()
    next_visit: SheetVisit | None = None

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first_day + timedelta(days=number) for number in range(DAYS))
