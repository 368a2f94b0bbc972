"""A hard day: names that do not fit, many allergies, and a morning in which visits lie over one another."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from medmanager.domain.calendar.appointment import AppointmentMode, AppointmentState, ReasonCode
from medmanager.domain.calendar.schedule import Booking, Overruled
from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.patient import Allergy, Patient
from tests.stage import MORNING, Stage

SIXTY_LETTERS = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis"
TWO_NAMES = "Castellanos Villanueva-Etxeberria"
ALLERGIES = (
    ("penicillin", "hives"),
    ("lamotrigine", "Stevens-Johnson syndrome"),
    ("carbamazepine", "rash with fever"),
    ("ibuprofen", "swelling of the face"),
    ("sulfamethoxazole", "hives"),
    ("haloperidol", "acute dystonia"),
    ("latex", "itching"),
    ("iodinated contrast", "shortness of breath"),
)
ADDRESS = "1200 Old Kingsbridge Road, Building 7, Apartment 14-B, Springfield, NY 10000"
NOTE = "Comes with her sister, needs the room on the ground floor and a sign-language interpreter."


def crowd_in(stage: Stage) -> PatientId:
    """Register and book it all as the person who is signed in; gives the patient with the long name."""
    services = stage.services
    providers = tuple(services.patients.providers())
    long_named = _patient(stage, SIXTY_LETTERS, "Anne-Elisabeth Charlotte", providers[0])
    two_named = _patient(stage, TWO_NAMES, "María Guadalupe del Carmen", providers[-1])
    for substance, reaction in ALLERGIES:
        services.history.save_allergy(Allergy(services.history.new_id(), long_named, substance, reaction))
    known = [row.id for row in services.patients.search("")][:12]
    for number, who in enumerate((long_named, two_named, *known)):
        _book(stage, who, providers[number % len(providers)], number)
    return long_named


def _patient(stage: Stage, family: str, given: str, provider: UserId) -> PatientId:
    patients = stage.services.patients
    new = Patient(patients.new_patient_id(), family, given, date(1984, 3, 14), demo=True)
    told = replace(
        new,
        pronouns="she/her",
        phone="555-555-0199",
        email="anne-elisabeth.charlotte@mail.example",
        address=ADDRESS,
        provider_id=provider,
        pharmacy="Harbor Lane Pharmacy and Compounding, Springfield",
        desk_note=NOTE,
    )
    return patients.register(told, is_another_person=True)[0].id


def _book(stage: Stage, who: UUID, provider: UserId, number: int) -> None:
    """From eleven on today, a new visit every five minutes, most of them over another."""
    calendar = stage.services.calendar
    wanted = Booking(
        PatientId(who),
        provider,
        _quarter(number),
        (15, 45, 60)[number % 3],
        tuple(ReasonCode)[number % len(ReasonCode)],
        tuple(AppointmentMode)[number % len(AppointmentMode)],
        NOTE if number < 2 else "",
    )
    changes = calendar.book(wanted, Overruled(double_booking=True, outside_reason="crowded day"))
    if number % 4 == 1:
        board = calendar.board(MORNING.date())
        booked = next(one for one in board.appointments if one.id == changes.items[0].id)
        calendar.set_state(booked, AppointmentState.ARRIVED)


def _quarter(number: int) -> datetime:
    return (MORNING + timedelta(minutes=18 + 10 * number)).replace(second=0, microsecond=0)
