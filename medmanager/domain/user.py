"""People of the practice, their roles, and the one table that says who may do what."""

from dataclasses import dataclass, field
from enum import StrEnum

from medmanager.domain.errors import Refused
from medmanager.domain.ids import UserId
from medmanager.domain.record import Record


class Role(StrEnum):
    FRONT_DESK = "front desk"
    NURSE_PRACTITIONER = "nurse practitioner"
    PROVIDER = "provider"
    ADMIN = "admin"


class Act(StrEnum):
    """What a person may be allowed to do. One service method asks for one act."""

    SEE_SCHEDULE = "see the schedule"
    EDIT_SCHEDULE = "book and move appointments"
    SEE_DEMOGRAPHICS = "see names, birth dates and contacts"
    EDIT_DEMOGRAPHICS = "edit names, birth dates and contacts"
    SEE_CHART = "open charts"
    EDIT_CHART = "write intakes, visits and side effects"
    DRAFT_PLAN = "draft plans"
    SIGN_PLAN = "sign plans"
    PRINT_READY = "print documents that are ready"
    PRINT_CLINICAL = "make and print clinical documents"
    IMPORT_RECORDS = "import records"
    EDIT_PRACTICE = "change practice settings"
    EDIT_USERS = "add and change users"
    BACK_UP = "back up and restore"
    SEE_AUDIT = "read the audit report"


_EVERYBODY = frozenset({Act.SEE_SCHEDULE, Act.SEE_DEMOGRAPHICS})
_DESK = _EVERYBODY | {Act.EDIT_SCHEDULE, Act.EDIT_DEMOGRAPHICS, Act.PRINT_READY}
_CLINIC = _DESK | {
    Act.SEE_CHART,
    Act.EDIT_CHART,
    Act.DRAFT_PLAN,
    Act.PRINT_CLINICAL,
    Act.IMPORT_RECORDS,
}
_OFFICE = frozenset({Act.SEE_SCHEDULE, Act.EDIT_PRACTICE, Act.EDIT_USERS, Act.BACK_UP, Act.SEE_AUDIT})

ALLOWED: dict[Role, frozenset[Act]] = {
    Role.FRONT_DESK: frozenset(_DESK),
    Role.NURSE_PRACTITIONER: frozenset(_CLINIC),
    Role.PROVIDER: frozenset(_CLINIC | {Act.SIGN_PLAN}),
    Role.ADMIN: _OFFICE,
}
"""Nurse practitioners sign only where the practice allows it: see `User.may_sign`."""
_TITLES = ("Dr.", "Dr")


@dataclass(frozen=True, slots=True, repr=False)
class User(Record):
    """A person who signs in. Signing rights of nurse practitioners are granted one by one."""

    id: UserId
    login: str
    display_name: str
    role: Role
    credentials: str = ""
    may_sign: bool = False
    safety_owner: bool = False
    active: bool = True
    colour: int = 1
    """Number of the series colour in the calendar, 1 to 8."""
    password_hash: str = ""
    """Argon2id verifier, filled only on a server database; a local file proves the password by its key."""
    version: int = 0

    def may(self, act: Act) -> bool:
        """Whether this person may do that: by role, and for signing by her own grant."""
        if not self.active:
            return False
        if act is Act.SIGN_PLAN and self.role is Role.NURSE_PRACTITIONER:
            return self.may_sign
        return act in ALLOWED[self.role]

    @property
    def signature(self) -> str:
        """Name with credentials as it stands under a note: "Dana Whitfield, PMHNP"."""
        return signed_name(self.display_name, self.credentials)


def signed_name(name: str, credentials: str) -> str:
    """The name with what follows it. "Dr." in front goes: "Amara Osei, MD" says it once."""
    if not credentials:
        return name
    title, _, rest = name.partition(" ")
    return f"{rest if title in _TITLES and rest else name}, {credentials}"


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """Who sets the practice up. A solo practice's provider is often its administrator too: two sign-ins."""

    login: str
    display_name: str
    password: str = field(repr=False)
    credentials: str = ""
    also_provider: bool = False


LONGEST_LOGIN = 40


def sign_in_name(text: str) -> str:
    """The sign-in name as it is kept: small letters. Raises Refused for one with other signs, or too long."""
    name = text.strip().casefold()
    if not name or len(name) > LONGEST_LOGIN or not all(sign.isalnum() or sign in "._-" for sign in name):
        raise Refused("A sign-in name has letters, digits, dots or hyphens only, such as a.osei.", "login")
    return name


SHORTEST_PASSWORD = 10
"""Characters; NIST SP 800-63B asks for at least 8 and advises longer ones without composition rules."""


def check_password(password: str) -> None:
    """Raises Refused when the password is too short to protect a lost laptop."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(
            f"Use at least {SHORTEST_PASSWORD} characters. A few words you remember are better than signs.",
            "password",
        )
