"""How long the fail-safe sheets of a full clinic day take: read, checked, drawn and filed."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.audit import Entry
from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.ids import AppointmentId, PatientId, PlanId
from medmanager.domain.plan.plan import Plan
from medmanager.services.facade import Services
from tests.bench.large_practice import signed_in
from tests.bench.measure import timed
from tests.bench.printing import NAMES
from tests.bench.storing import PATIENTS
from tests.bench.table import Row

SHEETS = 40
FIRST = time(8)
REPEATS = 3


def rows() -> list[Row]:
    """Forty patients with plans on the next clinic day, as one job."""
    with signed_in(PATIENTS) as services:
        book(services, with_plans(services))
        day = services.fail_safe.day()
        assert day.patients >= SHEETS, f"only {day.patients} are booked"
        times = timed(lambda: services.fail_safe.make(_silent), REPEATS)
    return [Row(f"fail-safe sheets of {day.patients} patients", times, budget=5000)]


def with_plans(services: Services) -> list[PatientId]:
    """Forty patients with a plan in force: where fewer have one, it is lent to others."""
    session = services.session
    ids = [row.id for name in (*NAMES, "") for row in services.patients.search(name)]
    with session.store.read() as work:
        plans = work.queries.plans_in_force(ids)
    have, pool = list(plans), list(plans.values())
    wanting = [one for one in ids if one not in plans][: max(SHEETS - len(have), 0)]
    with session.store.write(Entry("fill the bench", session.user.id)) as work:
        for number, patient_id in enumerate(wanting):
            work.plans.save(_for(patient_id, pool[number % len(pool)], session.new_id()))
    return [*(PatientId(one) for one in have), *wanting][:SHEETS]


def book(services: Services, patients: list[PatientId]) -> None:
    """One after the other on the next clinic day."""
    session = services.session
    day, zone = services.fail_safe.day().on, ZoneInfo(session.practice.time_zone)
    first = datetime.combine(day, FIRST, zone)
    with session.store.write(Entry("book the bench", session.user.id)) as work:
        for number, patient_id in enumerate(patients):
            start = first + timedelta(minutes=10 * number)
            work.appointments.save(
                Appointment(AppointmentId(session.new_id()), patient_id, session.user.id, start, 10)
            )


def _for(patient_id: PatientId, plan: Plan, plan_id: UUID) -> Plan:
    return replace(plan, id=PlanId(plan_id), patient_id=patient_id, based_on=None, visit_id=None, version=0)


def _silent(done: int, of: int, text: str) -> None:
    """Nobody looks at the progress."""
