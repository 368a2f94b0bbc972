"""What somebody asks the knowledge base for on a plan, and the lines as they would stand. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.knowledge.proposals import Note, Options, RequestKind
from medmanager.domain.plan.dose import DoseStep, Form
from medmanager.domain.plan.plan import Plan, PlanItem, Stopped


@dataclass(frozen=True, slots=True)
class NewLine:
    """A medicine that begins: as its name was written, in which form, and what for."""

    name: str
    form: Form | None = None
    purpose: str = ""
    strengths: tuple[Decimal, ...] = ()
    """Tablets at hand, in mg; () is all that exist in this form."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for. `line_id` is the line that changes or is left; `coming` what begins.

    `target_mg` is the dose of the day at the end: of the medicine that rises, begins or is lowered; None
    leaves it to the base, in a taper it is a stop. `by_mg` takes off so many mg at each step.
    """

    kind: RequestKind
    start: date
    line_id: LineId | None = None
    coming: NewLine | None = None
    target_mg: Decimal | None = None
    by_mg: Decimal | None = None
    options: Options = Options()
    coming_on: date | None = None
    """In a switch: the wished first day of the new medicine; None is as early as possible."""
    missed_days: int | None = None


@dataclass(frozen=True, slots=True)
class LineAfter:
    """A line as it would stand, and as it stands now (None: it is new)."""

    item: PlanItem
    before: PlanItem | None = None

    @property
    def fresh(self) -> tuple[DoseStep, ...]:
        """The steps that the proposal brings; one that it only ends is none of them."""
        known = {
            (step.start, step.tablets, step.every_days) for step in (self.before.steps if self.before else ())
        }
        return tuple(
            step for step in self.item.steps if (step.start, step.tablets, step.every_days) not in known
        )

    def because(self, reason: str) -> LineAfter:
        """The same with this reason on what is new."""
        fresh, stopped = self.fresh, self.item.stopped
        steps = tuple(replace(one, reason=reason) if one in fresh else one for one in self.item.steps)
        ended = Stopped(stopped.on, reason) if stopped else None
        return replace(self, item=replace(self.item, steps=steps, stopped=ended))


@dataclass(frozen=True, slots=True)
class PlanProposal:
    """Lines as they would stand, with what to know. `alerts` are the grave ones that the steps bring."""

    wish: Wish
    lines: tuple[LineAfter, ...]
    total_days: int
    notes: tuple[Note, ...] = ()
    warnings: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()

    def because(self, reason: str) -> PlanProposal:
        """The same with why on each new step and on each stop. Raises Refused when a line that is taken
        changes without a reason.
        """
        why = reason.strip()
        if not why and any(line.before for line in self.lines):
            raise Refused("Write why the dose changes.", "reason")
        return replace(self, lines=tuple(line.because(why) for line in self.lines)) if why else self

    def into(self, plan: Plan) -> Plan:
        """The plan with these lines. Raises Refused when one of them was changed since it was read."""
        for line in self.lines:
            if plan.item(line.item.line_id) != line.before:
                raise Refused("The plan was changed meanwhile. Show the steps again, and look at them.")
            plan = plan.with_item(line.item)
        return plan


@dataclass(frozen=True, slots=True)
class StopAdvice:
    """What the base says of stopping a line tomorrow: how many steps over how many days, and why."""

    steps: int
    days: int
    notes: tuple[Note, ...]
