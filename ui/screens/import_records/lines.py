"""What the import screen says of a file, as words. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo
from enum import Enum, auto
from uuid import UUID

from medmanager.domain.imports.imports import ImportPreview, ImportReport, Left, PatientPreview
from ui.kit import words
from ui.screens.import_records.comparing import Question, kept_facts, question_of

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


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was left, how many resources, and of which kinds."""

    why: str
    number: str
    kinds: str


@dataclass(frozen=True, slots=True)
class Block:
    """A head, a line below it, an optional warning with what can be chosen, and facts or reasons."""

    head: str
    note: str = ""
    warning: str = ""
    question: Question | None = None
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
    is_in: bool = True
    report: ImportReport | None = None

    @property
    def fate(self) -> Fate:
        if self.report is not None:
            return Fate.NOT_TAKEN if self.report.refused else Fate.TAKEN
        if self.preview.refused:
            return Fate.REFUSED
        if not self.is_in:
            return Fate.LEAVE_OUT
        if self.preview.is_undecided:
            return Fate.DECIDE
        return Fate.TAKE if self._brings_something else Fate.NOTHING_NEW

    @property
    def _brings_something(self) -> bool:
        """A file that joins a chart brings at least its identity, so that it is known the next time."""
        joins = any(one.joining is not None and one.imported is None for one in self.preview.patients)
        return joins or bool(self.preview.fresh)


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


def details_of(file: ChosenFile, today: date, zone: tzinfo) -> FileDetails:
    """The words of the side card."""
    preview = file.preview
    taken = [one.patient.id for one in preview.patients] if file.fate is Fate.TAKEN else []
    return FileDetails(
        file.key,
        preview.name,
        file.report.refused if file.report and file.report.refused else preview.refused,
        (
            *(_patient_block(one, file, today, zone) for one in preview.patients[:LISTED]),
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


def _patient_block(one: PatientPreview, file: ChosenFile, today: date, zone: tzinfo) -> Block:
    patient = one.patient
    born = f"{words.dated(patient.birth_date)} · {words.age_short(patient.birth_date, today)} · {patient.sex}"
    name = words.person(patient.family_name, patient.given_name)
    asked = question_of(one, today, zone) if one.is_look_alike and file.report is None else None
    facts = (*_counts(one), *(() if asked else _kept(one)))
    return Block(name, f"{born}. {_standing(one, file)}.", _warning(one, file), asked, facts)


def _standing(one: PatientPreview, file: ChosenFile) -> str:
    if one.imported is not None:
        return "Known from an earlier import"
    if one.joining is not None:
        return "Was added to this chart" if file.fate is Fate.TAKEN else "To be added to this chart"
    return "Not decided yet" if one.is_undecided else "New patient"


def _kept(one: PatientPreview) -> tuple[Fact, ...]:
    """What the chart keeps against the file; the comparison shows it as long as there is one."""
    if one.joining is None:
        return ()
    return tuple(Fact(what, more=kept) for what, kept in kept_facts(one.joining.differences))


def _counts(one: PatientPreview) -> tuple[Fact, ...]:
    """What the file would bring."""
    facts = [Fact(what.capitalize(), f"{number:,}") for what, number in one.fresh]
    if one.joining is None:
        return tuple(facts)
    if one.joining.known:
        facts.append(Fact("Known already", f"{one.joining.known:,}"))
    if one.joining.changed:
        facts.append(
            Fact("Of these, changed since", f"{one.joining.changed:,}", "The chart keeps what it has.")
        )
    return tuple(facts)


def _warning(one: PatientPreview, file: ChosenFile) -> str:
    if file.report is not None or not one.is_undecided:
        return ""
    if one.alike:
        return "May be in the practice already. Compare, then choose."
    if one.alike_in_file:
        return (
            "Another patient of this file has the same name and birth date. Two persons, or twice the same?"
        )
    return (
        "Another chosen file is about somebody with this name and birth date. If it is the same person, "
        "take one of the two as a new patient; the other can be added to that chart then."
    )


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
        Fate.DECIDE: "Leave this file out",
        Fate.LEAVE_OUT: "Take this file",
    }
    return acts.get(file.fate, "")
