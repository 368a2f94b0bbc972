"""Diaries to draw: the invented patient's 14 days, and the shapes a diary can take."""

from dataclasses import replace
from datetime import date, time

from medmanager.domain.diary.code import DiaryCode
from medmanager.domain.paper.diary import DiaryColumn, DiaryPage
from medmanager.domain.paper.sheets import SheetVisit
from medmanager.domain.plan.dose import Slot
from tests.documents.sheet_builders import head

WATCHED = (
    DiaryColumn("tremor", "Shaking hands"),
    DiaryColumn("restlessness", "Restlessness"),
    DiaryColumn("sleepiness", "Sleepiness"),
)


def elena_diary(**changed: object) -> DiaryPage:
    plain = DiaryPage(
        head(),
        DiaryCode("7K4M", 4, 1),
        date(2026, 11, 24),
        WATCHED,
        (Slot.MORNING, Slot.EVENING, Slot.BEDTIME),
        SheetVisit(date(2026, 12, 7), time(10, 30)),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]  # field names are checked at run time
