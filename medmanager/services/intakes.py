"""The intake interview: begin, save page by page, resume, review, complete."""

from medmanager.services.session import Session


class Intakes:
    def __init__(self, session: Session) -> None:
        self._session = session
