"""Visits: begin, record, sign, addend; what was asked and not yet answered."""

from medmanager.services.session import Session


class Visits:
    def __init__(self, session: Session) -> None:
        self._session = session
