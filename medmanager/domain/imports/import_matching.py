"""What a file and a chart say of one patient: where they differ, and which records say the same twice."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from medmanager.domain.demographics import plain_name
from medmanager.domain.history import Encounter, MedicationStatement, Observation
from medmanager.domain.patient import (
    Allergy,
    AllergySeverity,
    Condition,
    Language,
    OutsideIdentity,
    Patient,
    Sex,
    Source,
)

Imported = Allergy | Condition | MedicationStatement | Observation | Encounter
"""A record that belongs to a patient and may come from outside."""


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """A fact of the patient that a file gives otherwise than the practice, which keeps its own.

    `what` names the field of `Patient`. `kept` is "" where the practice has nothing.
    """

    what: str
    kept: str | date
    said: str | date


def differences(kept: Patient, said: Patient) -> tuple[Difference, ...]:
    """What the file says otherwise, in the order of the form; where it says nothing, nothing differs."""
    found = (_difference(name, key, kept, said) for name, key in _COMPARED.items())
    return tuple(one for one in found if one is not None)


def may_be_same(one: Patient | OutsideIdentity, other: Patient | OutsideIdentity) -> bool:
    """The same birth date and at least one of the names: people change names, but are not born twice."""
    same_family = plain_name(one.family_name) == plain_name(other.family_name)
    same_given = plain_name(one.given_name) == plain_name(other.given_name)
    return one.birth_date == other.birth_date and (same_family or same_given)


def same_name_and_day(one: Patient, other: Patient) -> bool:
    """The same birth date and both names alike but for case, accents and hyphens."""
    names = [(plain_name(each.family_name), plain_name(each.given_name)) for each in (one, other)]
    return one.birth_date == other.birth_date and names[0] == names[1]


def same_content(stored: Imported, fresh: Imported) -> bool:
    """Whether two readings of one record differ in nothing but their place in the store."""
    return replace(fresh, id=stored.id, version=stored.version, patient_id=stored.patient_id) == stored


class Said:
    """What a chart says already, to be asked about the records of another sender."""

    def __init__(self, stored: Iterable[Imported]) -> None:
        self._by_topic: dict[tuple[object, ...], list[Imported]] = defaultdict(list)
        for record in stored:
            self._by_topic[_topic(record)].append(record)

    def has(self, fresh: Imported) -> bool:
        """Whether the record tells nothing new.

        When in doubt it does: an allergy of which the file knows more than the chart comes to stand twice.
        """
        return any(_tells_nothing_new(fresh, other) for other in self._by_topic.get(_topic(fresh), ()))


def _topic(record: Imported) -> tuple[object, ...]:
    """What a record is about; only those about the same can say the same."""
    match record:
        case Allergy():
            return Allergy, plain_name(record.substance)
        case Condition():
            return Condition, plain_name(record.name)
        case MedicationStatement():
            return MedicationStatement, plain_name(record.name)
        case Observation():
            return Observation, record.measure, record.at
        case Encounter():
            return Encounter, record.start


def _tells_nothing_new(fresh: Imported, stored: Imported) -> bool:
    match fresh, stored:
        case Allergy(), Allergy():
            return _same_allergy(fresh, stored)
        case Condition(), Condition():
            return _same_condition(fresh, stored)
        case Observation(), Observation():
            return fresh.value == stored.value
        case _:
            return same_content(_without_sender(stored), _without_sender(fresh))


def _difference(name: str, key: Callable[[str], str], kept: Patient, said: Patient) -> Difference | None:
    here, there = getattr(kept, name), getattr(said, name)
    if there in _NOTHING_SAID or key(str(here)) == key(str(there)):
        return None
    return Difference(name, _shown(here), _shown(there))


def _shown(value: object) -> str | date:
    return value if isinstance(value, date) else str(value)


def _digits(phone: str) -> str:
    """The ten digits of a number, without the country's."""
    return re.sub(r"\D", "", phone)[-10:]


_COMPARED: dict[str, Callable[[str], str]] = {
    "family_name": plain_name,
    "given_name": plain_name,
    "birth_date": str,
    "sex": str,
    "phone": _digits,
    "email": str.casefold,
    "address": plain_name,
    "language": str,
    "desk_note": str,
}
_NOTHING_SAID = ("", Sex.UNKNOWN, Language.ENGLISH)
"""What a file that says nothing is read as."""


def _same_allergy(fresh: Allergy, stored: Allergy) -> bool:
    no_worse = fresh.severity in (stored.severity, AllergySeverity.UNKNOWN)
    no_more = plain_name(fresh.reaction) in (plain_name(stored.reaction), "")
    return no_worse and no_more and (stored.active or not fresh.active)


def _same_condition(fresh: Condition, stored: Condition) -> bool:
    no_more = fresh.onset in (stored.onset, None) and fresh.note in (stored.note, "")
    return no_more and fresh.resolved == stored.resolved


def _without_sender(record: Imported) -> Imported:
    if isinstance(record, MedicationStatement):
        return replace(record, origin="", source=Source.RECORD)
    return replace(record, origin="")
