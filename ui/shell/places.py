"""Every place of the rail and every tab of a patient: the one table to which a new screen is added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from medmanager.domain.user import Act
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens import (
    calendar,
    documents,
    import_records,
    intake,
    patients,
    plan,
    settings,
    summary,
    today,
    trends,
    visits,
)


@dataclass(frozen=True, slots=True)
class Place:
    """One place. Places without a number are reached from other screens and have no entry in the rail."""

    key: str
    title: str
    icon: str
    act: Act
    build: Callable[[Context, Theme], Screen]
    number: int = 0

    @property
    def shortcut(self) -> str:
        return f"Alt+{self.number}" if self.number else ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the patient window."""

    key: str
    title: str
    act: Act
    build: Callable[[Context, Theme, UUID, UUID | None], Screen]


PLACES: tuple[Place, ...] = (
    Place("today", "Today", "calendar-check", Act.SEE_SCHEDULE, today.build, 1),
    Place("patients", "Patients", "users", Act.SEE_DEMOGRAPHICS, patients.build, 2),
    Place("calendar", "Calendar", "calendar", Act.SEE_SCHEDULE, calendar.build, 3),
    Place("settings", "Settings", "settings", Act.SEE_SCHEDULE, settings.build, 4),
    Place("import_records", "Import records", "upload", Act.IMPORT_RECORDS, import_records.build),
)

TABS: tuple[Tab, ...] = (
    Tab("summary", "Summary", Act.SEE_CHART, summary.build),
    Tab("intake", "Intake", Act.SEE_CHART, intake.build),
    Tab("plan", "Plan", Act.SEE_CHART, plan.build),
    Tab("visits", "Visits", Act.SEE_CHART, visits.build),
    Tab("trends", "Trends", Act.SEE_CHART, trends.build),
    Tab("documents", "Documents", Act.PRINT_READY, documents.build),
)
