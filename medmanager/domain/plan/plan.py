"""The plan: medicine lines with dated steps. The one place where a dose is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId, PatientId, PlanId, UserId
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep, Form
from medmanager.domain.record import Record


@dataclass(frozen=True, slots=True)
class Medicine:
    """What the bottle says. `rxcui` is the RxNorm ingredient; "" means the name was not found there."""

    generic: str
    brand: str = ""
    rxcui: str = ""

    def __post_init__(self) -> None:
        if not self.generic.strip():
            raise Refused("Write the name of the medicine.", "medicine")


@dataclass(frozen=True, slots=True)
class MonitoringItem:
    """A test or measurement that the plan asks for, and why.

    `rule` "" is one that somebody put in by hand: its day stays as written. Otherwise it came from the
    knowledge base and was put on the plan: then `due`, `why`, `window_days` and `source` are never kept for
    long. Whenever the draft is saved, and whenever a plan is shown or printed, what is not done is worked out
    anew from the steps and results (`plan_monitoring.follow`). What somebody decided is kept alone: that this
    line asks for this measure.
    """

    measure: str
    due: date
    why: str
    done_on: date | None = None
    rule: str = ""
    """Ids of the rules of the knowledge base that ask for it, "" for a test put in by hand."""
    window_days: int | None = None
    """Good within so many days before or after; None: nobody said."""
    source: str = ""
    """Who says so: the citation of the rule, with "unverified" where nobody looked it up."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A measure that the knowledge base asks for and somebody decided against, for this line."""

    measure: str
    reason: str
    by: UserId
    at: datetime

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise Refused("Write why this test is set aside.", "reason")


@dataclass(frozen=True, slots=True)
class Stopped:
    """`on` is the first day without the medicine."""

    on: date
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise Refused("Write why the medicine is stopped.", "reason")


@dataclass(frozen=True, slots=True)
class Supply:
    """What the pharmacy hands out at a time: for so many days, and how often again."""

    days: int
    refills: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.days <= 365:
            raise Refused("A supply is for 1 to 365 days.", "supply_days")
        if not 0 <= self.refills <= 11:
            raise Refused("Refills are a number from 0 to 11.", "refills")


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One medicine for one purpose, with its dated steps in order of time, past ones included."""

    line_id: LineId
    medicine: Medicine
    form: Form
    purpose: str
    steps: tuple[DoseStep, ...]
    directions: str = ""
    benefit: str = ""
    benefit_when: str = ""
    watch: tuple[str, ...] = ()
    """Codes of the side-effect list to look out for."""
    monitoring: tuple[MonitoringItem, ...] = ()
    prescriber: str = ""
    """Empty: prescribed here. Otherwise the outside prescriber who answers for it."""
    cost_concern: str = ""
    question: str = ""
    """What the patient asked about this medicine, not answered yet."""
    adherence: str = ""
    """What makes it hard to take this medicine as planned, in the patient's words."""
    supply: Supply | None = None
    """None: nobody has written how much is handed out."""
    stopped: Stopped | None = None
    set_aside: tuple[SetAside, ...] = ()
    """Tests of the knowledge base that are not wanted for this line, each with its reason."""

    def __post_init__(self) -> None:
        if not self.steps:
            raise Refused("A medicine needs at least one dated step.", "steps")
        for earlier, later in zip(self.steps, self.steps[1:], strict=False):
            if earlier.end is None or earlier.end >= later.start:
                raise Refused(
                    "Two steps overlap. Each step must end before the next one starts.",
                    "steps",
                )
        if self.stopped and any(step.end is None or step.end >= self.stopped.on for step in self.steps):
            raise Refused("A stopped medicine has no step on or after its stop day.", "steps")

    @property
    def has_dose(self) -> bool:
        """Whether any step says what is taken: what comes from elsewhere onto a draft says it later."""
        return any(step.tablets or step.as_needed for step in self.steps)

    def step_on(self, day: date) -> DoseStep | None:
        return next((step for step in self.steps if step.covers(day)), None)

    def next_step_after(self, day: date) -> DoseStep | None:
        return next((step for step in self.steps if step.start > day), None)

    def in_a_row(self, step: DoseStep) -> tuple[DoseStep, ...]:
        """That step with those right before and after it in which the same is taken, on the same days."""
        found = [step]
        while (one := self.step_on(found[0].start - ONE_DAY)) and one.goes_on_as(step):
            found.insert(0, one)
        while (last := found[-1].end) and (one := self.step_on(last + ONE_DAY)) and step.goes_on_as(one):
            found.append(one)
        return tuple(found)

    def next_change_after(self, day: date) -> DoseStep | None:
        """The next step that changes what is taken: staying on a dose for longer is none."""
        now = self.step_on(day)
        last = self.in_a_row(now)[-1].end if now else day
        return self.next_step_after(last) if last else None

    def active_on(self, day: date) -> bool:
        """Taken on that day, or planned for later, and not stopped by then."""
        return not (self.stopped and self.stopped.on <= day) and not self.ends_before(day)

    def open_tests(self, day: date) -> tuple[MonitoringItem, ...]:
        """Its tests that are not done; of a line that is not taken any more those that somebody put in by
        hand: nobody has said that they are not wanted.
        """
        goes_on = self.active_on(day)
        return tuple(one for one in self.monitoring if one.done_on is None and (goes_on or not one.rule))

    def ends_before(self, day: date) -> bool:
        """Whether the last step is over before that day."""
        last = self.steps[-1].end
        return last is not None and last < day

    @property
    def as_needed(self) -> bool:
        return any(step.as_needed is not None for step in self.steps)


