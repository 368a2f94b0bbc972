"""What is known from before and from elsewhere: allergies, conditions, outside medicines, measurements."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from medmanager.domain.changes import Changes
from medmanager.domain.chart import Chart
from medmanager.domain.demographics import plain_name
from medmanager.domain.errors import Refused
from medmanager.domain.history import SCALE_TOPS, Measure, MedicationStatement, Observation
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.local_time import local_day
from medmanager.domain.patient import Allergy, Condition, Patient
from medmanager.domain.typed_text import typed_line, typed_paragraph
from medmanager.domain.user import Act
from medmanager.domain.visit import Vital
from medmanager.services.chart_reading import read_chart
from medmanager.services.ports import Medicines, UnitOfWork
from medmanager.services.session import Session

_HIGHEST_SCORE = {**SCALE_TOPS, Measure.MMSE: 30}


class History:
    """Adds (version 0), corrects and takes out facts of a chart. Each save checks the version it carries."""

    def __init__(self, session: Session, medicines: Medicines) -> None:
        self._session = session
        self._medicines = medicines

    def find_medicines(self, text: str, limit: int = 8) -> tuple[Drug, ...]:
        """Medicines of the drug list by name, for suggestions; a name that it lacks may be written too."""
        return self._medicines.search(text, limit)

    def new_id(self) -> UUID:
        return self._session.new_id()

    def lists(self, patient_id: UUID) -> Chart:
        """The lists as they stand, for a chart that was opened (and audited) before. Raises NotFound."""
        with self._session.read(Act.SEE_CHART) as work:
            return read_chart(work, patient_id)

    def save_allergy(self, allergy: Allergy) -> Changes:
        """Raises Refused for a substance that is in the list already, StaleRecord, NotFound."""
        tidy = replace(
            allergy,
            substance=typed_line(allergy.substance, "substance", "The substance"),
            reaction=typed_line(allergy.reaction, "reaction", "The reaction", 500),
        )
        with self._write("allergy", tidy.version, tidy.patient_id) as work:
            patient = work.patients.get(tidy.patient_id)
            self._check_day(patient, tidy.noted, "noted")
            for other in work.allergies.of_patient(tidy.patient_id):
                if other.active and tidy.active and other.id != tidy.id:
                    _refuse_twin(other.substance, tidy.substance, "substance")
            work.allergies.save(tidy)
        return work.changes

    def void_allergy(self, allergy: Allergy, reason: str) -> Changes:
        """Take out an entry that was wrong. An allergy that was disproved is better set inactive."""
        with self._take_out("allergy", allergy.patient_id, reason) as work:
            work.allergies.void(allergy, reason)
        return work.changes

    def save_condition(self, condition: Condition) -> Changes:
        """Raises Refused for a condition that is in the list already, StaleRecord, NotFound."""
        tidy = replace(
            condition,
            name=typed_line(condition.name, "name", "The name"),
            note=typed_paragraph(condition.note, "note", "The note", 2000),
        )
        with self._write("condition", tidy.version, tidy.patient_id) as work:
            patient = work.patients.get(tidy.patient_id)
            self._check_day(patient, tidy.onset, "onset")
            self._check_day(patient, tidy.resolved, "resolved")
            for other in work.conditions.of_patient(tidy.patient_id):
                if other.id != tidy.id and other.resolved is None and tidy.resolved is None:
                    _refuse_twin(other.name, tidy.name, "name")
            work.conditions.save(tidy)
        return work.changes

    def void_condition(self, condition: Condition, reason: str) -> Changes:
        """Take out an entry that was wrong. A condition that is over is better given its end."""
        with self._take_out("condition", condition.patient_id, reason) as work:
            work.conditions.void(condition, reason)
        return work.changes

    def save_statement(self, statement: MedicationStatement) -> Changes:
        """Raises Refused for dates or numbers that cannot be, StaleRecord, NotFound. Doses in mg a day."""
        tidy = self._coded(_tidy_statement(statement))
        with self._write("outside medicine", tidy.version, tidy.patient_id) as work:
            patient = work.patients.get(tidy.patient_id)
            self._check_day(patient, tidy.started, "started")
            self._check_day(patient, tidy.stopped, "stopped")
            work.statements.save(tidy)
        return work.changes

    def void_statement(self, statement: MedicationStatement, reason: str) -> Changes:
        """Take out an entry that was wrong. A medicine that was stopped is better set to stopped."""
        with self._take_out("outside medicine", statement.patient_id, reason) as work:
            work.statements.void(statement, reason)
        return work.changes

    def record_observations(self, *observations: Observation) -> Changes:
        """Measured values of one patient, in the units of `UNIT`. Raises Refused for implausible ones."""
        patient_id = observations[0].patient_id
        assert {one.patient_id for one in observations} == {patient_id}, "one patient at a time"
        with self._session.write(Act.EDIT_CHART, "record measurements", patient_id) as work:
            patient = work.patients.get(patient_id)
            for observation in observations:
                work.observations.save(self._plausible(observation, patient))
        return work.changes

    def correct_observation(self, old: Observation, value: Decimal, note: str) -> Changes:
        """A new value that supersedes the old one; the old one stays on record. `note` says why."""
        if old.version == 0:
            raise Refused("Only a stored measurement can be corrected.")
        why = typed_line(note, "note", "The reason", 500)
        if not why:
            raise Refused("Write why the measurement is corrected.", "note")
        new = replace(old, id=self.new_id(), value=value, note=why, supersedes=old.id, origin="", version=0)
        with self._session.write(Act.EDIT_CHART, "correct measurement", old.patient_id) as work:
            stored = work.observations.of_patient(old.patient_id)
            if any(other.supersedes == old.id for other in stored):
                raise Refused("This measurement was corrected already. Look at the newest one.")
            work.observations.save(self._plausible(new, work.patients.get(old.patient_id)))
        return work.changes

    def void_observation(self, observation: Observation, reason: str) -> Changes:
        """Take out a measurement that was never this patient's."""
        with self._take_out("measurement", observation.patient_id, reason) as work:
            work.observations.void(observation, reason)
        return work.changes

    def _coded(self, statement: MedicationStatement) -> MedicationStatement:
        """With the RxNorm ingredient where the name stands in the drug list; a code that came along stays."""
        drug = self._medicines.named(statement.name)
        return replace(statement, rxcui=drug.rxcui) if drug and not statement.rxcui else statement

    def _write(self, what: str, version: int, patient_id: UUID) -> AbstractContextManager[UnitOfWork]:
        action = f"change {what}" if version else f"add {what}"
        return self._session.write(Act.EDIT_CHART, action, patient_id)

    def _take_out(self, what: str, patient_id: UUID, reason: str) -> AbstractContextManager[UnitOfWork]:
        if not reason.strip():
            raise Refused("Write why this entry is taken out.", "reason")
        return self._session.write(Act.EDIT_CHART, f"void {what}", patient_id)

    def _check_day(self, patient: Patient, day: date | None, field: str) -> None:
        """A day in the past of this patient's life, where one is given."""
        if day is not None and day > self._session.today():
            raise Refused("This date is in the future. Check it.", field)
        if day is not None and day < patient.birth_date:
            raise Refused("This date is before the patient was born. Check it.", field)

    def _plausible(self, observation: Observation, patient: Patient) -> Observation:
        Vital(observation.measure, observation.value)
        most = _HIGHEST_SCORE.get(observation.measure)
        if most is not None and (observation.value > most or observation.value % 1):
            raise Refused(f"{observation.measure} is a whole number from 0 to {most}.", "value")
        if observation.at > self._session.now():
            raise Refused("A measurement cannot lie in the future. Check its date.", "at")
        if local_day(observation.at, self._session.zone) < patient.birth_date:
            raise Refused("This date is before the patient was born. Check it.", "at")
        return observation


def _tidy_statement(statement: MedicationStatement) -> MedicationStatement:
    if statement.weeks_at_dose is not None and not 0 <= statement.weeks_at_dose <= 52 * 80:
        raise Refused("Weeks at this dose are a number from 0 to 4160.", "weeks_at_dose")
    if statement.highest_dose_mg is not None and statement.highest_dose_mg > 100_000:
        raise Refused("This dose is more than 100,000 mg. Check the number and its unit.", "highest_dose_mg")
    return replace(
        statement,
        name=typed_line(statement.name, "name", "The name"),
        directions=typed_line(statement.directions, "directions", "How it is taken", 500),
        stop_reason=typed_line(statement.stop_reason, "stop_reason", "The reason", 500),
        side_effects=typed_line(statement.side_effects, "side_effects", "The side effects", 500),
        prescriber=typed_line(statement.prescriber, "prescriber", "The prescriber"),
    )


def _refuse_twin(one: str, other: str, field: str) -> None:
    if plain_name(one) == plain_name(other):
        raise Refused("This is in the list already. Change that entry instead.", field)
