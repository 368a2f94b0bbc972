"""Finding a patient as somebody types."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medmanager.domain.patient import Patient
from medmanager.domain.rows import PatientRow
from medmanager.persistence.patient_search import listed, shape_of, stages
from medmanager.persistence.search_keys import folded, soundex
from medmanager.persistence.search_words import words_of
from medmanager.persistence.store import SqlStore
from tests.builders import a_patient
from tests.persistence.samples import an_entry, saved

PEOPLE = (
    ("Lindqvist", "Maren", date(1984, 3, 14), "(555) 010-0142"),
    ("Lindquist", "Marin", date(1951, 12, 1), "555 010 0777"),
    ("O’Brien-Łukasz", "Zoë", date(2001, 11, 9), "+1 555-010-0199"),
    ("Maren", "Jonas", date(1984, 3, 15), ""),
    ("van der Berg", "Anna", date(1960, 2, 29), ""),
    ("100%_Real", "Wild", date(1999, 1, 1), ""),
    ("李", "小龙", date(1970, 7, 20), ""),
)


@pytest.fixture
def people(store: SqlStore) -> dict[str, Patient]:
    made = (
        a_patient(family_name=family, given_name=given, birth_date=born, phone=phone)
        for family, given, born, phone in PEOPLE
    )
    return {patient.family_name: patient for patient in saved(store, *made)}


def found(store: SqlStore, text: str, limit: int = 200) -> list[str]:
    with store.read() as work:
        return [row.family_name for row in work.queries.search_patients(text, limit)]


@pytest.mark.parametrize(
    ("typed", "families"),
    [
        ("lindq", ["Lindquist", "Lindqvist"]),
        ("LINDQV", ["Lindqvist"]),
        ("maren", ["Maren", "Lindqvist"]),
        ("mar", ["Maren", "Lindquist", "Lindqvist"]),
        ("mar lind", ["Lindquist", "Lindqvist"]),
        ("qvist", ["Lindqvist"]),
        ("zoe", ["O’Brien-Łukasz"]),
        ("zoë", ["O’Brien-Łukasz"]),
        ("obrien", ["O’Brien-Łukasz"]),
        ("o'brien", ["O’Brien-Łukasz"]),
        ("lukasz", ["O’Brien-Łukasz"]),
        ("brien-lukasz", ["O’Brien-Łukasz"]),
        ("berg", ["van der Berg"]),
        ("1984-03-14", ["Lindqvist"]),
        ("3/14/1984", ["Lindqvist"]),
        ("03/14/84", ["Lindqvist"]),
        ("14.3.1984", ["Lindqvist"]),
        ("March 14, 1984", ["Lindqvist"]),
        ("14 de marzo de 1984", ["Lindqvist"]),
        ("3/1", ["Lindqvist", "Maren"]),
        ("1984", ["Lindqvist", "Maren"]),
        ("1984 lind", ["Lindqvist"]),
        ("5550100142", ["Lindqvist"]),
        ("(555) 010-01", ["Lindqvist", "O’Brien-Łukasz"]),
        ("010-0777", ["Lindquist"]),
        ("100%", ["100%_Real"]),
        ("%", ["100%_Real"]),
        ("% real", ["100%_Real"]),
        ("%%", []),
        ("//", []),
        ("1/", ["100%_Real", "Lindquist", "O’Brien-Łukasz"]),
        ("李", ["李"]),
        ("nobody", []),
        ("lindqvist nobody", []),
        ("2/30/1960", []),
    ],
)
def test_that_what_is_typed_finds(
    store: SqlStore, people: dict[str, Patient], typed: str, families: list[str]
) -> None:
    assert found(store, typed) == families


def test_that_the_columns_of_a_listed_patient_are_the_fields_of_its_row() -> None:
    assert tuple(listed().selected_columns.keys()) == PatientRow._fields


def test_that_the_next_key_finds_its_statements_put_together() -> None:
    first, next_key, other = (stages(shape_of(words_of(text))) for text in ("mar lin", "mar lind", "3/14/84"))
    assert first is next_key
    assert len(first) == 3
    assert len(other) == 1


def test_that_nothing_typed_gives_everybody_by_name(store: SqlStore, people: dict[str, Patient]) -> None:
    assert found(store, "  ") == found(store, "") == sorted(people, key=folded)


def test_that_no_more_than_asked_for_come_and_the_best_first(
    store: SqlStore, people: dict[str, Patient]
) -> None:
    assert found(store, "mar", limit=1) == ["Maren"]
    assert found(store, "mar", limit=2) == ["Maren", "Lindquist"]


def test_that_a_changed_name_is_found_and_the_old_one_is_not(
    store: SqlStore, people: dict[str, Patient]
) -> None:
    saved(store, replace(people["Maren"], family_name="Newname"))
    assert found(store, "newname") == ["Newname"]
    assert found(store, "jonas") == ["Newname"]
    assert found(store, "maren") == ["Lindqvist"]


def test_that_a_voided_patient_is_not_found(store: SqlStore, people: dict[str, Patient]) -> None:
    with store.write(an_entry()) as work:
        work.patients.void(people["Maren"], "entered twice")
    assert found(store, "jonas") == []


def test_that_an_endless_name_is_kept_and_found(store: SqlStore) -> None:
    endless = "Wolfeschlegelstein" * 300
    saved(store, a_patient(family_name=endless, given_name="Z" * 4000))
    assert found(store, "wolfeschlegel") == [endless]
    assert found(store, "steinwolfe") == [endless]


def test_that_names_that_sound_alike_are_marked_on_both(store: SqlStore, people: dict[str, Patient]) -> None:
    with store.read() as work:
        rows = work.queries.search_patients("")
    assert {row.family_name for row in rows if row.similar} == {"Lindqvist", "Lindquist"}


@pytest.mark.parametrize(
    ("person", "families"),
    [
        (("Lindqvist", "Maren", date(1984, 3, 14)), ["Lindqvist", "Lindquist"]),
        (("Lindkvist", "Marin", None), ["Lindquist", "Lindqvist"]),
        (("Lindqwist", "Marne", date(1984, 3, 14)), ["Lindqvist", "Lindquist"]),
        (("Smith", "John", date(1984, 3, 14)), []),
        (("Smith", "John", None), []),
    ],
)
def test_that_look_alikes_are_found_most_alike_first(
    store: SqlStore, people: dict[str, Patient], person: tuple[str, str, date], families: list[str]
) -> None:
    with store.read() as work:
        assert [row.family_name for row in work.queries.alike(*person)] == families


@given(st.text(max_size=40))
def test_that_anything_typed_becomes_words_without_an_error(text: str) -> None:
    assert all(writing for word in words_of(text) for writing in word.either)


@given(st.text(max_size=40))
def test_that_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("name", "code"),
    [("Robert", "R163"), ("Rupert", "R163"), ("Ashcraft", "A261"), ("Tymczak", "T522"), ("Pfister", "P236"),
     ("Honeyman", "H555"), ("Lee", "L000"), ("", ""), ("李", "李")],
)  # fmt: skip
def test_that_names_sound_as_the_national_archives_say(name: str, code: str) -> None:
    assert soundex(name).upper() == code
