"""Has a plan checked off the GUI thread and keeps the words of the latest answer. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from medmanager.domain.errors import MedManagerError, NotAllowed
from medmanager.domain.ids import PatientId
from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.override import OverrideReason
from medmanager.domain.plan import Plan
from medmanager.domain.safety import SafetyReport
from ui.kit.context import Context
from ui.kit.safety_words import RUNNING, SafetyWords, not_checked_because, safety_words


class SafetyDesk:
    """Shows the answer about the plan that was asked for last: an older one would speak of other doses.

    While a new answer is on its way the old alerts stay in sight, marked as being checked again.
    """

    def __init__(self, context: Context, show: Callable[[SafetyWords], None], patient_id: PatientId) -> None:
        self._context, self._show, self._patient_id = context, show, patient_id
        self._asked = 0
        self._plan: Plan | None = None
        self._then: Callable[[], None] | None = None
        self.words = RUNNING

    def check(self, plan: Plan | None) -> None:
        """Ask what is to be said of this plan and of everything else that the patient takes."""
        same = plan is not None and self._plan is not None and plan.id == self._plan.id
        self._asked += 1
        self._plan = plan
        self.words = replace(self.words, running=True) if same else RUNNING
        self._show(self.words)
        work = partial(self._context.services.safety.report, self._patient_id, plan)
        self._context.ask(work, partial(self._came, self._asked), partial(self._missed, self._asked))

    def override(
        self,
        alert: Alert,
        reason: OverrideReason,
        words: str,
        done: Callable[[], None],
        failed: Callable[[MedManagerError], None],
    ) -> None:
        """Keep why somebody goes on in spite of an alert about the plan that was checked last."""
        plan = self._plan
        if plan is not None:
            work = partial(self._context.services.safety.override, plan, alert, reason, words)
            self._context.ask(work, lambda _: self._kept(done), failed)

    def when_known(self, then: Callable[[], None]) -> None:
        """Call `then` when the answer about the latest plan is there, be it that there is none."""
        if self.words.running:
            self._then = then
        else:
            then()

    def _came(self, asked: int, report: SafetyReport) -> None:
        zone = ZoneInfo(self._context.services.session.practice.time_zone)
        self._answered(asked, safety_words(report, zone))

    def _missed(self, asked: int, error: MedManagerError) -> None:
        if isinstance(error, NotAllowed):
            self._answered(asked, not_checked_because("your role may not see charts."))
        else:
            self._answered(asked, not_checked_because(error.sentence))

    def _answered(self, asked: int, said: SafetyWords) -> None:
        if asked != self._asked:
            return
        self.words = said
        self._show(said)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _kept(self, done: Callable[[], None]) -> None:
        done()
        self.check(self._plan)
