"""The one thing that the screens and the command line know of the services."""

from dataclasses import dataclass

from medmanager.services.admin import Admin
from medmanager.services.backups import BackupDesk
from medmanager.services.calendar import Calendar
from medmanager.services.drafts import Drafts
from medmanager.services.history import History
from medmanager.services.imports import Imports
from medmanager.services.intakes import Intakes
from medmanager.services.patients import Patients
from medmanager.services.plans import Plans
from medmanager.services.printing import Printing
from medmanager.services.session import Session
from medmanager.services.setup import Setup
from medmanager.services.summary import Summary
from medmanager.services.today import Today
from medmanager.services.trends import Trends
from medmanager.services.visits import Visits


@dataclass(frozen=True, slots=True)
class Services:
    """All use cases of the practice, made once by `bootstrap`."""

    session: Session
    setup: Setup
    patients: Patients
    history: History
    summary: Summary
    intakes: Intakes
    plans: Plans
    visits: Visits
    calendar: Calendar
    today: Today
    trends: Trends
    printing: Printing
    imports: Imports
    admin: Admin
    backups: BackupDesk
    drafts: Drafts
