"""Trends: the chart of severity, scales and doses on one time axis."""

from medmanager.services.session import Session


class Trends:
    def __init__(self, session: Session) -> None:
        self._session = session
