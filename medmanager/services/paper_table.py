"""The table of all kinds of paper, in the order of the list. A new kind of paper is one entry here."""

from medmanager.domain.side_effects import SideEffect
from medmanager.services.diary_paper import DiaryPaper
from medmanager.services.fail_safe import FailSafePaper
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.leaflets import LeafletPaper
from medmanager.services.monitoring_paper import MonitoringPaper
from medmanager.services.papers import PaperKind
from medmanager.services.plan_papers import PlanPaper, TrendPaper
from medmanager.services.session import Session
from medmanager.services.sheets import SheetMaker
from medmanager.services.steps_paper import StepsPaper
from medmanager.services.topic_paper import TopicPaper
from medmanager.services.visit_papers import CardPaper, SummaryPaper


def paper_table(
    session: Session, effects: tuple[SideEffect, ...], shelf: KnowledgeShelf
) -> tuple[PaperKind, ...]:
    """All kinds of paper. `effects` is the side-effect list, `shelf` holds the knowledge base."""
    sheets = SheetMaker(session, {effect.code: effect.name for effect in effects}, shelf)
    return (
        PlanPaper(sheets),
        StepsPaper(sheets, shelf),
        MonitoringPaper(sheets, shelf),
        SummaryPaper(sheets),
        CardPaper(sheets),
        TrendPaper(sheets),
        DiaryPaper(sheets),
        LeafletPaper(sheets, shelf),
        TopicPaper(sheets, shelf),
        FailSafePaper(sheets, shelf),
    )
