"""The appointments that a screen shows at this moment; all who act on them share it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.calendar.schedule import Board, NewTime, Proposal
from medmanager.domain.ids import AppointmentId, PatientId
from medmanager.domain.rows import PatientRow
from medmanager.domain.user import Act
from ui.kit import words
from ui.kit.context import Context


@dataclass(frozen=True, slots=True)
class Proposed:
    """Key of a visit that a plan proposes and nobody has booked."""

    patient_id: PatientId


VisitKey = AppointmentId | Proposed


@dataclass(frozen=True, slots=True)
class Desk:
    """What the words about appointments depend on."""

    board: Board
    now: datetime
    may_edit: bool
    may_open: bool

    @property
    def today(self) -> date:
        return words.local_day(self.now, self.board.zone)

    def provider(self, provider_id: object) -> str:
        """Display name, "" when there is none."""
        return next((one.name for one in self.board.providers if one.id == provider_id), "")


@dataclass
class Agenda:
    """The board, the proposals and the selection; filled by the presenter of a screen, read by the others."""

    context: Context
    board: Board | None = None
    proposals: tuple[Proposal, ...] = ()
    selected: object = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.context.services.session.practice.time_zone)

    @property
    def now(self) -> datetime:
        return self.context.clock.now()

    @property
    def today(self) -> date:
        return words.local_day(self.now, self.zone)

    def may(self, act: Act) -> bool:
        return self.context.services.session.user.may(act)

    def desk(self) -> Desk | None:
        """What the words depend on; None before the board has come."""
        if self.board is None:
            return None
        return Desk(self.board, self.now, self.may(Act.EDIT_SCHEDULE), self.may(Act.SEE_CHART))

    def appointment(self, key: object) -> Appointment | None:
        """The visit with this key on the board."""
        found = self.board.appointments if self.board and isinstance(key, UUID) else ()
        return next((one for one in found if one.id == key), None)

    def proposal(self, key: object) -> Proposal | None:
        """The proposal with this key."""
        if not isinstance(key, Proposed):
            return None
        return next((one for one in self.proposals if one.patient.id == key.patient_id), None)

    def patient(self, patient_id: PatientId) -> PatientRow | None:
        """The row of somebody on the board."""
        return self.board.patient(patient_id) if self.board else None

    def name_of(self, appointment: Appointment) -> str:
        """LAST, First; for roles that see no names, "Visit"."""
        row = self.patient(appointment.patient_id)
        return words.person(row.family_name, row.given_name) if row else "Visit"

    def initials_in_the_way(self, target: NewTime, but: object = None) -> str:
        """Initials of those booked at a time, for the warning on the screen; `but` itself is left out."""
        end = target.start + timedelta(minutes=target.minutes)
        rows = [
            self.patient(one.patient_id)
            for one in (self.board.appointments if self.board else ())
            if one.provider_id == target.provider_id
            and one.id != but
            and one.takes_time
            and one.start < end
            and target.start < one.end
        ]
        return words.listing([words.initials(row.family_name, row.given_name) for row in rows if row])
