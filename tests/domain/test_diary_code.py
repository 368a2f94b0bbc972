"""The sheet code: every single wrong sign and every swap of neighbors is found, and nothing is guessed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medmanager.domain.diary.code import ALPHABET, DiaryCode, draw_code, read_code
from medmanager.domain.errors import Refused

DRAWN = st.builds(draw_code, st.integers(0, 2**70), st.integers(1, 9999), st.integers(1, 999))


@given(DRAWN)
def test_that_a_code_is_read_as_it_was_printed(code: DiaryCode) -> None:
    assert read_code(code.words) == code
    assert read_code(code.compact.lower()) == code
    assert read_code(f"  {'-'.join(code.parts)} ") == code


@given(DRAWN, st.integers(0, 20), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_that_every_single_wrong_sign_is_refused(code: DiaryCode, place: int, sign: str) -> None:
    plain = code.compact
    place %= len(plain)
    wrong = plain[:place] + sign + plain[place + 1 :]
    if wrong == plain:
        return
    with pytest.raises(Refused):
        read_code(wrong)


@given(DRAWN, st.integers(0, 20))
@example(draw_code(0, 985, 900), 8)
@example(draw_code(0, 9, 109), 6)
def test_that_two_neighbors_that_changed_places_are_refused(code: DiaryCode, place: int) -> None:
    plain = code.compact
    place %= len(plain) - 1
    wrong = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    if wrong == plain:
        return
    with pytest.raises(Refused):
        read_code(wrong)


def test_that_no_code_has_signs_that_look_alike() -> None:
    assert not set("0O1ILU") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 30


def test_that_the_same_bits_give_the_same_code() -> None:
    assert draw_code(12345, 4, 1) == draw_code(12345, 4, 1)
    assert draw_code(12345, 4, 1).signs != draw_code(12346, 4, 1).signs


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Type the code"),
        ("7K4M", "not the code of a diary"),
        ("7O4M P4 W1 Q", "Look at the O"),
        ("7K4M P4 W1 C", "mistyped"),
        ("7K4M P5 W1 Q", "mistyped"),
        ("7K4M P4 W1", "not the code of a diary"),
    ],
)
def test_that_a_refusal_says_what_is_wrong_beside_the_field(typed: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        read_code(typed)
    assert refused.value.field == "code"
