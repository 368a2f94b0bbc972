"""The first run: make a practice, or turn to one that is there."""

from medmanager.services.session import Session


class Setup:
    def __init__(self, session: Session) -> None:
        self._session = session
