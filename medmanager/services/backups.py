"""Backup and restore, and what the status bar says of them."""

from medmanager.services.session import Session


class BackupDesk:
    def __init__(self, session: Session) -> None:
        self._session = session
