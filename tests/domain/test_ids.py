"""Identifiers that are made on the device."""

from uuid import RFC_4122

from medmanager.domain.ids import uuid7

LATEST = (1 << 48) - 1


def test_that_an_id_is_a_uuid_of_version_7_that_begins_with_its_time() -> None:
    made = uuid7(LATEST)
    assert (made.version, made.variant, made.int >> 80) == (7, RFC_4122, LATEST)


def test_that_two_ids_of_one_millisecond_differ() -> None:
    assert len({uuid7(0) for _ in range(1000)}) == 1000


def test_that_the_same_bits_give_the_same_id() -> None:
    most = (1 << 74) - 1
    assert uuid7(5, most).hex == "0000000000057fffbfffffffffffffff"
    assert uuid7(5, most << 3) == uuid7(5, most - 7)
