"""Paper: build a document, show its exact bytes, archive them, print them again."""

from medmanager.services.session import Session


class Printing:
    def __init__(self, session: Session) -> None:
        self._session = session
