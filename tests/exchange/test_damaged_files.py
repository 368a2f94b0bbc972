"""Rig: thousands of damaged files, each refused in one sentence or taken with everything accounted for."""

import copy
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.history import UNIT
from medmanager.domain.imports.imports import RecordsFile
from medmanager.exchange.measures import BOUNDS
from tests.exchange.samples import (
    COPIED,
    a_condition,
    a_patient,
    a_request,
    a_statement,
    an_allergy,
    an_encounter,
    an_observation,
    concept,
    quiet,
    reader,
    sample,
)
from tests.fakes import FakeClock

FULL_RUN = 20_000
SEED = 20261123
SECRETS = ("Lindqvist", "Maren", "Quay")
STRANGE: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1.5e300,
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202eLindqvist",
    "Lindqvist" * 2000,
    "2026-02-31",
    "9999-12-31T23:59:59.999999999Z",
    "0001-01-01T00:00:00+14:00",
    "Patient/p1",
    "#in",
    "http://",
    [],
    [[]],
    [None],
    ["Maren"],
    {},
    {"Maren": "Lindqvist"},
    {"resourceType": "Patient"},
    {"extension": [{"url": "x", "valueString": "Maren"}]},
    {"modifierExtension": [{"url": "x", "valueBoolean": True}]},
)


def healthy() -> dict[str, Any]:
    """A bundle with one of everything that can be taken."""
    inside = {"resourceType": "Medication", "id": "in", "code": {"text": "Lithium carbonate"}}
    pressure = [
        {"code": concept("http://loinc.org", "8480-6"), "valueQuantity": {"value": 128, "unit": "mmHg"}},
        {"code": concept("http://loinc.org", "8462-4"), "valueQuantity": {"value": 82, "unit": "mmHg"}},
    ]
    questionnaire = sample("phq9", "QuestionnaireResponse-phq9-authored-item9-positive.json")
    resources = [
        a_patient(
            telecom=[{"system": "phone", "value": "555-0100", "use": "home", "rank": 1}],
            address=[{"use": "home", "line": ["1 Quay St"], "city": "Lowell", "postalCode": "01850"}],
            communication=[{"language": concept("urn:ietf:bcp:47", "es"), "preferred": True}],
        ),
        {"resourceType": "Practitioner", "id": "d1", "name": [{"family": "Towne", "given": ["Ignacio"]}]},
        a_request(requester={"reference": "Practitioner/d1"}, dosageInstruction=[{"text": "1 at night"}]),
        a_request(
            medicationCodeableConcept=None, medicationReference={"reference": "#in"}, contained=[inside]
        ),
        a_statement(effectivePeriod={"start": "2019-01-01", "end": "2020-01-01"}, dosage=[{"text": "1"}]),
        a_condition(abatementDateTime="2020-02-02"),
        an_allergy(reaction=[{"manifestation": [{"text": "hives"}], "severity": "mild"}]),
        an_encounter(type=[{"text": "Office Visit"}], participant=[{"individual": {"display": "Dr. Ito"}}]),
        an_observation("29463-7", 70.5, "kg"),
        an_observation("85354-9", None, valueQuantity=None, component=pressure),
        {**questionnaire, "subject": {"reference": "Patient/p1"}},
        {"resourceType": "Claim", "id": "claim"},
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) inside a JSON value."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    found = [(value, key) for key in keys]
    for key in keys:
        if isinstance(value[key], dict | list):
            found += places(value[key])
    return found


def damaged_shape(rng: random.Random) -> bytes:
    """The healthy bundle with one to three members replaced, removed, doubled or swapped."""
    content = copy.deepcopy(healthy())
    for _ in range(rng.randint(1, 3)):
        container, key = rng.choice(places(content))
        how = rng.randrange(4)
        if how == 0 and isinstance(container, dict):
            del container[key]
        elif how == 1 and isinstance(container, list):
            container.append(copy.deepcopy(container[key]))
        elif how == 2:
            other, name = rng.choice(places(content))
            container[key] = copy.deepcopy(other[name])
        else:
            container[key] = copy.deepcopy(rng.choice(STRANGE))
    return json.dumps(content).encode("utf-8", "surrogatepass")


