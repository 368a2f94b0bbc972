"""The knowledge base as it is read from its folder: drugs, rules, vocabulary, and what is wrong with it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from medmanager.domain.knowledge.alerts import AlertKind
from medmanager.domain.knowledge.allergies import AllergyRules, read_allergy_rules
from medmanager.domain.knowledge.conditions import Vocabulary, read_vocabulary
from medmanager.domain.knowledge.drug import Drug, read_drug, with_ingredients
from medmanager.domain.knowledge.drug_check import DrugCheck
from medmanager.domain.knowledge.education import Education, EducationReader, all_of
from medmanager.domain.knowledge.evidence import read_library
from medmanager.domain.knowledge.fall_check import FallCheck
from medmanager.domain.knowledge.falls import read_falls
from medmanager.domain.knowledge.monitoring_rules import MonitoringReader, MonitoringRule
from medmanager.domain.knowledge.names import Names, written
from medmanager.domain.knowledge.pair_check import PairCheck, PairKind
from medmanager.domain.knowledge.rules import PairLimit, RuleReader, SumRule, Wording
from medmanager.domain.knowledge.scale_files import Scale, read_scale
from medmanager.domain.knowledge.selecting import Shelf
from medmanager.domain.knowledge.sheet import Sheet, Unreadable, file_bytes, sheet_of
from medmanager.domain.knowledge.taper_reading import TaperReader
from medmanager.domain.knowledge.taper_rules import TaperRules, joined

Rule = TypeVar("Rule")

OLD_AFTER_DAYS = 365
MOST_BYTES = 2_000_000
"""A larger file is none of ours: the largest that is shipped has a twentieth of it."""
MANIFEST = "manifest.json"
ENTRIES = ("rules", "leaflets", "topics")
"""What the list in a file of rules is called."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Version, the day up to which it was looked after, and whether its files are those that were sealed."""

    version: str
    as_of: date
    sealed: bool
    entries: int = 0
    reviewed: int = 0
    """Drugs whose entry somebody has signed."""

    @property
    def review_state(self) -> str:
        """In words, for everywhere the version is shown."""
        if not self.reviewed:
            return "Not reviewed by a pharmacist yet"
        return f"{self.reviewed} of {self.entries} drugs reviewed"


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Everything that is known, ready to be asked. Values only: nothing in it changes after reading."""

    edition: Edition
    drugs: Mapping[str, Drug]
    names: Names
    conditions: Vocabulary
    pairs: tuple[PairCheck, ...]
    singles: DrugCheck
    same_drug: Wording
    sums: tuple[SumRule, ...]
    falls: FallCheck
    allergies: AllergyRules
    tapers: TaperRules
    monitoring: tuple[MonitoringRule, ...]
    scales: Mapping[str, Scale]
    """By every name, in small letters."""
    education: Education
    shelf: Shelf
    problems: tuple[str, ...] = ()
    """What could not be read; every answer says so."""

    @property
    def counts(self) -> dict[str, int]:
        """How many rules there are of each kind."""
        return {
            **{pairs.kind.value: len(pairs.rules) for pairs in self.pairs},
            "one drug and the patient": len(self.singles),
            "loads": len(self.sums),
            "falls of a dose": len(self.falls),
            "monitoring": len(self.monitoring),
            "stopping and switching": len(self.tapers),
            "leaflets": len(self.education.leaflets),
        }

    def relatives(self, drug: Drug) -> frozenset[str]:
        """The drugs that hold an ingredient of this one, itself included."""
        own = {drug.key, *drug.ingredients}
        return frozenset(other.key for other in self.drugs.values() if own & {other.key, *other.ingredients})

    def warnings(self, today: date) -> tuple[str, ...]:
        """What is wrong with the base itself, in sentences."""
        told = list(self.problems)
        if not self.edition.sealed:
            told.append(
                "The knowledge base was changed since it was sealed. Seal it, or install MedManager again."
            )
        if (today - self.edition.as_of).days > OLD_AFTER_DAYS:
            told.append(
                f"The knowledge base of {self.edition.as_of} is more than a year old. Install a newer one."
            )
        # Where it was sealed it may be tomorrow already: an evening in New York is a new day in London.
        if (self.edition.as_of - today).days > 1:
            told.append(
                f"The knowledge base is dated {self.edition.as_of}, which is to come, so nobody can tell its "
                "age. Check the clock of this computer, or install MedManager again."
            )
        return tuple(told)


def read_base(folder: Path) -> KnowledgeBase:
    """The base in that folder.

    Raises Unreadable when the manifest or what everything leans on cannot be read; a single bad file of drugs
    or rules is left out, and every answer says so.
    """
    reader = _BaseReader(folder)
    try:
        return reader.base()
    except Unreadable as error:
        # A drug that was left out may be what the needed file leans on: both are told.
        raise Unreadable(" ".join((*reader.problems, error.sentence))) from error


class _BaseReader:
    def __init__(self, folder: Path) -> None:
        self._content = contents(folder)
        if MANIFEST not in self._content:
            raise Unreadable(
                "The knowledge base is missing, so nothing can be checked. Install MedManager again."
            )
        self.problems: list[str] = []
        self._ids: dict[tuple[str, str], str] = {}
        self._shared = read_library(self._sheet("sources.json"))
        self._conditions = read_vocabulary(self._sheet("conditions.json"))

    def base(self) -> KnowledgeBase:
        drugs = self._drugs()
        shelf = Shelf(drugs.values())
        limits = tuple(self._rules("combinations", shelf, RuleReader.limits))
        words = self._sheet("names.json")
        local = frozenset(words.texts("local_routes"))
        names = Names(drugs.values(), words)
        words.done()
        pairs = (
            PairCheck(self._pairs(AlertKind.DRUG_DRUG, "interactions", shelf), limits, local),
            PairCheck(self._pairs(AlertKind.DUPLICATE, "duplicates", shelf), limits, local),
        )
        self._tell_idle_limits(limits, pairs)
        return KnowledgeBase(
            edition=self._edition(drugs.values()),
            drugs=drugs,
            names=names,
            conditions=self._conditions,
            pairs=pairs,
            singles=DrugCheck(self._rules("patients", shelf, RuleReader.singles)),
            same_drug=self._needed("rules/same-drug.json", shelf, self._same_drug),
            sums=tuple(self._rules("sums", shelf, RuleReader.sums)),
            falls=FallCheck(self._folder("rules/falls", shelf, read_falls)),
            allergies=self._needed("rules/allergies.json", shelf, self._allergies),
            tapers=joined(
                self._folder("tapering", shelf, lambda sheet, reader: (TaperReader(sheet, reader).rules(),))
            ),
            monitoring=tuple(
                self._folder(
                    "monitoring", shelf, lambda sheet, reader: MonitoringReader(sheet, reader).rules()
                )
            ),
            scales=self._scales(),
            education=all_of(
                self._folder(
                    "education", shelf, lambda sheet, reader: (EducationReader(sheet, reader).education(),)
                )
            ),
            shelf=shelf,
            problems=tuple(self.problems),
        )

    def _drugs(self) -> dict[str, Drug]:
        plain: dict[str, Drug] = {}
        files: dict[str, str] = {}
        known_by: dict[str, str] = {}
        for name in self._in("drugs/"):
            try:
                drug = read_drug(self._sheet(name), self._shared)
                _refuse_second(name, drug, known_by)
            except (Unreadable, ValueError) as error:
                self._failed(name, error)
            else:
                plain[drug.key], files[drug.key] = drug, name
                known_by.update({written(one): name for one in drug.names})
        return dict(self._whole(plain, files))

    def _whole(self, plain: Mapping[str, Drug], files: Mapping[str, str]) -> Iterator[tuple[str, Drug]]:
        """The drugs with what their ingredients bring; one whose ingredient is not there is left out."""
        for key, drug in plain.items():
            try:
                yield key, with_ingredients(drug, _parts(drug, plain))
            except Unreadable as error:
                self._failed(files[key], error)

    def _pairs(self, kind: AlertKind, folder: str, shelf: Shelf) -> PairKind:
        return PairKind(kind, tuple(self._rules(folder, shelf, RuleReader.pairs)))

    def _needed(self, name: str, shelf: Shelf, read: Callable[[Sheet, Shelf], Rule]) -> Rule:
        """What every check needs. Raises Unreadable when it cannot be read."""
        try:
            return read(self._sheet(name), shelf)
        except ValueError as error:
            raise Unreadable(f"{name}: {error}.") from error

    def _same_drug(self, sheet: Sheet, shelf: Shelf) -> Wording:
        same = sheet.sheet("same")
        wording = RuleReader(sheet, shelf, self._shared).wording(same)
        self._read_out(sheet, same)
        return wording

    def _allergies(self, sheet: Sheet, shelf: Shelf) -> AllergyRules:
        rules = read_allergy_rules(sheet, RuleReader(sheet, shelf, self._shared))
        self._read_out(sheet)
        if not rules.cross:
            raise sheet.wrong("cross", "relatives are expected")
        known = shelf.everything.keys | set(rules.classes.values())
        unknown = sorted(name for rule in rules.cross for name in rule.allergens - known)
        if unknown:
            raise sheet.wrong("cross", f"“{unknown[0]}” is neither a drug nor a class of substances")
        return rules

    def _scales(self) -> dict[str, Scale]:
        found = {}
        for name in self._in("scales/"):
            try:
                scale = read_scale(self._sheet(name), self._shared)
            except (Unreadable, ValueError) as error:
                self._failed(name, error)
            else:
                found.update({one.casefold(): scale for one in (scale.name, *scale.other_names)})
        return found

    def _rules(
        self, kind: str, shelf: Shelf, read: Callable[[RuleReader], tuple[Rule, ...]]
    ) -> Iterator[Rule]:
        """The rules of one kind."""
        return self._folder(f"rules/{kind}", shelf, lambda sheet, reader: read(reader))

    def _folder(
        self, folder: str, shelf: Shelf, read: Callable[[Sheet, RuleReader], tuple[Rule, ...]]
    ) -> Iterator[Rule]:
        """What the files of one folder hold; a file that cannot be read is noted and left out whole."""
        for name in self._in(f"{folder}/"):
            try:
                sheet = self._sheet(name)
                found = read(sheet, RuleReader(sheet, shelf, self._shared))
                self._read_out(sheet)
                if not any(sheet.sheets(key) for key in ENTRIES if key in sheet):
                    raise Unreadable(f"{name}: there is no entry in it.")
                self._refuse_second_id(folder.split("/")[0], name, sheet)
                yield from found
            except (Unreadable, ValueError) as error:
                self._failed(name, error)

    def _tell_idle_limits(self, limits: Iterable[PairLimit], pairs: Iterable[PairCheck]) -> None:
        """A labelled combination that holds down a topic which no rule has does nothing: it is misspelt.

        Not asked where a file was left out: the rule may be in that one.
        """
        if self.problems:
            return
        topics = {rule.wording.topic for check in pairs for rule in check.rules} | {"*"}
        for limit in limits:
            for topic in sorted(limit.topics - topics):
                self.problems.append(
                    f"rules/combinations: “{limit.id or limit.why}” holds down “{topic}”, which no rule has."
                )

    def _refuse_second_id(self, kind: str, file: str, sheet: Sheet) -> None:
        """Raise Unreadable for the id of another rule: reasons and schedules are kept under it."""
        own: dict[tuple[str, str], str] = {}
        for rule in sheet.sheets("rules") if "rules" in sheet else ():
            place = (kind, rule.text("id", ""))
            first = self._ids.get(place) or own.get(place)
            if place[1] and first:
                raise Unreadable(f"{file}: a rule “{place[1]}” is in {first} already.")
            own[place] = file
        self._ids.update(own)

    def _edition(self, drugs: Iterable[Drug]) -> Edition:
        sheet = self._sheet(MANIFEST)
        as_of = sheet.maybe_day("as_of")
        if as_of is None:
            raise sheet.wrong("as_of", "the day is missing")
        known = list(drugs)
        edition = Edition(
            version=sheet.text("version"),
            as_of=as_of,
            sealed=sheet.text("checksum") == checksum(self._content),
            entries=len(known),
            reviewed=sum(1 for drug in known if drug.reviewed_by),
        )
        sheet.done()
        return edition

    def _read_out(self, *sheets: Sheet) -> None:
        """Raise Unreadable for a key that nobody asked for, or a condition that the vocabulary lacks: such a
        rule would never speak up.
        """
        for sheet in sheets:
            sheet.done()
            for place, found in sheet.anywhere("condition"):
                for key in found if isinstance(found, list) else [found]:
                    if not isinstance(key, str) or key not in self._conditions:
                        raise Unreadable(f"{place}: the condition “{key}” is not known.")

    def _in(self, folder: str) -> list[str]:
        return sorted(name for name in self._content if name.startswith(folder))

    def _sheet(self, name: str) -> Sheet:
        if name not in self._content:
            raise Unreadable(f"{name}: the file is missing. Install MedManager again.")
        if len(self._content[name]) > MOST_BYTES:
            raise Unreadable(f"{name}: the file is larger than {MOST_BYTES // 1_000_000} MB.")
        return sheet_of(self._content[name], name)

    def _failed(self, name: str, error: Exception) -> None:
        self.problems.append(f"{name} could not be read, so what it holds was not checked. ({error})")


def checksum(content: Mapping[str, bytes]) -> str:
    """SHA-256 over the names and bytes of all files but the manifest, in the order of the names."""
    digest = hashlib.sha256()
    for name in sorted(content):
        if name != MANIFEST:
            digest.update(f"{name}\0{len(content[name])}\0".encode())
            digest.update(content[name])
    return digest.hexdigest()


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every data file, by its name below the folder."""
    found = {}
    for place, _, names in os.walk(folder, onerror=_not_listed):
        below = os.path.relpath(place, folder).replace(os.sep, "/")
        for name in names:
            if name.endswith(".json"):
                key = name if below == "." else f"{below}/{name}"
                found[key] = file_bytes(os.path.join(place, name))
    return dict(sorted(found.items()))


def _not_listed(error: OSError) -> None:
    name = Path(str(error.filename)).name
    raise Unreadable(f"{name}: the folder cannot be read. Install MedManager again.") from error


def _refuse_second(file: str, drug: Drug, known_by: Mapping[str, str]) -> None:
    """Raise Unreadable for a name that another file has: whoever writes it must mean one drug."""
    taken = next((name for name in drug.names if written(name) in known_by), None)
    if taken is not None:
        raise Unreadable(f"{file}: “{taken}” is also a name in {known_by[written(taken)]}.")


def _parts(drug: Drug, drugs: Mapping[str, Drug]) -> tuple[Drug, ...]:
    missing = next((name for name in drug.ingredients if name not in drugs), None)
    if missing:
        raise Unreadable(f"{drug.key}: the ingredient “{missing}” is not in the base.")
    return tuple(drugs[name] for name in drug.ingredients)
