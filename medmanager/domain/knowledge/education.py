"""What a patient is told of a medicine, and of medicines in general, in plain English and Spanish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from medmanager.domain.knowledge.evidence import Evidence
from medmanager.domain.knowledge.rules import RuleReader
from medmanager.domain.knowledge.selecting import Selection
from medmanager.domain.knowledge.sheet import Sheet

LANGUAGES = ("en", "es")
SECTIONS = (
    "for", "how_long", "common", "call", "stopping", "missed", "alcohol", "driving", "pregnancy", "storage",
)  # fmt: skip
"""What it is for, how long until it helps, common effects and what to do, when to call, stopping, a missed
dose, alcohol, driving, pregnancy, storage."""

Sentences = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaflet:
    """For some drugs: language → section → sentences. `{name}` stands for the medicine."""

    id: str
    drugs: Selection
    sections: Mapping[str, Mapping[str, Sentences]]
    evidence: Evidence

    def told(self, language: str, name: str) -> dict[str, Sentences]:
        """Every section in that language, with the name of the medicine in place."""
        found = self.sections[language]
        return {
            section: tuple(sentence.replace("{name}", name) for sentence in found[section])
            for section in SECTIONS
            if section in found
        }


@dataclass(frozen=True, slots=True)
class Topic:
    """Something about medicines in general: a myth, a habit. Language → title and sentences."""

    id: str
    titles: Mapping[str, str]
    sentences: Mapping[str, Sentences]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Education:
    """Leaflets in order: the first that is for a drug counts, so special ones stand before general ones."""

    leaflets: tuple[Leaflet, ...] = ()
    topics: tuple[Topic, ...] = ()

    def leaflet(self, drug: str) -> Leaflet | None:
        """The leaflet for a drug; None when there is none."""
        return next((leaflet for leaflet in self.leaflets if drug in leaflet.drugs), None)


class EducationReader:
    """Reads one file of the education folder; its `kind` is leaflets or topics."""

    def __init__(self, sheet: Sheet, reader: RuleReader) -> None:
        self._sheet, self._reader = sheet, reader

    def education(self) -> Education:
        """What this file holds. Raises Unreadable for a kind that is not known."""
        if self._reader.kind == "leaflets":
            return Education(leaflets=tuple(self._leaflet(one) for one in self._sheet.sheets("leaflets")))
        if self._reader.kind == "topics":
            return Education(topics=tuple(self._topic(one) for one in self._sheet.sheets("topics")))
        raise self._sheet.wrong("kind", "leaflets or topics is expected")

    def _leaflet(self, sheet: Sheet) -> Leaflet:
        sections = {}
        for language in LANGUAGES:
            inner = sheet.sheet(language)
            sections[language] = {name: inner.texts(name) for name in SECTIONS if name in inner}
            inner.done()
            missing = next((name for name in SECTIONS if name not in sections[language]), None)
            if missing:
                raise inner.wrong(missing, "every leaflet has all sections")
        leaflet = Leaflet(
            sheet.text("id"),
            self._reader.selection(sheet, "drugs"),
            sections,
            self._reader.evidence(sheet),
        )
        sheet.done()
        return leaflet

    def _topic(self, sheet: Sheet) -> Topic:
        parts = {language: sheet.sheet(language) for language in LANGUAGES}
        topic = Topic(
            sheet.text("id"),
            {language: part.text("title") for language, part in parts.items()},
            {language: part.texts("text") for language, part in parts.items()},
            self._reader.evidence(sheet),
        )
        for part in (*parts.values(), sheet):
            part.done()
        return topic


def all_of(parts: Iterable[Education]) -> Education:
    """The leaflets and topics of several files, in their order."""
    found = tuple(parts)
    return Education(
        tuple(leaflet for part in found for leaflet in part.leaflets),
        tuple(topic for part in found for topic in part.topics),
    )
