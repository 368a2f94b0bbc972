"""One full record of every kind: no field at its default where another value is possible."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from medmanager.domain.alert_levels import AlertLevels
from medmanager.domain.audit import Entry
from medmanager.domain.calendar.appointment import Appointment, AppointmentMode, AppointmentState, ReasonCode
from medmanager.domain.diary.diary import DiaryDay, DiarySheet
from medmanager.domain.draft import Draft
from medmanager.domain.history import (
    Adherence,
    Encounter,
    Measure,
    MedicationStatement,
    MedicineKind,
    Observation,
    TakingStatus,
    TrialResponse,
)
from medmanager.domain.ids import AppointmentId, DocumentId, LineId, PatientId, PlanId, UserId, VisitId
from medmanager.domain.intake import Answer, AnswerState, Intake, SectionProgress, SectionState, Symptom
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.override import Override, OverrideReason
from medmanager.domain.paper.document import ArchivedDocument, DocumentKind
from medmanager.domain.patient import (
    Allergy,
    AllergyKind,
    AllergySeverity,
    Condition,
    Language,
    OutsideIdentity,
    Patient,
    Sex,
    Source,
)
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.plan.favourite import PinnedMedicine
from medmanager.domain.plan.plan import (
    FollowUp,
    Medicine,
    MonitoringItem,
    Plan,
    PlanItem,
    PlanStatus,
    SetAside,
    Stopped,
    Supply,
)
from medmanager.domain.plan.protocol import DoseProtocol, ProtocolStep, ProtocolTest
from medmanager.domain.plan.reconciliation import Decision, Reconciled
from medmanager.domain.practice import MetabolicSchedule, OpenHours, Paper, Practice, SlotClock
from medmanager.domain.record import Record
from medmanager.domain.user import Role, User
from medmanager.domain.visit import (
    Addendum,
    CostConcern,
    LineReview,
    PatientQuestion,
    Response,
    ScaleResult,
    SideEffectRating,
    Visit,
    VisitKind,
    VisitStatus,
    Vital,
)
from medmanager.persistence.store import SqlStore
from medmanager.persistence.unit_of_work import SqlUnitOfWork
from tests.builders import a_patient, new_id

AT = datetime(2026, 11, 20, 13, 37, 42, 123457, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 14, 2, 7, 1, tzinfo=UTC)
ODD = "Zoë Ångström-O’Neil “…” 李 \U0001f600 %_\\ '; DROP TABLE visit; --\n\tend"


def a_full_patient() -> Patient:
    return Patient(
        PatientId(new_id()),
        family_name=ODD,
        given_name="Žofie",
        birth_date=date(1904, 2, 29),
        sex=Sex.OTHER,
        pronouns="they/them",
        phone="(555) 010-0199",
        email="zofie@example.org",
        address="1 Harbor Lane\nApt 2",
        language=Language.SPANISH,
        large_print=True,
        provider_id=UserId(new_id()),
        since=date(2026, 1, 2),
        pharmacy="Quay Pharmacy",
        desk_note="rings twice",
        demo=True,
        identities=(
            OutsideIdentity("Patient/1", ODD, "Žofie", date(1904, 2, 29)),
            OutsideIdentity("Patient/1@b", "Novák", "Žofia", date(1904, 2, 28)),
        ),
    )


def a_strength(amount: str) -> Strength:
    return Strength(Decimal(amount), "mcg")


def a_taper() -> tuple[DoseStep, ...]:
    """Two steps of a week each, then a pause."""
    weeks = tuple(
        DoseStep(
            date(2026, 11, day),
            date(2026, 11, day + 6),
            (
                TabletCount(a_strength("12.50"), Slot.MORNING, Decimal("0.5")),
                TabletCount(a_strength("25"), Slot.BEDTIME, Decimal(number)),
            ),
            reason=f"week {number}",
            every_days=number,
        )
        for number, day in ((1, 1), (2, 8))
    )
    return (*weeks, DoseStep(date(2026, 11, 15), date(2026, 11, 20)))


def a_full_line() -> PlanItem:
    return PlanItem(
        LineId(new_id()),
        Medicine("sertraline", "Zoloft", "36437"),
        Form.ER_TABLET,
        "for low mood",
        a_taper(),
        directions="with food",
        benefit="mood",
        benefit_when="4 weeks",
        watch=("nausea", "sleep"),
        monitoring=(
            MonitoringItem("sodium", date(2026, 12, 1), "age", date(2026, 12, 2)),
            MonitoringItem("weight", date(2026, 12, 24), "baseline", None, "metabolic: weight", 7, ODD),
        ),
        prescriber="Dr. Elsewhere",
        cost_concern="copay",
        question="alcohol?",
        adherence="forgets the evening dose",
        supply=Supply(30, 2),
        stopped=Stopped(date(2026, 11, 21), "rash"),
        set_aside=(SetAside("ECG", ODD, UserId(new_id()), AT),),
    )


def a_rescue_line() -> PlanItem:
    rescue = AsNeeded("panic", a_strength("0.250"), Decimal("1.0"), 6, Decimal(3))
    steps = (DoseStep(date(2026, 11, 1), None, as_needed=rescue),)
    return PlanItem(LineId(new_id()), Medicine("hydroxyzine"), Form.CAPSULE, "", steps)


def a_full_plan(patient: PatientId) -> Plan:
    """A draft: a signed one is saved once, which `test_signed_plans` is about."""
    items = (a_full_line(), a_rescue_line())
    return Plan(
        PlanId(new_id()),
        patient,
        4,
        PlanStatus.DRAFT,
        items,
        based_on=PlanId(new_id()),
        reason="worse sleep",
        follow_up=FollowUp(date(2026, 12, 4), "before step 3", 45, items[0].line_id, 3, date(2026, 12, 6)),
        message="Call us.",
        warning_signs=("rash", "fever “high”"),
        author_id=UserId(new_id()),
        created_at=AT,
        visit_id=new_id(),
    )


def a_full_visit(patient: PatientId) -> Visit:
    line = LineId(new_id())
    return Visit(
        VisitId(new_id()),
        patient,
        AT,
        UserId(new_id()),
        kind=VisitKind.URGENT,
        status=VisitStatus.SIGNED,
        appointment_id=AppointmentId(new_id()),
        plan_id=PlanId(new_id()),
        since_last="slept badly",
        response=Response.BETTER,
        effects=(
            SideEffectRating("nausea", 0, line, "mornings"),
            SideEffectRating("sleep", None),
            SideEffectRating("tremor", 10),
        ),
        vitals=(Vital(Measure.WEIGHT, Decimal("70.50")), Vital(Measure.PULSE, Decimal(72))),
        scales=(ScaleResult("PHQ-9", (0, 1, None, 3), None), ScaleResult("GAD-7", (), 12)),
        lines=(LineReview(line, Response.WORSE, 3, "forgot", "evening"), LineReview(LineId(new_id()))),
        questions=(PatientQuestion("Can I drive?", "Not yet."), PatientQuestion("How long?")),
        costs=(CostConcern("copay", Decimal("45.10"), line, True), CostConcern("bus")),
        risk="none",
        assessment=ODD,
        addenda=(Addendum(LATER, UserId(new_id()), "called"),),
        signed_by=UserId(new_id()),
        signed_at=LATER,
    )


def an_intake(patient: PatientId) -> Intake:
    return Intake(
        new_id(),
        patient,
        UserId(new_id()),
        AT,
        "2026-1",
        sections=(SectionProgress("sleep", SectionState.DONE), SectionProgress("risk", SectionState.SKIPPED)),
        answers=(Answer("hours", "6"), Answer("alcohol", "", AnswerState.DECLINED)),
        symptoms=(Symptom("low mood", 7, "spring", "worse at night"), Symptom("worry")),
        resume_at="risk",
        completed_at=LATER,
        completed_by=UserId(new_id()),
    )


def a_statement(patient: PatientId) -> MedicationStatement:
    return MedicationStatement(
        new_id(),
        patient,
        "lithium",
        rxcui="6448",
        kind=MedicineKind.SUPPLEMENT,
        status=TakingStatus.STOPPED,
        directions="300 mg",
        highest_dose_mg=Decimal("900.0"),
        weeks_at_dose=12,
        started=date(2020, 1, 1),
        stopped=date(2021, 1, 1),
        response=TrialResponse.PARTIAL,
        adherence=Adherence.MOST,
        stop_reason="tremor",
        side_effects="tremor",
        prescriber="Dr. Elsewhere",
        source=Source.RECORD,
        origin="MedicationStatement/7",
    )


def a_full_practice() -> Practice:
    return Practice(
        new_id(),
        "Harbor Lane",
        phone="555-0100",
        after_hours_phone="555-0101",
        address="1 Harbor Lane",
        time_zone="America/Denver",
        paper=Paper.A4,
        hours=(OpenHours(0, time(8, 30), time(12)), OpenHours(4, time(13), time(17, 45))),
        slot_clock=SlotClock(time(7), time(12, 15), time(18, 30), time(23, 59)),
        lock_minutes=3,
        demo=True,
        alert_levels=AlertLevels(Severity.MODERATE, Severity.MAJOR),
        metabolic_schedule=MetabolicSchedule.APA_2020,
    )


def a_protocol(user: UserId) -> DoseProtocol:
    needed = AsNeeded("shaky hands", a_strength("10"), Decimal("0.5"), 6, Decimal(3))
    tablets = (TabletCount(a_strength("12.5"), Slot.NOON, Decimal("1.5")),)
    return DoseProtocol(
        new_id(), "Start it slowly", Medicine("lithium", "Lithobid", "42351"), Form.ER_TABLET, "for mood",
        (ProtocolTest("lithium level", 7, "after each step"), ProtocolTest("TSH", -3)),
        (ProtocolStep(0, 14, tablets, ODD, None, 2), ProtocolStep(14, None, (), "", needed)),
        "Take with food.", "steadier mood", "in 2 weeks", ("tremor", "nausea"), Supply(30, 2),
        user, AT, True,
    )  # fmt: skip


def every_kind(patient: Patient) -> tuple[Record, ...]:
    """A full record of every kind; those of a patient are of this one."""
    user, of = UserId(new_id()), patient.id
    return (
        patient,
        Allergy(
            new_id(), of, "penicillin", "hives", AllergyKind.INTOLERANCE, AllergySeverity.SEVERE, False,
            date(2010, 5, 6), False, Source.FAMILY, "rxnorm|7980", "AllergyIntolerance/3",
        ),
        Condition(
            new_id(), of, "major depression", "icd10|F32.1", True, date(2019, 1, 1), date(2020, 1, 1),
            Source.CLINICIAN, "first episode", "Condition/4",
        ),
        a_statement(of),
        Observation(
            new_id(), of, Measure.LITHIUM, Decimal("0.80"), AT, Source.RECORD, new_id(), new_id(), "trough",
            "Observation/5",
        ),
        Encounter(new_id(), of, AT, LATER, "inpatient", "mania", "Dr. Elsewhere", "General", "Encounter/6"),
        an_intake(of),
        a_full_plan(of),
        a_full_visit(of),
        Appointment(
            AppointmentId(new_id()), of, user, AT, 45, ReasonCode.LABS, "lithium level", "fasting",
            AppointmentState.CONFIRMED, AppointmentMode.VIDEO, PlanId(new_id()), "moved", LineId(new_id()), 3,
            date(2026, 12, 4),
        ),
        ArchivedDocument(
            DocumentId(new_id()), of, DocumentKind.TREND, "Trend chart", "ab" * 32, 12_345, 2,
            Language.SPANISH, AT, user, PlanId(new_id()), True,
        ),
        User(user, "osei", "Dr. Amara Osei", Role.NURSE_PRACTITIONER, "PMHNP", True, True, False, 7, "hash"),
        a_full_practice(),
        Override(
            new_id(), of, "maoi-serotonergic", ("phenelzine", ODD), Severity.CONTRAINDICATED,
            OverrideReason.CROSS_TAPER, ODD, user, AT, ("45", ""), "ab" * 8, "phenelzine with it",
            date(2026, 12, 4), ODD,
        ),
        Reconciled(
            new_id(), of, new_id(), 2, ODD, "at night", Decision.STOP, ODD, user, AT, LineId(new_id()),
        ),
        DiarySheet(
            new_id(), of, "7K4MP4W1Q", PlanId(new_id()), 4, date(2026, 11, 24), ("tremor", "sleepiness"),
            ("morning", "bedtime"), user, AT, DocumentId(new_id()), (
                DiaryDay(date(2026, 11, 24), user, LATER, 0, Decimal("7.5"), (None, 3), ("morning",)),
                DiaryDay(date(2026, 11, 24), user, LATER, 10, Decimal("0"), (0, None), ()),
            ),
        ),
        a_protocol(user),
        PinnedMedicine(new_id(), user, "lithium"),
        Draft(new_id(), user, "visit", new_id(), of, (("note", ODD), ("", "")), AT),
    )  # fmt: skip


def repository_of(work: SqlUnitOfWork, record: Record) -> Any:
    """The repository of that record's kind."""
    names = {
        Patient: "patients", Allergy: "allergies", Condition: "conditions", MedicationStatement: "statements",
        Observation: "observations", Encounter: "encounters", Intake: "intakes", Plan: "plans",
        Visit: "visits", Appointment: "appointments", ArchivedDocument: "documents", User: "users",
        Practice: "practice", Override: "overrides", Reconciled: "reconciled",
        Draft: "drafts", DiarySheet: "diaries", DoseProtocol: "protocols", PinnedMedicine: "pins",
    }  # fmt: skip
    return getattr(work, names[type(record)])


def saved(store: SqlStore, *records: Record) -> tuple[Any, ...]:
    """The records as they are after one unit of work that saved them."""
    with store.write(an_entry()) as work:
        return tuple(repository_of(work, record).save(record) for record in records)


def an_entry(action: str = "test") -> Entry:
    return Entry(action, new_id())


def some_patients(store: SqlStore, *names: tuple[str, str, date]) -> tuple[Patient, ...]:
    made = (a_patient(family_name=family, given_name=given, birth_date=born) for family, given, born in names)
    return saved(store, *made)


def read_one(store: SqlStore, record: Record) -> Any:
    with store.read() as work:
        return repository_of(work, record).get(record.id)
