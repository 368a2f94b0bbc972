"""The decision about a file whose patient may be in the practice already."""

from dataclasses import dataclass

from medmanager.domain.ids import PatientId


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided about a patient of a file: another person, or the one with the id `into`.

    `seen` are the look-alikes she decided about; None answers for whoever there is.
    """

    into: PatientId | None = None
    seen: frozenset[PatientId] | None = None
