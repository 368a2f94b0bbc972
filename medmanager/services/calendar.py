"""The calendar: book, move, cancel, and the visits that plans propose."""

from medmanager.services.session import Session


class Calendar:
    def __init__(self, session: Session) -> None:
        self._session = session
