"""What the import screen says of a file, as words. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from uuid import UUID

from medmanager.domain.imports import ImportPreview, ImportReport, Left, PatientPreview
from medmanager.domain.rows import PatientRow
from ui.kit import words

LISTED = 20
"""Patients of one file that are shown one by one."""
KINDS = {
    "AllergyIntolerance": ("allergy", "allergies"),
    "Bundle entry": ("empty entry", "empty entries"),
    "CarePlan": ("care plan", ""),
    "Claim": ("bill", ""),
    "Condition": ("condition", ""),
    "DiagnosticReport": ("report", ""),
    "Encounter": ("encounter", ""),
    "ExplanationOfBenefit": ("insurance statement", ""),
    "Goal": ("goal", ""),
    "ImagingStudy": ("image", ""),
    "Immunization": ("vaccination", ""),
    "Location": ("place", ""),
    "Medication": ("medicine by itself", "medicines by themselves"),
    "MedicationRequest": ("prescription", ""),
    "MedicationStatement": ("medicine", ""),
    "Observation": ("measurement", ""),
    "Organization": ("organization", ""),
    "Patient": ("patient", ""),
    "Practitioner": ("practitioner", ""),
    "Procedure": ("procedure", ""),
    "QuestionnaireResponse": ("questionnaire", ""),
}
"""FHIR's names in the words of the clinic, one and many; others are shown as FHIR has them."""


class Fate(Enum):
    """What becomes, or became, of a file."""

    TAKE = auto()
    DECIDE = auto()
    LEAVE_OUT = auto()
    NOTHING_NEW = auto()
    REFUSED = auto()
    TAKEN = auto()
    NOT_TAKEN = auto()


@dataclass(frozen=True, slots=True)
class FileLine:
    """One row of the table. `key` is its number among the chosen files."""

    key: int
    name: str
    who: str
    born: str
    fresh: int
    known: int
    left: int
    fate: Fate


@dataclass(frozen=True, slots=True)
class Fact:
    """One row beside the table: a name, its number or word at the right, and more below."""

    title: str
    number: str = ""
    more: str = ""
    patient_id: UUID | None = None
    """Set on a patient of the practice whose chart can be opened from here."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was left, how many resources, and of which kinds."""

    why: str
    number: str
    kinds: str


