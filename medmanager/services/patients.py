"""Patients: search, register, edit, their allergies, conditions, outside medicines and measurements."""

from medmanager.services.session import Session


class Patients:
    def __init__(self, session: Session) -> None:
        self._session = session
