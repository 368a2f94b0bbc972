"""Storing one file in one unit of work: every patient of it where she belongs, or nothing at all."""

from collections.abc import Iterable
from dataclasses import replace

from medmanager.domain.errors import Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.imports.import_choice import Choice
from medmanager.domain.imports.import_matching import Imported, same_name_and_day
from medmanager.domain.imports.imports import (
    ImportPreview,
    LookAlike,
    PatientPreview,
    PatientRecords,
    RecordsFile,
    ids_of,
)
from medmanager.domain.patient import Patient
from medmanager.services.import_comparison import imported_before, look_alikes, part, save_for
from medmanager.services.ports import Progress, UnitOfWork

UNDECIDED = (
    "Its patient may be in the practice already. Nobody chose whether the file belongs to a new patient "
    "or is added to that chart."
)
TWINS = (
    "Two of its patients may be the same person. Nobody chose that each of them becomes a patient. "
    "Ask the sender, or take them as different persons."
)
NOT_ALIKE = (
    "Its patient and the chosen one share neither the birth date nor the whole name. "
    "It can only be added to a patient who is like its own."
)
OTHER_CHART = "Its patient was imported before and belongs to another chart than the chosen one."
SEVERAL = "It holds more than one patient, so it cannot be added to one chart as a whole."
_HEARD_EVERY = 50
"""Records between two looks at whether the user has cancelled."""


class Undecided(Refused):
    """Nobody decided about a patient of the file who is like these, or like another one of the file."""

    def __init__(self, alike: tuple[LookAlike, ...] = (), sentence: str = UNDECIDED) -> None:
        super().__init__(sentence)
        self.alike = alike


def answered(preview: ImportPreview, choice: Choice | None) -> ImportPreview:
    """The preview with one answer for every patient about whom nobody decided yet."""
    if choice is None or preview.records is None:
        return preview
    if choice.into is not None and len(preview.patients) > 1:
        return ImportPreview(preview.name, left=preview.left, refused=SEVERAL)
    patients = (one if one.choice else replace(one, choice=choice) for one in preview.patients)
    return replace(preview, patients=tuple(patients))


def check_choices(preview: ImportPreview, made: list[Patient]) -> None:
    """As `store_file` would, look whether everything is decided; `made` gets the patients who would be new.

    Raises Refused, and Undecided with those who are like a patient of the file.
    """
    for one in preview.patients:
        if one.imported is not None:
            _check_chart(one.choice, one.imported.patient)
        elif _decided(one, one.alike, made) is None:
            if one.choice is None and any(same_name_and_day(one.given, other) for other in made):
                raise Undecided
            made.append(one.given)


def store_file(
    work: UnitOfWork, preview: ImportPreview, file: RecordsFile, made: list[Patient], report: Progress
) -> tuple[PatientPreview, ...]:
    """Save what is new of each patient; gives what was done, in the words of a preview.

    What is known and who is alike is asked again: much may happen after a preview. `made` are the new
    patients of earlier files and gets those of this one.
    """
    pairs = zip(file.patients, preview.patients, strict=True)
    return tuple(_stored(work, one, shown, made, report) for one, shown in pairs)


def _stored(
    work: UnitOfWork, one: PatientRecords, shown: PatientPreview, made: list[Patient], report: Progress
) -> PatientPreview:
    imported = imported_before(work, one)
    if imported is not None:
        _check_chart(shown.choice, imported)
        parted = part(work, one, imported)
        _save_all(work, parted.fresh, imported.id, report)
        return replace(shown, imported=parted.joining)
    alike = look_alikes(work, one)
    chosen = _decided(shown, alike, made)
    if chosen is None:
        made.append(work.patients.save(one.patient))
        _save_all(work, one.records, one.patient.id, report)
    else:
        fresh = part(work, one, chosen.patient).fresh
        work.patients.save(replace(chosen.patient, identities=(*chosen.patient.identities, one.identity)))
        _save_all(work, fresh, chosen.patient.id, report)
    return replace(shown, alike=alike)


def _decided(
    shown: PatientPreview, alike: tuple[LookAlike, ...], made: Iterable[Patient]
) -> LookAlike | None:
    """The look-alike whose chart was chosen, None for a new patient. Raises Refused while it is open."""
    choice = shown.choice
    if choice is None:
        if alike or shown.alike_in_file:
            raise Undecided(alike, TWINS if shown.alike_in_file and not alike else UNDECIDED)
        return None
    if choice.into is None:
        # Whoever chose this for two of them knew of the other one.
        known = {one.id for one in made} if shown.alike_in_file or shown.alike_in_files else set[PatientId]()
        if choice.seen is not None and ids_of(alike) - choice.seen - known:
            raise Undecided(alike)
        return None
    chosen = next((one for one in alike if one.patient.id == choice.into), None)
    if chosen is None:
        raise Refused(NOT_ALIKE)
    return chosen


def _check_chart(choice: Choice | None, imported: Patient) -> None:
    if choice is not None and choice.into not in (None, imported.id):
        raise Refused(OTHER_CHART)


def _save_all(
    work: UnitOfWork, records: tuple[Imported, ...], patient_id: PatientId, report: Progress
) -> None:
    for number, record in enumerate(records):
        if number % _HEARD_EVERY == 0:
            report(number, len(records), "Taking the records")
        save_for(work, record, patient_id)
