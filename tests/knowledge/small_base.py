"""A small knowledge base, as files in a folder, for tests of how it is read."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from medmanager.domain.knowledge.base import MANIFEST, checksum, contents

Json = dict[str, Any]
Files = dict[str, Json]
DAY = date(2026, 11, 26)
LABEL = {"label": {"what": "Prescribing information", "where": "www.example.org", "read": "2026-11-25"}}
WORDS = {"severity": "major", "title": "{left} with {right}", "mechanism": "Both.", "advice": "Avoid."}
OF_ONE = WORDS | {"title": "{drug}", "source": "label"}


def a_drug(generic: str, *groups: str, **more: object) -> Json:
    return {
        "generic": generic,
        "kind": "psychotropic",
        "class": "test",
        "groups": list(groups),
        "sources": LABEL,
        "properties": {"label": {"serotonergic": 2}},
        **more,
    }


def rules(kind: str, *entries: Json) -> Json:
    return {"kind": kind, "sources": LABEL, "rules": list(entries)}


def small_base() -> Files:
    """Five drugs, and one rule of each kind; amaranth is there for the allergies alone."""
    return {
        "sources.json": {},
        "names.json": {"release_forms": ["er"], "salts": ["hydrochloride"], "local_routes": ["skin"]},
        "conditions.json": {
            "conditions": [{"key": "mania", "names": ["manic"], "within": ["mood"]}, {"key": "mood"}]
        },
        "drugs/fluoxetine.json": a_drug("fluoxetine", "ssri", brands=["Prozac"]),
        "drugs/phenelzine.json": a_drug("phenelzine", "maoi", brands=["Nardil"]),
        "drugs/haloperidol.json": a_drug("haloperidol", "antipsychotic"),
        "drugs/haloperidol-decanoate.json": a_drug("haloperidol decanoate", ingredients=["haloperidol"]),
        "drugs/amaranth.json": a_drug("amaranth", "dye"),
        **_rules(),
        "tapering/times.json": rules("times", {"drugs": {"group": "ssri"}, "times": ["morning"]}),
        "monitoring/blood.json": rules(
            "monitoring",
            {
                "id": "sodium",
                "measure": "sodium",
                "drugs": {"group": "ssri"},
                "when": {"condition": ["mood"]},
                "why": "It may fall.",
                "source": "label",
                "baseline": True,
            },
        ),
        "education/topics.json": {
            "kind": "topics",
            "sources": LABEL,
            "topics": [
                {"id": "habit", "source": "label"}
                | {language: {"title": "Habit", "text": ["No."]} for language in ("en", "es")}
            ],
        },
    }


def _rules() -> Files:
    washout = {"after_left": 14, "after_right": 14, "longer": {"fluoxetine": 35}}
    pair = {"id": "maoi-ssri", "left": {"group": "maoi"}, "right": {"group": "ssri"}, "source": "label"}
    limit = {"at_most": "minor", "why": "Labelled together.", "source": "label", "topics": ["serotonin"]}
    return {
        "rules/interactions/serotonin.json": rules(
            "drug-drug", {**pair, **WORDS, "topic": "serotonin", "washout": washout}
        ),
        "rules/duplicates/ssri.json": rules(
            "duplicate", {**pair, **WORDS, "id": "maoi-twice", "right": {"group": "maoi"}}
        ),
        "rules/combinations/labelled.json": rules(
            "limit", {"left": {"group": "ssri"}, "right": {"group": "antipsychotic"}, **limit}
        ),
        "rules/patients/mania.json": rules(
            "drug-condition",
            {"id": "mania", "drugs": {"group": "ssri"}, "condition": ["mania"], **OF_ONE},
        ),
        "rules/sums/loads.json": rules(
            "load",
            {"id": "sum", "load": "serotonergic", "steps": [{"from": 4, "severity": "major"}], **OF_ONE},
        ),
        "rules/falls/ssri.json": rules(
            "fall",
            {
                "id": "fall",
                "drugs": {"group": "ssri"},
                "days": 7,
                "limits": [{"above_percent": 50, "severity": "moderate"}],
                **OF_ONE,
            },
        ),
        "rules/same-drug.json": {
            "kind": "duplicate",
            "sources": LABEL,
            "same": {**WORDS, "id": "same", "source": "label"},
        },
        "rules/allergies.json": {
            "kind": "drug-allergy",
            "sources": LABEL,
            "direct": {"id": "direct", **OF_ONE},
            "cross": [
                {"id": "cross", "allergens": ["amaranth", "dyes"], "drugs": {"group": "dye"}, **OF_ONE}
            ],
            "classes": {"dyes": ["dye"]},
            "harmless": ["latex"],
            "mild_reactions": ["nausea"],
        },
    }


OPTIONAL = (
    "drugs/fluoxetine.json",
    "rules/interactions/serotonin.json",
    "rules/duplicates/ssri.json",
    "rules/combinations/labelled.json",
    "rules/patients/mania.json",
    "rules/sums/loads.json",
    "tapering/times.json",
    "monitoring/blood.json",
    "education/topics.json",
)
"""Left out alone, and said, when they cannot be read."""
NEEDED = ("sources.json", "names.json", "conditions.json", "rules/same-drug.json", "rules/allergies.json")
"""Without them nothing can be checked."""


def written(folder: Path, files: Files, as_of: date = DAY) -> Path:
    """The files in that folder, sealed."""
    for name, fields in files.items():
        put(folder / name, json.dumps(fields).encode())
    seal(folder, as_of)
    return folder


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def seal(folder: Path, as_of: date = DAY) -> None:
    manifest = {"version": "1", "as_of": as_of.isoformat(), "checksum": checksum(contents(folder))}
    put(folder / MANIFEST, json.dumps(manifest).encode())
