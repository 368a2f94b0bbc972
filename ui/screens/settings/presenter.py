"""Settings: the account, the practice, its people, backup, and what this installation knows. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.alert_levels import AlertLevels
from medmanager.domain.audit import AuditVerdict
from medmanager.domain.calendar.week import Week
from medmanager.domain.changes import Change, Changes
from medmanager.domain.errors import Cancelled, MedManagerError, Refused
from medmanager.domain.override import GivenReason
from medmanager.domain.practice import DeskStatus, MetabolicSchedule, Practice
from medmanager.domain.reason_table import ReasonChoice
from medmanager.domain.safety import EditionCard
from medmanager.domain.user import Act, Role, User
from ui.kit import words
from ui.kit.context import Context, Lane

ACCOUNT, PRACTICE, HOURS, PEOPLE = "account", "practice", "hours", "people"
SAFETY, BACKUP, CALENDAR, ABOUT = "safety", "backup", "calendar", "about"
REVIEWED_DAYS = 366
"""How far back the safety owner reviews the reasons that were given."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What the form of a new person says."""

    login: str
    display_name: str
    credentials: str
    role: Role
    password: str

    def __repr__(self) -> str:
        return f"NewPerson({self.role})"


class SettingsFace(Protocol):
    """What the presenter needs of the view."""

    def show_sections(self, keys: tuple[str, ...]) -> None: ...
    def show_account(self, user: User) -> None: ...
    def show_quick(self, on: bool) -> None: ...
    def show_office(self, names: tuple[str, ...]) -> None: ...
    def show_practice(self, practice: Practice) -> None: ...
    def show_people(self, people: tuple[User, ...], me: User) -> None: ...
    def show_levels(self, levels: AlertLevels, schedule: MetabolicSchedule) -> None: ...
    def show_office_of_safety(self, people: tuple[User, ...], me: User) -> None: ...
    def show_reasons(self, given: tuple[GivenReason, ...], days: int) -> None: ...
    def show_edition(self, edition: EditionCard) -> None: ...
    def show_no_edition(self, sentence: str) -> None: ...
    def show_backup(self, status: DeskStatus, now: datetime) -> None: ...
    def show_verdict(self, verdict: AuditVerdict) -> None: ...
    def show_key(self, key: str, about: str) -> None: ...
    def show_problem(self, section: str, sentence: str, field: str) -> None: ...
    def clear(self, section: str) -> None: ...


