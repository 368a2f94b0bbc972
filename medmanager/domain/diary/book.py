"""A diary as it is opened to be typed in, and as a list shows it."""

from dataclasses import dataclass
from datetime import date

from medmanager.domain.diary.diary import DiarySheet
from medmanager.domain.ids import UserId
from medmanager.domain.rows import PatientRow


@dataclass(frozen=True, slots=True, repr=False)
class DiaryBook:
    """One sheet, whose it is, and the names behind its codes."""

    sheet: DiarySheet
    patient: PatientRow
    today: date
    effects: tuple[str, ...]
    """Names of the side effects, in the order of the sheet."""
    people: dict[UserId, str]

    def __repr__(self) -> str:
        return f"DiaryBook({self.sheet.id})"

    def typist(self, user_id: UserId) -> str:
        """Who that is."""
        return self.people.get(user_id, "somebody who left")


@dataclass(frozen=True, slots=True, repr=False)
class DiaryRow:
    """A diary in a list."""

    sheet: DiarySheet
    patient: PatientRow

    def __repr__(self) -> str:
        return f"DiaryRow({self.sheet.id})"
