"""Outside records: read a file, show what it would bring, take it whole or not at all, say what was left."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from medmanager.domain.errors import Cancelled, MedManagerError, Refused
from medmanager.domain.imports import (
    ImportPreview,
    ImportReport,
    PatientPreview,
    PatientRecords,
    ReadFile,
    RecordsFile,
    in_words,
)
from medmanager.domain.patient import Patient
from medmanager.domain.user import Act
from medmanager.services.import_comparison import alike_in_files, alike_in_practice, save_for, sort_records
from medmanager.services.ports import Progress, RecordsReader, UnitOfWork
from medmanager.services.session import Session

_STOPPED = "You stopped the import before this file was taken."
_HEARD_EVERY = 50
"""Records between two looks at whether the user has cancelled."""


class Imports:
    """Outside records of new and known patients.

    Reading and looking are apart, since reading a large file is slow and needs no store: `read` belongs in
    the free lane, `compare` and `take` in the store's.
    """

    def __init__(self, session: Session, reader: RecordsReader) -> None:
        self._session = session
        self._reader = reader

    def preview(self, paths: Iterable[Path], report: Progress) -> tuple[ImportPreview, ...]:
        """What taking these files would do, in their order. Stores nothing.

        Raises NotAllowed, and Cancelled when `report` does; a file that cannot be taken says why.
        """
        return self.compare(self.read(paths, report))

    def read(self, paths: Iterable[Path], report: Progress) -> tuple[ReadFile, ...]:
        """The content of each file, or the sentence why it was refused. Does not touch the store."""
        self._session.require(Act.IMPORT_RECORDS)
        chosen = tuple(paths)
        return tuple(
            self._read_one(path, _one_of(report, number, len(chosen)))
            for number, path in enumerate(chosen, 1)
        )

    def compare(self, files: Iterable[ReadFile]) -> tuple[ImportPreview, ...]:
        """The files beside the practice: what is new, what is known, who looks like somebody else."""
        found = tuple(files)
        crowd = tuple(one.patient for file in found if file.records for one in file.records.patients)
        with self._session.read(Act.IMPORT_RECORDS) as work:
            return tuple(_preview(work, file, crowd) for file in found)

    def take(
        self, chosen: Iterable[ImportPreview | Path], report: Progress, *, dry_run: bool = False
    ) -> tuple[ImportReport, ...]:
        """Store what the previews hold, each file whole or not at all; gives one report for each.

        A path is read and previewed first, for whoever need not look. A second import of the same file takes
        nothing. A patient of an earlier import is recognised by her origin and keeps the demographics of the
        practice; a look-alike is a new patient, and is counted. With `dry_run` the reports say what would be
        taken. Raises NotAllowed; Cancelled when the user stopped before anything was stored, after that the
        rest of the files says that it was not taken.
        """
        self._session.require(Act.IMPORT_RECORDS)
        done: list[ImportReport] = []
        waiting = self._seen(tuple(chosen), report)
        for number, preview in enumerate(waiting, 1):
            step = _one_of(report, number, len(waiting))
            try:
                done.append(self._take_one(preview, step, dry_run))
            except Cancelled:
                if not _any_stored(done):
                    raise
                done += [ImportReport(one.name, refused=_STOPPED) for one in waiting[number - 1 :]]
                break
            except MedManagerError as error:
                if not _any_stored(done):
                    raise
                done.append(ImportReport(preview.name, refused=error.sentence))
        return tuple(done)

    @staticmethod
    def report_lines(reports: Iterable[ImportReport]) -> tuple[str, ...]:
        """The reports as plain text: one line for each file and, indented, one for each reason."""
        return tuple(line for report in reports for line in _lines(report))

    def _seen(self, chosen: tuple[ImportPreview | Path, ...], report: Progress) -> tuple[ImportPreview, ...]:
        """Previews in the order of choice; those of paths are made now."""
        made = iter(self.preview((one for one in chosen if isinstance(one, Path)), report))
        return tuple(next(made) if isinstance(one, Path) else one for one in chosen)

    def _read_one(self, path: Path, report: Progress) -> ReadFile:
        try:
            return ReadFile(path.name, self._reader.read(path, report))
        except Refused as refused:
            return ReadFile(path.name, refused=refused.sentence)

    def _take_one(self, preview: ImportPreview, report: Progress, dry_run: bool) -> ImportReport:
        if preview.records is None:
            return ImportReport(preview.name, refused=preview.refused, dry_run=dry_run)
        if dry_run:
            return _report(preview, preview.patients, dry_run=True)
        return self._store(preview, preview.records, report)

    def _store(self, preview: ImportPreview, file: RecordsFile, report: Progress) -> ImportReport:
        """One unit of work for the file. What is new is asked again: much may happen after a preview."""
        records = sum(one.count for one in file.patients)
        detail = f"patients in the file: {len(file.patients)}, records in the file: {records}"
        about = self._only_patient(file)
        try:
            with self._session.write(Act.IMPORT_RECORDS, "import records", about, detail) as work:
                outcomes = tuple(_stored(work, one, report) for one in file.patients)
        except Refused as refused:
            return ImportReport(preview.name, left=file.left, refused=refused.sentence)
        return replace(_report(preview, outcomes), changes=work.changes)

    def _only_patient(self, file: RecordsFile) -> UUID | None:
        """The patient for the audit entry, where the file is about one only."""
        if len(file.patients) != 1:
            return None
        with self._session.read(Act.IMPORT_RECORDS) as work:
            known = work.queries.patient_by_origin(file.patients[0].identity.origin)
        return known.id if known else file.patients[0].patient.id


def _preview(work: UnitOfWork, file: ReadFile, crowd: tuple[Patient, ...]) -> ImportPreview:
    if file.records is None:
        return ImportPreview(file.name, refused=file.refused)
    try:
        patients = tuple(_patient_preview(work, one, crowd) for one in file.records.patients)
    except Refused as refused:
        return ImportPreview(file.name, left=file.records.left, refused=refused.sentence)
    return ImportPreview(file.name, patients, file.records.left, records=file.records)


def _patient_preview(work: UnitOfWork, one: PatientRecords, crowd: tuple[Patient, ...]) -> PatientPreview:
    outcome = sort_records(work, one).outcome(one.patient)
    if outcome.is_known:
        return outcome
    alike = alike_in_practice(work, one.patient)
    return replace(outcome, alike=alike, alike_here=alike_in_files(one.patient, crowd))


def _stored(work: UnitOfWork, one: PatientRecords, report: Progress) -> PatientPreview:
    """Save what is new of one patient; gives what was done, in the words of a preview."""
    parted = sort_records(work, one)
    outcome = parted.outcome(one.patient)
    if parted.patient is None:
        outcome = replace(outcome, alike=alike_in_practice(work, one.patient))
        work.patients.save(one.patient)
    for number, record in enumerate(parted.fresh):
        if number % _HEARD_EVERY == 0:
            report(number, len(parted.fresh), "Taking the records")
        save_for(work, record, outcome.patient.id)
    return outcome


def _any_stored(reports: Iterable[ImportReport]) -> bool:
    return any(one.changes.items for one in reports)


def _report(
    preview: ImportPreview, outcomes: tuple[PatientPreview, ...], dry_run: bool = False
) -> ImportReport:
    done = replace(preview, patients=outcomes)
    return ImportReport(
        done.name,
        done.fresh,
        done.known,
        done.changed,
        sum(bool(one.alike) for one in outcomes),
        done.left,
        dry_run=dry_run,
    )


def _one_of(report: Progress, number: int, of: int) -> Progress:
    """The progress of one file, with its number among several."""
    if of == 1:
        return report

    def step(done: int, total: int, text: str) -> None:
        report(done, total, f"{text}, {number} of {of}")

    return step


def _lines(report: ImportReport) -> Iterator[str]:
    if report.refused:
        yield f"{report.name}: not taken. {report.refused}"
        return
    verb = "would take" if report.dry_run else "took"
    yield f"{report.name}: {verb} {in_words(report.taken) or 'nothing new'}; {report.known} known already."
    if report.changed:
        yield f"  {report.changed} of the known read otherwise here; the chart keeps what it has."
    if report.look_alikes:
        new = in_words((("patients", report.look_alikes),))
        yield f"  {new} of this file may be in the practice already. Compare them."
    for left in report.left:
        yield f"  left {left.count} {left.kind}: {left.why}"
