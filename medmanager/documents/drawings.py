"""The table of drawings: how each kind of sheet becomes pages. A new kind of sheet is one entry here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from medmanager.documents.card_page import draw_card
from medmanager.documents.diary.page import draw_diary
from medmanager.documents.fail_safe.page import draw_fail_safe
from medmanager.documents.leaflet_page import draw_leaflet
from medmanager.documents.monitoring.page import draw_monitoring
from medmanager.documents.plan.pages import draw_plan
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen
from medmanager.documents.steps.cross_taper_page import draw_cross_taper
from medmanager.documents.steps.dose_page import draw_dose_steps
from medmanager.documents.trend.page import draw_trend
from medmanager.documents.visit_summary_page import draw_visit_summary
from medmanager.documents.words.plain_words import plan_texts
from medmanager.domain.paper.diary import DiaryPage
from medmanager.domain.paper.fail_safe_sheet import FailSafeSheet
from medmanager.domain.paper.leaflet import LeafletSheet
from medmanager.domain.paper.monitoring import MonitoringSlip
from medmanager.domain.paper.sheets import PlanSheet, Sheet, TrendSheet
from medmanager.domain.paper.steps import CrossTaperSheet, DoseStepsSheet
from medmanager.domain.paper.visit import AppointmentCard, VisitSummary, visit_texts

Texts = Callable[[Any], Iterable[tuple[str, str]]]


def _no_texts(sheet: Sheet) -> Iterable[tuple[str, str]]:
    """A sheet without free words."""
    return ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """How one kind of sheet is drawn.

    `title` is the key of the phrase that names the file; it may use `n`, the plan's number, and `d`, the day.
    `texts` gives the free words of the sheet, each behind the name of its part: they are searched for forms
    that have been misread with harm. `sizes` False: there is no large print.
    """

    title: str
    draw: Callable[[Pen, Setting, Any], object]
    texts: Texts = _no_texts
    sizes: bool = True


DRAWINGS: Mapping[type, Drawing] = {
    PlanSheet: Drawing("plan.document", draw_plan, plan_texts),
    TrendSheet: Drawing("chart.document", draw_trend),
    DoseStepsSheet: Drawing("dosesteps.document", draw_dose_steps),
    CrossTaperSheet: Drawing("cross.document", draw_cross_taper),
    AppointmentCard: Drawing("card.document", draw_card),
    VisitSummary: Drawing("summary.document", draw_visit_summary, visit_texts),
    MonitoringSlip: Drawing("slip.document", draw_monitoring),
    DiaryPage: Drawing("diary.document", draw_diary),
    FailSafeSheet: Drawing("failsafe.document", draw_fail_safe, sizes=False),
    LeafletSheet: Drawing("leaflet.document", draw_leaflet),
}


def drawing_of(sheet: Sheet) -> Drawing:
    """The entry of this kind of sheet; a kind without one is our bug and raises KeyError."""
    return DRAWINGS[type(sheet)]
