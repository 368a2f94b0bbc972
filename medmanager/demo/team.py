"""The people and the hours of the demo practice."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from medmanager.demo.dice import Dice
from medmanager.domain.ids import UserId
from medmanager.domain.practice import OpenHours, Practice
from medmanager.domain.user import Role, User

TIME_ZONE = "America/New_York"
PASSWORD = "demo practice"  # noqa: S105 - printed on the sign-in window of the demo
SEED = 1
SAFETY_OWNER = "osei"
"""Who answers for the alerts of the demo practice, and reviews the reasons given against them."""


@dataclass(frozen=True, slots=True)
class Team:
    """Who works in the demo practice."""

    practice: Practice
    osei: User
    brodsky: User
    ferreira: User
    desk: User
    manager: User

    @property
    def people(self) -> tuple[User, ...]:
        return (self.osei, self.brodsky, self.ferreira, self.desk, self.manager)


def local(day: date, hour: int, minute: int = 0) -> datetime:
    """That local time of the demo practice, as an aware instant."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(TIME_ZONE))


def make_team(dice: Dice, opened: date) -> Team:
    """Practice and staff, the same for the same dice."""

    def person(login: str, name: str, role: Role, credentials: str = "", colour: int = 1) -> User:
        key = UserId(dice.id_at(local(opened, 8)))
        signs = role is Role.NURSE_PRACTITIONER
        owner = login == SAFETY_OWNER
        return User(key, login, name, role, credentials, may_sign=signs, colour=colour, safety_owner=owner)

    return Team(
        _practice(dice, opened),
        osei=person("osei", "Dr. Amara Osei", Role.PROVIDER, "MD", 1),
        brodsky=person("brodsky", "Dr. Ilan Brodsky", Role.PROVIDER, "DO", 4),
        ferreira=person("ferreira", "Noa Ferreira", Role.NURSE_PRACTITIONER, "PMHNP", 3),
        desk=person("castellano", "Jo Castellano", Role.FRONT_DESK),
        manager=person("whitaker", "Sam Whitaker", Role.ADMIN),
    )


def _practice(dice: Dice, opened: date) -> Practice:
    mornings = tuple(OpenHours(day, time(9), time(12)) for day in range(5))
    afternoons = tuple(OpenHours(day, time(13), time(17)) for day in range(5))
    return Practice(
        dice.id_at(local(opened, 8)),
        "Harbor Lane Psychiatry",
        phone="555-555-0142",
        after_hours_phone="555-555-0143",
        address="12 Harbor Lane, Suite 3, Springfield, NY 10000",
        time_zone=TIME_ZONE,
        hours=tuple(sorted((*mornings, *afternoons), key=lambda hours: (hours.weekday, hours.start))),
        demo=True,
    )
