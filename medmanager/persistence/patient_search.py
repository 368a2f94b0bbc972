"""Finding patients: as somebody types, and those who could be taken for each other."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from rapidfuzz.distance import JaroWinkler
from sqlalchemy import ColumnElement, FromClause, Row, Select, Table, and_, exists, func, or_, select, union

from medmanager.domain.appointment import AppointmentState
from medmanager.domain.ids import PatientId
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
_AFTER_ALL_LETTERS = "\U0010ffff"
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
        fits = [_found(word) for word in words]
        found: dict[UUID, PatientRow] = {}
        for stage in _stages(words):
            if len(found) >= limit:
                break
            for row in self._rows(stage, *fits, limit=limit):
                found.setdefault(row.id, row)
        return tuple(found.values())[:limit]

    def by_id(self, patient_ids: Iterable[UUID]) -> dict[UUID, PatientRow]:
        wanted = list(dict.fromkeys(patient_ids))
        rows = self._rows(SEARCH.c.patient_id.in_(wanted), limit=len(wanted)) if wanted else ()
        return {row.id: row for row in rows}

    def among(self, patient_ids: Select[UUID], limit: int) -> tuple[PatientRow, ...]:
        """The patients that a question selects, by name."""
        return self._rows(SEARCH.c.patient_id.in_(patient_ids), limit=limit)

    def alike(self, family_name: str, given_name: str, birth_date: date | None) -> tuple[PatientRow, ...]:
        """Who could be taken for this person, most alike first."""
        sound, name = sound_of(family_name, given_name), folded(f"{family_name} {given_name}")
        near: list[Select[UUID]] = [
            select(SEARCH.c.patient_id).where(SEARCH.c.sound == sound),
            select(SEARCH.c.patient_id).where(_begins(SEARCH.c.family_key, folded(family_name)[:4])),
        ]
        if birth_date is not None:
            near.append(select(PATIENT.c.id).where(PATIENT.c.birth_date == birth_date))
        candidates = self._rows(SEARCH.c.patient_id.in_(union(*near)), limit=_COMPARED)
        scored = [(_likeness(row, name, sound, birth_date), row) for row in candidates]
        ordered = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
        return tuple(row for _, row in ordered)

    def _rows(self, *conditions: ColumnElement[bool], limit: int) -> tuple[PatientRow, ...]:
        """Names are chosen first, in their order; what costs more is asked of the chosen ones only."""
        by_name = (SEARCH.c.family_key, SEARCH.c.given_key, SEARCH.c.patient_id)
        names = select(*by_name, SEARCH.c.sound).where(*conditions)
        chosen = names.order_by(*by_name).limit(limit).subquery("chosen")
        query = (
            select(
                PATIENT.c.id,
                PATIENT.c.family_name,
                PATIENT.c.given_name,
                PATIENT.c.birth_date,
                PATIENT.c.sex,
                PATIENT.c.phone,
                PATIENT.c.provider_id,
                next_visit(self._work.now).label("next_visit"),
                _has_similar(chosen).label("similar"),
            )
            .join_from(chosen, PATIENT, chosen.c.patient_id == PATIENT.c.id)
            .order_by(chosen.c.family_key, chosen.c.given_key, chosen.c.patient_id)
        )
        return tuple(_patient_row(row) for row in self._work.connection.execute(query))


def next_visit(now: datetime) -> ColumnElement[datetime]:
    """The earliest start after `now` that is not canceled, of the patient of the outer query."""
    return (
        select(func.min(APPOINTMENT.c.start))
        .where(
            APPOINTMENT.c.patient_id == PATIENT.c.id,
            APPOINTMENT.c.start > now,
            APPOINTMENT.c.voided_at.is_(None),
            APPOINTMENT.c.state.not_in(FREED),
        )
        .correlate(PATIENT)
        .scalar_subquery()
    )


def _has_similar(chosen: FromClause) -> ColumnElement[bool]:
    other = SEARCH.alias("other")
    return exists().where(other.c.sound == chosen.c.sound, other.c.patient_id != chosen.c.patient_id)


def _stages(words: tuple[Word, ...]) -> list[ColumnElement[bool]]:
    """From the best matches to the rest; a search without words has one stage, everybody."""
    everybody = SEARCH.c.patient_id.is_not(None)
    names = [word.either[0] for word in words if word.name]
    if not names:
        return [everybody]
    return [
        or_(*(_begins(SEARCH.c.family_key, name) for name in names)),
        or_(*(_begins(SEARCH.c.given_key, name) for name in names)),
        everybody,
    ]


def _begins(column: ColumnElement[Any], start: str) -> ColumnElement[bool]:
    """As a range, which an index answers on both engines."""
    return and_(column >= start, column < start + _AFTER_ALL_LETTERS)


def _found(word: Word) -> ColumnElement[bool]:
    return or_(*(SEARCH.c.haystack.contains(writing, autoescape=True) for writing in word.either))


def _likeness(row: PatientRow, name: str, sound: str, birth_date: date | None) -> float:
    """Above 0 where two could be taken for each other; a shared birth date counts more than any name."""
    score = JaroWinkler.similarity(folded(f"{row.family_name} {row.given_name}"), name)
    same_day = birth_date is not None and row.birth_date == birth_date
    enough = score >= (_LIKE_NAME_SAME_DAY if same_day else _LIKE_NAME)
    if not enough and sound_of(row.family_name, row.given_name) != sound:
        return 0.0
    return score + same_day


def _patient_row(row: Row[*tuple[Any, ...]]) -> PatientRow:
    return PatientRow(
        id=PatientId(row.id),
        family_name=row.family_name,
        given_name=row.given_name,
        birth_date=row.birth_date,
        sex=row.sex,
        phone=row.phone,
        provider_id=row.provider_id,
        next_visit=row.next_visit,
        similar=bool(row.similar),
    )
