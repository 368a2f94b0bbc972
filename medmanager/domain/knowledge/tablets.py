"""What can be made from tablets that exist: whole ones, and halves only of tablets that are scored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import gcd

from medmanager.domain.knowledge.drug import Product

HALF = Decimal("0.5")
SPLIT_COST = 3
"""A half tablet counts as much as three whole ones: it is cut only where whole tablets get nowhere."""

MOST_PIECES = 12
"""Pieces at one time of day beyond which nobody would take them."""

_FINE = 10_000
"""Parts of a milligram that doses are counted in, so that sums are exact."""


@dataclass(frozen=True, slots=True)
class Tablet:
    """A strength in mg, and whether it may be halved."""

    strength: Decimal
    halves: bool = False


@dataclass(frozen=True, slots=True)
class Portion:
    """So many tablets of one strength; `count` is in halves at the finest."""

    strength: Decimal
    count: Decimal

    @property
    def dose(self) -> Decimal:
        """mg."""
        return self.strength * self.count


Portions = tuple[Portion, ...]

COUNTED = ("mg", "mg/24 h")
NOT_COUNTED = ("injection", "liquid", "spray", "cream", "inhaler", "suppository", "powder")


def tablets_of(
    products: Iterable[Product], *, may_split: bool = True, apart: bool = False
) -> tuple[Tablet, ...]:
    """What of a drug can be counted: tablets, capsules, films, patches, in mg a piece; scored ones halve.

    One strength in several forms is there once, scored if any of them is. What is taken up otherwise than the
    rest stands apart: its mg must not be added to theirs, so it is left out unless it is all there is, or
    `apart` asks for it.
    """
    counted = [one for one in products if one.unit in COUNTED and one.form not in NOT_COUNTED]
    alike = counted if apart else [one for one in counted if not one.apart] or counted
    found: dict[Decimal, bool] = {}
    for product in alike:
        for strength in product.strengths:
            scored = bool(product.scored) and may_split
            found[strength] = found.get(strength, False) or scored
    return tuple(Tablet(strength, halves) for strength, halves in sorted(found.items()))


def makeable(tablets: Sequence[Tablet], most: Decimal) -> tuple[Decimal, ...]:
    """All doses of one time of day up to `most` mg that these tablets make, smallest first."""
    return tuple(Decimal(dose) / _FINE for dose in sorted(_table(tuple(tablets), _fine(most))) if dose)


def portions(tablets: Sequence[Tablet], dose: Decimal) -> Portions | None:
    """The fewest pieces that make this dose, the largest tablets first; None when no pieces do."""
    if dose == 0:
        return ()
    pieces = _table(tuple(tablets), _fine(dose)).get(_fine(dose))
    if pieces is None:
        return None
    counts: dict[Decimal, Decimal] = {}
    for strength, part in pieces.parts:
        counts[strength] = counts.get(strength, Decimal(0)) + part
    return tuple(Portion(strength, counts[strength]) for strength in sorted(counts, reverse=True))


def shared_out(tablets: Sequence[Tablet], daily: Decimal, times: int) -> tuple[Portions, ...] | None:
    """The daily dose over so many times of day, as evenly as the tablets allow, the largest share first.

    None when the tablets cannot make it.
    """
    doses = _even(makeable(tablets, daily), daily, times)
    if doses is None:
        return None
    made = [portions(tablets, dose) for dose in doses]
    return tuple(one for one in made if one is not None)


def _even(doses: tuple[Decimal, ...], left: Decimal, times: int) -> tuple[Decimal, ...] | None:
    if times == 1 or left == 0:
        rest = (Decimal(0),) * (times - 1)
        return (left, *rest) if left == 0 or left in doses else None
    share = left / times
    for dose in (dose for dose in doses if share <= dose <= left):
        others = _even(tuple(one for one in doses if one <= dose), left - dose, times - 1)
        if others is not None:
            return (dose, *others)
    return None


@dataclass(frozen=True, slots=True)
class _Pieces:
    """How a dose is made: (strength, 1 or a half) for each piece."""

    cost: int
    parts: tuple[tuple[Decimal, Decimal], ...]


def _fine(dose: Decimal) -> int:
    return int(dose * _FINE)


@lru_cache(maxsize=256)
def _table(tablets: tuple[Tablet, ...], most: int) -> dict[int, _Pieces]:
    """Every dose up to `most` with its cheapest pieces; all in parts of a milligram."""
    units = [(_fine(tablet.strength), tablet.strength, Decimal(1), 1) for tablet in tablets]
    units += [
        (_fine(tablet.strength * HALF), tablet.strength, HALF, SPLIT_COST)
        for tablet in tablets
        if tablet.halves
    ]
    if not units:
        return {0: _Pieces(0, ())}
    grid = gcd(*(size for size, *_ in units))
    table = {0: _Pieces(0, ())}
    for dose in range(grid, most + 1, grid):
        ways = (
            _Pieces(before.cost + cost, (*before.parts, (strength, part)))
            for size, strength, part, cost in units
            if (before := table.get(dose - size)) is not None and len(before.parts) < MOST_PIECES
        )
        best = min(ways, key=lambda way: way.cost, default=None)
        if best is not None:
            table[dose] = best
    return table
