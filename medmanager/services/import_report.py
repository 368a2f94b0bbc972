"""What became of the files of an import: counted, and as plain text."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from medmanager.domain.imports.import_matching import Difference
from medmanager.domain.imports.imports import ImportPreview, ImportReport, LookAlike, PatientPreview, in_words
from medmanager.domain.local_time import local_day
from medmanager.domain.patient import Patient

_FIELDS = {
    "family_name": "family name",
    "given_name": "given name",
    "birth_date": "birth date",
    "desk_note": "note for the front desk",
}


def report_of(
    preview: ImportPreview, outcomes: tuple[PatientPreview, ...], *, dry_run: bool = False
) -> ImportReport:
    """The report of a file that was, or would be, taken with these outcomes."""
    done = replace(preview, patients=outcomes)
    return ImportReport(
        done.name,
        done.fresh,
        done.known,
        done.changed,
        tuple(one.patient for one in outcomes if one.joining is not None and one.imported is None),
        sum(one.joining is None and bool(one.alike) for one in outcomes),
        tuple(difference for joining in done.joinings for difference in joining.differences),
        done.left,
        dry_run=dry_run,
    )


def text_lines(reports: Iterable[ImportReport], zone: ZoneInfo) -> tuple[str, ...]:
    """One line for each file and, indented, one for each thing to know about it; days are those of `zone`."""
    return tuple(line for report in reports for line in _lines(report, zone))


def _lines(report: ImportReport, zone: ZoneInfo) -> Iterator[str]:
    if report.refused:
        yield f"{report.name}: not taken. {report.refused}"
        yield from (f"  may be {_person(one.patient)}, {_seen(one, zone)}" for one in report.look_alikes)
        return
    verb = "would take" if report.dry_run else "took"
    yield f"{report.name}: {verb} {in_words(report.taken) or 'nothing new'}; {report.known} known already."
    yield from (f"  added to {_person(patient)}" for patient in report.joined)
    if report.doubled:
        new = in_words((("patients", report.doubled),))
        yield f"  {new} taken as new, although somebody is like them."
    yield from (f"  {_difference(one)}" for one in report.differences)
    if report.changed:
        yield f"  {report.changed} of the known read otherwise here; the chart keeps what it has."
    for left in report.left:
        yield f"  left {left.count} {left.kind}: {left.why}"


def _person(patient: Patient) -> str:
    name = f"{patient.family_name.upper()}, {patient.given_name}"
    return f"{name} (born {patient.birth_date.isoformat()}), id {patient.id}"


def _seen(one: LookAlike, zone: ZoneInfo) -> str:
    if one.last_visit is None:
        return "no visit yet"
    return f"last visit {local_day(one.last_visit, zone).isoformat()}"


def _difference(one: Difference) -> str:
    what = _FIELDS.get(one.what, one.what)
    return f"kept: {what} {_plain(one.kept) or '(none)'}; the file says {_plain(one.said)}"


def _plain(fact: str | date) -> str:
    return fact.isoformat() if isinstance(fact, date) else fact
