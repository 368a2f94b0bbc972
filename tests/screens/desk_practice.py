"""A small practice open 9 to 12 and 13 to 17 but closed on Thursdays, and the services of its schedule."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from medmanager.domain.calendar.appointment import Appointment, AppointmentState
from medmanager.domain.knowledge.side_effect_list import read_side_effects
from medmanager.domain.local_time import instant_at
from medmanager.domain.patient import Patient
from medmanager.domain.practice import OpenHours
from medmanager.domain.user import Role
from medmanager.services.calendar import Calendar
from medmanager.services.patients import Patients
from medmanager.services.session import Session
from medmanager.services.today import Today
from medmanager.services.trends import Trends
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_session,
    a_signed_plan,
    a_step,
    a_user,
    an_appointment,
    an_item,
    keep,
    tablets,
)
from tests.fakes import FakeGate
from tests.kit.fakes import NotedNavigate, NotedNotices, fake_context
from tests.shelf import SHELF
from ui.kit.context import Context

ZONE = ZoneInfo("America/New_York")
RESOURCES = Path(__file__).parents[2] / "resources"
EFFECTS = read_side_effects(RESOURCES / "knowledge" / "side_effects.json")
HOURS = tuple(
    OpenHours(day, start, end)
    for day in (0, 1, 2, 4)
    for start, end in ((time(9), time(12)), (time(13), time(17)))
)
TUESDAY = TODAY + timedelta(days=1)


def at(clock: time, day: date = TODAY) -> datetime:
    """An instant by the practice's wall clock; TODAY is a Monday, and it is 10:42."""
    return instant_at(day, clock, ZONE)


@dataclass(frozen=True)
class DeskServices:
    """As the facade, without what the schedule does not need."""

    session: Session
    patients: Patients
    calendar: Calendar
    today: Today
    trends: Trends


class DeskPractice:
    """Two clinicians; whoever has `role` is signed in. `context` remembers notices and navigation."""

    def __init__(self, role: Role = Role.FRONT_DESK, hours: tuple[OpenHours, ...] = HOURS) -> None:
        login = {Role.PROVIDER: "osei", Role.NURSE_PRACTITIONER: "ferreira"}.get(role, "castellano")
        self.session = a_session(role, login=login)
        self.provider = self.session.user if role is Role.PROVIDER else a_user()
        nurse = a_user(Role.NURSE_PRACTITIONER, "ferreira", colour=2)
        self.nurse = self.session.user if role is Role.NURSE_PRACTITIONER else nurse
        keep(self.session, self.provider, self.nurse, replace(self.session.practice, hours=hours))
        self.session.refresh_practice()
        self.maren = self.patient(provider_id=self.provider.id, phone="555-0109")
        self.services = DeskServices(
            self.session,
            Patients(self.session),
            Calendar(self.session),
            Today(self.session, SHELF),
            Trends(self.session, EFFECTS),
        )
        self.context: Context = fake_context(self.services)

    @property
    def said(self) -> NotedNotices:
        assert isinstance(self.context.notices, NotedNotices)
        return self.context.notices

    @property
    def went(self) -> NotedNavigate:
        assert isinstance(self.context.navigate, NotedNavigate)
        return self.context.navigate

    def patient(self, **changes: Any) -> Patient:
        patient = a_patient(**changes)
        keep(self.session, patient)
        return patient

    def booked(self, start: datetime, patient: Patient | None = None, **changes: Any) -> Appointment:
        """An appointment with the provider, unless told otherwise."""
        appointment = an_appointment(patient or self.maren, self.provider, start, version=1)
        appointment = replace(appointment, **changes)
        keep(self.session, appointment)
        return appointment

    def planned(self, patient: Patient | None = None) -> None:
        """A titration whose next step, on Dec 10, asks for a visit on Dec 8."""
        item = an_item(
            "lamotrigine",
            a_step(date(2026, 10, 1), date(2026, 12, 9)),
            a_step(date(2026, 12, 10), None, tablets("100")),
        )
        signed_at = NOW - timedelta(days=30)
        keep(
            self.session,
            a_signed_plan(patient or self.maren, self.provider, item, signed_at=signed_at),
        )

    def stored(self) -> list[Appointment]:
        """All appointments as they are stored, by start."""
        gate = self.session.gate
        assert isinstance(gate, FakeGate)
        return sorted(gate.shelf.of(Appointment).values(), key=lambda one: one.start)

    def state(self) -> AppointmentState:
        """State of the only appointment."""
        (only,) = self.stored()
        return only.state
