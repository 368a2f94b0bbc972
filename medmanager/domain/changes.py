"""What a command changed, so that the screens that show it can refresh."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Change:
    """One record that was saved or voided. `kind` is the record's class name in lower case."""

    kind: str
    id: UUID
    patient_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What one unit of work changed, in the order of saving."""

    items: tuple[Change, ...] = ()

    def touches(self, kind: str, patient_id: UUID | None = None) -> bool:
        """Whether a record of this kind (of this patient, where given) is among the changes."""
        return any(
            change.kind == kind and (patient_id is None or change.patient_id == patient_id)
            for change in self.items
        )

    def touches_patient(self, patient_id: UUID) -> bool:
        return any(patient_id in (change.patient_id, change.id) for change in self.items)
