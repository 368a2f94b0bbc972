"""The list on a page of the intake: adds, changes and takes out its entries, each saved at once. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar
from uuid import UUID

from medmanager.domain.changes import Changes
from medmanager.domain.chart import Chart
from medmanager.domain.errors import MedManagerError, Refused, StaleRecord
from medmanager.domain.history import MedicationStatement
from medmanager.domain.ids import PatientId
from medmanager.domain.intake import Intake, Symptom
from medmanager.domain.intake_form import EARLIER_MEDICINES, SYMPTOMS
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.patient import Allergy, Condition
from ui.kit.context import Context
from ui.screens.intake import entry_reading as reading
from ui.screens.intake.desk import Desk, Fact
from ui.screens.intake.entries import LISTS, EntryRow, FieldKind, Typed

F = TypeVar("F", Allergy, Condition, MedicationStatement)

TAKEN_OUT = "taken out at the intake"
Saved = Changes | tuple[Intake, Changes]


class RecordsDisplay(Protocol):
    """What the presenter asks of the list on the page."""

    def show_entries(self, rows: tuple[EntryRow, ...]) -> None: ...
    def show_entry(self, fields: Typed, key: str) -> None: ...
    def refuse_entry(self, field: str, sentence: str) -> None: ...
    def show_medicines(self, names: tuple[tuple[str, str], ...]) -> None: ...


class RecordsPresenter:
    """Entries have no draft of their own: what is added is saved, what is half typed belongs to the page."""

    def __init__(self, context: Context, display: RecordsDisplay, desk: Desk) -> None:
        self._context, self._display, self._desk = context, display, desk
        self._is_saving = False

    def show(self) -> None:
        """Show the list of the open page."""
        self._display.show_entries(self._desk.rows(self._records))

    def edit(self, key: str) -> None:
        """Put an entry into the fields."""
        fields = self._fields_of(key)
        if fields is not None:
            self._display.show_entry(fields, key)

    def save(self, fields: Typed, key: str, then: Callable[[], None] | None = None) -> None:
        """Add what was typed, or change the entry `key`; `then` is called once it is stored."""
        if self._is_saving:
            return
        try:
            work = self._saving(fields, key)
        except Refused as refused:
            self._display.refuse_entry(refused.field, refused.sentence)
            return
        self._is_saving = True
        self._context.ask(work, partial(self._saved, then), partial(self._refused, fields))

    def remove(self, key: str) -> None:
        """Take an entry out; it can be put back for some seconds."""
        fact = self._desk.fact(self._records, key)
        if self._records == SYMPTOMS:
            self._remove_symptom(int(key))
        elif fact is not None:
            back = partial(self._put_back, fact)
            self._context.ask(partial(self._void, fact), partial(self._removed, back))

    def suggest(self, text: str) -> None:
        """Offer medicines whose names begin so."""
        find = partial(self._context.services.history.find_medicines, text)
        self._context.ask(find, self._suggested)

    def has_words(self, fields: Typed) -> bool:
        """Whether anything was typed that would be lost; what a choice shows by itself does not count."""
        specs = LISTS[self._records].fields if self._records else ()
        return any(fields.get(spec.key, "").strip() for spec in specs if spec.kind is not FieldKind.CHOICE)

    @property
    def _records(self) -> str:
        return self._desk.section.records if self._desk.is_page_open else ""

    def _fields_of(self, key: str) -> dict[str, str] | None:
        if self._records == SYMPTOMS and self._desk.intake is not None:
            return reading.symptom_fields(self._desk.intake.symptoms[int(key)])
        fact = self._desk.fact(self._records, key)
        if isinstance(fact, Allergy):
            return reading.allergy_fields(fact)
        if isinstance(fact, Condition):
            return reading.condition_fields(fact)
        if fact is None:
            return None
        is_earlier = self._records == EARLIER_MEDICINES
        return reading.earlier_fields(fact) if is_earlier else reading.current_fields(fact)

    def _saving(self, fields: Typed, key: str) -> Callable[[], Saved]:
        """The work that stores the entry. Raises Refused for what cannot be read."""
        services, records = self._context.services, self._records
        if records == SYMPTOMS:
            return self._saving_symptoms(self._symptoms_with(reading.read_symptom(fields), key))
        known = self._desk.fact(records, key) if key else None
        patient_id, new = PatientId(self._desk.patient_id), services.history.new_id()
        if records == "allergies":
            allergy = reading.read_allergy(fields, patient_id, _as(Allergy, known), new)
            return partial(services.history.save_allergy, allergy)
        today = self._desk.today
        if records == "conditions":
            condition = reading.read_condition(fields, patient_id, _as(Condition, known), new, today)
            return partial(services.history.save_condition, condition)
        read = reading.read_earlier if records == EARLIER_MEDICINES else reading.read_current
        statement = read(fields, patient_id, _as(MedicationStatement, known), new, today)
        return partial(services.history.save_statement, statement)

    def _symptoms_with(self, symptom: Symptom, key: str) -> tuple[Symptom, ...]:
        held = self._desk.intake.symptoms if self._desk.intake else ()
        if not key:
            return (*held, symptom)
        return tuple(symptom if number == int(key) else one for number, one in enumerate(held))

    def _saving_symptoms(self, symptoms: tuple[Symptom, ...]) -> Callable[[], Saved]:
        assert self._desk.intake is not None, "a page is open, so an intake is"
        return partial(self._context.services.intakes.save_symptoms, self._desk.intake, symptoms)

    def _saved(self, then: Callable[[], None] | None, answer: Saved) -> None:
        self._is_saving = False
        self._display.show_entry({}, "")
        self._take(answer)
        if then is not None:
            then()

    def _take(self, answer: Saved) -> None:
        """Symptoms come back inside the intake; other records are read again when the change is told."""
        if isinstance(answer, tuple):
            self._desk.intake, changes = answer
            self.show()
            self._context.feed.publish(changes)

    def _refused(self, fields: Typed, error: MedManagerError) -> None:
        self._is_saving = False
        self._display.refuse_entry(error.field if isinstance(error, Refused) else "", error.sentence)
        if isinstance(error, StaleRecord):
            self._context.ask(self._newest, partial(self._newest_came, fields, error.sentence))

    def _newest(self) -> tuple[Intake | None, Chart]:
        services, patient_id = self._context.services, self._desk.patient_id
        return services.intakes.newest(patient_id), services.history.lists(patient_id)

    def _newest_came(self, fields: Typed, told: str, newest: tuple[Intake | None, Chart]) -> None:
        """Show the list as it is now. A symptom is known by its place, which may be another one's now."""
        intake, self._desk.chart = newest
        self._desk.intake = intake or self._desk.intake
        self.show()
        if self._records == SYMPTOMS:
            self._display.show_entry(fields, "")
            self._display.refuse_entry("", told)

    def _remove_symptom(self, number: int) -> None:
        held = self._desk.intake.symptoms if self._desk.intake else ()
        left = tuple(one for at, one in enumerate(held) if at != number)
        back = partial(self._restore_symptoms, held)
        self._context.ask(self._saving_symptoms(left), partial(self._removed, back))

    def _restore_symptoms(self, symptoms: tuple[Symptom, ...]) -> None:
        self._context.ask(self._saving_symptoms(symptoms), self._take)

    def _removed(self, back: Callable[[], None], answer: Saved) -> None:
        self._take(answer)
        self._context.notices.say("The entry was taken out.", undo=back)

    def _void(self, fact: Fact) -> Changes:
        history = self._context.services.history
        if isinstance(fact, Allergy):
            return history.void_allergy(fact, TAKEN_OUT)
        if isinstance(fact, Condition):
            return history.void_condition(fact, TAKEN_OUT)
        return history.void_statement(fact, TAKEN_OUT)

    def _put_back(self, fact: Fact) -> None:
        self._context.ask(partial(self._save_again, fact), self._take)

    def _save_again(self, fact: Fact) -> Changes:
        history = self._context.services.history
        new: UUID = history.new_id()
        if isinstance(fact, Allergy):
            return history.save_allergy(replace(fact, id=new, version=0))
        if isinstance(fact, Condition):
            return history.save_condition(replace(fact, id=new, version=0))
        return history.save_statement(replace(fact, id=new, version=0))

    def _suggested(self, drugs: tuple[Drug, ...]) -> None:
        shown = tuple(
            (drug.generic, f"{drug.generic} ({drug.brand})" if drug.brand else drug.generic) for drug in drugs
        )
        self._display.show_medicines(shown)


def _as(kind: type[F], fact: Fact | None) -> F | None:
    return fact if isinstance(fact, kind) else None
