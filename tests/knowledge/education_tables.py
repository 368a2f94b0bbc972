"""What leaflets and topics are held against: the sentences by place, words of warnings and of effects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from medmanager.domain.knowledge.drug import Drug, Kind
from medmanager.domain.knowledge.education import SECTIONS, Education, Leaflet
from tests.knowledge.case_tables import base


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a leaflet, or a topic with its title, in both languages."""

    place: str
    en: tuple[str, ...]
    es: tuple[str, ...]

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each sentence beside its translation."""
        yield from zip(self.en, self.es, strict=True)


def parts(education: Education) -> tuple[Part, ...]:
    """Everything that a patient may read."""
    leaflets = (
        Part(f"{one.id}, {section}", one.sections["en"][section], one.sections["es"][section])
        for one in education.leaflets
        for section in SECTIONS
    )
    topics = (
        Part(one.id, *((one.titles[to] + ".", *one.sentences[to]) for to in ("en", "es")))
        for one in education.topics
    )
    return (*leaflets, *topics)


def psychotropics() -> Mapping[str, Drug]:
    """The drugs a psychiatrist prescribes."""
    return {key: drug for key, drug in base().drugs.items() if drug.kind == Kind.PSYCHOTROPIC}


def leaflets() -> Mapping[str, Leaflet]:
    """The leaflet of each psychotropic that has one."""
    found = ((key, base().education.leaflet(key)) for key in psychotropics())
    return {key: leaflet for key, leaflet in found if leaflet}


def told(leaflet: Leaflet, *sections: str) -> str:
    """The English words of those sections, of all when none is named."""
    return " ".join(" ".join(leaflet.sections["en"][section]) for section in sections or SECTIONS)


def fact(drug: Drug, topic: str) -> str:
    """All statements of a drug on one topic."""
    return " ".join(one.text for one in drug.facts.get(topic, ()))


BOXES = (
    ("suicid", "988"),
    ("dementia", "dementia"),
    ("opioid", "opioid"),
    ("addiction|abuse|misuse", "addict|crave|misuse"),
    ("seizure", "seizure"),
    ("slow breathing|respiratory", "breathing"),
    ("liver", "liver"),
    ("birth defects", "birth defect"),
    ("pancrea", "belly pain"),
    ("skin", "rash"),
    ("neutropenia|agranulocytosis", "fever"),
    ("myocarditis", "chest pain"),
    ("QT|torsades", "heart"),
    ("driv", "drive"),
    ("sleep-walking", "asleep"),
    ("toxicity", "blood test"),
    ("tyramine", "cheese"),
    ("into a vein", "vein"),
    ("heart attack", "heart attack"),
    ("sedation", "sleepy|wake"),
    ("withdrawal", "withdrawal|suddenly"),
)
"""What stands in a boxed warning, and the plain words by which a patient learns of it."""

EFFECTS = {
    "sleepiness": "sleepy",
    "insomnia": "sleep badly",
    "vivid-dreams": "vivid dreams",
    "fatigue": "tired",
    "nausea": "sick|upset stomach",
    "vomiting": "throw up",
    "diarrhea": "loose stool",
    "constipation": "hard stool",
    "stomach-pain": "stomach pain|belly pain",
    "dry-mouth": "dry mouth",
    "thirst": "thirsty",
    "drooling": "drool",
    "appetite-up": "hungry",
    "appetite-down": "eat less",
    "weight-gain": "gain (some )?weight",
    "weight-loss": "lose weight",
    "tremor": "shaky|shake",
    "stiffness": "stiff",
    "restlessness": "restless",
    "involuntary-movements": "moves",
    "muscle-spasm": "cramp",
    "dizziness": "dizzy",
    "fainting": "faint",
    "falls": "fall",
    "palpitations": "heart",
    "headache": "headache",
    "blurred-vision": "blurred sight|double",
    "sweating": "sweat",
    "sexual-desire": "sex",
    "sexual-function": "sex",
    "breast-changes": "breasts",
    "period-changes": "period",
    "urination-trouble": "urine",
    "urination-often": "urine",
    "memory": "forget|memory",
    "foggy": "foggy|slowly|confused",
    "blunted": "unreal|numb",
    "irritability": "cross",
    "anxiety-rise": "jumpy|nervous",
    "suicidal-thoughts": "death",
    "elated": "energy",
    "rash": "rash|red or itch",
    "hair-loss": "hair",
    "bruising": "bruise|bleed",
    "withdrawal": "shocks|withdrawal",
}
"""Codes of the checklist in the words of the leaflets."""


def says(pattern: str, text: str) -> bool:
    """Whether the text holds one of those words, in any case."""
    return re.search(pattern, text, re.IGNORECASE) is not None
