"""Outside records: read a file, show what it would bring, take it whole or not at all, say what was left."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from medmanager.domain.errors import Cancelled, MedManagerError, Refused
from medmanager.domain.imports.import_choice import Choice
from medmanager.domain.imports.imports import ImportPreview, ImportReport, ReadFile, RecordsFile
from medmanager.domain.patient import Patient
from medmanager.domain.user import Act
from medmanager.services.import_comparison import preview_of
from medmanager.services.import_report import report_of, text_lines
from medmanager.services.import_taking import Undecided, answered, check_choices, store_file
from medmanager.services.ports import Progress, RecordsReader, UnitOfWork
from medmanager.services.session import Session

_STOPPED = "You stopped the import before this file was taken."


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
        with self._session.read(Act.IMPORT_RECORDS) as work:
            return tuple(_preview(work, file, found) for file in found)

    def take(
        self,
        chosen: Iterable[ImportPreview | Path],
        report: Progress,
        *,
        choice: Choice | None = None,
        dry_run: bool = False,
    ) -> tuple[ImportReport, ...]:
        """Store what the previews hold, each file whole or not at all; gives one report for each.

        A path is read and previewed first, for whoever need not look. A second import of the same file takes
        nothing. Whoever was imported before is recognised by her identity and keeps the demographics of the
        practice. A file whose patient is like one of the practice, about whom nobody decided, is refused;
        `choice` answers for all who are undecided. With `dry_run` the reports say what would be taken.
        Raises NotAllowed; Cancelled when the user stopped before anything was stored, after that the rest of
        the files says that it was not taken.
        """
        self._session.require(Act.IMPORT_RECORDS)
        done: list[ImportReport] = []
        made: list[Patient] = []
        waiting = tuple(answered(one, choice) for one in self._seen(tuple(chosen), report))
        for number, preview in enumerate(waiting, 1):
            step = _one_of(report, number, len(waiting))
            try:
                done.append(self._checked(preview, made) if dry_run else self._taken(preview, made, step))
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

    def report_lines(self, reports: Iterable[ImportReport]) -> tuple[str, ...]:
        """The reports as plain text: one line for each file and, indented, one for each thing to know."""
        return text_lines(reports, self._session.zone)

    def _seen(self, chosen: tuple[ImportPreview | Path, ...], report: Progress) -> tuple[ImportPreview, ...]:
        """Previews in the order of choice; those of paths are made now."""
        made = iter(self.preview((one for one in chosen if isinstance(one, Path)), report))
        return tuple(next(made) if isinstance(one, Path) else one for one in chosen)

    def _read_one(self, path: Path, report: Progress) -> ReadFile:
        try:
            return ReadFile(path.name, self._reader.read(path, report))
        except Refused as refused:
            return ReadFile(path.name, refused=refused.sentence)

    def _checked(self, preview: ImportPreview, made: list[Patient]) -> ImportReport:
        """What `_taken` would report; stores nothing."""
        if preview.records is None:
            return ImportReport(preview.name, refused=preview.refused, dry_run=True)
        try:
            check_choices(preview, made)
        except Refused as refused:
            return replace(_refused(preview, refused), dry_run=True)
        return report_of(preview, preview.patients, dry_run=True)

    def _taken(self, preview: ImportPreview, made: list[Patient], report: Progress) -> ImportReport:
        """One unit of work for the file."""
        if preview.records is None:
            return ImportReport(preview.name, refused=preview.refused)
        about, detail = self._audited(preview, preview.records)
        before = len(made)
        try:
            with self._session.write(Act.IMPORT_RECORDS, "import records", about, detail) as work:
                outcomes = store_file(work, preview, preview.records, made, report)
        except Refused as refused:
            del made[before:]
            return _refused(preview, refused)
        return replace(report_of(preview, outcomes), changes=work.changes)

    def _audited(self, preview: ImportPreview, file: RecordsFile) -> tuple[UUID | None, str]:
        """The patient for the audit entry, where the file is about one only, and what the entry says."""
        records = sum(one.count for one in file.patients)
        detail = f"patients in the file: {len(file.patients)}, records in the file: {records}"
        decided = [one for one in preview.patients if one.is_look_alike and one.choice is not None]
        joined = sum(one.joining is not None for one in decided)
        if joined:
            detail += f", added to the chart of a look-alike by choice: {joined}"
        if len(decided) > joined:
            detail += f", new although alike by choice: {len(decided) - joined}"
        return self._only_patient(preview, file), detail

    def _only_patient(self, preview: ImportPreview, file: RecordsFile) -> UUID | None:
        """The patient for the audit entry, where the file is about one only."""
        if len(file.patients) != 1:
            return None
        with self._session.read(Act.IMPORT_RECORDS) as work:
            known = work.queries.patient_by_origin(file.patients[0].identity.origin)
        return known.id if known else preview.patients[0].patient.id


def _refused(preview: ImportPreview, refused: Refused) -> ImportReport:
    report = ImportReport(preview.name, left=preview.left, refused=refused.sentence)
    return replace(report, asks=True, look_alikes=refused.alike) if isinstance(refused, Undecided) else report


def _preview(work: UnitOfWork, file: ReadFile, chosen: tuple[ReadFile, ...]) -> ImportPreview:
    records = file.records
    if records is None:
        return ImportPreview(file.name, refused=file.refused)
    others = [one.records for one in chosen if one.records is not None and one is not file]
    try:
        patients = tuple(preview_of(work, one, records, others) for one in records.patients)
    except Refused as refused:
        return ImportPreview(file.name, left=records.left, refused=refused.sentence)
    return ImportPreview(file.name, patients, records.left, records=records)


def _any_stored(reports: Iterable[ImportReport]) -> bool:
    return any(one.changes.items for one in reports)


def _one_of(report: Progress, number: int, of: int) -> Progress:
    """The progress of one file, with its number among several."""
    if of == 1:
        return report

    def step(done: int, total: int, text: str) -> None:
        report(done, total, f"{text}, {number} of {of}")

    return step
