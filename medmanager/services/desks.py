"""The use cases of somebody who is signed in, over one session: put together when the first is asked for."""

from pathlib import Path

from medmanager.domain.intake_form import read_intake_form
from medmanager.domain.knowledge.base import read_base
from medmanager.domain.knowledge.side_effect_list import read_side_effects
from medmanager.domain.knowledge.visit_scales import read_visit_scales
from medmanager.domain.paper.plainer_words import read_plainer_words
from medmanager.domain.paper.ready_words import read_ready_words
from medmanager.services.admin import Admin
from medmanager.services.calendar import Calendar
from medmanager.services.calendar_files import CalendarFiles
from medmanager.services.diaries import Diaries
from medmanager.services.drafts import Drafts
from medmanager.services.fail_safe import fail_safe_of
from medmanager.services.history import History
from medmanager.services.imports import Imports
from medmanager.services.intakes import Intakes
from medmanager.services.knowledge import Knowledge, KnowledgeShelf
from medmanager.services.news import News
from medmanager.services.paper_table import paper_table
from medmanager.services.patients import Patients
from medmanager.services.plan_monitoring import PlanMonitoring
from medmanager.services.plans import Plans
from medmanager.services.ports import CalendarWriter, DocumentWriter, RecordsReader
from medmanager.services.printing import Printing
from medmanager.services.proposing import Proposing
from medmanager.services.protocols import Protocols
from medmanager.services.reconciling import Reconciling
from medmanager.services.safety import Safety
from medmanager.services.session import Session
from medmanager.services.summary import Summary
from medmanager.services.today import Today
from medmanager.services.trends import Trends
from medmanager.services.visits import Visits


class Desks:
    """All use cases but those of coming in. `files` is the folder of what they read: knowledge and forms."""

    def __init__(
        self,
        session: Session,
        files: Path,
        writer: DocumentWriter,
        reader: RecordsReader,
        calendar_writer: CalendarWriter,
    ) -> None:
        knowledge = files / "knowledge"
        shelf = KnowledgeShelf(lambda: read_base(knowledge))
        effects = read_side_effects(knowledge / "side_effects.json")
        self.patients = Patients(session)
        self.history = History(session, shelf)
        self.summary = Summary(session, effects, shelf)
        self.intakes = Intakes(session, read_intake_form(files / "forms" / "intake.json"))
        self.plans = Plans(session, shelf)
        self.monitoring = PlanMonitoring(session, shelf)
        self.reconciling = Reconciling(session, shelf)
        self.knowledge = Knowledge(session, shelf, read_plainer_words(files / "words" / "plainer_words.json"))
        self.safety = Safety(session, shelf)
        self.proposing = Proposing(session, shelf)
        self.visits = Visits(session, effects, read_visit_scales(knowledge), shelf)
        self.protocols = Protocols(session, shelf, read_ready_words(files / "phrases"))
        self.calendar = Calendar(session)
        self.calendar_files = CalendarFiles(session, calendar_writer)
        self.today = Today(session, shelf)
        self.trends = Trends(session, effects)
        self.printing = Printing(session, writer, paper_table(session, effects, shelf))
        self.diaries = Diaries(session, effects)
        self.fail_safe = fail_safe_of(session, writer, shelf)
        self.imports = Imports(session, reader)
        self.admin = Admin(session)
        self.drafts = Drafts(session)
        self.news = News(session)
