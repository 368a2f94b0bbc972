"""The printed key: any slip of the hand is found, and named by its group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medmanager.domain.errors import Refused
from medmanager.persistence.recovery_key import ALPHABET, SECRET_BYTES, printed, read_back

secrets = st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES)


@given(secrets)
def test_that_what_is_printed_reads_back(secret: bytes) -> None:
    text = printed(secret)
    assert read_back(text) == secret
    assert len(text) == 47
    assert set(text) <= set(ALPHABET + "-")


@given(secrets, st.integers(0, 39), st.sampled_from(ALPHABET))
def test_that_every_wrong_letter_is_found_and_its_group_named(secret: bytes, place: int, letter: str) -> None:
    letters = list(printed(secret).replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    with pytest.raises(Refused, match=f"Group {place // 5 + 1} "):
        read_back("".join(letters))


@given(secrets, st.integers(0, 38))
def test_that_every_swap_of_neighbours_is_found(secret: bytes, place: int) -> None:
    letters = list(printed(secret).replace("-", ""))
    if letters[place] == letters[place + 1]:
        return
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    with pytest.raises(Refused):
        read_back("".join(letters))


@given(secrets, st.integers(0, 7), st.integers(0, 7))
def test_that_groups_in_the_wrong_order_are_found(secret: bytes, first: int, second: int) -> None:
    groups = printed(secret).split("-")
    if groups[first] == groups[second]:
        return
    groups[first], groups[second] = groups[second], groups[first]
    with pytest.raises(Refused, match="Group"):
        read_back("-".join(groups))


def test_that_letters_that_look_alike_are_taken_for_each_other() -> None:
    text = printed(bytes(SECRET_BYTES))
    assert "0" in text
    assert read_back(text.replace("0", "O").lower()) == bytes(SECRET_BYTES)


@pytest.mark.parametrize("typed", ["", "ABC", "-" * 47, "A" * 41, "Ä" * 40, "0" * 39])
def test_that_anything_else_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Refused) as told:
        read_back(typed)
    assert typed not in told.value.sentence or not typed


def test_that_the_sentence_never_repeats_what_was_typed() -> None:
    text = printed(b"\x5a" * SECRET_BYTES)
    wrong = text[:-1] + ("A" if text[-1] != "A" else "B")
    with pytest.raises(Refused) as told:
        read_back(wrong)
    assert not any(group in told.value.sentence for group in wrong.split("-"))
