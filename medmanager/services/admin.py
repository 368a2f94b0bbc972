"""People and practice: users, roles, hours, policies."""

from medmanager.services.session import Session


class Admin:
    def __init__(self, session: Session) -> None:
        self._session = session
