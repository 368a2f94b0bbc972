"""Why a resource is left that no record of ours can hold; what is about mental health is pointed out."""

import re
from collections.abc import Iterator

from medmanager.exchange.fhir_values import LOINC, Json, codings, part, parts, text, words_of

NO_MEASURE = "not one of the measures that are kept"
NOT_NEEDED = "not needed for medication management"
MENTAL_HEALTH = "about mental health, but there is no place for it here: read it in the file"
SMOKING = "smoking is an answer of the intake: ask the patient"
SOCIAL = "a social fact is an answer of the intake: ask the patient"
SURVEY = "a questionnaire whose score is not kept"

_TOBACCO = frozenset({"72166-2", "11367-0", "39240-7", "81229-7", "64234-8"})
"""LOINC: tobacco smoking status, history of tobacco use, and the like."""
_BY_CATEGORY = {"social-history": SOCIAL, "survey": SURVEY}
_WHY = {"DiagnosticReport": "its values are taken one by one"}
_BILLS = frozenset({"Claim", "ClaimResponse", "Coverage", "ExplanationOfBenefit", "Invoice", "Account"})
_MENTAL = re.compile(
    r"psychiatr|psycholog|psychother|psychos|mental health|depress|bipolar|\bmania|manic|schizo|anxi|panic"
    r"|suicid|self.harm|trauma therapy|posttraumatic|obsessive|addict|detoxif|\babuse\b|substance use"
    r"|(?:alcohol|opioid|drug) depend|electroconvulsive|transcranial magnetic|vagus nerve|cognitive behav"
    r"|dement|inattenti|attention deficit|autis|eating disorder|anorexia nervosa|bulimia",
    re.IGNORECASE,
)


def why_no_measure(observation: Json) -> str:
    """Why an Observation is left whose code names none of our measures."""
    concept = part(observation, "code")
    if any(system == LOINC and code in _TOBACCO for system, code, _ in codings(concept)):
        return SMOKING
    if _speaks_of_mental_health(observation):
        return MENTAL_HEALTH
    categories = (code for one in parts(observation, "category") for _, code, _ in codings(one))
    return next((_BY_CATEGORY[code] for code in categories if code in _BY_CATEGORY), NO_MEASURE)


def why_no_record(kind: str, resource: Json) -> str:
    """Why a resource is left of whose kind nothing is kept."""
    if kind not in _BILLS and _speaks_of_mental_health(resource):
        return MENTAL_HEALTH
    return _WHY.get(kind, NOT_NEEDED)


def _speaks_of_mental_health(resource: Json) -> bool:
    return any(_MENTAL.search(words) for words in _titles(resource))


def _titles(resource: Json) -> Iterator[str]:
    """What the resource calls itself: its own names and codes, and those of what it plans."""
    for name in ("code", "type", "category", "description", "reasonCode", "serviceType"):
        yield from _names(resource.get(name))
    yield text(resource, "title")
    for activity in parts(resource, "activity"):
        yield from _names(part(activity, "detail").get("code"))


def _names(value: object) -> Iterator[str]:
    """The words of a concept, of each concept in a list, or a plain text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield words_of(value)
    elif isinstance(value, list):
        for one in value:
            yield from _names(one)
