"""FHIR MedicationRequest and MedicationStatement to outside medicines."""

from dataclasses import dataclass

from medmanager.domain.history import Adherence, MedicationStatement, TakingStatus
from medmanager.domain.patient import Source
from medmanager.exchange.fhir_dates import When, end_of, start_of, when
from medmanager.exchange.fhir_directory import Drug, contained, reference
from medmanager.exchange.fhir_dosage import directions
from medmanager.exchange.fhir_reading import Reading, is_future
from medmanager.exchange.fhir_values import (
    RXNORM,
    Json,
    LeftOut,
    code_of,
    codings,
    flag,
    notes,
    part,
    parts,
    status,
    text,
    words_of,
)

_LONGEST_RXCUI = 8

_IN_ERROR = "marked by its sender as entered in error"
_REQUEST_STATES = {
    "active": TakingStatus.TAKING,
    "on-hold": TakingStatus.UNKNOWN,
    "stopped": TakingStatus.STOPPED,
    "completed": TakingStatus.STOPPED,
    "unknown": TakingStatus.UNKNOWN,
}
_REQUEST_LEFT = {
    "cancelled": "cancelled, so it was never given",
    "draft": "only a draft",
    "entered-in-error": _IN_ERROR,
}
_STATEMENT_STATES = {
    "active": TakingStatus.TAKING,
    "on-hold": TakingStatus.UNKNOWN,
    "stopped": TakingStatus.STOPPED,
    "completed": TakingStatus.STOPPED,
    "not-taken": TakingStatus.STOPPED,
    "unknown": TakingStatus.UNKNOWN,
}
_STATEMENT_LEFT = {"intended": "only intended", "entered-in-error": _IN_ERROR}
_ORDERS = frozenset({"order", "original-order", "reflex-order", "filler-order", "instance-order"})
_NO_ORDERS = frozenset({"proposal", "plan", "option"})


@dataclass(frozen=True, slots=True)
class _Course:
    """What a request and a statement tell alike: taking or not, from when to when, and how."""

    taking: TakingStatus
    started: When | None
    stopped: When | None
    dosage: str
    reason: str
    prescriber: str


def request(reading: Reading) -> tuple[MedicationStatement, ...]:
    """A prescription by somebody else. Its start is the day it was written; R4 gives it no end."""
    resource = reading.resource
    taking = _state(resource, _REQUEST_STATES, _REQUEST_LEFT)
    if status(resource, "intent", _ORDERS | _NO_ORDERS) not in _ORDERS:
        raise LeftOut("a proposal, not an order")
    if flag(resource, "doNotPerform"):
        raise LeftOut("it asks that the medicine not be given")
    course = _Course(
        taking,
        reading.past(when(resource, "authoredOn")),
        None,
        _with_reason(reading, directions(parts(resource, "dosageInstruction"))),
        words_of(part(resource, "statusReason")),
        reading.name("requester"),
    )
    return (_statement(reading, course),)


def statement(reading: Reading) -> tuple[MedicationStatement, ...]:
    """A medicine as somebody says it is or was taken. "Not taken" becomes stopped, with that adherence."""
    resource = reading.resource
    taking = _state(resource, _STATEMENT_STATES, _STATEMENT_LEFT)
    began = when(resource, "effectiveDateTime") or start_of(resource, "effectivePeriod")
    reasons = (words_of(one) for one in parts(resource, "statusReason"))
    course = _Course(
        taking,
        reading.past(began),
        end_of(resource, "effectivePeriod"),
        _with_reason(reading, directions(parts(resource, "dosage"))),
        ", ".join(reason for reason in reasons if reason),
        reading.name("informationSource") if _is_practitioner(resource) else "",
    )
    return (_statement(reading, course),)


def drug_of(medication: Json) -> Drug:
    """Name and RxNorm code of a Medication resource; the name is "" when it has none."""
    concept = part(medication, "code")
    return Drug(_name_of(concept), _rxcui_of(concept))


