"""What the presenters of the intake hold in common: the intake, the lists, and which page is open. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from medmanager.domain.chart import Chart
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.intake import Intake, IntakeForm, IntakeSection
from medmanager.domain.intake_form import (
    ALLERGIES,
    CONDITIONS,
    CURRENT_MEDICINES,
    EARLIER_MEDICINES,
    SYMPTOMS,
)
from medmanager.domain.patient import Allergy, Condition
from ui.screens.intake.entries import (
    EntryRow,
    allergy_row,
    condition_row,
    current_row,
    earlier_row,
    symptom_row,
)
from ui.screens.intake.pages import REVIEW

Fact = Allergy | Condition | MedicationStatement


@dataclass
class Desk:
    """One patient's intake while it is worked on. `page` is "" before one is open."""

    patient_id: UUID
    form: IntakeForm
    today: date
    intake: Intake | None = None
    chart: Chart | None = None
    page: str = ""

    @property
    def section(self) -> IntakeSection:
        """The open page; asked only while a page of the form is open."""
        return self.form.section(self.page)

    @property
    def page_keys(self) -> tuple[str, ...]:
        """The pages in the order of the form, without the review."""
        return tuple(section.key for section in self.form.sections)

    @property
    def is_page_open(self) -> bool:
        """Whether a page of the form is open, and not the review."""
        return self.page in self.page_keys

    def resume_page(self, intake: Intake) -> str:
        """Where to go on: the page that comes next, else the review."""
        return intake.resume_at if intake.resume_at in self.page_keys else REVIEW

    def facts(self, records: str) -> tuple[Fact, ...]:
        """The records of one list; symptoms have none."""
        chart = self.chart
        if chart is None:
            return ()
        earlier = tuple(one for one in chart.statements if one.status is TakingStatus.STOPPED)
        found: dict[str, tuple[Fact, ...]] = {
            ALLERGIES: tuple(one for one in chart.allergies if one.active),
            CONDITIONS: chart.conditions,
            EARLIER_MEDICINES: earlier,
            CURRENT_MEDICINES: tuple(one for one in chart.statements if one not in earlier),
        }
        return found.get(records, ())

    def fact(self, records: str, key: object) -> Fact | None:
        """One record of a list."""
        return next((one for one in self.facts(records) if str(one.id) == str(key)), None)

    def rows(self, records: str) -> tuple[EntryRow, ...]:
        """What one list says."""
        if records == SYMPTOMS and self.intake is not None:
            return tuple(symptom_row(number, one) for number, one in enumerate(self.intake.symptoms))
        return tuple(self._row(records, one) for one in self.facts(records))

    def all_rows(self) -> dict[str, tuple[EntryRow, ...]]:
        """What every list says, by the name of the list."""
        return {section.records: self.rows(section.records) for section in self.form.sections}

    def _row(self, records: str, fact: Fact) -> EntryRow:
        if isinstance(fact, Allergy):
            row = allergy_row(fact)
        elif isinstance(fact, Condition):
            row = condition_row(fact, self.today)
        elif records == EARLIER_MEDICINES:
            row = earlier_row(fact, self.today)
        else:
            row = current_row(fact, self.today)
        return replace(row, key=str(row.key))
