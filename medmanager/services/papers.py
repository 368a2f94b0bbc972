"""The kinds of paper: what each needs of the chart, what can be chosen about it, and how it is made."""

from dataclasses import dataclass
from typing import Protocol

from medmanager.domain.diary.diary import DiarySheet
from medmanager.domain.ids import PlanId
from medmanager.domain.paper.document import DocumentKind, PaperOffer
from medmanager.domain.paper.sheets import Sheet
from medmanager.domain.patient import Patient
from medmanager.domain.plan.plan import Plan
from medmanager.domain.user import Act
from medmanager.services.ports import UnitOfWork
from medmanager.services.sheets import SheetOptions

NO_PLAN = "There is no signed plan yet. Sign the plan first, or print the draft."


@dataclass(frozen=True, slots=True, repr=False)
class PaperChart:
    """One patient as paper is made of her, inside an open unit of work."""

    work: UnitOfWork
    patient: Patient
    plan: Plan | None
    """The plan in force; None before the first signature."""
    draft: Plan | None
    """The version being written; None when nobody has begun one."""


@dataclass(frozen=True, slots=True, repr=False)
class MadePaper:
    """The values of a paper, and how the list names it: never with the patient's name."""

    sheet: Sheet
    name: str
    plan: Plan | None = None
    """The plan it tells of, in force or a draft; None for a paper that belongs to no plan."""
    diary: DiarySheet | None = None
    """The diary that goes home with this paper: kept when the paper is filed."""

    @property
    def plan_id(self) -> PlanId | None:
        return self.plan.id if self.plan else None


class PaperKind(Protocol):
    """One kind of paper. How its sheet is drawn stands under the sheet's type in `documents/drawings.py`."""

    @property
    def kind(self) -> DocumentKind: ...

    @property
    def act(self) -> Act:
        """What a person must be allowed to do to make, see and file it."""

    def offer(self, chart: PaperChart) -> PaperOffer:
        """What can be made of this chart now, or a sentence why nothing can. Cheap: asked at each opening."""

    def make(self, chart: PaperChart, options: SheetOptions) -> MadePaper:
        """The values of the paper. Raises Refused with a sentence that says what is missing."""
