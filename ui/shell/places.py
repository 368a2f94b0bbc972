"""Every place of the rail and every tab of a patient: the one table to which a new screen is added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from medmanager.domain.user import Act
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.calendar import build as build_calendar
from ui.screens.diary import build as build_diary
from ui.screens.documents import build as build_documents
from ui.screens.import_records import build as build_import_records
from ui.screens.intake import build as build_intake
from ui.screens.patients import build as build_patients
from ui.screens.plan import build as build_plan
from ui.screens.settings import build as build_settings
from ui.screens.summary import build as build_summary
from ui.screens.today import build as build_today
from ui.screens.trends import build as build_trends
from ui.screens.visits import build as build_visits


@dataclass(frozen=True, slots=True)
class Place:
    """One place. Those without a number are reached from other screens: they have no entry in the rail, where
    the place that they are `under` is marked.
    """

    key: str
    title: str
    icon: str
    act: Act
    build: Callable[[Context, Theme], Screen]
    number: int = 0
    under: str = ""

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
    Place("today", "Today", "calendar-check", Act.SEE_SCHEDULE, build_today, 1),
    Place("patients", "Patients", "users", Act.SEE_DEMOGRAPHICS, build_patients, 2),
    Place("calendar", "Calendar", "calendar", Act.SEE_SCHEDULE, build_calendar, 3),
    Place("settings", "Settings", "settings", Act.SEE_SCHEDULE, build_settings, 4),
    Place(
        "import_records",
        "Import records",
        "upload",
        Act.IMPORT_RECORDS,
        build_import_records,
        under="patients",
    ),
    Place("diary", "Type in a diary", "clipboard-list", Act.EDIT_CHART, build_diary, under="patients"),
)

TABS: tuple[Tab, ...] = (
    Tab("summary", "Summary", Act.SEE_CHART, build_summary),
    Tab("intake", "Intake", Act.SEE_CHART, build_intake),
    Tab("plan", "Plan", Act.SEE_CHART, build_plan),
    Tab("visits", "Visits", Act.SEE_CHART, build_visits),
    Tab("trends", "Trends", Act.SEE_CHART, build_trends),
    Tab("documents", "Documents", Act.PRINT_READY, build_documents),
)
