"""What two lists have in common at their ends: what stays there need not be made anew. No Qt."""

from __future__ import annotations

from collections.abc import Sequence


def alike(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """How many are the same from the beginning on, and of the others how many up to the end."""
    top = _alike(one, other)
    return top, _alike(one[top:][::-1], other[top:][::-1])


def _alike(one: Sequence[object], other: Sequence[object]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))
