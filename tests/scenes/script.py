"""What each person can look at, by name; pictures are taken of it and it is measured."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from medmanager.domain.errors import StoreUnavailable
from medmanager.domain.user import ALLOWED, Act, Role
from tests.scenes.crowd import SIXTY_LETTERS
from tests.scenes.dialogs import DEMOGRAPHICS, OFFICE, PLAN, SCHEDULE, VISITS, WAYS_IN
from tests.scenes.home_papers import HOME_PAPERS
from tests.scenes.places import (
    calendar_day,
    calendar_week,
    chosen_visit,
    import_preview,
    loading,
    locked,
    nobody_found,
    palette,
    place,
    section,
    sign_in,
    tab,
    wrong_password,
)
from tests.scenes.plan_lines import PLAN_LINES
from tests.scenes.plan_makes import CARRIED, PLAN_MAKES
from tests.scenes.plan_safety import PLAN_SAFETY
from tests.scenes.scene import Scene
from tests.stage import Stage
from ui.screens.settings.presenter import ABOUT, ACCOUNT, BACKUP, CALENDAR, HOURS, PEOPLE, PRACTICE, SAFETY
from ui.shell.places import PLACES, TABS

CAST = {
    "osei": Role.PROVIDER,
    "castellano": Role.FRONT_DESK,
    "ferreira": Role.NURSE_PRACTITIONER,
    "whitaker": Role.ADMIN,
}
"""Everybody of the demo practice who has pages of her own."""

UNREADABLE = StoreUnavailable(
    "The practice's records cannot be reached. Look at the network, then try again."
)


def before_signing_in() -> Iterator[Scene]:
    """What is seen while nobody is signed in."""
    yield Scene("sign-in", sign_in)
    yield Scene("sign-in-wrong", wrong_password)
    yield from WAYS_IN


def pages(role: Role) -> Iterator[Scene]:
    """Places, tabs and sections, and the places that this role may not open."""
    yield from empty_pages(role)
    yield from (Scene(f"shut-{one.key}", place(one.key)) for one in PLACES if one.act not in ALLOWED[role])
    yield Scene("calendar-day", calendar_day)
    yield from (Scene(f"patient-{one.key}", tab(one.key)) for one in TABS if one.act in ALLOWED[role])
    if Act.SEE_DEMOGRAPHICS in ALLOWED[role]:
        yield Scene("today-chosen", chosen_visit)
        yield Scene("patients-nobody", nobody_found)
    if Act.IMPORT_RECORDS in ALLOWED[role]:
        yield Scene("import_records-preview", import_preview)


def crowded_pages(role: Role) -> Iterator[Scene]:
    """The pages after `crowd_in`, with the chart of the longest name and the most allergies."""
    yield from pages(role)
    if Act.PRINT_READY in ALLOWED[role]:
        yield Scene("crowded-chart", tab("documents", SIXTY_LETTERS))
    if Act.SEE_CHART in ALLOWED[role]:
        yield Scene("crowded-summary", tab("summary", SIXTY_LETTERS))


def empty_pages(role: Role) -> Iterator[Scene]:
    """The pages that need nobody to be registered."""
    yield from (Scene(key, place(key)) for key in rail(role) if key not in {"calendar", "settings"})
    yield Scene("calendar", calendar_week)
    yield from (Scene(f"settings-{key}", section(key)) for key in sections(role))
    if Act.IMPORT_RECORDS in ALLOWED[role]:
        yield Scene("import_records", place("import_records"))


def over_the_pages(role: Role) -> Iterator[Scene]:
    """Palette and dialogs, what is waited for, and the lock as the last."""
    yield Scene("palette", palette(""))
    yield Scene("palette-found", palette("l"))
    for act, scenes in (
        (Act.EDIT_SCHEDULE, SCHEDULE),
        (Act.EDIT_DEMOGRAPHICS, DEMOGRAPHICS),
        (Act.DRAFT_PLAN, PLAN),
        (Act.DRAFT_PLAN, PLAN_MAKES),
        (Act.DRAFT_PLAN, PLAN_LINES),
        (Act.EDIT_CHART, VISITS),
        (Act.EDIT_CHART, HOME_PAPERS),
        (Act.SIGN_PLAN, CARRIED),
        (Act.SIGN_PLAN, PLAN_SAFETY),
        (Act.EDIT_USERS, OFFICE),
    ):
        yield from scenes if act in ALLOWED[role] else ()
    yield from (Scene(f"loading-{key}", loading(key)) for key in rail(role))
    yield Scene("locked", locked)


def in_trouble(role: Role) -> Iterator[Scene]:
    """Every place of the rail while the store cannot be read; they must not have been open before."""
    yield from (Scene(f"error-{key}", place(key)) for key in rail(role))


@contextmanager
def unreadable(stage: Stage) -> Iterator[None]:
    """Nothing can be read from the store."""
    with patch.object(stage.services.session, "read", side_effect=UNREADABLE):
        yield


def rail(role: Role) -> tuple[str, ...]:
    """The places in the rail of this role."""
    return tuple(one.key for one in PLACES if one.number and one.act in ALLOWED[role])


def sections(role: Role) -> tuple[str, ...]:
    """The sections of the settings that this role may open."""
    office = (PRACTICE, HOURS, PEOPLE, BACKUP) if Act.EDIT_PRACTICE in ALLOWED[role] else ()
    alerts = (SAFETY,) if ALLOWED[role] & {Act.EDIT_USERS, Act.SEE_CHART} else ()
    return (ACCOUNT, *office, *alerts, CALENDAR, ABOUT)
