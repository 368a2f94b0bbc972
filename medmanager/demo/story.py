"""One synthetic patient's whole chart, and the hand that writes it visit by visit."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from medmanager.demo.diary import Diary
from medmanager.demo.dice import Dice
from medmanager.demo.interview import PAGES, answers
from medmanager.demo.team import Team, local
from medmanager.domain.appointment import Appointment, AppointmentMode, AppointmentState, ReasonCode
from medmanager.domain.history import Measure, MedicationStatement, Observation, TakingStatus, TrialResponse
from medmanager.domain.ids import AppointmentId, LineId, PatientId, PlanId, VisitId
from medmanager.domain.intake import Intake, SectionProgress, SectionState, Symptom
from medmanager.domain.patient import Allergy, Condition, Language, Patient, Sex
from medmanager.domain.plan import (
    DoseStep,
    FollowUp,
    Form,
    Medicine,
    MonitoringItem,
    Plan,
    PlanItem,
    PlanStatus,
    Slot,
    Strength,
    TabletCount,
    change_dose,
    stop,
)
from medmanager.domain.record import Record
from medmanager.domain.user import User
from medmanager.domain.visit import (
    CostConcern,
    LineReview,
    PatientQuestion,
    Response,
    ScaleResult,
    SideEffectRating,
    Visit,
    VisitKind,
    Vital,
)

SLOTS = (Slot.MORNING, Slot.NOON, Slot.EVENING, Slot.BEDTIME)


@dataclass(frozen=True, slots=True)
class Person:
    """Who the story is about."""

    family_name: str
    given_name: str
    age: int
    sex: Sex
    pronouns: str = ""
    language: Language = Language.ENGLISH


@dataclass(frozen=True, slots=True)
class Drug:
    """A medicine as a story starts it."""

    generic: str
    brand: str
    rxcui: str
    purpose: str
    form: Form = Form.TABLET
    directions: str = ""
    benefit: str = ""
    benefit_when: str = ""
    watch: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a visit found."""

    words: str
    response: Response = Response.SAME
    effects: tuple[tuple[str, int], ...] = ()
    phq9: int | None = None
    gad7: int | None = None
    weight_kg: str = ""
    pressure: tuple[int, int] | None = None
    pulse: int | None = None
    question: str = ""
    answer: str = ""
    cost: str = ""
    cost_monthly: str = ""
    missed: int | None = None
    missed_reason: str = ""
    assessment: str = ""


def take(strength: str, *counts: str | int) -> tuple[TabletCount, ...]:
    """Tablets of one strength in mg for morning, noon, evening, bedtime; 0 is left out."""
    amount = Strength(Decimal(strength))
    pairs = zip(SLOTS, counts, strict=False)
    return tuple(TabletCount(amount, slot, Decimal(count)) for slot, count in pairs if Decimal(count))


