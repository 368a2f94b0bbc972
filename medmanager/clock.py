"""The real clock: the only place that asks the computer for the time."""

from datetime import UTC, datetime


class SystemClock:
    """Now, as this computer believes it."""

    def now(self) -> datetime:
        """The present instant, aware UTC."""
        return datetime.now(UTC)
