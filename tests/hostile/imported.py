"""Strings of every family in the texts of imported records, and what of each may stand there afterwards."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from medmanager.domain.imports.imports import PatientRecords, RecordsFile
from tests.exchange.samples import a_patient, a_request, a_statement, read_bundle
from tests.hostile.strings import strings

LOST = "\ufffd"
PROSE = (
    *("<b>rash</b> & {n} %s", "&lt;para&gt;</para>", "'; drop table patient; --", "{0} {} %(x)s", "\\n\\0"),
    *(
        "half\x00 a tablet",
        "lithium \u202egm 05",
        "\u206650 mg\u2069",
        "1\x000 mg",
        "1\u200b0 mg",
        "rash\ud800",
    ),
    *("לחרדה 10 mg", "لِلقلق", "ペニシリン", "青霉素 5 mg", "José’s tremor 🙂", "e\u0301" * 40, "a" * 300),
    *(
        "once\ndaily\r\nwith food",
        "５０ mg",
        "½ tablet",
        "0.5mg.",
        "5,000 units",
        "U 100",
        "\ufeffpenicillin",
    ),
)


def texts(count: int) -> tuple[str, ...]:
    """So many of the families, and prose."""
    return (*PROSE, *strings(count))


def records(text: str, number: int) -> tuple[dict[str, Any], ...]:
    """One resource of each kind with this text in its names, doses, units, reasons and notes."""
    patient = {"reference": "Patient/p1"}
    return (
        a_request(
            id=f"named{number}",
            medicationCodeableConcept={"text": text},
            dosageInstruction=[{"text": text}],
            statusReason={"text": text},
            status="stopped",
        ),
        a_request(
            id=f"dosed{number}",
            medicationCodeableConcept={"text": "sertraline"},
            dosageInstruction=[{"doseAndRate": [{"doseQuantity": {"value": 5, "unit": text}}]}],
        ),
        a_statement(
            id=f"told{number}",
            medicationCodeableConcept={"text": "valerian"},
            dosage=[{"text": text}],
            reasonCode=[{"text": text}],
            note=[{"text": text}],
        ),
        {
            "resourceType": "AllergyIntolerance",
            "id": f"allergy{number}",
            "patient": patient,
            "code": {"text": text},
            "reaction": [{"manifestation": [{"text": text}]}],
        },
        {
            "resourceType": "Condition",
            "id": f"condition{number}",
            "subject": patient,
            "code": {"text": text},
            "onsetString": text,
        },
    )


def read_texts(folder: Path, some: Iterable[str]) -> RecordsFile:
    """One patient with these texts in all of her records."""
    resources = [one for number, text in enumerate(some) for one in records(text, number)]
    return read_bundle(folder, a_patient(), *resources)


def problems(file: RecordsFile, some: tuple[str, ...]) -> list[str]:
    """What is wrong with what was taken; every resource has to be taken or be told as left."""
    (one,) = file.patients
    found = []
    left = sum(reason.count for reason in file.left)
    if one.count + left != 5 * len(some):
        found.append(f"{5 * len(some)} given, {one.count} taken, {left} told as left")
    for kind, number, stored in _stored(one):
        given = some[number]
        if kind == "dosed":
            if re.match(r"5 (?![^\W\d_]|[%{\[])", stored):
                found.append(f"ambiguous dose: {given!r} became {stored!r}")
        elif visible(stored) != visible(given):
            found.append(f"cut: {given!r} became {stored!r} in {kind}")
        found += _joined(given, stored)
        if any(unicodedata.category(sign) in {"Cc", "Cs", "Co", "Zl", "Zp"} for sign in stored):
            found.append(f"a hidden sign of {given!r} is kept in {kind}")
    return found


def visible(text: str) -> str:
    """The signs that somebody sees, without blanks."""
    composed = unicodedata.normalize("NFC", text.replace(LOST, ""))
    seen = (sign for sign in composed if unicodedata.category(sign)[0] not in "CZ")
    return unicodedata.normalize("NFC", "".join(seen))


def _joined(given: str, stored: str) -> list[str]:
    """Numbers that stand nowhere in what was given: something between their digits went away."""
    there = unicodedata.normalize("NFC", given) + " 5"
    return [
        f"another number: {given!r} became {stored!r}"
        for run in re.findall(r"[\d.,/]*\d[\d.,/]*\d", stored)
        if run not in there
    ]


def _stored(one: PatientRecords) -> Iterable[tuple[str, int, str]]:
    """Kind, number of the text, and each text field as it is stored; empty ones are left out."""
    fields: list[tuple[str, str]] = []
    for told in one.statements:
        fields += [(told.origin, told.directions)]
        if "/named" in told.origin:
            fields += [(told.origin, told.name), (told.origin, told.stop_reason)]
    for allergy in one.allergies:
        fields += [(allergy.origin, allergy.substance), (allergy.origin, allergy.reaction)]
    for condition in one.conditions:
        # "Since ….": our own words around the sender's.
        note = condition.note.removeprefix("Since ").removesuffix(".")
        fields += [(condition.origin, condition.name), (condition.origin, note)]
    for origin, text in fields:
        found = re.match(r"\w+/([a-z]+)(\d+)@", origin)
        if found and text:
            yield found[1], int(found[2]), text