def damaged_bytes(rng: random.Random) -> bytes:
    """The healthy bundle cut, with flipped bytes, or with a piece of itself in the wrong place."""
    content = bytearray(json.dumps(healthy(), indent=rng.choice([None, 1])).encode())
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(content))
        how = rng.randrange(4)
        if how == 0:
            content[at] = rng.randrange(256)
        elif how == 1:
            del content[at : at + rng.randint(1, 40)]
        elif how == 2:
            start = rng.randrange(len(content))
            content[at:at] = content[start : start + rng.randint(1, 60)]
        else:
            del content[rng.randrange(len(content) // 2, len(content)) :]
    return bytes(content)


def check_file(file: RecordsFile, entries: int) -> None:
    """Everything is accounted for, nothing impossible was taken, and no reason repeats what a record says."""
    origins: Counter[str] = Counter()
    for one in file.patients:
        assert one.patient.family_name
        assert one.patient.birth_date <= FakeClock().now().date()
        for record in one.records:
            assert record.patient_id == one.patient.id
            origins[f"{type(record).__name__} {record.origin.split('#')[0]}"] += 1
        for value in one.observations:
            low, high = BOUNDS[value.measure]
            assert low <= value.value <= high, UNIT[value.measure]
        repr(one).encode("utf-8")
    accounted = len(file.patients) + len(origins) + sum(left.count for left in file.left)
    assert accounted == entries
    assert not any(secret in left.why + left.kind for left in file.left for secret in SECRETS)


def read_damaged(path: Path, content: bytes) -> str:
    """What became of it: "taken", or the refusal."""
    path.write_bytes(content)
    try:
        file = reader().read(path, quiet)
    except Refused as refused:
        return refused.sentence
    entries = json.loads(content.decode("utf-8-sig")).get("entry", [])
    check_file(file, len(entries))
    return "taken"


def test_that_the_healthy_bundle_is_taken_whole(tmp_path: Path) -> None:
    path = tmp_path / "healthy.json"
    assert read_damaged(path, json.dumps(healthy()).encode()) == "taken"
    (records,) = reader().read(path, quiet).patients
    assert records.count == 10


@pytest.mark.rig
@pytest.mark.parametrize("damage", [damaged_shape, damaged_bytes])
def test_that_a_damaged_file_is_refused_or_taken_with_everything_accounted_for(
    tmp_path: Path, rig_scale: float, damage: Any
) -> None:
    rng = random.Random(SEED)
    outcomes: Counter[str] = Counter()
    for _ in range(max(1, int(FULL_RUN * rig_scale))):
        content = damage(rng)
        try:
            outcome = read_damaged(tmp_path / "damaged.json", content)
        except BaseException:
            (tmp_path / "culprit.json").write_bytes(content)
            raise
        assert outcome == "taken" or outcome.endswith(".")
        assert not any(secret in outcome for secret in SECRETS)
        outcomes[outcome] += 1
    taken = f"{outcomes['taken']} of {sum(outcomes.values())} taken"
    sys.stdout.write(f"seed {SEED}, {taken}, {len(outcomes)} outcomes\n")
    assert len(outcomes) > 3, "the damage must be of many kinds"
    assert outcomes["taken"] > 0


@pytest.mark.rig
def test_that_a_synthea_file_cut_anywhere_is_refused(tmp_path: Path, rig_scale: float) -> None:
    rng = random.Random(SEED)
    whole = next((COPIED / "synthea").glob("Alberto*.json")).read_bytes().rstrip()
    for _ in range(max(3, int(200 * rig_scale))):
        (tmp_path / "cut.json").write_bytes(whole[: rng.randrange(len(whole))])
        with pytest.raises(Refused):
            reader().read(tmp_path / "cut.json", quiet)
