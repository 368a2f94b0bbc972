"""Backup and restore, and what the status bar says of them."""

from datetime import datetime
from pathlib import Path

from medmanager.domain.errors import Refused
from medmanager.domain.practice import DeskStatus
from medmanager.domain.user import Act
from medmanager.services.ports import Backups, Progress, StoreStatus
from medmanager.services.session import Session


class BackupDesk:
    """Backups are made, verified and put back here. Restoring signs everybody out."""

    def __init__(self, session: Session, backups: Backups) -> None:
        self._session = session
        self._backups = backups

    def status(self) -> DeskStatus:
        """What the status bar shows. Raises NotAllowed when nobody is signed in."""
        session = self._session
        facts = session.store.status()
        return DeskStatus(
            facts.kind, session.gate.place(), facts.last_backup, session.practice.name, session.practice.demo
        )

    def facts(self) -> StoreStatus:
        """Schema, integrity and kind of the store, for whoever looks after it. Reads the whole file."""
        self._session.require(Act.BACK_UP)
        return self._session.store.status()

    def suggested_name(self) -> str:
        """A file name without any name of a person or practice, by the practice's own clock."""
        now = self._session.now().astimezone(self._session.zone)
        return f"MedManager-{now:%Y-%m-%d-%H%M}.mmbackup"

    def back_up(self, target: Path, report: Progress) -> datetime:
        """Write an encrypted backup, opened again before it counts. Reports steps; can be cancelled."""
        self._session.require(Act.BACK_UP)
        if target.exists():
            raise Refused(
                "There is a file of that name already. Choose another name; backups are not overwritten."
            )
        if not target.parent.is_dir():
            raise Refused("There is no such folder. Choose another one for the backup.")
        return self._backups.back_up(self._session.store, target, report)

    def upgrade(self, login: str, password: str, keep_in: Path, report: Progress) -> Path | None:
        """Bring a practice of an older version up to date; gives the checked backup made before, if any.

        Nobody need be signed in: an older practice on a server lets nobody in. Raises NotAllowed.
        """
        return self._session.gate.upgrade(login, password, keep_in, report)

    def restore(self, source: Path, login: str, password: str, report: Progress) -> Path | None:
        """Put a backup in place of the present database; the replaced one is kept aside and its place given.

        Who restores must be able to open the backup: `login` and `password` are those of the backup. To
        replace a practice she needs the right to restore there, and if signed in, here too; to bring one back
        to an empty place the password is enough, for otherwise a lost administrator were a lost practice.
        """
        if not source.is_file():
            raise Refused("There is no such file. Choose the backup again.", "file")
        if self._session.signed_in:
            self._session.require(Act.BACK_UP)
            self._session.sign_out()
        return self._backups.restore(source, self._session.gate, login, password, report)