def _statement(reading: Reading, course: _Course) -> MedicationStatement:
    drug = _drug(reading)
    end = course.stopped
    if course.started and end and end.is_before(course.started):
        raise LeftOut("it ends before it begins")
    over = end is not None and not is_future(end, reading.now)
    taking = TakingStatus.STOPPED if over and course.taking is TakingStatus.TAKING else course.taking
    return MedicationStatement(
        reading.new_id(),
        reading.patient.id,
        drug.name,
        drug.rxcui,
        status=taking,
        directions=_with_vague_dates(course, over),
        started=course.started.day if course.started else None,
        stopped=end.day if end and over else None,
        adherence=Adherence.NONE if reading.resource.get("status") == "not-taken" else Adherence.NOT_ASKED,
        stop_reason=course.reason if taking is TakingStatus.STOPPED else "",
        prescriber=course.prescriber,
        source=Source.RECORD,
        origin=reading.origin,
    )


def _with_reason(reading: Reading, dosage: str) -> str:
    """Directions with what the medicine is for and what else was noted, as far as the file says it."""
    coded = next((words for one in parts(reading.resource, "reasonCode") if (words := words_of(one))), "")
    reason, note = coded or reading.first_name("reasonReference"), notes(reading.resource)
    said = [dosage]
    if reason and reason.casefold() not in dosage.casefold():
        said.append(f"for {reason}")
    if note and note.casefold() not in dosage.casefold():
        said.append(f"note: {note}")
    return "; ".join(one for one in said if one)


def _state(resource: Json, states: dict[str, TakingStatus], left: dict[str, str]) -> TakingStatus:
    found = status(resource, "status", (*states, *left))
    if found in left:
        raise LeftOut(left[found])
    return states.get(found, TakingStatus.UNKNOWN)


def _drug(reading: Reading) -> Drug:
    """The medicine in the resource itself, contained in it, or elsewhere in the file.

    `rxcui` is the sender's RxNorm code as it stands. Outside records mostly code the clinical drug (SCD or
    SBD, "sertraline 50 MG Oral Tablet"), not the ingredient: whoever compares must allow for that.
    """
    resource = reading.resource
    concept = part(resource, "medicationCodeableConcept")
    address = reference(resource, "medicationReference")
    if concept:
        found = Drug(_name_of(concept), _rxcui_of(concept))
    elif address.startswith("#"):
        found = drug_of(contained(resource, address, "Medication"))
    else:
        key = reading.directory.find(address, reading.entry.full_url)
        found = reading.directory.drugs.get(key, Drug("", ""))
    name = found.name or text(part(resource, "medicationReference"), "display", 500)
    if not name:
        raise LeftOut("its medicine is not named in the file")
    return Drug(name, found.rxcui)


def _name_of(concept: Json) -> str:
    """The sender's words; a bare RxNorm display where there are none."""
    by_rxnorm = next((display for system, _, display in codings(concept) if system == RXNORM and display), "")
    return text(concept, "text", 500) or by_rxnorm or words_of(concept, 500)


def _rxcui_of(concept: Json) -> str:
    code = code_of(concept, (RXNORM,))[1]
    return code if code.isascii() and code.isdigit() and len(code) <= _LONGEST_RXCUI else ""


def _with_vague_dates(course: _Course, over: bool) -> str:
    """Directions, with dates that are only a year or month, or still to come, in words."""
    said = [course.dosage]
    if course.started and course.started.day is None:
        said.append(f"since {course.started.written}")
    if course.stopped and (course.stopped.day is None or not over):
        said.append(f"until {course.stopped.written[:10]}")
    return "; ".join(one for one in said if one)


def _is_practitioner(resource: Json) -> bool:
    return (
        reference(resource, "informationSource")
        .rpartition("/")[0]
        .endswith(("Practitioner", "PractitionerRole"))
    )
