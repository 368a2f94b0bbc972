"""The patient list: searches as it is typed, shows who is selected, opens charts. No Qt."""

from __future__ import annotations

from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.errors import MedManagerError, NotAllowed
from medmanager.domain.ids import PatientId
from medmanager.domain.patient import Patient
from medmanager.domain.rows import PatientRow
from medmanager.domain.user import Act
from ui.kit import words
from ui.kit.context import Context
from ui.screens.patients.lines import Desk, PatientDetails, PatientLine, details_of, line_of

NOBODY_YET = "No patients yet. Register the first one, or import records from another system."
FULL = 200
Found = tuple[Desk, int, tuple[PatientRow, ...]]


class PatientsDisplay(Protocol):
    """What the presenter asks of its view."""

    def show_lines(self, lines: tuple[PatientLine, ...], count: str, note: str) -> None: ...
    def show_search(self, text: str) -> None: ...
    def select(self, patient_id: PatientId) -> None: ...
    def show_sentence(self, sentence: str, action: str) -> None: ...
    def show_not_allowed(self, sentence: str) -> None: ...
    def show_details(self, details: PatientDetails | None) -> None: ...
    def show_rights(self, may_register: bool, may_import: bool, may_write: bool) -> None: ...


class PatientsPresenter:
    """One search is out at a time; what was typed meanwhile is asked next, so the newest answer wins."""

    def __init__(self, context: Context, display: PatientsDisplay) -> None:
        self._context, self._display = context, display
        self._text = ""
        self._waiting = False
        self._again = False
        self._wanted = False
        self._desk: Desk | None = None
        self._total = 0
        self._lines: dict[PatientId, PatientLine] = {}
        self._selected: PatientId | None = None

    def load(self) -> None:
        """Show the list for what stands in the search box."""
        user = self._context.services.session.user
        self._display.show_rights(
            user.may(Act.EDIT_DEMOGRAPHICS), user.may(Act.IMPORT_RECORDS), user.may(Act.EDIT_CHART)
        )
        self._desk = None
        self.search(self._text)

    def search(self, text: str) -> None:
        """Find patients; called for every key."""
        self._text = text
        if self._waiting:
            self._again = True
            return
        self._waiting = True
        find = partial(self._find, text, self._desk, self._total)
        self._context.ask(find, partial(self._found, text), self._failed)

    def select(self, patient_id: PatientId) -> None:
        """Show the side card of the selected row."""
        self._selected = patient_id
        patients = self._context.services.patients
        self._context.ask(
            partial(patients.demographics, patient_id), self._details_came, self._details_failed
        )

    def open(self, patient_id: PatientId) -> None:
        """Open the chart, as far as this role may: the front desk finds the papers in it.

        Enter may come before the answer to what was typed: the rows still shown are not what was meant then,
        so the chart is opened only once the answer is there and leaves no doubt.
        """
        if self._waiting:
            self._wanted = True
        else:
            self._context.navigate.open_patient(patient_id)

    def registered(self, patient: Patient) -> None:
        """Somebody was registered or edited: find and select this row, whatever was searched before."""
        self._selected = patient.id
        self._context.notices.say(f"{words.person(patient.family_name, patient.given_name)} is saved.")
        if patient.id in self._lines:
            self._display.select(patient.id)
            return
        text = f"{patient.family_name} {patient.given_name}"
        self._display.show_search(text)
        self.search(text)

    def import_records(self) -> None:
        """Go to the import of outside records."""
        self._context.navigate.go("import_records")

    def type_in_diary(self) -> None:
        """Go to the diaries that came back."""
        self._context.navigate.go("diary")

    @property
    def _may_read(self) -> bool:
        return self._context.services.session.user.may(Act.SEE_CHART)

    def _find(self, text: str, desk: Desk | None, total: int) -> Found:
        """Names of providers and the number of patients are read once, not for every key."""
        services = self._context.services
        if desk is None:
            zone = ZoneInfo(services.session.practice.time_zone)
            desk = Desk(services.session.today(), zone, services.patients.providers())
            total = services.patients.count()
        return desk, total, services.patients.search(text)

    def _found(self, text: str, found: Found) -> None:
        self._waiting = False
        if self._ask_again():
            return
        self._desk, self._total, rows = found
        total = self._total
        lines = tuple(line_of(row, self._desk) for row in rows)
        self._lines = {line.id: line for line in lines}
        if not lines:
            self._show_nobody(text, total)
            return
        count = words.counted(total, "patient") if not text.strip() else f"{len(lines):,} of {total:,}"
        note = f"first {FULL} shown, type to find others" if len(lines) == FULL < total else ""
        self._display.show_lines(lines, count, note)
        if self._selected in self._lines:
            self._display.select(self._selected)
            self.select(self._selected)
        self._open_the_wanted(lines)

    def _open_the_wanted(self, lines: tuple[PatientLine, ...]) -> None:
        wanted, self._wanted = self._wanted, False
        if wanted and len(lines) == 1:
            self.open(lines[0].id)

    def _show_nobody(self, text: str, total: int) -> None:
        self._wanted = False
        self._display.show_details(None)
        if total == 0:
            self._display.show_sentence(NOBODY_YET, "register")
        else:
            self._display.show_sentence(
                f"Nobody matches “{text.strip()}”. Try fewer letters, the birth date, or the phone number.",
                "clear",
            )

    def _failed(self, error: MedManagerError) -> None:
        self._waiting = False
        if not self._ask_again():
            self._display.show_details(None)
            if isinstance(error, NotAllowed):
                self._display.show_not_allowed(error.sentence)
            else:
                self._display.show_sentence(error.sentence, "")

    def _ask_again(self) -> bool:
        again, self._again = self._again, False
        if again:
            self.search(self._text)
        return again

    def _details_came(self, patient: Patient) -> None:
        line = self._lines.get(patient.id)
        if patient.id == self._selected and line is not None and self._desk is not None:
            self._display.show_details(details_of(patient, line, self._desk, self._may_read))

    def _details_failed(self, error: MedManagerError) -> None:
        self._display.show_details(None)
        self._context.notices.warn(error.sentence)
