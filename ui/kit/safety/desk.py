"""Has a plan checked off the GUI thread and keeps the words of the latest answer. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from medmanager.domain.errors import MedManagerError, NotAllowed
from medmanager.domain.ids import PatientId
from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.override import Grounds
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.safety import SafetyReport
from ui.kit.context import Context
from ui.kit.safety.words import RUNNING, SafetyWords, not_checked_because, safety_words
from ui.kit.tallman import tall_man


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as it is typed now; `item` is None while it cannot be read.

    Then the `name` of a new line alone is checked; of one that stands in the plan the dose that stands there,
    and `unread` says whose.
    """

    item: PlanItem | None
    name: str = ""
    unread: str = ""


class SafetyDesk:
    """Shows the answer about the plan that was asked for last: an older one would speak of other doses.

    While a new answer is on its way the old alerts stay in sight, marked as being checked again. One question
    is out at a time: whatever is asked meanwhile waits, and only the newest of it is asked.
    """

    def __init__(self, context: Context, show: Callable[[SafetyWords], None], patient_id: PatientId) -> None:
        self._context, self._show, self._patient_id = context, show, patient_id
        self._is_out = self._is_overtaken = False
        self._saved: Plan | None = None
        self._typed: TypedLine | None = None
        self._then: Callable[[], None] | None = None
        self.words = RUNNING

    def check(self, plan: Plan | None) -> None:
        """Ask what is to be said of this plan and of everything else that the patient takes."""
        before, self._saved = self._saved, plan
        self._ask(same=plan is not None and before is not None and plan.id == before.id)

    def check_typed(self, typed: TypedLine | None) -> None:
        """Ask again with a line as it is typed now; None: nothing is typed any more."""
        if typed == self._typed:
            return
        self._typed = typed
        if self._saved is not None:
            self._ask(same=True)

    def override(
        self,
        alert: Alert,
        grounds: Grounds,
        done: Callable[[], None],
        failed: Callable[[MedManagerError], None],
    ) -> None:
        """Keep why somebody goes on in spite of an alert about the plan that was checked last."""
        plan, _ = self._question
        if plan is not None:
            work = partial(self._context.services.safety.override, plan, alert, grounds)
            self._context.ask(work, lambda _: self._kept(done), failed)

    def when_known(self, then: Callable[[], None]) -> None:
        """Call `then` when the answer about the latest plan is there, be it that there is none."""
        if self.words.running:
            self._then = then
        else:
            then()

    @property
    def _question(self) -> tuple[Plan | None, tuple[str, ...]]:
        """The plan with what is typed, and the name that is checked without its dose."""
        plan, typed = self._saved, self._typed
        if plan is None or typed is None:
            return plan, ()
        if typed.item is not None:
            return plan.with_item(typed.item), ()
        return plan, (typed.name,) if typed.name.strip() else ()

    def _ask(self, *, same: bool) -> None:
        self.words = replace(self.words, running=True) if same else RUNNING
        self._show(self.words)
        if self._is_out:
            self._is_overtaken = True
        else:
            self._send()

    def _send(self) -> None:
        self._is_out, self._is_overtaken = True, False
        plan, undosed = self._question
        work = partial(self._context.services.safety.report, self._patient_id, plan, undosed)
        self._context.ask(work, self._came, self._missed)

    def _came(self, report: SafetyReport) -> None:
        zone = ZoneInfo(self._context.services.session.practice.time_zone)
        unread = self._typed.unread if self._typed else ""
        self._answered(replace(safety_words(report, zone), unread=tall_man(unread)))

    def _missed(self, error: MedManagerError) -> None:
        if isinstance(error, NotAllowed):
            self._answered(not_checked_because("your role may not see charts."))
        else:
            self._answered(not_checked_because(error.sentence))

    def _answered(self, said: SafetyWords) -> None:
        self._is_out = False
        if self._is_overtaken:
            self._send()
            return
        self.words = said
        self._show(said)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _kept(self, done: Callable[[], None]) -> None:
        done()
        self._ask(same=True)
