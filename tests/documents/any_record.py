"""Any plan of the record, and the sheet that the maker of sheets makes of it on the day."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

from hypothesis import reject
from hypothesis import strategies as st

from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId, PatientId, PlanId, UserId
from medmanager.domain.paper.advice import FEELINGS
from medmanager.domain.paper.making import SheetSources, make_plan_sheet
from medmanager.domain.paper.sheets import PlanSheet
from medmanager.domain.patient import Allergy, Language
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.plan.plan import Medicine, MonitoringItem, Plan, PlanItem, PlanStatus, Stopped
from medmanager.domain.practice import Paper as Size
from medmanager.domain.practice import SlotClock
from tests.documents.any_plan import (
    AMOUNTS,
    DIRECTIONS,
    FORMS,
    NAMES,
    PEOPLE,
    PURPOSES,
    STOPPED,
    VISITS,
    steps_of,
)
from tests.documents.sheet_builders import MADE, TREND, head

DAY = timedelta(days=1)
SIGNER, SIGNED = UserId(UUID(int=5)), datetime.combine(MADE, time(15), UTC)
PATIENT = PatientId(UUID(int=1))
MEASURES = ("lithium level", "creatinine", "TSH", "HbA1c", "weight")


@dataclass(frozen=True)
class Made:
    """What stands on record, and the sheet of it."""

    sources: SheetSources
    sheet: PlanSheet

    @property
    def taken(self) -> tuple[PlanItem, ...]:
        return self.sources.plan.active_items(self.sources.day)


@st.composite
def _items(draw: st.DrawFn) -> tuple[PlanItem, ...]:
    names = draw(st.permutations(NAMES))
    daily = draw(st.integers(1, 9))
    dated = draw(st.integers(0, min(2, daily)))
    items = [draw(_item(name, draw(steps_of(place < dated)))) for place, name in enumerate(names[:daily])]
    for name in names[daily : daily + draw(st.integers(0, 2))]:
        items.append(
            draw(_item(name, (DoseStep(MADE - timedelta(days=9), None, (), as_needed=draw(_needed())),)))
        )
    if draw(st.booleans()):
        given = TabletCount(Strength(Decimal(156)), Slot.MORNING, Decimal(1))
        monthly = DoseStep(MADE - timedelta(days=21), None, (given,), every_days=28)
        items.append(replace(draw(_item("paliperidone", (monthly,))), form=Form.INJECTION))
    return tuple(items)


@st.composite
def _needed(draw: st.DrawFn) -> AsNeeded:
    reason = draw(st.sampled_from(("for worry", "for sleep", "for shaky hands")))
    strength = Strength(Decimal(draw(st.sampled_from(AMOUNTS))))
    return AsNeeded(reason, strength, Decimal(1), draw(st.integers(1, 24)), Decimal(3))


@st.composite
def _item(draw: st.DrawFn, name: str, steps: tuple[DoseStep, ...]) -> PlanItem:
    measures = draw(st.lists(st.sampled_from(MEASURES), max_size=2, unique=True))
    days = draw(st.integers(-5, 40))
    return PlanItem(
        LineId(UUID(int=2)),
        Medicine(name, draw(st.sampled_from(("", "Brandname")))),
        draw(st.sampled_from(FORMS)),
        draw(st.sampled_from(PURPOSES)),
        steps,
        " ".join(draw(st.lists(st.sampled_from(DIRECTIONS), max_size=2, unique=True))),
        watch=tuple(draw(st.lists(st.sampled_from(sorted(FEELINGS)), max_size=2, unique=True))),
        monitoring=tuple(MonitoringItem(one, MADE + timedelta(days=days), "due") for one in measures),
    )


@st.composite
def made_sheets(draw: st.DrawFn, language: Language) -> Made:
    """A signed plan after an earlier one: some medicines are new, some changed, and some are stopped."""
    plan, previous = draw(_plans())
    allergies = draw(st.lists(st.sampled_from(("penicillin", "sulfa drugs")), max_size=2, unique=True))
    sources = SheetSources(
        head=head(
            language=language,
            paper=draw(st.sampled_from(Size)),
            large_print=draw(st.booleans()),
            patient_name=draw(st.sampled_from(PEOPLE)),
        ),
        plan=plan,
        previous=draw(st.sampled_from((None, previous))),
        clock_time=draw(st.sampled_from((time(8), time(12, 30), time(23)))),
        slot_clock=SlotClock(),
        allergy_knowledge=draw(st.sampled_from(AllergyKnowledge)),
        allergies=tuple(Allergy(UUID(int=6), PATIENT, name, "hives") for name in allergies),
        next_visit=draw(st.sampled_from((None, *VISITS))),
        signed_on=draw(st.sampled_from((None, MADE, MADE - timedelta(days=1)))),
        trend=draw(st.sampled_from((None, TREND))),
        restart_gaps={plan.items[0].medicine.generic: 3} if draw(st.booleans()) else {},
    )
    try:
        return Made(sources, make_plan_sheet(sources))
    except Refused:
        # A plan of a single course that ended this morning has nothing left to take.
        reject()


@st.composite
def _plans(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """The plan in force, and the one before it."""
    numbers = count(10)
    items = tuple(replace(one, line_id=LineId(UUID(int=next(numbers)))) for one in draw(_items()))
    before = tuple(draw(_earlier(one)) for one in items if draw(st.integers(0, 3)))
    gone = tuple(
        replace(draw(_item(name, draw(steps_of(dated=False)))), line_id=LineId(UUID(int=next(numbers))))
        for name in draw(st.lists(st.sampled_from(STOPPED), max_size=2, unique=True))
    )
    ended = tuple(
        replace(one, steps=(replace(one.steps[0], end=MADE - DAY),), stopped=Stopped(MADE, "it did not help"))
        for one in gone
    )
    previous = Plan(
        PlanId(UUID(int=3)),
        PATIENT,
        3,
        PlanStatus.SIGNED,
        (*before, *gone),
        signed_by=SIGNER,
        signed_at=SIGNED,
    )
    plan = replace(
        previous,
        id=PlanId(UUID(int=4)),
        number=4,
        items=(*items, *(ended if draw(st.booleans()) else ())),
        based_on=previous.id,
        message=draw(st.sampled_from(("", "You are doing well. Call us if you feel worse."))),
    )
    return plan, previous


@st.composite
def _earlier(draw: st.DrawFn, item: PlanItem) -> PlanItem:
    """The line as the plan before had it: the same, or with another dose."""
    same = item.as_needed or draw(st.booleans())
    return item if same else replace(item, steps=draw(steps_of(dated=False)))
