"""What a medicine is for reads on from its name, however it was typed."""

import pytest

from ui.kit.plan_words import for_purpose


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sleep", "for sleep"),
        ("for sleep", "for sleep"),
        ("to sleep", "to sleep"),
        ("To drink less", "To drink less"),
        ("tooth grinding", "for tooth grinding"),
        ("", ""),
    ],
)
def test_that_for_is_put_before_a_purpose_only_where_it_fits(typed: str, told: str) -> None:
    assert for_purpose(typed) == told