@dataclass(frozen=True, slots=True)
class Block:
    """A head, a line below it, an optional warning, and facts or reasons."""

    head: str
    note: str = ""
    warning: str = ""
    facts: tuple[Fact, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class FileDetails:
    """The whole side card of one file. `act` is the word on its button, "" for none."""

    key: int
    name: str
    trouble: str
    blocks: tuple[Block, ...]
    act: str
    patient_id: UUID | None
    """The one patient of a taken file, whose chart can be opened."""


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """One chosen file with what was decided for it and what became of it."""

    key: int
    preview: ImportPreview
    is_in: bool
    report: ImportReport | None = None

    @property
    def fate(self) -> Fate:
        if self.report is not None:
            return Fate.NOT_TAKEN if self.report.refused else Fate.TAKEN
        if self.preview.refused:
            return Fate.REFUSED
        if not self.preview.fresh:
            return Fate.NOTHING_NEW
        if self.is_in:
            return Fate.TAKE
        return Fate.DECIDE if self.preview.has_look_alikes else Fate.LEAVE_OUT


def chosen_file(key: int, preview: ImportPreview) -> ChosenFile:
    """A file as it comes in: taken unless it holds a look-alike, about whom a person decides first."""
    return ChosenFile(key, preview, not preview.has_look_alikes)


def line_of(file: ChosenFile) -> FileLine:
    """The words of one row."""
    preview = file.preview
    who, born = _who(preview.patients)
    return FileLine(
        file.key,
        preview.name,
        who,
        born,
        sum(number for _, number in (file.report.taken if file.report else preview.fresh)),
        file.report.known if file.report else preview.known,
        sum(left.count for left in preview.left),
        file.fate,
    )


def details_of(file: ChosenFile, today: date) -> FileDetails:
    """The words of the side card."""
    preview = file.preview
    taken = [one.patient.id for one in preview.patients] if file.fate is Fate.TAKEN else []
    return FileDetails(
        file.key,
        preview.name,
        file.report.refused if file.report and file.report.refused else preview.refused,
        (
            *(_patient_block(one, file, today) for one in preview.patients[:LISTED]),
            *_more_block(len(preview.patients)),
            *_left_block(preview.left),
        ),
        _act(file),
        taken[0] if len(taken) == 1 else None,
    )


def summary_of(files: tuple[ChosenFile, ...]) -> str:
    """What stands beside the title of the page."""
    if any(file.report for file in files):
        done = [file.report for file in files if file.report and not file.report.refused]
        return f"{words.counted(len(done), 'file')} taken."
    undecided = sum(file.fate is Fate.DECIDE for file in files)
    if undecided:
        return f"{words.counted(undecided, 'file')} with a look-alike: compare, then decide."
    return "Nothing is stored yet."


def ready(files: tuple[ChosenFile, ...]) -> tuple[ChosenFile, ...]:
    """The files that would be taken now."""
    return tuple(file for file in files if file.fate is Fate.TAKE)


def _who(patients: tuple[PatientPreview, ...]) -> tuple[str, str]:
    if not patients:
        return "", ""
    if len(patients) > 1:
        return words.counted(len(patients), "patient"), ""
    patient = patients[0].patient
    return words.person(patient.family_name, patient.given_name), words.dated(patient.birth_date)


def _patient_block(one: PatientPreview, file: ChosenFile, today: date) -> Block:
    patient = one.patient
    name = words.person(patient.family_name, patient.given_name)
    born = f"{words.dated(patient.birth_date)} · {words.age_short(patient.birth_date, today)} · {patient.sex}"
    standing = "Known from an earlier import" if one.is_known else "New patient"
    facts = [Fact(what.capitalize(), f"{number:,}") for what, number in one.fresh]
    if one.known:
        facts.append(Fact("Known already", f"{one.known:,}"))
    if one.changed:
        facts.append(Fact("Of these, changed since", f"{one.changed:,}", "The chart keeps what it has."))
    return Block(name, f"{born}. {standing}.", _warning(one, file), (*_alike_facts(one, today), *facts))


def _warning(one: PatientPreview, file: ChosenFile) -> str:
    if file.report is not None:
        return ""
    if one.alike:
        return "May be in the practice already. Compare, then decide whether this is another person."
    if one.alike_here:
        return "Another patient in the chosen files has the same birth date and name."
    return ""


def _alike_facts(one: PatientPreview, today: date) -> tuple[Fact, ...]:
    return tuple(_alike_fact(row, today) for row in one.alike)


def _alike_fact(row: PatientRow, today: date) -> Fact:
    born = f"{words.dated(row.birth_date)} · {words.age_short(row.birth_date, today)} · {row.sex}"
    return Fact(words.person(row.family_name, row.given_name), "", born, row.id)


def _more_block(count: int) -> tuple[Block, ...]:
    if count <= LISTED:
        return ()
    return (Block(f"and {words.counted(count - LISTED, 'more patient')}"),)


def _left_block(left: tuple[Left, ...]) -> tuple[Block, ...]:
    """Reasons, the most frequent first, each with what it applies to."""
    if not left:
        return ()
    by_reason: dict[str, list[Left]] = {}
    for one in left:
        by_reason.setdefault(one.why, []).append(one)
    reasons = sorted((_reason(why, ones) for why, ones in by_reason.items()), key=lambda pair: -pair[0])
    return (Block("Not taken, and why", reasons=tuple(reason for _, reason in reasons)),)


def _reason(why: str, left: list[Left]) -> tuple[int, Reason]:
    number = sum(one.count for one in left)
    kinds = (words.counted(one.count, *KINDS.get(one.kind, (one.kind, one.kind))) for one in left)
    # A number stays on the line of its noun.
    listed = ", ".join(kind.replace(" ", "\u00a0", 1) for kind in kinds)
    return number, Reason(f"{why[:1].upper()}{why[1:]}", f"{number:,}", listed)


def _act(file: ChosenFile) -> str:
    acts = {
        Fate.TAKE: "Leave this file out",
        Fate.LEAVE_OUT: "Take this file",
        Fate.DECIDE: "Another person: take this file",
    }
    return acts.get(file.fate, "")