@dataclass(slots=True)
class Chart:
    """Writes a chart in order of time. `ago(n)` is the working day n weeks before today."""

    person: Person
    team: Team
    provider: User
    dice: Dice
    diary: Diary
    today: date
    first_week: int = 104
    lag: int = 0
    """Weeks by which the whole past of this story lies further back than in its first telling."""
    records: list[Record] = field(default_factory=list)
    items: list[PlanItem] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    patient: Patient = field(init=False)

    def __post_init__(self) -> None:
        joined = self.ago(self.first_week)
        birthday = self.today.replace(year=self.today.year - self.person.age, day=min(self.today.day, 28))
        born = birthday - timedelta(days=self.dice.between(0, 360))
        self.patient = Patient(
            PatientId(self.dice.id_at(local(joined, 9))),
            self.person.family_name,
            self.person.given_name,
            born,
            self.person.sex,
            self.person.pronouns,
            phone=f"555-555-{self.dice.between(100, 9999):04d}",
            language=self.person.language,
            provider_id=self.provider.id,
            since=joined,
            pharmacy=self.dice.one_of(("Main Street Pharmacy", "Harbor Drugs", "Corner Pharmacy")),
            demo=True,
        )
        self.records.append(self.patient)

    def ago(self, weeks: int, days: int = 0) -> date:
        """The working day so many weeks (less some days) before today; later days for negative weeks."""
        back = weeks + self.lag if weeks >= 0 else weeks
        day = self.today - timedelta(weeks=back) + timedelta(days=days)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def next_working_day(self, days: int) -> date:
        """The working day at least so many days after today."""
        day = self.today + timedelta(days=days)
        return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)

    # -- what is known from before

    def condition(self, name: str, code: str = "", psychiatric: bool = True) -> None:
        system = f"ICD-10-CM|{code}" if code else ""
        key = self._id(self.ago(self.first_week))
        self.records.append(Condition(key, self.patient.id, name, system, psychiatric))

    def allergy(self, substance: str, reaction: str) -> None:
        self.records.append(
            Allergy(self._id(self.ago(self.first_week)), self.patient.id, substance, reaction)
        )

    def earlier(self, name: str, mg: str, weeks: int, response: TrialResponse, reason: str) -> None:
        """An earlier medicine with what became of it."""
        began = self.ago(self.first_week) - timedelta(weeks=weeks + self.dice.between(20, 120))
        self.records.append(
            MedicationStatement(
                self._id(self.ago(self.first_week)),
                self.patient.id,
                name,
                status=TakingStatus.STOPPED,
                highest_dose_mg=Decimal(mg),
                weeks_at_dose=weeks,
                started=began,
                stopped=began + timedelta(weeks=weeks),
                response=response,
                stop_reason=reason,
            )
        )

    def outside(self, name: str, directions: str, prescriber: str = "Primary care") -> None:
        """Something taken now that others prescribe or that is bought freely."""
        self.records.append(
            MedicationStatement(
                self._id(self.ago(self.first_week)),
                self.patient.id,
                name,
                status=TakingStatus.TAKING,
                directions=directions,
                prescriber=prescriber,
            )
        )

    def intake(self, reason: str, symptoms: tuple[tuple[str, int], ...]) -> None:
        """A finished intake; allergies are told before it."""
        day = self.ago(self.first_week)
        allergies = any(isinstance(record, Allergy) for record in self.records)
        self.records.append(
            Intake(
                self._id(day),
                self.patient.id,
                self.team.ferreira.id,
                local(day, 9),
                "1",
                tuple(SectionProgress(page, SectionState.DONE) for page in PAGES),
                answers(self.dice, self.person.sex, self.person.age, reason, allergies),
                tuple(Symptom(name, severity) for name, severity in symptoms),
                completed_at=local(day, 10),
                completed_by=self.team.ferreira.id,
            )
        )

    # -- medicines

    def start(self, drug: Drug, on: date, tablets: tuple[TabletCount, ...], every_days: int = 1) -> LineId:
        """Put a new line on the plan that is being written."""
        line = LineId(self._id(on))
        step = DoseStep(on, None, tablets, "started", every_days=every_days)
        medicine = Medicine(drug.generic, drug.brand, drug.rxcui)
        self.items.append(
            PlanItem(
                line,
                medicine,
                drug.form,
                drug.purpose,
                (step,),
                drug.directions,
                drug.benefit,
                drug.benefit_when,
                drug.watch,
            )
        )
        return line

    def change(self, line: LineId, on: date, tablets: tuple[TabletCount, ...], reason: str) -> None:
        item = self._item(line)
        every = item.steps[-1].every_days
        self._put(change_dose(item, DoseStep(on, None, tablets, reason, every_days=every)))

    def ladder(
        self, line: LineId, rungs: tuple[tuple[date, tuple[TabletCount, ...]], ...], reason: str
    ) -> None:
        """Several dated steps one after the other, the last one open; an empty one ends the medicine."""
        for on, tablets in rungs:
            if tablets:
                self.change(line, on, tablets, reason)
            else:
                item = self._item(line)
                steps = stop(item, on, reason).steps
                self._put(replace(item, steps=steps))

    def stop(self, line: LineId, on: date, reason: str) -> None:
        self._put(stop(self._item(line), on, reason))

    def monitor(self, line: LineId, *due: tuple[str, date, str]) -> None:
        """Tests the plan asks for; those before today count as done on their day."""
        item = self._item(line)
        added = tuple(
            MonitoringItem(measure, on, why, on if on < self.today - timedelta(days=14) else None)
            for measure, on, why in due
        )
        self._put(replace(item, monitoring=(*item.monitoring, *added)))

    def concern(self, line: LineId, cost: str = "", question: str = "") -> None:
        self._put(replace(self._item(line), cost_concern=cost, question=question))

    def sign(
        self, on: date, reason: str, visit: Visit | None = None, follow_up: FollowUp | None = None
    ) -> Plan:
        """Sign what was written as the next version."""
        at = local(on, 16, self.dice.between(0, 59))
        plan = Plan(
            PlanId(self._id(on)),
            self.patient.id,
            len(self.plans) + 1,
            PlanStatus.SIGNED,
            tuple(self.items),
            self.plans[-1].id if self.plans else None,
            reason,
            follow_up,
            author_id=self.provider.id,
            created_at=at,
            signed_by=self.provider.id,
            signed_at=at,
            visit_id=visit.id if visit else None,
        )
        self.plans.append(plan)
        self.records.append(plan)
        if visit is not None:
            self.records[self.records.index(visit)] = replace(visit, plan_id=plan.id)
        return plan

    # -- what happens

    def visit(self, on: date, told: Told, kind: VisitKind = VisitKind.FOLLOW_UP) -> Visit:
        """A signed visit with its finished appointment."""
        start = self.diary.find(self.provider, on, 30, self.dice.between(0, 13))
        booked = self._appointment(start, _reason(kind), AppointmentState.DONE, "")
        signed = start + timedelta(minutes=32)
        visit = Visit(
            VisitId(self._id(on)),
            self.patient.id,
            start,
            self.provider.id,
            kind,
            appointment_id=booked.id,
            since_last=told.words,
            response=told.response,
            effects=tuple(
                SideEffectRating(effect, self._near(severity, 1, 10)) for effect, severity in told.effects
            ),
            vitals=_vitals(told),
            scales=self._scales(told),
            lines=self._reviews(told),
            questions=(PatientQuestion(told.question, told.answer),) if told.question else (),
            costs=_costs(told),
            assessment=told.assessment,
        ).signed(self.provider.id, signed)
        self.records.append(visit)
        return visit

    def lab(self, on: date, measure: Measure, value: str) -> None:
        self.records.append(
            Observation(self._id(on), self.patient.id, measure, Decimal(value), local(on, 8, 30))
        )

    def book(
        self, on: date, reason: ReasonCode = ReasonCode.FOLLOW_UP, why: str = "", minutes: int = 30
    ) -> None:
        """An appointment still to come."""
        start = self.diary.find(self.provider, on, minutes, self.dice.between(0, 13))
        state = AppointmentState.CONFIRMED if self.dice.chance(60) else AppointmentState.BOOKED
        self._appointment(start, reason, state, why, minutes)

    # -- inside

    def _appointment(
        self, start: datetime, reason: ReasonCode, state: AppointmentState, why: str, minutes: int = 30
    ) -> Appointment:
        mode = AppointmentMode.VIDEO if self.dice.chance(20) else AppointmentMode.CLINIC
        booked = Appointment(
            AppointmentId(self.dice.id_at(start)),
            self.patient.id,
            self.provider.id,
            start,
            minutes,
            reason,
            why,
            state=state,
            mode=AppointmentMode.CLINIC if reason is ReasonCode.INJECTION else mode,
            plan_id=self.plans[-1].id if self.plans and why else None,
        )
        self.records.append(booked)
        return booked

    def _scales(self, told: Told) -> tuple[ScaleResult, ...]:
        totals = (("PHQ-9", told.phq9, 27), ("GAD-7", told.gad7, 21))
        return tuple(
            ScaleResult(scale, (), self._near(total, 1, top))
            for scale, total, top in totals
            if total is not None
        )

    def _near(self, value: int, by: int, top: int) -> int:
        """The told value in the first telling of a story, one close to it in later ones."""
        if self.lag == 0 or value == 0:
            return value
        return min(max(value + self.dice.between(-by, by), 0), top)

    def _reviews(self, told: Told) -> tuple[LineReview, ...]:
        active = (item for item in self.items if item.stopped is None)
        return tuple(
            LineReview(item.line_id, told.response, told.missed, told.missed_reason) for item in active
        )

    def _item(self, line: LineId) -> PlanItem:
        return next(item for item in self.items if item.line_id == line)

    def _put(self, item: PlanItem) -> None:
        self.items = [item if old.line_id == item.line_id else old for old in self.items]

    def _id(self, on: date) -> UUID:
        return self.dice.id_at(local(on, 9, self.dice.between(0, 59)))


def _reason(kind: VisitKind) -> ReasonCode:
    codes = {VisitKind.NEW_PATIENT: ReasonCode.NEW_PATIENT, VisitKind.INJECTION: ReasonCode.INJECTION}
    return codes.get(kind, ReasonCode.FOLLOW_UP)


def _vitals(told: Told) -> tuple[Vital, ...]:
    found = [Vital(Measure.WEIGHT, Decimal(told.weight_kg))] if told.weight_kg else []
    if told.pressure:
        found += [
            Vital(Measure.SYSTOLIC, Decimal(told.pressure[0])),
            Vital(Measure.DIASTOLIC, Decimal(told.pressure[1])),
        ]
    return (*found, *((Vital(Measure.PULSE, Decimal(told.pulse)),) if told.pulse else ()))


def _costs(told: Told) -> tuple[CostConcern, ...]:
    monthly = Decimal(told.cost_monthly) if told.cost_monthly else None
    return (CostConcern(told.cost, monthly),) if told.cost else ()
