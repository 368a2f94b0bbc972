"""Outside records: preview a file, take it whole or not at all, say what was left."""

from medmanager.services.session import Session


class Imports:
    def __init__(self, session: Session) -> None:
        self._session = session
