"""FHIR Patient to our patient."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

from medmanager.domain.demographics import OLDEST
from medmanager.domain.errors import Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.patient import Language, OutsideIdentity, Patient, Sex
from medmanager.exchange.fhir_dates import When, when
from medmanager.exchange.fhir_directory import Entry, patient_origin
from medmanager.exchange.fhir_reading import is_future
from medmanager.exchange.fhir_values import (
    LONGEST_NAME,
    Json,
    LeftOut,
    codings,
    flag,
    number,
    part,
    parts,
    status,
    text,
    texts,
)

_GENDERS = {one.value: one for one in Sex}
_NAME_USES = ("official", "usual", "", "temp", "nickname", "anonymous")
_PAST_USES = frozenset({"old", "maiden"})
_USES = frozenset({*_NAME_USES, *_PAST_USES, "home", "work", "mobile", "billing"})


def patient_of(entry: Entry, now: datetime, new_id: Callable[[], UUID]) -> Patient:
    """The patient of a valid R4 Patient resource.

    Takes the official, else the usual name, the current phone, e-mail and address, the language (Spanish
    where preferred or alone, else English). A death is noted for the front desk, so that nobody is called.
    Raises LeftOut when the name is incomplete or the birth date is missing, incomplete or impossible.
    """
    resource = entry.resource
    if any(status(link, "type", _LINKS) == "replaced-by" for link in parts(resource, "link")):
        raise LeftOut("replaced by another patient record")
    name = _current_name(parts(resource, "name"))
    family, given = text(name, "family", LONGEST_NAME), _given(name)
    born = _birth_date(when(resource, "birthDate"), now)
    try:
        return Patient(
            PatientId(new_id()),
            family,
            given,
            born,
            _GENDERS[status(resource, "gender", _GENDERS) or Sex.UNKNOWN.value],
            phone=_contact(resource, "phone"),
            email=_contact(resource, "email"),
            address=_address(parts(resource, "address")),
            language=_language(parts(resource, "communication")),
            desk_note=_death(resource),
            identities=(OutsideIdentity(patient_origin(entry), family, given, born),),
        )
    except Refused as refused:
        raise LeftOut(_MISSING.get(refused.field, "incomplete")) from None


_LINKS = frozenset({"replaced-by", "replaces", "refer", "seealso"})
_MISSING = {"family_name": "no family name", "given_name": "no given name"}


def _current_name(names: Iterable[Json]) -> Json:
    """The name in use, best kind first, as its sender ordered them within a kind."""
    ranked = [
        (_NAME_USES.index(use), name)
        for name in names
        if (use := _use(name)) not in _PAST_USES and use in _NAME_USES
    ]
    return min(ranked, key=lambda pair: pair[0], default=(0, Json()))[1]


def _given(name: Json) -> str:
    given = " ".join(texts(name, "given"))
    if len(given) > LONGEST_NAME:
        raise LeftOut(f"a text is longer than {LONGEST_NAME} characters (given)")
    return given


def _birth_date(born: When | None, now: datetime) -> date:
    if born is None:
        raise LeftOut("no birth date")
    if born.day is None:
        raise LeftOut("its birth date is only a year or a month")
    if is_future(born, now):
        raise LeftOut("born in the future")
    if now.year - born.day.year > OLDEST:
        raise LeftOut(f"older than {OLDEST} years")
    return born.day


def _contact(resource: Json, system: str) -> str:
    """The current phone or e-mail: lowest rank first, mobile and home before work."""
    places = {"mobile": 0, "home": 1}
    found = [
        (number(point, "rank") or 99, places.get(_use(point), 2), text(point, "value", LONGEST_NAME))
        for point in parts(resource, "telecom")
        if text(point, "system") == system and _use(point) not in _PAST_USES and _is_usable(point, system)
    ]
    return min((one for one in found if one[2]), default=(0, 0, ""))[2]


def _is_usable(point: Json, system: str) -> bool:
    """An e-mail address without "@" could not be stored by hand either."""
    return system != "email" or "@" in text(point, "value").strip("@")


def _address(addresses: Iterable[Json]) -> str:
    """The first current home address on one line, else the first current one."""
    current = [one for one in addresses if _use(one) not in _PAST_USES | {"billing"}]
    chosen = min(current, key=lambda one: _use(one) != "home", default=Json())
    region = " ".join(word for word in (text(chosen, "state"), text(chosen, "postalCode")) if word)
    lines = (*texts(chosen, "line"), text(chosen, "city"), region)
    return ", ".join(line for line in lines if line) or text(chosen, "text")


def _language(spoken: Iterable[Json]) -> Language:
    """Spanish when it is preferred or the only language named; the paper knows no third language."""
    ranked = sorted(spoken, key=lambda one: flag(one, "preferred") is not True)
    for one in ranked[:1]:
        codes = (code for _, code, _ in codings(part(one, "language")))
        if any(code.casefold().split("-")[0] == Language.SPANISH for code in codes):
            return Language.SPANISH
    return Language.ENGLISH


def _death(resource: Json) -> str:
    died = when(resource, "deceasedDateTime")
    if died is not None:
        return f"Deceased ({died.written[:10]}), according to the imported record."
    return "Deceased, according to the imported record." if flag(resource, "deceasedBoolean") else ""


def _use(source: Json) -> str:
    return status(source, "use", _USES)
