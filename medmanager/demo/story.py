"""One synthetic patient's whole chart, and the hand that writes it visit by visit."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from medmanager.demo.diary import Diary
from medmanager.demo.dice import Dice
from medmanager.demo.interview import PAGES, answers
from medmanager.demo.notes import Build, reviews, visit_of
from medmanager.demo.team import Team, local
from medmanager.demo.told import Course, Drug, Person, Told
from medmanager.demo.workdays import workday_after, workday_before
from medmanager.domain.calendar.appointment import Appointment, AppointmentMode, AppointmentState, ReasonCode
from medmanager.domain.history import Measure, MedicationStatement, Observation, TakingStatus, TrialResponse
from medmanager.domain.ids import AppointmentId, LineId, PatientId, PlanId, VisitId
from medmanager.domain.intake import Intake, SectionProgress, SectionState, Symptom
from medmanager.domain.patient import Allergy, Condition, Patient, Sex
from medmanager.domain.plan.dose import DoseStep, TabletCount
from medmanager.domain.plan.plan import (
    FollowUp,
    Medicine,
    MonitoringItem,
    Plan,
    PlanItem,
    PlanStatus,
    change_dose,
    stop,
)
from medmanager.domain.record import Record
from medmanager.domain.user import User
from medmanager.domain.visit import Visit, VisitKind

RECENT = timedelta(days=14)
"""A test that was due longer ago counts as done; a newer one may still be late."""
FIRST_VISIT = 60
"""Minutes of a first visit; others take half of it."""
WITHOUT_NEXT = 20
"""Percent of patients with nothing booked, so that the front desk has calls to make."""


@dataclass(slots=True)
class Chart:
    """Writes a chart in order of time.

    `ago(n)` is the working day n weeks before the today of the story. A story that is told again lies `lag`
    weeks further back, all of it: what it tells of its future may have come to pass. What has not is no
    visit but an appointment.
    """

    person: Person
    team: Team
    provider: User
    dice: Dice
    diary: Diary
    today: date
    first_week: int = 104
    lag: int = 0
    telling: int = 0
    """0 for the first telling of a story, which keeps its numbers; later ones vary them a little."""
    weekday: int | None = None
    """On which day of the week this patient comes; None for any, drawn by lot."""
    records: list[Record] = field(default_factory=list)
    items: list[PlanItem] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    due_today: ReasonCode | None = None
    """Why this patient comes today, where the story says so."""
    patient: Patient = field(init=False)
    _build: Build = field(init=False)

    def __post_init__(self) -> None:
        if self.weekday is None:
            self.weekday = self.dice.between(0, 4)
        self.size((66, 82), (165, 178))
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

    # -- days

    def ago(self, weeks: int) -> date:
        """The working day so many weeks before the today of the story; later days for negative weeks."""
        assert self.weekday is not None, "drawn at the beginning"
        this_week = self.today - timedelta(days=(self.today.weekday() - self.weekday) % 7)
        return workday_before(this_week - timedelta(weeks=weeks + self.lag))

    def after(self, weeks: int, days: int = 1) -> date:
        """A day for taking medicine, so many days after `ago(weeks)`: any day of the week."""
        return self.ago(weeks) + timedelta(days=days)

    def size(self, kilograms: tuple[int, int], centimeters: tuple[int, int]) -> None:
        """Weight and height at the first visit, of a woman and of a man; later tellings vary them."""
        is_female = self.person.sex is Sex.FEMALE
        heavier = self.dice.between(-5, 9) if self.telling else 0
        self._build = Build(
            Decimal(kilograms[0 if is_female else 1] + heavier), Decimal(centimeters[0 if is_female else 1])
        )

    # -- what is known from before

    def condition(
        self, name: str, code: str = "", psychiatric: bool = True, onset: date | None = None
    ) -> None:
        system = f"ICD-10-CM|{code}" if code else ""
        key = self._id(self.ago(self.first_week))
        self.records.append(Condition(key, self.patient.id, name, system, psychiatric, onset))

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

    def outside(
        self,
        name: str,
        directions: str,
        prescriber: str = "Primary care",
        since: date | None = None,
        stopped: tuple[date, str] | None = None,
    ) -> None:
        """Something that others prescribe or that is bought freely; `stopped` is when, and why."""
        until, why = stopped or (None, "")
        self.records.append(
            MedicationStatement(
                self._id(self.ago(self.first_week)),
                self.patient.id,
                name,
                status=TakingStatus.STOPPED if until else TakingStatus.TAKING,
                directions=directions,
                started=since or self.ago(self.first_week) - timedelta(weeks=self.dice.between(30, 200)),
                stopped=until,
                stop_reason=why,
                prescriber=prescriber,
            )
        )

    def intake(
        self,
        reason: str,
        symptoms: tuple[tuple[str, int], ...],
        told: Mapping[str, str] | None = None,
        updated: date | None = None,
    ) -> None:
        """A finished intake. Allergies and earlier medicines are told before it; `told` are answers that
        belong to the story, `updated` the day on which one of them was last changed.
        """
        day, done = self.ago(self.first_week), updated or self.ago(self.first_week)
        allergies = any(isinstance(record, Allergy) for record in self.records)
        medicines = any(isinstance(record, MedicationStatement) for record in self.records)
        known = {
            "allergies_known": "listed above" if allergies else "no known allergies",
            "medicines_before": "yes" if medicines else "no",
            "pharmacy": self.patient.pharmacy,
            **(told or {}),
        }
        self.records.append(
            Intake(
                self._id(day),
                self.patient.id,
                self.team.ferreira.id,
                local(day, 9),
                "1",
                tuple(SectionProgress(page, SectionState.DONE) for page in PAGES),
                answers(self.dice, self.person, {"reason": reason, **known}),
                tuple(Symptom(name, severity) for name, severity in symptoms),
                completed_at=local(done, 10),
                completed_by=self.team.ferreira.id,
            )
        )

    # -- medicines

    def start(self, drug: Drug, on: date, tablets: tuple[TabletCount, ...], every_days: int = 1) -> LineId:
        """Put a new line on the plan that is being written."""
        line = LineId(self._id(on))
        step = DoseStep(on, None, tablets, "started", every_days=every_days)
        self.items.append(
            PlanItem(
                line,
                Medicine(drug.generic, drug.brand, drug.rxcui),
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
                self._put(replace(item, steps=stop(item, on, reason).steps))

    def stop(self, line: LineId, on: date, reason: str) -> None:
        self._put(stop(self._item(line), on, reason))

    def monitor(self, line: LineId, *due: tuple[str, date, str]) -> None:
        """Tests the plan asks for; those of some weeks ago count as done on their day."""
        item = self._item(line)
        added = tuple(
            MonitoringItem(measure, on, why, on if on < self.today - RECENT else None)
            for measure, on, why in due
        )
        self._put(replace(item, monitoring=(*item.monitoring, *added)))

    def concern(self, line: LineId, cost: str = "", question: str = "") -> None:
        self._put(replace(self._item(line), cost_concern=cost, question=question))

    def sign(
        self, on: date, reason: str, visit: Visit | None = None, follow_up: FollowUp | None = None
    ) -> Plan:
        """Sign what was written as the next version, right after the visit where there was one."""
        late = timedelta(minutes=self.dice.between(1, 6))
        at = visit.signed_at + late if visit and visit.signed_at else local(on, 16, self.dice.between(30, 59))
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
        """A signed visit with its finished appointment. Whoever was injected came for that."""
        minutes = FIRST_VISIT if kind is VisitKind.NEW_PATIENT else 30
        start = self.diary.find(self.provider, on, minutes, self.dice.between(0, 13))
        booked = self._appointment(start, _reason(kind), AppointmentState.DONE, "", minutes)
        made = visit_of(told, self._build, self.dice if self.telling else None)
        visit = replace(
            made,
            id=VisitId(self._id(on)),
            patient_id=self.patient.id,
            at=start,
            author_id=self.provider.id,
            kind=kind,
            appointment_id=booked.id,
            lines=reviews(told, self.items, start.date()),
        ).signed(self.provider.id, start + timedelta(minutes=minutes + 2))
        self.records.append(visit)
        return visit

    def go_on(
        self, course: Course, kind: VisitKind = VisitKind.FOLLOW_UP, why: str = ""
    ) -> tuple[Visit, ...]:
        """The visits of a course that have come to pass; the next one is booked, for most people."""
        past = tuple(
            self.visit(self.ago(week), told, kind) for week, told in course if self.ago(week) < self.today
        )
        coming = next((self.ago(week) for week, _ in course if self.ago(week) >= self.today), None)
        told_why = why if not past or kind is VisitKind.INJECTION else ""
        if coming == self.today:
            self.due_today = _reason(kind)
        elif coming is not None and (kind is VisitKind.INJECTION or not self.dice.chance(WITHOUT_NEXT)):
            self.book(coming, _reason(kind), told_why)
        return past

    def lab(self, on: date, measure: Measure, value: str) -> None:
        """A value of a morning that has come; of another one nothing is known yet."""
        if on < self.today:
            self.records.append(
                Observation(self._id(on), self.patient.id, measure, Decimal(value), local(on, 8, 30))
            )

    def book(
        self, on: date, reason: ReasonCode = ReasonCode.FOLLOW_UP, why: str = "", minutes: int = 30
    ) -> None:
        """An appointment still to come, on the first working day from then on."""
        start = self.diary.find(self.provider, workday_after(on), minutes, self.dice.between(0, 13))
        state = AppointmentState.CONFIRMED if self.dice.chance(60) else AppointmentState.BOOKED
        self._appointment(start, reason, state, why, minutes)

    @property
    def booked_days(self) -> set[date]:
        """Days of all appointments, past ones too."""
        return {record.start.date() for record in self.records if isinstance(record, Appointment)}

    # -- inside

    def _appointment(
        self, start: datetime, reason: ReasonCode, state: AppointmentState, why: str, minutes: int = 30
    ) -> Appointment:
        mode = AppointmentMode.VIDEO if self.dice.chance(20) else AppointmentMode.CLINIC
        is_here = reason in (ReasonCode.INJECTION, ReasonCode.NEW_PATIENT)
        booked = Appointment(
            AppointmentId(self.dice.id_at(start)),
            self.patient.id,
            self.provider.id,
            start,
            minutes,
            reason,
            why,
            state=state,
            mode=AppointmentMode.CLINIC if is_here else mode,
            plan_id=self.plans[-1].id if self.plans and why else None,
        )
        self.records.append(booked)
        return booked

    def _item(self, line: LineId) -> PlanItem:
        return next(item for item in self.items if item.line_id == line)

    def _put(self, item: PlanItem) -> None:
        self.items = [item if old.line_id == item.line_id else old for old in self.items]

    def _id(self, on: date) -> UUID:
        return self.dice.id_at(local(on, 9, self.dice.between(0, 59)))


def _reason(kind: VisitKind) -> ReasonCode:
    codes = {VisitKind.NEW_PATIENT: ReasonCode.NEW_PATIENT, VisitKind.INJECTION: ReasonCode.INJECTION}
    return codes.get(kind, ReasonCode.FOLLOW_UP)
