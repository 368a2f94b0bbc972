"""Everything that can go wrong and that the person at the screen can do something about."""


class MedManagerError(Exception):
    """The user can act on this; `sentence` says what happened and what to do.

    The sentence holds no patient data: it is shown, and it may be logged.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class StoreUnavailable(MedManagerError):
    """The database cannot be reached, opened or written; nothing was saved."""


class StaleRecord(MedManagerError):
    """Somebody else saved this record since it was read; nothing was overwritten."""

    def __init__(self, kind: str, sentence: str = "") -> None:
        super().__init__(
            sentence
            or f"This {kind} was changed by somebody else since you opened it. "
            "Nothing was overwritten. Look at the new version and make your change again."
        )
        self.kind = kind


class NotAllowed(MedManagerError):
    """The signed-in role may not do this."""


class AlertsNotAcknowledged(MedManagerError):
    """Safety alerts stand that nobody has answered with a change or a reason."""


class Refused(MedManagerError):
    """Bad input. `field` names the input it stands beside, empty when it is about the whole."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotFound(Refused):
    """The record is not in this practice's database, or it was voided."""


class Cancelled(MedManagerError):
    """The user stopped a long task; data are as they were before it began."""

    def __init__(self, sentence: str = "Stopped. Nothing was changed.") -> None:
        super().__init__(sentence)
