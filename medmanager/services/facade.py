"""The one thing that the screens and the command line know of the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medmanager.services.admin import Admin
    from medmanager.services.backups import BackupDesk
    from medmanager.services.calendar import Calendar
    from medmanager.services.calendar_files import CalendarFiles
    from medmanager.services.desks import Desks
    from medmanager.services.diaries import Diaries
    from medmanager.services.drafts import Drafts
    from medmanager.services.fail_safe import FailSafe
    from medmanager.services.history import History
    from medmanager.services.imports import Imports
    from medmanager.services.intakes import Intakes
    from medmanager.services.knowledge import Knowledge
    from medmanager.services.news import News
    from medmanager.services.patients import Patients
    from medmanager.services.plan_monitoring import PlanMonitoring
    from medmanager.services.plans import Plans
    from medmanager.services.printing import Printing
    from medmanager.services.proposing import Proposing
    from medmanager.services.protocols import Protocols
    from medmanager.services.reconciling import Reconciling
    from medmanager.services.safety import Safety
    from medmanager.services.session import Session
    from medmanager.services.setup import Setup
    from medmanager.services.summary import Summary
    from medmanager.services.today import Today
    from medmanager.services.trends import Trends
    from medmanager.services.visits import Visits


class Services:
    """All use cases of the practice, made once by `bootstrap`.

    Three are there from the start: whoever comes in needs them. The others are loaded by `desks`, at the
    first of them that is asked for.
    """

    def __init__(
        self, session: Session, setup: Setup, backups: BackupDesk, desks: Callable[[], Desks]
    ) -> None:
        self.session = session
        self.setup = setup
        self.backups = backups
        self._desks = desks

    def get_ready(self) -> None:
        """Load now what would be loaded when somebody is in. May be called in a worker."""
        self._desks()

    @property
    def patients(self) -> Patients:
        return self._desks().patients

    @property
    def history(self) -> History:
        return self._desks().history

    @property
    def summary(self) -> Summary:
        return self._desks().summary

    @property
    def intakes(self) -> Intakes:
        return self._desks().intakes

    @property
    def plans(self) -> Plans:
        return self._desks().plans

    @property
    def monitoring(self) -> PlanMonitoring:
        return self._desks().monitoring

    @property
    def reconciling(self) -> Reconciling:
        return self._desks().reconciling

    @property
    def knowledge(self) -> Knowledge:
        return self._desks().knowledge

    @property
    def safety(self) -> Safety:
        return self._desks().safety

    @property
    def proposing(self) -> Proposing:
        return self._desks().proposing

    @property
    def visits(self) -> Visits:
        return self._desks().visits

    @property
    def protocols(self) -> Protocols:
        return self._desks().protocols

    @property
    def calendar(self) -> Calendar:
        return self._desks().calendar

    @property
    def calendar_files(self) -> CalendarFiles:
        return self._desks().calendar_files

    @property
    def diaries(self) -> Diaries:
        return self._desks().diaries

    @property
    def fail_safe(self) -> FailSafe:
        return self._desks().fail_safe

    @property
    def today(self) -> Today:
        return self._desks().today

    @property
    def trends(self) -> Trends:
        return self._desks().trends

    @property
    def printing(self) -> Printing:
        return self._desks().printing

    @property
    def imports(self) -> Imports:
        return self._desks().imports

    @property
    def admin(self) -> Admin:
        return self._desks().admin

    @property
    def drafts(self) -> Drafts:
        return self._desks().drafts

    @property
    def news(self) -> News:
        return self._desks().news
