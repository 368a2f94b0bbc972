"""Plans: draft, change, sign, compare; the one place that changes a dose."""

from medmanager.services.session import Session


class Plans:
    def __init__(self, session: Session) -> None:
        self._session = session