class SettingsPresenter:
    """One method per intent of the view; answers go straight to it."""

    def __init__(self, context: Context, view: SettingsFace) -> None:
        self._context, self._view = context, view

    def load(self) -> None:
        """Show what this role may see."""
        user = self._context.services.session.user
        keys = [ACCOUNT]
        if user.may(Act.EDIT_PRACTICE):
            keys += [PRACTICE, HOURS, PEOPLE, BACKUP]
        if user.may(Act.EDIT_USERS) or user.may(Act.SEE_CHART):
            keys.append(SAFETY)
        self._view.show_sections((*keys, CALENDAR, ABOUT))
        self._view.show_account(user)
        self._load_quick()
        self._load_edition()
        if SAFETY in keys:
            self._load_safety()
        if PRACTICE in keys:
            self._view.show_practice(self._context.services.session.practice)
            self._load_people()
            self._load_backup()
            self._view.show_office(())
        else:
            self._load_office()

    def change_password(self, old: str, new: str, again: str) -> None:
        """One's own password."""
        if new != again:
            self._view.show_problem(
                ACCOUNT, "The two new passwords differ. Type the second one again.", "again"
            )
            return
        admin = self._context.services.admin
        self._context.ask(
            lambda: admin.change_own_password(old, new), self._password_changed, self._failed(ACCOUNT)
        )

    def set_quick_unlock(self, on: bool) -> None:
        """Keep or forget a secret in this computer's keychain; where that fails the box goes back."""
        session = self._context.services.session

        def work() -> bool:
            session.set_quick_unlock(on)
            return on

        self._context.ask(work, self._view.show_quick, self._quick_failed)

    def name_safety_owner(self, user: User) -> None:
        """Who answers for the alerts of the practice."""
        admin = self._context.services.admin
        self._context.ask(
            lambda: admin.name_safety_owner(user), lambda _: self._owner_named(user), self._failed(SAFETY)
        )

    def set_alert_levels(self, levels: AlertLevels, schedule: MetabolicSchedule) -> None:
        """From which grade on each role is shown alerts, and which schedule of tests is followed."""
        safety = self._context.services.safety
        work = partial(safety.set_levels, levels, schedule)
        self._context.ask(work, self._levels_set, self._failed(SAFETY))

    def export_reasons(self, target: Path, choice: ReasonChoice) -> None:
        """Write the reasons into a file, in place of an older one of that name."""
        safety = self._context.services.safety
        self._context.ask(
            lambda: safety.export_reasons(REVIEWED_DAYS, choice, target), self._exported, self._failed(SAFETY)
        )

    def _exported(self, count: int) -> None:
        self._view.clear(SAFETY)
        self._context.notices.say(f"{words.counted(count, 'reason')} written into the file.")

    def _load_safety(self) -> None:
        session = self._context.services.session
        self._view.show_levels(session.practice.alert_levels, session.practice.metabolic_schedule)
        users, me = self._context.services.admin.users, session.user
        self._context.ask(users, lambda people: self._office_of_safety(people, me), self._failed(SAFETY))

    def _office_of_safety(self, people: tuple[User, ...], me: User) -> None:
        self._view.show_office_of_safety(people, me)
        if any(user.safety_owner and user.id == me.id for user in people):
            given = self._context.services.safety.given_reasons
            self._context.ask(
                lambda: given(REVIEWED_DAYS),
                lambda found: self._view.show_reasons(found, REVIEWED_DAYS),
                self._failed(SAFETY),
            )

    def _load_edition(self) -> None:
        edition = self._context.services.knowledge.edition
        self._context.ask(edition, self._view.show_edition, self._no_edition, lane=Lane.FREE)

    def _no_edition(self, error: MedManagerError) -> None:
        self._view.show_no_edition(error.sentence)

    def _owner_named(self, user: User) -> None:
        self._view.clear(SAFETY)
        self._context.notices.say(f"{user.display_name} is the safety owner now.")
        self._load_safety()

    def _levels_set(self, _: Changes) -> None:
        self._view.clear(SAFETY)
        self._context.notices.say("The choices are saved. They hold for everybody from now on.")
        self._load_safety()

    def _load_quick(self) -> None:
        works = self._context.services.session.quick_unlock_works
        self._context.ask(works, self._view.show_quick, lane=Lane.FREE)

    def _quick_failed(self, error: MedManagerError) -> None:
        self._view.show_problem(ACCOUNT, error.sentence, "quick")
        self._load_quick()

    def save_practice(self, practice: Practice) -> None:
        admin = self._context.services.admin
        self._context.ask(lambda: admin.edit_practice(practice), self._practice_saved, self._failed(PRACTICE))

    def save_hours(self, week: Week) -> None:
        """Refused with the day whose times are wrong."""
        services = self._context.services

        def work() -> Changes:
            return services.admin.edit_practice(replace(services.session.practice, hours=week.openings()))

        self._context.ask(work, self._hours_saved, self._failed(HOURS))

    def add_person(self, person: NewPerson) -> None:
        admin = self._context.services.admin

        def work() -> User:
            return admin.add_user(
                person.login, person.display_name, person.role, person.password, person.credentials
            )

        self._context.ask(work, self._person_added, self._failed(PEOPLE))

    def save_person(self, user: User) -> None:
        """Role or signing right changed in the list."""
        admin = self._context.services.admin
        self._context.ask(lambda: admin.edit_user(user), self._people_changed, self._failed(PEOPLE))

    def remove_person(self, user: User) -> None:
        admin = self._context.services.admin
        self._context.ask(
            lambda: admin.remove_user(user), lambda _: self._person_removed(user), self._failed(PEOPLE)
        )

    def let_in_again(self, user: User, password: str) -> None:
        """Somebody who was removed."""
        admin = self._context.services.admin
        self._context.ask(
            lambda: admin.let_in_again(user, password),
            lambda _: self._person_added(user),
            self._failed(PEOPLE),
        )

    def reset_password(self, user: User, password: str) -> None:
        admin = self._context.services.admin
        self._context.ask(
            lambda: admin.reset_password(user, password), self._reset_done, self._failed(PEOPLE)
        )

    def suggested_backup(self) -> str:
        return self._context.services.backups.suggested_name()

    def back_up(self, target: Path) -> None:
        """Long work, with progress and Cancel in the shell."""
        desk = self._context.services.backups
        self._context.ask_long(
            "Backing up", lambda report: desk.back_up(target, report), self._backed_up, self._failed(BACKUP)
        )

    def make_recovery_key(self) -> None:
        """A new one in place of that on paper."""
        admin = self._context.services.admin
        self._context.ask(admin.new_recovery_key, self._key_made, self._failed(BACKUP))

    def verify(self) -> None:
        """Check the audit chain."""
        admin = self._context.services.admin
        self._context.ask(admin.verify_audit, self._view.show_verdict, self._failed(BACKUP))

    def _load_people(self) -> None:
        me = self._context.services.session.user
        users = self._context.services.admin.users
        self._context.ask(users, lambda people: self._view.show_people(people, me), self._failed(PEOPLE))

    def _load_office(self) -> None:
        users = self._context.services.admin.users
        self._context.ask(users, self._office_came, self._failed(ACCOUNT))

    def _office_came(self, people: tuple[User, ...]) -> None:
        admins = (user for user in people if user.active and user.may(Act.EDIT_USERS))
        self._view.show_office(tuple(user.display_name for user in admins))

    def _load_backup(self) -> None:
        now = self._context.clock.now()
        status = self._context.services.backups.status
        self._context.ask(status, lambda found: self._view.show_backup(found, now), self._failed(BACKUP))

    def _password_changed(self, _: None) -> None:
        self._view.clear(ACCOUNT)
        self._context.notices.say("Your password is changed.")

    def _practice_saved(self, _: Changes) -> None:
        self._view.show_practice(self._context.services.session.practice)
        self._context.notices.say("The practice is saved.")

    def _hours_saved(self, _: Changes) -> None:
        self._view.show_practice(self._context.services.session.practice)
        self._context.notices.say("The opening hours are saved.")

    def _key_made(self, key: str) -> None:
        practice = self._context.services.session.practice
        today = words.local_day(self._context.clock.now(), ZoneInfo(practice.time_zone))
        self._view.show_key(key, f"{practice.name}, made {words.dated(today)}")

    def _person_added(self, user: User) -> None:
        self._view.clear(PEOPLE)
        self._context.notices.say(f"{user.display_name} can sign in now.")
        self._load_people()

    def _person_removed(self, user: User) -> None:
        self._view.clear(PEOPLE)
        self._context.notices.say(f"{user.display_name} can no longer sign in.")
        self._load_people()

    def _people_changed(self, _: Changes) -> None:
        self._load_people()

    def _reset_done(self, _: None) -> None:
        self._view.clear(PEOPLE)
        self._context.notices.say("The new password is set. Tell it in person, not by mail.")

    def _backed_up(self, _: datetime) -> None:
        self._context.notices.say("The backup is written, and was opened once to be sure.")
        # It is no record of the practice, yet the status bar tells its age.
        self._context.feed.publish(Changes((Change("backup", self._context.services.session.practice.id),)))
        self._load_backup()

    def _failed(self, section: str) -> Failure:
        return Failure(self._view, section)


class Failure:
    """Shows an expected error at its section; a cancelled job needs no words beside the button."""

    def __init__(self, view: SettingsFace, section: str) -> None:
        self._view, self._section = view, section

    def __call__(self, error: MedManagerError) -> None:
        field = error.field if isinstance(error, Refused) else ""
        words = (
            "The backup was stopped. No file was kept." if isinstance(error, Cancelled) else error.sentence
        )
        self._view.show_problem(self._section, words, field)
