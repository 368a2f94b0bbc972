"""Telling FHIR R4 from its older and newer versions, which look alike and mean other things."""

from collections import Counter
from collections.abc import Iterator, Mapping

from medmanager.exchange.fhir_values import Json

_DSTU2_KINDS = frozenset({"MedicationOrder", "DiagnosticOrder", "Conformance", "BodySite", "Order"})
_STU3_KINDS = frozenset(
    {"ReferralRequest", "ProcedureRequest", "EligibilityRequest", "ImagingManifest", "DeviceComponent"}
)
_R5_KINDS = frozenset({"Transport", "InventoryItem", "GenomicStudy", "RequestOrchestration", "FormularyItem"})
_OLD_IDENTIFIER_TYPES = "http://hl7.org/fhir/identifier-type"
"""A code system that ended with STU3; R4 uses v2-0203."""
_R4_SYSTEMS = "http://terminology.hl7.org/CodeSystem/"
"""HL7 moved its code systems here with R4."""


class VersionVotes:
    """Collects what the resources of one file say of their FHIR version."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def hear(self, kind: str, resource: Json) -> None:
        """Count every mark of a version in this resource, whatever else is wrong with it."""
        self._seen.update(_marks(kind, resource))

    @property
    def foreign(self) -> str:
        """The other version that the file is written in, "" when it is R4 or nothing speaks against R4.

        One misshapen resource among R4 ones does not make the file another version.
        """
        if self._seen["R4"]:
            return ""
        return next((version for version in ("DSTU2", "STU3", "R5") if self._seen[version]), "")


def _marks(kind: str, resource: Json) -> Iterator[str]:
    for version, kinds in (("DSTU2", _DSTU2_KINDS), ("STU3", _STU3_KINDS), ("R5", _R5_KINDS)):
        if kind in kinds:
            yield version
    yield from _marks_of_shape(kind, resource)
    yield from _marks_of_systems(resource)


def _marks_of_shape(kind: str, resource: Json) -> Iterator[str]:
    """Elements whose type changed between versions."""
    names = resource.get("name")
    if isinstance(names, list) and any(isinstance(_of(name, "family"), list) for name in names):
        yield "DSTU2"
    if kind == "Encounter":
        yield from _mark_of_type(resource.get("class"), {str: "DSTU2", list: "R5"})
    if kind in {"Condition", "AllergyIntolerance"}:
        yield from _mark_of_type(resource.get("clinicalStatus"), {str: "STU3", dict: "R4"})
    if kind == "AllergyIntolerance" and isinstance(resource.get("substance"), dict):
        yield "DSTU2"
    if kind in {"MedicationRequest", "MedicationStatement"}:
        yield from _mark_of_type(resource.get("medication"), {dict: "R5"})
    if kind == "MedicationStatement":
        yield from _mark_of_type(resource.get("wasNotTaken"), {bool: "DSTU2"})
        yield from _mark_of_type(resource.get("taken"), {str: "STU3"})
    if _of(resource.get("requester"), "agent") is not None:
        yield "STU3"


def _marks_of_systems(resource: Json) -> Iterator[str]:
    for system in _systems(resource):
        if system == _OLD_IDENTIFIER_TYPES:
            yield "STU3"
        elif system.startswith(_R4_SYSTEMS):
            yield "R4"


def _mark_of_type(value: object, versions: Mapping[type, str]) -> Iterator[str]:
    if type(value) in versions:
        yield versions[type(value)]


def _of(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None


def _systems(value: object) -> Iterator[str]:
    """Every code system named anywhere inside."""
    if isinstance(value, dict):
        system = value.get("system")
        if isinstance(system, str):
            yield system
        for one in value.values():
            if isinstance(one, dict | list):
                yield from _systems(one)
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, dict | list):
                yield from _systems(one)
