"""What other windows and computers changed in the practice while this one was open."""

from medmanager.domain.changes import Changes
from medmanager.services.session import Session


class News:
    """Remembers up to which change this window has heard, also over a lock."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._gate = session.gate
        self._heard: int | None = None

    def hear(self) -> Changes:
        """What others saved since this was asked last; nothing the first time, when all is read anyway.

        Raises NotAllowed when nobody is signed in, StoreUnavailable.
        """
        session = self._session
        if self._gate is not session.gate:
            self._gate, self._heard = session.gate, None
        self._heard, changes = session.store.others_changes(self._heard)
        if changes.touches("practice"):
            session.refresh_practice()
        return changes
