"""What two lists have in common at their ends."""

import pytest

from ui.kit.alike import alike


@pytest.mark.parametrize(
    ("one", "other", "ends"),
    [
        ("abc", "abc", (3, 0)),
        ("abc", "ac", (1, 1)),
        ("ac", "abc", (1, 1)),
        ("aa", "aaa", (2, 0)),
        ("abc", "xyz", (0, 0)),
        ("bc", "abc", (0, 2)),
        ("", "abc", (0, 0)),
    ],
)
def test_that_the_ends_never_reach_into_one_another(one: str, other: str, ends: tuple[int, int]) -> None:
    assert alike(one, other) == ends
