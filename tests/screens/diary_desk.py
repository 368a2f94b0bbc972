"""The services that the diary screen needs, over the in-memory practice, and one diary."""

from dataclasses import dataclass, replace
from datetime import timedelta

from medmanager.domain.paper.document import DocumentKind, PaperOptions, PreparedDocument
from medmanager.domain.patient import Patient
from medmanager.domain.plan.plan import PlanItem
from medmanager.services.diaries import Diaries
from medmanager.services.drafts import Drafts
from medmanager.services.paper_table import paper_table
from medmanager.services.printing import Printing
from medmanager.services.session import Session
from medmanager.services.trends import Trends
from tests.builders import TODAY, a_patient, a_signed_plan, a_step, an_item, keep
from tests.fakes import FakeClock
from tests.screens.chart_services import EFFECTS
from tests.screens.paper_services import WRITER, a_clinic_with
from tests.shelf import SHELF

DAY = timedelta(days=1)


@dataclass(frozen=True)
class DiaryServices:
    """As the facade, without what the diary screen does not need."""

    session: Session
    diaries: Diaries
    drafts: Drafts
    printing: Printing
    trends: Trends


def diary_services(session: Session) -> DiaryServices:
    """The services of one signed-in person."""
    return DiaryServices(
        session,
        Diaries(session, EFFECTS),
        Drafts(session),
        Printing(session, WRITER, paper_table(session, EFFECTS, SHELF)),
        Trends(session, EFFECTS),
    )


@dataclass
class Desk:
    """A patient with a plan that watches two side effects, and what she took home."""

    services: DiaryServices
    patient: Patient
    prepared: PreparedDocument
    clock: FakeClock

    @property
    def code(self) -> str:
        assert self.prepared.diary is not None
        return self.prepared.diary.code


def a_desk(days: int = 0) -> Desk:
    """A diary from today on is filed and went home so many days ago."""
    clock = FakeClock()
    session = a_clinic_with(clock=clock)
    services = diary_services(session)
    patient = a_patient()
    item: PlanItem = replace(
        an_item("sertraline", a_step(TODAY - 30 * DAY)), watch=tuple(one.code for one in EFFECTS[:2])
    )
    keep(session, patient, a_signed_plan(patient, session.user, item, number=4))
    prepared = services.printing.prepare(DocumentKind.DIARY, patient.id, PaperOptions(subject="today"))
    services.printing.file(prepared)
    clock.advance(timedelta(days=days))
    return Desk(services, patient, prepared, clock)
