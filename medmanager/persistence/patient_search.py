"""Finding patients: as somebody types, and those who could be taken for each other."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from itertools import starmap
from typing import Any, cast
from uuid import UUID

from rapidfuzz.distance import JaroWinkler
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union,
)

from medmanager.domain.calendar.appointment import AppointmentState
from medmanager.domain.rows import PatientRow
from medmanager.persistence.rows.calendar import AppointmentTable
from medmanager.persistence.rows.patient import PatientSearchTable, PatientTable
from medmanager.persistence.search_keys import folded, sound_of
from medmanager.persistence.search_words import Word, words_of
from medmanager.persistence.transaction import Transaction

PATIENT = cast("Table", PatientTable.__table__)
SEARCH = cast("Table", PatientSearchTable.__table__)
APPOINTMENT = cast("Table", AppointmentTable.__table__)

FREED = (AppointmentState.CANCELED, AppointmentState.NO_SHOW)
Listed = Select[*tuple[Any, ...]]
Shape = tuple[tuple[bool, int], ...]
"""Of each word, whether it can begin a name and how many writings it has."""

_AFTER_ALL_LETTERS = "\U0010ffff"
_ESCAPE = "/"
_SPECIAL, _ESCAPED = re.compile("[%_/]"), r"/\g<0>"
"""What LIKE would take for a sign of its own, and how it is written instead."""
_COMPARED = 1000
_LIKE_NAME = 0.92
"""Jaro-Winkler likeness of whole names from which on two are shown as alike."""

_LIKE_NAME_SAME_DAY = 0.8
"""The same for two people of one birth date."""


class PatientSearch:
    """Questions that are answered with rows of the patient list."""

    def __init__(self, work: Transaction) -> None:
        self._work = work

    def search(self, text: str, limit: int) -> tuple[PatientRow, ...]:
        """Family name first, then given name, then inside: each stage is asked only while there is room."""
        words = words_of(text)
        typed = _typed(words)
        found: dict[UUID, PatientRow] = {}
        for stage in stages(shape_of(words)):
            if len(found) >= limit:
                break
            for row in self._rows(stage, limit, **typed):
                found.setdefault(row.id, row)
        return tuple(found.values())[:limit]

    def by_id(self, patient_ids: Iterable[UUID]) -> dict[UUID, PatientRow]:
        wanted = list(dict.fromkeys(patient_ids))
        rows = self._rows(_BY_ID, len(wanted), wanted=wanted) if wanted else ()
        return {row.id: row for row in rows}

    def among(self, patient_ids: Select[UUID], limit: int) -> tuple[PatientRow, ...]:
        """The patients that a question selects, by name."""
        return self._rows(listed(SEARCH.c.patient_id.in_(patient_ids)), limit)

    def alike(self, family_name: str, given_name: str, birth_date: date | None) -> tuple[PatientRow, ...]:
        """Who could be taken for this person, most alike first."""
        sound, name = sound_of(family_name, given_name), folded(f"{family_name} {given_name}")
        start = folded(family_name)[:4]
        near = {"sound": sound, "from_0": start, "to_0": start + _AFTER_ALL_LETTERS, "born": birth_date}
        candidates = self._rows(_NEAR, _COMPARED, **near)
        scored = [(_likeness(row, name, sound, birth_date), row) for row in candidates]
        ordered = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
        return tuple(row for _, row in ordered)

    def _rows(self, query: Listed, limit: int, **asked: object) -> tuple[PatientRow, ...]:
        rows = self._work.connection.execute(query, {"now": self._work.now, "limit": limit, **asked})
        return tuple(starmap(PatientRow, rows.all()))


def listed(*conditions: ColumnElement[bool]) -> Listed:
    """Rows of the list, in the order of the fields of `PatientRow`, for the parameters `now` and `limit`.

    Names are chosen first, in their order; what costs more is asked of the chosen ones only.
    """
    by_name = (SEARCH.c.family_key, SEARCH.c.given_key, SEARCH.c.patient_id)
    names = select(*by_name, SEARCH.c.sound).where(*conditions)
    chosen = names.order_by(*by_name).limit(bindparam("limit", type_=Integer)).subquery("chosen")
    return (
        select(
            PATIENT.c.id,
            PATIENT.c.family_name,
            PATIENT.c.given_name,
            PATIENT.c.birth_date,
            PATIENT.c.sex,
            PATIENT.c.phone,
            PATIENT.c.provider_id,
            _next_visit().label("next_visit"),
            _has_similar(chosen).label("similar"),
        )
        .join_from(chosen, PATIENT, chosen.c.patient_id == PATIENT.c.id)
        .order_by(chosen.c.family_key, chosen.c.given_key, chosen.c.patient_id)
    )


def _next_visit() -> ColumnElement[datetime]:
    """The earliest start after `now` that is not canceled, of the patient of the outer query."""
    return (
        select(func.min(APPOINTMENT.c.start))
        .where(
            APPOINTMENT.c.patient_id == PATIENT.c.id,
            APPOINTMENT.c.start > bindparam("now"),
            APPOINTMENT.c.voided_at.is_(None),
            *(APPOINTMENT.c.state != state for state in FREED),
        )
        .correlate(PATIENT)
        .scalar_subquery()
    )


def _has_similar(chosen: FromClause) -> ColumnElement[bool]:
    other = SEARCH.alias("other")
    return exists().where(other.c.sound == chosen.c.sound, other.c.patient_id != chosen.c.patient_id)


def shape_of(words: tuple[Word, ...]) -> Shape:
    """What a search is put together from, without what was typed."""
    return tuple((word.name, len(word.either)) for word in words)


@lru_cache(maxsize=64)
def stages(shape: Shape) -> tuple[Listed, ...]:
    """From the best matches to the rest; a search without words has one stage, everybody.

    Put together once for each shape: at every key that takes longer than to find anybody. What was typed
    comes as parameters (`_typed`).
    """
    fits = [_found(place, writings) for place, (_, writings) in enumerate(shape)]
    names = [place for place, (name, _) in enumerate(shape) if name]
    if not names:
        return (listed(*fits),)
    return (
        listed(or_(*(_begins(SEARCH.c.family_key, place) for place in names)), *fits),
        listed(or_(*(_begins(SEARCH.c.given_key, place) for place in names)), *fits),
        listed(*fits),
    )


def _begins(column: ColumnElement[str], place: int) -> ColumnElement[bool]:
    """As a range, which an index answers on both engines."""
    return and_(column >= bindparam(f"from_{place}"), column < bindparam(f"to_{place}"))


def _found(place: int, writings: int) -> ColumnElement[bool]:
    inside = [
        bindparam(f"inside_{place}_{writing}", type_=SEARCH.c.haystack.type) for writing in range(writings)
    ]
    return or_(*(SEARCH.c.haystack.like(pattern, escape=_ESCAPE) for pattern in inside))


def _typed(words: tuple[Word, ...]) -> dict[str, str]:
    """The parameters of `stages`."""
    typed = {}
    for place, word in enumerate(words):
        typed[f"from_{place}"] = word.either[0]
        typed[f"to_{place}"] = word.either[0] + _AFTER_ALL_LETTERS
        for writing, text in enumerate(word.either):
            typed[f"inside_{place}_{writing}"] = f"%{_SPECIAL.sub(_ESCAPED, text)}%"
    return typed


def _likeness(row: PatientRow, name: str, sound: str, birth_date: date | None) -> float:
    """Above 0 where two could be taken for each other; a shared birth date counts more than any name."""
    score = JaroWinkler.similarity(folded(f"{row.family_name} {row.given_name}"), name)
    same_day = birth_date is not None and row.birth_date == birth_date
    enough = score >= (_LIKE_NAME_SAME_DAY if same_day else _LIKE_NAME)
    if not enough and sound_of(row.family_name, row.given_name) != sound:
        return 0.0
    return score + same_day


_NEAR = listed(
    SEARCH.c.patient_id.in_(
        union(
            select(SEARCH.c.patient_id).where(SEARCH.c.sound == bindparam("sound")),
            select(SEARCH.c.patient_id).where(_begins(SEARCH.c.family_key, 0)),
            select(PATIENT.c.id).where(PATIENT.c.birth_date == bindparam("born")),
        )
    )
)
"""Who sounds alike, whose family name begins alike, and who was born on that day; None is no day."""

_BY_ID = listed(SEARCH.c.patient_id.in_(bindparam("wanted", expanding=True)))
