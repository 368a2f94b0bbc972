"""The five pages of the first run, as values. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from medmanager.domain.calendar.week import Week


class Page(StrEnum):
    """In this order; the last one is only reached once the practice is made."""

    PLACE = "place"
    PRACTICE = "practice"
    PERSON = "person"
    HOURS = "hours"
    KEY = "key"


TITLES = {
    Page.PLACE: "Where the records are kept",
    Page.PRACTICE: "Your practice",
    Page.PERSON: "You",
    Page.HOURS: "When you are open",
    Page.KEY: "Your recovery key",
}
ORDER = tuple(Page)


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything typed so far. Going back keeps it; passwords are never shown in a repr."""

    on_server: bool = False
    url: str = ""
    name: str = ""
    phone: str = ""
    after_hours_phone: str = ""
    address: str = ""
    time_zone: str = "America/New_York"
    display_name: str = ""
    credentials: str = ""
    login: str = ""
    also_provider: bool = True
    week: Week = Week()

    def pages(self) -> tuple[Page, ...]:
        """The pages of this first run: a server has no recovery key."""
        return ORDER[:-1] if self.on_server else ORDER


def sign_ins(login: str, *, also_provider: bool) -> str:
    """What this person will be able to sign in to, said while she chooses."""
    name = login.strip().casefold()
    if also_provider:
        here, office = (name, f"{name}.admin") if name else ("one", "one that ends in .admin")
        return (
            f"You get two sign-ins with this password: {here} for patients, and {office} for people, "
            "backups and the audit log."
        )
    return "You administer the practice: people, backups and the audit log. This sign-in opens no charts."