class PlanStatus(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The visit the plan asks for. `why` stands on the calendar beside it."""

    on: date
    why: str
    minutes: int = 30
    line_id: LineId | None = None
    step: int | None = None
    """The step of that line for which the patient is seen, counted from 1; None: no single step."""
    step_on: date | None = None
    """The first day of that step when the visit was asked for."""


@dataclass(frozen=True, slots=True, repr=False)
class Plan(Record):
    """One version of the patient's plan. A signed one never changes; a new one replaces it.

    `number` is printed on paper ("Plan 4"). Stopped lines stay in later versions, so the newest signed
    plan alone tells the whole dose history.
    """

    id: PlanId
    patient_id: PatientId
    number: int
    status: PlanStatus
    items: tuple[PlanItem, ...] = ()
    based_on: PlanId | None = None
    reason: str = ""
    follow_up: FollowUp | None = None
    message: str = ""
    """Free words to the patient, printed on the sheet."""
    warning_signs: tuple[str, ...] = ()
    author_id: UserId | None = None
    created_at: datetime | None = None
    signed_by: UserId | None = None
    signed_at: datetime | None = None
    visit_id: UUID | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if self.number < 1:
            raise Refused("Plans are numbered from 1.", "number")
        if (self.status is PlanStatus.SIGNED) != (self.signed_at is not None and self.signed_by is not None):
            raise Refused("A signed plan says who signed it and when; a draft does not.", "status")

    def item(self, line_id: LineId) -> PlanItem | None:
        return next((item for item in self.items if item.line_id == line_id), None)

    def active_items(self, day: date) -> tuple[PlanItem, ...]:
        return tuple(item for item in self.items if item.active_on(day))

    def with_item(self, item: PlanItem) -> "Plan":
        """The plan with this line in place of the one with the same id, or added at the end."""
        if self.item(item.line_id) is None:
            return replace(self, items=(*self.items, item))
        return replace(
            self,
            items=tuple(item if old.line_id == item.line_id else old for old in self.items),
        )


def change_dose(item: PlanItem, step: DoseStep) -> PlanItem:
    """The line with `step` from its start on: what ran is closed the day before, later steps are dropped."""
    kept = _until(item.steps, step.start)
    return replace(item, steps=(*kept, step), stopped=None)


def stop(item: PlanItem, on: date, reason: str) -> PlanItem:
    """The line stopped: `on` is the first day without it.

    Raises Refused when the line would never have been taken: then it is removed, not stopped.
    """
    kept = _until(item.steps, on)
    if not kept:
        raise Refused(
            "This medicine starts on or after that day. Remove the line instead of stopping it.",
            "on",
        )
    return replace(item, steps=kept, stopped=Stopped(on, reason))


def _until(steps: Iterable[DoseStep], day: date) -> tuple[DoseStep, ...]:
    last = day - ONE_DAY
    kept = (step for step in steps if step.start <= last)
    return tuple(
        step if step.end is not None and step.end <= last else replace(step, end=last) for step in kept
    )
